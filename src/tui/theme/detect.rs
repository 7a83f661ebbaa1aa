//! How many colours to use: what the person asked for, then what the terminal announces.

use super::Depth;

/// `--color`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColorChoice {
    /// Colours, whatever the environment says.
    Always,
    /// No colour at all.
    Never,
    /// What `NO_COLOR` and the terminal say.
    #[default]
    Auto,
}

/// What the environment announces.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Announced {
    /// `NO_COLOR` is set and not empty (no-color.org).
    pub no_color: bool,
    /// `COLORTERM`.
    pub colorterm: String,
    /// `TERM`.
    pub term: String,
    /// What the crate supports-color found out about standard output; `NoColor` where it is no terminal.
    pub supported: Depth,
}

impl Announced {
    /// Asks the environment and standard output.
    pub fn from_system() -> Self {
        let variable = |name| std::env::var(name).unwrap_or_default();
        let supported = match supports_color::on(supports_color::Stream::Stdout) {
            Some(level) if level.has_16m => Depth::TrueColor,
            Some(level) if level.has_256 => Depth::Ansi256,
            Some(_) => Depth::Ansi16,
            None => Depth::NoColor,
        };
        Announced {
            no_color: !variable("NO_COLOR").is_empty(),
            colorterm: variable("COLORTERM"),
            term: variable("TERM"),
            supported,
        }
    }

    /// The depth to draw with.
    pub fn depth(&self, choice: ColorChoice) -> Depth {
        match choice {
            ColorChoice::Never => Depth::NoColor,
            ColorChoice::Auto if self.no_color || self.term == "dumb" => Depth::NoColor,
            ColorChoice::Auto => self.supported,
            // The terminal is not asked here: with NO_COLOR or a pipe it would answer "none".
            ColorChoice::Always => self.supported.max(self.by_name()),
        }
    }

    fn by_name(&self) -> Depth {
        if matches!(self.colorterm.as_str(), "truecolor" | "24bit") {
            Depth::TrueColor
        } else if self.term.contains("256") {
            Depth::Ansi256
        } else {
            Depth::Ansi16
        }
    }
}
