# What the room `lab` says.
