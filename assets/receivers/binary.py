def send_message(sock, message):
    sock.sendall(len(message).to_bytes(2, "big") + message)  #@send

def recv_exactly(sock, count):
    got = b""  #@got
    while len(got) < count:  #@until
        data = sock.recv(count - len(got))  #@recv
        if not data:  #@end
            break  #@stop
        got += data  #@take
    return got  #@return

while True:  #@loop
    header = recv_exactly(sock, 2)  #@header
[recv-fills]    header = sock.recv(2)  #@header
    if len(header) == 0:  #@between
        break  #@clean
    if len(header) < 2:  #@short
        raise EOFError("the stream ended inside a header")  #@in-header
    expected = int.from_bytes(header, "big")  #@expected
[byte-order]    expected = int.from_bytes(header, "little")  #@expected
    if expected > {LIMIT}:  #@limit
[no-limit-]
        raise ValueError("the message is too long")  #@too-long
[no-limit-]
    message = recv_exactly(sock, expected)  #@message
[no-limit]    message = recv_exactly(sock, expected)  #@message
[recv-fills]    message = sock.recv(expected)  #@message
    if len(message) < expected:  #@inside
        raise EOFError("the stream ended inside a message")  #@report
    deliver(message)  #@deliver
