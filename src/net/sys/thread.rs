//! Threads: what they sleep in, the signals that they hear, the CPUs that they run on; and whether a terminal is still there.
#![allow(unsafe_code)]

use std::io;

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
    use super::Asleep;
    use std::io;

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
