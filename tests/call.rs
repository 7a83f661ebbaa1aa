//! Calls: read, refused with a correction that works, and printed.

use chunkscope::call::{Call, Op, Side, Spelling, parse_call};
use chunkscope::script::{complete, parse_script};
use chunkscope::text::Texts;
use rstest::rstest;

fn call(text: &str) -> Call {
    match parse_call(text) {
        Ok(call) => call,
        Err(error) => panic!("{text}: {}", Texts::english().say(&error.message)),
    }
}

fn sent(text: &str) -> Vec<u8> {
    match call(text).op {
        Op::Send(send) => {
            assert_eq!(send.length, send.bytes.len() as u64);
            send.bytes.to_vec()
        }
        other => panic!("{text} is {other:?}"),
    }
}

#[rstest]
#[case(r#"send(sock, "hello!", 6, 0)"#, b"hello!")]
#[case(r#"send(sock, "hello!", 4, 0);"#, b"hell")]
#[case(r#"send(sock, "hello!", 7, 0)"#, b"hello!\0")]
#[case(r#"n = send(sock, "hel" "lo!", strlen("hello!"), 0); // six"#, b"hello!")]
#[case(r#"ssize_t n = write ( fd , /* data */ "a\x41\101\0" , 4 ) # done"#, b"aAA\0")]
#[case(r#"send(sock, "ab" * 3, 5, MSG_MORE | MSG_NOSIGNAL)"#, b"ababa")]
#[case(r#"send(sock, "ab" * 2, 5, 0)"#, b"abab\0")]
#[case(r#"send(sock, 5 bytes, 5, 0)"#, b"01234")]
#[case(r#"send(sock, 5 bytes)"#, b"01234")]
#[case(r#"send(sock, "", 1, 0)"#, b"\0")]
#[case(r#"send(sock, "hi", sizeof("hi"), 0)"#, b"hi\0")]
#[case(r#"send(sock, "a\0b", strlen("a\0b"), 0)"#, b"a")]
#[case(r#"send(sock, "é", 2, 0)"#, "é".as_bytes())]
#[case(r#"send(sock, "\u00e9\U0001F600", 6, 0)"#, "é😀".as_bytes())]
#[case(r#"send(sock, "\x0000041" "1", 2, 0)"#, b"A1")]
#[case(r#"sock.send(b"hello!")"#, b"hello!")]
#[case(r#"sock.sendall(b'it"s' b"\x00\n")"#, b"it\"s\0\n")]
#[case(r#"self.sock.sendall(3 * b"ab", socket.MSG_DONTWAIT)"#, b"ababab")]
#[case(r#"sock.sendall(7 bytes)"#, b"0123456")]
#[case(r#"sock.send("h\xe9".encode())"#, "hé".as_bytes())]
#[case(r#"sock.send("hé".encode('utf-8'))"#, "hé".as_bytes())]
#[case(r#"sock.send(rb"\n")"#, b"\\n")]
#[case("sock.send(b\"\"\"a\nb\"\"\")", b"a\nb")]
fn bytes_are_those_of_the_language(#[case] text: &str, #[case] bytes: &[u8]) {
    assert_eq!(sent(text), bytes);
}

#[rstest]
#[case(r#"send(sock, "hello!", 8, 0)"#, r#"send(sock, "hello!", 6, 0)"#)]
#[case(r#"sned(sock, "hello!", 6, 0)"#, r#"send(sock, "hello!", 6, 0)"#)]
#[case(r#"send(sock, "hello!", 6)"#, r#"send(sock, "hello!", 6, 0)"#)]
#[case(r#"send(sock, "hello!""#, r#"send(sock, "hello!", 6, 0)"#)]
#[case(r#"send(sock, "hello!, 6, 0)"#, r#"send(sock, "hello!", 6, 0)"#)]
#[case(r#"send("hello!", sock, 6, 0)"#, r#"send(sock, "hello!", 6, 0)"#)]
#[case(r#"send("hello!", 6, 0)"#, r#"send(sock, "hello!", 6, 0)"#)]
#[case(r#"send(sock, “hello!”, 6, 0)"#, r#"send(sock, "hello!", 6, 0)"#)]
#[case(r#"send(sock, hello!, 6, 0)"#, r#"send(sock, "hello!", 6, 0)"#)]
#[case(r#"send(sock, 'hello!', 6, 0)"#, r#"send(sock, "hello!", 6, 0)"#)]
#[case(r#"send(sock, b"hello!", 6, 0)"#, r#"send(sock, "hello!", 6, 0)"#)]
#[case(r#"send(sock, "hello!", -1, 0)"#, r#"send(sock, "hello!", 6, 0)"#)]
#[case(r#"send(sock "hello!", 6, 0)"#, r#"send(sock, "hello!", 6, 0)"#)]
#[case(r#"send(sock, "hello!", 6, 0"#, r#"send(sock, "hello!", 6, 0)"#)]
#[case(r#"send(sock, "hello!", 6, 0, 0)"#, r#"send(sock, "hello!", 6, 0)"#)]
#[case(r#"send(sock, "hello!", 6, 0) x"#, r#"send(sock, "hello!", 6, 0)"#)]
#[case(r#"send(sock, "hello!", 6, MSG_PEEK)"#, r#"send(sock, "hello!", 6, 0)"#)]
#[case(r#"send(sock, "hello!", 6, MSG_MOER)"#, r#"send(sock, "hello!", 6, MSG_MORE)"#)]
#[case(r#"send(sock, "hello!", sizeof(buf), 0)"#, r#"send(sock, "hello!", 6, 0)"#)]
#[case(r#"write(sock, "hello!", 6, 0)"#, r#"write(sock, "hello!", 6)"#)]
#[case(r#"send(sock, 99999999 bytes)"#, r#"send(sock, 16777216 bytes)"#)]
#[case(r#"send(sock, "\q", 2, 0)"#, r#"send(sock, "\\q", 2, 0)"#)]
#[case(r#"send(sock, "\x0abc", 3, 0)"#, r#"send(sock, "\x0a" "bc", 3, 0)"#)]
#[case(r#"recv(sock, buf1, sizeof buf1, 0)"#, r#"recv(sock, buf1, 1024, 0)"#)]
#[case(r#"recv(sock, 1024, buf1, 0)"#, r#"recv(sock, buf1, 1024, 0)"#)]
#[case(r#"recv(sock, 1024, 0)"#, r#"recv(sock, buf, 1024, 0)"#)]
#[case(r#"recv(sock, buf1, 1024, MSG_PEEK || MSG_WAITALL)"#, r#"recv(sock, buf1, 1024, MSG_PEEK | MSG_WAITALL)"#)]
#[case(r#"recv(sock, buf1, 1024, MSG_PEEK + MSG_WAITALL)"#, r#"recv(sock, buf1, 1024, MSG_PEEK | MSG_WAITALL)"#)]
#[case(r#"recv(sock, buf1, 1024, 2)"#, r#"recv(sock, buf1, 1024, MSG_PEEK)"#)]
#[case(r#"recv(sock, buf1, 3000000000, 0)"#, r#"recv(sock, buf1, 2147483647, 0)"#)]
#[case(r#"recv(sock, buf1, rand(8, 1), 0)"#, r#"recv(sock, buf1, rand(1, 8), 0)"#)]
#[case(r#"setsockopt(sock, SOL_SOCKET, TCP_NODELAY, 1)"#, r#"setsockopt(sock, IPPROTO_TCP, TCP_NODELAY, 1)"#)]
#[case(r#"shutdown(sock, WR)"#, r#"shutdown(sock, SHUT_WR)"#)]
#[case(r#"shutdown(sock)"#, r#"shutdown(sock, SHUT_WR)"#)]
#[case(r#"sleep(0.5)"#, r#"usleep(500000)"#)]
#[case(r#"sock.send("hello!")"#, r#"sock.send(b"hello!")"#)]
#[case(r#"sock.send("é")"#, r#"sock.send(b"\xc3\xa9")"#)]
#[case(r#"sock.send("hello!", 6, 0)"#, r#"sock.send(b"hello!", 0)"#)]
#[case(r#"sock.receive(1024)"#, r#"sock.recv(1024)"#)]
#[case(r#"sock.recv()"#, r#"sock.recv(1024)"#)]
#[case(r#"sock.sleep(1)"#, r#"time.sleep(1)"#)]
#[case(r#"sock.recv(1024).decode()"#, r#"sock.recv(1024)"#)]
#[case(r#"sock.send(rb"é\n")"#, r#"sock.send(b"\xc3\xa9\\n")"#)]
#[case(r#"send(sock, "a" "\777", 2, 0)"#, r#"send(sock, "a" "\77\7", 2, 0)"#)]
#[case(r#"send(sock, buf, 6, 0)"#, r#"send(sock, "hello!", 6, 0)"#)]
#[case(r#"send(3, "hi", 2, 0)"#, r#"send(sock, "hi", 2, 0)"#)]
#[case(r#"send(sock, "hi", rand(1, 2), 0)"#, r#"send(sock, "hi", 2, 0)"#)]
#[case(r#"send(sock, "hi", 2.5, 0)"#, r#"send(sock, "hi", 2, 0)"#)]
#[case(r#"send(sock, "hi", 2, socket.MSG_MORE)"#, r#"send(sock, "hi", 2, MSG_MORE)"#)]
#[case(r#"send(sock, "hi", 2, MSG_PEEK | MSG_MORE)"#, r#"send(sock, "hi", 2, MSG_MORE)"#)]
#[case(r#"send(sock, "hi", , 0)"#, r#"send(sock, "hi", 2, 0)"#)]
#[case(r#"send(sock, "hi", 2, 0,)"#, r#"send(sock, "hi", 2, 0)"#)]
#[case(r#"send(sock, "hi", 2, 0); /* done"#, r#"send(sock, "hi", 2, 0); /* done */"#)]
#[case(r#"send sock, "hi", 2, 0"#, r#"send(sock, "hi", 2, 0)"#)]
#[case(r#"send"#, r#"send(sock, "hello!", 6, 0)"#)]
#[case(r#"n += send(sock, "hi", 2, 0)"#, r#"n = send(sock, "hi", 2, 0)"#)]
#[case(r#"recv(sock, "x", 10, 0)"#, r#"recv(sock, buf, 10, 0)"#)]
#[case(r#"recv(sock, buf, -5, 0)"#, r#"recv(sock, buf, 5, 0)"#)]
#[case(r#"recv(sock, buf, rand(8), 0)"#, r#"recv(sock, buf, rand(1, 8), 0)"#)]
#[case(r#"recvfrom(sock, buf, 10, 0)"#, r#"recv(sock, buf, 10, 0)"#)]
#[case(r#"RECV(sock, buf, 10, 0)"#, r#"recv(sock, buf, 10, 0)"#)]
#[case(r#"read(sock, buf, 10, MSG_PEEK)"#, r#"read(sock, buf, 10)"#)]
#[case(r#"setsockopt(sock, IPPROTO_TCP, TCP_NODELAI, 1)"#, r#"setsockopt(sock, IPPROTO_TCP, TCP_NODELAY, 1)"#)]
#[case(
    r#"setsockopt(sock, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one))"#,
    r#"setsockopt(sock, IPPROTO_TCP, TCP_NODELAY, 1)"#
)]
#[case(r#"close()"#, r#"close(sock)"#)]
#[case(r#"close(sock"#, r#"close(sock)"#)]
#[case(r#"sleep(-1)"#, r#"sleep(1)"#)]
#[case(r#"sleep(86400)"#, r#"sleep(3600)"#)]
#[case(r#"time.sleep(1e9)"#, r#"time.sleep(3600)"#)]
#[case(r#"usleep(0.5)"#, r#"usleep(1)"#)]
#[case(r#"sock.send(f"hello")"#, r#"sock.send(b"hello")"#)]
#[case(r#"sock.send(b"hi".encode())"#, r#"sock.send(b"hi")"#)]
#[case(r#"sock.send("hi".upper())"#, r#"sock.send("hi".encode())"#)]
#[case(r#"sock.send("hi".encode("latin-1"))"#, r#"sock.send("hi".encode())"#)]
#[case(r#"sock.send(b"\u00e9")"#, r#"sock.send(b"\xc3\xa9")"#)]
#[case(r#"sock.send(b"\x4")"#, r#"sock.send(b"\x04")"#)]
#[case(r#"sock.write(b"hi")"#, r#"sock.send(b"hi")"#)]
#[case(r#"sock.shutdown(socket.SHUT_WRITE)"#, r#"sock.shutdown(socket.SHUT_WR)"#)]
#[case(r#"sock.recv(1024, socket.MSG_PEAK)"#, r#"sock.recv(1024, socket.MSG_PEEK)"#)]
fn a_refusal_offers_a_correction_that_works(#[case] text: &str, #[case] corrected: &str) {
    let error = parse_call(text).expect_err(text);
    let said = Texts::english().say(&error.message);
    let fix = error.fix.unwrap_or_else(|| panic!("{text}: no fix for: {said}"));
    assert_eq!(fix.apply(text), corrected, "{said}");
    call(corrected);
}

#[rstest]
#[case("", 0, "A call is expected here, for example send(sock, \"hello!\", 6, 0) or sock.recv(1024).")]
#[case("send(sock, \"é\", 9, 0)", 17, "9 reads past the literal; \"é\" is 2 bytes, 3 with its NUL.")]
#[case("send(sock, \"a\", 9, 0)", 16, "9 reads past the literal; \"a\" is 1 byte, 2 with its NUL.")]
#[case(
    "recv(sock, buf1, sizeof buf1, 0)",
    17,
    "How large sizeof buf1 is cannot be known here; write the size as a number."
)]
#[case("connect(sock, 1)", 0, "connect has been done already: the connection is up when the script begins.")]
#[case(
    "frobnicate(sock)",
    0,
    "frobnicate is no call that can be made here. These can: send, recv, write, read, shutdown, close, sleep, usleep, setsockopt."
)]
#[case("write(sock, \"a\", 1, 0)", 20, "It is write(sock, data, length): write takes no flags.")]
#[case("recv(sock, buf1, 4294967296, 0)", 17, "One recv asks for at most 2147483647 bytes.")]
#[case("send(sock, \"ab\" * 99999999, 2, 0)", 11, "One call sends at most 16777216 bytes (16 MiB) here.")]
#[case("setsockopt(sock, SOL_SOCKET, TCP_NODELAY, 1)", 17, "TCP_NODELAY belongs to IPPROTO_TCP, not to SOL_SOCKET.")]
#[case("close(s); close(s)", 10, "A second call begins here; each line holds one call.")]
#[case("send(sock, \"\\ud800\", 1, 0)", 12, "\\u needs 4 hexadecimal digits that name a character.")]
fn a_refusal_says_where_and_what_was_expected(#[case] text: &str, #[case] start: usize, #[case] said: &str) {
    let error = parse_call(text).expect_err(text);
    assert_eq!((Texts::english().say(&error.message).as_str(), error.span.start), (said, start));
}

#[rstest]
#[case(r#"recv(sock, buf1, 1024, 0)"#, "buf1 = sock.recv(1024)")]
#[case(r#"send(sock, "hello!", 4, 0)"#, r#"sock.send(b"hell")"#)]
#[case(r#"send(sock, "ab" * 500, 1000, 0)"#, r#"sock.send(b"ab" * 500)"#)]
#[case(r#"send(sock, 100000 bytes, 100000, 0)"#, "sock.send(100000 bytes)")]
#[case("usleep(500000)", "time.sleep(0.5)")]
#[case("setsockopt(sock, IPPROTO_TCP, TCP_NODELAY, 1)", "sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)")]
#[case(
    "recv(sock, a, rand(1, 8), MSG_PEEK | MSG_WAITALL)",
    "a = sock.recv(rand(1, 8), socket.MSG_PEEK | socket.MSG_WAITALL)"
)]
fn a_call_can_be_said_in_both_languages(#[case] c: &str, #[case] python: &str) {
    assert_eq!(call(c).to_string(), c);
    assert_eq!(call(python).to_string(), python);
    assert_eq!(call(c).to_text(Spelling::Python), python);
}

#[rstest]
#[case("re", Side::Server, &["recv(sock, buf3, 1024, 0)", "read(sock, buf3, 1024)"])]
#[case("send(sock, \"bye!", Side::Client, &["send(sock, \"bye!\", 4, 0)"])]
#[case("  send(fd", Side::Client, &["  send(fd, \"hello!\", 6, 0)"])]
#[case("sock.se", Side::Client, &["sock.send(b\"bye!\")", "sock.sendall(b\"bye!\")", "sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)"])]
#[case("close(sock)", Side::Client, &[])]
#[case("zzz", Side::Client, &[])]
fn tab_completes_whole_lines(#[case] typed: &str, #[case] side: Side, #[case] lines: &[&str]) {
    let (script, findings) = parse_script(
        "client: send(sock, \"hello!\", 6, 0)\nserver: recv(sock, buf1, 9, 0)\n# a comment\n\nserver: recv(sock, buf2, 9, 0)\n",
    );
    assert_eq!(findings, []);
    assert_eq!(complete(typed, side, &script, Spelling::C), lines);
    for line in complete("", side, &script, Spelling::C) {
        let (_, findings) = parse_script(&format!("{}: {line}", side.word()));
        assert_eq!(findings, [], "{line}");
    }
}

#[test]
fn a_script_is_read_line_by_line_and_a_bad_line_does_not_stop_it() {
    let text =
        "Client: send(sock, \"hi\", 2, 0)\nrecv(sock, a, 9, 0)\n2. **server**: x.recv(1)\r\nserver: recv(sock, é, 9, 0";
    let (script, findings) = parse_script(text);
    assert_eq!(script.to_string(), "client: send(sock, \"hi\", 2, 0)\nserver: x.recv(1)\n");
    assert_eq!(findings.len(), 2);
    assert_eq!(
        findings[0].fix.as_ref().unwrap().apply("12345678901234567890123456789012recv()"),
        "1234567890123456789012345678901server: 2recv()"
    );
    let mended = findings[1].fix.as_ref().unwrap().apply(text);
    assert!(mended.ends_with("server: recv(sock, é, 9, 0)"), "{mended}");
    let span = script.calls[1].span.unwrap();
    assert_eq!(&text[span.range()], "x.recv(1)");
}
