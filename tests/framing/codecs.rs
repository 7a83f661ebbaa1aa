//! Each framing by example: its bytes, and each way in which it refuses.

use chunkscope::framing::{DecodeError, DecodeFault, Decoder, EncodeError, Framing, Message, Role};
use chunkscope::text::Texts;
use rstest::rstest;

pub fn framing(name: &str) -> Framing {
    name.parse().unwrap_or_else(|error| panic!("{name}: {error:?}"))
}

/// What a decoder with this limit makes of a stream that comes in one piece and then ends.
pub fn decode(name: &str, limit: usize, stream: &[u8]) -> Vec<Result<Message, DecodeError>> {
    let mut decoder = Decoder::new(framing(name), limit);
    decoder.push(stream);
    decoder.end();
    decoder.collect()
}

fn data(results: Vec<Result<Message, DecodeError>>) -> Vec<Vec<u8>> {
    results.into_iter().map(|message| message.unwrap().data).collect()
}

#[rstest]
#[case("digits:10", b"Hello", b"0000000005Hello", 10)]
#[case("digits:5", b"", b"00000", 5)]
#[case("u8", b"hi", b"\x02hi", 1)]
#[case("u16be", b"hi", b"\x00\x02hi", 2)]
#[case("u16le", b"hi", b"\x02\x00hi", 2)]
#[case("u32be", b"hi", b"\x00\x00\x00\x02hi", 4)]
#[case("u32le", b"hi", b"\x02\x00\x00\x00hi", 4)]
#[case("lf", b"hi", b"hi\n", 1)]
#[case("crlf", b"a\nb\r", b"a\nb\r\r\n", 2)]
#[case("nul", b"", b"\0", 1)]
#[case("delim:\"\\r\\n\\r\\n\"", b"a\r\nb", b"a\r\nb\r\n\r\n", 4)]
#[case("lf+escape", b"a\n\\", b"a\\\n\\\\\n", 3)]
#[case("fixed:5", b"hi", b"hi   ", 3)]
#[case("fixed:5+pad:\"\\0\"", b"hi ", b"hi \0\0", 2)]
#[case("fixed:2", b"hi", b"hi", 0)]
#[case("close", b"hi\n", b"hi\n", 0)]
fn the_bytes_of_one_message(#[case] name: &str, #[case] message: &[u8], #[case] wire: &[u8], #[case] overhead: usize) {
    let encoded = framing(name).encode(None, message).unwrap();
    assert_eq!((encoded.bytes.as_slice(), encoded.overhead(), encoded.lost), (wire, overhead, 0));
    let mut next = 0;
    for part in &encoded.parts {
        assert_eq!(part.bytes.start, next, "no gap");
        next = part.bytes.end;
    }
    assert_eq!(next, wire.len());
    assert_eq!(data(decode(name, 100, wire)), [message]);
}

#[test]
fn a_type_stands_before_the_length() {
    let encoded = framing("type+u16be").encode(Some(b'M'), b"hi").unwrap();
    assert_eq!(encoded.bytes, b"M\x00\x02hi");
    let roles: Vec<Role> = encoded.parts.iter().map(|part| part.role).collect();
    assert_eq!(roles, [Role::Type, Role::Length, Role::Data]);
    let read = decode("type+u16be", 100, b"M\x00\x02hiN\x00\x00");
    let read: Vec<_> = read.into_iter().map(Result::unwrap).map(|m| (m.tag, m.data, m.span)).collect();
    assert_eq!(read, [(Some(b'M'), b"hi".to_vec(), 0..5), (Some(b'N'), vec![], 5..8)]);
}

#[rstest]
#[case("u8", &[b'x'; 256], EncodeError::TooLongForField { length: 256, most: 255 })]
#[case("digits:2", &[b'x'; 100], EncodeError::TooLongForField { length: 100, most: 99 })]
#[case("fixed:4", b"hello", EncodeError::TooLongForSize { length: 5, size: 4 })]
#[case("fixed:4", b"hi ", EncodeError::EndsInPadding { at: 2, pad: b' ' })]
#[case("lf", b"a\nb", EncodeError::DelimiterInside { at: 1, delimiter: b"\n".to_vec() })]
#[case("delim:\"\\n\\n\"", b"a\n", EncodeError::DelimiterInside { at: 1, delimiter: b"\n\n".to_vec() })]
#[case("type+u8", b"", EncodeError::TypeMissing)]
fn messages_that_a_framing_cannot_carry(#[case] name: &str, #[case] message: &[u8], #[case] error: EncodeError) {
    let refused = framing(name).encode(None, message).unwrap_err();
    assert_eq!(refused, error);
    assert!(Texts::english().say(&refused.message()).ends_with('.'));
}

#[test]
fn a_connection_that_ends_its_message_carries_one() {
    assert_eq!(framing("close").encode_all(&["a", "b"]), Err((1, EncodeError::SecondMessage)));
    assert_eq!(framing("lf").encode(Some(1), b"a"), Err(EncodeError::NoPlaceForType));
}

#[test]
fn a_longer_message_is_cut_only_where_that_was_asked_for() {
    let encoded = framing("fixed:4+cut").encode(None, b"hello").unwrap();
    assert_eq!((encoded.bytes.as_slice(), encoded.lost), (b"hell".as_slice(), 1));
}

#[rstest]
#[case("digits:5", b"00x05", DecodeFault::NotADigit { byte: b'x', header: b"00x".to_vec() }, 2, 1)]
#[case("digits:2", b"01a 1", DecodeFault::NotADigit { byte: b' ', header: b" ".to_vec() }, 3, 2)]
#[case("digits:5", b"00101", DecodeFault::TooLong { length: 101, limit: 100 }, 0, 1)]
#[case("type+u32be", b"T\xff\xff\xff\xff", DecodeFault::TooLong { length: 0xffff_ffff, limit: 100 }, 1, 1)]
#[case("fixed:200", &[b'x'; 200], DecodeFault::NoEnd { limit: 100 }, 100, 1)]
#[case("lf", &[b'x'; 101], DecodeFault::NoEnd { limit: 100 }, 100, 1)]
#[case("close", &[b'x'; 101], DecodeFault::NoEnd { limit: 100 }, 100, 1)]
#[case("digits:10", b"00000", DecodeFault::EndedInHeader { got: 5, want: 10 }, 5, 1)]
#[case("type+u8", b"T", DecodeFault::EndedInHeader { got: 1, want: 2 }, 1, 1)]
#[case("digits:2", b"12seven b", DecodeFault::EndedInside { got: 7, want: 12 }, 9, 1)]
#[case("fixed:4", b"abcdef", DecodeFault::EndedInside { got: 2, want: 4 }, 6, 2)]
#[case("crlf", b"abc\r", DecodeFault::EndedBeforeDelimiter { got: 4 }, 4, 1)]
fn streams_that_cannot_be_read_on(
    #[case] name: &str,
    #[case] stream: &[u8],
    #[case] fault: DecodeFault,
    #[case] at: u64,
    #[case] number: u64,
) {
    let results = decode(name, 100, stream);
    let error = results.last().unwrap().clone().unwrap_err();
    assert_eq!(error, DecodeError { fault, at, number });
    assert!(Texts::english().say(&error.message()).contains(&at.to_string()));
}

#[test]
fn a_wrong_digit_is_known_before_the_header_is_whole() {
    let mut decoder = Decoder::new(framing("digits:10"), 100);
    decoder.push(b"0x");
    assert!(decoder.next().unwrap().is_err());
    decoder.push(b"00000005hello");
    decoder.end();
    assert_eq!(decoder.next(), None, "after an error nothing is read");
}

#[test]
fn progress_can_be_watched_byte_by_byte() {
    let mut decoder = Decoder::new(framing("digits:2"), 100);
    assert!(decoder.progress().unwrap().new_message);
    decoder.push(b"0");
    assert_eq!(decoder.progress().unwrap().header, b"0");
    decoder.push(b"5He");
    let now = decoder.progress().unwrap();
    assert_eq!((now.new_message, now.expected, now.so_far), (false, Some(5), b"He".as_slice()));
    decoder.push(b"llo0");
    assert_eq!(decoder.next().unwrap().unwrap().data, b"Hello");
    assert_eq!(decoder.progress().unwrap().header, b"0");
    let mut decoder = Decoder::new(framing("crlf"), 100);
    decoder.push(b"a\r");
    assert_eq!(decoder.progress().unwrap().undecided, b"\r");
}

#[rstest]
#[case("digits:0")]
#[case("digits:x")]
#[case("digits")]
#[case("fixed:0")]
#[case("u64be")]
#[case("delim:\"\"")]
#[case("type+lf")]
#[case("u8+escape")]
#[case("fixed:4+pad:\"ab\"")]
#[case("delim:\"\\\\\"+escape")]
#[case("")]
fn names_that_are_none_say_what_works(#[case] name: &str) {
    let error = name.parse::<Framing>().unwrap_err();
    assert!(Texts::english().say(&error).ends_with('.'));
}
