//! Home: the name, sent by two sends and read by three recvs on real sockets, and where to go.
//!
//! ```text
//!         ┏a━━┯━━━┯━━━┯━━━┯━━━┳b━━┯━━━┯━━━┯━━━┯━━━┓
//!         ┃ c │ h │ u │ n │ k ┃ s │ c │ o │ p │ e ┃   two sends
//!         ┗━━━┷━━━┷━━━┷━━━┷━━━┻━━━┷━━━┷━━━┷━━━┷━━━┛
//!
//!         ┏a━━┯━━━┯━━━┳a━━┯━━━┯b━━┯━━━┯━━━┯━━━┳b━━┓
//!         ┃ c │ h │ u ┃ n │ k │ s │ c │ o │ p ┃ e ┃   three recvs, just now
//!         ┗1━━┷━━━┷━━━┻2━━┷━━━┷━━━┷━━━┷━━━┷━━━┻3━━┛
//!
//!         TCP carries bytes, not messages.
//!
//!       ▸ 0  Go on                 echo.md   not saved
//!         1  Bytes, not messages   lesson 1
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::call::Side;
use crate::msg;
use crate::text::Message;
use crate::tui::app::keep::shown;
use crate::tui::app::{App, Entry, GoOn, Lab};
use crate::tui::theme::Role;
use crate::tui::view;
use crate::tui::widgets::{Lanes, Look, Phase, Sentence, Tone, more, put, put_folded, put_right};

/// Columns of the whole, of what stands left of the first wall, and from the first wall to the notes.
const WIDTH: u16 = 74;
const LEFT: u16 = 9;
const NOTES: u16 = 44;
/// Lines of the name, and from its first line to the first entry.
const NAME: u16 = 7;
const ENTRIES: u16 = NAME + 3;
/// Columns from an entry's number to what is said about it.
const ENTRY: u16 = 28;

/// Where everything stands, a little above the middle, and which entry is on which line of the list.
struct Place {
    area: Rect,
    /// By line: an entry, or a gap between groups.
    lines: Vec<Option<usize>>,
    /// Entries above and below those that are seen.
    hidden: (usize, usize),
}

fn place(app: &App, screen: Rect) -> Place {
    let entries = app.entries();
    let room = screen.height.saturating_sub(ENTRIES + 3);
    let mut lines: Vec<Option<usize>> = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        if at > 0 && entries[at - 1].group() != entry.group() {
            lines.push(None);
        }
        lines.push(Some(at));
    }
    // Groups stand apart where there is room for all, and where there are many enough to be confused.
    if lines.len() > usize::from(room) || entries.len() < 7 {
        lines.retain(Option::is_some);
    }
    let high = lines.len().min(usize::from(room));
    let cursor = app.entry.min(entries.len().saturating_sub(1));
    let at = lines.iter().position(|line| *line == Some(cursor)).unwrap_or(0);
    let first = at.saturating_sub(high.saturating_sub(1) / 2).min(lines.len() - high);
    let hidden = (first, lines.len() - high - first);
    lines.drain(..first);
    lines.truncate(high);
    let height = ENTRIES + u16::try_from(high).unwrap_or(room);
    let width = WIDTH.min(screen.width.saturating_sub(2));
    let area = Rect {
        x: screen.x + (screen.width - width) / 2,
        y: screen.y + 1 + (screen.height.saturating_sub(3) - height) * 2 / 5,
        width,
        height,
    };
    Place { area, lines, hidden }
}

/// The entry at (x, y).
pub(super) fn entry_at(app: &App, screen: Rect, x: u16, y: u16) -> Option<usize> {
    let Place { area, lines, .. } = place(app, screen);
    let line = usize::from(y.checked_sub(area.y + ENTRIES)?);
    (area.x..area.right()).contains(&x).then(|| lines.get(line).copied().flatten()).flatten()
}

pub(super) fn draw(app: &App, look: &Look<'_>, screen: Rect, buf: &mut Buffer) {
    let Place { area, lines, hidden } = place(app, screen);
    if app.hello.done {
        let line = Rect { x: screen.x + 1, width: screen.width - 2, height: 1, ..screen };
        put_right(look, line, buf, line.y, &app.texts.get("lab-live"), look.style(Role::Quiet));
    }
    draw_name(app, look, area, buf);
    let x = area.x + LEFT;
    let motto = area.y + NAME + 1;
    put(look, area, buf, (x, motto), &app.texts.get("home-motto"), look.style(Role::Strong));
    put_right(look, area, buf, motto, &more(look, hidden.0, hidden.1), look.style(Role::Quiet));
    let (entries, digits) = (app.entries(), app.digits());
    let cursor = app.entry.min(entries.len() - 1);
    for (y, at) in (area.y + ENTRIES..area.bottom()).zip(lines) {
        let Some(at) = at else { continue };
        let here = at == cursor;
        let (name, about) = words(app, entries[at]);
        if here {
            put(look, area, buf, (x - 2, y), &look.glyphs.row.to_string(), look.style(Role::Focus));
        }
        let style = look.style(if here { Role::Strong } else { Role::Text });
        if let Some(digit) = digits[at] {
            put(look, area, buf, (x, y), &digit.to_string(), style);
        }
        put_folded(look, area, buf, (x + 3, y), ENTRY - 5, &name, style);
        // What is said may go on beyond the name's width, where the screen is wider.
        let line = Rect { x: x + ENTRY, y, width: (screen.right() - 1).saturating_sub(x + ENTRY), height: 1 };
        put_folded(look, line, buf, (line.x, y), line.width, &about, look.style(Role::Quiet));
    }
    say(app, look, screen, buf);
}

/// What is to be known stands above the footer, in front of what is there.
fn say(app: &App, look: &Look<'_>, screen: Rect, buf: &mut Buffer) {
    let Some(notice) = &app.notice else { return };
    let text = app.texts.say(&notice.message);
    let said = Sentence { text: &text, tone: if notice.fault { Tone::Fault } else { Tone::Plain } };
    let width = screen.width - 2;
    let height = said.height(look, width).min(3);
    let area = Rect { x: screen.x + 1, y: screen.bottom() - 1 - height, width, height };
    clear(look, Rect { x: screen.x, y: area.y - 1, width: screen.width, height: height + 1 }, buf);
    said.draw(look, area, buf);
}

/// An entry's name, and what is said about it.
fn words(app: &App, entry: Entry) -> (String, String) {
    let texts = |name, about| (app.texts.get(name), app.texts.get(about));
    let found = app.found.as_deref();
    match entry {
        Entry::GoOn(go_on) => (app.texts.get("home-go-on"), about_go_on(app, go_on)),
        Entry::Lesson => texts("home-lesson", "home-lesson-about"),
        Entry::Empty => texts("home-empty", "home-empty-about"),
        Entry::Practice => {
            let level = app.practice.next.level.get().to_string();
            let about = msg!("home-practice-about", level = level, rows = app.practice.waiting());
            (app.texts.get("home-practice"), app.texts.say(&about))
        }
        Entry::Trials => texts("trials-title", "home-trials-about"),
        Entry::Messages => texts("home-messages", "home-messages-about"),
        Entry::Worksheet(at) => match found.and_then(|found| found.worksheets.get(at)) {
            Some(near) => {
                let about = msg!("home-worksheet-about", file = near.name.as_str(), calls = near.calls);
                (near.title.clone().unwrap_or_else(|| near.name.clone()), app.texts.say(&about))
            }
            None => (String::new(), String::new()),
        },
        Entry::Recent(at) => match found.and_then(|found| found.recent.get(at)) {
            Some(file) => {
                let path = std::path::Path::new(&file.path);
                let name =
                    path.file_name().map_or_else(|| file.path.clone(), |name| name.to_string_lossy().into_owned());
                let folder = path.parent().map(|folder| at_home(app, folder)).unwrap_or_default();
                let about = if file.missing {
                    msg!("home-recent-missing", folder = folder)
                } else {
                    msg!("home-recent-about", folder = folder)
                };
                (name, app.texts.say(&about))
            }
            None => (String::new(), String::new()),
        },
        Entry::Settings => texts("home-settings", "home-settings-about"),
        Entry::Help => texts("home-help", "home-help-about"),
        Entry::Quit => texts("home-quit", "home-quit-about"),
    }
}

/// A folder, with `~` for the home directory.
pub(super) fn at_home(app: &App, folder: &std::path::Path) -> String {
    match app.home.as_deref().and_then(|home| folder.strip_prefix(home).ok()) {
        Some(rest) if rest.as_os_str().is_empty() => "~".to_owned(),
        Some(rest) => format!("~/{}", rest.display()),
        None => folder.display().to_string(),
    }
}

fn about_go_on(app: &App, go_on: GoOn) -> String {
    let found = app.found.as_deref();
    match go_on {
        GoOn::Here => app.lab.as_deref().map(|lab| about_lab(app, lab)).unwrap_or_default(),
        GoOn::Left(at) => app.left.get(at).map(|lab| about_lab(app, lab)).unwrap_or_default(),
        GoOn::Unsaved { program, lab } => {
            let orphan = found.and_then(|found| found.unsaved.get(program));
            let Some(draft) = orphan.and_then(|orphan| orphan.drafts.get(lab)) else { return String::new() };
            let name = draft.title.clone().or_else(|| draft.file.clone()).unwrap_or_else(|| app.texts.get("home-new"));
            let lines = draft.calls.as_deref().map_or(0, |calls| calls.lines().count());
            let what = match (&draft.calls, &draft.typing) {
                (Some(_), None) => msg!("home-unsaved-calls", calls = lines),
                (Some(_), Some(_)) => msg!("home-unsaved-calls-line", calls = lines),
                (None, Some(_)) => msg!("home-unsaved-line"),
                (None, None) => msg!("home-unsaved-answers", answers = draft.answers.len()),
            };
            let ago = orphan.and_then(|orphan| ago(found?.looked.checked_sub(orphan.at)?));
            app.texts.say(&match ago {
                Some(ago) => msg!("home-unsaved-ago", name = name, ago = ago, what = what),
                None => msg!("home-unsaved", name = name, what = what),
            })
        }
        GoOn::File(at) => {
            let file = found.and_then(|found| found.recent.get(at));
            file.map(|file| shown(std::path::Path::new(&file.path), &app.folder)).unwrap_or_default()
        }
    }
}

/// How long ago, in the largest unit of which there is one. Where the time is not known, the years since 1970 are no answer.
fn ago(seconds: u64) -> Option<Message> {
    let [minutes, hours, days] = [60, 3600, 86_400].map(|unit| seconds / unit);
    match (days, hours, minutes) {
        (0, 0, 0) => Some(msg!("home-ago-moment")),
        (0, 0, minutes) => Some(msg!("home-ago-minutes", minutes = minutes)),
        (0, hours, _) => Some(msg!("home-ago-hours", hours = hours)),
        (days, ..) if days < 10_000 => Some(msg!("home-ago-days", days = days)),
        _ => None,
    }
}

fn about_lab(app: &App, lab: &Lab) -> String {
    let name = lab.title.clone().or_else(|| lab.file.clone()).unwrap_or_else(|| app.texts.get("home-new"));
    let written = lab.unsaved().is_some_and(|unsaved| unsaved.is_written());
    if written { app.texts.say(&msg!("home-lab-unsaved", name = name)) } else { name }
}

/// What was sent, and what the recvs gave. Until they have returned, only the letters stand there.
fn draw_name(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let stream = view::stream(&app.hello.script, &app.hello.events, Side::Client);
    let mut lanes = Lanes::new(&stream);
    if !app.hello.done {
        lanes.phase = Phase::Asking;
        lanes.draw(look, Rect { height: 4, ..area }, buf);
        // Here it is a name, and needs neither ruler nor words.
        clear(look, Rect { height: 1, ..area }, buf);
        clear(look, Rect { width: LEFT, height: 4, ..area }, buf);
        return;
    }
    // The lanes as in the lab, without ruler, network and words.
    let all = Rect { height: 8, ..area };
    let mut drawn = Buffer::empty(all);
    drawn.set_style(all, look.theme.page());
    lanes.draw(look, all, &mut drawn);
    for (to, from) in [(0, 1), (1, 2), (2, 3), (4, 5), (5, 6), (6, 7)] {
        for x in area.x + LEFT..(area.x + LEFT + NOTES - 2).min(area.right()) {
            if area.y + to < area.bottom() {
                buf[(x, area.y + to)] = drawn[(x, all.y + from)].clone();
            }
        }
    }
    let x = area.x + LEFT + NOTES;
    for (y, note) in [(area.y + 1, "home-sent"), (area.y + 5, "home-read")] {
        put(look, area, buf, (x, y), &app.texts.get(note), look.style(Role::Quiet));
    }
}

fn clear(look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    for position in area.intersection(buf.area).positions() {
        buf[position].reset();
    }
    buf.set_style(area.intersection(buf.area), look.theme.page());
}
