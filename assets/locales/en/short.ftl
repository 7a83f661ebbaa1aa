# Short sends: a send that takes fewer bytes than it is given.

short-no-length = One send of 2 to { $most } bytes can be cut exactly; the syllabus sends 130.
short-no-cut = The send can be cut after 1 to { $most } of these bytes.

short-by-non-blocking = non-blocking
short-by-time-out = blocking, until a time-out
short-by-signal = blocking, until a signal
short-by-signal-restart = blocking, until a signal, handler with SA_RESTART

short-stage-measure = how much does a connection hold that nobody reads?
short-stage-fill = the connection is filled, with room for { $cut } left
short-stage-send = the send of { $length } bytes
short-stage-read = the receiver reads
short-stage-rest = the next send, from where the first one ended
short-stage-check = the receiver reads the rest
short-stage-over = all is sent

short-found-capacity = It holds { $bytes } bytes: after them nothing was taken for { $quiet } ms (SO_SNDBUF { $sndbuf }, SO_RCVBUF { $rcvbuf } granted).
short-found-filled = { $bytes } bytes are in a connection like it. { $cut } more fit.
short-found-short = send took { $taken } of { $length } bytes and returned at once: it does not wait for room. The rest is yours to send.
short-found-short-time-out = send took { $taken } of { $length } bytes, waited for room, and returned what it took when its time was over ({ $ms } ms, SO_SNDTIMEO).
short-found-short-signal = send took { $taken } of { $length } bytes, waited for room, and returned what it took when a signal came.
short-found-short-restart = send took { $taken } of { $length } bytes, waited for room, and returned what it took when a signal came: SA_RESTART begins a call anew only where it took nothing.
short-found-changed = send took { $taken }, not { $cut }: this connection does not hold what was measured. It is given up, and all is measured anew.
short-found-read = The receiver has read { $bytes } bytes: there is room again.
short-found-sent = sent: { $bytes } of { $length }.
short-found-whole = All { $data } bytes came as they were sent, behind the { $before } that filled the connection.

## On the command line
cli-short = A send of { $length } bytes that takes { $cut } ({ $how }).
cli-short-sent = sent: { $sent }, to send: { $length }
cli-short-numbers = sent and not acknowledged: { $unacknowledged } (SIOCOUTQ) · arrived and not read: { $unread } (FIONREAD)
cli-short-other = The send took { $taken } bytes, not { $cut }, twice: this system gives its room in another way than the one it was tried on.

## The screen
messages-short = Short sends
messages-short-about = send takes 40 of 130 bytes: and then?
keys-short = short sends
keys-short-set = short sends, before the first step
short-title = Short sends
short-way = The send is { $way }.
short-data = { $length } bytes to send
short-cut = cut after { $cut }
short-sent = sent: { $sent } of { $length }
short-calls = calls, as they were made
short-times = { $times } times
short-how = A connection that nobody reads is filled until { $cut } more bytes fit; then the send is made. How much it holds is the kernel's choice, and is measured first.
short-loop = the loop that a program needs
short-sent-is = sent = { $sent }
short-connection = the connection
short-holds = holds, unread, measured
short-filled = filled with, before the data
short-unacknowledged = sent, not acknowledged (SIOCOUTQ)
short-unread = arrived, not read (FIONREAD)
short-holds-brief = holds
short-filled-brief = filled with
short-unacknowledged-brief = SIOCOUTQ
short-unread-brief = FIONREAD
short-predict = what will happen?
short-you-said = you said
short-it-was = right: { $right }
short-said-first = send would { $guess }
short-said-next = the next one is given { $guess }
short-ask-first = { $call } will
short-ask-next = { $sent } of { $length } bytes are sent. The next send is given
short-guess-all = return { $length }
short-guess-some = return { $taken }
short-guess-fails = return -1, { $errno }: not everything fits
short-guess-waits = wait until everything fits
short-guess-given = { $data }, { $bytes } bytes
short-say-set = The first send will take { $cut } of { $length } bytes. ← → or digits move the cut, b changes what ends it early, Space begins.
short-say-measuring = A connection is filled, to see how much it holds.
short-say-first = Say first what will happen: 1 to 4.
short-say-asked = { $done } Say what will happen: 1 to 4.
short-say-next = { $done } Then: { $next }.
short-say-over = { $done } A short count is no error: a program sends on. r cuts another send.
word-cut = move the cut
word-way = what ends it
word-answer = answer
word-short-again = another cut
help-cut = Move the cut by a byte; PageUp and PageDown by ten.
help-cut-digits = The cut by its number; at a question, the answer.
help-way = What makes the send return early.
help-short-step = The next step, on real sockets.
help-short-again = Another send: the cut can be moved again.
