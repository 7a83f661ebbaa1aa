//! The loop that a program needs: all is sent, whatever each send takes, and whatever goes wrong.

use super::log::Line;
use crate::engine::short::{By, TIME_OUT};
use crate::msg;
use crate::tui::app::short::Short;
use crate::tui::theme::Role;
use crate::tui::widgets::{Look, columns, wrap};

/// Its lines at a width: the code, and below it what each of its branches is for.
pub(super) fn lines(short: &Short, look: &Look<'_>, width: u16) -> Vec<Line> {
    let (length, by) = (short.length(), short.by());
    let flags = by.flags();
    let (call, last) = (format!("    n = send(sock, data + sent, {length} - sent,"), format!("{flags});"));
    let whole = format!("{call} {last}");
    let room = "struct pollfd room = { sock, POLLOUT, 0 };";
    let mut code = vec![room.to_owned(), "sent = 0;".to_owned(), format!("while (sent < {length}) {{")];
    if columns(look, &whole) <= width {
        code.push(whole);
    } else {
        code.extend([call, format!("             {last}")]);
    }
    code.extend(
        [
            "    if (n >= 0)               sent += n;",
            "    else if (errno == EINTR)  continue;",
            "    else if (errno == EAGAIN) poll(&room, 1, -1);",
            "    else                      return -1;",
            "}",
        ]
        .map(str::to_owned),
    );
    let mut lines: Vec<Line> = code.into_iter().map(|line| Line::of(line, Role::Text)).collect();
    lines.push(Line::of(String::new(), Role::Text));

    let no_room = match by {
        By::NonBlocking => msg!("short-loop-no-room"),
        By::TimeOut => msg!("short-loop-time-over", ms = TIME_OUT.as_millis() as u64),
        By::Blocking | By::Signal { .. } => msg!("short-loop-waits"),
    };
    let branches = [
        ("n >= 0", if by == By::Blocking { msg!("short-loop-all") } else { msg!("short-loop-taken") }),
        ("EINTR", msg!("short-loop-interrupted")),
        ("EAGAIN", no_room),
        ("EPIPE", msg!("short-loop-gone")),
    ];
    let indent = 8;
    for (name, words) in branches {
        let words = look.texts.say(&words);
        for (at, words) in wrap(look, &words, width.saturating_sub(indent)).into_iter().enumerate() {
            let name = if at == 0 { name } else { "" };
            lines.push(Line::of(format!("{name:<0$}{words}", usize::from(indent)), Role::Text));
        }
    }
    lines
}
