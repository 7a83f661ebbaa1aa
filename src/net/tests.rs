//! The kernel numbers mean what the engine takes them for.

use super::*;

#[test]
fn bytes_received_counts_read_and_unread_bytes_and_the_end() {
    let mut listeners = Listeners::new().expect("a loopback interface");
    let pair = listeners.connect(&Options::default(), &Options::default()).expect("a connection");
    let Some(before) = bytes_received(&pair.server) else { return };
    assert_eq!(before, 0);
    assert_eq!(send(Some(&pair.client), b"hello!", Flags::default()).expect("sent"), 6);
    let mut buf = [0; 4];
    assert_eq!(recv(Some(&pair.server), &mut buf, Flags::default()).expect("received"), 4);
    assert_eq!(&buf, b"hell");
    assert_eq!(bytes_received(&pair.server), Some(6));
    assert_eq!(unread_bytes(&pair.server), Some(2));
    pair.client.shutdown(std::net::Shutdown::Write).expect("shut down");
    while bytes_received(&pair.server) == Some(6) {
        std::thread::yield_now();
    }
    assert_eq!(bytes_received(&pair.server), Some(7));
}

#[test]
fn a_closed_descriptor_is_answered_by_the_kernel() {
    let error = recv(None, &mut [0; 1], Flags::default()).expect_err("no such descriptor");
    assert_eq!(error.raw_os_error(), Some(libc::EBADF));
}

#[test]
fn accepted_sockets_inherit_the_options_of_their_listener() {
    let mut listeners = Listeners::new().expect("a loopback interface");
    let options = Options { rcvbuf: Some(4096), nodelay: Some(true), ..Options::default() };
    let pair = listeners.connect(&Options::default(), &options).expect("a connection");
    let (_, rcvbuf, nodelay, _) = granted(&pair.server);
    let (_, other, other_nodelay, _) = granted(&pair.client);
    assert!(rcvbuf < other, "{rcvbuf} < {other}");
    assert!(nodelay && !other_nodelay);
}
