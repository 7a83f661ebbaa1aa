# What the room `tui` says.
