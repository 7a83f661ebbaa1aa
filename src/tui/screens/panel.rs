//! What stands before the screen: settings, a path, a question.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use unicode_width::UnicodeWidthStr;

use crate::call::Side;
use crate::msg;
use crate::progress::settings::Setting;
use crate::tui::app::keep::Results;
use crate::tui::app::panel::{Ask, Lasting, PathPrompt, Why, resolve};
use crate::tui::app::{App, Panel};
use crate::tui::theme::Role;
use crate::tui::view;
use crate::tui::widgets::{Lanes, Look, Overlay, Sentence, TitledRule, Tone, columns, more, put, put_folded};

/// Columns of what stands before the screen.
const WIDTH: u16 = 74;
/// Columns of a setting's name, and of its value.
const NAME: u16 = 16;
const VALUE: u16 = 24;
/// Files that are listed at most.
const FILES: usize = 12;

/// Draws it. Returns where the cursor stands.
pub(super) fn draw(app: &App, look: &Look<'_>, screen: Rect, buf: &mut Buffer) -> Option<Position> {
    // The line with the footer stays free: it says what can be pressed.
    let above = Rect { height: screen.height - 1, ..screen };
    match app.panel.as_ref()? {
        Panel::Settings(at) => {
            settings(app, *at, look, screen, buf);
            None
        }
        Panel::Path(prompt) => path(app, prompt, look, above, buf),
        Panel::Ask(ask) => {
            question(app, ask, look, above, buf);
            None
        }
    }
}

/// The line of the list at (x, y): a setting, a file.
pub(super) fn line_at(app: &App, screen: Rect, x: u16, y: u16) -> Option<usize> {
    match app.panel.as_ref()? {
        Panel::Settings(_) => {
            let area = settings_area(screen);
            let line = usize::from(y.checked_sub(first_setting(area))?);
            (line < Setting::ALL.len() && (area.x..area.right()).contains(&x)).then_some(line)
        }
        Panel::Path(prompt) => {
            let frame = path_frame(Rect { height: screen.height - 1, ..screen });
            // The overlay's inside begins three lines below its upper rule; the list two below that.
            let line = usize::from(y.checked_sub(frame.y + 5)?);
            let (first, shown) = listed(prompt, list_height(frame.height.saturating_sub(5)));
            (line < shown && (frame.x..frame.right()).contains(&x)).then_some(first + line)
        }
        Panel::Ask(_) => None,
    }
}

fn settings_area(screen: Rect) -> Rect {
    let width = (WIDTH + 20).min(screen.width.saturating_sub(2));
    let height = 22.min(screen.height.saturating_sub(2));
    Rect {
        x: screen.x + (screen.width - width) / 2,
        y: screen.y + (screen.height.saturating_sub(1) - height) * 2 / 5,
        width,
        height,
    }
}

fn first_setting(area: Rect) -> u16 {
    area.y + 3
}

/// The settings, each with its value and what it means; below them a sample, and where they are kept.
fn settings(app: &App, at: usize, look: &Look<'_>, screen: Rect, buf: &mut Buffer) {
    let area = settings_area(screen);
    let title = app.texts.get("settings-title");
    TitledRule { title: &title, right: "", focused: true }.draw(look, Rect { y: area.y + 1, height: 1, ..area }, buf);
    let lasting = &app.lasting;
    for (line, setting) in Setting::ALL.into_iter().enumerate() {
        let y = first_setting(area) + line as u16;
        let here = line == at;
        let style = look.style(if here { Role::Strong } else { Role::Text });
        if here {
            put(look, area, buf, (area.x, y), &look.glyphs.row.to_string(), look.style(Role::Focus));
        }
        let x = area.x + 2;
        put(look, area, buf, (x, y), &app.texts.get(name(setting)), style);
        let value = app.texts.get(value(setting, lasting.settings.chosen(setting)));
        put(look, area, buf, (x + NAME, y), &format!("‹ {value} ›"), style);
        let note = match lasting.fixed_by(setting) {
            Some(how) => app.texts.say(&msg!("settings-fixed", how = how)),
            None => app.texts.get(about(setting)),
        };
        let x = x + NAME + VALUE;
        put_folded(look, area, buf, (x, y), area.right().saturating_sub(x), &note, look.style(Role::Quiet));
    }
    let mut y = first_setting(area) + Setting::ALL.len() as u16 + 1;
    if let Some(how) = &lasting.colourless {
        let text = app.texts.say(&msg!("settings-colourless", how = how.as_str()));
        put_folded(look, area, buf, (area.x + 2, y), area.width - 2, &text, look.style(Role::Text));
        y += 1;
    }
    let sample = Rect { y, height: 8.min(area.bottom().saturating_sub(y + 4)), ..area };
    draw_sample(app, look, sample, buf);
    let text = match &app.notice {
        Some(notice) => app.texts.say(&notice.message),
        None => where_kept(app, lasting),
    };
    let fault = app.notice.as_ref().is_some_and(|notice| notice.fault);
    let said = Sentence { text: &text, tone: if fault { Tone::Fault } else { Tone::Quiet } };
    let below = sample.bottom() + 1;
    let words = Rect { x: area.x + 2, y: below, width: area.width - 2, height: area.bottom().saturating_sub(below) };
    said.draw(look, words, buf);
}

/// The program's name as it came through the sockets, in the colours and signs that are set.
fn draw_sample(app: &App, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    if area.height < 4 {
        return;
    }
    let stream = view::stream(&app.hello.script, &app.hello.events, Side::Client);
    let mut lanes = Lanes::new(&stream);
    if !app.hello.done {
        lanes.phase = crate::tui::widgets::Phase::Asking;
    }
    lanes.draw(look, area, buf);
}

fn where_kept(app: &App, lasting: &Lasting) -> String {
    let message = match (&lasting.file, &lasting.data) {
        (Some(file), _) if lasting.read_only => msg!("settings-read-only", file = file.display().to_string()),
        (Some(file), Some(data)) => {
            msg!("settings-where", file = file.display().to_string(), data = data.display().to_string())
        }
        _ => msg!("settings-nowhere"),
    };
    app.texts.say(&message)
}

fn name(setting: Setting) -> &'static str {
    match setting {
        Setting::Theme => "settings-theme",
        Setting::Palette => "settings-palette",
        Setting::Spelling => "settings-spelling",
        Setting::Ascii => "settings-ascii",
        Setting::Mouse => "settings-mouse",
    }
}

fn about(setting: Setting) -> &'static str {
    match setting {
        Setting::Theme => "settings-theme-about",
        Setting::Palette => "settings-palette-about",
        Setting::Spelling => "settings-spelling-about",
        Setting::Ascii => "settings-ascii-about",
        Setting::Mouse => "settings-mouse-about",
    }
}

/// The words of a setting's choices, in their order.
fn value(setting: Setting, chosen: usize) -> &'static str {
    let words: &[&'static str] = match setting {
        Setting::Theme => {
            &["settings-theme-dark", "settings-theme-light", "settings-theme-black", "settings-theme-white"]
        }
        Setting::Palette => &["settings-palette-own", "settings-palette-terminal"],
        Setting::Spelling => &["settings-spelling-c", "settings-spelling-python"],
        Setting::Ascii => &["settings-ascii-off", "settings-ascii-on"],
        Setting::Mouse => &["settings-mouse-on", "settings-mouse-off"],
    };
    words[chosen.min(words.len() - 1)]
}

/// Lines of the overlay's inside: the path, a rule of space, the files, what is wrong.
const PATH_LINES: u16 = FILES as u16 + 7;

/// The frame that [`Overlay`] draws for the path.
fn path_frame(screen: Rect) -> Rect {
    screen.centered(
        ratatui::layout::Constraint::Length((WIDTH + 4).min(screen.width)),
        ratatui::layout::Constraint::Length((PATH_LINES + 5).min(screen.height)),
    )
}

fn list_height(inside: u16) -> usize {
    usize::from(inside.saturating_sub(7)).min(FILES)
}

/// The first file that is listed, and how many are.
fn listed(prompt: &PathPrompt, height: usize) -> (usize, usize) {
    let many = prompt.fitting().len();
    let shown = many.min(height);
    let first = prompt.at.map_or(0, |at| (at + 1).saturating_sub(height)).min(many - shown);
    (first, shown)
}

fn path(app: &App, prompt: &PathPrompt, look: &Look<'_>, screen: Rect, buf: &mut Buffer) -> Option<Position> {
    let title = app.texts.get(match prompt.why {
        Why::Open => "keep-title-open",
        Why::Save => "keep-title-save",
        Why::Export(Results::Practice) => "practice-title-export",
        Why::Export(Results::Runs) => "keep-title-runs",
        Why::Export(Results::Order) => "net-title-save",
    });
    let area = Overlay { title: &title, width: WIDTH, height: PATH_LINES }.draw(look, screen, buf);
    let text = prompt.text();
    let lead = format!("{} ", look.glyphs.row);
    let x = area.x + put(look, area, buf, (area.x, area.y), &lead, look.style(Role::Focus));
    // The end of a long path is what one types.
    let room = usize::from(area.right().saturating_sub(x + 1));
    let column = prompt.line.cursor().1;
    let before: String = text.chars().take(column).collect();
    let skip = before.width().saturating_sub(room);
    let start = text.char_indices().map(|(at, _)| at).find(|at| text[..*at].width() >= skip).unwrap_or(text.len());
    let end = x + put(look, area, buf, (x, area.y), &text[start..], look.style(Role::Strong));
    if prompt.proposed {
        // Marked, as text that the next letter replaces.
        for x in x..end {
            buf[(x, area.y)].set_style(Style::new().add_modifier(Modifier::REVERSED));
        }
    }
    let cursor = x + u16::try_from(before.width() - text[..start].width()).unwrap_or(0);

    let height = list_height(area.height);
    let (first, shown) = listed(prompt, height);
    let files = prompt.fitting();
    let list = Rect { y: area.y + 2, height: height as u16, ..area };
    for (y, (at, file)) in (list.y..list.bottom()).zip(files.iter().enumerate().skip(first)) {
        let here = prompt.at == Some(at);
        if here {
            put(look, list, buf, (list.x, y), &look.glyphs.row.to_string(), look.style(Role::Focus));
        }
        let style = look.style(if here { Role::Strong } else { Role::Text });
        put_folded(look, list, buf, (list.x + 2, y), list.width - 2, &file.name, style);
    }
    let hidden = more(look, first, files.len() - first - shown);
    let right = columns(look, &hidden);
    if right > 0 {
        put(look, area, buf, (area.right() - right, area.y), &hidden, look.style(Role::Quiet));
    }
    let (text, tone) = match (&prompt.wrong, &prompt.files, prompt.why) {
        (Some(why), ..) => (app.texts.say(why), Tone::Fault),
        (None, None, _) => (app.texts.get("keep-no-folder"), Tone::Fault),
        (None, Some(_), Why::Open) => (app.texts.get("keep-about-open"), Tone::Quiet),
        (None, Some(_), why) => {
            let folder = resolve(prompt.parts().0, &app.folder, app.home.as_deref());
            let folder = super::home::at_home(app, &folder);
            let about = match why {
                Why::Export(Results::Practice) => msg!("practice-about-export", folder = folder),
                Why::Export(Results::Runs) => msg!("keep-about-runs", folder = folder),
                Why::Export(Results::Order) => msg!("net-about-save", folder = folder),
                _ if prompt.proposed => msg!("keep-about-save-proposed", folder = folder),
                _ => msg!("keep-about-save", folder = folder),
            };
            (app.texts.say(&about), Tone::Quiet)
        }
    };
    let below = Rect { y: list.bottom() + 1, height: area.bottom().saturating_sub(list.bottom() + 1), ..area };
    Sentence { text: &text, tone }.draw(look, below, buf);
    Some(Position { x: cursor.min(area.right().saturating_sub(1)), y: area.y })
}

fn question(app: &App, ask: &Ask, look: &Look<'_>, screen: Rect, buf: &mut Buffer) {
    let text = app.texts.say(&ask.question);
    let said = Sentence { text: &text, tone: Tone::Plain };
    let width = 60.min(screen.width.saturating_sub(4));
    let height = said.height(look, width);
    let title = app.texts.get("keep-title-ask");
    let area = Overlay { title: &title, width, height: height + 2 }.draw(look, screen, buf);
    said.draw(look, area, buf);
    let answers = app.texts.get("keep-answers");
    put(look, area, buf, (area.x, area.y + height + 1), &answers, look.style(Role::Strong));
}
