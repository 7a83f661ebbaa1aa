//! A sentence of the interface that has not been put into words yet: its key and its arguments.
//!
//! Rooms that know no language (the parser, the judge, the engine) return messages; [`Texts`](super::Texts) says them.

/// A sentence by key, with its arguments. Build one with [`msg!`](crate::msg).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// The key in `assets/locales/<language>/*.ftl`.
    pub key: &'static str,
    /// Arguments by name, as the sentence's `{ $name }` wants them.
    pub args: Vec<(&'static str, Arg)>,
}

/// An argument of a [`Message`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    /// Text that is shown as it is: a name, code, bytes already escaped.
    Text(String),
    /// A number; the sentence may choose its plural by it.
    Number(u64),
    /// Another sentence inside this one.
    Message(Box<Message>),
}

impl Message {
    /// The sentence with this key and no arguments yet.
    pub fn new(key: &'static str) -> Self {
        Message { key, args: Vec::new() }
    }

    /// The same sentence with one more argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Arg::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Arg::Text(text)
    }
}

impl From<Message> for Arg {
    fn from(message: Message) -> Self {
        Arg::Message(Box::new(message))
    }
}

macro_rules! number_args {
    ($($int:ty),*) => {$(
        impl From<$int> for Arg {
            fn from(number: $int) -> Self {
                Arg::Number(number as u64)
            }
        }
    )*};
}
number_args!(u8, u16, u32, u64, usize);

/// Builds a [`Message`]: `msg!("judge-order", expected = "h", offset = 6u64)`.
#[macro_export]
macro_rules! msg {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::text::Message::new($key)$(.with(stringify!($name), $value))*
    };
}
