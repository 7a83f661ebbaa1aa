//! Which arguments a call takes, and what to say when they are too few, too many or in another order.

use super::expr::{Expr, Kind};
use super::refusal::{Parsed, refuse};
use super::statement::Statement;
use super::values::Reader;
use crate::msg;
use crate::text::{Message, Span};

/// A place for an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    Socket,
    Data,
    Length,
    Buffer,
    Size,
    Flags,
    How,
    Pause,
    Level,
    Option,
    Value,
}

impl Slot {
    fn named(self) -> Message {
        Message::new(match self {
            Slot::Socket => "call-slot-socket",
            Slot::Data => "call-slot-data",
            Slot::Length => "call-slot-length",
            Slot::Buffer => "call-slot-buffer",
            Slot::Size => "call-slot-size",
            Slot::Flags => "call-slot-flags",
            Slot::How => "call-slot-how",
            Slot::Pause => "call-slot-pause",
            Slot::Level => "call-slot-level",
            Slot::Option => "call-slot-option",
            Slot::Value => "call-slot-value",
        })
    }

    /// Whether an expression looks like what belongs here. Whether it is right is asked later.
    fn fits(self, expr: &Expr, text: &str) -> bool {
        let constant = |prefixes: &[&str]| match &expr.kind {
            Kind::Name(name) => prefixes.iter().any(|prefix| name.trim_start_matches("socket.").starts_with(prefix)),
            _ => false,
        };
        let number = || match &expr.kind {
            Kind::Product(factors) => !factors.iter().any(is_text),
            kind => matches!(kind, Kind::Number | Kind::Negative(_) | Kind::Call { .. } | Kind::Sum(_)),
        };
        let variable = || matches!(&expr.kind, Kind::Name(_)) && !constant(CONSTANTS);
        match self {
            Slot::Socket => variable(),
            Slot::Buffer => variable() || matches!(expr.kind, Kind::Address(_)),
            Slot::Data => is_data(expr),
            Slot::Flags => {
                let zero = matches!(expr.kind, Kind::Number) && &text[expr.span.range()] == "0";
                zero || constant(&["MSG_"]) || matches!(expr.kind, Kind::Or(_))
            }
            Slot::How => constant(&["SHUT_"]) || matches!(expr.kind, Kind::Number),
            Slot::Level => constant(&["SOL_", "IPPROTO_"]),
            Slot::Option => constant(&["SO_", "TCP_"]),
            Slot::Length | Slot::Size | Slot::Pause | Slot::Value => number(),
        }
    }

    /// What to put here when nothing was given.
    fn usual(self, data: Option<u64>) -> String {
        match self {
            Slot::Socket => "sock".into(),
            Slot::Data => "\"hello!\"".into(),
            Slot::Length => data.unwrap_or(6).to_string(),
            Slot::Buffer => "buf".into(),
            Slot::Size => "1024".into(),
            Slot::Flags => "0".into(),
            Slot::How => "SHUT_WR".into(),
            Slot::Pause | Slot::Value => "1".into(),
            Slot::Level => "IPPROTO_TCP".into(),
            Slot::Option => "TCP_NODELAY".into(),
        }
    }
}

const CONSTANTS: &[&str] = &["MSG_", "SHUT_", "SO_", "SOL_", "IPPROTO_", "TCP_"];

fn is_text(expr: &Expr) -> bool {
    matches!(expr.kind, Kind::Text { .. })
}

/// Whether an expression is data to be sent: a literal, a repeated literal, `n bytes`.
pub(super) fn is_data(expr: &Expr) -> bool {
    match &expr.kind {
        Kind::Text { .. } | Kind::Pattern(_) => true,
        Kind::Product(factors) => factors.iter().any(is_text),
        _ => false,
    }
}

fn is_buffer(expr: &Expr) -> bool {
    matches!(&expr.kind, Kind::Name(name) if name.to_ascii_lowercase().starts_with("buf"))
}

/// How a function is called.
pub(super) struct Signature {
    /// As people write it: `send(sock, data, length, flags)`.
    pub(super) usage: &'static str,
    pub(super) slots: &'static [Slot],
    /// How many of the slots must be filled.
    pub(super) required: usize,
}

/// For each slot the argument that fits it best, and whether all arguments found a slot.
fn arrange(signature: &Signature, args: &[Expr], text: &str) -> (Vec<Option<usize>>, bool) {
    let mut used = vec![false; args.len()];
    let mut filled = vec![None; signature.slots.len()];
    // The choosiest slots first; 0 as flags is the last 0.
    for choosy in [true, false] {
        for (at, slot) in signature.slots.iter().enumerate() {
            let early = !matches!(slot, Slot::Length | Slot::Size | Slot::Pause | Slot::Value | Slot::How);
            if early != choosy {
                continue;
            }
            // With a socket missing, `buf1` is still the buffer.
            let other =
                |expr: &Expr| *slot == Slot::Socket && signature.slots.contains(&Slot::Buffer) && is_buffer(expr);
            let fits = |(arg, expr): &(usize, &Expr)| !used[*arg] && slot.fits(expr, text) && !other(expr);
            let mut free = args.iter().enumerate().filter(fits);
            let found = if *slot == Slot::Flags { free.next_back() } else { free.next() };
            if let Some((arg, _)) = found {
                filled[at] = Some(arg);
                used[arg] = true;
            }
        }
    }
    (filled, used.iter().all(|used| *used))
}

impl Reader<'_> {
    /// The arguments by slot, if their number is right and they are not swapped.
    pub(super) fn shape<'s>(&self, signature: &Signature, statement: &'s Statement) -> Parsed<Vec<Option<&'s Expr>>> {
        let (args, slots) = (&statement.args, signature.slots);
        let (filled, all_used) = arrange(signature, args, self.text);
        let name = statement.name.0.as_str();
        let usage = signature.usage;
        let refusal = if args.len() < signature.required {
            let vacant = (0..signature.required).find(|at| filled[*at].is_none()).filter(|_| all_used);
            let what = slots[vacant.unwrap_or(args.len())].named();
            let close = Span::new(statement.inside.end, statement.inside.end + 1);
            refuse(close, msg!("call-missing", name = name, usage = usage, what = what))
        } else if args.len() > slots.len() {
            let extra = Span::new(args[slots.len()].span.start, args[args.len() - 1].span.end);
            let key = msg!("call-too-many", name = name, usage = usage, count = slots.len());
            let flagless = matches!(name, "write" | "read") && args.len() == slots.len() + 1;
            refuse(extra, if flagless { msg!("call-no-flags", name = name, usage = usage) } else { key })
        } else {
            let misfit = args.iter().zip(slots).find(|(arg, slot)| !slot.fits(arg, self.text));
            let swapped = all_used && args.len() == slots.len();
            let Some((arg, slot)) = misfit.filter(|_| swapped) else {
                return Ok((0..slots.len()).map(|at| args.get(at)).collect());
            };
            refuse(arg.span, msg!("call-order", name = name, usage = usage, what = slot.named()))
        };
        let data = args.iter().find(|arg| is_data(arg)).and_then(|arg| self.data(arg).ok()).map(|data| data.total());
        let written = |at: usize, arg: Option<usize>| match arg {
            Some(arg) => self.slice(args[arg].span).to_owned(),
            None => slots[at].usual(data),
        };
        let keep = |at: &usize| *at < signature.required || filled[*at].is_some();
        let arranged: Vec<_> = (0..slots.len()).filter(keep).map(|at| written(at, filled[at])).collect();
        let in_place: Vec<_> =
            (0..signature.required).map(|at| written(at, Some(at).filter(|at| *at < args.len()))).collect();
        Err(refusal.or(statement.inside, arranged.join(", ")).or(statement.inside, in_place.join(", ")))
    }
}
