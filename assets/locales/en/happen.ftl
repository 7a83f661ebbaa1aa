## Rows that are made to happen

happen-connections = Two connections: client { $client } → :{ $near } relay :{ $far } → { $server } server. The relay is a third program.
happen-step = Row { $row }, step { $at } of { $steps }. { $next }
happen-making = Row { $row }, step { $at } of { $steps }.
happen-seen = Row { $row } happened. These cuts were chosen by a third program, as TCP allows.
happen-all-seen = { $rows ->
    [one] The row that is possible has happened.
   *[other] All { $rows } possible rows have happened.
  } The cuts were chosen by a third program, as TCP allows.
happen-stands = As near as row { $row } can come. { $why }
happen-stands-waits = As near as row { $row } can come: the call waits. { $why }
happen-outside = Nothing is played for row { $row }. Call { $call }: { $why }.
happen-no-attempt = Nothing is played for row { $row }: every order of events that comes near it leaves the model.
happen-none-allowed = No row of this table is possible.
happen-otherwise = Row { $row } came otherwise than the model says. One of the two is wrong.
happen-stopped = Stopped. This run was not counted.
happen-not-seen = Allowed, not seen yet: w makes it happen.
happen-allowed = allowed, not seen yet
happen-seen-here = seen here { $times }×
happen-impossible = impossible: { $rule }

happen-attempt = The nearest attempt, played on real sockets as far as the rules allow:

word-happen = make it happen
word-attempt = nearest attempt
word-happen-all = all possible rows
word-happen-on = go on
word-happen-end = at once
word-happen-stop = stop
help-happen = Makes a possible row happen on real sockets.
help-attempt = Plays an impossible row as far as the rules allow.
help-happen-all = Makes all possible rows happen, one after the other.
help-happen-on = The next step at once.
help-happen-end = To the end, or to where the row can go no further.
help-happen-stop = Stops the run; it is not counted.
keys-happening = lab, a row is made to happen
