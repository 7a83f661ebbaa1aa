void send_message(int sock, const char *message, size_t len) {
    char field[{WIDTH}];
    if (len > {WIDTH} || (len > 0 && message[len - 1] == ' '))  //@check
        fail("it does not fit");  //@refuse
    memset(field, ' ', {WIDTH});  //@send
    memcpy(field, message, len);  //@send
    send_all(sock, field, {WIDTH});
}

char message[{WIDTH}];  //@init
size_t len = 0;  //@init
for (;;) {  //@loop
    ssize_t n = recv(sock, message + len, {WIDTH} - len, 0);  //@recv
    if (n <= 0) {  //@end
        if (len > 0)  //@inside
            fail("ended inside a message");  //@report
        break;  //@stop
    }
    len += n;  //@take
    if (len == {WIDTH}) {  //@complete
        while (len > 0 && message[len - 1] == ' ')  //@deliver
            len--;  //@deliver
        deliver(message, len);  //@deliver
        len = 0;  //@reset
    }
}
