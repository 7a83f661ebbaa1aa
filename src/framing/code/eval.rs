//! The value of an expression, as Python has it.

use std::borrow::Cow;

use super::parse::{Builtin, Expr, Op};
use super::program::Var;
use super::value::{Crash, Value};

/// No value of a program has more bytes.
const LARGEST: usize = 1 << 20;

type Result<T> = std::result::Result<T, Crash>;
type Held<'a> = Cow<'a, Value>;

/// Where variables are looked up.
pub(super) trait Scope {
    fn get(&self, var: Var) -> Option<&Value>;
    /// What the source calls it.
    fn name(&self, var: Var) -> &str;
}

pub(super) fn eval<'a>(expr: &'a Expr<Var>, scope: &'a impl Scope) -> Result<Held<'a>> {
    let own = |value| Ok(Cow::Owned(value));
    match expr {
        Expr::Value(value) => Ok(Cow::Borrowed(value)),
        Expr::Var(var) => scope.get(*var).map(Cow::Borrowed).ok_or_else(|| Crash::Unset(scope.name(*var).to_owned())),
        Expr::Not(inner) => own(Value::Bool(!eval(inner, scope)?.truth())),
        Expr::And(left, right) => {
            let left = eval(left, scope)?;
            if left.truth() { eval(right, scope) } else { Ok(left) }
        }
        Expr::Or(left, right) => {
            let left = eval(left, scope)?;
            if left.truth() { Ok(left) } else { eval(right, scope) }
        }
        Expr::Op(op, left, right) => own(operate(*op, &*eval(left, scope)?, &*eval(right, scope)?)?),
        Expr::Index(whole, at) => {
            let (whole, at) = (eval(whole, scope)?, int(&*eval(at, scope)?)?);
            let Value::Bytes(bytes) = &*whole else { return Err(Crash::Type) };
            let at = if at < 0 { at + bytes.len() as i64 } else { at };
            let byte = usize::try_from(at).ok().and_then(|at| bytes.get(at)).ok_or(Crash::Index)?;
            own(Value::Int((*byte).into()))
        }
        Expr::Slice(whole, from, to) => {
            let bound = |bound: &'a Option<Box<Expr<Var>>>| match bound {
                Some(bound) => eval(bound, scope).and_then(|value| int(&value)).map(Some),
                None => Ok(None),
            };
            let (whole, from, to) = (eval(whole, scope)?, bound(from)?, bound(to)?);
            own(match &*whole {
                Value::Bytes(bytes) => Value::Bytes(slice(bytes, from, to).to_vec()),
                Value::Text(text) => {
                    let signs: Vec<char> = text.chars().collect();
                    Value::Text(slice(&signs, from, to).iter().collect())
                }
                _ => return Err(Crash::Type),
            })
        }
        Expr::Call(function, arguments) => match &arguments[..] {
            [one] => own(call(*function, &*eval(one, scope)?, None, None)?),
            [one, two] => own(call(*function, &*eval(one, scope)?, Some(&*eval(two, scope)?), None)?),
            [one, two, three] => {
                let (two, three) = (eval(two, scope)?, eval(three, scope)?);
                own(call(*function, &*eval(one, scope)?, Some(&two), Some(&three))?)
            }
            _ => Err(Crash::Type),
        },
    }
}

/// `left + right`, as `+` and `+=` have it.
pub(super) fn add(left: &Value, right: &Value) -> Result<Value> {
    match (left, right) {
        (Value::Int(left), Value::Int(right)) => left.checked_add(*right).map(Value::Int).ok_or(Crash::TooLarge),
        (Value::Bytes(left), Value::Bytes(right)) => {
            fits(left.len() + right.len()).map(|()| Value::Bytes([left.as_slice(), right.as_slice()].concat()))
        }
        (Value::Text(left), Value::Text(right)) => {
            fits(left.len() + right.len()).map(|()| Value::Text([left.as_str(), right.as_str()].concat()))
        }
        _ => Err(Crash::Type),
    }
}

fn fits(len: usize) -> Result<()> {
    if len > LARGEST { Err(Crash::TooLarge) } else { Ok(()) }
}

pub(super) fn int(value: &Value) -> Result<i64> {
    match value {
        Value::Int(number) => Ok(*number),
        Value::Bool(truth) => Ok((*truth).into()),
        _ => Err(Crash::Type),
    }
}

fn operate(op: Op, left: &Value, right: &Value) -> Result<Value> {
    let truth = |truth| Ok(Value::Bool(truth));
    match op {
        Op::Equal => truth(left == right),
        Op::Unequal => truth(left != right),
        Op::Less => truth(int(left)? < int(right)?),
        Op::LessEqual => truth(int(left)? <= int(right)?),
        Op::Greater => truth(int(left)? > int(right)?),
        Op::GreaterEqual => truth(int(left)? >= int(right)?),
        Op::In => truth(find(right, left, 0)? >= 0),
        Op::NotIn => truth(find(right, left, 0)? < 0),
        Op::Add => add(left, right),
        Op::Subtract => int(left)?.checked_sub(int(right)?).map(Value::Int).ok_or(Crash::TooLarge),
        Op::Multiply => match (left, right) {
            (Value::Bytes(unit), Value::Int(times)) => {
                let times = usize::try_from(*times).unwrap_or(0);
                fits(unit.len().saturating_mul(times)).map(|()| Value::Bytes(unit.repeat(times)))
            }
            _ => int(left)?.checked_mul(int(right)?).map(Value::Int).ok_or(Crash::TooLarge),
        },
        Op::Percent => match left {
            Value::Bytes(pattern) => format(pattern, int(right)?),
            _ => int(left)?.checked_rem_euclid(int(right)?).map(Value::Int).ok_or(Crash::Type),
        },
    }
}

/// Python's `b"%05d" % 12`: a pattern with one number of a fixed width.
fn format(pattern: &[u8], number: i64) -> Result<Value> {
    let text = std::str::from_utf8(pattern).map_err(|_| Crash::Type)?;
    let (before, rest) = text.split_once("%0").ok_or(Crash::Type)?;
    let (width, after) = rest.split_once('d').ok_or(Crash::Type)?;
    let width: usize = width.parse().ok().filter(|width| *width < 256).ok_or(Crash::Type)?;
    Ok(Value::Bytes(format!("{before}{number:0width$}{after}").into_bytes()))
}

/// The part that Python's `[from:to]` means: negative bounds count from the end, and none is outside.
fn slice<T>(whole: &[T], from: Option<i64>, to: Option<i64>) -> &[T] {
    let len = whole.len() as i64;
    let bound = |bound: i64| if bound < 0 { (bound + len).max(0) } else { bound.min(len) } as usize;
    let (from, to) = (from.map_or(0, bound), to.map_or(whole.len(), bound));
    &whole[from..to.max(from)]
}

fn find(whole: &Value, part: &Value, from: i64) -> Result<i64> {
    match (whole, part) {
        (Value::Bytes(whole), Value::Bytes(part)) => {
            let tail = slice(whole, Some(from), None);
            let skipped = whole.len() - tail.len();
            let at = match part.len() {
                0 => Some(0),
                len => tail.windows(len).position(|window| window == part.as_slice()),
            };
            Ok(at.map_or(-1, |at| (at + skipped) as i64))
        }
        (Value::Text(whole), Value::Text(part)) => {
            let (whole, part): (Vec<char>, Vec<char>) = (whole.chars().collect(), part.chars().collect());
            let tail = slice(&whole, Some(from), None);
            let skipped = whole.len() - tail.len();
            let at = (0..=tail.len().saturating_sub(part.len())).find(|at| tail[*at..].starts_with(&part));
            Ok(at.map_or(-1, |at| (at + skipped) as i64))
        }
        _ => Err(Crash::Type),
    }
}

fn call(function: Builtin, one: &Value, two: Option<&Value>, three: Option<&Value>) -> Result<Value> {
    match (function, one, two) {
        (Builtin::Len, Value::Bytes(bytes), None) => Ok(Value::Int(bytes.len() as i64)),
        (Builtin::Len, Value::Text(text), None) => Ok(Value::Int(text.chars().count() as i64)),
        (Builtin::Int, Value::Bytes(bytes), None) => number(std::str::from_utf8(bytes).map_err(|_| Crash::NotANumber)?),
        (Builtin::Int, Value::Text(text), None) => number(text),
        (Builtin::Min, _, Some(two)) => Ok(Value::Int(int(one)?.min(int(two)?))),
        (Builtin::Bytearray, Value::Int(len), None) => {
            let len = usize::try_from(*len).map_err(|_| Crash::Type)?;
            fits(len).map(|()| Value::Bytes(vec![0; len]))
        }
        (Builtin::FromBytes, Value::Bytes(bytes), Some(Value::Text(order))) if bytes.len() < 8 => {
            let sum = |sum: i64, byte: &u8| sum << 8 | i64::from(*byte);
            Ok(Value::Int(match order.as_str() {
                "little" => bytes.iter().rev().fold(0, sum),
                _ => bytes.iter().fold(0, sum),
            }))
        }
        (Builtin::ToBytes, Value::Int(number), Some(Value::Int(width @ 1..=7))) => {
            let over = number.checked_shr(8 * *width as u32).is_none_or(|over| over != 0);
            let Some(Value::Text(order)) = three else { return Err(Crash::Type) };
            if over {
                return Err(Crash::TooLarge);
            }
            let big = number.to_be_bytes()[8 - *width as usize..].to_vec();
            Ok(Value::Bytes(if order == "little" { big.into_iter().rev().collect() } else { big }))
        }
        (Builtin::Find, whole, Some(part)) => Ok(Value::Int(find(whole, part, three.map_or(Ok(0), int)?)?)),
        (Builtin::Decode, Value::Bytes(bytes), _) => Ok(Value::Text(match three {
            Some(Value::Text(how)) if how == "ignore" => bytes.utf8_chunks().map(|chunk| chunk.valid()).collect(),
            Some(Value::Text(how)) if how == "replace" => String::from_utf8_lossy(bytes).into_owned(),
            _ => String::from_utf8(bytes.clone()).map_err(|_| Crash::NotUtf8)?,
        })),
        (Builtin::Encode, Value::Text(text), _) => Ok(Value::Bytes(text.clone().into_bytes())),
        (Builtin::IsDigit, Value::Bytes(bytes), None) => {
            Ok(Value::Bool(!bytes.is_empty() && bytes.iter().all(u8::is_ascii_digit)))
        }
        (Builtin::Rstrip, Value::Bytes(bytes), Some(Value::Bytes(signs))) => {
            let kept = bytes.iter().rposition(|byte| !signs.contains(byte)).map_or(0, |at| at + 1);
            Ok(Value::Bytes(bytes[..kept].to_vec()))
        }
        _ => Err(Crash::Type),
    }
}

fn number(text: &str) -> Result<Value> {
    text.trim().parse().map(Value::Int).map_err(|_| Crash::NotANumber)
}
