# Messages out of a stream: the list, and the workshop.

home-messages = Messages
home-messages-about = four ways to mark where one ends

messages-title = Messages out of a stream
messages-question = TCP carries bytes. Where does a message end?
messages-about = recv cannot tell: what was sent in one send may come in many recvs, and many sends in one. So the bytes themselves have to say it.
word-messages = list
keys-messages = Messages out of a stream
help-messages-choose = Another line of the list.
help-messages-open = Open it.
help-messages-number = Open the line with this number.

# The workshop.
workshop-title = The workshop
workshop-about = mark messages, cut the stream, watch each recv
keys-workshop = The workshop
keys-workshop-asks = A prediction in the workshop
keys-workshop-types = Typing in the workshop

workshop-state-model = model: nothing has run
workshop-state-live = live: real sockets, this run
workshop-example = example { $number } of { $of }: { $name }
workshop-own = changed by you
workshop-who-cuts = a third program makes these cuts; TCP allows them
workshop-who-delivers = a third program stands between, and cuts nothing

bench-example-hello = Hello, in one recv
bench-example-longer = a longer message
bench-example-world = Hello World!
bench-example-header = Hello, cut on the way
bench-example-next = two messages
bench-example-echo = an echo server
bench-example-inside = the client closes
bench-example-crlf = CRLF lines, cut on the way

workshop-way-fixed = fixed length
workshop-way-delimiter = delimiter
workshop-way-length = length first
workshop-way-close = end by closing
workshop-way-kind = { $way }: { $kind }
workshop-kind-fixed = { $size } bytes
workshop-kind-cut = { $kind }, truncated
workshop-kind-escaped = { $kind }, escaped
workshop-kind-typed = type + { $field }
workshop-kind-close = one message
workshop-field-digits = { $digits } digits
workshop-field-byte = 1 byte
workshop-field-bytes = { $bytes } bytes, { $order }
workshop-order-big = big-endian
workshop-order-little = little-endian
workshop-wire = { $wire } { $count ->
    [one] byte
   *[other] bytes
  } on the wire · { $overhead } overhead ({ $percent } %)
workshop-wire-short = { $wire } { $count ->
    [one] byte
   *[other] bytes
  }, { $overhead } overhead
workshop-asks = recv takes at most { $size }
workshop-asks-rest = recv asks for the rest

workshop-part-message = message { $number }: { $count } { $count ->
    [one] byte
   *[other] bytes
  }
workshop-part-cut = message { $number }: { $got } of { $whole } bytes
workshop-part-cut-short = { $number }: { $got } of { $whole }
workshop-part-message-short = message { $number }
workshop-part-header-short = header
workshop-part-header-cut = header: { $got } of { $whole } bytes
workshop-part-header = header: length { $length }
workshop-part-length = length { $length }
workshop-part-length-short = len { $length }
workshop-part-padding = padding: { $count } { $count ->
    [one] byte
   *[other] bytes
  }
workshop-part-padding-short = pad
workshop-part-type = type
workshop-part-escape = esc
workshop-part-delimiter = delimiter { $bytes }
workshop-part-delimiter-short = end

workshop-back = the way back
workshop-back-about = the server answers, the client reads
workshop-cuts = cuts
workshop-cuts-none = none: each recv takes what is there, and no more than it asks for
workshop-cuts-many = { $count } { $count ->
    [one] cut: a recv returns early there
   *[other] cuts: a recv returns early at each
  }

workshop-receiver = the receiver, before it runs
workshop-receiver-first = the receiver, before recv 1
workshop-receiver-after = the receiver, after recv { $recv }
workshop-read = { $count } { $count ->
    [one] byte
   *[other] bytes
  } read
workshop-new-message = new message?
workshop-expected = expected length
workshop-so-far = message so far
workshop-to-come = still to come
workshop-aside = put aside
workshop-escaped = after a backslash?
workshop-kind = type
workshop-delivered = delivered
workshop-delivered-last = { $number ->
    [one] 1 message
   *[other] { $number }, the last
  }
workshop-answered = answered
workshop-value-none = none
workshop-value-none-yet = nothing yet
workshop-value-nothing = nothing
workshop-value-yes = yes
workshop-value-no = no
workshop-value-bytes = { $count } { $count ->
    [one] byte
   *[other] bytes
  }
workshop-code = its code
workshop-code-python = Python-like
workshop-code-ran = Python-like · { $sign } ran

workshop-good-fixed-1 = + nothing to look for
workshop-good-fixed-2 = − short ones waste, long fail
workshop-good-delimiter-1 = + any length
workshop-good-delimiter-2 = − inside: escape it
workshop-good-delimiter-3 = − may come in two
workshop-good-length-1 = + any bytes
workshop-good-length-2 = − header in two pieces
workshop-good-length-3 = − needs a limit
workshop-good-close-1 = + no mark at all
workshop-good-close-2 = − a lost end looks whole
workshop-costs = what each framing costs
workshop-costs-for = { $count ->
    [one] for this message
   *[other] for these { $count } messages
  }
workshop-costs-for-whole = { $count ->
    [one] for the whole message
   *[other] for all { $count } messages, whole
  }
workshop-costs-wire = wire
workshop-costs-overhead = extra
workshop-costs-share = { $percent } %
workshop-costs-wasted = { $count } padding
workshop-costs-escapes = { $count } { $count ->
    [one] escape
   *[other] escapes
  }
workshop-costs-lost = { $count } { $count ->
    [one] byte
   *[other] bytes
  } cut off and lost
workshop-costs-lost-short = { $count } cut off
workshop-costs-refused = message { $number }: { $why }
workshop-costs-too-long = too long for it
workshop-costs-inside = the delimiter is inside
workshop-costs-padding = ends like padding
workshop-costs-second = one message a connection

workshop-predict = predict
workshop-predictions = predictions
workshop-score = { $right } of { $of } right
workshop-recv-gets = recv { $recv } asks for { $asked } and gets { $count }: { $bytes }
workshop-ask-expected = What length does the header give?
workshop-ask-so-far = What is the message so far then?
workshop-ask-aside = What has the receiver put aside then?
workshop-ask-complete = Is a message complete then?
workshop-recv-end = recv { $recv } asks for { $asked } and gets 0: the client has closed.
workshop-ask-end = What does the receiver do then?
workshop-recv-nothing = recv { $recv } asks for { $asked }. No byte is left, and the connection is open.
workshop-ask-nothing = What does recv do?
workshop-claim-reports = it reports an error
workshop-claim-stops = it ends; nothing more is delivered
workshop-claim-delivers = it delivers what it has, and ends
workshop-claim-reads-on = it calls recv again
workshop-claim-waits = it waits
workshop-claim-zero = it returns 0: no data
workshop-claim-fails = it fails with an error
workshop-claim-no-bytes = no bytes
workshop-claim-unknown = not known yet
workshop-claim-none = no: it calls recv again
workshop-claim-one = yes: { $message }
workshop-claim-many = { $count } messages: { $messages }
workshop-fact-none = no message yet
workshop-fact-one = the message { $message }
workshop-predict-idle-length = Before each recv you predict one thing: the expected length, the message so far, or whether a message is complete.
workshop-predict-idle = Before each recv you predict one thing: what the receiver holds then, or whether a message is complete.
workshop-predict-none = Nothing is asked about this recv.
workshop-predict-over = This run was made without predictions.
workshop-right = recv { $recv }: { $so }, as you said.
workshop-wrong = recv { $recv }: { $so }; you said { $said }.
workshop-why-header-counted = The header says how long the message is. It does not count itself.
workshop-why-returned = What recv returned says how many bytes have come. How long the message is, the header says.
workshop-why-half-header = A header that has come in part says nothing yet: what lacks may change it.
workshop-why-only-this = What earlier recvs brought stays: the receiver adds to it.
workshop-why-with-header = The header is no part of the message: that begins after it.
workshop-why-with-end = Delimiter and escapes are taken off: they are no part of the message.
workshop-why-with-padding = Padding fills the message up and is taken off: it is no part of it.
workshop-why-all-at-once = A known length is a promise. The bytes still have to come.
workshop-why-half-end = What marks the end has not come whole. Until then nothing is complete.
workshop-why-not-full = A message of fixed length is complete when all of its bytes have come, not before.
workshop-why-not-closed = Only the end of the stream ends this message: a recv that returns 0.
workshop-why-one-a-message = A recv may complete several messages: what comes after the first is looked at, too.
workshop-why-one-recv = What one recv returns is some bytes of the stream: part of a message, one, or several.
workshop-why-nothing = No byte is lost: what belongs to the message is kept until it is complete.
workshop-why-waits = All that is needed has come with this recv, so the receiver need not wait.
workshop-why-header-waits = With this recv the header is whole: it says the length.
workshop-why-end-inside = The end came inside a message. Part of a message is not a message.
workshop-why-any-length = The message is longer than this receiver takes. It reports that: who reads on for ever can be made to hold anything.
workshop-why-type-is-length = That byte is the type. The length comes after it.
workshop-why-end-between = The last message was whole before the end came: nothing is missing.
workshop-why-end-ends = In this framing the end of the stream is what ends the message.
workshop-why-reads-on = After the end nothing comes any more: each further recv returns 0 at once.
workshop-why-zero = 0 says that the other side has closed. It has not, so recv waits.
workshop-why-fails = That no byte is there yet is no error: a blocking recv waits.

workshop-say-idle = Space sends the messages and goes to the first recv. ←→ and c cut the stream, e types messages, 1–4 choose how they are marked.
workshop-say-echo = Both directions: the client sends a message and reads the echo before it sends the next. exit stops the server. Space begins.
workshop-say-long = This receiver takes { $most } bytes a message at most, and one is longer. What will it do? Space begins.
workshop-say-inside = The client closes inside a message. What must the receiver say? Space begins.
workshop-say-inside-close = The client closes too early. Can the receiver tell? Space begins.
workshop-say-busy = The calls run.
workshop-say-predict-first = All is sent. A third program holds the bytes and makes the cuts; TCP allows them. Pick what you expect: its number runs the recv, Tab goes on without.
workshop-say-predict-whole = All is sent, and no recv is cut short. Pick what you expect: its number runs the recv, Tab goes on without.
workshop-say-predict-echo = Message 1 is sent, and the client waits for its echo. Pick what you expect: its number runs the recv, Tab goes on without.
workshop-say-next = Space: the next recv.
workshop-say-failed = The run has failed: { $why }
workshop-happened-end = recv { $recv } returned 0: the client has closed.
workshop-happened-message = recv { $recv } returned { $count }, and message { $message } is complete.
workshop-happened-messages = recv { $recv } returned { $count }, and completed { $messages } messages.
workshop-happened-header = recv { $recv } returned { $count }. The header is not whole: the bytes are put aside.
workshop-happened-part = recv { $recv } returned { $count }. { $have } of { $length }: not yet a message.
workshop-happened-open = recv { $recv } returned { $count }. Only the end of the stream ends the message.
workshop-happened-more = recv { $recv } returned { $count }. Nothing marks an end yet.
workshop-over-waits = recv { $recv } waits for good: all messages are read, and the connection is open.
workshop-over-had = { $have } of { $length } bytes, then 0.
workshop-over-refused = The receiver reports “{ $says }” and stops, however much of it comes.
workshop-over-reported = The receiver reports “{ $says }”: an error, not a short message.
workshop-over-part = The client had { $whole } bytes and closed after { $got }: with this framing the receiver cannot tell.
workshop-over-done = The receiver has ended with { $messages } { $messages ->
    [one] message
   *[other] messages
  }.
workshop-run-stands = A run stands here. r begins again; then this key changes what is sent, and how.
workshop-cuts-gone = { $count ->
    [one] One cut stood between other bytes: it is gone.
   *[other] { $count } cuts stood between other bytes: they are gone.
  }
workshop-asks-for-missing = Here recv asks for what the message lacks: its size is known.
workshop-echo-gone = One direction now: the echo goes with ten digits and an open connection. n leads back to it.
workshop-one-kind = There is only one kind of it.
workshop-one-way = Only the echo exchange goes both ways: n leads to it, from example to example.
workshop-both-ways = Both directions are on the screen.
workshop-over = The run is over. r begins again.
workshop-pick-first = Pick one of the answers by its number, and the recv runs. Tab goes on without.
workshop-no-choice = There are answers 1 to { $choices }.
workshop-no-cut-there = Behind the last byte there is nothing to cut off.
workshop-no-message = There is no message. Type one, one a line.
workshop-refused = Message { $number }: { $why }
workshop-too-long = All together these messages have { $bytes } bytes on the wire. The workshop shows { $most } at most.

workshop-type-messages = the messages
workshop-type-messages-about = One a line. Escapes such as \n, \0 and \x1b are single bytes.
workshop-type-framing = how messages are marked
workshop-type-framing-about = One of these, with any number of bytes or digits; also delim:"--", delim:"--"+escape, fixed:16+pad:".", type+u16be.
workshop-typing-messages = Enter begins the next message. Esc is done.
workshop-typing-framing = Enter takes it, Esc leaves it as it was.
workshop-typing-now = now: { $name }
workshop-typing-wrong = Line { $line }, column { $column }: { $why } Esc goes back to the messages as they were; e goes on here.

word-framing = framing
word-workshop-again = begin again
word-messages-type = type
word-cut-here = cut
word-random = random cuts
word-drip = drip
word-no-cuts = no cuts
word-read-size = read size
word-example = next
word-below = code, costs
word-skip = skip
word-messages-done = done
word-way-back = answers
help-workshop-step = Send; then one recv after the other, on real sockets.
help-workshop-run = All calls to the end, without predictions.
help-workshop-reset = Begin again: nothing has run.
help-workshop-way = The four ways to mark a message; again: the next kind.
help-workshop-name = Type any framing by its name, such as digits:7 or u16le.
help-workshop-type = Type the messages, one a line.
word-byte = byte
word-code-lines = code lines
help-workshop-code = The receiver's source, line by line, where it is cut.
help-workshop-byte = The byte with the cursor; Home first, End last.
help-workshop-cut = Cut the stream behind that byte, or take the cut away.
help-workshop-random = Cut at random; again, others.
help-workshop-drip = Cut behind every byte.
help-workshop-no-cuts = Take all cuts away.
help-workshop-close = The client closes behind that byte; again: it stays open.
help-workshop-read-size = How many bytes a recv asks for: 15, 5, 8, 1024.
help-workshop-example = The next example of the lesson.
help-workshop-below = Below the bytes: variables, code, what each framing costs.
help-workshop-back = The other direction: what the server sends back.
help-workshop-hex = All bytes in hex.
help-workshop-list = Back to the list.
help-workshop-pick = Predict that, and run the recv.
help-workshop-skip = Run the recv without a prediction.
help-workshop-done = Messages are taken so; a framing is taken by Enter.
