# What the room `tui` says.

## Stages
tui-stage-predict = predict
tui-stage-run = run
tui-stage-explain = explain

## Lanes: names (at most eight columns)
tui-lane-to-send = to send
tui-lane-sent = sent
tui-lane-network = network
tui-lane-kernel = kernel
tui-lane-read = read
tui-lane-claim = claim
tui-recv = call { $call }

## Lanes: notes (at most sixteen columns where possible)
tui-note-sends = { $count ->
    [0] nothing sent
    [one] one send
    [2] two sends
    [3] three sends
    [4] four sends
    [5] five sends
    [6] six sends
   *[other] { $count } sends
}
tui-note-offered = { $count } offered
tui-note-in-flight = { $count } in flight
tui-note-none-in-flight = nothing in flight
tui-note-unread = { $count } unread
tui-note-none-unread = nothing unread
tui-note-only-fin = only the end
tui-note-read = recv = { $count }
tui-note-peeked = peek = { $count }
tui-note-reads = { $recvs } recvs
tui-note-bytes = { $bytes } bytes
tui-note-blocked = blocked
tui-note-blocked-for = blocked { $time }
tui-note-blocks = blocks for good
tui-note-end = recv = 0: end
tui-note-zero = recv = 0
tui-note-eagain = nothing there (EAGAIN)
tui-note-failed = −1 { $errno }
tui-note-never-called = never called

## Lanes: in the open box of a recv that waits
tui-waits = waits
tui-waits-nothing = waits: nothing has arrived
tui-waits-for-more = waits for more
tui-waits-blocks = blocks
tui-waits-for-good = blocks: nothing is left to come

## Claims
tui-claim-blocks = recv blocks
tui-claim-skipped = skipped
tui-claim-gap = gap

## Lists
tui-more-above = { $sign } { $count } more
tui-more-below = { $sign } { $count } more
tui-more-both = { $up } { $above } { $down } { $below } more

## Clocks
tui-clock-tenths = { $seconds }.{ $tenths } s
tui-clock-seconds = { $seconds } s
tui-clock-minutes = { $minutes } min { $seconds } s

## Calls
tui-calls-client = client
tui-calls-server = server

## The quiz table (words of rules at most nine columns)
tui-quiz-you = you
tui-quiz-it-is = it is
tui-quiz-yes = yes
tui-quiz-no = no
tui-quiz-fits = fits
tui-quiz-seen = seen { $times }×
tui-quiz-not-seen = not seen
tui-quiz-outside = no answer
tui-cell-empty = (empty)
tui-cell-blocks = recv blocks
tui-cell-end = end
tui-cell-empty-short = (0)
tui-cell-blocks-short = blocks
tui-cell-unreached-short = never
tui-cell-eagain = EAGAIN
tui-cell-unreached = never called
tui-rule-order = order
tui-rule-gap = gap
tui-rule-repeat = repeat
tui-rule-unknown = unknown
tui-rule-too-long = too long
tui-rule-not-yet-sent = too soon
tui-rule-empty = empty
tui-rule-early-eof = end early
tui-rule-blocks = blocks
tui-rule-too-short = too short
tui-rule-unreached = no call
tui-rule-eagain = EAGAIN
