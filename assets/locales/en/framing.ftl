# What the room `framing` says: names of framings, messages that cannot be written, streams that cannot be read on.

framing-name-unknown = “{ $given }” is no way to mark a message. What works: fixed:16, lf, crlf, nul, delim:"\r\n\r\n", digits:10, u8, u16be, u16le, u32be, u32le, type+u16be, close.
framing-name-type = “{ $given }”: a type byte stands before a length only: type+u8, type+digits:5.
framing-name-number = “{ $given }” is no number of bytes that works here. Whole numbers from 1 to { $most } do.
framing-name-pad = “{ $given }”: messages are filled up with one byte. What works: pad:"." or pad:"\0".
framing-name-option = “{ $option }” is no option of { $given }. Options: lf+escape, crlf+escape, delim:"…"+escape, fixed:16+pad:".", fixed:16+cut.
framing-name-delimiter-empty = A delimiter has at least 1 byte.
framing-name-delimiter-long = A delimiter has at most { $most } bytes.
framing-name-delimiter-escape = With escaping, a delimiter has no backslash: that is the byte that escapes.

framing-encode-field = The message has { $length } bytes; the length field holds { $most } at most.
framing-encode-size = The message has { $length } { $length ->
    [one] byte
   *[other] bytes
  }; the fixed size is { $size }.
framing-encode-padding = Byte { $at } of the message, its last, is "{ $pad }", the byte that fills messages up: the receiver takes it off.
framing-encode-delimiter = The delimiter "{ $delimiter }" is in the message, at byte { $at }: the receiver takes the message to end there. Escape it, or send the length first.
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
