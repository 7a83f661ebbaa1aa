def send_message(sock, message):
    if len(message) > {WIDTH}:  #@check
        raise ValueError("the message is too long")  #@refuse
    sock.sendall(message + b"{PAD}" * ({WIDTH} - len(message)))  #@send

message = b""  #@init
while True:
    data = sock.recv({WIDTH} - len(message))  #@recv
    if not data:  #@end
        if message:  #@inside
            raise EOFError("ended inside a message")  #@report
        break  #@stop
    message += data  #@take
    if len(message) == {WIDTH}:  #@complete
        deliver(message.rstrip(b"{PAD}"))  #@deliver
        message = b""  #@reset
