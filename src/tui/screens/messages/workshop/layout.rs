//! Where everything stands.

use ratatui::layout::Rect;

use crate::tui::app::workshop::{Below, Workshop};

/// The parts of the screen. What has no room is empty.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    pub(super) header: Rect,
    /// The example, and who cuts.
    pub(super) info: Option<Rect>,
    pub(super) rule: Rect,
    /// The line of the brackets over the bytes.
    pub(super) brackets: u16,
    /// The line of the cuts.
    pub(super) cuts: u16,
    pub(super) lanes: Rect,
    /// The lanes of the answers under their title, where both directions have room.
    pub(super) back: Option<Rect>,
    /// The receiver's variables.
    pub(super) receiver: Rect,
    /// What is asked, and what was.
    pub(super) question: Rect,
    /// The receiver's source.
    pub(super) code: Rect,
    /// What the framings cost.
    pub(super) costs: Rect,
    pub(super) sentence: Rect,
    /// Lines below the bytes.
    left_height: u16,
}

/// Lines of the lanes with big letters.
pub(super) const BIG: u16 = 16;
/// Columns between panes.
const GAP: u16 = 3;
/// Lines of the receiver's pane: its rule, a head, up to six variables.
const RECEIVER: u16 = 9;
/// Lines of a question: its rule, two lines, four answers.
const QUESTION: u16 = 7;
/// Columns of the receiver's pane where others stand beside it.
const LEFT: u16 = 57;
/// Columns of the source.
const CODE: u16 = 64;
/// Columns with which all panes stand side by side.
const WIDE: u16 = LEFT + CODE + 2 * GAP + 60;

/// Whether there is room for more than the bytes and one thing below them.
pub(super) fn is_tall(screen: Rect) -> bool {
    screen.height >= 30
}

/// Whether the receiver's state and a question do not stand below each other: the source then has no room beside them.
pub(super) fn is_crowded(screen: Rect, shop: &Workshop) -> bool {
    shop.is_asking() && is_tall(screen) && Layout::new(screen, shop).left_height < RECEIVER + QUESTION
}

impl Layout {
    pub(super) fn new(screen: Rect, shop: &Workshop) -> Layout {
        let area = Rect { x: screen.x + 1, width: screen.width - 2, ..screen };
        let tall = is_tall(screen);
        let line = |y: u16| Rect { y: area.y + y, height: 1, ..area };
        let top = 1 + u16::from(tall);
        let lanes_at = area.y + top + 3;
        // The boxes of what was sent and read, the network in a line between them (three where there is plenty), or all of
        // them in big letters.
        let high = match screen.height {
            56.. if !shop.bench.echo => BIG,
            44.. => 10,
            _ => 8,
        };
        let lanes = Rect { y: lanes_at, height: high, ..area };
        let foot = if tall { 4 } else { 2 };
        let sentence = Rect { y: screen.bottom() - foot - 1 + u16::from(tall), height: foot - u16::from(tall), ..area };
        let mut y = lanes.bottom();
        let back =
            (shop.bench.echo && tall).then_some(Rect { y, height: if screen.height >= 44 { 9 } else { 5 }, ..area });
        y += back.map_or(0, |back| back.height);
        if tall && back.is_none() {
            y += 1;
        }
        let below = Rect { y, height: (screen.bottom() - 1).saturating_sub(foot + y), ..area };
        let none = Rect { width: 0, height: 0, ..below };
        let mut layout = Layout {
            header: line(0),
            info: tall.then(|| line(1)),
            rule: line(top),
            brackets: area.y + top + 1,
            cuts: area.y + top + 2,
            lanes,
            back,
            receiver: none,
            question: none,
            code: none,
            costs: none,
            sentence,
            left_height: below.height,
        };
        layout.panes(below, shop, tall);
        layout
    }

    fn panes(&mut self, below: Rect, shop: &Workshop, tall: bool) {
        let beside = |left: u16, area: Rect| {
            let x = (area.x + left + GAP).min(area.right());
            (Rect { width: left.min(area.width), ..area }, Rect { x, width: area.right() - x, ..area })
        };
        let asking = shop.is_asking();
        // Where the messages cannot be sent so, what other framings make of them is what helps.
        let alone = shop.below == Below::Costs && !asking && below.width < WIDE;
        if shop.laid.is_err() || (alone && !tall) {
            self.costs = self.all();
            return;
        }
        if alone {
            self.costs = below;
            return;
        }
        if !tall {
            let (left, right) = beside((below.width - GAP) / 2, below);
            match shop.below {
                Below::Code if asking => (self.code, self.question) = (left, right),
                Below::Code => self.code = below,
                Below::Receiver | Below::Costs => (self.receiver, self.question) = (left, right),
            }
            return;
        }
        let (left, right) = beside(if below.width >= LEFT + GAP + 45 { LEFT } else { below.width / 2 }, below);
        if shop.is_asking() && left.height < RECEIVER + QUESTION {
            // The question comes first; a key shows the source in the place of the variables.
            match shop.below {
                Below::Code => (self.code, self.question) = (left, right),
                Below::Receiver | Below::Costs => (self.receiver, self.question) = (left, right),
            }
            return;
        }
        let height = RECEIVER.min(left.height);
        self.receiver = Rect { height, ..left };
        self.question = Rect { y: left.y + height, height: left.height - height, ..left };
        match shop.below {
            _ if below.width >= WIDE => (self.code, self.costs) = beside(CODE, right),
            Below::Costs => self.costs = right,
            Below::Receiver | Below::Code => self.code = right,
        }
    }

    /// Whether all panes stand side by side on a screen of this size: then nothing has to make room for another.
    pub(super) fn shows_all(screen: Rect) -> bool {
        is_tall(screen) && screen.width >= WIDE + 2
    }

    /// Everything between the rule and the sentence.
    pub(super) fn all(&self) -> Rect {
        let y = self.brackets;
        Rect { y, height: self.sentence.y.saturating_sub(y), ..self.lanes }
    }
}
