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
