//! The line that was copied, in front of the lab: for terminals that do not take it into their clipboard.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use crate::tui::app::App;
use crate::tui::theme::Role;
use crate::tui::widgets::{Look, Overlay, Sentence, Tone, put};

const WIDTH: u16 = 72;

pub(super) fn draw(app: &App, text: &str, look: &Look<'_>, screen: Rect, buf: &mut Buffer) {
    let width = WIDTH.min(screen.width.saturating_sub(6));
    let lines = folded(text, usize::from(width));
    let words = app.texts.get("lab-copied");
    let words = Sentence { text: &words, tone: Tone::Plain };
    let height = u16::try_from(lines.len()).unwrap_or(u16::MAX).saturating_add(1 + words.height(look, width));
    // The line with the footer stays free: it says how to get out of here.
    let above = Rect { height: screen.height.saturating_sub(1), ..screen };
    let title = app.texts.get("lab-copied-title");
    let area = Overlay { title: &title, width, height }.draw(look, above, buf);
    let said = words.height(look, area.width).min(area.height);
    words.draw(look, Rect { height: said, ..area }, buf);
    let style = look.style(Role::Text).add_modifier(Modifier::REVERSED);
    for (y, line) in (area.y + said + 1..area.bottom()).zip(&lines) {
        put(look, area, buf, (area.x, y), line, style);
    }
}

/// Broken at blanks, where a pasted text may be broken too; a word that is longer than a line stands on several.
fn folded(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let width = width.max(1);
    for word in text.split(' ') {
        let Some(line) = lines.last_mut() else { break };
        if !line.is_empty() && line.len() + 1 + word.len() > width {
            lines.push(word.to_owned());
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        while let Some(line) = lines.last_mut().filter(|line| line.len() > width) {
            let rest = line.split_off(width);
            lines.push(rest);
        }
    }
    lines
}
