//! The calls of a short send, as they were made.

use std::io;

use super::By;
use crate::call::Errno;

/// What a call was about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Made {
    /// A send of bytes that only fill the connection.
    Fill,
    /// A send of the data.
    Data {
        /// From this byte of it on.
        from: usize,
        /// What would make it return early.
        by: By,
    },
    /// A recv.
    Recv,
}

/// A call, with what it returned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Call {
    /// What it was about.
    pub made: Made,
    /// Bytes that it asked for.
    pub size: usize,
    /// Bytes that it gave, or the error; none while it has not returned.
    pub got: Option<Result<usize, Errno>>,
    /// How often it was made, one after the other, with the same result.
    pub times: u64,
}

impl Call {
    /// The call as C has it, with the names `filler`, `data` and `buf`.
    pub fn text(&self) -> String {
        let size = self.size;
        match self.made {
            Made::Fill => format!("send(sock, filler, {size}, MSG_DONTWAIT)"),
            Made::Data { from, by } => {
                let flags = by.flags();
                let data = if from == 0 { "data".to_owned() } else { format!("data + {from}") };
                format!("send(sock, {data}, {size}, {flags})")
            }
            Made::Recv => format!("recv(sock, buf, {size}, 0)"),
        }
    }

    /// What it returned: the count, or −1 with the error's name; none while it has not returned.
    pub fn result(&self) -> Option<String> {
        Some(match self.got? {
            Ok(bytes) => bytes.to_string(),
            Err(errno) => format!("-1 {}", errno.name()),
        })
    }
}

/// Notes a call; one like the last is counted with it.
pub(super) fn note(calls: &mut Vec<Call>, made: Made, size: usize, got: &io::Result<usize>) {
    let got = Some(got.as_ref().map(|bytes| *bytes).map_err(|error| Errno(error.raw_os_error().unwrap_or(0))));
    match calls.last_mut() {
        Some(last) if (last.made, last.size, last.got) == (made, size, got) => last.times += 1,
        _ => calls.push(Call { made, size, got, times: 1 }),
    }
}
