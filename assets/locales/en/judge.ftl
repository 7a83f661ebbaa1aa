# What the room `judge` says.
