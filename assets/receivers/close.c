void send_message(int sock, const char *message, size_t len) {
    send_all(sock, message, len);  //@send
}

char message[LIMIT + {READ} + 1];  //@init
char buffer[{READ} + 1] = {0};  //@buffer
size_t len = 0;  //@init
for (;;) {  //@loop
    ssize_t n = recv(sock, buffer, {READ}, 0);  //@recv
    if (n <= 0)  //@end
        break;  //@stop
    memcpy(message + len, buffer, n);  //@take
    len += n;  //@take
[stale-bytes]    strcpy(message + len, buffer);  //@take
[stale-bytes]    len += strlen(buffer);  //@take
    if (len > LIMIT)  //@limit
        fail("the message is too long");  //@too-long
}
deliver(message, len);  //@deliver
