void send_message(int sock, const char *message, size_t len) {
    uint16_t header = htons(len);  //@send
    send_all(sock, &header, 2);
    send_all(sock, message, len);
}

size_t recv_exactly(int sock, void *buffer, size_t count) {
    size_t got = 0;  //@got
    while (got < count) {  //@until
        ssize_t n = recv(sock, (char *)buffer + got, count - got, 0);  //@recv
        if (n <= 0)  //@end
            break;  //@stop
        got += n;  //@take
    }
    return got;  //@return
}

for (;;) {  //@loop
    uint8_t header[2];
    char message[LIMIT];
    size_t got = recv_exactly(sock, header, 2);  //@header
[recv-fills]    ssize_t got = recv(sock, header, 2, 0);  //@header
    if (got == 0)  //@between
        break;  //@clean
    if (got < 2)  //@short
        fail("the stream ended inside a header");  //@in-header
    size_t expected = header[0] << 8 | header[1];  //@expected
[byte-order]    size_t expected = *(uint16_t *)header;  //@expected
    if (expected > LIMIT)  //@limit
[no-limit-]
        fail("the message is too long");  //@too-long
[no-limit-]
    got = recv_exactly(sock, message, expected);  //@message
[no-limit]    got = recv_exactly(sock, message, expected);  //@message
[recv-fills]    got = recv(sock, message, expected, 0);  //@message
    if (got < expected)  //@inside
        fail("the stream ended inside a message");  //@report
    deliver(message, expected);  //@deliver
}
