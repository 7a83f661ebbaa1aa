def send_message(sock, message):
    if len(message) > {WIDTH} or message != message.rstrip(b"{PAD}"):  #@check
        raise ValueError("it does not fit")  #@refuse
    sock.sendall(message + b"{PAD}" * ({WIDTH} - len(message)))  #@send

message = b""  #@init
while True:  #@loop
    data = sock.recv({WIDTH} - len(message))  #@recv
    if not data:  #@end
        if message:  #@inside
            raise EOFError("ended inside a message")  #@report
        break  #@stop
    message += data  #@take
    if len(message) == {WIDTH}:  #@complete
        deliver(message.rstrip(b"{PAD}"))  #@deliver
        message = b""  #@reset
