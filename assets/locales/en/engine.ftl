# What the room `engine` says.

engine-via-unknown = “{ $given }” is no way to deliver. What works: direct, whole, merged, drip, random, or sizes in bytes, for example pieces=1,9.
engine-via-size = “{ $given }” is no size of a piece. Sizes are whole numbers from 1, with commas between them: pieces=1,9.
engine-via-direction = “{ $given }” names no direction. Write c: before the pieces of what the client sends and s: before those of what the server sends: pieces=c:1,9;s:3.
engine-via-twice = The direction { $given }: stands there twice. Name each once: pieces=c:1,9;s:3.
engine-start-unknown = “{ $given }” is no start. What works: sends-first, server-first, free.

engine-setup = The sockets could not be set up: { $what } failed ({ $reason }).
engine-cancelled = The run was cancelled.
engine-unplayable = This order of events cannot be played: it delivers bytes that are not there. State: { $state }
engine-stalled = The run made no progress where it had to, and was given up after ten seconds. Try it again when the machine is less busy, with smaller sends, or without buffer sizes of its own; if it stays so, please report it with this state: { $state }
