def send_message(sock, message):
    if b"{END}" in message:  #@check
[delimiter-inside-]
        raise ValueError("the delimiter is in the message")  #@refuse
[delimiter-inside-]
    sock.sendall(message + b"{END}")  #@send
[delimiter-inside]    sock.sendall(message + b"{END}")  #@send

aside = b""  #@init
[utf8-per-chunk~]aside = ""  #@init
while True:  #@loop
    data = sock.recv({READ})  #@recv
    if not data:  #@end
        if aside:  #@inside
            raise EOFError("ended inside a message")  #@report
        break  #@stop
    aside += data  #@aside
[utf8-per-chunk]    aside += data.decode()  #@aside
    at = aside.find(b"{END}")  #@find
[delimiter-per-chunk]    at = aside.find(b"{END}", len(aside) - len(data))  #@find
[utf8-per-chunk~]    at = aside.find("{END}")  #@find
    while at >= 0 and at <= {LIMIT}:  #@found
        deliver(aside[:at])  #@deliver
        aside = aside[at + {LEN}:]  #@keep
[leftover-lost]        aside = b""  #@keep
        at = aside.find(b"{END}")  #@again
[utf8-per-chunk~]        at = aside.find("{END}")  #@again
    if len(aside) > {MOST}:  #@limit
        raise ValueError("the message is too long")  #@too-long
