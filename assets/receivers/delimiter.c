void send_message(int sock, const char *message, size_t len) {
    if (memmem(message, len, "{END}", {LEN}) != NULL)  //@check
[delimiter-inside-]
        fail("the delimiter is in the message");  //@refuse
[delimiter-inside-]
    send_all(sock, message, len);  //@send
[delimiter-inside]    send_all(sock, message, len);  //@send
    send_all(sock, "{END}", {LEN});
}

char aside[LIMIT + {READ}], data[{READ}], *at;  //@init
size_t len = 0;  //@init
for (;;) {  //@loop
    ssize_t n = recv(sock, data, {READ}, 0);  //@recv
    if (n <= 0) {  //@end
        if (len > 0)  //@inside
            fail("ended inside a message");  //@report
        break;  //@stop
    }
    memcpy(aside + len, data, n);  //@aside
[utf8-per-chunk]    n = decode_utf8(aside + len, data, n);  //@aside
    len += n;  //@aside
    at = memmem(aside, len, "{END}", {LEN});  //@find
[delimiter-per-chunk]    at = memmem(aside + len - n, n, "{END}", {LEN});  //@find
    while (at != NULL && at - aside <= LIMIT) {  //@found
        deliver(aside, at - aside);  //@deliver
        len = drop(aside, len, at - aside + {LEN});  //@keep
[leftover-lost]        len = 0;  //@keep
        at = memmem(aside, len, "{END}", {LEN});  //@again
    }
    if (len > {MOST})  //@limit
        fail("the message is too long");  //@too-long
}
