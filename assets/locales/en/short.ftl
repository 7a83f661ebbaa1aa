# Short sends: a send that takes fewer bytes than it is given.

short-no-length = One send of 2 to { $most } bytes can be cut exactly; the syllabus sends 130.
short-no-cut = The send can be cut after 1 to { $most } of these bytes.

short-by-non-blocking = non-blocking
short-by-time-out = blocking, until a time-out
short-by-signal = blocking, until a signal
short-by-signal-restart = blocking, until a signal, handler with SA_RESTART

short-stage-measure = How much does a connection hold that nobody reads?
short-stage-fill = The connection is filled, with room for { $cut } left
short-stage-send = The send of { $length } bytes
short-stage-read = The receiver reads
short-stage-rest = The send again, from where it was
short-stage-check = The receiver reads the rest
short-stage-over = All is sent

short-found-capacity = It holds { $bytes } bytes: after them nothing was taken for { $quiet } ms (SO_SNDBUF { $sndbuf }, SO_RCVBUF { $rcvbuf } granted).
short-found-filled = { $bytes } bytes are in a connection like it. { $cut } more fit.
short-found-short = send took { $taken } of { $length } bytes, and returned at once.
short-found-short-time-out = send took { $taken } of { $length } bytes, waited for room, and returned after { $ms } ms: SO_SNDTIMEO.
short-found-short-signal = send took { $taken } of { $length } bytes, waited for room, and returned when a signal came ({ $signals } sent).
short-found-changed = send took { $taken }, not { $cut }: this connection does not hold what was measured. It is given up, and all is measured anew.
short-found-read = The receiver has read { $bytes } bytes: there is room again.
short-found-sent = sent: { $bytes } of { $length }.
short-found-whole = All { $data } bytes came, behind the { $before } that filled the connection. Every byte is the one that was sent.

## On the command line
cli-short = A send of { $length } bytes that takes { $cut } ({ $how }).
cli-short-sent = sent: { $sent }, to send: { $length }
cli-short-numbers = sent and not acknowledged: { $unacknowledged } (SIOCOUTQ) · arrived and not read: { $unread } (FIONREAD)
cli-short-times = { $times }×
cli-short-other = The send took { $taken } bytes, not { $cut }, twice: this system gives its room in another way than the one it was tried on.
