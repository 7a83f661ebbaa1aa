//! A small Python: the language in which receivers are shown is the one in which they run.
//!
//! It has what a receiver needs: numbers, bytes, text, `if`, `while`, functions, `sock.recv`, `sock.recv_into`,
//! `sock.send`, `sock.sendall`; `deliver(message)` hands a message to the program above, `raise` reports an error. Real Python
//! runs the same source, given a `deliver`. A [`Machine`] stops at each recv and can be cloned, compared and hashed there.

mod compile;
mod eval;
mod lex;
mod live;
mod machine;
mod parse;
mod program;
mod value;

pub use machine::{Machine, Status, Watch};
pub use parse::CodeError;
pub use program::Program;
pub use value::{Crash, Value};
