# chunkscope doctor: each line says what was found; the line below it, what to do or what it means.

doctor-heading = { $os } on { $arch }, chunkscope { $version }
doctor-group-screen = The screen
doctor-group-sockets = Sockets to this machine itself (loopback)
doctor-group-system = The system
doctor-group-lecture = What the lessons show, measured here and now: another machine, or another moment, may give other numbers
doctor-verdict-ok = ok
doctor-verdict-note = note
doctor-verdict-trouble = trouble
doctor-measuring = measuring: { $what } …
doctor-ready = This machine is ready for a lecture.
doctor-ready-notes = { $notes ->
    [one] This machine is ready for a lecture; one note above is worth reading.
   *[other] This machine is ready for a lecture; { $notes } notes above are worth reading.
  }
doctor-not-ready = This machine is not ready for a lecture: { $what }.

## The screen
doctor-terminal-size = terminal size
doctor-size = { $columns } columns, { $lines } lines
doctor-size-small = Make the window larger or its letters smaller: the program needs { $columns } columns and { $lines } lines.
doctor-size-tight = It works; from { $columns } columns and { $lines } lines on nothing is left out.
doctor-no-terminal = there is no terminal here
doctor-no-terminal-advice = The screens need one. Ask again in the terminal of the lecture: chunkscope doctor
doctor-colours = colours
doctor-colours-all = all (24 bits): { $why }
doctor-colours-256 = 256: { $why }
doctor-colours-16 = 16: { $why }
doctor-colours-none = none: { $why }
doctor-colours-term = TERM says { $term }
doctor-colours-colorterm = COLORTERM says { $colorterm } (TERM says { $term })
doctor-colours-forbidden = none: NO_COLOR is set
doctor-colours-forbidden-advice = Everything works without colours. To have them: unset NO_COLOR, or chunkscope --color always
doctor-colours-dumb = none: TERM says dumb
doctor-colours-few-advice = Everything works without colours. To have them, use a terminal that announces them (TERM=xterm-256color).
doctor-signs = letters and signs
doctor-locale = the locale is { $locale }
doctor-locale-none = no locale is set (LC_ALL, LC_CTYPE, LANG)
doctor-locale-advice = Boxes and arrows need UTF-8. If they look wrong: chunkscope --ascii, or export LANG=C.UTF-8
doctor-locale-wide-advice = Some fonts of this language draw boxes and arrows two columns wide. If the picture is torn: chunkscope --ascii

## Sockets
doctor-loopback-v4 = IPv4 loopback
doctor-loopback-v6 = IPv6 loopback
doctor-loopback-works = a connection to { $address } works
doctor-loopback-fails = no connection to { $address }: { $what }: { $reason }
doctor-loopback-other = Not needed: one of the two is enough.
doctor-loopback-advice = All runs need connections to this machine itself. Look at: ip addr show lo
doctor-siocinq = SIOCINQ
doctor-siocinq-told = the kernel tells how many bytes wait to be read
doctor-siocoutq = SIOCOUTQ
doctor-siocoutq-told = the kernel tells how many bytes the other end has not acknowledged
doctor-tcp-info-segments = TCP_INFO, segments
doctor-tcp-info-segments-told = the kernel tells how many segments went each way (segs_out, segs_in, data_segs_out, data_segs_in)
doctor-tcp-info-bytes = TCP_INFO, bytes
doctor-tcp-info-bytes-told = the kernel tells how many bytes have arrived in all (bytes_received), read or not
doctor-options = options
doctor-options-told = getsockopt tells which options a socket has (TCP_NODELAY, SO_SNDBUF, SO_RCVBUF, TCP_MAXSEG)
doctor-not-told = this system does not tell
doctor-not-told-advice = Runs work all the same; the panel with the kernel's numbers stays empty there.

## The system
doctor-cpus = CPUs
doctor-cpus-found = { $cpus }
doctor-cpus-one = On one CPU the two sides take turns, so races between them end in one way nearly always.
doctor-tcp-rmem = net.ipv4.tcp_rmem
doctor-tcp-wmem = net.ipv4.tcp_wmem
doctor-rmem-max = net.core.rmem_max
doctor-wmem-max = net.core.wmem_max
doctor-congestion-control = congestion control
doctor-setting-three = { $value } bytes: the least, what a new socket gets, the most that it grows to
doctor-setting-max = { $value } bytes: the most that setsockopt can ask for (twice that is granted)
doctor-setting-congestion = { $value }: how the sender decides how fast to send; on loopback it hardly matters
doctor-unreadable = not readable here
doctor-unreadable-advice = It explains buffer sizes; nothing depends on it.
doctor-kept = progress is kept in
doctor-kept-in = { $folder }
doctor-kept-nowhere = nowhere: there is no home directory
doctor-kept-nowhere-advice = What a student does is forgotten when the program ends. Set HOME, or { $variable } to a folder.
doctor-kept-advice = Nothing can be written there, so nothing is kept. Set { $variable } to a folder that can be written.

## What the lessons show
doctor-starts = lesson 1, many times
doctor-start-sends-first = lesson 1, sends first
doctor-start-server-first = lesson 1, recv waits first
doctor-start-free = lesson 1, both at once
doctor-starts-share = { $share } % of { $times } runs: { $first }, then { $second }
doctor-cell = "{ $data }"
doctor-starts-advice = Runs failed, or gave bytes that cannot be. This is a fault of chunkscope or of the system: please report it.
doctor-reads-found = bytes that each recv gave: { $sizes }
doctor-reads-paused = bytes that each recv gave: { $sizes }, with pauses of { $pause } ms
doctor-ten-messages = A: ten messages, paused
doctor-ten-messages-advice = Not ten neat messages here: say so before you show it, or make the pause longer.
doctor-ten-rounds = B: ten rounds
doctor-ten-rounds-nodelay = B with TCP_NODELAY
doctor-twenty-rounds = B, twenty rounds
doctor-ten-rounds-pause = B, a pause each round
doctor-rounds-cut-advice = Each recv gave a whole round here, so experiment B shows no surprise on this machine: cut with the relay instead.
doctor-rounds-whole-advice = Not every recv gave a whole round, although TCP_NODELAY is on: say so before you show it.
doctor-million = C: one sendall of 1,000,000
doctor-million-advice = One recv gave everything here: run it again before you show it, or send more.
doctor-buffers = buffers granted
doctor-buffers-unasked = nothing asked: { $send } bytes to send, { $receive } to receive
doctor-buffers-asked = { $asked } asked for both: { $send } to send, { $receive } to receive
doctor-short-send = a short send
doctor-short-send-found = a send of { $asked } bytes returned { $took }: the smallest buffers hold { $capacity } bytes, and there was room for { $took }
doctor-short-send-none = no send came back short here
doctor-short-send-advice = Lesson 5 shows a short send: rehearse it on this machine.
