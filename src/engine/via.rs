//! Deliveries and starts as they are written on the command line.

use std::fmt;
use std::str::FromStr;

use super::{Policy, Start, Via};
use crate::msg;
use crate::text::Message;

/// Reads a delivery: `direct`, `whole`, `merged`, `drip`, `random`, `pieces=1,9` (sizes in bytes, both directions) or
/// `pieces=c:1,9;s:3` (`c:` cuts what the client sends, `s:` what the server sends).
///
/// # Errors
/// What is wrong, and what would work.
pub fn parse(text: &str) -> Result<Via, Message> {
    let policy = match text.trim() {
        "direct" => return Ok(Via::Direct),
        "whole" => Policy::Whole,
        "merged" => Policy::Merged,
        "drip" => Policy::Drip,
        "random" => Policy::Random,
        other => match other.strip_prefix("pieces=") {
            Some(pieces) => Policy::Pieces(directions(pieces)?),
            None => return Err(msg!("engine-via-unknown", given = other)),
        },
    };
    Ok(Via::Relay(policy))
}

fn directions(text: &str) -> Result<[Vec<u64>; 2], Message> {
    if !text.contains(':') {
        let both = sizes(text)?;
        return Ok([both.clone(), both]);
    }
    let mut found = [None, None];
    for part in text.split(';') {
        let (side, list) = part.split_once(':').ok_or_else(|| msg!("engine-via-direction", given = part.trim()))?;
        let at = match side.trim() {
            "c" => 0,
            "s" => 1,
            other => return Err(msg!("engine-via-direction", given = other)),
        };
        if found[at].replace(sizes(list)?).is_some() {
            return Err(msg!("engine-via-twice", given = side.trim()));
        }
    }
    Ok(found.map(Option::unwrap_or_default))
}

fn sizes(text: &str) -> Result<Vec<u64>, Message> {
    let size = |word: &str| match word.trim().parse::<u64>() {
        Ok(size @ 1..) => Ok(size),
        _ => Err(msg!("engine-via-size", given = word.trim())),
    };
    text.split(',').map(size).collect()
}

impl FromStr for Via {
    type Err = Message;

    fn from_str(text: &str) -> Result<Self, Message> {
        parse(text)
    }
}

impl fmt::Display for Via {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Via::Direct => f.write_str("direct"),
            Via::Relay(policy) => policy.fmt(f),
        }
    }
}

impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |sizes: &[u64]| sizes.iter().map(u64::to_string).collect::<Vec<_>>().join(",");
        match self {
            Policy::Whole => f.write_str("whole"),
            Policy::Merged => f.write_str("merged"),
            Policy::Drip => f.write_str("drip"),
            Policy::Random => f.write_str("random"),
            Policy::Pieces([client, server]) => match (client.is_empty(), server.is_empty()) {
                (true, true) => f.write_str("merged"), // no cut is asked for
                _ if client == server => write!(f, "pieces={}", list(client)),
                (false, true) => write!(f, "pieces=c:{}", list(client)),
                (true, false) => write!(f, "pieces=s:{}", list(server)),
                (false, false) => write!(f, "pieces=c:{};s:{}", list(client), list(server)),
            },
        }
    }
}

impl Start {
    /// All starts, the default first.
    pub const ALL: [Start; 3] = [Start::SendsFirst, Start::ServerFirst, Start::Free];

    /// The word on the command line and in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Start::SendsFirst => "sends-first",
            Start::ServerFirst => "server-first",
            Start::Free => "free",
        }
    }
}

impl fmt::Display for Start {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl FromStr for Start {
    type Err = Message;

    fn from_str(text: &str) -> Result<Self, Message> {
        let word = text.trim();
        Start::ALL
            .into_iter()
            .find(|start| start.word() == word)
            .ok_or_else(|| msg!("engine-start-unknown", given = word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Texts;

    #[test]
    fn what_is_written_is_read_back() {
        for text in [
            "direct",
            "whole",
            "merged",
            "drip",
            "random",
            "pieces=1,9",
            "pieces=c:1,9;s:3",
            "pieces=c:2",
            "pieces=s:2",
        ] {
            assert_eq!(parse(text).map(|via| via.to_string()).as_deref(), Ok(text));
        }
        assert_eq!(parse(" pieces= 1 , 9 ").map(|via| via.to_string()).as_deref(), Ok("pieces=1,9"));
        for start in Start::ALL {
            assert_eq!(start.word().parse(), Ok(start));
        }
    }

    #[test]
    fn every_error_says_what_would_work() {
        let texts = Texts::english();
        let wrong = [
            "",
            "dirct",
            "pieces",
            "pieces=",
            "pieces=0",
            "pieces=1,x",
            "pieces=x:1",
            "pieces=c:1;c:2",
            "pieces=c:1;2",
            "pieces=-1",
            "pieces=99999999999999999999",
        ];
        for text in wrong {
            let said = texts.say(&parse(text).expect_err(text));
            assert!(said.contains("pieces=") || said.contains("direct"), "{text}: {said}");
        }
        let said = texts.say(&"fre".parse::<Start>().expect_err("no start"));
        assert!(said.contains("server-first"), "{said}");
    }
}
