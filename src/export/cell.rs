//! What a recv gave, as JSON.

use serde::Serialize;

use crate::stream::{Cell, Claim};
use crate::text::escape;

/// Data longer than this many bytes is cut, and `len` tells how long it was.
const MOST_DATA: usize = 4096;

/// A cell of an outcome or of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum JsonCell {
    /// Bytes.
    Data {
        /// With C escapes.
        data: String,
        /// How long it was, where it was cut.
        #[serde(skip_serializing_if = "Option::is_none")]
        len: Option<usize>,
    },
    /// `blocks`, `eof`, `eagain`, `unreached`.
    Word(&'static str),
    /// It failed.
    Error {
        /// The name of errno.
        error: String,
    },
    /// What the recvs of a loop gave, in order.
    Pieces {
        /// One each.
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
