//! Any framing, any bytes, in any pieces: no panic, the same messages as in one piece, and never more memory than one
//! message and its header.
#![no_main]

use std::num::{NonZeroU8, NonZeroUsize};

use arbitrary::Arbitrary;
use chunkscope::framing::{Decoder, Delimiter, Framing, LengthField, Longer, Order};
use libfuzzer_sys::fuzz_target;

#[derive(Debug, Arbitrary)]
enum Way {
    Fixed { size: u16, pad: u8 },
    Delimiter { bytes: Vec<u8>, escaping: bool },
    Digits { width: u8, typed: bool },
    Number { width: u8, big: bool, typed: bool },
    Close,
}

#[derive(Debug, Arbitrary)]
struct Input {
    way: Way,
    limit: u16,
    /// How long the pieces are, round and round.
    pieces: Vec<u8>,
    stream: Vec<u8>,
}

/// The framing that is meant; none where there is none.
fn framing(way: &Way) -> Option<Framing> {
    let length = |typed, field| Framing::Length { typed, field };
    Some(match way {
        Way::Fixed { size, pad } => {
            Framing::Fixed { size: NonZeroUsize::new((*size).into())?, pad: *pad, longer: Longer::Refuse }
        }
        Way::Delimiter { bytes, escaping } => Framing::Delimiter(Delimiter::new(bytes, *escaping).ok()?),
        Way::Digits { width, typed } => length(*typed, LengthField::Digits(NonZeroU8::new(*width)?)),
        Way::Number { width, big, typed } => {
            let order = if *big { Order::Big } else { Order::Little };
            length(*typed, [LengthField::U8, LengthField::U16(order), LengthField::U32(order)][usize::from(width % 3)])
        }
        Way::Close => Framing::Close,
    })
}

/// The most that a decoder may hold beside what it was told to keep: a header, or what may become a delimiter, and a byte.
fn beside(framing: &Framing) -> usize {
    1 + match framing {
        Framing::Length { field, .. } => field.width() + 1,
        Framing::Delimiter(delimiter) => delimiter.bytes().len(),
        Framing::Fixed { .. } | Framing::Close => 0,
    }
}

fuzz_target!(|input: Input| {
    let Some(framing) = framing(&input.way) else { return };
    let limit = usize::from(input.limit);
    let mut whole = Decoder::new(framing.clone(), limit);
    whole.push(&input.stream);
    whole.end();

    let mut cut = Decoder::new(framing.clone(), limit);
    let (mut rest, mut got) = (input.stream.as_slice(), Vec::new());
    for size in input.pieces.iter().cycle() {
        let (piece, after) = rest.split_at(usize::from(*size).clamp(1, rest.len().max(1)).min(rest.len()));
        cut.push(piece);
        got.extend(cut.by_ref());
        assert!(cut.held() <= limit + beside(&framing), "{} bytes are held", cut.held());
        // How far it is can be asked at any time.
        let _ = cut.progress();
        rest = after;
        if rest.is_empty() {
            break;
        }
    }
    cut.push(rest);
    cut.end();
    got.extend(cut);
    assert_eq!(got, whole.collect::<Vec<_>>());
});
