# How likely? Many runs, guessed first.

likely-title = How likely?
likely-where = { $via } · { $system } · { $cpus ->
    [1] one CPU
   *[other] { $cpus } CPUs
  } · seed { $seed }
likely-progress = { $runs } of { $times }
likely-recv = recv
likely-another = another one
likely-thinks = looking for outcomes
likely-waits = its turn comes
likely-runs = { $runs } runs
likely-runs-stopped = stopped after { $runs }
likely-runs-failed = failed after { $runs }
likely-file = how-likely.csv

likely-sends-first = both sends done first
likely-server-first = server waiting first
likely-free = both at once

likely-conditions = conditions
likely-line-start = start
likely-line-gap = gap of sends
likely-line-nodelay = TCP_NODELAY
likely-line-connection = connection
likely-line-cpus = CPUs
likely-line-process = process
likely-line-buffers = buffers asked
likely-line-reads = recv sizes
likely-line-times = runs, each side
likely-none = none
likely-as-system = as the system has it
likely-used = used before
likely-fresh = fresh each time
likely-one-cpu = one for both sides
likely-two-cpus = one for each side
likely-one-process = one for all runs
likely-own-process = a new one each run
likely-buffers = send { $send }, receive { $receive }
likely-as-written = as written
likely-random-reads = rand(1, 8)
likely-measured-gap = was { $least } to { $most }
likely-measured-cpus = was { $client } and { $server }
likely-measured-buffers = got { $send }, { $receive }
likely-measured-nodelay = was { $value }

likely-sweep = joined in one recv, by gap between the sends
likely-no-gap = no gap
likely-gap = { $gap }

likely-guess = Guess first. With { $means }, which outcome comes most often, in about how many of 100 runs?{ $first ->
    [yes] {" "}Nothing runs before both are guessed.
   *[no] {""}
}
likely-turn = { $start }: { $means }. { $counts ->
    [yes] Its runs count in the lab and on the map, too.
   *[no] Its runs count here only, not in the lab.
} ←→ changes a condition: another question, and Enter goes to its guess.
likely-means-sends-first = every send done before the first recv
likely-means-server-first = recv called before the first send
likely-means-free = both sides starting at once, each for itself
likely-taken = This guess is taken. Guess the other side, too: then both run.
likely-sweep-same = The gap changes nothing here: both sends are done before the first recv, however far apart. Tab to the conditions and try another start.
likely-goes = Real runs go on, one condition after the other. L goes back to the lab while they do; Esc stops them and keeps what came.
likely-stopped = Stopped. What came until now stays, with the number of its runs.
likely-rare = Seen 0 times in { $runs } runs here. That makes it rare on this machine, not impossible.
likely-one-bar = All { $runs } runs: { $outcome }. Both sends were done before the first recv, so all bytes lay there. Tab to the conditions and try another start.
likely-only = All { $runs } runs here: { $outcome }. Other outcomes are rare on this machine under this condition, not impossible.
likely-was = You guessed { $what }, about { $guessed } %: here { $came } %. { $outcome } came most often, { $share } %; a program that trusts it fails in { $rest } %.
likely-was-right = You guessed { $what }, about { $guessed } %: here { $came } %. A program that trusts it fails in the other { $rest } %.
likely-usual = { $outcome } came in { $share } % of the runs here. A program that trusts it fails in the other { $rest } %.
likely-saved = Saved { $runs } runs in { $file }: { $conditions ->
    [one] those of the one condition that ran here.
   *[other] those of all { $conditions } conditions that ran here.
}

keep-title-runs = Save the runs
keep-about-runs = .csv: a line for each outcome. .json: the same, with the calls and what was granted.

keys-likely = How likely?
word-likely = how likely
word-guess = guess, run
word-sweep = gaps
word-unguessed = without a guess
help-likely = Many runs under two conditions, guessed first.
help-likely-choose = Choose an outcome, or a condition.
help-likely-change = Change the guessed share, or the condition.
help-likely-guess = Take the guess (both guessed: it runs), or run again.
help-likely-stop = Stop the runs; what came stays.
help-likely-panes = To the other side, to the conditions.
help-likely-sweep = Four gaps between the sends, side by side.
help-likely-save = Save all runs as CSV or JSON.
help-likely-unguessed = For lecturers: this side without a guess.
help-likely-back = Back to the lab; the runs go on.

## Lesson 2's experiments
trials-title = It worked on my machine
trials-where = three programs that anybody would write · direct · { $system } · { $cpus ->
    [1] one CPU
   *[other] { $cpus } CPUs
  }
home-trials-about = predict what a recv returns
trials-list = experiments
trials-messages = A  ten sends of 8, a second apart; ten waiting recv(4096)
trials-rounds = B  ten rounds: send 6, send 6, one recv(4096)
trials-million = C  sendall of 1,000,000 bytes; recv(1000000) again and again
trials-as-it-stands = as it stands
trials-nodelay = TCP_NODELAY
trials-hurried = no pause
trials-twenty = 20 rounds
trials-paused = 50 ms after each round
trials-buffers = buffers of 65,536
trials-nothing = nothing has run
trials-total = { $recvs ->
    [1] one recv
   *[other] { $recvs } recvs
  }, { $bytes } bytes
trials-recv = recv { $number }
trials-recvs = recv { $from } to { $to }
trials-bytes = { $bytes } bytes
trials-said = ◆ you said { $guess } bytes
trials-runs = It runs on real sockets: each line is a recv that returned. Esc stops it.
trials-type = Type how many bytes you expect, then Enter. o runs it without a prediction.
trials-ask = Predict: how many bytes will recv { $number } return? { $typed } bytes, then Enter. ←→ changes one thing, ↑↓ chooses another experiment.
trials-ask-first = Predict: recv asks for 1,000,000 bytes; how many will the first one return? { $typed } bytes, then Enter. ←→ changes one thing.
trials-right = recv { $number } returned { $bytes } here, as you said. That is measured. What must be: { $sent } bytes, each once and in order. Change one thing with ←→ and predict again.
trials-was = You said { $guess }; recv { $number } returned { $bytes } here. That is measured. What must be: { $sent } bytes, each once and in order. Change one thing with ←→ and predict again.
trials-plain = recv { $number } returned { $bytes } here. That is measured. What must be: { $sent } bytes, each once and in order. Change one thing with ←→ and predict.
trials-never = recv { $number } did not return: fewer recvs took all { $sent } bytes, or it was stopped. Change one thing with ←→ and predict.

keys-trials = Experiments
word-experiments = experiments
word-predict = predict, run
help-likely-experiments = Lesson 2's experiments: predict, run, change one thing.
help-trials-choose = Choose an experiment.
help-trials-change = Change one thing in it.
help-trials-run = Take the number of bytes that was typed, and run.
help-trials-unguessed = For lecturers: run without a prediction.
help-trials-stop = Stop the run.
help-trials-back = Back.
