# Short sends: a send that takes fewer bytes than it is given.

short-no-length = One send of 2 to { $most } bytes can be cut exactly; the syllabus sends 130.
short-no-cut = The send can be cut after 1 to { $most } of these bytes.

short-by-non-blocking = non-blocking (MSG_DONTWAIT)
short-by-time-out = blocking, with a time-out of { $ms } ms (SO_SNDTIMEO)
short-by-signal = blocking; a signal comes while it waits (no SA_RESTART)
short-by-signal-restart = blocking; a signal comes while it waits (SA_RESTART)

short-stage-measure = how much does a connection hold that nobody reads?
short-stage-fill = the connection is filled, with room for { $cut } left
short-stage-send = the send of { $length } bytes
short-stage-read = the receiver reads
short-stage-rest = the next send, from where the first one ended
short-stage-check = the receiver reads the rest
short-stage-over = all is sent

short-found-capacity = It holds { $bytes } bytes: after them nothing was taken for { $quiet } ms (SO_SNDBUF { $sndbuf }, SO_RCVBUF { $rcvbuf } granted).
short-found-filled = A new connection like it is filled with { $bytes } bytes: { $cut } more fit.
short-found-short = send took { $taken } of { $length } bytes and returned at once: it does not wait for room. Such a send is called short; the rest is yours to send.
short-found-short-time-out = send took { $taken } of { $length } bytes, waited for room, and returned what it took when its time was over (after { $ms } ms). Such a send is called short.
short-found-short-signal = send took { $taken } of { $length } bytes, waited for room, and returned what it took when the signal came. EINTR comes only where it took nothing.
short-found-short-restart = send took { $taken } of { $length } bytes, waited for room, and returned what it took when the signal came: SA_RESTART begins a call anew only where it took nothing.
short-found-nothing = send took nothing: not one byte fitted, though room for { $cut } was left by what was measured.
short-found-changed = send took { $taken }, not { $cut }: this connection does not hold what was measured. It is given up, and all is measured anew.
short-found-read = The receiver has read { $bytes } bytes: there is room again.
short-found-sent = sent: { $bytes } of { $length }.
short-found-whole = All { $data } bytes came as they were sent, behind the { $before } that filled the connection.

## On the command line
cli-short = A send of { $length } bytes with room for { $cut }: { $how }.
cli-short-sent = sent: { $sent }, to send: { $length }
cli-short-numbers = sent and not acknowledged: { $unacknowledged } (SIOCOUTQ) · arrived and not read: { $unread } (FIONREAD)
cli-short-other = The send took { $taken } bytes, not { $cut }, twice: this system gives its room in another way than the one it was tried on.

## The screen
messages-short = How much send takes
messages-short-about = 130 bytes, room for 40: what does send return?
keys-short = how much send takes
keys-short-set = how much send takes, before the first step
short-title = How much send takes
short-way = The send is { $way }.
short-data = { $length } bytes to send
short-cut = room for { $cut }
short-sent = sent: { $sent } of { $length }
short-calls = calls, as they were made
short-times = { $times } times
short-how = A connection that nobody reads is filled until { $cut } more bytes fit; then a send of { $length } bytes is made. How much a connection holds is the kernel's choice, so it is measured first, on one like it.
short-loop = the loop that a program needs
short-loop-taken = It took n bytes, perhaps not all: go on behind them.
short-loop-interrupted = A signal came before it took a byte: call send again.
short-loop-no-room = Not one byte fits now: poll (POLLOUT) waits until some do; then again.
short-loop-time-over = { $ms } ms were over before it took a byte: wait for room and try again, or give up.
short-loop-waits = Cannot come here: it waits. With MSG_DONTWAIT or a time-out it means that not one byte fitted.
short-loop-gone = The other side is gone: stop, and report it. SIGPIPE comes with it and ends the program, unless MSG_NOSIGNAL is given.
short-sent-is = sent = { $sent }
short-connection = the connection
short-holds = holds, unread, measured
short-filled = filled with, before the data
short-unacknowledged = kept by the sender's kernel (SIOCOUTQ)
short-unread = unread in the receiver's kernel (FIONREAD)
short-numbers-note = The sender's kernel keeps bytes until the receiver's says that it has them. SIOCOUTQ and FIONREAD are the names under which a program asks for these two numbers (ioctl).
short-holds-brief = holds
short-filled-brief = filler
short-unacknowledged-brief = sender's kernel keeps
short-unread-brief = receiver's
short-predict = what will happen?
short-you-said = you said
short-it-was = right: { $right }
short-it-was-because = right: { $right }. { $why }
short-said-first = send would { $guess }
short-said-next = the next one is given { $guess }
short-ask-first =
    Nobody reads, and { $cut } more bytes fit.
    { $call } will
short-ask-next = { $sent } of { $length } bytes are sent. The next send is given
short-guess-returns = return { $bytes }
short-guess-at-once = return { $bytes } at once
short-guess-returns-then = return { $bytes }, when the { $ms } ms are over
short-guess-returns-signal = return { $bytes }, when the signal comes
short-guess-fails = return -1, EAGAIN, and take nothing
short-guess-fails-then = return -1, EAGAIN, when the { $ms } ms are over
short-guess-fails-signal = return -1, EINTR, when the signal comes
short-guess-waits = wait until all of it fits
short-guess-waits-on = wait on after the signal until all of it fits
short-guess-given = { $data }, { $bytes } bytes
short-why-nothing = Not one byte fitted: the connection held something else than was measured.
short-why-other = It took { $taken }: the connection held something else than was measured, and room for { $cut } was not what it had.
short-why-all = Only { $taken } fit, and it does not wait for more room.
short-why-all-unread = Only { $taken } fit, and nobody read while it waited.
short-why-fails = EAGAIN comes only where not one byte fits.
short-why-fails-then = EAGAIN comes only where it took no byte in that time.
short-why-fails-signal = EINTR comes only where it took no byte before the signal.
short-why-waits = MSG_DONTWAIT: it takes what fits, and never waits.
short-why-waits-then = It waits until its time is over, no longer.
short-why-waits-signal = The signal ends the wait: it returns what it took.
short-why-waits-restart = SA_RESTART begins a call anew only where it took nothing. It took some, and returns how many.
short-why-anew = So { $twice ->
    [one] the first byte
   *[other] the first { $twice } bytes
} would be sent twice.
short-why-anew-short = So { $bytes ->
    [one] the first byte would be sent twice, the last one
   *[other] the first { $bytes } bytes would be sent twice, the last { $bytes }
} never.
short-why-past = From there on data has only { $rest } bytes: it would read past the end of data.
short-say-set = Choose how many of the { $length } bytes find room: ← → or digits, now { $cut }. b changes how send waits. Space begins.
short-say-measuring = A connection is filled, to see how much it holds.
short-say-first = Say first what will happen: 1 to 4.
short-say-asked = { $done } Say what will happen: 1 to 4.
short-say-next = { $done } Then: { $next }.
short-say-over = { $done } A short count is no error: a program sends on, in a loop. r begins again, with other room.
short-say-over-loop = { $done } A short count is no error: a program sends on. Tab shows the loop for it. r begins again, with other room.
word-cut = room
word-way = how it waits
word-answer = answer
word-short-page = calls or loop
word-short-scroll = scroll
word-short-again = again
help-cut = How many bytes find room. PageUp and PageDown: ten.
help-cut-digits = Bytes that find room; at a question, the answer.
help-way = How the send waits: not at all, a time-out, a signal.
help-short-step = The next step, on real sockets.
help-short-page = The calls, or the loop that a program needs.
help-short-scroll = Scroll them; PageUp and PageDown by a page.
help-short-again = Begin again: the room and the way can be changed.
