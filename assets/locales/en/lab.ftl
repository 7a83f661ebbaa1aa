# What home and the lab say. Sentences are plain, present and exact; bytes count from 0, calls and rows from 1.

## Home
home-motto = TCP carries bytes, not messages.
home-lesson = Bytes, not messages
home-lesson-about = lesson 1
home-empty = Lab
home-empty-about = type send and recv, run them
home-help = Help
home-help-about = every key
home-quit = Quit
home-quit-about = { "" }
home-sent = two sends
home-read = three recvs, just now

## The window
lab-too-small = This needs { $needs } and has { $has }. Nothing is lost: make the window larger.

## Header
lab-program = chunkscope
lab-untitled = lab
lab-nothing-ran = nothing has run
lab-not-run-again = not run again yet
lab-live = live: real sockets, this run
lab-live-short = live
lab-past = the past: event { $at } of { $total } of this run
lab-past-short = past: event { $at } of { $total }
lab-addresses-relayed = client { $client } → relay → server { $server }
lab-network = network: { $network }
lab-network-direct = the kernel alone
lab-network-whole = a send at a time
lab-network-merged = all at once
lab-network-drip = a byte at a time
lab-network-random = random cuts
lab-network-pieces = cuts { $sizes }
lab-network-replay = the steps that were pasted
lab-turns = turns: { $turns }
lab-seed = seed { $seed }
lab-turns-server-first-short = receiver first
lab-turns-free-short = both at once
lab-turns-sends-first = one call at a time
lab-turns-server-first = each side for itself, the receiver first
lab-turns-free = each side for itself, both at once
lab-burst-progress = { $runs } of { $times } runs, seed { $seed }. { $seen }
lab-relay-once = A third program chose these cuts; TCP allows them. It stands between the two sides; both connections are real.

lab-the-client = client
lab-the-server = server

## Projector
projector-page = { $page } of { $pages }
projector-last = This is the last page.
projector-empty = There are no calls to show. Esc goes back to the lab, where they are typed.
projector-model = the answer
projector-rule = What must hold for a row to be possible?
projector-network = { $network }. The run begins anew.
projector-sent = Call { $call } sent { $bytes ->
    [1] one byte
   *[other] { $bytes } bytes
  }.
projector-read = Call { $call }: recv returned { $bytes }.
projector-zero = Call { $call }: recv returned 0.
projector-done = Call { $call } returned 0.
projector-failed = Call { $call } failed with { $errno }.
projector-delivered = { $bytes ->
    [1] One byte has
   *[other] { $bytes } bytes have
  } come to the { $side }.
projector-delivered-fin = The end of the stream has come to the { $side }.
projector-waits = Call { $call } waits: nothing has arrived.
projector-waits-more = Call { $call } waits for more.
projector-waits-only = Call { $call } waits.
projector-blocks = Call { $call } waits for good: nothing is left to come.
projector-next = What can { $buffer } become?
projector-next-call = What can call { $call } return?

## Results
lab-result-failed = −1 { $errno }
lab-result-waits = blocked { $time }
lab-loop-round = round { $round }
lab-loop-round-of = round { $round } of { $of }
lab-result-blocks = blocks for good
lab-result-blocks-brief = blocks
lab-result-never = never called

## Panes
lab-stream = the stream
lab-stream-counts = { $sent } sent · { $read } read
lab-stream-turn = { " · d the other way" }
lab-stream-direction = { $from } sends
lab-quiz = which are possible?
lab-quiz-answered = { $done } of { $rows } answered
lab-quiz-locked = locked
lab-quiz-right = { $right } of { $rows } right
lab-quiz-reasons = reasons { $right } of { $reasons }
lab-quiz-old = you: older calls
lab-claims = row { $row } claims
lab-claims-direction = row { $row } claims of what the { $from } sends
lab-note-other-direction = d shows what is wrong
lab-your-answer = your answer: { $answer }
lab-your-old-answer = your answer, to other calls: { $answer }
lab-reason-title = row { $row }: which rule forbids it?
lab-reason-title-overlooked = row { $row }: what seemed to forbid it?
lab-rule-title = the rule, in your own words
lab-question = the question
lab-question-round = round { $round }: test the rule on { $rows } more rows

lab-quiz-concurrent = turns: each side for itself

## The knobs
lab-knob-start = turns
lab-knob-network = network
lab-knob-gap = gap of sends
lab-knob-rcvbuf = SO_RCVBUF
lab-knob-sndbuf = SO_SNDBUF
lab-knob-nodelay = TCP_NODELAY
lab-knob-maxseg = TCP_MAXSEG
lab-knob-cpus = CPUs
lab-knob-connection = connection
lab-knob-process = process
lab-knob-seed = seed
lab-knob-default = default
lab-knob-none = none
lab-knob-on = on
lab-knob-off = off
lab-knob-cpus-any = as the system likes
lab-knob-cpus-one = one for both sides
lab-knob-cpus-two = one for each side
lab-knob-fresh = fresh
lab-knob-reused = used before
lab-knob-process-this = this one
lab-knob-process-fresh = a fresh one each run
lab-knob-each = c { $client } · s { $server }
lab-knob-range = { $least }–{ $most }{ $unit }
lab-knob-start-later = The table asks about calls made one at a time; once it is answered, this knob turns.
lab-knob-not-here = This system does not let a program choose its CPUs.
lab-knobs-untouched = All knobs are as at first.
lab-note-sends-first = The calls are made in the order written, one after the other: the sends are over before the recv looks.
lab-note-server-first = The receiver already waits in its recv when the other side sends; then each goes on by itself.
lab-note-free = Both sides start at the same moment. Which call comes first is a race, and each run may end otherwise.
lab-note-direct = One connection; the kernel alone decides what arrives together. Enter types sizes to cut: 1,9 or c:1,9;s:3.
lab-note-relay = A third program between the two sides hands the bytes on in these pieces; TCP allows any. Enter types sizes: 1,9.
lab-note-replay = The steps that were pasted stand in for the network. ← or → turns back to the network that was set.
lab-note-gap = How long a side waits between its sends. Bytes that come apart in time may be read apart.
lab-note-gap-awake = { $asked } asked, { $measured } measured: the side stays awake until the time is over, and then its call begins.
lab-note-gap-slept = { $asked } asked, { $measured } measured: a sleep ends a little late, for the side has to be woken and given a CPU.
lab-note-gap-none = No side sent twice in this run, so there was no gap to measure.
lab-note-rcvbuf = Room in the receiver's kernel for bytes that were not read yet. A run shows how much is granted.
lab-note-sndbuf = Room in the sender's kernel for bytes that are not acknowledged yet. A run shows how much is granted.
lab-note-buffer-default = Nothing was asked; this is what the system gave both sides by itself.
lab-note-as-asked = The system granted what was asked.
lab-note-differs = { $asked } asked, { $granted } granted: { $why }
lab-note-nodelay = Off: a small send may wait until the one before is acknowledged (Nagle), seen on a used connection. On: it leaves at once.
lab-note-maxseg = The most bytes that one segment carries. A recv does not see segments: it takes what is there.
lab-note-maxseg-refused = { $asked } asked, and the system refused it. Linux takes 88 to 32,767.
lab-note-time-stamps = 12 bytes of every segment hold time stamps, so that much less is left for data.
lab-note-maxseg-other = the system chose a size of its own for this connection.
lab-note-cpus = Where the threads of the two sides run. On one CPU they take turns; on two they run at the same time.
lab-note-connection = On a fresh connection the first segments are acknowledged at once; on a used one Nagle's waiting shows.
lab-note-reused = { $runs ->
    [0] No run was made on this connection before; { $bytes } bytes went each way first, so that it was a used one.
    [one] One run was made on this connection before.
   *[other] { $runs } runs were made on this connection before.
  }
lab-note-reuse-direct = Only with the kernel alone as network: through a relay every run has fresh connections.
lab-note-process = The first run of a process differs from its later ones. In a fresh one a run cannot be stepped; it goes to its end.
lab-note-seed = Where cuts or read sizes are random, the same seed gives the same ones.
lab-note-set-by-call = Call { $call } sets it to { $value } on the { $side } during the run: from that call on the call wins, not the knob.
lab-type-network = Sizes of the pieces in bytes: 1,9 for both directions, c:1,9;s:3 for each. What is left is one more piece.
lab-type-gap = A whole number and a unit: 10us, 1ms, 2s. Nothing: no gap.
lab-type-bytes = A whole number of bytes. Nothing: as the system likes.
lab-type-seed = A whole number.
lab-turns-in-order = Turns: one call at a time. What is possible is counted anew.
lab-turns-in-order-table = Turns: one call at a time, as the table asks. Its answers are about these turns.
lab-turns-concurrent = Turns: each side for itself. More may be possible now: it is counted anew.
lab-turns-concurrent-table = Turns: each side for itself. The model answers the rows anew; yours were about one call at a time.
lab-say-knob = ↑↓ chooses a knob, ← and → turn it; Backspace: as at first. Space or F5 then runs the calls.
lab-say-knob-typed = ↑↓ chooses a knob, ← and → turn it, Enter types a value; Backspace: as at first. Space or F5 then runs the calls.
lab-say-typing-knob = Type the value. Enter takes it, Esc leaves it as it was.
lab-say-replay = The steps that were pasted are replayed on fresh sockets: Space makes the next, F5 all of them.

## Runs in the background
lab-burst-stopped = Stopped after { $runs } of { $times } runs. No run had a wrong byte.
lab-burst-stopped-wrong = Stopped after { $runs } of { $times } runs. { $wrong } had WRONG BYTES.
lab-burst-outcome = { $outcome } { $share } %
lab-burst-over = { $runs } runs: { $outcomes }. Rare is not impossible.
lab-burst-over-more = { $runs } runs: { $outcomes }; { $others ->
    [one] 1 other outcome
   *[other] { $others } other outcomes
  } { $share } %. Rare is not impossible.
lab-burst-over-many = { $runs } runs: { $outcomes }; over { $others } other outcomes { $share } %. Rare is not impossible.
lab-burst-over-one = { $runs } runs: { $outcome } came every time. That makes the others rare here, not impossible.
lab-burst-over-only = { $runs } runs: { $outcome } came every time. It is the only outcome possible.
lab-burst-over-relay = { $runs } runs: { $outcome } came every time, because the relay chose these pieces. TCP allows others: V chooses another network.
lab-burst-over-no-recv = { $runs } runs. There is no recv in these calls, so no run can show how its bytes are read. Press e to add one.
lab-burst-on = On to { $times } runs. Esc stops them; what was seen stays counted.
lab-burst-nothing = No run was made.
lab-burst-failed = The runs in the background have ended. { $why }
lab-burst-wrong = WRONG BYTES in { $runs } of these runs: bytes that were not sent in that place. Please report this fault.
lab-burst-denied = The model denies what { $runs } of these runs gave. That is a fault of chunkscope: please report it.

## A run as text
lab-copied-title = this run as a line of text
lab-copied = It is in the clipboard where the terminal takes it (OSC 52); else select it here (M leaves the mouse to the terminal). Pasted in a lab with the same calls it sets the knobs and replays the steps.
lab-share-set = The knobs are as in the line that was pasted. Space or F5 runs the calls.
lab-share-replay = { $steps ->
    [one] One step was pasted. Space replays it
   *[other] { $steps } steps were pasted. Space replays them one by one
  } on fresh sockets, F5 all at once.
lab-share-wrong = Nothing was changed. Column { $column } of the line: { $why }
lab-share-refused = Nothing was changed. { $why }
lab-share-later = Knobs come after the rule of this table.

## Under the table
lab-legend-row = Row { $row }
lab-legend-ask = Can this happen?
lab-legend-ask-yes = y yes
lab-legend-ask-no = n no
lab-legend-locked = { $sign } fits: says the same as what came so far. It need not be possible.
lab-legend-hidden = Answers stay hidden until the run is over.
lab-legend-revealed = { $yes } possible   { $no } impossible, by its rule
lab-legend-concurrent = Your answers were about calls made one at a time; they come back with those turns.
lab-legend-reasons = reasons: { $right } of { $reasons } right
lab-legend-right = { $same } you were right   { $differs } you were not

## The question
lab-question-calls = { $sends ->
    [0] No send
    [one] One send
    [2] Two sends
    [3] Three sends
    [4] Four sends
   *[other] { $sends } sends
  }, then { $recvs ->
    [0] no recv
    [one] one recv
    [2] two recvs
    [3] three recvs
    [4] four recvs
   *[other] { $recvs } recvs
  }, in the order { $order }.
lab-question-mixed = { $calls } calls, made in the order of their numbers.
lab-question-may = What may { $buffers } hold after that?
lab-question-answer = Say yes or no to every row: can this happen? Nothing runs until you lock your answers.
lab-question-zero = Given: the connection stays up; no call fails or is interrupted; every send takes all its bytes. Each buffer is all zero before.
lab-and = { $first } and { $last }

## Reasons
lab-reason-order = order: bytes in another order than they were sent
lab-reason-gap = gap: bytes were skipped
lab-reason-repeat = repeat: bytes are given twice
lab-reason-unknown = unknown: bytes that nobody sent
lab-reason-too-long = too long: more than the call asked for
lab-reason-not-yet-sent = too soon: not sent yet when the call returned
lab-reason-conflict = conflict: then a cell before it is wrong
lab-reason-empty = 0 while open: recv returns 0 only at the end
lab-reason-early-eof = end early: the end comes before all bytes
lab-reason-blocks = blocks: it waits for good, though more will come
lab-reason-too-short = too short: fewer bytes than the call must give
lab-reason-unreached = no call: the call is made, or is not
lab-reason-eagain = EAGAIN: nothing there, or not
lab-reason-nothing = none: this can happen after all

## Answers
lab-possible = Possible. { $how }
lab-impossible = Impossible: { $rule }. { $why }
lab-outside = No answer: { $why }.
lab-outside-call = Call { $call }: { $why }.
lab-how-seen = { $how } It happened here, { $times ->
    [one] once
   *[other] { $shown } times
  }.
lab-how-blocks = What comes before is all there is; nothing is left for the last recv, so it waits for good.
lab-how-pieces = It happens when { $first } and then { $last } bytes have come: a recv takes what is there.
lab-how-some = There is an order of events that gives it.
lab-your-reason-right = Your reason: { $reason }. That is the rule it breaks.
lab-your-reason = Your reason: { $reason }.
lab-your-reason-wrong = Your reason: { $reason }. The rule it breaks is: { $rule }.
lab-your-reason-none-does = Your reason: { $reason }. But no rule forbids it.
lab-your-reason-none = You found no rule that forbids it.
lab-your-reason-free-right = You found that no rule forbids it.
lab-because = I was wrong because
lab-note-fault = { $sign } { $rule }
lab-note-fault-at = { $sign } { $rule } at "{ $byte }"
lab-note-possible = { $sign } possible

## The rule
lab-rule-ask = { $rows ->
    [one] One row
    [5] Five rows
   *[other] { $rows } rows
  }, one rule. What must hold for a row to be possible? Write it in your own words.
lab-rule-yours = Yours
lab-rule-passed = You wrote none.
lab-rule-house = One way to say it
lab-rule-house-1 = Put the buffers together: you must have the beginning of what was sent, nothing skipped, swapped or repeated.
lab-rule-house-2 = While the connection is open no recv(…, n > 0, …) returns 0.
lab-rule-house-3 = A recv stays blocked for good only if nothing is left to come.

## The end
lab-end-title = the end of this table
lab-end-score = { $right } of { $rows } rows right.
lab-end-score-reasons = { $right } of { $rows } rows right; { $good } of { $reasons } reasons right.
lab-end-missed = Rules to look at again: { $rules }.
lab-end-rows = Rows to look at again: { $rows }.
lab-end-rule = Your rule: { $rule }
lab-end-because = Row { $row }: I was wrong because { $words }
lab-end-next = R begins again: new predictions, and what was seen is cleared. V tries another network; Esc goes home. ↑↓ looks at a row once more.

## The sentence
lab-say-empty = Type a call, for example { $example }, and press Enter: it runs on a real socket.
lab-say-empty-outside = Type a call: the first letter opens a line. ↑ there brings back lines typed before.
lab-say-run-table-free = Space makes the next call, F5 makes all of them. Press e to add or change calls.
lab-say-predict = { $rows ->
    [one] One row
   *[other] { $rows } rows
  } to go: y if it can happen, n if it cannot. Then Enter locks your answers, and the calls can run.
lab-say-predict-old = The calls are others now, so your answers are open again. { $rows ->
    [one] One row
   *[other] { $rows } rows
  } to go.
lab-say-lock = All rows have an answer. Enter locks them; y or n changes the row with the cursor.
lab-lock-open = { $rows ->
    [one] Row { $row } has no answer yet: y or n. Then Enter locks all answers.
   *[other] { $rows } rows have no answer yet, row { $row } first: y or n. Then Enter locks all answers.
  }
lab-say-start = Your answers are locked. Space makes the first call on real sockets; F5 makes all of them.
lab-say-connecting = The two sides connect.
lab-say-next-call = Next: the { $side } calls { $call }.
lab-say-next-deliver = Next: the network delivers { $bytes ->
    [one] one byte
   *[other] { $bytes } bytes
  } to the { $side }.
lab-say-next-rest = Next: no recv is left; the rest, { $bytes } bytes, arrives at once.
lab-say-next-fin = Next: the network delivers the end of the stream to the { $side }.
lab-say-waits = Call { $call } waits. { $counts } { $next }
lab-say-counts = { $sent } sent: { $read } read, { $unread } in the kernel, unread.
lab-say-counts-relayed = { $sent } sent: { $read } read, { $unread } arrived and unread, { $flying } on the way.
lab-say-counts-offered = { $offered } offered by a send that has not returned; { $sent } sent, { $read } read.
lab-say-busy = The calls run.
lab-say-over-locked = The run is over. Enter: now say why, row by row.
lab-say-over = The run is over: { $what }. [ looks back; Tab: knobs, trace.
lab-say-over-blocked = with these calls, call { $call } waits for good: nothing is left to come
lab-say-over-blocked-send = with these calls, send in call { $call } waits for good: the buffers are full and nobody reads
lab-say-over-done = every call has returned
lab-say-over-failed = call { $call } failed with { $errno }: { $why }
lab-errno-ebadf = this side has closed the socket
lab-errno-epipe = nothing can be sent any more on this connection
lab-errno-econnreset = the other side closed with bytes still unread
lab-errno-eagain = nothing was there, and the call was not to wait
lab-errno-enotconn = there is no connection
lab-errno-einval = the system refuses these arguments
lab-say-failed = There is no result. { $why } F5 tries again.
lab-say-reason-no = Row { $row }: you said no. Which rule forbids it? Press its number.
lab-say-reason-yes = Row { $row } cannot happen, and you said yes. Which rule forbids it? Press its number.
lab-say-because = Finish the sentence, for yourself, and press Enter. Enter alone goes on.
lab-say-answer = You were right. Enter: the next row.
lab-say-answer-other-reason = Your answer is right; the reason is another: { $reason }. Enter goes on.
lab-say-row-later = Row { $row } comes later; Enter goes on from row { $asked }.
lab-say-row-before = Row { $row } again; Enter goes on from row { $asked }.
lab-say-answer-last = You were right. Enter goes on.
lab-say-answer-none = The model has no answer here. Enter goes on.
lab-say-rule = Write the rule in your own words and press Enter. Enter alone shows one way to say it.
lab-say-rule-written = Compare the two. Enter: test the rule on the other rows.
lab-say-rule-written-end = Compare the two. Enter goes on.
lab-say-free = { $count } Choose a row to see why. Press e to change the calls: the answers follow.
lab-say-free-edited = The answers are about the calls as they are now; yours were about others. { $count } u goes back.
lab-count = { $count ->
    [1] 1 outcome is possible.
   *[other] { $count } outcomes are possible.
  }
lab-count-seen = { $count } outcomes are possible; { $seen } seen here.
lab-count-none = { "" }
lab-say-editing = Not a call yet. Tab completes it; Esc leaves the editor.
lab-say-editing-offer = Not a call yet. Tab completes it to { $line }; Esc leaves.
lab-say-editing-mend = Not a call yet. Ctrl-F mends it as shown below it; Tab completes it; Esc leaves.
lab-say-editing-more = Type the next call, or press Enter or Esc to leave the editor. Shift-Tab: the other side.
lab-say-good-call = The { $side } will call this. Enter takes it.
lab-say-elsewhere = Tab goes back to the question.
lab-say-past = The past: event { $at } of { $total }. The sockets stay where they are. ] goes on, Esc returns to the present.
lab-say-past-what = The past, event { $at } of { $total }: { $what } Esc: the present.
lab-say-past-over = The past: event { $at } of { $total }. The run itself is over and stays as it was. ] goes on, Esc returns to its end.
lab-present-first = This is the present again. Press the key once more to go on from here.
lab-kernel-none = Nothing has run: there are no sockets to ask.
lab-kernel-not-taken = No numbers yet: they are not taken while both sides run, since asking would disturb the race.
lab-kernel-older-short = after event { $event }
lab-kernel-older = The numbers as they were after event { $event }: none were taken since, so as not to disturb the calls.
lab-not-yet = This key works later, when the answers are open: it would show some of them now.
lab-still-judging = The model is still at work on the answers.
lab-not-a-call = This line is no call yet; below it stands why. Ctrl-F mends it where a mend is known.
lab-column = Column { $column }: { $why }
lab-fix = Ctrl-F: { $fix }
lab-reason-choose = Press a number from 1 to { $last }, or choose with ↑ and ↓.
lab-overlooked = You said no, but it happened here. Which rule did you think of? Or does none forbid it?
lab-reset = The run is cleared; what was seen stays counted. F5 runs the calls again.
lab-again = From the start: answers, sentences and what was seen are cleared.
lab-no-step-empty = There is no call to make. Press e to type one.
lab-no-step-predict = Nothing runs before the answers are locked.
lab-no-step-over = The run is over; F5 runs the calls again.
lab-no-step-explain = The run is over; the next one comes after this table's part.
lab-removed = The call is removed. u brings it back.
lab-pasted = { $lines ->
    [one] One call was pasted.
   *[other] { $lines } calls were pasted.
  } u takes them back.
lab-paste-drill = The calls of a quiz stay as they are until its last row is answered. Nothing was pasted.
lab-paste-refused = Nothing was pasted. Line { $line } of { $lines } is no call: { $why }
lab-mouse-on = The mouse is on: a click selects, the wheel scrolls.
lab-mouse-off = The mouse is left to the terminal, to select and copy text.
lab-wrong-bytes = WRONG BYTES: this run gave bytes that were not sent in that place. That is a fault of chunkscope or of the system: please report it.
lab-denied = The model denies what this run gave. That is a fault of chunkscope: please report it.
lab-broken = A part of the program failed: { $words }. The rest goes on.

## Footer: one or two words each
word-scroll = scroll
word-close = close
word-choose = choose
word-open = open
word-accept = take the line
word-complete = complete
word-fix = mend it
word-history = history
word-side = other side
word-remove = remove
word-undo = undo
word-leave = leave
word-done = done
word-yes = yes
word-no = no
word-clear = clear
word-lock = lock
word-pick = pick a reason
word-this = this one
word-reveal-all = show the rest
word-go-on = go on
word-step = step
word-run = run to the end
word-run-again = run again
word-reasons = go on
word-reset = clear the run
word-again = begin again
word-network = network
word-burst = run 1,000×
word-burst-more = run 10,000×
word-burst-stop = stop the runs
word-turn = turn
word-type = type a value
word-untouch = as at first
word-untouch-all = all as at first
word-copy = copy
word-edit = change
word-insert = insert
word-append = add
word-bytes = bytes
word-other-way = other way
word-row = row
word-edit-calls = edit calls
word-next-pane = next pane
word-redo = redo
word-hex = hex
word-home = home
word-scrub = look back
word-present = present
word-kernel = kernel
word-projector = projector
word-show-next = show the next
word-next-page = next page
word-lab = lab
word-theme = theme
word-help = help
word-quit = quit

## Help
help-title = keys, signs, calls
help-signs = Signs
help-sign-yes = A row is possible; a call has returned.
help-sign-no = A row is impossible; a call failed or was never made.
help-sign-same = Your answer and the truth are the same, or differ.
help-sign-row = The chosen row; among the calls, the one that comes next.
help-sign-wait = A call that waits.
help-sign-letters = Which send a byte is from: the first, the second, the third.
help-sign-fin = The end of the stream: that side has closed.
help-sign-down = The stream is cut below it; on a title: more below.
help-sign-heavy = Bytes that were sent, or read: a heavy wall is a call's edge.
help-sign-light = Bytes in a kernel, unread.
help-sign-dotted = Bytes on the way, or offered by a send that waits.
help-sign-shade = Bytes that a claim skips.
help-sign-here = The byte, or the column, where it goes wrong.
help-calls = Calls
help-calls-c = C: send(sock, "ab", 2, 0)  recv(sock, buf, 10, 0)  shutdown(sock, SHUT_WR)  close(sock)
help-calls-python = Python: sock.sendall(b"ab")  data = sock.recv(10)  sock.close()
help-calls-loops = Loops: until eof { "{" } recv(sock, buf, 10, 0) { "}" } reads to the end of the stream; repeat 3 { "{" } send(sock, "ab", 2, 0) { "}" } counts its rounds.
help-calls-data = Much data: "ab" * 500 repeats; send(sock, 100000 bytes, 100000, 0) makes a pattern; recv(sock, buf, rand(1, 8), 0) asks for a random size.
help-calls-flags = Flags: MSG_PEEK leaves the bytes, MSG_WAITALL waits for all, MSG_DONTWAIT does not wait.
help-calls-errors = What a call returns with -1: EAGAIN, nothing could be done without waiting or in time; EINTR, a signal came first. Where its handler was set with SA_RESTART, the call is begun anew.
keys-home = Home
keys-predicting = Predicting
keys-running = Running
keys-reasons = Reasons
keys-answers = Answers
keys-writing = Writing a sentence
keys-editing = Typing a call
keys-calls = Calls
keys-bytes = The stream
keys-trace = The trace
keys-past = Looking back
keys-lab = Lab
keys-knobs = The knobs
keys-setting = Typing a value
keys-bursting = While runs go on in the background
keys-copied = A run as text
keys-projector = Projector
keys-help = Help
keys-everywhere = Wherever nothing is typed
keys-always = Always
help-quit-always = End the program.
help-suspend = Stop the program; fg in the shell brings it back.
help-redraw = Draw the screen anew.
help-scroll = Scroll; PageUp, PageDown, Home and End too.
help-close = Close the help.
help-choose = Choose.
help-open = Open what is chosen.
help-choose-number = Open by number.
help-accept = Take the line. An empty line leaves the editor.
help-complete = Complete the word or the call.
help-fix = Mend the line as it says below it.
help-history = Lines typed before.
help-side = Type for the other side.
help-remove-line = Remove this call.
help-undo-typing = Undo (also Ctrl-/). On an empty line: undo the last change.
help-redo-typing = Redo.
help-to-start = Clear to the beginning of the line.
help-to-end = Clear to the end of the line.
help-word-before = Clear the word before.
help-leave-editor = Leave the editor; ↑ brings the line back.
help-save-line = Keep the sentence and go on. An empty one goes on, too.
help-leave-writing = Leave the sentence as it is; Tab brings you back.
help-yes = This row can happen.
help-no = This row cannot happen.
help-clear = Take the answer back.
help-lock = Lock the answers; then the calls can run.
help-pick = This rule forbids the row.
help-pick-this = The rule with the cursor forbids it.
help-reveal-all = Show all answers of this round.
help-go-on = The next row, the next part.
help-step = Make the next call, or let the network deliver.
help-run = Run to the end; after the end: run again.
help-to-reasons = After the run: on to the reasons.
help-reset = Clear the run; what was seen stays counted.
help-again = After the end: begin again, with new answers.
help-burst = Run 1,000 times in the background.
help-burst-again = Once more: on to 10,000 times.
help-burst-more = Run 10,000 times in the background.
help-burst-stop = Stop them; what they showed stays.
help-turn = Turn the knob; also - and +.
help-type-knob = Type a value: sizes, a time, a number.
help-untouch = This knob as at first.
help-untouch-all = All knobs as at first.
help-take-knob = Take the value; an empty one means: as at first.
help-leave-knob = Leave the value as it was.
help-copy = Copy the run as a line of text, to paste in any such lab.
help-close-copied = Close it.
help-network = Another network: the kernel alone, or a relay that cuts.
help-edit-call = Change this call.
help-insert = Type a call before this one.
help-append = Type a call after the last one.
help-remove = Remove this call.
help-bytes = Choose a byte: its offset, its send, its recv.
help-other-way = The bytes of the other direction.
help-rows = Choose a row, a call, a reason; PageUp, PageDown, Home, End.
help-edit = Type calls.
help-undo = Undo the last change of the calls.
help-redo = Redo it.
help-panes = The next pane.
help-last-pane = The pane before.
help-hex = Bytes in hex, and back.
help-kernel = The kernels' queues and counts now; again: the trace.
help-present = Back to the present. The sockets never noticed.
help-scrub = One event back or on: the screen as it was then.
help-scrub-trace = The event before or after; Home first, End present.
help-home = Home. Nothing is lost.
help-projector = The projector: large, a thought on each page. Esc comes back.
help-show-next = Show what comes next: a call, an answer, a page.
help-next-page = The next page; answers stay hidden.
help-page-before = The page before.
help-first-page = The first page; End: the last.
help-point = Point at a byte.
help-blank = Show nothing; any key brings the picture back. Also: .
help-theme-hall = White on black, or black on white.
help-leave-projector = Back to the lab, which is as it was.
help-theme = Dark, light, high contrast.
help-mouse = Take the mouse, or leave it to the terminal.
help-help = This help.
help-quit = End the program.

## At the start
lab-findings = { $findings ->
    [one] One place of the worksheet was not understood: line { $line }, column { $column }.
   *[other] { $findings } places of the worksheet were not understood, the first at line { $line }, column { $column }.
  } It is explained when you leave.
