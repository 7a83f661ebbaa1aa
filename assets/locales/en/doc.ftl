# What the room `doc` says.

## Files
doc-not-found = There is no file { $name }. Give the path of a worksheet, or - for standard input.
doc-directory = { $name } is a directory. Give a file inside it.
doc-permission = { $name } cannot be read: permission denied. Ask for read permission, or pass the text on standard input with -.
doc-too-large = { $name } is larger than { $limit } bytes (1 MiB), the most that a worksheet may have. Split it.
doc-binary = { $name } is not text: byte { $byte } is zero. A worksheet is a Markdown file.
doc-not-utf8 = { $name } is not UTF-8 text: byte { $byte } is not part of a character. Save it as UTF-8.
doc-utf16 = { $name } is UTF-16 text. Save it as UTF-8.
doc-empty-file = { $name } is empty. A worksheet holds calls, for example a line - client: `send(sock, "hello!", 6, 0)`.
doc-io = { $name } cannot be read: { $why }.
doc-text-too-large = The text is larger than { $limit } bytes (1 MiB), the most that a worksheet may have.

## Calls
doc-no-calls = No calls were found. A worksheet holds them in list items that name the side, for example - The client performs `send(sock, "hello!", 6, 0)`, or in a fenced block of lines that begin with client: or server:.
doc-side-missing = Whose call this is cannot be seen: the item names neither the client nor the server before it.
doc-bare-call = This call stands without backquotes and is not taken; Markdown may change its signs.
doc-mention = { $call } is taken as a mention, not as a call: it has no arguments.

## The table
doc-stray-column = The column "{ $heading }" belongs to no recv and is passed over.
doc-heading-names-no-buffer = No recv of the script fills { $heading }; the column is taken for { $buffer }, in script order.
doc-row-short = { $missing ->
    [one] A cell is missing in this row; it is
   *[other] { $missing } cells are missing in this row; they are
} taken as empty, which means that recv returned 0.
doc-row-long = The table has { $columns ->
    [one] 1 column
   *[other] { $columns } columns
}; this cell is beyond them and is passed over.
doc-row-number-twice = The row number { $number } stands twice.
doc-answer = { $found } is no answer; yes or no is expected, or nothing.
doc-answer-cross = A cross can mean yes or no here; write yes or no.
doc-second-table = A second table of outcomes is passed over; a worksheet has one.
doc-table-without-rows = The table has no rows.
doc-table-without-recv = The table has no use: the script has no recv.

## Settings
doc-settings = The settings in this comment are not TOML: { $why }.
doc-settings-key = { $key } is no setting; these are: { $known }.
doc-settings-first = first is a list of row numbers, for example first = [1, 5, 6].
doc-settings-run = run is a text in quotes that says what runs are made with, for example run = "via=drip rcvbuf=4096".
doc-first-no-row = The table has no row { $number }.

## How findings are shown
text-error = error
text-warning = warning
text-help = help
text-try = try: { $corrected }
text-more = { $count ->
    [one] One more finding is
   *[other] { $count } more findings are
} not shown.
text-sentence = Column { $column }: { $message }
text-sentence-try-word = Column { $column }: { $message } Try { $word }.
text-sentence-try-line = Column { $column }: { $message } Try: { $line }

doc-outside-list = { $call } stands in running text and is no part of the script. If it is, make it a list item: - client: `{ $call }`
doc-script-too-large = With this call the script would send more than { $limit } MiB, the most that it may. Send less, or split it.
