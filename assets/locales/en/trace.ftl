# What happened, told as strace tells it.

trace-client = client
trace-server = server
trace-network = network
trace-connected = connected: client { $client } → server { $server }
trace-connected-relayed = client :{ $client } → :{ $near } relay :{ $far } → :{ $server } server
trace-waits = … waits
trace-blocks = … blocks for good
trace-never = never called
trace-returns = { $verb } returns
trace-failed = = −1 { $errno }
trace-delivers = delivers { $bytes } to the { $side }
trace-delivers-end = delivers the end to the { $side }
