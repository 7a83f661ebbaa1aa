//! The calls that students type: one system call each, in C or Python spelling.

mod ast;
mod errno;
mod parse;
mod print;

pub use ast::*;
pub use errno::Errno;
pub use parse::parse_call;
