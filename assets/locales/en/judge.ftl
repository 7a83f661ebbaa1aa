# What the room `stream` says: why a row is impossible, and what the model leaves out.

assumption-connection = The connection stays up.
assumption-calls = No call fails or is interrupted.
assumption-sends = Every send takes all its bytes.

why-order-first = The first byte read must be byte 0, "{ $due }"; "{ $claimed }" is byte { $offset }. TCP keeps the order of the bytes.
why-order = The next byte must be byte { $dueat }, "{ $due }"; "{ $claimed }" is byte { $offset }. TCP keeps the order of the bytes.
why-gap-first = The first byte read must be byte 0, "{ $due }"; "{ $claimed }" is byte { $offset }. recv never skips a byte.
why-gap = After "{ $before }" the next byte is byte { $dueat }, "{ $due }"; "{ $claimed }" is byte { $offset }. recv never skips a byte.
why-gap-next = The next byte is byte { $dueat }, "{ $due }"; "{ $claimed }" is byte { $offset }. recv never skips a byte.
why-repeat = "{ $bytes }" begins at byte { $offset }, which was read before. TCP gives each byte once.
why-unknown = Nobody sent "{ $byte }" at this place. TCP invents no bytes.
why-unknown-other-way = "{ $byte }" was sent the other way only. A side never reads its own bytes.
why-too-long = The call asks for at most { $size } { $size ->
    [one] byte
   *[other] bytes
  }; the row says that it gave { $len }.
why-not-yet-sent = Byte { $offset }, "{ $byte }", is sent only after this call has returned.
why-never-sent = Byte { $offset }, "{ $byte }", is never sent: the call that would send it comes after one that waits for good.
why-left = As far as the row is right, call { $call } is made before this one returns, and { $why }: of what comes then nothing is said.
why-conflict = Byte { $offset }, "{ $byte }", can come here, but then what the row says before it could not happen.
why-conflict-word = The call can do so, but then what the row says before it could not happen.
why-conflict-short = The call can give { $len ->
    [one] this one byte
   *[other] these { $len } bytes
  } alone, but then what the row says before it could not happen.
why-empty = recv returns 0 only at the end of the stream, and the connection is open. It gives bytes that have come, or waits for them.
why-empty-waits = recv returns 0 only at the end of the stream, and the connection is open. It waits instead.
why-empty-dontwait = recv returns 0 only at the end of the stream, and the connection is open. With MSG_DONTWAIT it fails with EAGAIN instead.
why-early-eof = The end comes after all bytes, and { $left ->
    [one] one byte is
   *[other] { $left } bytes are
  } still to be read.
why-eof-open = The other side has not ended its stream when this call is made: there is no end to read.
why-eof-zero-size = A recv of 0 bytes returns 0 and tells nothing about the end.
why-eagain-waits = Without MSG_DONTWAIT recv waits; it does not fail with EAGAIN.
why-eagain-there = Bytes were there already: a call before this one has shown them.
why-blocks = { $left ->
    [one] One byte
   *[other] { $left } bytes
  } ("{ $bytes }") will still come, so the call returns. It may wait a while, but not for good.
why-blocks-end = The end of the stream will come, so the call returns 0. It does not wait for good.
why-blocks-dontwait = With MSG_DONTWAIT recv never waits.
why-too-short-waitall = With MSG_WAITALL recv gives all { $size } bytes it asks for, unless the stream ends; { $len } are too few.
why-too-short-peeked = More than { $len } { $len ->
    [one] byte was
   *[other] bytes were
  } there already: a call before this one has shown them.
why-unreached = The call is never made: its side waits for good in a call before it.
why-loop-goes-on = The loop is not over after { $made ->
    [one] one recv
   *[other] { $made } recvs
}: its recv is called again, and what that gives is missing here.
why-loop-over = After { $made ->
    [one] one recv
   *[other] { $made } recvs
} the loop is over, or waits for good: none of its recvs is called any more.
why-is-called = The call is made: nothing before it waits for good.

outside-after-close = a call on a socket that its side has closed fails
outside-after-fin = a send after the own side's shutdown fails
outside-to-closed = a send to a side that has closed may fail
outside-close-unread = a close with bytes unread or still to come resets the connection
outside-send-dontwait = how much a send with MSG_DONTWAIT takes depends on the kernel's buffers
outside-shut-rd = SHUT_RD is not part of the model
outside-rcvlowat = SO_RCVLOWAT is not part of the model
outside-recv-zero = a recv of 0 bytes after the own side's shutdown returns at any wake-up of the kernel
outside-too-many = the row leaves open what this call gives, and more than { $limit } states would have to be visited to decide it
outside-loop-answers = both sides send in an until eof, each for as long as the other does: how much they send is not bounded
outside-loop-then-sends = how much its side has sent before, in an until eof, depends on the run
outside-loop-large = how much this until eof may send is more than the model holds
outside-urgent = urgent data (MSG_OOB) is not part of the model

count-open-waitall = outcomes of a size left open together with MSG_WAITALL are not counted
count-too-many = more than { $limit } states would have to be visited
