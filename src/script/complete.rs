//! What a half-typed call may become: whole lines for the Tab key.

use super::{Script, parse_typed};
use crate::call::{Op, Side, Spelling};

/// Whole lines that the typed text may become, the likeliest first; none where it parses already or nothing fits. They are
/// in the spelling that the text or the script is in (`usual` where neither says one), with the
/// side's own socket and the next free buffer.
pub fn complete(text: &str, side: Side, script: &Script, usual: Spelling) -> Vec<String> {
    let typed = text.trim_start();
    let lead = &text[..text.len() - typed.len()];
    let mut lines: Vec<String> = Vec::new();
    if !typed.trim_end().is_empty() {
        match parse_typed(typed, side) {
            Ok(_) => return lines,
            Err(finding) => {
                lines.extend(finding.fix.map(|fix| fix.apply(typed)).filter(|line| line.starts_with(typed)))
            }
        }
    }
    // A loop is offered to whoever begins one, and on an empty line to the side that reads first.
    let too_early =
        |line: &str| (line.starts_with("until") && typed.len() == 1) || (line.starts_with("repeat") && typed.len() < 3);
    let first = spelling(typed, side, script, usual);
    let other = if first == Spelling::C { Spelling::Python } else { Spelling::C };
    for spelling in [first, other] {
        let fitting =
            lines_for(side, script, spelling).into_iter().filter(|line| line.starts_with(typed) && !too_early(line));
        for line in fitting {
            if !lines.contains(&line) {
                lines.push(line);
            }
        }
        // The other spelling is offered only to who has begun in it.
        if !lines.is_empty() || typed.is_empty() {
            break;
        }
    }
    lines.into_iter().map(|line| format!("{lead}{line}")).collect()
}

/// A name with a dot is Python; without one, the side's last call decides, then the script's.
fn spelling(typed: &str, side: Side, script: &Script, usual: Spelling) -> Spelling {
    let head = typed.split('(').next().unwrap_or("");
    if head.contains('.') {
        return Spelling::Python;
    }
    if typed.contains('(') {
        return Spelling::C;
    }
    let own = script.of(side).last().map(|(_, line)| line.call.spelling);
    own.or(script.calls.last().map(|line| line.call.spelling)).unwrap_or(usual)
}

fn lines_for(side: Side, script: &Script, spelling: Spelling) -> Vec<String> {
    let named = script.of(side).filter(|(_, line)| !line.call.sock.is_empty()).last();
    let sock = named.map_or("sock", |(_, line)| line.call.sock.as_str());
    let buffer = format!("buf{}", last_buffer(script) + 1);
    let sent = script.of(side).any(|(_, line)| matches!(line.call.op, Op::Send(_)));
    let (data, length) = if sent { ("bye!", 4) } else { ("hello!", 6) };
    let (mut sends, mut recvs, rest) = match spelling {
        Spelling::C => (
            vec![format!("send({sock}, \"{data}\", {length}, 0)"), format!("write({sock}, \"{data}\", {length})")],
            vec![format!("recv({sock}, {buffer}, 1024, 0)"), format!("read({sock}, {buffer}, 1024)")],
            vec![
                format!("shutdown({sock}, SHUT_WR)"),
                format!("close({sock})"),
                "sleep(1)".to_owned(),
                "usleep(50000)".to_owned(),
                format!("setsockopt({sock}, IPPROTO_TCP, TCP_NODELAY, 1)"),
            ],
        ),
        Spelling::Python => (
            vec![format!("{sock}.send(b\"{data}\")"), format!("{sock}.sendall(b\"{data}\")")],
            vec![format!("{buffer} = {sock}.recv(1024)"), format!("{sock}.recv(1024)")],
            vec![
                format!("{sock}.shutdown(socket.SHUT_WR)"),
                format!("{sock}.close()"),
                "time.sleep(1)".to_owned(),
                format!("{sock}.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)"),
            ],
        ),
    };
    let mut lines = Vec::new();
    let (until, repeat) = (format!("until eof {{ {} }}", recvs[0]), format!("repeat 3 {{ {} }}", sends[0]));
    match side {
        Side::Client => {
            lines.extend(sends.drain(..).chain(recvs.drain(..)));
            lines.extend(rest.into_iter().chain([until, repeat]));
        }
        Side::Server => {
            lines.extend(recvs.drain(..).chain([until]).chain(sends.drain(..)));
            lines.extend(rest.into_iter().chain([repeat]));
        }
    }
    lines
}

/// The highest n of the script's buffers `bufn`.
fn last_buffer(script: &Script) -> u32 {
    let numbers =
        script.recvs().filter_map(|(_, recv)| recv.buffer.as_deref()?.strip_prefix("buf")?.parse::<u32>().ok());
    numbers.filter(|number| *number < u32::MAX).max().unwrap_or(0)
}
