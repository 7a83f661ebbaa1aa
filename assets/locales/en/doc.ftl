# What the room `doc` says.
