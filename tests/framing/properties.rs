//! What must hold for every stream, however it is cut.

use chunkscope::framing::{DecodeError, Decoder, Framing, Message};
use proptest::collection::vec;
use proptest::prelude::*;

const LIMIT: usize = 40;

/// Names of every kind, with settings of every kind.
fn framings() -> impl Strategy<Value = Framing> {
    let names = [
        "fixed:1",
        "fixed:7",
        "fixed:150",
        "fixed:3+pad:\"\\0\"",
        "lf",
        "crlf",
        "nul",
        "delim:\"aab\"",
        "delim:\"aa\"",
        "lf+escape",
        "crlf+escape",
        "delim:\"aab\"+escape",
        "digits:1",
        "digits:2",
        "digits:10",
        "digits:30",
        "u8",
        "u16be",
        "u16le",
        "u32be",
        "u32le",
        "type+u8",
        "type+u16be",
        "type+digits:2",
        "close",
    ];
    proptest::sample::select(names.to_vec()).prop_map(|name| name.parse().unwrap())
}

/// Bytes among which headers, delimiters, escapes and their beginnings are frequent.
fn bytes(most: usize) -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![
        6 => proptest::sample::select(b"ab0123\r\n\0\\ \x01\x02\x03".to_vec()),
        1 => any::<u8>(),
    ];
    vec(byte, 0..most)
}

fn whole(framing: &Framing, stream: &[u8]) -> Vec<Result<Message, DecodeError>> {
    let mut decoder = Decoder::new(framing.clone(), LIMIT);
    decoder.push(stream);
    decoder.end();
    decoder.collect()
}

/// Cases of each property; `CHUNKSCOPE_CASES` sets another number for a long run.
fn cases() -> ProptestConfig {
    let asked = std::env::var("CHUNKSCOPE_CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(2_000), failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases())]

    /// Arbitrary bytes in arbitrary pieces: the same result as in one piece, and never more memory than one message.
    #[test]
    fn cuts_change_nothing(framing in framings(), stream in bytes(200), sizes in vec(1usize..9, 1..40)) {
        let mut decoder = Decoder::new(framing.clone(), LIMIT);
        let (mut rest, mut results) = (stream.as_slice(), Vec::new());
        for size in sizes.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (piece, after) = rest.split_at((*size).min(rest.len()));
            decoder.push(piece);
            results.extend(decoder.by_ref());
            // Besides the message: a header of 31 bytes at most, or a byte too many.
            prop_assert!(decoder.held() <= LIMIT + 31, "{} bytes are held", decoder.held());
            rest = after;
        }
        decoder.end();
        results.extend(decoder.by_ref());
        prop_assert_eq!(results, whole(&framing, &stream));
    }

    /// What a framing carries comes out as it went in, and what lies between the messages is accounted for.
    #[test]
    fn what_is_written_is_read(framing in framings(), messages in vec(bytes(20), 0..6), tag in any::<u8>()) {
        let tag = matches!(framing, Framing::Length { typed: true, .. }).then_some(tag);
        let (mut wire, mut sent) = (Vec::new(), Vec::new());
        for message in &messages {
            if let Ok(encoded) = framing.encode(tag, message) {
                prop_assert_eq!(encoded.bytes.len(), message.len() + encoded.overhead());
                wire.extend(encoded.bytes);
                sent.push(message.clone());
            }
            if framing == Framing::Close {
                break;
            }
        }
        if framing == Framing::Close && sent.is_empty() {
            sent.push(Vec::new());
        }
        let read: Vec<Message> = whole(&framing, &wire).into_iter().map(Result::unwrap).collect();
        prop_assert!(read.windows(2).all(|pair| pair[0].span.end == pair[1].span.start));
        prop_assert!(read.iter().all(|message| message.tag == tag));
        prop_assert_eq!(read.last().map_or(0, |message| message.span.end), wire.len() as u64);
        prop_assert_eq!(read.into_iter().map(|message| message.data).collect::<Vec<_>>(), sent);
    }

    /// A message that is refused because of its delimiter or padding would have come out as another one.
    #[test]
    fn what_is_refused_would_be_read_wrongly(message in bytes(12), crlf in any::<bool>()) {
        let framing: Framing = if crlf { "delim:\"aa\"" } else { "fixed:12" }.parse().unwrap();
        if framing.encode(None, &message).is_err() {
            let mut wire = message.clone();
            if crlf { wire.extend(b"aa") } else { wire.resize(12, b' ') }
            let read: Vec<_> = whole(&framing, &wire);
            prop_assert!(read.len() != 1 || read[0].as_ref().map(|read| &read.data) != Ok(&message));
        }
    }

    /// Names read back as the framing that they name.
    #[test]
    fn names_read_back(framing in framings(), delimiter in vec(any::<u8>(), 1..6), escaping in any::<bool>()) {
        prop_assert_eq!(framing.to_string().parse(), Ok(framing));
        if let Ok(delimiter) = chunkscope::framing::Delimiter::new(&delimiter, escaping) {
            let framing = Framing::Delimiter(delimiter);
            prop_assert_eq!(framing.to_string().parse(), Ok(framing));
        }
    }

    /// Any text at all as a name: an answer, no panic.
    #[test]
    fn any_name_has_an_answer(name in "(type\\+|delim:|fixed:|digits:)?[\\PC\"+\\\\]{0,12}") {
        let _ = name.parse::<Framing>();
    }
}
