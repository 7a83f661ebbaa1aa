def send_message(sock, message):
    sock.sendall(message)  #@send

message = b""  #@init
[stale-bytes~]message = b""  #@init
[stale-bytes~]buffer = bytearray({READ})  #@buffer
while True:  #@loop
    data = sock.recv({READ})  #@recv
[stale-bytes~]    count = sock.recv_into(buffer)  #@recv
    if not data:  #@end
[stale-bytes~]    if count == 0:  #@end
        break  #@stop
    message += data  #@take
[stale-bytes]    message += buffer.rstrip(b"\0")  #@take
    if len(message) > {LIMIT}:  #@limit
        raise ValueError("the message is too long")  #@too-long
deliver(message)  #@deliver
