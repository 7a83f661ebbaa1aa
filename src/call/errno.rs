//! Error numbers by the names people know.

/// What a failed call leaves in `errno`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub struct Errno(pub i32);

impl Errno {
    /// The symbolic name, as in errno(3): `ECONNRESET`. A number without a name here is written `errno 123`.
    pub fn name(self) -> String {
        let known = [
            (libc::EAGAIN, "EAGAIN"),
            (libc::EBADF, "EBADF"),
            (libc::ECONNABORTED, "ECONNABORTED"),
            (libc::ECONNREFUSED, "ECONNREFUSED"),
            (libc::ECONNRESET, "ECONNRESET"),
            (libc::EINTR, "EINTR"),
            (libc::EINVAL, "EINVAL"),
            (libc::EMFILE, "EMFILE"),
            (libc::ENOBUFS, "ENOBUFS"),
            (libc::ENOMEM, "ENOMEM"),
            (libc::ENOPROTOOPT, "ENOPROTOOPT"),
            (libc::ENOTCONN, "ENOTCONN"),
            (libc::EOPNOTSUPP, "EOPNOTSUPP"),
            (libc::EPERM, "EPERM"),
            (libc::EPIPE, "EPIPE"),
            (libc::ETIMEDOUT, "ETIMEDOUT"),
        ];
        match known.iter().find(|(number, _)| *number == self.0) {
            Some((_, name)) => (*name).to_owned(),
            None => format!("errno {}", self.0),
        }
    }
}
