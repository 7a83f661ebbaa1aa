//! The pages of practice: before a quiz, and after its last row.
//!
//! ```text
//!  ━ next: quiz 3 ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ seed 7 ━
//!  ▸ level  ‹ 2  different buffer sizes ›
//!    2 rows wait to come back.
//!
//!  ─ so far ─────────────────────────────────────────────────── 34 of 41 rows right ─
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::look;
use crate::msg;
use crate::quiz::Misconception;
use crate::quiz::generate::Level;
use crate::tui::app::App;
use crate::tui::app::practice::{Current, Page, Practising};
use crate::tui::theme::Role;
use crate::tui::widgets::{Look, Sentence, TitledRule, Tone, columns, put};

/// The widest a page gets: longer lines are hard to read.
const WIDTH: u16 = 100;

/// A page, part by part, downwards.
struct Paper<'a, 'b> {
    look: &'a Look<'a>,
    buf: &'b mut Buffer,
    area: Rect,
    y: u16,
}

impl Paper<'_, '_> {
    fn rest(&self) -> Rect {
        Rect { y: self.y.min(self.area.bottom()), height: self.area.bottom().saturating_sub(self.y), ..self.area }
    }

    fn rule(&mut self, title: &str, right: &str, focused: bool) {
        // A title alone at the foot would announce nothing.
        if self.rest().height < 2 {
            self.y = self.area.bottom();
            return;
        }
        TitledRule { title, right, focused }.draw(self.look, self.rest(), self.buf);
        self.y += 1;
    }

    /// A paragraph, if all of it fits.
    fn say(&mut self, text: &str, tone: Tone, indent: u16) {
        let rest = self.rest();
        let inner = Rect { x: rest.x + 1 + indent, width: rest.width.saturating_sub(2 + indent), ..rest };
        let sentence = Sentence { text, tone };
        let height = sentence.height(self.look, inner.width);
        if height <= inner.height {
            sentence.draw(self.look, inner, self.buf);
            self.y += height;
        }
    }

    fn blank(&mut self) {
        self.y = self.y.saturating_add(1);
    }
}

pub(super) fn draw(app: &App, look: &Look<'_>, screen: Rect, buf: &mut Buffer) {
    let practising = &app.practice;
    let width = WIDTH.min(screen.width - 2);
    let area = Rect { x: screen.x + 1, y: screen.y, width, height: screen.height - 1 };
    header(app, look, area, buf);
    let (text, tone) = match &app.notice {
        Some(notice) => (app.texts.say(&notice.message), if notice.fault { Tone::Fault } else { Tone::Plain }),
        None => (app.texts.say(&sentence(app)), Tone::Plain),
    };
    let said = Sentence { text: &text, tone };
    let height = said.height(look, area.width).clamp(1, 2);
    let line = Rect { y: area.bottom() - height - 1, height, ..area };
    said.draw(look, line, buf);
    let page = Rect { y: area.y + 2, height: line.y.saturating_sub(area.y + 3), ..area };
    let mut paper = Paper { look, buf, area: page, y: page.y };
    match (practising.page, &practising.current) {
        (Page::Closing, Some(current)) => closing(app, current, &mut paper),
        _ => start(app, &mut paper),
    }
}

fn header(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let x =
        area.x + put(look, area, buf, (area.x, area.y), &app.texts.get("lab-program"), look.style(Role::Strong)) + 3;
    put(look, area, buf, (x, area.y), &app.texts.get("home-practice"), look.style(Role::Text));
}

/// What Enter and the arrows do now.
fn sentence(app: &App) -> crate::text::Message {
    let practising = &app.practice;
    let next = practising.next;
    match (practising.page, practising.offer()) {
        (Page::Closing, Some(level)) if level > next.level => {
            msg!("practice-say-harder", quiz = next.number, level = level.get())
        }
        (Page::Closing, Some(level)) => msg!("practice-say-easier", quiz = next.number, level = level.get()),
        _ if app.half_answered().is_some() => msg!("practice-say-half", quiz = next.number),
        _ if practising.due().is_some() => msg!("practice-say-due", quiz = next.number),
        _ => msg!("practice-say", quiz = next.number),
    }
}

/// The knob of the level, and what comes back.
fn next(app: &App, paper: &mut Paper<'_, '_>) {
    let practising = &app.practice;
    let next = practising.next;
    let title = app.texts.say(&msg!("practice-next", quiz = next.number));
    let seed = app.texts.say(&msg!("practice-seed", seed = next.seed.to_string()));
    paper.rule(&title, &seed, true);
    let rest = paper.rest();
    if rest.height > 0 {
        let look = paper.look;
        put(look, rest, paper.buf, (rest.x, rest.y), &look.glyphs.row.to_string(), look.style(Role::Focus));
        let label = app.texts.get("practice-level");
        let x = rest.x + 3;
        let x = x + put(look, rest, paper.buf, (x, rest.y), &label, look.style(Role::Text)) + 2;
        let about = app.texts.get(next.level.key());
        // The arrows change it.
        let [right, left] = look.glyphs.cursor;
        let knob = format!("{left} {}  {about} {right}", next.level.get());
        put(look, rest, paper.buf, (x, rest.y), &knob, look.style(Role::Strong));
        paper.y += 1;
    }
    let waiting = practising.waiting();
    match (waiting, practising.due().is_some()) {
        (0, false) if !practising.kept.rows.is_empty() => {
            paper.say(&app.texts.say(&msg!("practice-later", rows = practising.kept.rows.len())), Tone::Quiet, 2);
        }
        (0, true) => paper.say(&app.texts.get("practice-fresh"), Tone::Plain, 2),
        (0, false) => {}
        _ => paper.say(&app.texts.say(&msg!("practice-waiting", rows = waiting)), Tone::Plain, 2),
    }
}

fn start(app: &App, paper: &mut Paper<'_, '_>) {
    let practising = &app.practice;
    next(app, paper);
    paper.blank();
    let kept = &practising.kept;
    if kept.answered == 0 {
        paper.rule(&app.texts.get("practice-how"), "", false);
        paper.say(&app.texts.get("practice-how-quiz"), Tone::Plain, 2);
        paper.say(&app.texts.get("practice-how-levels"), Tone::Plain, 2);
        for level in Level::all() {
            let text = format!("{}  {}", level.get(), app.texts.get(level.key()));
            paper.say(&text, if level == practising.next.level { Tone::Plain } else { Tone::Quiet }, 4);
        }
    } else {
        let right = app.texts.say(&msg!("practice-right", right = kept.right, answered = kept.answered));
        paper.rule(&app.texts.get("practice-so-far"), &right, false);
        let streak = msg!("practice-streaks", quizzes = kept.quizzes, streak = kept.streak, longest = kept.longest);
        paper.say(&app.texts.say(&streak), Tone::Plain, 2);
        let missed = kept.most_missed();
        if !missed.is_empty() {
            paper.blank();
            paper.rule(&app.texts.get("practice-most"), "", false);
            for (at, tally) in missed.into_iter().take(practising.listed().len()).enumerate() {
                let count = app.texts.say(&msg!("practice-tally", missed = tally.missed, met = tally.met));
                belief(app, paper, (at, tally.belief), &count);
            }
        }
    }
    paper.blank();
    place(app, practising, paper);
}

fn place(app: &App, practising: &Practising, paper: &mut Paper<'_, '_>) {
    let text = match &practising.place {
        Some(place) if practising.kept.answered == 0 => {
            app.texts.say(&msg!("practice-kept-there", file = place.clone()))
        }
        Some(place) => app.texts.say(&msg!("practice-kept", file = place.clone())),
        None => app.texts.get("practice-not-kept"),
    };
    paper.say(&text, Tone::Quiet, 0);
}

/// A misconception by name, with the key of the run that refutes it, a note, and what is true instead.
fn belief(app: &App, paper: &mut Paper<'_, '_>, (at, belief): (usize, Misconception), note: &str) {
    let (name, refuted) = belief.keys();
    let rest = paper.rest();
    let refuted = app.texts.get(refuted);
    let look = paper.look;
    let lines = Sentence { text: &refuted, tone: Tone::Quiet }.height(look, rest.width.saturating_sub(7));
    // A name without what is true instead would only repeat the mistake.
    if rest.height < lines + 1 {
        paper.y = paper.area.bottom();
        return;
    }
    let name = app.texts.get(name);
    put(look, rest, paper.buf, (rest.x + 3, rest.y), &(at + 1).to_string(), look.style(Role::Key));
    put(look, rest, paper.buf, (rest.x + 6, rest.y), &name, look.style(Role::Strong));
    let x = rest.x + 6 + columns(look, &name) + 3;
    put(look, rest, paper.buf, (x, rest.y), note, look.style(Role::Quiet));
    paper.y += 1;
    paper.say(&refuted, Tone::Quiet, 5);
}

fn closing(app: &App, current: &Current, paper: &mut Paper<'_, '_>) {
    let practising = &app.practice;
    let (right, of) = current.score();
    let title = match current.came_back {
        true => app.texts.get("practice-back-done"),
        false => app.texts.say(&msg!("practice-done", quiz = current.recipe.number)),
    };
    let score = match of {
        0 => String::new(),
        _ => app.texts.say(&msg!("practice-right", right = right, answered = of)),
    };
    paper.rule(&title, &score, false);
    let kept = &practising.kept;
    match of - right {
        0 if of == current.rows => {
            let said = msg!("practice-all-right", streak = kept.streak, longest = kept.longest);
            paper.say(&app.texts.say(&said), Tone::Plain, 2);
        }
        0 => {}
        wrong => paper.say(&app.texts.say(&msg!("practice-some-wrong", wrong = wrong)), Tone::Plain, 2),
    }
    if of < current.rows {
        paper.say(&app.texts.say(&msg!("practice-uncounted", rows = current.rows - of)), Tone::Plain, 2);
    }
    paper.blank();
    next(app, paper);
    paper.blank();
    let unnamed = current.counted.iter().filter(|(_, belief, right)| !right && belief.is_none());
    let unnamed: Vec<String> = unnamed.map(|(row, ..)| row.to_string()).collect();
    let listed = practising.listed();
    if !listed.is_empty() {
        paper.rule(&app.texts.get("practice-met"), "", false);
        for (at, one) in listed.into_iter().enumerate() {
            let mine = current.counted.iter().filter(|(_, belief, right)| !right && *belief == Some(one));
            let mut rows: Vec<u32> = mine.map(|(row, ..)| *row).collect();
            rows.sort_unstable();
            let rows: Vec<String> = rows.iter().map(u32::to_string).collect();
            let note = app.texts.say(&msg!("practice-rows", count = rows.len(), rows = rows.join(", ")));
            belief(app, paper, (at, one), &note);
        }
        if !unnamed.is_empty() {
            let others = msg!("practice-others", count = unnamed.len(), rows = unnamed.join(", "));
            paper.say(&app.texts.say(&others), Tone::Quiet, 2);
        }
        paper.blank();
    }
    let share = msg!("practice-share", arguments = current.recipe.arguments());
    paper.say(&app.texts.say(&share), Tone::Quiet, 0);
}

/// The header of the lab in a practice quiz: as much as there is room for.
pub(crate) fn title(app: &App, current: &Current) -> String {
    let (level, seed) = (current.recipe.level.get(), current.recipe.seed.to_string());
    let (quiz, streak) = (current.recipe.number, app.practice.kept.streak);
    let long = match current.came_back {
        false => msg!("practice-title", level = level, seed = seed, quiz = quiz, streak = streak),
        true => msg!("practice-title-back", level = level, seed = seed, quiz = quiz, streak = streak),
    };
    let long = app.texts.say(&long);
    // What stands beside it: the program's name and the stage.
    if columns(&look(app), &long) + 54 <= app.size.0 {
        return long;
    }
    app.texts.say(&match current.came_back {
        false => msg!("practice-title-short", level = level, quiz = quiz, streak = streak),
        true => msg!("practice-title-back-short", level = level, quiz = quiz, streak = streak),
    })
}
