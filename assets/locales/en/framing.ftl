# What the room `framing` says: names of framings, messages that cannot be written, streams that cannot be read on.

framing-name-unknown = “{ $given }” is no way to mark a message. What works: fixed:16, lf, crlf, nul, delim:"\r\n\r\n", digits:10, u8, u16be, u16le, u32be, u32le, type+u16be, close.
framing-name-type = “{ $given }”: a type byte stands before a length only: type+u8, type+digits:5.
framing-name-number = “{ $given }” is no number of bytes that works here. Whole numbers from 1 to { $most } do.
framing-name-pad = “{ $given }”: messages are filled up with one byte. What works: pad:"." or pad:"\0".
framing-name-option = “{ $option }” is no option of { $given }. Options: lf+escape, crlf+escape, delim:"…"+escape, fixed:16+pad:".", fixed:16+cut; a type byte stands first: type+u16be.
framing-name-delimiter-empty = A delimiter has at least 1 byte.
framing-name-delimiter-long = A delimiter has at most { $most } bytes.
framing-name-delimiter-escape = With escaping, a delimiter has no backslash: that is the byte that escapes.

framing-encode-field = The message has { $length } bytes; the length field holds { $most } at most.
framing-encode-size = The message has { $length } { $length ->
    [one] byte
   *[other] bytes
  }; the fixed size is { $size }.
framing-encode-padding = The last byte that is sent, byte { $at }, is "{ $pad }", the byte that fills messages up: the receiver takes it off.
framing-encode-delimiter = The message and the delimiter behind it have "{ $delimiter }" at byte { $at } already: the receiver takes the message to end there. Escape it, or send the length first.
framing-encode-second = The end of the connection ends the message, so a connection carries one message.
framing-encode-type-missing = This framing has a type byte before the length: say which type the message has.
framing-encode-no-type = This framing has no place for a type.

framing-decode-digit = Byte { $at } is "{ $byte }", not a digit: the header "{ $header }" is not a number.
framing-decode-long = The header at byte { $at } announces { $length } bytes; the limit is { $limit }.
framing-decode-no-end = By byte { $at } the message has more than { $limit } bytes, the limit, and no end.
framing-decode-in-header = The stream ended at byte { $at }, inside a header: { $got } of { $want } bytes came.
framing-decode-inside = The stream ended at byte { $at }, inside a message: { $got } of { $want } bytes came.
framing-decode-delimiter = The stream ended at byte { $at }, before a delimiter: { $got } { $got ->
    [one] byte
   *[other] bytes
  } of a message came.

# The small Python in which receivers are written.
code-line = Line { $line } is not part of the language that runs here.
code-indent = Line { $line } does not stand at a depth that the line above it allows.
code-else = Line { $line }: no if of the same depth stands above this else.
code-loop = Line { $line } leaves a loop, and none is around it.
code-return = Line { $line } returns, and no function is around it.
code-variable = Line { $line } uses { $name }, and no line gives it a value.
code-function = Line { $line } calls { $name }, and no line defines it.
code-arguments = Line { $line } calls { $name } with another number of values than its def has.
code-variables = Line { $line } has one variable more than a program here may have.
code-crash-type = the values of this line do not go together
code-crash-number = what should be a number is none
code-crash-utf8 = a character is cut in two, so the bytes are no UTF-8
code-crash-index = there is no byte at this place
code-crash-unset = "{ $name }" has no value yet
code-crash-large = a value is too large

# Receivers: what each is called, and what it does.
receiver-digits-10 = Ten digits, then the message
receiver-digits-10-why = It keeps what it has not looked at, waits until the header is whole, then until the message is, and begins anew.
receiver-digits-5 = Five digits, then the message
receiver-digits-5-why = It keeps what it has not looked at, waits until the header is whole, then until the message is, and begins anew.
receiver-two-loops = 2 bytes of length, read by two loops
receiver-two-loops-why = One loop reads exactly the header, the same loop then exactly the message. It never reads into the next one.
receiver-lines-lf = Messages end with LF
receiver-lines-lf-why = It looks for the delimiter in all that it holds, and keeps what comes after it.
receiver-lines-crlf = Messages end with CRLF
receiver-lines-crlf-why = It looks for the delimiter in all that it holds, so that CR and LF may come apart.
receiver-fixed-4 = Every message takes 4 bytes
receiver-fixed-4-why = It asks for what is missing of the 4 bytes, until they are there.
receiver-until-close = The end of the stream ends the message
receiver-until-close-why = It collects everything until recv returns 0.
receiver-one-recv = One recv is one message
receiver-one-recv-why = It takes whatever a recv returns for a message. Nothing in the bytes says where one ends.
receiver-whole-header = The header is taken to be whole
receiver-whole-header-why = It reads a number from the bytes that are there, be they five or not.
receiver-leftover-lost = What is left over is thrown away
receiver-leftover-lost-why = After a message it forgets the bytes that came with it: they were the beginning of the next one.
receiver-next-swallowed = The next message is swallowed
receiver-next-swallowed-why = It adds all that has come to the message, also what belongs to the next one.
receiver-characters = Characters counted in place of bytes
receiver-characters-why = The header counts bytes, the receiver counts characters: after é it waits for a byte that never comes.
receiver-utf8-per-chunk = Each chunk is decoded as UTF-8
receiver-utf8-per-chunk-why = A character of several bytes may come in two recvs, and half of it is no UTF-8.
receiver-delimiter-per-chunk = The delimiter is sought in one chunk
receiver-delimiter-per-chunk-why = CR may come with one recv and LF with the next: then neither chunk holds CRLF.
receiver-delimiter-inside = The delimiter is inside the data
receiver-delimiter-inside-why = The sender lets the delimiter into the message. The receiver cannot know that it is data.
receiver-no-limit = The length has no bound
receiver-no-limit-why = It believes any header, so a peer can fill its memory.
receiver-zero-is-nothing = 0 is taken for “nothing yet”
receiver-zero-is-nothing-why = It takes 0 for “nothing has come yet”. From the end of the stream on, recv always returns 0.
receiver-byte-order = The wrong byte order
receiver-byte-order-why = The sender writes the most significant byte first, the receiver takes it for the least: 1 is read as 256.
receiver-stale-bytes = Bytes after the end are shown
receiver-stale-bytes-why = recv adds no zero byte: behind what it has just read, the buffer still holds what an earlier recv left there.
receiver-recv-fills = recv(n) is taken to wait for n bytes
receiver-recv-fills-why = recv gives at most n bytes, and fewer when fewer are there.
receiver-claims-26 = The header says two bytes too many
receiver-claims-26-why = Like “26” for a message of 24 bytes. The receiver waits for two bytes that are not sent, or takes them from the next header.
receiver-nine-digits = Nine digits where ten are read
receiver-nine-digits-why = The tenth byte that the receiver takes for a digit is the first one of the message.
receiver-fifteen-for-sixteen = 15 for 16 bytes: two faults cancel
receiver-fifteen-for-sixteen-why = The sender's header is one too small, and the receiver takes all that has come. Message by message that looks right; joined, it is not.
receiver-space-after-header = A space after the header
receiver-space-after-header-why = The space is taken for the first byte of the message, and the last byte of the message for the next header.
receiver-characters-sent = The sender counts characters
receiver-characters-sent-why = The header says how many characters follow, and the receiver reads so many bytes: é has two.
receiver-decoded-by-chunk = Each part is decoded by itself
receiver-decoded-by-chunk-why = The first half of é becomes a replacement character, of three bytes: the message counts as whole too early.
receiver-header-at-once = The ten bytes of the header come at once
receiver-header-at-once-why = The first read of 15 bytes holds the header if all comes whole. With a cut, or after a short message, it does not.
receiver-rest-thrown-away = It reads on and throws the rest away
receiver-rest-thrown-away-why = With the end of one message a read of 15 bytes may bring the beginning of the next.
receiver-state-kept = The state is not reset
receiver-state-kept-why = After a message the bytes so far are not cleared, so the second message begins with the first.
receiver-send-ignored = What send returned is ignored
receiver-send-ignored-why = send may take fewer bytes than it was given. The rest is never sent.
receiver-ends-silently = A disconnect in a message is ignored
receiver-ends-silently-why = It leaves the loop at every end of the stream, as if all had come.
receiver-any-length = Messages of any length
receiver-any-length-why = Ten nines in a header mean 9,999,999,999 bytes, and nothing bounds that.

# What the prose of the published walk-through gets wrong, and what is so.
slip-nineteen = So far “This is a longer m” has come: that is 19 of the 24 characters.
slip-nineteen-is = “19”: there are 18. Lengths are counted by the program, never by hand.
slip-fifteen = The first recv returns 15 bytes, “000000026This ”.
slip-fifteen-is = “15 bytes”: there are 14. The number to show is the one that recv returned.
slip-several = Messages longer than 15 bytes need several recvs, for a recv takes 15 bytes at most.
slip-several-is = “longer than 15”: ten of the first 15 bytes are the header, so every message longer than 5 bytes does.
slip-simulates = The small buffer of 15 bytes simulates the network.
slip-simulates-is = “simulates”: it cuts one message after 15, 30, 45 bytes, never inside its header. A network may cut anywhere.
slip-packets = Each chunk that recv returns is a packet of the network.
slip-packets-is = “packet”: a chunk is what one recv returned. Packets are cut and joined on the way, and no recv sees them.

# What a receiver does instead of what it must.
failure-wrong = Message { $number } is "{ $expected }"; it delivers "{ $got }".
failure-extra = No more messages were sent; it delivers "{ $got }".
failure-waits = All bytes of message { $number } have come, and it waits for more.
failure-missing = It ends without message { $number }.
failure-end-unnoticed = recv returns 0, the end, and it calls recv again, for ever.
failure-end-hidden = The stream ended inside a message, and it does not say so.
failure-no-bound = The header announces far too much, and it waits for all of that.
failure-false-alarm = It ends with an error that should not be: “{ $says }”.
failure-stopped = It stops before the end of the stream.
failure-crashed = It crashes: { $why }.
failure-loops = It runs for ever without a recv.

# Programs built from lines.
parsons-sendall = Send all of it
parsons-recv-exactly = Receive exactly so many bytes
parsons-receiver = Receive messages, length first
parsons-no-function = The function that was asked for is not there, or has other arguments.
parsons-send = { $pieces ->
    [one] sendall("{ $data }"), and the kernel takes all of it at once.
   *[other] sendall("{ $data }"), and the kernel takes it in { $pieces } parts, one a send. Their bytes: { $takes }.
  }
parsons-recv = { $pieces ->
    [0] recv_exactly({ $count }), and the end comes at once.
    [one] recv_exactly({ $count }), and "{ $stream }" comes at once, then the end.
   *[other] recv_exactly({ $count }), and "{ $stream }" comes in { $pieces } pieces, then the end. Their bytes: { $sizes }.
  }
parsons-sent-less = It returns: "{ $sent }" was sent, "{ $rest }" is missing.
parsons-sent-other = It sends "{ $sent }"; it must send "{ $data }".
parsons-sends-on = It has sent "{ $sent }" and still sends.
parsons-sends = It calls send; it must only receive.
parsons-receives = It calls recv; it must only send.
parsons-returned = It returns { $got }; it must return "{ $must }".
parsons-not-raised = It returns { $got }. { $count } { $count ->
    [one] byte was
   *[other] bytes were
  } asked for and { $came } came: it must raise an error.
parsons-read-on = It returns "{ $must }" and has read on behind that: those bytes are lost.
