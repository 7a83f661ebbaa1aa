# What the room `engine` says.

engine-via-unknown = “{ $given }” is no way to deliver. What works: direct, whole, merged, drip, random, or sizes in bytes, for example pieces=1,9.
engine-via-size = “{ $given }” is no size of a piece. Sizes are whole numbers from 1, with commas between them: pieces=1,9.
engine-via-direction = “{ $given }” names no direction. Write c: before the pieces of what the client sends and s: before those of what the server sends: pieces=c:1,9;s:3.
engine-via-twice = The direction { $given }: stands there twice. Name each once: pieces=c:1,9;s:3.
engine-start-unknown = “{ $given }” is no start. What works: sends-first, server-first, free.

engine-setup-maxseg = { $what } was refused: Linux takes 88 to 32,767 bytes, or 0 for its own choice.
engine-setup = The sockets could not be set up: { $what } failed ({ $reason }).
engine-apart = The run in a process of its own gave no result. { $why }
engine-apart-ended = It ended before it had answered.
engine-cancelled = The run was cancelled.
engine-unplayable = This order of events cannot be played: it delivers bytes that are not there. State: { $state }
engine-too-large = { $bytes } bytes at once are too many for a forced run: one thread can handle { $most } while nobody reads. Run it with threads instead.
engine-full = { $bytes } bytes do not fit into the receive buffer: it took { $took }, and no recv takes any out. A smaller piece fits, or a call setsockopt(…, SO_RCVBUF, …) before it.
# $why is a reason without a full stop.
engine-outside = Call { $call } is left out of the model: { $why }.
engine-disagreed = A call gave something else than the model says; this should never happen. State: { $state }

# A person plays the network. $side is client or server.
engine-hand-none = In this run the steps are not yours to choose.
engine-hand-no-call = The { $side } has no call left.
engine-hand-waits = The { $side } waits in call { $call }: it makes no other call before that returns.
engine-hand-deliver-first = First deliver what call { $call } of the { $side } is waiting for: the calls are made one after the other.
engine-hand-turn = It is the turn of call { $call }: the calls are made one after the other.
engine-hand-empty = Nothing is on the way to the { $side }.
engine-hand-nothing = A delivery has at least 1 byte.
engine-hand-too-many = { $left ->
    [one] Only 1 byte is on the way to the { $side }.
   *[other] Only { $left } bytes are on the way to the { $side }.
}
engine-hand-room = The receive buffer of the { $side } surely takes no more than { $most } bytes now.
engine-hand-no-end = The { $side } has not ended its stream.
engine-hand-bytes-first = { $left ->
    [one] 1 byte is on the way to the { $side } still: the end comes after it.
   *[other] { $left } bytes are on the way to the { $side } still: the end comes after them.
}
engine-hand-end-twice = The { $side } knows the end of the stream already.

engine-endless = After { $calls } calls this script had not ended, and was stopped: each side answers in a loop for as long as the other one does.
engine-stalled = The run made no progress where it had to, and was given up after ten seconds. Try it again when the machine is less busy, with smaller sends, or without buffer sizes of its own; if it stays so, please report it with this state: { $state }

# What knobs are set to.
engine-value-gap = “{ $given }” is no time. What works: a whole number and a unit, for example 10us, 1ms or 2s.
engine-value-gap-long = A gap lasts { $most } at most.
engine-value-bytes = “{ $given }” is no number of bytes. What works: whole numbers from 0 to { $most }.
engine-value-switch = “{ $given }” is neither on nor off.
engine-value-cpus = “{ $given }” is neither one nor two.

# A run as a line of text.
share-begins = A run that was copied begins with chunkscope:1.
share-version = This text is of version { $given }; this program reads version { $known }.
share-word = “{ $given }” is not understood here. What works: { $known }, each with = and a value; steps: comes last.
share-twice = { $key }= stands there twice.
share-seed = “{ $given }” is no seed. Seeds are whole numbers from 0.
share-step = “{ $given }” is no step. What works: 3 (call 3), 3:5 (call 3 asks for 5 bytes), d2s (2 bytes to the server), d2c, fs (the end to the server), fc.
share-refused = Step { $number }, { $step }, does not fit these calls: { $why }.
share-refused-turn = it is not this call's turn
share-refused-bytes = so many bytes are not on the way then
share-refused-end = there is no end of the stream to deliver then
share-refused-size = the call does not ask for that many bytes
share-refused-short = After { $steps ->
    [one] the only step
   *[other] all { $steps } steps
  } something is left to do with these calls: the steps belong to others.
