# What the room `engine` says.
