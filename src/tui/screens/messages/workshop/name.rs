//! What framings are called on the screen.

use crate::framing::{Framing, LengthField as Field, Longer, Order};
use crate::msg;
use crate::text::{Texts, escape};
use crate::tui::app::workshop::way_of;

/// The four ways to mark a message, as keys of their names.
pub(super) const WAYS: [&str; 4] =
    ["workshop-way-fixed", "workshop-way-delimiter", "workshop-way-length", "workshop-way-close"];

/// `length first: 10 digits`.
pub(super) fn long(texts: &Texts, framing: &Framing) -> String {
    let way = texts.get(WAYS[way_of(framing)]);
    match framing {
        Framing::Close => way,
        _ => texts.say(&msg!("workshop-way-kind", way = way, kind = kind(texts, framing))),
    }
}

/// `10 digits`: what tells a framing from others of its way.
pub(super) fn kind(texts: &Texts, framing: &Framing) -> String {
    match framing {
        Framing::Fixed { size, longer, .. } => {
            let bytes = texts.say(&msg!("workshop-kind-fixed", size = size.get()));
            match longer {
                Longer::Cut => texts.say(&msg!("workshop-kind-cut", kind = bytes)),
                Longer::Refuse => bytes,
            }
        }
        Framing::Delimiter(end) => {
            let bytes = match end.bytes() {
                b"\n" => "LF".to_owned(),
                b"\r\n" => "CRLF".to_owned(),
                b"\0" => "NUL".to_owned(),
                other => format!("\"{}\"", escape::c_literal(other)),
            };
            let escaped = || texts.say(&msg!("workshop-kind-escaped", kind = bytes.as_str()));
            if end.escaping() { escaped() } else { bytes }
        }
        Framing::Length { typed, field } => {
            let order = |order: &Order| {
                texts.get(if *order == Order::Big { "workshop-order-big" } else { "workshop-order-little" })
            };
            let many = |bytes, end| texts.say(&msg!("workshop-field-bytes", bytes = bytes, order = order(end)));
            let field = match field {
                Field::Digits(width) => texts.say(&msg!("workshop-field-digits", digits = width.get().to_string())),
                Field::U8 => texts.get("workshop-field-byte"),
                Field::U16(end) => many("2", end),
                Field::U32(end) => many("4", end),
            };
            if *typed { texts.say(&msg!("workshop-kind-typed", field = field)) } else { field }
        }
        Framing::Close => texts.get("workshop-kind-close"),
    }
}
