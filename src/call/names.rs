//! The names that calls are made of: flags, options, and what was probably meant.

use super::expr::{Expr, Kind};
use super::refusal::{Parsed, refuse};
use super::values::Reader;
use super::{How, OptionName, RecvFlags, SendFlags, Spelling};
use crate::msg;
use crate::text::{Message, Span};

/// The flags of `send` that may be typed, with their numbers on Linux (`<bits/socket.h>`).
const SEND_FLAGS: &[(&str, i128)] =
    &[("MSG_DONTWAIT", 0x40), ("MSG_MORE", 0x8000), ("MSG_NOSIGNAL", 0x4000), ("MSG_OOB", 1)];
/// The flags of `recv`.
const RECV_FLAGS: &[(&str, i128)] = &[("MSG_PEEK", 2), ("MSG_WAITALL", 0x100), ("MSG_DONTWAIT", 0x40), ("MSG_OOB", 1)];

/// The ways of `shutdown`, with their numbers (POSIX leaves them open; every system has these).
const HOWS: &[(&str, How)] = &[("SHUT_RD", How::Read), ("SHUT_WR", How::Write), ("SHUT_RDWR", How::Both)];

/// Options by name, with their level.
const OPTIONS: &[(&str, OptionName)] = &[
    ("SO_SNDBUF", OptionName::SoSndbuf),
    ("SO_RCVBUF", OptionName::SoRcvbuf),
    ("SO_RCVLOWAT", OptionName::SoRcvlowat),
    ("SO_KEEPALIVE", OptionName::SoKeepalive),
    ("SO_REUSEADDR", OptionName::SoReuseaddr),
    ("TCP_NODELAY", OptionName::TcpNodelay),
    ("TCP_CORK", OptionName::TcpCork),
    ("TCP_QUICKACK", OptionName::TcpQuickack),
    ("TCP_MAXSEG", OptionName::TcpMaxseg),
    ("TCP_NOTSENT_LOWAT", OptionName::TcpNotsentLowat),
];

impl OptionName {
    /// The name, as in socket(7) and tcp(7): `TCP_NODELAY`.
    pub fn name(self) -> &'static str {
        OPTIONS.iter().find(|(_, option)| *option == self).map_or("", |(name, _)| name)
    }

    /// The level that it belongs to: `SOL_SOCKET` or `IPPROTO_TCP`.
    pub fn level(self) -> &'static str {
        if self.name().starts_with("SO_") { "SOL_SOCKET" } else { "IPPROTO_TCP" }
    }
}

impl How {
    /// The name of the constant: `SHUT_WR`.
    pub fn name(self) -> &'static str {
        match self {
            How::Read => "SHUT_RD",
            How::Write => "SHUT_WR",
            How::Both => "SHUT_RDWR",
        }
    }
}

impl SendFlags {
    /// The names of the flags that are set.
    pub fn names(self) -> Vec<&'static str> {
        let set = [self.dontwait, self.more, self.nosignal, self.oob];
        SEND_FLAGS.iter().zip(set).filter(|(_, set)| *set).map(|((name, _), _)| *name).collect()
    }
}

impl RecvFlags {
    /// The names of the flags that are set.
    pub fn names(self) -> Vec<&'static str> {
        let set = [self.peek, self.waitall, self.dontwait, self.oob];
        RECV_FLAGS.iter().zip(set).filter(|(_, set)| *set).map(|((name, _), _)| *name).collect()
    }
}

impl Reader<'_> {
    pub(super) fn send_flags(&self, expr: &Expr) -> Parsed<SendFlags> {
        let [dontwait, more, nosignal, oob] = self.flags(expr, SEND_FLAGS, RECV_FLAGS, "recv")?;
        Ok(SendFlags { dontwait, more, nosignal, oob })
    }

    pub(super) fn recv_flags(&self, expr: &Expr) -> Parsed<RecvFlags> {
        let [peek, waitall, dontwait, oob] = self.flags(expr, RECV_FLAGS, SEND_FLAGS, "send")?;
        Ok(RecvFlags { peek, waitall, dontwait, oob })
    }

    /// Which of `known` are set.
    fn flags(&self, whole: &Expr, known: &[(&str, i128)], other: &[(&str, i128)], owner: &str) -> Parsed<[bool; 4]> {
        let mut set = [false; 4];
        let terms: Vec<&Expr> = match &whole.kind {
            Kind::Or(terms) => terms.iter().collect(),
            _ => vec![whole],
        };
        let without = |dropped: &Expr| {
            let kept: Vec<_> =
                terms.iter().filter(|term| term.span != dropped.span).map(|term| self.slice(term.span)).collect();
            if kept.is_empty() { "0".to_owned() } else { kept.join(" | ") }
        };
        for term in &terms {
            let Kind::Name(_) = &term.kind else {
                self.numeric_flags(whole, term, known, &without(term))?;
                continue;
            };
            let name = self.constant(term)?;
            if let Some(at) = known.iter().position(|(flag, _)| *flag == name) {
                set[at] = true;
            } else if other.iter().any(|(flag, _)| *flag == name) {
                let message = msg!("call-flag-of-other", flag = name, owner = owner);
                return Err(refuse(term.span, message).or(whole.span, without(term)));
            } else {
                let names: Vec<_> = known.iter().map(|(flag, _)| *flag).collect();
                let message = msg!("call-flag-unknown", flag = name, known = names.join(", "));
                let mut refusal = refuse(term.span, message);
                if let Some(near) = nearest(name, &names) {
                    refusal = refusal.or(term.span, self.prefixed(near));
                }
                return Err(refusal.or(whole.span, without(term)));
            }
        }
        Ok(set)
    }

    /// Flags written as a number: 0 is none, the rest have names.
    fn numeric_flags(&self, whole: &Expr, term: &Expr, known: &[(&str, i128)], without: &str) -> Parsed<()> {
        if let Kind::Sum(parts) = &term.kind
            && parts.iter().all(|(_, part)| matches!(part.kind, Kind::Name(_)))
        {
            let names: Vec<_> = parts.iter().map(|(_, part)| self.slice(part.span)).collect();
            return Err(refuse(term.span, msg!("call-flags-joined")).or(term.span, names.join(" | ")));
        }
        let value = match &term.kind {
            Kind::Number => self.number(term, "0")?,
            _ => {
                let message = msg!("call-flags-expected", found = self.slice(term.span));
                return Err(refuse(term.span, message).or(whole.span, without));
            }
        };
        if value == 0 {
            return Ok(());
        }
        let named: Vec<_> =
            known.iter().filter(|(_, bit)| value & bit != 0).map(|(name, _)| self.prefixed(name)).collect();
        let all: i128 = known.iter().map(|(_, bit)| bit).sum();
        let refusal = refuse(term.span, msg!("call-flags-numeric", found = self.slice(term.span)));
        Err(if value & !all == 0 { refusal.or(term.span, named.join(" | ")) } else { refusal }.or(whole.span, without))
    }

    /// A constant's bare name: Python may say `socket.`, C may not.
    fn constant<'e>(&self, expr: &'e Expr) -> Parsed<&'e str> {
        let Kind::Name(name) = &expr.kind else { return Ok("") };
        match name.strip_prefix("socket.") {
            Some(bare) if self.spelling == Spelling::C => {
                Err(refuse(expr.span, msg!("call-constant-in-c", name = name.as_str(), bare = bare))
                    .or(expr.span, bare))
            }
            Some(bare) => Ok(bare),
            None => Ok(name),
        }
    }

    fn prefixed(&self, name: &str) -> String {
        match self.spelling {
            Spelling::C => name.to_owned(),
            Spelling::Python => format!("socket.{name}"),
        }
    }

    pub(super) fn how(&self, expr: &Expr) -> Parsed<How> {
        if let Kind::Number = expr.kind
            && let Ok(number @ 0..=2) = self.number(expr, "1")
        {
            return Ok(HOWS[number as usize].1);
        }
        let name = self.constant(expr)?;
        if let Some((_, how)) = HOWS.iter().find(|(known, _)| *known == name) {
            return Ok(*how);
        }
        let names: Vec<_> = HOWS.iter().map(|(known, _)| *known).collect();
        let offer = self.prefixed(nearest(name, &names).unwrap_or("SHUT_WR"));
        Err(refuse(expr.span, msg!("call-how", found = self.slice(expr.span))).or(expr.span, offer))
    }

    /// Level and name of an option.
    pub(super) fn option(&self, level: &Expr, option: &Expr) -> Parsed<OptionName> {
        let name = self.constant(option)?;
        let Some((_, found)) = OPTIONS.iter().find(|(known, _)| *known == name) else {
            let names: Vec<_> = OPTIONS.iter().map(|(known, _)| *known).collect();
            let offer = self.prefixed(nearest(name, &names).unwrap_or("TCP_NODELAY"));
            let message = msg!("call-option-unknown", found = self.slice(option.span), known = names.join(", "));
            return Err(refuse(option.span, message).or(option.span, offer));
        };
        let written = self.constant(level)?;
        if written == found.level() || (written == "SOL_TCP" && found.level() == "IPPROTO_TCP") {
            return Ok(*found);
        }
        let message =
            msg!("call-option-level", option = found.name(), level = found.level(), found = self.slice(level.span));
        Err(refuse(level.span, message).or(level.span, self.prefixed(found.level())))
    }

    /// An option's value: a number, or Python's `True` and `False`.
    pub(super) fn option_value(&self, expr: &Expr) -> Parsed<i64> {
        match self.slice(expr.span) {
            "True" | "true" => return Ok(1),
            "False" | "false" => return Ok(0),
            _ => {}
        }
        let value = self.number(expr, "1")?;
        i32::try_from(value).map(i64::from).map_err(|_| {
            let offer = if value < 0 { "0".to_owned() } else { i32::MAX.to_string() };
            refuse(expr.span, msg!("call-option-range")).or(expr.span, offer)
        })
    }
}

/// What an unknown function's name probably stands for.
pub(super) fn function(name: &str, known: &[&'static str]) -> Option<&'static str> {
    let lower = name.to_ascii_lowercase();
    let alias = match lower.as_str() {
        "sendto" | "sendmsg" | "transmit" | "put" => "send",
        "recvfrom" | "recvmsg" | "recv_into" | "receive" | "recieve" | "get" => "recv",
        "closesocket" => "close",
        "nanosleep" => "usleep",
        "sendall" | "write" => "send",
        "read" => "recv",
        _ => "",
    };
    known.iter().copied().find(|known| *known == alias).or_else(|| nearest(name, known))
}

/// The name in `known` that `name` is probably a slip for.
pub(crate) fn nearest<'k>(name: &str, known: &[&'k str]) -> Option<&'k str> {
    if name.len() > 64 {
        return None;
    }
    let bound = (name.chars().count() / 3).clamp(1, 3);
    let ranked = known.iter().map(|known| (distance(name, known), *known));
    ranked.filter(|(distance, _)| *distance <= bound).min_by_key(|(distance, _)| *distance).map(|(_, known)| known)
}

/// How many letters must be added, dropped, changed or swapped with their neighbour; case does not count.
fn distance(a: &str, b: &str) -> usize {
    let letters = |text: &str| text.chars().map(|sign| sign.to_ascii_lowercase()).collect::<Vec<_>>();
    let (a, b) = (letters(a), letters(b));
    let mut rows = vec![vec![0usize; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            rows[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let changed = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let mut least = changed.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    least = least.min(rows[i - 2][j - 2] + 1);
                }
                least
            };
        }
    }
    rows[a.len()][b.len()]
}

/// What an unknown function is called in a message: some are real calls that have no place here.
pub(super) fn unknown(name: &str, span: Span, known: &[&'static str]) -> Box<super::refusal::Refusal> {
    let listed = known.join(", ");
    let message: Message = match name {
        "socket" | "bind" | "listen" | "accept" | "connect" => msg!("call-already-connected", name = name),
        _ => match function(name, known) {
            Some(near) => msg!("call-unknown-near", name = name, near = near),
            None => msg!("call-unknown", name = name, known = listed),
        },
    };
    let refusal = refuse(span, message);
    match function(name, known) {
        Some(near) => refusal.or(span, near),
        None => refusal,
    }
}
