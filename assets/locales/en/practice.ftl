# Practice: misconceptions, worksheets made from a seed, its screens.

belief-one-send-one-recv = one send = one recv
refute-one-send-one-recv = A recv takes what has arrived: part of a send, or several sends together; nothing marks where one ended.
belief-recv-waits-for-n = recv(n) waits for n bytes
refute-recv-waits-for-n = recv returns as soon as one byte is there; n is the most that it gives.
belief-bigger-buffer = a bigger buffer cures it
refute-bigger-buffer = The size of the buffer is a limit; a recv gives what has arrived by then, and that may be one byte.
belief-zero-means-nothing-yet = 0 means nothing yet
refute-zero-means-nothing-yet = recv returns 0 at the end of the stream, every time it is called there; while nothing has come yet, it waits.
belief-later-overtakes = later bytes can overtake
refute-later-overtakes = Bytes come in the order in which they were sent, none skipped, and the end comes after the last of them.
belief-adds-nul = recv adds a NUL
refute-adds-nul = recv gives the bytes that were sent and no others; a string's closing NUL comes only if it was sent.
belief-recv-leaves = what recv gave can be read again
refute-recv-leaves = A recv takes its bytes out of the stream; only MSG_PEEK leaves them there.
belief-tiny-safe = tiny messages are safe
refute-tiny-safe = Any two bytes can be parted, however few were sent; one byte alone cannot be cut.
belief-delimiter-whole = a delimiter is never split
refute-delimiter-whole = A recv may end between \r and \n; to TCP they are two bytes like any others.
belief-utf8-whole = what recv gives is valid UTF-8
refute-utf8-whole = A recv may end inside a character; TCP knows bytes, not characters.
belief-pause-fixes = a pause is a fix
refute-pause-fixes = After a pause the bytes may still arrive together, or in pieces; a pause changes how likely that is, not whether it can happen.
belief-nodelay-cures = TCP_NODELAY cures it
refute-nodelay-cures = TCP_NODELAY makes the sender wait less; what arrives before the recv is still read together.
belief-close-delivers = close delivers everything
refute-close-delivers = After the sender has closed, its bytes still arrive in any pieces, each recv gives at most its size, and the end comes last.
belief-peek-takes = MSG_PEEK takes the bytes
refute-peek-takes = MSG_PEEK copies bytes and leaves them; the next recv begins with the same ones.
belief-waitall-fills = MSG_WAITALL always fills the buffer
refute-waitall-fills = At the end of the stream MSG_WAITALL gives what there is, even if that is less than asked for.
belief-send-means-there = send returned, so the peer has it
refute-send-means-there = send returns when its own kernel has the bytes; they may still be on the way, and a recv that does not wait finds nothing.

practice-level-1 = two sends, two recvs
practice-level-2 = different buffer sizes
practice-level-3 = shutdown, close and the end
practice-level-4 = flags
practice-level-5 = both directions

practice-sheet-title = Practice, level { $level }, seed { $seed }, quiz { $number }
practice-sheet-given = A client and a server have a TCP connection. These calls are made, one after the other, in this order:
practice-sheet-client = The client calls `{ $call }`.
practice-sheet-server = The server calls `{ $call }`.
practice-sheet-ask = The connection stays up, no call fails, and each `send` takes all the bytes it is given. When nothing more can happen, what may the recvs have given? "(empty)" means that the call returned 0; "eof" that it returned 0 at the end of the stream; "eagain" that there was nothing to take; "recv blocks" that it waits for good; "unreached" that it was never called.
practice-sheet-command = The answers, and the rows on real sockets: `chunkscope practice { $arguments }`

cli-progress = Quizzes finished: { $quizzes }. Rows answered: { $answered }; right: { $right }; wrong: { $wrong }. Longest streak: { $longest }.
cli-progress-missed = wrong
cli-progress-met = of
cli-progress-belief = misconception
cli-progress-kept = Kept in { $file }
cli-progress-nowhere = There is no home directory, so { $file } is not kept anywhere.
cli-progress-reset = Practice begins anew: no answer is remembered any more.
cli-progress-not-reset = Nothing was changed, because nothing is to be written (--no-save).
cli-level = There are levels 1 to 5.

home-practice = Practice
keys-practice = practice
word-begin = begin
word-level = level
word-come-back = what comes back
word-look-again = look at the rows
word-forget = forget all
word-export = export
word-back = back
help-begin-quiz = Begin the next quiz.
help-level = An easier level, a harder level.
help-come-back = Rows that went wrong, which are due now.
help-look-again = Look at the rows of the quiz that is done.
help-export = Write what was practised into a file: CSV or JSON.
help-forget = Forget everything that was practised; asks once more.
help-back = Back.

practice-title = practice · level { $level } · seed { $seed } · quiz { $quiz } · streak { $streak }
practice-title-back = practice · rows that come back · level { $level } · quiz { $quiz } · streak { $streak }
practice-title-short = level { $level } · quiz { $quiz } · streak { $streak }
practice-title-back-short = come back · quiz { $quiz } · streak { $streak }
practice-answers = answers { $right } of { $rows }
practice-say-last = All answers are shown: ↑ and ↓ look at the rows. Enter goes on to what the quiz was about.
practice-question-may = What may each recv return?
practice-question-given = Given: the connection stays up; no call fails or is interrupted; every send takes all its bytes.
practice-predicts = This row is what “{ $belief }” predicts.
practice-denies = Whoever believes “{ $belief }” calls it impossible.

practice-next = next: quiz { $quiz }
practice-seed = seed { $seed }
practice-level = level
practice-waiting = { $rows ->
    [one] 1 row that went wrong comes back now: press r.
   *[other] { $rows } rows that went wrong come back now: press r.
  }
practice-later = { $rows ->
    [one] 1 row went wrong and comes back later.
   *[other] { $rows } rows went wrong and come back later.
  }
practice-fresh = A misconception from before comes back with new rows: press r.
practice-say = Enter begins quiz { $quiz }; ← and → change the level.
practice-say-half = Quiz { $quiz } is half answered: Enter goes on with it.
practice-say-due = r takes what comes back first; Enter begins quiz { $quiz }.
practice-say-harder = Well known by now. → goes to level { $level }; Enter begins quiz { $quiz } on this one.
practice-say-easier = ← goes back to level { $level }; Enter begins quiz { $quiz } on this one.
practice-how = how it goes
practice-how-quiz = A quiz is a few calls and six to twelve rows. Answer each row, run the calls on real sockets, give the reason for each row, then see the answer. Rows that go wrong come back later.
practice-how-levels = The same seed gives the same quizzes on every machine. There are five levels:
practice-so-far = so far
practice-right = { $right } of { $answered } right, answer and reason
practice-streaks = Quizzes finished: { $quizzes }. Right ones in a row: { $streak }; most so far: { $longest }.
practice-most = misconceptions met most often
practice-tally = { $missed } of { $met } rows wrong
practice-kept = Kept in { $file }. E writes it for other programs; so does `chunkscope progress --export csv`.
practice-kept-there = Answers are kept in { $file }.
practice-not-kept = Nothing of this is kept when the program ends.
practice-title-export = export what was practised
practice-export-name = progress.csv
practice-about-export = Enter writes a table (CSV) into { $folder }; a name that ends in .json gives JSON. What you type replaces the name.
practice-exported = What was practised is written to { $file }, in the folder { $folder }.
practice-forget-sure = F once more forgets all answers, misconceptions and rows that come back. Any other key keeps them.
practice-forgotten = Everything is forgotten: answers, misconceptions and rows that come back. Practice begins with quiz 1 on level 1.
practice-done = quiz { $quiz } is done
practice-back-done = these rows are done
practice-all-right = Every row was right, and every reason. In a row: { $streak }; most so far: { $longest }.
practice-some-wrong = { $wrong ->
    [one] 1 row went wrong, by its answer or its reason, and comes back after the next quiz.
   *[other] { $wrong } rows went wrong, by their answer or their reason, and come back after the next quiz.
  }
practice-uncounted = { $rows ->
    [one] 1 row was shown before its reason was given, and does not count.
   *[other] { $rows } rows were shown before their reasons were given, and do not count.
  }
practice-met = what they were about
practice-rows = { $count ->
    [one] row { $rows }
   *[other] rows { $rows }
  }
practice-others = { $count ->
    [one] Row { $rows } went wrong too; no misconception of this list is about it.
   *[other] Rows { $rows } went wrong too; no misconception of this list is about them.
  }
practice-share = The same quiz for somebody else: chunkscope practice { $arguments }

word-refute = see it refuted
help-refute = Open the run that refutes a misconception of the page.
practice-refute = “{ $belief }” predicts { $prediction }. F5 runs these calls; Esc leads back.
practice-refuted = “{ $belief }” predicts { $prediction }; the run gave { $gave }.
practice-refute-none = No run refutes this one each time: the bytes are on the way for too short a time to be caught there.
practice-refute-rule = A run cannot show that it never happens, only that it did not this time. The judge goes by the rule: { $rule }

predict-one-send-one-recv = buf1 "hello!", buf2 "bye!"
predict-recv-waits-for-n = that recv waits until 1024 bytes have come
predict-bigger-buffer = buf1 "hello!bye!", for it has room for all
predict-zero-means-nothing-yet = that recv returns 0 in call 3
predict-adds-nul = 7 bytes in buf1, the last of them a NUL
predict-recv-leaves = that buf2 begins with "hel" once more
predict-tiny-safe = buf1 "ls", for two bytes are too few to be parted
predict-delimiter-whole = \r and \n in one buffer
predict-utf8-whole = both bytes of é in one buffer
predict-pause-fixes = buf1 "hello!", for the pause keeps "bye!" apart
predict-nodelay-cures = buf1 "hello!", for "bye!" is sent by itself
predict-close-delivers = buf1 "hello!", all at once after the close
predict-peek-takes = buf2 "lo!", for "hel" was taken
predict-waitall-fills = that recv waits until 8 bytes have come
