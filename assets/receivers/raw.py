def send_message(sock, message):
    sock.sendall(message)  #@send

while True:  #@loop
    data = sock.recv({READ})  #@recv
    if not data:  #@end
        break  #@stop
    deliver(data)  #@deliver
[one-recv]    deliver(data)  #@deliver
