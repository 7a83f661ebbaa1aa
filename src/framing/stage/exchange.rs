//! Runs that no search told: a client that sends messages, and the server's program that reads them.

use super::Stage;
use super::calls::{Arrives, Calls};
use crate::call::Side;
use crate::framing::code::{Program, Status};
use crate::framing::search::Followed;

/// How many bytes the next recv gets that begins at `at` and asks for `asked`, where so many are sent; and how many come up to
/// the next cut.
fn next(at: usize, asked: usize, cuts: &[usize], sent: usize) -> (usize, usize) {
    let cut = cuts.iter().copied().find(|cut| *cut > at).unwrap_or(sent);
    let come = cut.min(sent) - at;
    (come.min(asked), come)
}

impl Stage {
    /// A client sends these messages, as they go into the stream, one send each, and closes if `ends`. The recvs of the server's
    /// program return early at `cuts`: offsets in the stream, ascending. It reads until it stops, or nothing is left; then it
    /// waits for good, or sees the end.
    pub fn one_way(program: &Program, messages: &[Vec<u8>], ends: bool, cuts: &[usize]) -> Stage {
        let (mut calls, mut followed) = (Calls::default(), Followed::new(program));
        let stream = messages.concat();
        messages.iter().for_each(|message| calls.send(Side::Client, message));
        if ends {
            calls.close(Side::Client);
        }
        let mut seen = 0;
        while let Some(asked) = followed.asks() {
            let at = followed.read();
            let (read, come) = next(at, asked, cuts, stream.len());
            let arrives = match read {
                0 if ends && seen < super::MOST_ENDS => Arrives::End,
                0 => Arrives::Nothing,
                _ => Arrives::Bytes { read, come },
            };
            if ends && arrives == Arrives::Nothing {
                break;
            }
            seen += usize::from(arrives == Arrives::End);
            calls.recv(Side::Server, asked, arrives);
            if arrives == Arrives::Nothing {
                break;
            }
            followed.receive(&stream[at..at + read]);
        }
        calls.stage()
    }

    /// A client sends these messages, as they go into the stream, and reads what the server's program answers to each, with
    /// recvs of `read_size` bytes, before it sends the next. The server's recvs return early at `cuts`: offsets in all that the
    /// client sends, ascending. Then whoever is done closes.
    pub fn exchange(program: &Program, messages: &[Vec<u8>], cuts: &[usize], read_size: usize) -> Stage {
        let (mut calls, mut followed) = (Calls::default(), Followed::new(program));
        let stream = messages.concat();
        let mut sent = 0;
        for message in messages {
            if followed.asks().is_none() {
                break;
            }
            calls.send(Side::Client, message);
            sent += message.len();
            while let (Some(asked), true) = (followed.asks(), followed.read() < sent) {
                let at = followed.read();
                let (read, come) = next(at, asked, cuts, sent);
                calls.recv(Side::Server, asked, Arrives::Bytes { read, come });
                for answer in followed.receive(&stream[at..at + read]).map(|recv| recv.sent.clone()).unwrap_or_default()
                {
                    calls.send(Side::Server, &answer);
                    let mut come = answer.len();
                    for part in answer.chunks(read_size.max(1)) {
                        calls.recv(Side::Client, read_size, Arrives::Bytes { read: part.len(), come });
                        come -= part.len();
                    }
                }
            }
        }
        match followed.machine.status() {
            Status::Receiving(asked) => {
                calls.close(Side::Client);
                calls.recv(Side::Server, *asked, Arrives::End);
            }
            Status::Done(_) if followed.read() == sent => {
                calls.close(Side::Server);
                calls.recv(Side::Client, read_size, Arrives::End);
            }
            // It stopped over bytes that it has not read: closing would reset the connection.
            _ => {}
        }
        calls.stage()
    }
}
