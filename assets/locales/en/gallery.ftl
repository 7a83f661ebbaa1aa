# Receivers that break, the gym, build it: what their screens say.

variables-before = before
variables-now = now

# What the C-like source calls and nobody defines.
helper-limit = LIMIT is 1000
helper-drop = drop: cuts off the front, returns the length left
helper-min = min: the smaller
helper-characters = characters: how many the bytes are
helper-decode = decode_utf8: as decode in the Python-like source
helper-fail = fail: reports, ends
helper-send-all = send_all: sends all
helper-send-all-once = the Python-like source, which runs, sends once

# A program that is played.
play-model = model: nothing ran
play-stream = the stream; a third program between the two cuts it
play-stream-whole = the stream; nothing cuts it
play-code = its code
play-python = Python-like
play-c = C-like
play-you = you
play-you-right = you =
play-you-wrong = you ≠
play-signs = ▸ runs now · │ ran lately
play-and = { $some } and { $last }
play-variables = its variables
play-variables-python = variables, Python-like
play-after-call = { $calls ->
    [0] before the first call
    [one] after 1 call
   *[other] after { $calls } calls
  }
play-delivered = delivered
play-delivered-right = { $right } of { $of } right
play-sends = sends of a kernel that takes few bytes
play-send-waits = send { $number } is given { $bytes }.
play-send-took = send { $number } is given { $bytes } and takes { $took } of { $of }: { $part }.
play-new-message = new message?
play-expected = expected length
play-so-far = message so far
play-aside = put aside
play-yes = yes
play-no = no
play-no-value = nothing
play-no-message = no message
play-bytes = { $bytes ->
    [one] 1 byte
   *[other] { $bytes } bytes
  }
play-got = { $message }
play-got-not = { $message }, not { $must }
play-got-extra = { $message }, which was not sent
play-got-none = { $must } is missing
play-got-later = { $must } is still to come
play-must-nothing = No whole message is sent: nothing may be delivered.
play-cuts = { $cuts ->
    [0] no cut
    [one] 1 cut
   *[other] { $cuts } cuts
  }
play-size = { $cuts } · { $bytes ->
    [one] 1 byte
   *[other] { $bytes } bytes
  }
play-size-asks = { $size } · recv takes at most { $read }
play-framing-none = nothing marks where a message ends
play-framing-fixed = every message takes { $size } bytes
play-framing-delimiter = "{ $delimiter }" ends a message
play-framing-digits = { $width } digits of length, then the message
play-framing-binary = { $width ->
    [one] 1 byte
   *[other] { $width } bytes
  } of length, then the message
play-framing-close = the end of the stream ends the message
play-sent-open = Sent: { $messages }. The connection stays open.
play-sent-closes = Sent: { $messages }. Then the peer closes.
play-sent-short = Sent: { $messages }, but the kernel takes { $takes } of the bytes of a send. Then the peer closes.
play-sent-part = Sent: { $kept ->
    [one] 1 byte
   *[other] { $kept } bytes
  } of the message { $message } with its marks. Then the peer closes.
play-sent-hostile = Sent: the header { $header }, and nothing more.
play-begin = Space runs the first line.
play-runs = Line { $line } runs.
play-changes = Line { $line }: { $name } is now { $value }.
play-calls = Line { $line } makes its call.
play-calls-recv = Line { $line } calls recv for at most { $asked ->
    [one] 1 byte
   *[other] { $asked } bytes
  } and waits.
play-calls-send = Line { $line } calls send with { $bytes ->
    [one] 1 byte
   *[other] { $bytes } bytes
  }.
play-waits = Line { $line } waits for bytes that never come.
play-returns = recv returns { $bytes ->
    [one] 1 byte
   *[other] { $bytes } bytes
  }, { $data }: line { $line } goes on.
play-returns-end = recv returns 0, the end of the stream: line { $line } goes on.
play-returns-count = The call in line { $line } returns { $count }.
play-delivers = Line { $line } delivers message { $number }: { $message }.
play-reports = Line { $line } reports an error: “{ $says }”.
play-crashes = Line { $line } cannot be done: { $why }.
play-loops = Line { $line } runs for ever without a call.
play-over = The run is over. r begins it again, ← looks back.
play-ends = Line { $line } was the last.

messages-breaks-about = which line is at fault?
messages-gym = The gym
messages-gym-about = choose the cuts that break a receiver
messages-build = Build it
messages-build-about = sendall and receivers, from shuffled lines

# The gallery.
breaks-title = Receivers that break
breaks-about = Some break, others survive every cut.
breaks-list = receivers
breaks-seen = { $seen } of { $of } looked at
breaks-published = 10 digits of length: code from a published text
breaks-unnamed = receiver { $number }
breaks-named = { $number } · { $title }
breaks-signs = ✗ breaks · ✓ survives · = you were right · ≠ you were not
breaks-signs-way = ▸ runs now · │ ran lately · ◂ your line
breaks-signs-over = ✗ at fault · │ ran · ◂ you: = right, ≠ not
breaks-prose = { $slips } published sentences: what is wrong?
breaks-prose-says = a published sentence, in our words, and what is so
breaks-prose-read = read
breaks-say-prose = Which words of the last passage are wrong, and what is so? Say it to yourself, then Enter shows it.
breaks-say-prose-end = All of them are wrong. Slips of code can be run: some of receivers { $first } to { $last } come from the same text.
breaks-survives = survives
breaks-say-list = Enter opens a receiver. First you say which of its lines is at fault, or that none is; then the search finds the smallest case that shows it: fewest cuts, then fewest bytes.
breaks-question = which line?
breaks-must-length = It must deliver each message once, whole and in order, however the stream is cut; report a stream that ends inside a message; refuse a length that is too great.
breaks-must-delimiter = It must deliver each message once, whole and in order, however the stream is cut; report a stream that ends inside a message; refuse a message that is too long.
breaks-must-fixed = It must deliver each message once, whole and in order, however the stream is cut; report a stream that ends inside a message.
breaks-must-close = It must deliver what comes as one message, whole, however the stream is cut. A stream that ends too early it cannot report: with this framing nobody can tell a part from the whole. That is its price.
breaks-must-none = It must deliver each message once, whole and in order, however the stream is cut. A stream that ends inside a message it cannot report: nothing in the bytes says where one ends.
breaks-how = ↑↓ chooses a line, Enter says that it is at fault. n says that none is: the receiver survives every cut. Then X looks for the smallest cuts that break it. A third program between sender and receiver makes them, as a network may.
breaks-you-say = You say: { $said }.
breaks-said-line = line { $line } is at fault, { $text }
breaks-said-none = no line is at fault
breaks-say-predict = Which line is at fault? Choose it and press Enter; n if none is. The sender's lines count, too.
breaks-say-find = X looks for the smallest cuts that break it. Enter and n change what you say.
breaks-say-first = Say first which line is at fault: Enter for the line under the cursor, n for none. Then X searches.
breaks-turned = The sources are shown in the { $language } form: Enter opens one.
breaks-search = the search
breaks-say-going = The search goes through every way to cut short conversations: { $done } of { $of }. Esc stops it.
breaks-looking = { $done } of { $of } conversations
breaks-say-found = The smallest case that breaks it: { $cuts }, { $bytes }. { $sent } Space plays it on real sockets, line by line; n goes to the next call.
breaks-say-why = { $you } { $failure } { $why }
breaks-line-of = { $line } of the { $language } source
breaks-found-it = = Line { $line }, as you said{ $many ->
    [0] .
    [one] ; line { $others } is at fault, too.
   *[other] ; lines { $others } are at fault, too.
  }
breaks-mendable = = It can be mended in line { $line }, as you said, or in { $many ->
    [one] line { $lines }
   *[other] lines { $lines }
  }, marked ✗.
breaks-mendable-together = = It can be mended in line { $line }, as you said, together with { $many ->
    [one] line { $lines }
   *[other] lines { $lines }
  }, marked ✗: one alone is not enough.
breaks-not-it = ≠ The fault is in { $many ->
    [one] line { $lines }
   *[other] lines { $lines }
  }; you said line { $line }.
breaks-not-none = ≠ The fault is in { $many ->
    [one] line { $lines }
   *[other] lines { $lines }
  }; you said that none is at fault.
breaks-none-right = = No cut breaks it: no line is at fault, as you said.
breaks-none-wrong = ≠ No cut breaks it: no line is at fault; you said line { $line }.
breaks-say-right = { $you } { $why }
breaks-too-many = The search has not come to an end: { $why }.
breaks-proof-title = the proof
breaks-proof = It survives all { $chunkings } ways to cut { $conversations } short conversations. The proof visits { $states } states.
breaks-proof-long = And all { $chunkings } ways to cut one conversation of { $bytes } bytes, in { $states } states.
breaks-proof-how = A state is the bytes it has read and what its variables hold: what it does next depends on nothing else. So each state is visited once, and that covers every cut.

# The gym.
gym-title = The gym: break it
gym-exercise = exercise { $number } of { $of }
gym-cuts = where will you cut?
gym-question = what is sent
gym-points = so far { $points } of { $of } points
gym-how = ←→ moves between the bytes, c cuts, Enter tries it on real sockets, cut or not. Few cuts score better; X shows the fewest.
gym-marks = A sign an exercise: its points, at most 3.
gym-say = The place is behind byte { $place }. c cuts here, Enter tries, ! says that it survives here, however it is cut.
gym-best = { $cuts ->
    [0] Broken without any cut
    [one] Broken with 1 cut; with none it survives
   *[other] Broken with { $cuts } cuts; with fewer it survives
  }: { $points ->
    [one] 1 point
   *[other] { $points } points
  }. { $failure } { $next } r and Space walk through it.
gym-next = Enter goes on.
gym-last = That was the last exercise.
gym-breaks = Broken, and { $spare ->
    [one] 1 cut
   *[other] { $spare } cuts
  } fewer would do. { $failure } Esc goes back to the cuts, r and Space walk through it.
gym-counted = { $counted ->
    [0] None of your { $set } cuts counts: it was broken before the first.
   *[other] { $counted } of your { $set } cuts { $counted ->
        [one] counts
       *[other] count
      }: those at which a recv returned early before it broke.
  }
gym-survives = { $cuts ->
    [0] Without any cut it survives.
    [one] It survives this cut.
   *[other] It survives these cuts.
  } Esc goes back to the bytes to cut elsewhere, r and Space walk through the lines.
gym-back-first = The cuts of this run stand: Esc first.
gym-none-right = So it is: all { $ways } ways to cut these { $bytes } bytes leave it whole. { $points ->
    [one] 1 point
   *[other] { $points } points
  }. { $next }
gym-none-other = With other messages it breaks. { $why }
gym-shown = These are the fewest cuts that break it. Enter tries them; what is left to win is 1 point.
gym-shown-kept = These are the fewest cuts that break it. Enter tries them; your points stay.
gym-shown-uncut = It breaks without any cut. Enter tries that; what is left to win is 1 point.
gym-shown-uncut-kept = It breaks without any cut. Enter tries that; your points stay.
gym-shown-none = No cut breaks it here: ! says so. What is left to win is 1 point.
gym-shown-none-kept = No cut breaks it here: ! says so. Your points stay.
gym-none-wrong = Some cut breaks it here. What is left to win is 1 point.
gym-none-wrong-kept = Some cut breaks it here. Your points stay.
gym-none-wrong-uncut = It breaks here without any cut. What is left to win is 1 point.
gym-none-wrong-uncut-kept = It breaks here without any cut. Your points stay.

# Build it.
build-title = Build it from its lines
build-puzzle = program { $number } of { $of } · { $solved } built
build-program = your program
build-lines = lines left; some do not belong
build-empty = Enter moves a line here.
build-back-first = Esc goes back to the lines first.
build-tab-first = The cursor is in the program. Tab goes to the lines that are left.
build-nothing = There is no line in the program yet: Enter moves one there.
build-task-sendall = sendall(sock, data) sends all of the data, however few bytes a send takes.
build-task-recv-exactly = recv_exactly(sock, count) returns the next bytes of the stream, so many and no others. If the stream ends before, it raises an error.
build-task-receiver = Deliver each message behind its 2 bytes of length, most significant first. Refuse more than 1000 bytes. Raise an error if the stream ends inside a message: recv_exactly, as given here, returns fewer bytes then.
build-say-begin = ↑↓ chooses a line, Enter moves it into the program. ←→ indents it. F5 runs the program in every case. Any arrangement that works is right.
build-say = F5 runs the program against { $against }. Any arrangement that works is right.
build-against-sendall = every way in which a kernel can take the data in short sends
build-against-recv-exactly = every way to cut what comes, and an end that comes too early
build-against-receiver = every cut of short conversations, an end inside a message and a length that is too great
build-going = It is being run in every case.
build-works-sendall = It works in every case: however few bytes a send takes, all of them are sent.
build-works-recv-exactly = It works in every case: with every cut it returns the bytes, and it reports an end that comes too early.
build-works-receiver = It works in every case: with every cut, with every end that comes too early, with a length that is too great.
build-works-next = Enter goes on to the next program.
build-works-last = Enter goes on to the first program.
build-works-all = All three are built. Enter goes on to the first.
build-finished = It works already: Enter goes on, Backspace takes a line out.
build-case = { $sent } { $cuts ->
    [0] Nothing is cut.
    [one] The stream is cut once.
   *[other] The stream is cut { $cuts } times.
  }
build-fails = It fails in this case. { $case } Space walks through it line by line, Esc goes back to the lines.
build-failed = { $case } { $wrong } Esc goes back to the lines, r and Space walk through it again.
build-signs-over = ✗ here it ends · │ ran
build-sent = what is sent
build-to-send = { $data } is to be sent
build-part-sent = { $sent } is sent, { $rest } is still to come
build-all-sent = { $data } is sent, all of it
build-other-sent = { $sent } is sent, not { $data }
build-returned = what it returns
build-to-return = it must return { $must }
build-to-raise = it must raise an error: of { $count } bytes, { $came } { $came ->
    [one] comes
   *[other] come
  }

# Keys.
keys-playing = Line by line
keys-gallery = Receivers that break
keys-prose = Published sentences
keys-guessing = A receiver
keys-finding = The search and its case
keys-gym = The gym
keys-build = Build it
word-line = next line
word-play-call = next call
word-to-end = to the end
word-line-back = line back
word-again-line = again
word-other-source = C / Python
word-line-choose = line
word-say-line = this line
word-say-none = none
word-find = find the cuts
word-stop-finding = stop
word-next-receiver = next receiver
word-next-exercise = next exercise
word-skip-exercise = skip it
word-place = place
word-gym-cut = cut
word-try = try
word-show-cuts = show the cuts
word-none-breaks = it survives
word-build-run = run it
word-next-puzzle = next program
word-take-line = put in
word-indent = indent
word-build-back = take out
word-carry = move
help-line = Run the next line; a call is made on real sockets.
help-play-call = Run on to the next call that waits.
help-to-end-of-run = Run on to the end.
help-line-back = Look at the line before.
help-again-line = Begin again, before the first line.
help-choose-receiver = Choose a receiver.
help-open-receiver = Open it.
help-other-source = Show the source in the other language.
help-show-what-is-so = Show what is so.
help-line-choose = Choose a line.
help-say-line = Say that this line is at fault.
help-say-none = Say that no line is at fault.
help-find = Look for the smallest cuts that break it.
help-stop-finding = Stop the search.
help-next-receiver = Open the next receiver.
help-next-exercise = Once it is solved: go on to the next exercise.
help-place = Move between the bytes.
help-gym-cut = Cut here, or join what is cut.
help-try = Try the cuts on real sockets.
help-show-cuts = Show the fewest cuts; 1 point is left to win then.
help-none-breaks = Say that it survives here, cut anywhere or nowhere.
help-clear-cuts = Take all cuts away.
help-scroll-source = Scroll the source.
help-another-exercise = Go to the next exercise.
help-exercise-before = Go to the exercise before.
help-build-choose = Choose a line.
help-take-line = Move the line into the program.
help-indent = Indent the line in the program less, or more.
help-build-run = Run the program in every case.
help-build-back = Take the line out of the program.
help-build-side = Go to the program, and back to the lines that are left.
help-carry = Move the line in the program up, down.
help-undo-line = Take the last change back.
help-next-puzzle = Go to the next program.
