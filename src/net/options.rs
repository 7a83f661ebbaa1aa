//! Socket options: asked for before the connection, granted as the kernel says, and set by a script's own calls.

use std::io;

use socket2::Socket;

use super::sys;
use crate::call::OptionName;

/// Options to ask for; `None` leaves the system's default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Options {
    /// `SO_SNDBUF` in bytes.
    pub sndbuf: Option<u32>,
    /// `SO_RCVBUF` in bytes.
    pub rcvbuf: Option<u32>,
    /// `TCP_NODELAY`.
    pub nodelay: Option<bool>,
    /// `TCP_MAXSEG` in bytes.
    pub maxseg: Option<u32>,
}

impl Options {
    /// Sets them, on a socket that is not connected yet or on a listener, from which accepted sockets inherit them.
    ///
    /// # Errors
    /// Which option the system refused, and why: `TCP_MAXSEG` takes 88 to 32767 on Linux.
    pub fn apply(&self, socket: &Socket) -> Result<(), (&'static str, io::Error)> {
        if let Some(bytes) = self.sndbuf {
            socket.set_send_buffer_size(bytes as usize).map_err(|error| ("SO_SNDBUF", error))?;
        }
        if let Some(bytes) = self.rcvbuf {
            socket.set_recv_buffer_size(bytes as usize).map_err(|error| ("SO_RCVBUF", error))?;
        }
        if let Some(on) = self.nodelay {
            socket.set_tcp_nodelay(on).map_err(|error| ("TCP_NODELAY", error))?;
        }
        #[cfg(unix)]
        if let Some(bytes) = self.maxseg {
            socket.set_tcp_mss(bytes).map_err(|error| ("TCP_MAXSEG", error))?;
        }
        Ok(())
    }
}

/// What `getsockopt` tells of a socket: send buffer, receive buffer (bytes, Linux doubles what was asked), `TCP_NODELAY`,
/// segment size (bytes; 0 where the system does not tell). What cannot be asked is 0 or false.
pub fn granted(socket: &Socket) -> (u32, u32, bool, u32) {
    #[cfg(unix)]
    let maxseg = socket.tcp_mss().unwrap_or(0);
    #[cfg(not(unix))]
    let maxseg = 0;
    (
        socket.send_buffer_size().map_or(0, |bytes| bytes as u32),
        socket.recv_buffer_size().map_or(0, |bytes| bytes as u32),
        socket.tcp_nodelay().unwrap_or(false),
        maxseg,
    )
}

/// A script's own `setsockopt`, made as written.
///
/// # Errors
/// What the system says; `ENOPROTOOPT` for an option that this system does not have.
pub fn set_named(socket: Option<&Socket>, name: OptionName, value: i64) -> io::Result<()> {
    let Some((level, number)) = numbers(name) else {
        return Err(io::Error::from_raw_os_error(libc::ENOPROTOOPT));
    };
    let value = i32::try_from(value).map_err(|_| io::Error::from_raw_os_error(libc::EINVAL))?;
    sys::set_int(socket, level, number, value)
}

#[cfg(unix)]
fn numbers(name: OptionName) -> Option<(i32, i32)> {
    let socket = |number| Some((libc::SOL_SOCKET, number));
    let tcp = |number| Some((libc::IPPROTO_TCP, number));
    match name {
        OptionName::SoSndbuf => socket(libc::SO_SNDBUF),
        OptionName::SoRcvbuf => socket(libc::SO_RCVBUF),
        OptionName::SoRcvlowat => socket(libc::SO_RCVLOWAT),
        OptionName::SoKeepalive => socket(libc::SO_KEEPALIVE),
        OptionName::SoReuseaddr => socket(libc::SO_REUSEADDR),
        OptionName::TcpNodelay => tcp(libc::TCP_NODELAY),
        OptionName::TcpMaxseg => tcp(libc::TCP_MAXSEG),
        #[cfg(target_os = "linux")]
        OptionName::TcpCork => tcp(libc::TCP_CORK),
        #[cfg(target_os = "linux")]
        OptionName::TcpQuickack => tcp(libc::TCP_QUICKACK),
        #[cfg(target_os = "linux")]
        OptionName::TcpNotsentLowat => tcp(libc::TCP_NOTSENT_LOWAT),
        #[cfg(not(target_os = "linux"))]
        OptionName::TcpCork | OptionName::TcpQuickack | OptionName::TcpNotsentLowat => None,
    }
}

#[cfg(not(unix))]
fn numbers(_: OptionName) -> Option<(i32, i32)> {
    None
}
