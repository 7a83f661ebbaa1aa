void send_message(int sock, const char *message, size_t len) {
    send_all(sock, message, len);  //@send
}

char data[{READ}];
for (;;) {  //@loop
    ssize_t n = recv(sock, data, {READ}, 0);  //@recv
    if (n <= 0)  //@end
        break;  //@stop
    deliver(data, n);  //@deliver
[one-recv]    deliver(data, n);  //@deliver
}
