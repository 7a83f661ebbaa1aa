//! The calls that students type: one system call each, in C or Python spelling.

mod ast;
mod data;
mod errno;
mod expr;
mod lexer;
pub(crate) mod names;
mod parse;
mod print;
mod refusal;
mod shape;
mod statement;
mod values;

pub use ast::*;
pub use errno::Errno;
pub(crate) use lexer::{Tok, Token, lex};
pub use parse::parse_call;
pub use values::{MAX_PAUSE, MAX_RECV, MAX_SEND};
