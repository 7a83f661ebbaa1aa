# What the room `call` says.
