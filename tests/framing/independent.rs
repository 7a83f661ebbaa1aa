//! The bytes agree with the codecs of another project, tokio-util, which share no code with ours.

use chunkscope::framing::{Decoder, Framing};
use proptest::collection::vec;
use proptest::prelude::*;
use tokio_util::bytes::{Bytes, BytesMut};
use tokio_util::codec::{AnyDelimiterCodec, Decoder as _, Encoder as _, LengthDelimitedCodec, LinesCodec};

const LIMIT: usize = 300;

/// Our names of length fields that `LengthDelimitedCodec` knows too.
const LENGTHS: [&str; 5] = ["u8", "u16be", "u16le", "u32be", "u32le"];

fn length_codec(name: &str) -> LengthDelimitedCodec {
    let mut builder = LengthDelimitedCodec::builder();
    match name {
        "u8" => builder.length_field_type::<u8>(),
        "u16be" | "u16le" => builder.length_field_type::<u16>(),
        _ => builder.length_field_type::<u32>(),
    };
    if name.ends_with("le") {
        builder.little_endian();
    }
    builder.max_frame_length(LIMIT).new_codec()
}

/// The messages that our decoder finds before the first error, with whether there was one.
fn ours(framing: &Framing, stream: &[u8]) -> (Vec<Vec<u8>>, bool) {
    let mut decoder = Decoder::new(framing.clone(), LIMIT);
    decoder.push(stream);
    let results: Vec<_> = decoder.collect();
    let failed = results.iter().any(Result::is_err);
    (results.into_iter().flatten().map(|message| message.data).collect(), failed)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn lengths_are_written_alike(name in proptest::sample::select(LENGTHS.to_vec()), messages in vec(vec(any::<u8>(), 0..280), 1..4)) {
        let (mut codec, framing) = (length_codec(name), name.parse::<Framing>().unwrap());
        for message in messages {
            let mut theirs = BytesMut::new();
            let written = codec.encode(Bytes::from(message.clone()), &mut theirs);
            match framing.encode(None, &message) {
                Ok(encoded) => prop_assert_eq!(encoded.bytes, theirs.to_vec()),
                Err(_) => prop_assert!(written.is_err() || name == "u8"),
            }
        }
    }

    #[test]
    fn lengths_are_read_alike(name in proptest::sample::select(LENGTHS.to_vec()), stream in vec(prop_oneof![0u8..4, any::<u8>()], 0..600)) {
        let (mut codec, framing) = (length_codec(name), name.parse::<Framing>().unwrap());
        let (mut left, mut theirs) = (BytesMut::from(stream.as_slice()), Vec::new());
        let failed = loop {
            match codec.decode(&mut left) {
                Ok(Some(message)) => theirs.push(message.to_vec()),
                Ok(None) => break false,
                Err(_) => break true,
            }
        };
        prop_assert_eq!(ours(&framing, &stream), (theirs, failed));
    }

    #[test]
    fn lines_are_read_alike(text in "[ab\u{e9}\n]{0,60}", ended in any::<bool>()) {
        // LinesCodec takes a CR before the LF off as well, so the text has none.
        let text = if ended { text + "\n" } else { text };
        let (mut codec, mut left) = (LinesCodec::new(), BytesMut::from(text.as_bytes()));
        let theirs: Vec<Vec<u8>> = std::iter::from_fn(|| codec.decode(&mut left).unwrap()).map(String::into_bytes).collect();
        prop_assert_eq!(ours(&"lf".parse().unwrap(), text.as_bytes()), (theirs.clone(), false));
        let mut written = BytesMut::new();
        for line in &theirs {
            codec.encode(std::str::from_utf8(line).unwrap(), &mut written).unwrap();
        }
        prop_assert_eq!("lf".parse::<Framing>().unwrap().encode_all(&theirs).unwrap(), written.to_vec());
    }

    #[test]
    fn nul_is_a_delimiter_alike(stream in vec(prop_oneof![Just(0u8), any::<u8>()], 0..60)) {
        let (mut codec, mut left) = (AnyDelimiterCodec::new(vec![0], vec![0]), BytesMut::from(stream.as_slice()));
        let theirs: Vec<Vec<u8>> = std::iter::from_fn(|| codec.decode(&mut left).unwrap()).map(|m| m.to_vec()).collect();
        prop_assert_eq!(ours(&"nul".parse().unwrap(), &stream), (theirs, false));
    }
}
