def send_message(sock, message):
    sock.sendall(b"%0{WIDTH}d" % len(message) + message)  #@send
[claims-26]    sock.sendall(b"%0{WIDTH}d" % (len(message) + 2) + message)  #@send
[nine-digits]    sock.sendall(b"%09d" % len(message) + message)  #@send
[fifteen-for-sixteen]    sock.sendall(b"%0{WIDTH}d" % (len(message) - 1) + message)  #@send
[space-after-header]    sock.sendall(b"%0{WIDTH}d " % len(message) + message)  #@send
[characters-sent]    sock.sendall(b"%0{WIDTH}d" % len(message.decode()) + message)  #@send
[send-ignored]    sock.send(b"%0{WIDTH}d" % len(message) + message)  #@send

new_message = True  #@init
expected = 0  #@init
message = b""  #@init
aside = b""  #@init
[echo~]aside = b""  #@init
[echo~]done = False  #@init
while True:  #@loop
[echo~]while not done:
    data = sock.recv({READ})  #@recv
    if not data:  #@end
        if aside or not new_message:  #@inside
[zero-is-nothing]        continue  #@inside
[ends-silently-]
            raise EOFError("ended inside a message")  #@report
[zero-is-nothing-]
[ends-silently-]
        break  #@stop
[zero-is-nothing-]
[ends-silently]        break  #@stop
    aside += data  #@aside
    while aside or not new_message:  #@more
        if new_message:  #@new
            if len(aside) < {WIDTH}:  #@whole
[whole-header-]
[header-at-once-]
                break  #@wait-header
[whole-header-]
[header-at-once-]
            header = aside[:{WIDTH}]  #@header
[typed~]            kind = aside[0]  #@header
[typed~]            header = aside[1:{WIDTH}]  #@header
[whole-header]            header = aside[:{WIDTH}]  #@header
[header-at-once]            header = aside[:{WIDTH}]  #@header
            if not header.isdigit():  #@digits
[binary-]
                raise ValueError("not a number")  #@not-a-number
[binary-]
            expected = int(header)  #@expected
[binary~]            expected = int.from_bytes(header, "{ORDER}")  #@expected
            if expected > {LIMIT}:  #@limit
[any-length-]
                raise ValueError("too long")  #@too-long
[any-length-]
[any-length]            # A message may have any length.  #@limit
            aside = aside[{WIDTH}:]  #@after-header
            new_message = False  #@old
        missing = expected - len(message)  #@missing
[characters]        missing = expected - len(message.decode("utf-8", "ignore"))  #@missing
        message += aside[:missing]  #@take
[next-swallowed]        message += aside  #@take
[fifteen-for-sixteen]        message += aside  #@take
[decoded-by-chunk]        message += aside[:missing].decode("utf-8", "replace").encode()  #@take
        aside = aside[missing:]  #@keep
[next-swallowed~]        aside = b""  #@keep
[fifteen-for-sixteen~]        aside = b""  #@keep
[rest-thrown-away]        aside = b""  #@keep
        if len(message) < expected:  #@complete
[characters]        if len(message.decode("utf-8", "ignore")) < expected:  #@complete
            break  #@wait-message
        deliver(message)  #@deliver
[state-kept]        deliver(message)  #@deliver
[echo~]        deliver(message)  #@deliver
[echo~]        if message == b"exit":  #@exit
[echo~]            done = True  #@exit
[echo~]        else:  #@answer
[echo~]            sock.sendall(b"%0{WIDTH}d" % len(message) + message)  #@answer
        message = b""  #@reset
[state-kept-]
        new_message = True  #@again
