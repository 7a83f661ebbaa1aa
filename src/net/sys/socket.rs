//! Plain `send`, `recv`, `read` and `write` on a socket, and what the kernel counts (`TCP_INFO`, `FIONREAD`, `SIOCOUTQ`).
#![allow(unsafe_code)]

use std::io;

use socket2::Socket;

use crate::net::Flags;

#[cfg(unix)]
mod unix {
    use crate::net::Flags;
    use socket2::Socket;
    use std::io;
    use std::os::fd::{AsRawFd, RawFd};

    /// The descriptor, or −1 for a socket that its side has closed: the kernel itself then answers `EBADF`.
    fn fd(socket: Option<&Socket>) -> RawFd {
        socket.map_or(-1, AsRawFd::as_raw_fd)
    }

    fn count(returned: isize) -> io::Result<usize> {
        if returned < 0 { Err(io::Error::last_os_error()) } else { Ok(returned as usize) }
    }

    pub(super) fn recv(socket: Option<&Socket>, buf: &mut [u8], flags: Flags) -> io::Result<usize> {
        // SAFETY: the pointer and the length describe one live, writable slice.
        count(unsafe { libc::recv(fd(socket), buf.as_mut_ptr().cast(), buf.len(), flags.0) })
    }

    pub(super) fn receive(
        socket: Option<&Socket>,
        room: &mut [std::mem::MaybeUninit<u8>],
        flags: Option<Flags>,
    ) -> io::Result<usize> {
        let (start, len) = (room.as_mut_ptr().cast(), room.len());
        // SAFETY: the pointer and the length describe one live, writable slice; the kernel only writes to it.
        count(unsafe {
            match flags {
                Some(flags) => libc::recv(fd(socket), start, len, flags.0),
                None => libc::read(fd(socket), start, len),
            }
        })
    }

    pub(super) fn send(socket: Option<&Socket>, bytes: &[u8], flags: Flags) -> io::Result<usize> {
        // SAFETY: the pointer and the length describe one live slice.
        count(unsafe { libc::send(fd(socket), bytes.as_ptr().cast(), bytes.len(), flags.0) })
    }

    pub(super) fn write(socket: Option<&Socket>, bytes: &[u8]) -> io::Result<usize> {
        // SAFETY: as above.
        count(unsafe { libc::write(fd(socket), bytes.as_ptr().cast(), bytes.len()) })
    }

    pub(super) fn set_int(socket: Option<&Socket>, level: i32, name: i32, value: i32) -> io::Result<()> {
        // SAFETY: the pointer is to an int that lives through the call, and its size is given.
        let returned = unsafe {
            libc::setsockopt(
                fd(socket),
                level,
                name,
                (&raw const value).cast(),
                size_of::<libc::c_int>() as libc::socklen_t,
            )
        };
        if returned < 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
    }

    fn ask(socket: &Socket, request: libc::c_ulong) -> Option<u64> {
        let mut number: libc::c_int = 0;
        // SAFETY: these requests write one int.
        let returned = unsafe { libc::ioctl(socket.as_raw_fd(), request as _, &raw mut number) };
        (returned == 0).then_some(number.max(0) as u64)
    }

    pub(super) fn unread_bytes(socket: &Socket) -> Option<u64> {
        ask(socket, libc::FIONREAD as libc::c_ulong)
    }

    #[cfg(target_os = "linux")]
    pub(super) fn sent_unacknowledged(socket: &Socket) -> Option<u64> {
        ask(socket, libc::TIOCOUTQ as libc::c_ulong) // SIOCOUTQ has the same number, see tcp(7)
    }

    /// The first `N` bytes of struct tcp_info of linux/tcp.h, which only ever grows at its end.
    #[cfg(target_os = "linux")]
    fn tcp_info<const N: usize>(socket: &Socket) -> Option<[u8; N]> {
        let mut info = [0u8; N];
        let mut len = N as libc::socklen_t;
        // SAFETY: the kernel writes at most `len` bytes into `info` and says how many.
        let returned = unsafe {
            libc::getsockopt(
                socket.as_raw_fd(),
                libc::IPPROTO_TCP,
                libc::TCP_INFO,
                info.as_mut_ptr().cast(),
                &raw mut len,
            )
        };
        (returned == 0 && len as usize == N).then_some(info)
    }

    #[cfg(target_os = "linux")]
    pub(super) fn bytes_received(socket: &Socket) -> Option<u64> {
        const OFFSET: usize = 128;
        let info = tcp_info::<{ OFFSET + 8 }>(socket)?;
        Some(u64::from_ne_bytes(info[OFFSET..].try_into().ok()?))
    }

    #[cfg(target_os = "linux")]
    pub(super) fn counted(socket: &Socket) -> Option<super::Counted> {
        let info = tcp_info::<160>(socket)?;
        let number = |at: usize| Some(u32::from_ne_bytes(info[at..at + 4].try_into().ok()?));
        let bytes = |at: usize| Some(u64::from_ne_bytes(info[at..at + 8].try_into().ok()?));
        Some(super::Counted {
            mss: number(16)?,
            bytes_acked: bytes(120)?,
            bytes_received: bytes(128)?,
            segments_sent: number(136)?,
            segments_received: number(140)?,
            data_segments_received: number(152)?,
            data_segments_sent: number(156)?,
        })
    }
}

/// `recv` on the socket; with none, on descriptor −1.
///
/// # Errors
/// What the system says.
pub fn recv(socket: Option<&Socket>, buf: &mut [u8], flags: Flags) -> io::Result<usize> {
    #[cfg(unix)]
    return unix::recv(socket, buf, flags);
    #[cfg(not(unix))]
    return elsewhere::recv(socket, buf, flags);
}

/// `recv` with `flags`, or `read` without, for `size` bytes. What came is then what `buf` holds; memory beyond it is
/// reserved and not touched.
///
/// # Errors
/// What the system says; `ENOMEM` where so much memory cannot even be reserved.
pub fn receive(socket: Option<&Socket>, buf: &mut Vec<u8>, size: usize, flags: Option<Flags>) -> io::Result<()> {
    buf.clear();
    buf.try_reserve_exact(size).map_err(|_| io::Error::from_raw_os_error(libc::ENOMEM))?;
    let room = &mut buf.spare_capacity_mut()[..size];
    #[cfg(unix)]
    let count = unix::receive(socket, room, flags)?;
    #[cfg(not(unix))]
    let count = elsewhere::receive(socket, room, flags.unwrap_or(Flags(0)))?;
    // SAFETY: the system wrote `count` bytes from the start of the vector, and `count` is at most `size`.
    unsafe { buf.set_len(count) };
    Ok(())
}

/// `send` on the socket.
///
/// # Errors
/// What the system says.
pub fn send(socket: Option<&Socket>, bytes: &[u8], flags: Flags) -> io::Result<usize> {
    #[cfg(unix)]
    return unix::send(socket, bytes, flags);
    #[cfg(not(unix))]
    return elsewhere::send(socket, bytes, flags);
}

/// `write` on the socket (where a socket is no descriptor: `send` without flags). Rust programs ignore `SIGPIPE`.
///
/// # Errors
/// What the system says.
pub fn write(socket: Option<&Socket>, bytes: &[u8]) -> io::Result<usize> {
    #[cfg(unix)]
    return unix::write(socket, bytes);
    #[cfg(not(unix))]
    return elsewhere::send(socket, bytes, Flags(0));
}

/// `setsockopt` with an int.
///
/// # Errors
/// What the system says.
pub(in crate::net) fn set_int(socket: Option<&Socket>, level: i32, name: i32, value: i32) -> io::Result<()> {
    #[cfg(unix)]
    return unix::set_int(socket, level, name, value);
    #[cfg(not(unix))]
    {
        let _ = (socket, level, name, value);
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// Bytes in the receive buffer that were not read yet: `FIONREAD`. With a recv pending under `MSG_WAITALL` this is 0.
pub fn unread_bytes(socket: &Socket) -> Option<u64> {
    #[cfg(unix)]
    return unix::unread_bytes(socket);
    #[cfg(not(unix))]
    {
        let _ = socket;
        None
    }
}

/// Bytes that the peer's kernel has not acknowledged: `SIOCOUTQ` (not "unsent", whatever tcp(7) says). Linux only.
pub fn sent_unacknowledged(socket: &Socket) -> Option<u64> {
    #[cfg(target_os = "linux")]
    return unix::sent_unacknowledged(socket);
    #[cfg(not(target_os = "linux"))]
    {
        let _ = socket;
        None
    }
}

/// `tcpi_bytes_received`: all bytes that ever came in order, read or not; a FIN counts as one. Linux only.
pub fn bytes_received(socket: &Socket) -> Option<u64> {
    #[cfg(target_os = "linux")]
    return unix::bytes_received(socket);
    #[cfg(not(target_os = "linux"))]
    {
        let _ = socket;
        None
    }
}

/// What a connection's end has counted so far, from `TCP_INFO`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// The most bytes of data in a segment that it sends now: `tcpi_snd_mss`.
    pub mss: u32,
    /// Bytes sent that the peer's kernel has acknowledged: `tcpi_bytes_acked`; a SYN and a FIN count as one each.
    pub bytes_acked: u64,
    /// Bytes that came in order, read or not: `tcpi_bytes_received`; a FIN counts as one.
    pub bytes_received: u64,
    /// Segments sent, of any kind: `tcpi_segs_out`.
    pub segments_sent: u32,
    /// Segments received, of any kind: `tcpi_segs_in`.
    pub segments_received: u32,
    /// Segments sent with data: `tcpi_data_segs_out`.
    pub data_segments_sent: u32,
    /// Segments received with data: `tcpi_data_segs_in`.
    pub data_segments_received: u32,
}

/// What one end of a connection has counted. Linux only.
pub fn counted(socket: &Socket) -> Option<Counted> {
    #[cfg(target_os = "linux")]
    return unix::counted(socket);
    #[cfg(not(target_os = "linux"))]
    {
        let _ = socket;
        None
    }
}

#[cfg(not(unix))]
mod elsewhere {
    use crate::net::Flags;
    use socket2::Socket;
    use std::io;
    use std::mem::MaybeUninit;

    pub(super) fn recv(socket: Option<&Socket>, buf: &mut [u8], flags: Flags) -> io::Result<usize> {
        let Some(socket) = socket else { return Err(io::Error::from_raw_os_error(libc::EBADF)) };
        // SAFETY: initialised memory may be seen as possibly initialised; recv only ever writes initialised bytes.
        let buf = unsafe { &mut *(std::ptr::from_mut::<[u8]>(buf) as *mut [MaybeUninit<u8>]) };
        socket.recv_with_flags(buf, flags.0)
    }

    pub(super) fn receive(socket: Option<&Socket>, room: &mut [MaybeUninit<u8>], flags: Flags) -> io::Result<usize> {
        let Some(socket) = socket else { return Err(io::Error::from_raw_os_error(libc::EBADF)) };
        socket.recv_with_flags(room, flags.0)
    }

    pub(super) fn send(socket: Option<&Socket>, bytes: &[u8], flags: Flags) -> io::Result<usize> {
        let Some(socket) = socket else { return Err(io::Error::from_raw_os_error(libc::EBADF)) };
        socket.send_with_flags(bytes, flags.0)
    }
}
