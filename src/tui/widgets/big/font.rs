//! Letters of four by six dots, five by six where four are too few, drawn for this program. A dot is a column wide and
//! half a line high, so it is square in most terminals. Printable ASCII, the Cyrillic letters that do not look like Latin
//! ones, a few signs of our own; Latin letters with an accent are put together from both.

use std::sync::LazyLock;

/// The letters, eight abreast: a line that names them, then their six lines of dots.
const ART: &str = r##"!"#$%&'(
.##. #.#. .#.# .### #..# .##.. .#.. ..#.
.##. #.#. #### #.#. ...# #.... .#.. .#..
.##. .... .#.# .##. ..#. .#... .... .#..
.##. .... .#.# ..#. .#.. #.#.# .... .#..
.... .... #### .#.# #... #..#. .... .#..
.##. .... .#.# ###. #..# .##.# .... ..#.
)*+,-./0
.#.. .... .... .... .... .... ...# .##.
..#. #.#. .#.. .... .... .... ...# #..#
..#. .#.. .#.. .... .... .... ..#. #.##
..#. #.#. ###. .... ###. .... ..#. ##.#
..#. .... .#.. .##. .... .##. .#.. #..#
.#.. .... .#.. .#.. .... .##. .#.. .##.
12345678
..#. .##. ###. #..# #### .##. #### .##.
.##. #..# ...# #..# #... #... ...# #..#
..#. ...# .##. #..# ###. ###. ..#. .##.
..#. ..#. ...# #### ...# #..# ..#. #..#
..#. .#.. ...# ...# ...# #..# .#.. #..#
.### #### ###. ...# ###. .##. .#.. .##.
9:;<=>?@
.##. .... .... ..#. .... .#.. ###. .##.
#..# .##. .##. .#.. ###. ..#. ...# #..#
#..# .##. .##. #... .... ...# ..#. #.##
.### .... .... .#.. ###. ..#. .#.. #.##
...# .##. .##. ..#. .... .#.. .... #...
.##. .##. .#.. .... .... .... .#.. .###
ABCDEFGH
.##. ###. .### ###. #### #### .### #..#
#..# #..# #... #..# #... #... #... #..#
#..# ###. #... #..# ###. ###. #.## ####
#### #..# #... #..# #... #... #..# #..#
#..# #..# #... #..# #... #... #..# #..#
#..# ###. .### ###. #### #... .### #..#
IJKLMNOP
.### ...# #..# #... #...# #..# .##. ###.
..#. ...# #.#. #... ##.## ##.# #..# #..#
..#. ...# ##.. #... #.#.# ##.# #..# #..#
..#. ...# ##.. #... #.#.# #.## #..# ###.
..#. #..# #.#. #... #...# #.## #..# #...
.### .##. #..# #### #...# #..# .##. #...
QRSTUVWX
.##. ###. .### .### #..# #..# #...# #..#
#..# #..# #... ..#. #..# #..# #...# #..#
#..# #..# .##. ..#. #..# #..# #.#.# .##.
#..# ###. ...# ..#. #..# #..# #.#.# .##.
#.#. #.#. ...# ..#. #..# .##. ##.## #..#
.#.# #..# ###. ..#. .##. .##. #...# #..#
YZ[\]^_`
#..# #### .##. #... .##. .#.. .... .#..
#..# ...# .#.. #... ..#. #.#. .... ..#.
.##. ..#. .#.. .#.. ..#. .... .... ....
..#. .#.. .#.. .#.. ..#. .... .... ....
..#. #... .#.. ..#. ..#. .... .... ....
..#. #### .##. ..#. .##. .... #### ....
abcdefgh
.... #... .... ...# .... ..## .... #...
.##. #... .### ...# .##. .#.. .### #...
...# ###. #... .### #..# #### #..# ###.
.### #..# #... #..# #### .#.. .### #..#
#..# #..# #... #..# #... .#.. ...# #..#
.### ###. .### .### .### .#.. .##. #..#
ijklmnop
.#.. ..#. #... ##.. ..... .... .... ....
.... .... #... .#.. ####. ###. .##. ###.
##.. .##. #.#. .#.. #.#.# #..# #..# #..#
.#.. ..#. ##.. .#.. #.#.# #..# #..# #..#
.#.. ..#. #.#. .#.. #.#.# #..# #..# ###.
.##. ##.. #..# .##. #.#.# #..# .##. #...
qrstuvwx
.... .... .... .#.. .... .... ..... ....
.### #.## .### .### #..# #..# #...# #..#
#..# ##.. #... .#.. #..# #..# #...# #..#
#..# #... .##. .#.. #..# #..# #.#.# .##.
.### #... ...# .#.. #..# .##. #.#.# #..#
...# #... ###. ..## .### .##. .#.#. #..#
yz{|}~
.... .... ..## .#.. ##.. ....
#..# #### .#.. .#.. ..#. ....
#..# ...# ##.. .#.. ..## .#.#
.### .##. .#.. .#.. ..#. #.#.
...# #... .#.. .#.. ..#. ....
.##. #### ..## .#.. ##.. ....
бвгдеёжз
.### .... .... ..... .... #..# ..... ....
#... ###. #### .##.. .##. .... #.#.# ###.
###. #..# #... .#.#. #..# .##. #.#.# ...#
#..# ###. #... .#.#. #### #### .###. .##.
#..# #..# #... ##### #... #... #.#.# ...#
.##. ###. #... #...# .### .### #.#.# ###.
икйлмнпт
.... .... .##. .... ..... .... .... ....
#..# #..# .... ..## #...# #..# #### ####
#.## #.#. #..# .#.# ##.## #..# #..# .##.
##.# ##.. #.## .#.# #.#.# #### #..# .##.
#..# #.#. ##.# .#.# #...# #..# #..# .##.
#..# #..# #..# #..# #...# #..# #..# .##.
уфцчшщъы
.... ..#.. .... .... ..... ..... .... .....
#..# .###. #.#. #..# #.#.# #.#.# ##.. #...#
#..# #.#.# #.#. #..# #.#.# #.#.# .#.. #...#
.### #.#.# #.#. .### #.#.# #.#.# .##. ##..#
...# .###. #### ...# #.#.# ##### .#.# #.#.#
.##. ..#.. ...# ...# ##### ....# .##. ##..#
ьэюяієїґ
.... .... ..... .... .##. .... #..# ...#
#... ###. #..#. .### .... .### .... ####
#... ...# #.#.# #..# .##. #... .##. #...
###. .### ###.# .### .##. ###. .##. #...
#..# ...# #.#.# .#.# .##. #... .##. #...
###. ###. #..#. #..# .##. .### .##. #...
БГДЖЗИЙЛ
#### #### .###. #.#.# ###. #..# .##. ..##.
#... #... .#.#. #.#.# ...# #..# #..# .#.#.
###. #... .#.#. .###. .##. #.## #.## .#.#.
#..# #... .#.#. #.#.# ...# ##.# ##.# .#.#.
#..# #... ##### #.#.# ...# #..# #..# .#.#.
###. #... #...# #.#.# ###. #..# #..# #..#.
ПУФЦЧШЩЪ
#### #..# ..#.. #.#. #..# #.#.# #.#.# ##..
#..# #..# .###. #.#. #..# #.#.# #.#.# .#..
#..# .### #.#.# #.#. #..# #.#.# #.#.# .##.
#..# ...# #.#.# #.#. .### #.#.# #.#.# .#.#
#..# ...# .###. #### ...# #.#.# ##### .#.#
#..# .##. ..#.. ...# ...# ##### ....# .##.
ЫЬЭЮЯЄҐЁ
#...# #... ###. #..#. .### .### ...# #..#
#...# #... ...# #.#.# #..# #... #### ####
##..# ###. .### ###.# .### ###. #... #...
#.#.# #..# ...# #.#.# .#.# #... #... ###.
#.#.# #..# ...# #.#.# #..# #... #... #...
##..# ###. ###. #..#. #..# .### #... ####
␣·✓✗
.... .... ...# #..#
.... .... ...# #..#
.... .##. ..#. .##.
.... .##. #.#. .##.
#..# .... .##. #..#
#### .... .#.. #..#
ßæøłØÆ€£
.##. ..... .... ##.. .### .#### ..## ..##
#..# ##.#. .### .#.. #..# #.#.. .#.. .#..
#.#. ..#.# #.## .##. #.## #.#.. ###. ###.
#..# .#### #.## ##.. ##.# ####. .#.. .#..
#..# #.#.. ##.# .#.. #..# #.#.. ###. .#..
#.#. .#### ###. .##. ###. #.### ..## ####
…
.....
.....
.....
.....
.....
#.#.#
"##;

/// Columns of a letter that the table does not have, and of a space.
pub(super) const WIDTH: u16 = 4;
/// Rows of dots of a letter: two to a line.
pub(super) const HEIGHT: u16 = 6;

/// One letter: a row of dots in each byte, the rightmost dot in the lowest bit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Dots {
    /// Columns.
    pub(super) width: u16,
    rows: [u8; HEIGHT as usize],
}

impl Dots {
    /// Whether there is a dot at column `x` of row `y`.
    pub(super) fn at(self, x: u16, y: u16) -> bool {
        self.rows.get(usize::from(y)).is_some_and(|row| x < self.width && row >> (self.width - 1 - x) & 1 != 0)
    }
}

/// The dots of a sign; none for a sign that the table does not have.
pub(super) fn dots(sign: char) -> Option<Dots> {
    if sign == ' ' {
        return Some(Dots { width: WIDTH, rows: [0; HEIGHT as usize] });
    }
    // Most letters are ASCII, which has no accents: a screen of words asks some ten thousand times.
    if !sign.is_ascii()
        && let Some((base, mark)) = accent(sign)
    {
        return Some(drawn(base)?.with(mark));
    }
    drawn(latin(sign))
}

/// The dots of a sign of the table.
fn drawn(sign: char) -> Option<Dots> {
    let at = TABLE.binary_search_by_key(&sign, |(name, _)| *name).ok()?;
    Some(TABLE[at].1)
}

/// The table, read once and sorted: letters are looked up some thousand times for a screen of words.
static TABLE: LazyLock<Vec<(char, Dots)>> = LazyLock::new(|| {
    let mut table = Vec::new();
    let mut lines = ART.lines();
    while let Some(names) = lines.next() {
        let mut letters: Vec<Dots> = Vec::new();
        for (y, line) in lines.by_ref().take(usize::from(HEIGHT)).enumerate() {
            for (nth, dots) in line.split(' ').enumerate() {
                if nth == letters.len() {
                    letters.push(Dots { width: dots.len() as u16, rows: [0; HEIGHT as usize] });
                }
                letters[nth].rows[y] = dots.bytes().fold(0, |bits, dot| bits << 1 | u8::from(dot == b'#'));
            }
        }
        table.extend(names.chars().zip(letters));
    }
    table.sort_by_key(|(name, _)| *name);
    table
});

/// What stands above or below a letter: a row of dots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Above(u8),
    Below(u8),
}

/// Each mark, the letters that have it, and the same letters without.
const ACCENTS: [(Mark, &str, &str); 13] = [
    (Mark::Above(0b0011), "áćéíĺńóŕśúýźÁĆÉÍĹŃÓŔŚÚÝŹ", "aceilnorsuyzACEILNORSUYZ"),
    (Mark::Above(0b1100), "àèìòùÀÈÌÒÙ", "aeiouAEIOU"),
    (Mark::Above(0b0110), "âĉêĝîĵôŝûŵŷÂĈÊĜÎĴÔŜÛŴŶ", "acegijosuwyACEGIJOSUWY"),
    (Mark::Above(0b1001), "äëïöüÿÄËÏÖÜŸ", "aeiouyAEIOUY"),
    (Mark::Above(0b0101), "ãĩñõũÃĨÑÕŨ", "ainouAINOU"),
    (Mark::Above(0b1111), "āēīōūĀĒĪŌŪ", "aeiouAEIOU"),
    (Mark::Above(0b1010), "čďěňřšťžČĎĚŇŘŠŤŽ", "cdenrstzCDENRSTZ"),
    (Mark::Above(0b1011), "ăĕğĭŏŭĂĔĞĬŎŬ", "aegiouAEGIOU"),
    (Mark::Above(0b0100), "åůÅŮ", "auAU"),
    (Mark::Above(0b0111), "őűŐŰ", "ouOU"),
    (Mark::Above(0b0010), "ċėġżĊĖĠİŻ", "cegzCEGIZ"),
    (Mark::Below(0b0010), "çģķļņŗşţșțÇĢĶĻŅŖŞŢȘȚ", "cgklnrststCGKLNRSTST"),
    (Mark::Below(0b0001), "ąęįųĄĘĮŲ", "aeiuAEIU"),
];

/// The letter and the mark that a sign is made of.
fn accent(sign: char) -> Option<(char, Mark)> {
    ACCENTS.iter().find_map(|(mark, signs, bases)| {
        let at = signs.chars().position(|other| other == sign)?;
        Some((bases.chars().nth(at)?, *mark))
    })
}

impl Dots {
    /// The letter with a mark in the outermost row. Where that row is taken, the letter gives up one that repeats another.
    fn with(self, mark: Mark) -> Dots {
        let mut rows = self.rows.to_vec();
        let free = match mark {
            Mark::Above(_) => rows[0] == 0,
            Mark::Below(_) => false,
        };
        let blank = rows.iter().position(|row| *row == 0).filter(|_| matches!(mark, Mark::Below(_)));
        let twice = (1..rows.len()).find(|at| rows[*at] == rows[at - 1]);
        rows.remove(if free { 0 } else { blank.or(twice).unwrap_or(2) });
        let (Mark::Above(dots) | Mark::Below(dots)) = mark;
        let dots = dots << self.width.saturating_sub(WIDTH);
        rows.insert(if matches!(mark, Mark::Above(_)) { 0 } else { rows.len() }, dots);
        let mut marked = self;
        marked.rows.copy_from_slice(&rows);
        marked
    }
}

/// The letter of the table that another one looks like: a Cyrillic one, or a sign of print.
fn latin(sign: char) -> char {
    match sign {
        'А' => 'A',
        'В' => 'B',
        'Е' => 'E',
        'І' => 'I',
        'К' => 'K',
        'М' => 'M',
        'Н' => 'H',
        'О' => 'O',
        'Р' => 'P',
        'С' => 'C',
        'Т' => 'T',
        'Х' => 'X',
        'а' => 'a',
        'о' => 'o',
        'р' => 'p',
        'с' => 'c',
        'х' => 'x',
        '“' | '”' | '„' => '"',
        '‘' | '’' => '\'',
        '–' | '—' | '−' => '-',
        '×' => 'x',
        sign => sign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn the_table_is_well_formed() {
        let lines: Vec<&str> = ART.lines().collect();
        assert_eq!(lines.len() % 7, 0);
        for block in lines.chunks(7) {
            let widths: Vec<usize> = block[1].split(' ').map(str::len).collect();
            assert!(widths.iter().all(|width| (4..=5).contains(width)), "{}", block[0]);
            for line in &block[1..] {
                assert_eq!(line.split(' ').count(), block[0].chars().count(), "{line}");
                assert!(line.split(' ').map(str::len).eq(widths.iter().copied()), "{line}");
            }
        }
    }

    #[test]
    fn every_printable_sign_has_dots_of_its_own() {
        let mut known: HashMap<Dots, char> = HashMap::new();
        for sign in '!'..='~' {
            let dots = dots(sign).unwrap_or_else(|| panic!("no {sign}"));
            assert_ne!(dots.rows, [0; 6], "{sign}");
            if let Some(other) = known.insert(dots, sign) {
                panic!("{sign} looks like {other}");
            }
        }
        for sign in "АБВГҐДЕЄЁЖЗИІЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюя".chars()
        {
            assert!(dots(sign).is_some(), "{sign}");
        }
        assert_eq!(dots('語'), None);
    }

    #[test]
    fn a_letter_is_where_it_should_be() {
        let h = dots('h').unwrap();
        let row = |y| (0..4).map(|x| if h.at(x, y) { '#' } else { '.' }).collect::<String>();
        assert_eq!([0, 2, 5].map(row), ["#...", "###.", "#..#"]);
        assert!(!h.at(4, 0) && !h.at(0, 6));
    }
}
