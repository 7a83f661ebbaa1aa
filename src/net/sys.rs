//! The one module that speaks to the system without a net: plain `send`, `recv`, `read`, `write`, and what the kernel
//! counts (`TCP_INFO`, `FIONREAD`, `SIOCOUTQ`). Every function is a safe wrapper; elsewhere `unsafe` is denied.
#![allow(unsafe_code)]

use std::io;

use socket2::Socket;

use super::Flags;

/// What is known of a thread's rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asleep {
    /// It sleeps inside a system call on a socket (`recvfrom`, `read`, `sendto`, `write`).
    InSocketCall,
    /// It runs, or it sleeps somewhere else.
    No,
    /// This system does not tell.
    Unknown,
}

#[cfg(unix)]
mod unix {
    use super::super::Flags;
    use super::Asleep;
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

    pub(super) fn block_signals() {
        // SAFETY: `set` is filled by sigfillset before it is read; only this thread's mask changes.
        unsafe {
            let mut set = std::mem::zeroed::<libc::sigset_t>();
            libc::sigfillset(&mut set);
            libc::pthread_sigmask(libc::SIG_BLOCK, &set, std::ptr::null_mut());
        }
    }

    #[cfg(target_os = "linux")]
    extern "C" fn nothing(_signal: libc::c_int) {}

    #[cfg(target_os = "linux")]
    fn signal_of(restart: bool) -> libc::c_int {
        if restart { libc::SIGUSR2 } else { libc::SIGUSR1 }
    }

    #[cfg(target_os = "linux")]
    pub(super) fn hear(restart: bool) -> io::Result<()> {
        let signal = signal_of(restart);
        // SAFETY: both structures are plain data, filled before they are read; the handler does nothing, which may be done at any
        // moment on any thread.
        let (acted, masked) = unsafe {
            let mut action = std::mem::zeroed::<libc::sigaction>();
            let handler: extern "C" fn(libc::c_int) = nothing;
            action.sa_sigaction = handler as libc::sighandler_t;
            action.sa_flags = if restart { libc::SA_RESTART } else { 0 };
            libc::sigemptyset(&raw mut action.sa_mask);
            let acted = libc::sigaction(signal, &raw const action, std::ptr::null_mut());
            let mut set = std::mem::zeroed::<libc::sigset_t>();
            libc::sigemptyset(&raw mut set);
            libc::sigaddset(&raw mut set, signal);
            (acted, libc::pthread_sigmask(libc::SIG_UNBLOCK, &raw const set, std::ptr::null_mut()))
        };
        match (acted, masked) {
            (0, 0) => Ok(()),
            (0, number) => Err(io::Error::from_raw_os_error(number)),
            _ => Err(io::Error::last_os_error()),
        }
    }

    #[cfg(target_os = "linux")]
    pub(super) fn interrupt(thread: u64, restart: bool) -> io::Result<()> {
        let (process, thread) = (std::process::id() as libc::pid_t, thread as libc::pid_t);
        // SAFETY: takes integers only; a thread that is none of this process is refused, see tgkill(2).
        let returned = unsafe { libc::syscall(libc::SYS_tgkill, process, thread, signal_of(restart)) };
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

    #[cfg(target_os = "linux")]
    pub(super) fn cpus(thread: u64) -> Option<Vec<usize>> {
        // SAFETY: a cpu_set_t is plain bits, for which zero is a value; the kernel writes at most its size.
        let set = unsafe {
            let mut set = std::mem::zeroed::<libc::cpu_set_t>();
            let returned = libc::sched_getaffinity(thread as libc::pid_t, size_of::<libc::cpu_set_t>(), &raw mut set);
            (returned == 0).then_some(set)
        }?;
        // SAFETY: the index stays below CPU_SETSIZE.
        Some((0..libc::CPU_SETSIZE as usize).filter(|cpu| unsafe { libc::CPU_ISSET(*cpu, &set) }).collect())
    }

    #[cfg(target_os = "linux")]
    pub(super) fn place(thread: u64, cpus: &[usize]) -> io::Result<()> {
        // SAFETY: zero is a value of cpu_set_t; indexes beyond CPU_SETSIZE are left out; the kernel only reads the set.
        let returned = unsafe {
            let mut set = std::mem::zeroed::<libc::cpu_set_t>();
            for cpu in cpus.iter().filter(|cpu| **cpu < libc::CPU_SETSIZE as usize) {
                libc::CPU_SET(*cpu, &mut set);
            }
            libc::sched_setaffinity(thread as libc::pid_t, size_of::<libc::cpu_set_t>(), &raw const set)
        };
        if returned < 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
    }

    #[cfg(target_os = "linux")]
    pub(super) fn thread_id() -> u64 {
        // SAFETY: takes nothing, cannot fail.
        unsafe { libc::gettid() as u64 }
    }

    #[cfg(target_os = "linux")]
    pub(super) fn asleep(thread: u64) -> Asleep {
        // "running", or the number of the call that it sleeps in and its arguments, see proc(5).
        let Ok(line) = std::fs::read_to_string(format!("/proc/self/task/{thread}/syscall")) else {
            return Asleep::Unknown;
        };
        let Some(number) = line.split(' ').next().and_then(|word| word.parse::<libc::c_long>().ok()) else {
            return Asleep::No;
        };
        let calls = [libc::SYS_recvfrom, libc::SYS_read, libc::SYS_sendto, libc::SYS_write];
        if calls.contains(&number) { Asleep::InSocketCall } else { Asleep::No }
    }

    #[cfg(target_os = "linux")]
    pub(super) fn yield_priority(nice: i32) {
        // SAFETY: takes integers only. On Linux 0 means the calling thread alone, see setpriority(2).
        unsafe { libc::setpriority(libc::PRIO_PROCESS, 0, nice) };
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
pub(super) fn set_int(socket: Option<&Socket>, level: i32, name: i32, value: i32) -> io::Result<()> {
    #[cfg(unix)]
    return unix::set_int(socket, level, name, value);
    #[cfg(not(unix))]
    {
        let _ = (socket, level, name, value);
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// Waits until the terminal behind this file is gone: nobody is at its other end any more (`poll(2)`, `POLLHUP`).
///
/// # Errors
/// The file cannot be waited for.
#[cfg(unix)]
pub fn until_hung_up(terminal: std::os::fd::BorrowedFd<'_>) -> io::Result<()> {
    use std::os::fd::AsRawFd;
    let mut asked = libc::pollfd { fd: terminal.as_raw_fd(), events: 0, revents: 0 };
    loop {
        // SAFETY: one entry that lives as long as the call; the file is borrowed.
        let told = unsafe { libc::poll(&raw mut asked, 1, -1) };
        match told {
            -1 => {
                let error = io::Error::last_os_error();
                if error.kind() != io::ErrorKind::Interrupted {
                    return Err(error);
                }
            }
            0 => {}
            _ if asked.revents & (libc::POLLHUP | libc::POLLERR) != 0 => return Ok(()),
            // Some systems cannot poll a terminal.
            _ => return Err(io::ErrorKind::Unsupported.into()),
        }
    }
}

/// Keeps signals away from the calling thread: a signal would cut a blocking send short even with `SA_RESTART`.
pub fn block_signals() {
    #[cfg(unix)]
    unix::block_signals();
}

/// Lets the calling thread be interrupted by [`interrupt`]: a signal that nothing else here uses (`SIGUSR1`, or with `restart`
/// `SIGUSR2`) gets a handler that does nothing, without or with `SA_RESTART`. The handler stays, for the whole process. Linux only.
///
/// # Errors
/// What the system says.
pub fn hear(restart: bool) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    return unix::hear(restart);
    #[cfg(not(target_os = "linux"))]
    {
        let _ = restart;
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// Sends that signal to a thread of this process, by its number; [`hear`] was called there. Linux only.
///
/// # Errors
/// The thread has ended.
pub fn interrupt(thread: u64, restart: bool) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    return unix::interrupt(thread, restart);
    #[cfg(not(target_os = "linux"))]
    {
        let _ = (thread, restart);
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

/// The CPUs that a thread may run on (0: the calling thread), see sched_setaffinity(2). Linux only.
pub fn cpus(thread: u64) -> Option<Vec<usize>> {
    #[cfg(target_os = "linux")]
    return unix::cpus(thread);
    #[cfg(not(target_os = "linux"))]
    {
        let _ = thread;
        None
    }
}

/// Has a thread run on these CPUs only. Linux only.
///
/// # Errors
/// What the system says: none of them is there, or may be used by this process.
pub fn place(thread: u64, cpus: &[usize]) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    return unix::place(thread, cpus);
    #[cfg(not(target_os = "linux"))]
    {
        let _ = (thread, cpus);
        Err(io::ErrorKind::Unsupported.into())
    }
}

/// The calling thread's number, for [`asleep`]; 0 where the system has none.
pub fn thread_id() -> u64 {
    #[cfg(target_os = "linux")]
    return unix::thread_id();
    #[cfg(not(target_os = "linux"))]
    0
}

/// Whether a thread of this process sleeps in a call on a socket (`/proc/self/task/<thread>/syscall`).
pub fn asleep(thread: u64) -> Asleep {
    #[cfg(target_os = "linux")]
    return unix::asleep(thread);
    #[cfg(not(target_os = "linux"))]
    {
        let _ = thread;
        Asleep::Unknown
    }
}

/// Makes the calling thread nicer (on Linux a thread has its own nice value), so that a burst does not slow the screen.
pub fn yield_priority(nice: i32) {
    #[cfg(target_os = "linux")]
    unix::yield_priority(nice);
    #[cfg(not(target_os = "linux"))]
    let _ = nice;
}

#[cfg(not(unix))]
mod elsewhere {
    use super::super::Flags;
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
