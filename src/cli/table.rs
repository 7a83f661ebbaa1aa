//! Text tables for people: columns aligned by what they show.

use unicode_width::UnicodeWidthStr;

use crate::doc;
use crate::msg;
use crate::stream::{Cell, Claim};
use crate::text::{Texts, escape};

/// The most bytes of data that a text table shows whole in one cell.
pub(crate) const MOST_SHOWN: usize = 40;

/// A table whose first column stands right and whose others stand left; the last one runs on.
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new(heading: Vec<String>) -> Self {
        let mut table = Table { rows: Vec::new() };
        table.push(heading);
        table
    }

    /// Adds a row. Headings and buffer names come from files: no control in them reaches the terminal.
    pub(crate) fn push(&mut self, row: Vec<String>) {
        self.rows.push(row.iter().map(|cell| escape::visible(cell)).collect());
    }

    /// The lines, without trailing blanks.
    pub(crate) fn lines(&self) -> Vec<String> {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max();
        let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
        let line = |row: &Vec<String>| {
            let mut text = String::new();
            for (column, cell) in row.iter().enumerate() {
                let blank = " ".repeat(widths[column] - cell.width());
                match column {
                    0 => text.push_str(&format!("  {blank}{cell}")),
                    _ => text.push_str(&format!("  {cell}{blank}")),
                }
            }
            text.trim_end().to_owned()
        };
        self.rows.iter().map(line).collect()
    }
}

/// Data as a text table shows it: escaped, and cut in the middle when it is long.
pub(crate) fn data(bytes: &[u8], texts: &Texts) -> String {
    const HEAD: usize = 20;
    const TAIL: usize = 8;
    if bytes.len() <= MOST_SHOWN {
        return escape::to_c(bytes);
    }
    let (head, tail) = (escape::to_c(&bytes[..HEAD]), escape::to_c(&bytes[bytes.len() - TAIL..]));
    texts.say(&msg!("cli-data-cut", head = head, tail = tail, bytes = bytes.len().to_string()))
}

/// A cell of an outcome in words.
pub(crate) fn cell(given: &Cell, texts: &Texts) -> String {
    match given {
        Cell::Data(bytes) if bytes.is_empty() => texts.get("cli-zero"),
        Cell::Data(bytes) => data(bytes, texts),
        Cell::Pieces(pieces) => {
            let one = |piece: &Cell| match piece {
                Cell::Data(bytes) if !bytes.is_empty() => doc::piece(&data(bytes, texts)),
                // As worksheets write them.
                Cell::Blocks => "blocks".to_owned(),
                Cell::Eof => "eof".to_owned(),
                piece => cell(piece, texts),
            };
            pieces.iter().map(one).collect::<Vec<_>>().join(" + ")
        }
        Cell::Blocks => texts.get("cli-blocks"),
        Cell::Eof => texts.get("cli-eof"),
        Cell::Eagain => texts.get("cli-eagain"),
        Cell::Unreached => texts.get("cli-unreached"),
        Cell::Error(errno) => errno.name(),
    }
}

/// A claim of a row in words.
pub(crate) fn claim(said: &Claim, texts: &Texts) -> String {
    match said {
        Claim::Free => "*".to_owned(),
        Claim::Data(bytes) if bytes.is_empty() => texts.get("cli-empty"),
        Claim::Data(bytes) => data(bytes, texts),
        Claim::Pieces(pieces) => {
            let one = |piece: &Claim| match piece {
                Claim::Data(bytes) if !bytes.is_empty() => doc::piece(&data(bytes, texts)),
                Claim::Blocks => "blocks".to_owned(),
                Claim::Eof => "eof".to_owned(),
                piece => claim(piece, texts),
            };
            pieces.iter().map(one).collect::<Vec<_>>().join(" + ")
        }
        Claim::Blocks => texts.get("cli-blocks"),
        Claim::Eof => texts.get("cli-eof"),
        Claim::Eagain => texts.get("cli-eagain"),
        Claim::Unreached => texts.get("cli-unreached"),
    }
}
