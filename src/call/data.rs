//! What a call sends: literals, repeated literals, `n bytes`.

use std::sync::Arc;

use super::expr::{Expr, Kind};
use super::refusal::{Parsed, Refusal, refuse};
use super::values::{MAX_SEND, Reader};
use super::{Literal, Spelling, pattern};
use crate::msg;
use crate::text::escape::{self, Dialect};
use crate::text::{Message, Span};

/// Data that a call sends.
#[derive(Debug)]
pub(super) struct Data {
    pub(super) literal: Literal,
}

impl Data {
    /// How many bytes it is, without a closing NUL.
    pub(super) fn total(&self) -> u64 {
        match &self.literal {
            Literal::Text { unit, times } => unit.len() as u64 * times,
            Literal::Bytes(count) => *count,
        }
    }

    /// Its first `length` bytes; one more than there are is the NUL behind a C literal.
    pub(super) fn bytes(&self, length: u64) -> Arc<[u8]> {
        match &self.literal {
            Literal::Text { unit, times } if *times > 0 => {
                let filled = length.min(self.total()) as usize;
                let mut bytes: Vec<u8> = unit.iter().copied().cycle().take(filled).collect();
                bytes.resize(length as usize, 0);
                bytes.into()
            }
            Literal::Text { .. } => vec![0; length as usize].into(),
            Literal::Bytes(_) => pattern(length).into(),
        }
    }
}

impl Reader<'_> {
    /// What a call sends.
    pub(super) fn data(&self, expr: &Expr) -> Parsed<Data> {
        let literal = match &expr.kind {
            Kind::Text { parts, encode } => Literal::Text { unit: self.literal(parts, *encode)?, times: 1 },
            Kind::Pattern(count) => Literal::Bytes(self.count(*count, 1)?),
            Kind::Product(factors) => {
                let mut unit = None;
                let mut times = 1i128;
                for factor in factors {
                    match &factor.kind {
                        Kind::Text { parts, encode } if unit.is_none() => unit = Some(self.literal(parts, *encode)?),
                        _ => times = times.saturating_mul(self.number(factor, "1")?),
                    }
                }
                let Some(unit) = unit else { return Err(self.no_data(expr)) };
                let most = MAX_SEND / unit.len().max(1) as u64;
                let (Ok(times), true) = (u64::try_from(times), times <= i128::from(most)) else {
                    let offer = format!("{} * {}", self.slice(factors[0].span), if times < 0 { 1 } else { most });
                    let message = if times < 0 { msg!("call-times-negative") } else { limit() };
                    return Err(refuse(expr.span, message).or(expr.span, offer));
                };
                Literal::Text { unit, times }
            }
            _ => return Err(self.no_data(expr)),
        };
        let data = Data { literal };
        if data.total() > MAX_SEND {
            return Err(refuse(expr.span, limit()).or(expr.span, format!("{MAX_SEND} bytes")));
        }
        Ok(data)
    }

    fn count(&self, span: Span, unit: u64) -> Parsed<u64> {
        let count = self.literal_number(span)?;
        match u64::try_from(count) {
            Ok(count) if count.saturating_mul(unit) <= MAX_SEND => Ok(count),
            _ => Err(refuse(span, limit()).or(span, MAX_SEND.to_string())),
        }
    }

    fn no_data(&self, expr: &Expr) -> Box<Refusal> {
        let found = self.slice(expr.span);
        let quoted = |text: &str| match self.spelling {
            Spelling::C => format!("\"{text}\""),
            Spelling::Python => format!("b\"{text}\""),
        };
        match &expr.kind {
            Kind::Name(_) | Kind::Address(_) => {
                let refusal = refuse(expr.span, msg!("call-data-name", found = found));
                refusal.or(expr.span, quoted("hello!")).or(expr.span, quoted(found))
            }
            _ => {
                let refusal = refuse(expr.span, msg!("call-data-expected", found = found));
                refusal.or(expr.span, quoted(found)).or(expr.span, quoted("hello!"))
            }
        }
    }

    /// The bytes of adjacent literals.
    fn literal(&self, parts: &[Span], encode: Option<Span>) -> Parsed<Vec<u8>> {
        let mut bytes = Vec::new();
        if let (Some(span), Spelling::C) = (encode, self.spelling) {
            return Err(refuse(span, msg!("call-encode-in-c")).or(span, ""));
        }
        for &part in parts {
            let written = self.slice(part);
            let prefix_len = written.find(['"', '\'']).unwrap_or(0);
            let quote_len = if written.len() >= prefix_len + 6 && is_triple(&written[prefix_len..]) { 3 } else { 1 };
            let body = Span::new(part.start + prefix_len + quote_len, part.end - quote_len);
            let prefix = Span::new(part.start, part.start + prefix_len);
            let single = written[prefix_len..].starts_with('\'');
            let (dialect, raw) = self.dialect(prefix, body, single, encode)?;
            if raw {
                let inside = self.slice(body);
                if dialect == Dialect::PythonBytes && !inside.is_ascii() {
                    let message = msg!("call-python-ascii", text = inside);
                    return Err(
                        refuse(part, message).or(part, format!("b\"{}\"", escape::python_literal(inside.as_bytes())))
                    );
                }
                bytes.extend_from_slice(inside.as_bytes());
                continue;
            }
            let decoded = escape::decode(self.slice(body), dialect).map_err(|error| {
                let span = Span::new(body.start + error.range.start, body.start + error.range.end);
                match error.replacement {
                    Some(replacement) => refuse(span, error.message).or(span, replacement),
                    None => refuse(span, error.message),
                }
            })?;
            bytes.extend(decoded);
        }
        Ok(bytes)
    }

    /// How a literal with this prefix is to be read, and whether it is raw.
    fn dialect(&self, prefix: Span, body: Span, single: bool, encode: Option<Span>) -> Parsed<(Dialect, bool)> {
        let letters = self.slice(prefix).to_ascii_lowercase();
        let raw = letters.contains('r');
        match self.spelling {
            Spelling::C if single => {
                let inside = self.slice(body).replace('"', "\\\"");
                let whole = Span::new(prefix.start, body.end + 1);
                Err(refuse(whole, msg!("call-single-quotes")).or(whole, format!("\"{inside}\"")))
            }
            Spelling::C if letters.is_empty() => Ok((Dialect::C, false)),
            Spelling::C => Err(refuse(prefix, msg!("call-prefix-in-c", prefix = self.slice(prefix))).or(prefix, "")),
            Spelling::Python => match (letters.as_str(), encode) {
                ("b" | "rb" | "br", None) => Ok((Dialect::PythonBytes, raw)),
                ("b" | "rb" | "br", Some(span)) => Err(refuse(span, msg!("call-encode-of-bytes")).or(span, "")),
                ("" | "u" | "r", Some(_)) => Ok((Dialect::PythonStr, raw)),
                (_, Some(_)) => Err(refuse(prefix, msg!("call-prefix-in-python", prefix = letters)).or(prefix, "")),
                ("" | "u" | "r", None) => {
                    let part = Span::new(prefix.start, body.end + 1);
                    Err(refuse(part, msg!("call-str-not-bytes")).or(prefix, if raw { "rb" } else { "b" }))
                }
                _ => Err(refuse(prefix, msg!("call-prefix-in-python", prefix = letters)).or(prefix, "b")),
            },
        }
    }
}

fn limit() -> Message {
    msg!("call-send-limit", limit = MAX_SEND.to_string())
}

fn is_triple(quoted: &str) -> bool {
    quoted.starts_with("\"\"\"") || quoted.starts_with("'''")
}
