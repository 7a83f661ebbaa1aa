//! The JSON that scripts rely on: keys and shapes as the design's section 9 gives them.

use serde::{Serialize, Serializer};

use crate::call::Side;
use crate::stream::{Cell, Claim, Reading, Step};
use crate::text::escape;

/// Data longer than this many bytes is cut, and `len` tells how long it was.
const MOST_DATA: usize = 4096;

/// A cell of an outcome or of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(crate) enum JsonCell {
    Data {
        data: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        len: Option<usize>,
    },
    Word(&'static str),
    Error {
        error: String,
    },
    /// What the recvs of a loop gave, in order.
    Pieces {
        pieces: Vec<JsonCell>,
    },
    /// A row that says nothing about this call.
    Free,
}

impl From<&Cell> for JsonCell {
    fn from(cell: &Cell) -> Self {
        match cell {
            Cell::Data(bytes) => JsonCell::data(bytes),
            Cell::Pieces(pieces) => JsonCell::Pieces { pieces: pieces.iter().map(JsonCell::from).collect() },
            Cell::Blocks => JsonCell::Word("blocks"),
            Cell::Eof => JsonCell::Word("eof"),
            Cell::Eagain => JsonCell::Word("eagain"),
            Cell::Unreached => JsonCell::Word("unreached"),
            Cell::Error(errno) => JsonCell::Error { error: errno.name() },
        }
    }
}

impl From<&Claim> for JsonCell {
    fn from(claim: &Claim) -> Self {
        match claim {
            Claim::Free => JsonCell::Free,
            Claim::Data(bytes) => JsonCell::data(bytes),
            Claim::Pieces(pieces) => JsonCell::Pieces { pieces: pieces.iter().map(JsonCell::from).collect() },
            Claim::Blocks => JsonCell::Word("blocks"),
            Claim::Eof => JsonCell::Word("eof"),
            Claim::Eagain => JsonCell::Word("eagain"),
            Claim::Unreached => JsonCell::Word("unreached"),
        }
    }
}

impl JsonCell {
    fn data(bytes: &[u8]) -> Self {
        let shown = &bytes[..bytes.len().min(MOST_DATA)];
        JsonCell::Data { data: escape::to_c(shown), len: (bytes.len() > MOST_DATA).then_some(bytes.len()) }
    }
}

/// A step of a schedule. Calls count from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub(crate) enum JsonStep {
    Issue {
        issue: usize,
        #[serde(skip_serializing_if = "Option::is_none")]
        size: Option<u64>,
    },
    Deliver {
        deliver: u64,
        to: JsonSide,
    },
    Fin {
        fin: bool,
        to: JsonSide,
    },
}

impl From<Step> for JsonStep {
    fn from(step: Step) -> Self {
        match step {
            Step::Issue { call, size } => JsonStep::Issue { issue: call + 1, size },
            Step::Deliver { bytes, to } => JsonStep::Deliver { deliver: bytes, to: JsonSide(to) },
            Step::Fin { to } => JsonStep::Fin { fin: true, to: JsonSide(to) },
        }
    }
}

/// `client` or `server`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct JsonSide(pub(crate) Side);

impl Serialize for JsonSide {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.word())
    }
}

/// The word for a reading in JSON and on the command line.
pub(crate) fn reading_word(reading: Reading) -> &'static str {
    match reading {
        Reading::InOrder => "in-order",
        Reading::Concurrent => "concurrent",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(value: impl Serialize) -> String {
        serde_json::to_string(&value).unwrap()
    }

    #[test]
    fn cells_and_steps_have_the_shapes_of_the_design() {
        assert_eq!(json(JsonCell::from(&Cell::Data(b"a\"\n\0".to_vec()))), r#"{"data":"a\\\"\\n\\x00"}"#);
        assert_eq!(json(JsonCell::from(&Cell::Unreached)), r#""unreached""#);
        assert_eq!(
            json(JsonCell::from(&Cell::Error(crate::call::Errno(libc::ECONNRESET)))),
            r#"{"error":"ECONNRESET"}"#
        );
        assert_eq!(json(JsonCell::from(&Claim::Free)), "null");
        let long = json(JsonCell::from(&Cell::Data(vec![b'x'; 5000])));
        assert!(long.ends_with(r#""len":5000}"#) && long.len() < 4200);
        assert_eq!(json(JsonStep::from(Step::Issue { call: 2, size: None })), r#"{"issue":3}"#);
        assert_eq!(json(JsonStep::from(Step::Issue { call: 2, size: Some(5) })), r#"{"issue":3,"size":5}"#);
        assert_eq!(
            json(JsonStep::from(Step::Deliver { bytes: 2, to: Side::Server })),
            r#"{"deliver":2,"to":"server"}"#
        );
        assert_eq!(json(JsonStep::from(Step::Fin { to: Side::Client })), r#"{"fin":true,"to":"client"}"#);
    }
}
