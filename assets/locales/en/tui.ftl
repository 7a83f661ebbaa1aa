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
tui-lane-outcome = outcome
tui-recv = call { $call }
tui-recv-of-loop = { $name } #{ $number }

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
tui-note-none-in-flight = none in flight
tui-note-unread = { $count } unread
tui-note-arrived = { $count } in the kernel
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
tui-rule-conflict = conflict
tui-rule-empty = 0 while open
tui-rule-early-eof = end early
tui-rule-blocks = blocks
tui-rule-too-short = too short
tui-rule-unreached = no call
tui-rule-eagain = EAGAIN

## The trace
tui-trace = trace
tui-trace-none = nothing has run
tui-trace-event = event { $at } of { $total }

## The selected event, in plain words
tui-plain-connected = One connection stands: two sockets, each with an address of its own.
tui-plain-connected-relayed = Two connections stand, on { $host }: the relay has a socket in each.
tui-plain-sent = { $bytes ->
    [0] The kernel took no byte.
    [one] The kernel took the byte. That send returned does not tell whether it has arrived.
   *[other] The kernel took all { $shown } bytes. That send returned does not tell whether they have arrived.
  }
tui-plain-sent-part = The kernel took { $bytes } of { $all } bytes. The program must send the rest.
tui-plain-waits = Call { $call } waits: recv returns when there is something to return.
tui-plain-waited = Call { $call } began to wait, until there was something to return.
tui-plain-goes-on = Call { $call } was made and has not returned yet.
tui-plain-delivered = { $bytes ->
    [one] One byte has arrived at the { $side }: a recv can read it now.
   *[other] { $shown } bytes have arrived at the { $side }: a recv can read them now.
  }
tui-plain-delivered-end = The end has arrived at the { $side }. It is read after the last byte, as 0.
tui-plain-read = Call { $call } got { $bytes ->
    [one] the byte that was there; recv does not wait for { $size }.
   *[other] the { $shown } bytes that were there; recv does not wait for { $size }.
  }
tui-plain-read-full = Call { $call } got { $bytes ->
    [one] one byte, as many as it asked for. What follows stays there.
   *[other] { $shown } bytes, as many as it asked for. What follows stays there.
  }
tui-plain-read-some = Call { $call } got { $bytes ->
    [one] one byte.
   *[other] { $shown } bytes.
  }
tui-plain-peeked = Call { $call } looked at { $bytes ->
    [one] one byte and left it there for the next recv.
   *[other] { $shown } bytes and left them there for the next recv.
  }
tui-plain-zero = Call { $call } asked for 0 bytes and got 0. That is not the end.
tui-plain-end = Call { $call } returned 0: the end of the stream. Nothing more will come.
tui-plain-eagain = Call { $call } found nothing there and did not wait.
tui-plain-failed = Call { $call } failed with { $errno }.
tui-plain-shutdown = Call { $call } ended its stream: no more is sent this way.
tui-plain-close = Call { $call } closed the socket.
tui-plain-sleep = A pause makes outcomes more or less likely, never possible.
tui-plain-done = Call { $call } is done: { $code }.
tui-plain-blocks = Call { $call } waits for good: nothing is left to come for it.
tui-plain-blocks-send = Call { $call } waits: the buffers are full and nobody reads.
tui-plain-never = Call { $call } is never made: the { $side } waits for good.

## Knobs
tui-knobs = knobs
tui-knobs-asked = asked
tui-knob-not-asked = –
tui-knobs-granted = granted
tui-knob-doubled = Linux doubles what is asked, to have room for its own bookkeeping, socket(7).
tui-knob-least = this is the least the system gives; less is raised to it.
tui-knob-most = this is the most the system gives; more is cut to it.
tui-knob-capped = the system cut it to the most that may be asked, then doubled it for its own bookkeeping.

## The kernel's queues
tui-kernel = kernel
tui-kernel-scale = = { $bytes ->
    [one] 1 byte
   *[other] { $shown } bytes
  }
tui-kernel-direction = { $from } → { $to }
tui-kernel-send = send queue
tui-kernel-receive = receive queue
tui-kernel-unacknowledged = not yet acknowledged by the { $side }'s kernel
tui-kernel-unacknowledged-relay = not yet acknowledged by the network
tui-kernel-unacknowledged-short = not acknowledged
tui-kernel-unread = arrived, unread
tui-kernel-untold = this system does not tell
tui-kernel-calls = { $sends ->
    [one] 1 send
   *[other] { $sends } sends
  } → { $segments ->
    [one] { $left } segment
   *[other] { $left } segments
  } sent, { $came } arrived → { $recvs ->
    [one] 1 recv
   *[other] { $recvs } recvs
  }
tui-kernel-bytes = { $acked } bytes acknowledged · { $received } received · MSS { $mss }
tui-kernel-counts = In its counts the kernel takes a SYN and a FIN for one byte each.
tui-kernel-closed = closed: nobody can ask its kernel any more
tui-kernel-nothing = Nothing has been sent, so the kernels hold nothing.
tui-kernel-not-told = This system does not tell what its kernel holds. Linux does.
tui-kernel-relayed = These are the two outer sockets. What the relay holds is in neither queue.

## One byte
tui-byte = Byte { $offset }
tui-byte-alone = one character
tui-byte-space = a space
tui-byte-control = a control character
tui-byte-part = byte { $nth } of { $of } of this character
tui-byte-cut = byte { $nth } of { $of } of a character that a recv cut
tui-byte-no-text = not UTF-8 text here
tui-byte-planned = call { $call } will send it
tui-byte-of-send = byte { $at } of send { $send }
tui-byte-sent = sent by call { $call }, { $time }
tui-byte-offered = its send has not returned
tui-byte-in-flight = on its way
tui-byte-arrived = arrived { $time }
tui-byte-arrived-untold = arrived, no kernel says when
tui-byte-unread = unread
tui-byte-read = read by call { $call }, its byte { $at }, { $time }
tui-byte-read-into = read by call { $call }, byte { $at } of { $buffer }, { $time }

## The projector
tui-big-row = row { $row } of { $rows }
tui-big-ask = Can this happen?
