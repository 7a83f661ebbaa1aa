//! Box-drawing and block signs as lines and rectangles.

use std::fmt::Write;

use super::{COLUMN, LINE, Paint, hex};

/// Lines and rectangles of one colour, collected along a line of text.
#[derive(Debug, Default)]
pub(super) struct Lines {
    /// Light and heavy strokes: x1, y1, x2, y2.
    strokes: [Vec<[u32; 4]>; 2],
    arcs: String,
    /// x, y, width, height, opacity in percent.
    blocks: Vec<[u32; 5]>,
}

/// The weights of a sign's arms: up, right, down, left. 1 is light, 2 is heavy.
fn arms(sign: &str) -> Option<[u8; 4]> {
    Some(match sign {
        "─" => [0, 1, 0, 1],
        "━" => [0, 2, 0, 2],
        "│" => [1, 0, 1, 0],
        "┃" => [2, 0, 2, 0],
        "┌" => [0, 1, 1, 0],
        "┐" => [0, 0, 1, 1],
        "└" => [1, 1, 0, 0],
        "┘" => [1, 0, 0, 1],
        "┬" => [0, 1, 1, 1],
        "┴" => [1, 1, 0, 1],
        "├" => [1, 1, 1, 0],
        "┤" => [1, 0, 1, 1],
        "┼" => [1, 1, 1, 1],
        "┏" => [0, 2, 2, 0],
        "┓" => [0, 0, 2, 2],
        "┗" => [2, 2, 0, 0],
        "┛" => [2, 0, 0, 2],
        "┳" => [0, 2, 2, 2],
        "┻" => [2, 2, 0, 2],
        "┣" => [2, 2, 2, 0],
        "┫" => [2, 0, 2, 2],
        "┯" => [0, 2, 1, 2],
        "┷" => [1, 2, 0, 2],
        _ => return None,
    })
}

impl Lines {
    /// Adds a sign whose cell has its corner at (x, y). False if it is not one of these signs.
    pub(super) fn add(&mut self, sign: &str, x: u32, y: u32) -> bool {
        let (middle, centre) = (x + COLUMN / 2, y + LINE / 2);
        if let Some([up, right, down, left]) = arms(sign) {
            // Arms reach a little over the middle, so that corners of heavy lines are whole.
            for (weight, line) in [
                (left, [x, centre, middle + u32::from(left == 2 || right == 0), centre]),
                (right, [middle - u32::from(right == 2 || left == 0), centre, x + COLUMN, centre]),
                (up, [middle, y, middle, centre + 1]),
                (down, [middle, centre - 1, middle, y + LINE]),
            ] {
                if weight > 0 {
                    self.stroke(usize::from(weight - 1), line);
                }
            }
            return true;
        }
        match sign {
            "┄" => self.dashes(0, x, centre, 3),
            "┅" => self.dashes(1, x, centre, 3),
            "╍" => self.dashes(1, x, centre, 2),
            "┊" => self.dots(0, middle, y, 4),
            "┇" => self.dots(1, middle, y, 3),
            "╭" => self.arc(middle, y + LINE, x + COLUMN, centre),
            "╮" => self.arc(middle, y + LINE, x, centre),
            "╰" => self.arc(middle, y, x + COLUMN, centre),
            "╯" => self.arc(middle, y, x, centre),
            "█" => self.blocks.push([x, y, COLUMN, LINE, 100]),
            "▓" => self.blocks.push([x, y, COLUMN, LINE, 75]),
            "▒" => self.blocks.push([x, y, COLUMN, LINE, 50]),
            "░" => self.blocks.push([x, y, COLUMN, LINE, 28]),
            "▀" => self.blocks.push([x, y, COLUMN, LINE / 2, 100]),
            "▄" => self.blocks.push([x, centre, COLUMN, LINE / 2, 100]),
            "▌" => self.blocks.push([x, y, COLUMN / 2, LINE, 100]),
            "▐" => self.blocks.push([middle, y, COLUMN / 2, LINE, 100]),
            _ => return self.eighths(sign, x, y),
        }
        true
    }

    /// `▏` to `▉`: eighths of a cell from the left.
    fn eighths(&mut self, sign: &str, x: u32, y: u32) -> bool {
        let mut signs = sign.chars();
        let (Some(sign @ '▉'..='▏'), None) = (signs.next(), signs.next()) else { return false };
        let eighths = '▏' as u32 - sign as u32 + 1;
        self.blocks.push([x, y, COLUMN * eighths / 8, LINE, 100]);
        true
    }

    fn stroke(&mut self, weight: usize, line: [u32; 4]) {
        // Horizontal strokes that touch become one.
        let flat = line[1] == line[3];
        let touching = self.strokes[weight].iter_mut().rev().take(6).find(|before| {
            flat && before[1] == line[1] && before[3] == line[1] && before[2] >= line[0] && before[0] <= line[0]
        });
        match touching {
            Some(before) => before[2] = before[2].max(line[2]),
            None => self.strokes[weight].push(line),
        }
    }

    fn dashes(&mut self, weight: usize, x: u32, y: u32, count: u32) {
        let part = COLUMN / count;
        for dash in 0..count {
            self.strokes[weight].push([x + dash * part + 1, y, x + (dash + 1) * part - 1, y]);
        }
    }

    fn dots(&mut self, weight: usize, x: u32, y: u32, count: u32) {
        let part = LINE / count;
        for dash in 0..count {
            self.strokes[weight].push([x, y + dash * part + 1, x, y + (dash + 1) * part - 1]);
        }
    }

    /// A rounded corner from the end of a vertical arm to the end of a horizontal one.
    fn arc(&mut self, x1: u32, y1: u32, x2: u32, y2: u32) {
        let _ = write!(self.arcs, "M{x1} {y1}Q{x1} {y2} {x2} {y2}");
    }

    /// Writes what was collected and forgets it.
    pub(super) fn write(&mut self, out: &mut String, paint: Option<Paint>) {
        let Some(paint) = paint else { return };
        let dim = if paint.dim { " opacity=\"0.6\"" } else { "" };
        let colour = hex(paint.fore);
        for [x, y, width, height, percent] in self.blocks.drain(..) {
            let _ = write!(out, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{colour}\"");
            if percent < 100 {
                let _ = write!(out, " fill-opacity=\"0.{percent}\"");
            }
            let _ = writeln!(out, "{dim}/>");
        }
        for (strokes, width) in self.strokes.iter_mut().zip(["1.5", "3.5"]) {
            let mut path = String::new();
            for [x1, y1, x2, y2] in strokes.drain(..) {
                let _ = if y1 == y2 { write!(path, "M{x1} {y1}H{x2}") } else { write!(path, "M{x1} {y1}V{y2}") };
            }
            if width == "1.5" {
                path.push_str(&std::mem::take(&mut self.arcs));
            }
            if !path.is_empty() {
                let _ = writeln!(
                    out,
                    "<path d=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width}\"{dim}/>"
                );
            }
        }
    }
}
