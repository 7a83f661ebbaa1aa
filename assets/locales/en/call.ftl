# What the room `call` says.

## What an argument is called
call-slot-socket = the socket
call-slot-data = the data
call-slot-length = the length
call-slot-buffer = the buffer
call-slot-size = the size
call-slot-flags = the flags
call-slot-how = SHUT_RD, SHUT_WR or SHUT_RDWR
call-slot-pause = the time
call-slot-level = the level
call-slot-option = the option
call-slot-value = the value

## The shape of a line
call-empty = A call is expected here, for example send(sock, "hello!", 6, 0) or sock.recv(1024).
call-name-expected = The name of a call is expected here, for example send or recv.
call-target = Before = stands one name, for example n = recv(sock, buf, 1024, 0).
call-open-parenthesis = After { $name } an opening parenthesis is expected, then the arguments.
call-close-parenthesis = A closing parenthesis is missing here.
call-separator = A comma or a closing parenthesis is expected here, not { $found }.
call-comma-left = After this comma an argument is expected.
call-comma-twice = An argument is expected here, not a comma.
call-argument-expected = An argument is expected here: a name, a number or data in quotes.
call-nothing-more = After the call nothing else is expected, not { $found }.
call-two-calls = A second call begins here; each line holds one call.
call-too-deep = The parentheses are nested too deeply.
call-double-or = Flags are joined with one |.
call-odd-sign = The sign { $sign } has no meaning here.
call-smart-quote = { $sign } is a typographic quotation mark; code has plain ones.
call-open-text = The closing quotation mark { $quote } is missing.
call-open-comment = The comment is not closed; */ is expected.

## Which call
call-unknown = { $name } is no call that can be made here. These can: { $known }.
call-unknown-near = { $name } is no call that can be made here. { $near } is.
call-already-connected = { $name } has been done already: the connection is up when the script begins.
call-sleep-of-socket = A socket has no sleep; the module time has one.

## How many arguments, in which order
call-missing = It is { $usage }; missing here: { $what }.
call-too-many = It is { $usage }: { $count ->
    [0] no argument
    [one] one argument
   *[other] { $count } arguments
} and no more.
call-no-flags = It is { $usage }: { $name } takes no flags.
call-order = It is { $usage }, in this order: here { $what } is expected.

## Numbers
call-number-expected = A number is expected here, not { $found }.
call-not-a-whole-number = A whole number is expected here, not { $found }.
call-size-unknown = How large { $found } is cannot be known here; write the size as a number.
call-size-negative = A size is 0 or more bytes.
call-size-limit = One recv asks for at most { $limit } bytes.
call-rand-usage = A random size is written rand(1, 8): the least and the most.
call-rand-order = A random size names the least first, then the most.
call-rand-only-in-recv = A random size is for recv only; a number is expected here.
call-times-negative = Text can be repeated 0 or more times.
call-pause-whole = C's sleep takes whole seconds and usleep whole microseconds, not { $found }.
call-pause-too-fine = A pause is a whole number of microseconds.
call-pause-negative = A pause is 0 or more.
call-pause-limit = A pause is at most one hour, { $limit } here.

## Data
call-data-name = What { $found } holds cannot be known here; write the data itself, in quotes.
call-data-expected = Data in quotes is expected here, not { $found }.
call-length-negative = A length is 0 or more bytes, not { $length }.
call-length-past-literal = { $length } reads past the literal; { $data } is { $bytes ->
    [one] 1 byte
   *[other] { $bytes } bytes
}, { $with_nul } with its NUL.
call-length-past-pattern = { $length } is more than there is: { $data }.
call-send-limit = One call sends at most { $limit } bytes (16 MiB) here.
call-single-quotes = In C, text stands in double quotes; single quotes hold one character.
call-prefix-in-c = In C, text has no prefix { $prefix } here.
call-prefix-in-python = { $prefix } is no prefix for bytes; b is.
call-str-not-bytes = A socket sends bytes, and this is a str; b before the quotes makes it bytes.
call-encode-in-c = C text has no encode; it is bytes already.
call-encode-of-bytes = Bytes have no encode; they are bytes already.
call-encoding = Text is encoded as UTF-8 here.
call-method-of-text = Of text only encode is understood here.
call-python-ascii = A Python bytes literal holds ASCII only; { $text } is written with \x.

## Escapes
call-escape-dangling = After \ a letter or a number is expected.
call-escape-unknown = { $escape } is no escape; a backslash itself is \\.
call-escape-universal-in-bytes = A bytes literal has no \u; its bytes are written with \x.
call-escape-no-character = \{ $letter } needs { $letter ->
    [u] 4
   *[other] 8
} hexadecimal digits that name a character.
call-escape-over-a-byte = { $escape } is { $value }; a byte is at most 255, which is \377.
call-escape-hex-digits = { $escape } is not whole: \x is followed by hexadecimal digits, two for a byte.
call-escape-hex-greedy = C's \x takes every hexadecimal digit that follows, and { $escape } is more than a byte. Two literals keep them apart.

## Names
call-socket-name = The name of a socket is expected here, for example sock, not { $found }.
call-buffer-name = The name of a buffer is expected here, for example buf1, not { $found }.
call-flag-of-other = { $flag } is a flag of { $owner }.
call-flag-unknown = { $flag } is no flag that can be used here. These can: { $known }.
call-flags-joined = Flags are joined with |.
call-flags-expected = Flags are expected here, 0 for none, not { $found }.
call-flags-numeric = Flags are written by name, 0 for none, not { $found }.
call-constant-in-c = { $name } is Python; in C it is { $bare }.
call-how = SHUT_RD, SHUT_WR or SHUT_RDWR is expected here, not { $found }.
call-option-unknown = { $found } is no option that can be set here. These can: { $known }.
call-option-level = { $option } belongs to { $level }, not to { $found }.
call-option-range = The value of an option is a C int: -2147483648 to 2147483647.

## Scripts
call-side-missing = A line says who calls: client: or server: before the call.

## Loops
loop-head = A loop begins with repeat and a number, or with until eof: repeat 10 {"{"} … {"}"}, until eof {"{"} … {"}"}.
loop-until-what = After until comes eof: until eof {"{"} … {"}"}, until a recv returns 0 at the end of the stream.
loop-repeat-what = After repeat comes how often, as a number: repeat 10 {"{"} … {"}"}.
loop-rounds = A loop goes round at least once and at most { $limit } times.
loop-brace-missing = The calls of a loop stand between braces; an opening brace is missing here.
loop-not-open = This brace closes no loop.
loop-not-closed = The closing brace of this loop is missing.
loop-nested = A loop inside a loop is not possible here; its calls written out one after the other are.
loop-empty = This loop holds no call.
loop-one-side = until eof belongs to the side that receives: all its calls are the { $side }'s. This call belongs behind the loop, or in a repeat.
loop-endless = This loop could go on for ever: until eof needs a recv in it that waits, asks for a byte at least and takes what it gets.
loop-too-many-calls = With all its rounds the script makes more than { $limit } calls; fewer rounds would fit.
