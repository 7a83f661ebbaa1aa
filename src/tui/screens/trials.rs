//! Lesson 2's experiments: the three programs, and what each recv gave, the first run beside the latest.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::experiments::{Change, Kind};
use crate::msg;
use crate::text::Message;
use crate::tui::app::App;
use crate::tui::app::trials::Trial;
use crate::tui::theme::Role;
use crate::tui::widgets::{Look, Sentence, TitledRule, Tone, draw_bar, put, put_folded, put_right, thousands};

/// Columns of `recv 1 to 8`, and of a number of bytes.
const NAME: u16 = 14;
const BYTES: u16 = 15;

pub(super) fn draw(app: &App, look: &Look<'_>, screen: Rect, buf: &mut Buffer) {
    let area = Rect { x: screen.x + 1, y: screen.y, width: screen.width - 2, height: screen.height - 1 };
    header(app, look, area, buf);
    let (text, tone) = match &app.notice {
        Some(notice) => (app.texts.say(&notice.message), if notice.fault { Tone::Fault } else { Tone::Plain }),
        None => (app.texts.say(&sentence(app)), Tone::Plain),
    };
    let said = Sentence { text: &text, tone };
    let height = said.height(look, area.width).clamp(1, 3);
    let line = Rect { y: area.bottom() - height - 1, height, ..area };
    said.draw(look, line, buf);
    let page = Rect { y: area.y + 2, height: line.y.saturating_sub(area.y + 3), ..area };
    list(app, look, page, buf);
    let skip = Kind::ALL.len() as u16 + 3;
    let below = Rect { y: page.y + skip, height: page.height.saturating_sub(skip), ..page };
    results(app, look, below, buf);
}

fn header(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let x =
        area.x + put(look, area, buf, (area.x, area.y), &app.texts.get("lab-program"), look.style(Role::Strong)) + 3;
    put(look, area, buf, (x, area.y), &app.texts.get("trials-title"), look.style(Role::Text));
    let live = app.texts.get(if app.trials.runs().is_empty() { "lab-nothing-ran" } else { "lab-live" });
    put_right(look, Rect { height: 1, ..area }, buf, area.y, &live, look.style(Role::Quiet));
    let system = &app.system;
    let where_ = app.texts.say(&msg!("trials-where", system = system.name.as_str(), cpus = system.cpus));
    put_folded(look, area, buf, (area.x, area.y + 1), area.width, &where_, look.style(Role::Quiet));
}

/// The experiments, each with what is changed in it.
fn list(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let title = app.texts.get("trials-list");
    TitledRule { title: &title, right: "", focused: true }.draw(look, area, buf);
    for (at, (y, kind)) in (area.y + 1..area.bottom()).zip(Kind::ALL).enumerate() {
        let here = app.trials.kind == at;
        let style = look.style(if here { Role::Strong } else { Role::Text });
        if here {
            put(look, area, buf, (area.x, y), &look.glyphs.row.to_string(), look.style(Role::Focus));
        }
        let change = app.texts.get(change_key(app.trials.change_of(at)));
        let [right, left] = look.glyphs.cursor;
        let change = if here { format!("{left} {change} {right}") } else { format!("{change}  ") };
        let used = put_right(look, Rect { y, height: 1, ..area }, buf, y, &change, style);
        let room = area.width.saturating_sub(used + 4);
        put_folded(look, area, buf, (area.x + 2, y), room, &app.texts.get(name_key(kind)), style);
    }
}

fn name_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Messages => "trials-messages",
        Kind::Rounds => "trials-rounds",
        Kind::Million => "trials-million",
    }
}

fn change_key(change: Change) -> &'static str {
    match change {
        Change::None => "trials-as-it-stands",
        Change::Nodelay => "trials-nodelay",
        Change::Hurried => "trials-hurried",
        Change::Twenty => "trials-twenty",
        Change::Paused => "trials-paused",
        Change::Buffers => "trials-buffers",
    }
}

/// What the recvs gave, equal neighbours on one line; the one that was predicted stands alone.
fn folded(trial: &Trial, asked: usize) -> Vec<(usize, usize, u64)> {
    let mut lines: Vec<(usize, usize, u64)> = Vec::new();
    for (number, size) in (1..).zip(trial.sizes.iter().copied()) {
        match lines.last_mut() {
            Some((_, to, known)) if *known == size && number != asked && *to != asked => *to = number,
            _ => lines.push((number, number, size)),
        }
    }
    lines
}

fn results(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let runs = app.trials.runs();
    let asked = app.trials.kind().asked();
    if runs.is_empty() {
        let title = app.texts.get("trials-nothing");
        TitledRule { title: &title, right: "", focused: false }.draw(look, area, buf);
        return;
    }
    // Each run has half of the page, its names with it.
    let half = (area.width.saturating_sub(3)) / 2;
    for (side, trial) in runs.iter().enumerate() {
        let own = Rect { x: area.x + side as u16 * (half + 3), width: half, ..area }.intersection(area);
        let title = app.texts.get(change_key(trial.change));
        let total: u64 = trial.sizes.iter().sum();
        let total = app.texts.say(&msg!("trials-total", recvs = trial.sizes.len(), bytes = thousands(total)));
        TitledRule { title: &title, right: &total, focused: false }.draw(look, own, buf);
        let lines = folded(trial, asked);
        let most = lines.iter().map(|(.., size)| *size).max().unwrap_or(0);
        // The prediction has a line of its own below what came.
        let guess = trial.guess.filter(|_| trial.sizes.len() >= asked);
        let room = usize::from(own.height.saturating_sub(1)).saturating_sub(usize::from(guess.is_some()));
        let first = lines.len().saturating_sub(room);
        let mut y = own.y + 1;
        for (from, to, size) in lines.into_iter().skip(first) {
            let name = match from == to {
                true => msg!("trials-recv", number = from),
                false => msg!("trials-recvs", from = from, to = to),
            };
            let here = (from..=to).contains(&asked);
            let style = look.style(if here { Role::Strong } else { Role::Text });
            let line = Rect { y, height: 1, ..own }.intersection(own);
            put_folded(look, line, buf, (line.x, y), NAME, &app.texts.say(&name), style);
            let width = line.width.saturating_sub(NAME + BYTES);
            draw_bar(look, Rect { x: line.x + NAME, width, ..line }, buf, size, most);
            put_right(look, line, buf, y, &app.texts.say(&msg!("trials-bytes", bytes = thousands(size))), style);
            y += 1;
            if let Some(guess) = guess.filter(|_| here) {
                let said = app.texts.say(&msg!("trials-said", guess = thousands(guess)));
                let line = Rect { y, height: 1, ..own }.intersection(own);
                put_right(look, line, buf, y, &said, look.style(Role::Focus));
                y += 1;
            }
        }
    }
}

fn sentence(app: &App) -> Message {
    let trials = &app.trials;
    let asked = trials.kind().asked();
    if trials.running.is_some() {
        return msg!("trials-runs");
    }
    let typed = match trials.typed.is_empty() {
        true => "_".to_owned(),
        false => trials.typed.clone(),
    };
    let question = match trials.kind() {
        Kind::Million => msg!("trials-ask-first", typed = typed),
        Kind::Messages | Kind::Rounds => msg!("trials-ask", number = asked, typed = typed),
    };
    let last =
        trials.runs().back().filter(|trial| trial.change == trials.change_of(trials.kind) && trials.typed.is_empty());
    let Some(trial) = last else { return question };
    let (sent, _) = trials.experiment().sent();
    let sent = thousands(sent);
    match (trial.sizes.get(asked - 1), trial.guess) {
        (Some(size), Some(guess)) if *size == guess => {
            msg!("trials-right", number = asked, bytes = thousands(*size), sent = sent)
        }
        (Some(size), Some(guess)) => {
            msg!("trials-was", number = asked, bytes = thousands(*size), guess = thousands(guess), sent = sent)
        }
        (Some(size), None) => msg!("trials-plain", number = asked, bytes = thousands(*size), sent = sent),
        (None, _) => msg!("trials-never", number = asked, sent = sent),
    }
}
