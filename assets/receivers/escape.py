message = b""  #@init
aside = b""  #@init
escaped = False  #@init
while True:
    data = sock.recv({READ})  #@recv
    if not data:  #@end
        if aside or message or escaped:  #@inside
            raise EOFError("ended inside a message")  #@report
        break  #@stop
    aside += data  #@aside
    while aside:  #@more
        byte = aside[:1]  #@byte
        if escaped:  #@escaped
            message += byte  #@take
            aside = aside[1:]  #@keep
            escaped = False  #@plain
        elif byte == b"\\":  #@escape
            aside = aside[1:]  #@keep
            escaped = True  #@next
        elif aside[:{LEN}] == b"{END}":  #@found
            deliver(message)  #@deliver
            message = b""  #@reset
            aside = aside[{LEN}:]  #@after
        elif aside == b"{END}"[:len(aside)]:  #@part
[one-]
            break  #@wait
[one-]
        else:
            message += byte  #@take
            aside = aside[1:]  #@keep
        if len(message) > {LIMIT}:  #@limit
            raise ValueError("the message is too long")  #@too-long
