//! Every sign and box part, in Unicode and in ASCII: one switch for the whole screen.

use std::borrow::Cow;

/// The parts of one kind of wall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Walls {
    /// Upper and lower edge. Two signs that alternate (they are the same but for ASCII's dashed edge).
    pub edge: [char; 2],
    /// An outer wall.
    pub wall: char,
    /// Upper left corner.
    pub top_left: char,
    /// Upper right corner.
    pub top_right: char,
    /// Lower left corner.
    pub bottom_left: char,
    /// Lower right corner.
    pub bottom_right: char,
    /// Where a wall of this kind meets the upper edge from below.
    pub top: char,
    /// Where a wall of this kind meets the lower edge from above.
    pub bottom: char,
    /// Where a light divider meets the upper edge.
    pub top_divider: char,
    /// Where a light divider meets the lower edge.
    pub bottom_divider: char,
    /// The divider between two bytes of one box.
    pub divider: char,
}

/// All signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyphs {
    /// True for ASCII.
    pub ascii: bool,
    /// A call's edge: bytes sent, bytes read.
    pub heavy: Walls,
    /// Arrived, unread.
    pub light: Walls,
    /// In flight.
    pub dotted: Walls,
    /// Waiting.
    pub dashed: Walls,
    /// Stands for the divider on both sides of a fold.
    pub fold: char,
    /// Skipped bytes.
    pub shade: char,
    /// A note about bytes, from above: left corner, line, right corner.
    pub over: [char; 3],
    /// A note about bytes, from below: left corner, line, right corner.
    pub under: [char; 3],
    /// Rule of a pane without and with the focus.
    pub rules: [char; 2],
    /// Left and right of the byte under the cursor.
    pub cursor: [char; 2],
    /// Done, possible.
    pub yes: char,
    /// Impossible.
    pub no: char,
    /// The prediction was right.
    pub same: char,
    /// The prediction was not right.
    pub differs: char,
    /// The row cursor.
    pub row: char,
    /// "Fits what came"; more to the left.
    pub back: char,
    /// The byte at fault.
    pub here: char,
    /// Points down, to what lies below.
    pub down: char,
    /// The stage we are at; the scrubber.
    pub now: char,
    /// A stage still to come.
    pub later: char,
    /// Waiting; not answered in the ASCII of a single column.
    pub wait: char,
    /// No answer yet.
    pub dot: char,
    /// A byte that belongs to the character before it.
    pub joined: char,
    /// A space that can be seen.
    pub space: char,
    /// What is to be reached.
    pub goal: char,
    /// Few to many.
    pub heat: [char; 4],
    /// Left and right end of the overview.
    pub ends: [char; 2],
    /// A bar's column: lower than a line, so that bars below each other stay apart.
    pub bar: char,
    /// Dots of a big letter in one cell. Each quarter that is set counts: upper left 1, upper right 2, lower left 4, lower
    /// right 8. ASCII has only whole halves.
    pub quarters: [char; 16],
}

const UNICODE: Glyphs = Glyphs {
    ascii: false,
    heavy: Walls {
        edge: ['━', '━'],
        wall: '┃',
        top_left: '┏',
        top_right: '┓',
        bottom_left: '┗',
        bottom_right: '┛',
        top: '┳',
        bottom: '┻',
        top_divider: '┯',
        bottom_divider: '┷',
        divider: '│',
    },
    light: Walls {
        edge: ['─', '─'],
        wall: '│',
        top_left: '┌',
        top_right: '┐',
        bottom_left: '└',
        bottom_right: '┘',
        top: '┬',
        bottom: '┴',
        top_divider: '┬',
        bottom_divider: '┴',
        divider: '│',
    },
    dotted: Walls {
        edge: ['┄', '┄'],
        wall: '┊',
        top_left: '┌',
        top_right: '┐',
        bottom_left: '└',
        bottom_right: '┘',
        top: '┬',
        bottom: '┴',
        top_divider: '┬',
        bottom_divider: '┴',
        divider: '┊',
    },
    dashed: Walls {
        edge: ['╍', '╍'],
        wall: '┇',
        top_left: '┏',
        top_right: '┓',
        bottom_left: '┗',
        bottom_right: '┛',
        top: '┳',
        bottom: '┻',
        top_divider: '┯',
        bottom_divider: '┷',
        divider: '│',
    },
    fold: '┅',
    shade: '░',
    over: ['╭', '─', '╮'],
    under: ['╰', '─', '╯'],
    rules: ['─', '━'],
    cursor: ['›', '‹'],
    yes: '✓',
    no: '✗',
    same: '=',
    differs: '≠',
    row: '▸',
    back: '◂',
    here: '▲',
    down: '▼',
    now: '●',
    later: '○',
    wait: '…',
    dot: '·',
    joined: '·',
    space: '␣',
    goal: '◎',
    heat: ['░', '▒', '▓', '█'],
    ends: ['▐', '▌'],
    bar: '▄',
    quarters: [' ', '▘', '▝', '▀', '▖', '▌', '▞', '▛', '▗', '▚', '▐', '▜', '▄', '▙', '▟', '█'],
};

const fn ascii_walls(edge: [char; 2], wall: char, corner: char, joint: char, divider: char) -> Walls {
    Walls {
        edge,
        wall,
        top_left: corner,
        top_right: corner,
        bottom_left: corner,
        bottom_right: corner,
        top: corner,
        bottom: corner,
        top_divider: joint,
        bottom_divider: joint,
        divider,
    }
}

const ASCII: Glyphs = Glyphs {
    ascii: true,
    heavy: ascii_walls(['=', '='], '#', '#', '+', '|'),
    light: ascii_walls(['-', '-'], '|', '+', '+', '|'),
    dotted: ascii_walls(['.', '.'], ':', ':', ':', ':'),
    dashed: ascii_walls([' ', '='], '#', '#', '+', '|'),
    fold: '~',
    shade: '/',
    over: ['.', '-', '.'],
    under: ['\\', '-', '/'],
    rules: ['-', '='],
    cursor: ['>', '<'],
    yes: '+',
    no: 'x',
    same: '=',
    // No key of any screen: it only looks like its twin.
    differs: '#',
    row: '>',
    back: '<',
    here: '^',
    down: 'v',
    now: '*',
    later: 'o',
    wait: '~',
    dot: '.',
    joined: '.',
    space: '_',
    goal: '@',
    // None of them is the dot.
    heat: [':', '=', '%', '#'],
    ends: ['[', ']'],
    bar: '#',
    quarters: [' ', '"', '"', '"', '_', '#', '#', '#', '_', '#', '#', '#', '_', '#', '#', '#'],
};

impl Default for Glyphs {
    fn default() -> Self {
        Glyphs::unicode()
    }
}

impl Glyphs {
    /// What stands where something was cut off.
    pub fn ellipsis(&self) -> &'static str {
        if self.ascii { "..." } else { "…" }
    }

    /// What stands before a value that has changed.
    pub fn becomes(&self) -> &'static str {
        if self.ascii { "->" } else { "→" }
    }

    /// The full set.
    pub fn unicode() -> Self {
        UNICODE
    }

    /// The set for terminals that show ASCII only (or draw ambiguous signs two columns wide).
    pub fn ascii() -> Self {
        ASCII
    }

    /// A text with every sign replaced by its twin, where the set is ASCII. What has no twin is
    /// shown as its bytes, `\xc3\xa9`: what is typed and sent stays told exactly.
    pub fn plain<'a>(&self, text: &'a str) -> Cow<'a, str> {
        if !self.ascii || text.is_ascii() {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len());
        for sign in text.chars() {
            match twin(sign) {
                Some(twin) => out.push_str(twin),
                None if sign.is_ascii() => out.push(sign),
                None => sign.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| out.push_str(&format!("\\x{byte:02x}"))),
            }
        }
        Cow::Owned(out)
    }
}

/// What stands for a sign in ASCII.
fn twin(sign: char) -> Option<&'static str> {
    Some(match sign {
        '\u{a0}' => " ",
        '✓' => "+",
        '✗' | '×' => "x",
        '≠' => "#",
        '▸' | '›' => ">",
        '◂' | '‹' => "<",
        '▲' | '↑' => "^",
        '↓' => "v",
        '●' | '◆' => "*",
        '○' => "o",
        '◐' => "%",
        '◎' => "@",
        '░' | '·' => ".",
        '▒' => ":",
        '▓' => "%",
        '█' => "#",
        '▄' => "#",
        '…' => "...",
        '→' => "->",
        '←' => "<-",
        '─' | '–' | '—' | '−' | '‑' => "-",
        '│' => "|",
        '━' => "=",
        '▏' => "|",
        '␣' => "_",
        '“' | '”' => "\"",
        '‘' | '’' => "'",
        'µ' => "u",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ascii_is_ascii() {
        let set = format!("{:?}", Glyphs::ascii());
        assert!(set.is_ascii(), "{set}");
        let text = "✓ predict ── ● run ── ○ explain · 1,000× … “é”";
        assert_eq!(Glyphs::ascii().plain(text), "+ predict -- * run -- o explain . 1,000x ... \"\\xc3\\xa9\"");
        assert_eq!(Glyphs::unicode().plain(text), text);
    }

    #[test]
    fn every_sign_is_one_column_wide() {
        use unicode_width::UnicodeWidthChar;
        // Whatever stands in quotes in the debug form is a sign.
        let set = format!("{:?}", Glyphs::unicode());
        for sign in set.chars().filter(|sign| !sign.is_ascii()) {
            assert_eq!(sign.width(), Some(1), "{sign}");
        }
    }
}
