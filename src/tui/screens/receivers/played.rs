//! A program that is played: the bytes, its source, its variables, what it delivers.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{has_room_for_big, split, words};
use crate::call::Side;
use crate::framing::walk::Doing;
use crate::msg;
use crate::tui::app::App;
use crate::tui::app::play::{Calls, Play};
use crate::tui::theme::Role;
use crate::tui::view;
use crate::tui::widgets::{
    CodePanel, Cuts, Lanes, Look, Phase, Sentence, TitledRule, Tone, Variable, VariablesPanel, put, put_folded,
};

/// What must come of a program and what has, where that is not messages: lines, right (`Some(true)`), wrong, or still open.
pub(super) struct Due {
    /// Lower case.
    pub(super) title: String,
    /// What is due, and what came of it.
    pub(super) line: (Option<bool>, String),
}

/// Columns from which the table of variables has room for what their names mean.
const GLOSSED: u16 = 60;

/// What is drawn.
pub(super) struct Played<'a> {
    pub(super) play: &'a Play,
    /// The source, in whichever language.
    pub(super) lines: Vec<&'a str>,
    /// The language, in words.
    pub(super) language: String,
    /// The line that runs, in that language.
    pub(super) now: Vec<u32>,
    /// Lines that ran since the last call returned.
    pub(super) ran: Vec<u32>,
    /// Lines at fault, once they may be seen.
    pub(super) guilty: Vec<u32>,
    /// Lines that the student took for guilty, and the words at their right end.
    pub(super) said: (Vec<u32>, String),
    /// What the source is called.
    pub(super) title: String,
    /// What its variables are called.
    pub(super) variables: String,
    /// What the signs beside the lines mean.
    pub(super) legend: String,
    /// The messages that must be delivered, where that is what the program does.
    pub(super) must: Option<&'a [Vec<u8>]>,
    /// What must come of it, where that is something else.
    pub(super) due: Option<Due>,
    /// Where the stream is cut.
    pub(super) cuts: Vec<u64>,
    /// At the right end of the bytes' rule.
    pub(super) size: String,
}

/// The line that runs and those that ran since the last call returned, as the program that runs has them.
pub(super) fn lines(play: &Play) -> (Vec<u32>, Vec<u32>) {
    let Some(at) = play.at else { return (Vec::new(), Vec::new()) };
    let steps = &play.walk.steps;
    let Some(step) = steps.get(at) else { return (Vec::new(), Vec::new()) };
    let same = steps[..=at].iter().rev().take_while(|one| one.returned == step.returned);
    (vec![step.line], same.map(|one| one.line).collect())
}

/// The sign of something that is right, wrong, or still open, and its role.
fn mark(look: &Look<'_>, right: Option<bool>) -> (char, Role) {
    match right {
        Some(true) => (look.glyphs.yes, Role::Strong),
        Some(false) => (look.glyphs.no, Role::Fault),
        None => (look.glyphs.dot, Role::Quiet),
    }
}

impl Due {
    fn draw(&self, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        TitledRule { title: &self.title, right: "", focused: false }.draw(look, area, buf);
        let (right, text) = &self.line;
        let (mark, role) = mark(look, *right);
        put(look, area, buf, (area.x + 1, area.y + 1), &mark.to_string(), look.style(role));
        let tone = if *right == Some(false) { Tone::Fault } else { Tone::Plain };
        let below = area.height.saturating_sub(1);
        let words = Rect { x: area.x + 3, y: area.y + 1, width: area.width.saturating_sub(3), height: below };
        Sentence { text, tone }.draw(look, words, buf);
    }
}

impl Played<'_> {
    pub(super) fn draw(&self, app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let bytes = match &self.play.calls {
            Calls::Sockets { .. } => self.bytes(app, look, area, buf),
            Calls::Model(_) => self.taken(app, look, area, buf),
        };
        let gap = u16::from(area.height >= 24);
        let below = Rect { y: area.y + bytes + gap, height: area.height.saturating_sub(bytes + gap), ..area };
        let (left, right) = split(below, if area.width >= 100 { 60 } else { 62 });
        let panel = CodePanel {
            title: &self.title,
            right: &self.language,
            focused: true,
            lines: &self.lines,
            now: &self.now,
            ran: &self.ran,
            guilty: &self.guilty,
            said: (&self.said.0, &self.said.1),
            ..CodePanel::default()
        };
        // What the signs mean stands below the source.
        let legend = u16::from(left.height > 6);
        let code = Rect { height: panel.height(left.width).min(left.height - legend), ..left };
        panel.draw(look, code, buf);
        let gap = u16::from(code.bottom() + 1 < left.bottom());
        let (at, room) = ((left.x + 1, code.bottom() + gap), left.width.saturating_sub(1));
        put_folded(look, left, buf, at, room, &self.legend, look.style(Role::Quiet));
        let variables = self.variables(app, right.width);
        let number = self.play.line().map_or(0, |line| line.returned);
        let number = app.texts.say(&msg!("play-after-call", calls = number));
        let panel = VariablesPanel { title: &self.variables, right: &number, variables: &variables };
        let delivered = if self.must.is_some() || self.due.is_some() { 4.min(right.height / 2) } else { 0 };
        let height = panel.height().max(6).min(right.height.saturating_sub(delivered));
        panel.draw(look, Rect { height, ..right }, buf);
        let gap = u16::from(height + delivered < right.height);
        let rest = Rect { y: right.y + height + gap, height: right.height.saturating_sub(height + gap), ..right };
        if let Some(due) = &self.due {
            due.draw(look, rest, buf);
        }
        self.delivered(app, look, rest, buf);
    }

    /// The lanes, with a rule above. Returns the lines that they take.
    fn bytes(&self, app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer) -> u16 {
        let Calls::Sockets { script, .. } = &self.play.calls else { return 0 };
        let all = view::stream(script, &self.play.events, Side::Client);
        let stream = view::stream(script, self.play.events_shown(), Side::Client);
        let title = match (self.cuts.is_empty(), area.width >= 110) {
            (false, true) => "play-stream",
            (true, true) => "play-stream-whole",
            _ => "lab-stream",
        };
        let title = app.texts.get(title);
        TitledRule { title: &title, right: &self.size, focused: false }.draw(look, area, buf);
        let most = if area.height >= 40 { area.height * 2 / 5 } else { 11.min(area.height * 9 / 20) };
        // The same height throughout the run.
        let whole = Lanes::new(&all);
        let scale = u16::from(has_room_for_big(&whole, area, most));
        let height = Lanes { scale, ..whole }.height(most);
        let lanes = Rect { y: area.y + 1, height, ..area };
        if !self.play.has_begun() {
            // Nothing has run: what is to be sent, and where it will be cut.
            let cuts = Some(Cuts { at: &self.cuts, cursor: None });
            Lanes { phase: Phase::Asking, cuts, scale, ..Lanes::new(&all) }.draw(look, lanes, buf);
        } else {
            Lanes { scale, ..Lanes::new(&stream) }.draw(look, lanes, buf);
        }
        height + 1
    }

    /// What a kernel that is only thought of took of each send.
    fn taken(&self, app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer) -> u16 {
        let title = app.texts.get("play-sends");
        TitledRule { title: &title, right: &self.size, focused: false }.draw(look, area, buf);
        let sends = self.play.sends_shown();
        let Calls::Model(given) = &self.play.calls else { return 0 };
        let lines = area.height.min(6).min(u16::try_from(given.len()).unwrap_or(u16::MAX).saturating_add(1));
        for (y, (number, (bytes, taken))) in (area.y + 1..area.y + lines).zip((1usize..).zip(&sends)) {
            let taken = taken.map(|taken| &bytes[..taken.min(bytes.len())]);
            let said = match taken {
                None => msg!("play-send-waits", number = number, bytes = words::quoted(bytes)),
                Some(part) => msg!(
                    "play-send-took",
                    number = number,
                    bytes = words::quoted(bytes),
                    took = part.len(),
                    of = bytes.len(),
                    part = words::quoted(part)
                ),
            };
            put_folded(look, area, buf, (area.x + 1, y), area.width - 1, &app.texts.say(&said), look.style(Role::Text));
        }
        lines
    }

    /// Variables as they were when the last call returned, and as they are.
    fn variables(&self, app: &App, width: u16) -> Vec<Variable> {
        let Some(at) = self.play.at else { return Vec::new() };
        let steps = &self.play.walk.steps;
        let Some(now) = steps.get(at) else { return Vec::new() };
        let before = steps[..at].iter().rev().find(|step| step.doing == Doing::Calls);
        let texts = &app.texts;
        let held = |name: &str| {
            before.and_then(|step| step.variables.iter().find(|(known, _)| known == name)).map(|(_, value)| value)
        };
        // The name that the source has; where there is room, also what it holds in words.
        let longest = now.variables.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
        let named = |name: &str| match words::meaning(texts, name).filter(|_| width >= GLOSSED) {
            Some(meaning) => format!("{name:longest$}  {meaning}"),
            None => name.to_owned(),
        };
        now.variables
            .iter()
            .map(|(name, value)| Variable {
                name: named(name),
                before: held(name).map(|value| words::short_value(texts, value)).unwrap_or_default(),
                now: words::value(texts, value),
                changed: before.is_some() && held(name) != Some(value),
            })
            .collect()
    }

    /// What must be delivered, and what was.
    fn delivered(&self, app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
        let Some(must) = self.must else { return };
        let got: Vec<&[u8]> = self.play.at.map(|at| self.play.walk.delivered(at).collect()).unwrap_or_default();
        let right = must.iter().zip(&got).filter(|(must, got)| must.as_slice() == **got).count();
        let counts = msg!("play-delivered-right", right = right, of = must.len());
        let counts = if must.is_empty() { String::new() } else { app.texts.say(&counts) };
        let title = app.texts.get("play-delivered");
        TitledRule { title: &title, right: &counts, focused: false }.draw(look, area, buf);
        let over = self.play.is_over();
        let lines = must.len().max(got.len());
        for (y, index) in (area.y + 1..area.bottom()).zip(0..lines) {
            let (must, got) = (must.get(index), got.get(index).copied());
            let right = must.map(Vec::as_slice) == got;
            let (mark, role) = mark(look, (right || got.is_some() || over).then_some(right));
            let x = area.x + 1;
            put(look, area, buf, (x, y), &mark.to_string(), look.style(role));
            let said = match (must, got) {
                (_, Some(got)) if right => msg!("play-got", message = words::quoted(got)),
                (Some(must), Some(got)) => {
                    msg!("play-got-not", message = words::quoted(got), must = words::quoted(must))
                }
                (None, Some(got)) => msg!("play-got-extra", message = words::quoted(got)),
                (Some(must), None) if over => msg!("play-got-none", must = words::quoted(must)),
                (must, None) => msg!("play-got-later", must = must.map(|must| words::quoted(must)).unwrap_or_default()),
            };
            let said = app.texts.say(&said);
            let room = area.width.saturating_sub(3);
            let role = if role == Role::Strong { Role::Text } else { role };
            put_folded(look, area, buf, (x + 2, y), room, &said, look.style(role));
        }
        if lines == 0 && area.height > 1 && area.width > 1 {
            let none = app.texts.get("play-must-nothing");
            let below = Rect { x: area.x + 1, y: area.y + 1, width: area.width - 1, height: area.height - 1 };
            Sentence { text: &none, tone: Tone::Quiet }.draw(look, below, buf);
        }
    }
}
