# You are the network.

net-title = You are the network
net-told = You are a third program between the two: what you deliver arrives. TCP allows every cut.
net-step = step { $step }
net-again = on fresh sockets: step { $made } of { $steps } is made again
net-open = { $open } of { $count } outcomes still open
net-open-short = { $open } of { $count } still open
net-open-only = { $open } outcomes still open
net-open-unknown = outcomes not counted
net-goal = Goal: { $row }
net-no-goal = No goal: g chooses a row of the table
net-no-goal-plain = Every step leaves fewer outcomes open
net-hold = { $bytes ->
    [0] nothing to deliver
    [one] you hold 1 byte
   *[other] you hold { $bytes } bytes
}
net-between = client { $client } → you → server { $server }

net-steps = your steps
net-steps-undo = u takes one back
net-you = you
net-deliver = deliver { $bytes }
net-deliver-bytes = deliver { $bytes }: { $data }
net-deliver-side = deliver { $bytes } to the { $side }: { $data }
net-fin = deliver the end
net-fin-side = deliver the end to the { $side }
net-size = { $call } with size { $size }
net-gave = call { $call } = { $got }
net-gave-data = call { $call } = { $got }  { $data }
net-gave-end = call { $call } = 0, the end
net-gave-blocks = call { $call } blocks
net-choose = choose the next step

net-held = Enter delivers { $data }
net-held-short = Enter delivers
net-say-deliver = Enter delivers { $data } to the { $side }: { $then }.
net-data-bytes = { $bytes } bytes
net-then-returns = call { $call } returns { $bytes }
net-then-end = call { $call } returns 0, for the stream has ended
net-then-nothing = call { $call } finds nothing there (EAGAIN)
net-then-waits-more = call { $call } goes on waiting
net-then-unread = { $bytes ->
    [one] it lies in its kernel, unread, since no call waits for it
   *[other] they lie in its kernel, unread, since no call waits for them
}
net-then-knows = its kernel knows it, and no call waits for it
net-say-call = n makes call { $call } of the { $side }: { $then }.
net-say-other-call = N makes call { $call } of the { $side }: { $then }.
net-say-call-size = n makes call { $call } of the { $side } with size { $size } (+ and - change it): { $then }.
net-call-returns = it returns { $bytes }
net-call-end = it returns 0, for the stream has ended
net-call-nothing = it finds nothing there (EAGAIN)
net-call-waits = it waits for you
net-call-blocks = it blocks, and nothing is on the way
net-call-sends = { $bytes ->
    [one] 1 byte is yours to deliver
   *[other] { $bytes } bytes are yours to deliver
}
net-call-ends = the end of the stream is yours to deliver
net-call-nothing-moves = no byte moves
net-call-outside = the model has no answer behind it
net-say-fin = f delivers the end of the stream to the { $side }: { $then }.
net-say-other-way = d turns to the bytes for the { $side }.
net-say-hold = As long as you hold them back, call { $call } waits.
net-say-over = You got { $outcome }. This order is complete and counts as seen. u takes a step back, s saves it, r begins again.
net-say-settling = The sockets make the last steps.
net-say-returned = You got { $outcome }. Every call has returned, so this counts as seen; what is left may be delivered or not. u takes a step back, r begins again.
net-say-got = You got { $outcome }. { $lost }
net-say-reached-rest = Row { $row } is reached, and counts as seen: every call has returned. What is left may be delivered or not. s saves this order, g chooses another goal.
net-say-reached = Row { $row } is reached, and counts as seen: these were your cuts. s saves this order, g chooses another goal, r begins again.
net-say-lost = Row { $row } is out of reach since step { $step }: { $did }. { $presses ->
    [one] Press u to take it back.
   *[other] Press u { $presses } times.
}
net-say-never = Row { $row } is impossible: no order of events gives it. g chooses another goal.
net-did-deliver-took = you delivered { $bytes }, and call { $call } took { $took }
net-did-deliver-end = you delivered { $bytes }, and call { $call } met the end
net-did-deliver = you delivered { $bytes }
net-did-fin = you delivered the end of the stream
net-did-deliver-all = you delivered { $bytes }; one recv takes all that has arrived, and row { $row } needs { $need } there
net-did-needs = { $did }; row { $row } needs { $need } there
net-did-call-took-all = call { $call } was made, and took { $took ->
    [one] the 1 byte that had arrived
   *[other] all { $took } that had arrived
}
net-did-call-took = call { $call } was made, and took { $took } of what had arrived
net-did-call-met = call { $call } was made, and found the end or nothing
net-did-call = call { $call } was made
net-say-failed = { $why } u takes the last step back, r begins again.

net-nothing-to-undo = Nothing was chosen yet: there is no step to take back.
net-nothing-to-save = Nothing was chosen yet: there is no order to save.
net-no-call = No call can be made now: each side waits in one, or has none left.
net-no-goals = There is no table of rows here, or none that is answered. A goal is a row of the table.
net-failed-stays = This run has failed: u takes the last step back, r begins again on fresh sockets.
net-copied = The order is on the clipboard, as a line of text. Pasted here or in a lab with the same calls, it is replayed.
net-saved = The order is saved in { $file }: a line of text, which can be pasted here and replayed.
net-paste-refused = Step { $number } of that order, { $step }, cannot be made here. { $why } Nothing was changed.
net-paste-empty = That line has no order of events: nothing comes after "steps:".
net-pasted = { $steps ->
    [one] 1 step was pasted and is
   *[other] { $steps } steps were pasted and are
} made again on fresh sockets.
net-title-save = save the order of events
net-about-save = Type a name and press Enter. The file is a line of text that can be pasted here, and is replayed then.
net-order-ending = order.txt

keys-network = Network mode
word-play = network
word-how-many = how many
word-deliver = deliver
word-next-call = next call
word-fin = deliver end
word-take-back = take back
word-goal = goal
word-size = size
help-play = You are the network: decide what arrives, and when.
help-how-many = One byte less or more to deliver; Home one, End all.
help-digits = How many bytes to deliver, as a number.
help-deliver = Deliver so many bytes to the side that is shown.
help-next-call = Make the next call.
help-other-call = Make the other side's next call, if it has a turn.
help-fin = Deliver the end of the stream.
help-take-back = Take the last step back (the rest runs on fresh sockets).
help-goal = Choose a goal: a row of the table (G the one before).
help-recv-size = A smaller or larger size for a recv whose size is open.
help-begin-again = Begin again, on fresh sockets.
help-save-order = Save this order of events as a line of text.
help-copy-order = Copy this order of events as a line of text.
help-leave-network = Back to the lab.
