# What the room `tui` says.

## Stages
tui-stage-predict = predict
tui-stage-run = run
tui-stage-explain = explain
