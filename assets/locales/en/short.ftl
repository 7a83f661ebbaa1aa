# Short sends: a send that takes fewer bytes than it is given.

short-no-length = One send of 2 to { $most } bytes can be cut exactly; the syllabus sends 130.
short-no-cut = There can be room for 0 to { $most } of these bytes.

short-by-blocking = plain blocking: no flag, no time-out, no signal
short-by-non-blocking = non-blocking (MSG_DONTWAIT)
short-by-time-out = blocking, with a time-out of { $ms } ms (SO_SNDTIMEO)
short-by-signal = blocking; a signal comes while it waits (no SA_RESTART)
short-by-signal-restart = blocking; a signal comes while it waits (SA_RESTART)

short-stage-measure = how much does a connection hold that nobody reads?
short-stage-fill = the connection is filled, with { $cut ->
    [0] no room
   *[other] room for { $cut }
} left
short-stage-send = the send of { $length } bytes
short-stage-read = the receiver reads
short-stage-rest = the next send, from where the first one ended
short-stage-check = the receiver reads the rest
short-stage-over = all is sent

short-found-capacity = It holds { $bytes } bytes: after them nothing was taken for { $quiet } ms. SO_SNDBUF ({ $sndbuf }) and SO_RCVBUF ({ $rcvbuf }) are no counts of data: the kernel's bookkeeping is in them, too.
short-found-filled = A new connection like it is filled with { $bytes } bytes: { $cut ->
    [0] not one more fits.
    [one] 1 more fits.
   *[other] { $cut } more fit.
}
short-found-short = send took { $taken } of { $length } bytes and returned at once: it does not wait for room. Such a send is called short; the rest is yours to send.
short-found-short-time-out = send took { $taken } of { $length } bytes, waited for room, and returned what it took when its time was over (after { $ms } ms). Such a send is called short.
short-found-short-signal = send took { $taken } of { $length } bytes, waited for room, and returned what it took when the signal came. EINTR comes only where it took nothing.
short-found-short-restart = send took { $taken } of { $length } bytes, waited for room, and returned what it took when the signal came: SA_RESTART begins a call anew only where it took nothing.
short-found-nothing = send took nothing: not one byte fitted, though room for { $cut } was left by what was measured.
short-found-none = send returned -1, EAGAIN, at once: not one byte fits, and it does not wait for room.
short-found-none-time-out = send waited { $ms } ms for room, took nothing, and returned -1, EAGAIN.
short-found-none-signal = send waited for room; the signal came before it took a byte: it returned -1, EINTR.
short-found-waits = send has not returned: it waits for room, until all { $length } bytes are taken.
short-found-waits-restart = The signal came before send took a byte: SA_RESTART began it anew, and it waits on.
short-found-returned = The receiver has read { $read } bytes: so there was room, and send returned { $taken }, after { $time }.
short-time-ms = { $ms } ms
short-time-s = { $seconds } s
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
short-waits = waits
short-waits-for = waits, { $seconds } s
short-room-again = EAGAIN: no room at that moment. Within some 50 ms the receiver's kernel acknowledged bytes, the sender's kernel forgot them, and more fitted.
short-times = { $times } times
short-how = A connection that nobody reads is filled until { $cut ->
    [0] not one more byte fits
    [one] 1 more byte fits
   *[other] { $cut } more bytes fit
}; then a send of { $length } bytes is made. How much a connection holds is the kernel's choice, so it is measured first, on one like it. Errors have names: EAGAIN, nothing could be done now; EINTR, a signal came first.
short-folded-measure = { $calls } calls fill a connection until no more fits
short-folded-fill = { $calls } calls fill the connection until { $cut ->
    [0] no more fits
    [one] 1 byte fits
   *[other] { $cut } bytes fit
}
short-loop = the loop that a program needs
short-loop-taken = It took n bytes, perhaps not all: go on behind them.
short-loop-all = It took n bytes: all, but where a signal or an error came after some. Go on behind them.
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
    Nobody reads; { $cut ->
        [0] not one more byte fits.
        [one] 1 more byte fits.
       *[other] { $cut } more bytes fit.
    }
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
short-guess-waits-now = not return yet: it waits until all fits
short-guess-waits-on = wait on after the signal until all of it fits
short-guess-given = { $data }, { $bytes ->
    [one] 1 byte
   *[other] { $bytes } bytes
}
short-why-nothing = Not one byte fitted: the connection held something else than was measured.
short-why-other = It took { $taken }: the connection held something else than was measured, and room for { $cut } was not what it had.
short-why-all = Only { $taken } fit, and it does not wait for more room.
short-why-not-eagain = EAGAIN is for a send that may not wait. This one may.
short-why-restarted = SA_RESTART begins it anew where it took nothing: EINTR does not come.
short-why-not-zero = It never returns 0 here: where nothing fits, it waits or fails.
short-why-not-some = { $cut ->
    [one] 1 fits,
   *[other] { $cut } fit,
} but a plain blocking send returns when all { $length } are taken.
short-why-not-all = { $cut ->
    [0] Not one byte fits
    [one] Only 1 fits
   *[other] Only { $cut } fit
} while nobody reads: it cannot have taken { $length }.
short-why-none-fits = Not one byte fits, and nobody reads.
short-why-signal-none = The signal ends the wait; it took nothing, so it fails.
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
short-why-past = From there on data has only { $rest ->
    [one] 1 byte
   *[other] { $rest } bytes
}: it would read past the end of data.
short-say-set = Choose how many of the { $length } bytes find room: ← → or digits, now { $cut }. b changes how send waits. Space begins.
short-say-measuring = A connection is filled, to see how much it holds.
short-say-first = Say first what will happen: 1 to 4.
short-say-asked = { $done } Say what will happen: 1 to 4.
short-say-next = { $done } Then: { $next }.
short-say-over = { $done } { $lesson } r begins again, with other room or another way.
short-say-over-loop = { $done } { $lesson } Tab shows the loop for it. r begins again, with other room or another way.
short-lesson-short = A short count is no error: a program sends on.
short-lesson-all = A plain blocking send takes all: it waits.
short-lesson-none = To take nothing is no end: a program waits for room and calls again.
short-say-both = The calls and the loop are both shown.
short-say-loop-later = The loop that a program needs is shown once all is said and sent: before, it would answer what is asked.
short-say-at-end = All is sent: there is no next step. r begins again, with other room or another way.
short-say-room = { $typed } is not possible: there can be room for 0 to { $most }. With room for { $length } or more nothing is cut. Now { $cut }.
word-cut = room
word-way = how it waits
word-answer = answer
word-short-page = calls or loop
word-short-scroll = scroll
word-short-again = again
help-cut = How many bytes find room, 0 to 129. PageUp, PageDown: ten.
help-cut-digits = Bytes that find room; at a question, the answer.
help-way = How it waits: plain, not, a time-out, a signal, SA_RESTART.
help-short-step = The next step, on real sockets.
help-short-page = The calls, or the loop: what to do on EINTR and EAGAIN.
help-short-scroll = Scroll them; PageUp and PageDown by a page.
help-short-again = Begin again: the room and the way can be changed.
