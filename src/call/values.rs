//! From expressions to numbers, sizes and pauses.

use std::time::Duration;

use super::expr::{Expr, Kind};
use super::refusal::{Parsed, refuse};
use super::{Literal, Size, Spelling};
use crate::msg;
use crate::text::Span;

/// The most bytes one call may send here: 16 MiB. A student's machine holds that without noticing.
pub const MAX_SEND: u64 = 16 << 20;
/// The most bytes one call may ask for: what fits C's `int`, as recv(2) returns its count.
pub const MAX_RECV: u64 = i32::MAX as u64;
/// The longest pause: one hour.
pub const MAX_PAUSE: Duration = Duration::from_secs(3600);

/// Reads expressions of one text in one spelling.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) spelling: Spelling,
}

impl<'a> Reader<'a> {
    pub(super) fn slice(&self, span: Span) -> &'a str {
        &self.text[span.range()]
    }

    /// A whole number, negative ones included. `usual` is what to offer where none can be read.
    pub(super) fn number(&self, expr: &Expr, usual: &str) -> Parsed<i128> {
        match &expr.kind {
            Kind::Number => self.literal_number(expr.span),
            Kind::Negative(inner) => Ok(self.number(inner, usual)?.saturating_neg()),
            Kind::Product(factors) => factors
                .iter()
                .try_fold(1i128, |product, factor| Ok(product.saturating_mul(self.number(factor, usual)?))),
            Kind::Sum(terms) => terms.iter().try_fold(0i128, |sum, (minus, term)| {
                let term = self.number(term, usual)?;
                Ok(if *minus { sum.saturating_sub(term) } else { sum.saturating_add(term) })
            }),
            Kind::Call { name, args } if matches!(name.as_str(), "strlen" | "sizeof" | "len") => {
                self.measured(expr, name, args, usual)
            }
            Kind::Call { name, .. } if is_rand(name) => {
                Err(refuse(expr.span, msg!("call-rand-only-in-recv")).or(expr.span, usual))
            }
            _ => {
                let found = self.slice(expr.span);
                Err(refuse(expr.span, msg!("call-number-expected", found = found)).or(expr.span, usual))
            }
        }
    }

    /// `strlen("hello!")`, `sizeof "hello!"`, `len(b"hello!")`.
    fn measured(&self, expr: &Expr, name: &str, args: &[Expr], usual: &str) -> Parsed<i128> {
        let ([Expr { kind: Kind::Text { .. }, .. }], true) =
            (args, (name == "len") == (self.spelling == Spelling::Python))
        else {
            let found = self.slice(expr.span);
            return Err(refuse(expr.span, msg!("call-size-unknown", found = found)).or(expr.span, usual));
        };
        let Literal::Text { unit, .. } = self.data(&args[0])?.literal else { return Ok(0) };
        Ok(match name {
            // strlen stops at the first NUL; sizeof counts the closing one.
            "strlen" => unit.iter().position(|byte| *byte == 0).unwrap_or(unit.len()) as i128,
            "sizeof" => unit.len() as i128 + 1,
            _ => unit.len() as i128,
        })
    }

    pub(super) fn literal_number(&self, span: Span) -> Parsed<i128> {
        let written = self.slice(span);
        let plain = written.replace('_', "").to_ascii_lowercase();
        let c = self.spelling == Spelling::C;
        let digits = if c { plain.trim_end_matches(['u', 'l', 'z']) } else { &plain };
        let (radix, digits) = match (digits.get(..2), digits) {
            (Some("0x"), _) => (16, &digits[2..]),
            (Some("0b"), _) => (2, &digits[2..]),
            (Some("0o"), _) if !c => (8, &digits[2..]),
            // A leading 0 means octal in C; Python forbids it.
            (_, _) if c && digits.len() > 1 && digits.starts_with('0') => (8, &digits[1..]),
            _ => (10, digits),
        };
        let zeros_first =
            !c && radix == 10 && digits.len() > 1 && digits.starts_with('0') && !digits.trim_matches('0').is_empty();
        if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) || zeros_first {
            let head: String = digits.trim_start_matches('0').chars().take_while(char::is_ascii_digit).collect();
            let offer = if head.is_empty() { "0".to_owned() } else { head };
            return Err(refuse(span, msg!("call-not-a-whole-number", found = written)).or(span, offer));
        }
        Ok(i128::from_str_radix(digits, radix).unwrap_or(i128::MAX))
    }

    /// How many bytes a recv asks for.
    pub(super) fn size(&self, expr: &Expr) -> Parsed<Size> {
        match &expr.kind {
            Kind::Call { name, args } if is_rand(name) => {
                let [least, most] = &args[..] else {
                    return Err(refuse(expr.span, msg!("call-rand-usage")).or(expr.span, "rand(1, 8)"));
                };
                let (low, high) = (self.bounded_size(least)?, self.bounded_size(most)?);
                if low > high {
                    let turned = format!("rand({high}, {low})");
                    return Err(refuse(expr.span, msg!("call-rand-order")).or(expr.span, turned));
                }
                Ok(Size::Rand(low, high))
            }
            _ => Ok(Size::Fixed(self.bounded_size(expr)?)),
        }
    }

    fn bounded_size(&self, expr: &Expr) -> Parsed<u64> {
        let size = self.number(expr, "1024")?;
        if size < 0 {
            let positive = size.unsigned_abs().min(u128::from(MAX_RECV)).to_string();
            return Err(refuse(expr.span, msg!("call-size-negative")).or(expr.span, positive));
        }
        match u64::try_from(size) {
            Ok(size) if size <= MAX_RECV => Ok(size),
            _ => {
                let limit = MAX_RECV.to_string();
                Err(refuse(expr.span, msg!("call-size-limit", limit = limit.as_str())).or(expr.span, limit))
            }
        }
    }

    /// A pause, written in units of so many microseconds; fractions only where the language has them.
    pub(super) fn pause(&self, expr: &Expr, unit: u64) -> Parsed<Duration> {
        let written = self.slice(expr.span);
        let fraction = written.replace('_', "").parse::<f64>().ok().filter(|_| matches!(expr.kind, Kind::Number));
        let micros = match fraction {
            Some(amount) if amount.fract() != 0.0 || written.contains(['.', 'e', 'E']) => {
                let micros = (amount * unit as f64).round().min(1e15);
                if self.spelling == Spelling::C {
                    let refusal = refuse(expr.span, msg!("call-pause-whole", found = written));
                    let exact = if unit == 1 { micros.to_string() } else { format!("usleep({micros})") };
                    let whole = if unit == 1 { expr.span } else { Span::new(self.start_of_call(), expr.span.end + 1) };
                    return Err(refusal.or(whole, exact).or(expr.span, "1"));
                }
                if micros < 1e15 && (amount * unit as f64 - micros).abs() > 1e-3 {
                    return Err(refuse(expr.span, msg!("call-pause-too-fine")).or(expr.span, "0.000001"));
                }
                micros as i128
            }
            _ => self.number(expr, "1")?.saturating_mul(i128::from(unit)),
        };
        if micros < 0 {
            return Err(refuse(expr.span, msg!("call-pause-negative")).or(expr.span, "1"));
        }
        if micros > MAX_PAUSE.as_micros() as i128 {
            let longest = (MAX_PAUSE.as_micros() / u128::from(unit)).to_string();
            return Err(refuse(expr.span, msg!("call-pause-limit", limit = longest.as_str())).or(expr.span, longest));
        }
        Ok(Duration::from_micros(micros as u64))
    }

    /// Where the function's name begins: the first name of the text that stands before a parenthesis.
    fn start_of_call(&self) -> usize {
        self.text.find("sleep").unwrap_or(0)
    }
}

fn is_rand(name: &str) -> bool {
    matches!(name, "rand" | "random.randint" | "randint")
}
