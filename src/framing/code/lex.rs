//! A line of source as tokens.

use super::value::Value;
use crate::text::escape::{self, Dialect};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Name(String),
    Literal(Value),
    Sign(&'static str),
}

const SIGNS: [&str; 21] =
    ["==", "!=", "<=", ">=", "+=", "<", ">", "=", "+", "-", "*", "%", "(", ")", "[", "]", ",", ":", ".", "{", "}"];

/// The tokens of a line, its comment left out; `None` where a sign is not part of the language.
pub(super) fn tokens(line: &str) -> Option<Vec<Token>> {
    let (mut rest, mut found) = (line.trim_start(), Vec::new());
    while let Some(first) = rest.chars().next() {
        if first == '#' {
            break;
        }
        let taken = if first.is_ascii_digit() {
            let len = rest.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(rest.len());
            found.push(Token::Literal(Value::Int(rest[..len].parse().ok()?)));
            len
        } else if first == '"' || rest.starts_with("b\"") {
            let quote = usize::from(first == 'b');
            let end = closing(&rest[quote + 1..])?;
            let body = &rest[quote + 1..quote + 1 + end];
            found.push(Token::Literal(match first {
                'b' => Value::Bytes(escape::decode(body, Dialect::PythonBytes).ok()?),
                _ => Value::Text(String::from_utf8(escape::decode(body, Dialect::PythonStr).ok()?).ok()?),
            }));
            quote + end + 2
        } else if first.is_ascii_alphabetic() || first == '_' {
            let len = rest.find(|sign: char| !sign.is_ascii_alphanumeric() && sign != '_').unwrap_or(rest.len());
            found.push(match &rest[..len] {
                "True" => Token::Literal(Value::Bool(true)),
                "False" => Token::Literal(Value::Bool(false)),
                "None" => Token::Literal(Value::None),
                name => Token::Name(name.to_owned()),
            });
            len
        } else {
            let sign = SIGNS.iter().find(|sign| rest.starts_with(**sign))?;
            found.push(Token::Sign(sign));
            sign.len()
        };
        rest = rest[taken..].trim_start();
    }
    Some(found)
}

/// Where the literal's closing quote stands.
fn closing(body: &str) -> Option<usize> {
    let mut escaped = false;
    body.char_indices().find_map(|(at, sign)| match sign {
        _ if std::mem::take(&mut escaped) => None,
        '\\' => {
            escaped = true;
            None
        }
        '"' => Some(at),
        _ => None,
    })
}
