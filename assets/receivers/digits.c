void send_message(int sock, const char *message, size_t len) {
    char header[16];
    snprintf(header, sizeof header, "%0{WIDTH}zu", len);  //@send
[claims-26]    snprintf(header, sizeof header, "%0{WIDTH}zu", len + 2);  //@send
[nine-digits]    snprintf(header, sizeof header, "%09zu", len);  //@send
[fifteen-for-sixteen]    snprintf(header, sizeof header, "%0{WIDTH}zu", len - 1);  //@send
[space-after-header]    snprintf(header, sizeof header, "%0{WIDTH}zu ", len);  //@send
[characters-sent]    snprintf(header, sizeof header, "%0{WIDTH}zu", characters(message, len));  //@send
    send_all(sock, header, strlen(header));
    send_all(sock, message, len);
[send-ignored]    send(sock, message, len, 0);  //@send
}

bool new_message = true;  //@init
size_t expected = 0, len = 0, aside_len = 0;  //@init
char message[LIMIT + 1], aside[LIMIT + {READ}], data[{READ}];  //@init
for (;;) {  //@loop
    ssize_t n = recv(sock, data, {READ}, 0);  //@recv
    if (n <= 0) {  //@end
        if (aside_len > 0 || !new_message)  //@inside
[zero-is-nothing]        continue;  //@inside
[ends-silently-]
            fail("ended inside a message");  //@report
[zero-is-nothing-]
[ends-silently-]
        break;  //@stop
[zero-is-nothing-]
[ends-silently]        break;  //@stop
    }
    memcpy(aside + aside_len, data, n);  //@aside
    aside_len += n;  //@aside
    while (aside_len > 0 || !new_message) {  //@more
        if (new_message) {  //@new
            if (aside_len < {WIDTH})  //@whole
[whole-header-]
[header-at-once-]
                break;  //@wait-header
[whole-header-]
[header-at-once-]
            char header[{WIDTH} + 1] = {0};  //@header
            memcpy(header, aside, {WIDTH});  //@header
[whole-header]            memcpy(header, aside, {WIDTH});  //@header
[header-at-once]            memcpy(header, aside, {WIDTH});  //@header
            if (strspn(header, "0123456789") != strlen(header))  //@digits
                fail("not a number");  //@not-a-number
            expected = strtoul(header, NULL, 10);  //@expected
            if (expected > LIMIT)  //@limit
[any-length-]
                fail("too long");  //@too-long
[any-length-]
[any-length]            /* A message may have any length. */  //@limit
            aside_len = drop(aside, aside_len, {WIDTH});  //@after-header
            new_message = false;  //@old
        }
        size_t missing = expected - len;  //@missing
[characters]        size_t missing = expected - characters(message, len);  //@missing
        size_t part = min(missing, aside_len);  //@missing
        memcpy(message + len, aside, part);  //@take
[next-swallowed]        memcpy(message + len, aside, part = aside_len);  //@take
[fifteen-for-sixteen]        memcpy(message + len, aside, part = aside_len);  //@take
[decoded-by-chunk]        part = decode_utf8(message + len, aside, part);  //@take
        len += part;  //@take
        aside_len = drop(aside, aside_len, part);  //@keep
[next-swallowed~]        aside_len = 0;  //@keep
[fifteen-for-sixteen~]        aside_len = 0;  //@keep
[rest-thrown-away]        aside_len = 0;  //@keep
        if (len < expected)  //@complete
[characters]        if (characters(message, len) < expected)  //@complete
            break;  //@wait-message
        deliver(message, len);  //@deliver
[state-kept]        deliver(message, len);  //@deliver
        len = 0;  //@reset
[state-kept-]
        new_message = true;  //@again
    }
}
