# What the commands say.

cli-cannot-write = cannot write the result: { $why }
cli-no-calls = { $file } has no calls. A worksheet names them in list items, such as: - The client performs `send(sock, "hello!", 6, 0)`.
cli-lost-calls = without these calls the script is another one: no answers are given. Mend them, or open the worksheet in the lab.
cli-no-table = { $file } has no table of outcomes to judge. Add a table with a column for each recv, or ask for all outcomes: chunkscope outcomes { $file }
cli-no-terminal = the screen needs a terminal, and { $what } is none. Without one: chunkscope judge FILE, chunkscope outcomes FILE, chunkscope run FILE

cli-row = row
cli-answer = answer
cli-possible = possible
cli-impossible = impossible
cli-no-answer = no answer
cli-empty = (empty)
cli-zero = (0 bytes)
cli-blocks = blocks
cli-eof = end (recv = 0)
cli-eagain = EAGAIN
cli-unreached = never called
cli-reading-in-order = Turns: one call at a time, in the order written.
cli-reading-concurrent = Turns: each side for itself.
cli-judged = { $possible } possible, { $impossible } impossible{ $outside ->
    [0] {""}
   *[other] , { $outside } without an answer
  }. Given: { $given } { $reading }
cli-outside-line = Call { $number } (line { $line }), { $call }: { $why }.
cli-outside = Call { $number }, { $call }: { $why }.
cli-disagree-possible = { $place }: row { $row }: the worksheet says impossible, but it is possible.
cli-disagree-impossible = { $place }: row { $row }: the worksheet says possible, but it is impossible. { $why }

cli-outcomes = { $few ->
    [one] 1 outcome is possible.
   *[other] { $count } outcomes are possible.
  }
cli-outcomes-uncounted = The outcomes are not counted: { $why }.
cli-outcomes-outside = The outcomes are not counted. { $why }
cli-data-cut = { $head }…{ $tail } ({ $bytes } bytes)
cli-call-number = call { $number }
cli-listed = The first { $listed } are listed; --limit lists more.
cli-listed-few = { $listed } are listed: with so many recvs, listing takes long.
cli-given = Given:

cli-blocks-for-good = waits for good
cli-run-one = { $via }, { $start }, seed { $seed }: client { $client } → server { $server }
cli-run-round = { $number } round { $round }
cli-run-delivers = network delivers { $bytes } to the { $side }
cli-run-delivers-end = network delivers the end of the stream to the { $side }
cli-knob-asked = { $name }: { $asked } asked.
cli-knob-granted = { $name }: { $asked } asked, { $granted } granted.
cli-knob-granted-each = { $name }: { $asked } asked, { $client } granted to the client, { $server } to the server.
cli-knob-cpu = CPU { $cpu }
cli-knob-gap = gap between sends: { $asked } asked, { $least } to { $most } us measured.
cli-knob-gap-none = gap between sends: { $asked } asked; no side sent twice, so none was measured.
cli-knob-reuse = connection: used before, where nothing else speaks against it (direct, read to the end).
cli-knob-process = each run in a process of its own.
cli-run-possible = Every byte is the one that was sent in its place, and this outcome is one of the possible ones.
cli-run-outside = Every byte is the one that was sent in its place. Whether this outcome had to come, the model does not say: a call of the script may fail, or the model leaves it out.
cli-run-how = { $via }, { $start }, seed { $seed }
cli-run-count = runs
cli-run-share = share
cli-run-summary = { $times } runs: { $wrong } with wrong bytes, { $impossible } impossible, { $failed } failed.
cli-run-others = { $others ->
    [one] 1 run
   *[other] { $others } runs
  } had other outcomes, too many different ones to list.
cli-run-wrong = a run gave bytes that were not sent in that place. This is a fault of chunkscope or of the system: please report it.
cli-run-impossible = a run gave an outcome that the model denies. This is a fault of chunkscope: please report it.
cli-stdin = standard input
cli-stdout = standard output

cli-witness-happened = happened
cli-witness-missed = possible, did not happen
cli-witness-none = No row of these is possible, so none could happen.
cli-witness-summary = { $possible ->
    [one] { $happened } of 1 possible row
   *[other] { $happened } of { $possible } possible rows
  } happened here, on real sockets. Between the two stood a relay, a third program, that chose what arrived when, as TCP allows; the calls are those of the worksheet, unchanged.
cli-witness-no-row = there is no row { $row }; the rows are 1 to { $last }
cli-witness-buffers = The kernel's buffers have no room for so many bytes, so the run went another way.
cli-witness-other = The run went another way. This is a fault of chunkscope or of the system: please report it.

## After the screen
cli-unsaved-kept = Unsaved work is kept; chunkscope offers it at its next start.

cli-frame-escape = Message { $number }, column { $column }: { $why }
cli-frame-refused = Message { $number }: { $why }
cli-frame-lost = { $lost ->
    [one] 1 byte was cut off: the message was
   *[other] { $lost } bytes were cut off: messages were
  } longer than the fixed size.
cli-frame-stream = { $file }:{ $byte }: { $why }
cli-frame-read = { $file } cannot be read: { $why }
cli-frame-large = { $file } is larger than 64 MiB.
cli-frame-hex = { $file }: byte { $byte } is no hex digit. Two digits are a byte: 48 65 6c 6c 6f.
cli-break-unknown = “{ $given }” is no receiver. There are: { $known }.
cli-break-too-many = Too many states would have to be visited. Try fewer or shorter messages.
cli-break-refused = The sender of this receiver refuses one of the messages: its framing cannot carry it, or it is longer than { $most } bytes.
cli-break-read-size = “{ $given }” is no size of a read. Whole numbers from 1 to 65536 are.
cli-break-right = They survive every cut:
cli-break-gallery = Each has one common fault:
cli-break-walkthrough = Faults of a published walk-through:
cli-break-proved = No cut breaks it. Proved for all { $chunkings } ways to cut { $conversations ->
    [one] the conversation
   *[other] { $conversations } conversations
  }, in { $states } states.
cli-break-long = And for all { $chunkings } ways to cut a conversation of { $bytes } bytes, in { $states } states.
cli-break-broken = Broken by { $cuts ->
    [0] no cut at all
    [one] 1 cut
   *[other] { $cuts } cuts
  }, in { $bytes ->
    [one] 1 byte
   *[other] { $bytes } bytes
  }. No smaller case breaks it.
cli-break-sent = Sent: { $messages }.
cli-break-closes = Then the peer closes.
cli-break-takes = The kernel takes only { $takes ->
    [one] 1 byte
   *[other] { $takes } bytes
  } of the send; then the peer closes.
cli-break-cut-short = Of the message "{ $message }" only the first { $kept ->
    [one] byte comes
   *[other] { $kept } bytes come
  }, its header counted; then the peer closes.
cli-break-hostile = The header "{ $header }" comes, and nothing after it.
cli-break-recv = recv({ $asked }) = { $got }  "{ $data }"
cli-break-recv-end = recv({ $asked }) = 0, the end
cli-break-delivers = { $recv }  → it delivers { $messages }
