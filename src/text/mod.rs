//! Words: where they stand (spans), what is wrong with them (diagnostics), how bytes are written (escapes),
//! and every sentence of the interface, by key.

pub mod diagnostic;
pub mod escape;
pub mod message;
mod number;
pub mod render;
pub mod source;
pub mod texts;

pub use diagnostic::{Diagnostic, Fix, Severity};
pub use message::{Arg, Message};
pub use number::thousands;
pub use render::{render, sentence};
pub use source::{Place, Source, Span};
pub use texts::Texts;
