//! Flags of `send` and `recv`, as numbers of this system.

use crate::call::{RecvFlags, SendFlags};

/// Flags of one `send` or `recv`, as this system numbers them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags(pub i32);

impl Flags {
    #[cfg(unix)]
    const NUMBERS: [i32; 6] = [
        libc::MSG_PEEK,
        libc::MSG_WAITALL,
        libc::MSG_DONTWAIT,
        libc::MSG_OOB,
        #[cfg(any(target_os = "linux", target_os = "android"))]
        libc::MSG_MORE,
        #[cfg(not(any(target_os = "linux", target_os = "android")))]
        0,
        #[cfg(not(target_vendor = "apple"))]
        libc::MSG_NOSIGNAL,
        #[cfg(target_vendor = "apple")]
        0, // socket2 sets SO_NOSIGPIPE there
    ];
    /// Winsock's MSG_PEEK, MSG_WAITALL and MSG_OOB; it has none of the others.
    #[cfg(not(unix))]
    const NUMBERS: [i32; 6] = [2, 8, 0, 1, 0, 0];

    fn of(pairs: &[(bool, i32)]) -> Self {
        Flags(pairs.iter().filter(|(wanted, _)| *wanted).fold(0, |flags, (_, flag)| flags | flag))
    }

    /// The flags of a `recv`.
    pub fn of_recv(flags: RecvFlags) -> Self {
        let [peek, waitall, dontwait, oob, ..] = Self::NUMBERS;
        Self::of(&[(flags.peek, peek), (flags.waitall, waitall), (flags.dontwait, dontwait), (flags.oob, oob)])
    }

    /// The flags of a `send`; `MSG_NOSIGNAL` always, so that a broken connection is `EPIPE` and no signal.
    pub fn of_send(flags: SendFlags) -> Self {
        let [_, _, dontwait, oob, more, nosignal] = Self::NUMBERS;
        Self::of(&[(flags.dontwait, dontwait), (flags.oob, oob), (flags.more, more), (true, nosignal)])
    }

    /// Wait for room; no signal.
    pub fn blocking() -> Self {
        Flags::of_send(SendFlags::default())
    }

    /// Do not wait, and no signal: how the relay hands on a piece.
    pub fn dontwait() -> Self {
        Flags::of_send(SendFlags { dontwait: true, ..Default::default() })
    }
}
