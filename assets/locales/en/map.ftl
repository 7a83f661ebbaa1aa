# What the map of outcomes says.

## Its legend
map-range = { $first }–{ $last }
map-legend-possible = possible
map-legend-out-of-reach = out of reach
map-legend-open = still open now
map-legend-seen = seen { $one }×, { $two }×, { $many }×, { $most }×
map-legend-goal = your goal
map-legend-row = row of the quiz
map-legend-denied = row that cannot happen

## The screen
map-header = { $title }: the map of outcomes
map-what = all that is possible; shaded: seen on real sockets
map-last-run = the last run: { $outcome }
map-title = { $count ->
    [one] 1 possible outcome
   *[other] { $shown } possible outcomes
}
map-title-uncounted = possible outcomes
map-seen = { $seen } seen
map-axis = bytes in { $name }
map-slope = on the slope all is read
map-merged = places share lengths; Enter opens one
map-nowhere = Not on the map, for no order of events gives them: { $rows }.
map-waits = The model works out which outcomes there are.
map-outside = There is no map: call { $call }: { $why }

## The chosen outcome
map-chosen = the chosen outcome
map-place = this place
map-not-seen = possible, not seen here
map-seen-times = { $times ->
    [one] seen once here
   *[other] seen { $shown } times here
}
map-cell = { $name } { $what }
map-rows = { $count ->
    [one] row { $rows }
   *[other] rows { $rows }
}
map-all-read = { $sent ->
    [one] The byte that was sent is read.
   *[other] All { $shown } bytes that were sent are read.
}
map-some-left = { $left ->
    [one] 1 of { $sent } bytes is left in the stream, for the next recv.
   *[other] { $shown } of { $sent } bytes are left in the stream, for the next recv.
}
map-several = { $place }: { $count } outcomes lie here; { $seen } of them were seen.

## Branches
map-outcomes = outcomes
map-uncounted = many
map-bytes = { $count ->
    [one] 1 byte
   *[other] { $shown } bytes
}
map-bytes-range = { $range } bytes
map-piece = { $name }, recv { $piece }
map-path-none = What may the first recv give? Enter opens a line.
map-path-partial = The first { $listed } outcomes; there are more, and they are not listed.
map-path-part = { $name } = { $what }
map-branch = { $place }: { $count } outcomes lie below.
map-branch-uncounted = { $place }: more outcomes than are counted lie below.

## The sentence
map-run-gave = The run gave { $outcome }, seen { $times ->
    [one] once
   *[other] { $shown } times
} now.
map-say-seen = This outcome was seen. Enter makes it happen again, on real sockets.
map-say-not-seen = Possible, not seen here yet. Enter makes it happen on real sockets.
map-say-several = Several outcomes lie here. Enter opens the place.
map-looking = The model looks for an order of events that gives this outcome.
map-making = A third program cuts the stream, so that this outcome happens.
map-made = It happened: unmodified calls, real sockets. A third program chose these cuts; TCP allows them.
map-all-seen = All { $count } outcomes here were seen.

## Keys
keys-map = The map
word-map = map
word-make = make it happen
word-open-place = open
word-unseen = next not seen
help-map = All possible outcomes at a glance, and which were seen.
help-map-choose = Choose an outcome; PageUp, PageDown, Home, End too.
help-map-make = Make the chosen outcome happen on real sockets.
help-map-open = Open a place that holds several outcomes.
help-map-unseen = To the next outcome that was not seen yet.
help-map-run = Run the calls as the lab does, and see what lights up.
help-map-back = Out of the place that was opened; back to the lab.
