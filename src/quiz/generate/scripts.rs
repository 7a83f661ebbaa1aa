//! The calls of a generated quiz.

use super::Level;
use super::words::words;
use crate::call::Side;
use crate::dice::Dice;
use crate::script::{Script, parse_script};
use crate::text::escape::c_literal;

/// Lines of calls, while they are being put together.
struct Lines<'a> {
    text: String,
    recvs: usize,
    dice: &'a mut Dice,
}

impl Lines<'_> {
    fn call(&mut self, side: Side, call: &str) {
        self.text.push_str(&format!("{}: {call}\n", side.word()));
    }

    fn send(&mut self, side: Side, word: &str) {
        let call = format!("send(sock, \"{}\", {}, 0)", c_literal(word.as_bytes()), word.len());
        self.call(side, &call);
    }

    fn recv(&mut self, side: Side, size: u64, flags: &str) {
        self.recvs += 1;
        let call = format!("recv(sock, buf{}, {size}, {flags})", self.recvs);
        self.call(side, &call);
    }

    fn end(&mut self, side: Side) {
        let how = if self.dice.chance(1, 2) { "close(sock)" } else { "shutdown(sock, SHUT_WR)" };
        self.call(side, how);
    }

    /// A pause or an option, of which people think that it keeps messages apart.
    fn cure(&mut self, side: Side) {
        match self.dice.within(0, 9) {
            0 => self.call(side, "usleep(5000)"),
            1 => self.call(side, "setsockopt(sock, IPPROTO_TCP, TCP_NODELAY, 1)"),
            _ => {}
        }
    }

    /// A size that is smaller than the stream, at times one that cuts inside of a line's end or a character.
    fn small(&mut self, words: &[&str]) -> u64 {
        let all: String = words.concat();
        let odd: Vec<u64> = (1..all.len())
            .filter(|at| !all.is_char_boundary(*at) || all.as_bytes()[*at] == b'\n' && all.as_bytes()[*at - 1] == b'\r')
            .map(|at| at as u64)
            .collect();
        if !odd.is_empty() && self.dice.chance(1, 3) {
            return self.dice.pick(&odd);
        }
        self.dice.within(1, (all.len() as u64).saturating_sub(2).clamp(1, 8))
    }

    fn large(&mut self) -> u64 {
        self.dice.pick(&[64, 100, 256, 512, 1024, 4096])
    }

    fn size(&mut self, words: &[&str]) -> u64 {
        if self.dice.chance(2, 3) { self.small(words) } else { self.large() }
    }
}

/// A script for this level; later quizzes of a series have longer ones.
pub(super) fn script(level: Level, number: u32, dice: &mut Dice) -> Script {
    let from = if dice.chance(3, 4) { Side::Client } else { Side::Server };
    let more = u64::from(number > 2);
    let mut lines = Lines { text: String::new(), recvs: 0, dice };
    match level.get() {
        1 => two_and_two(&mut lines, from, level),
        2 => sizes(&mut lines, from, level, more),
        3 => ends(&mut lines, from, level, more),
        4 => flags(&mut lines, from, level, more),
        _ => echo(&mut lines, from, level, more),
    }
    let (script, findings) = parse_script(&lines.text);
    debug_assert!(findings.is_empty(), "{findings:?} in {}", lines.text);
    script
}

fn two_and_two(lines: &mut Lines<'_>, from: Side, level: Level) {
    let words = words(level, lines.dice, 2);
    let size = lines.large();
    words.iter().for_each(|word| lines.send(from, word));
    (0..2).for_each(|_| lines.recv(from.peer(), size, "0"));
}

fn sizes(lines: &mut Lines<'_>, from: Side, level: Level, more: u64) {
    let count = 2 + lines.dice.within(0, more) as usize;
    let words = words(level, lines.dice, count);
    let mut sizes = vec![lines.small(&words), lines.size(&words)];
    if lines.dice.chance(1 + more, 3) {
        sizes.push(lines.size(&words));
    }
    lines.dice.shuffle(&mut sizes);
    // At times the calls of both sides alternate: then a recv cannot give what is sent after it has returned.
    let turns = lines.dice.chance(1, 3);
    for (at, word) in words.iter().enumerate() {
        if at == 1 {
            lines.cure(from);
        }
        lines.send(from, word);
        if turns && at == 0 {
            lines.recv(from.peer(), sizes.remove(0), "0");
        }
    }
    for size in sizes {
        lines.recv(from.peer(), size, "0");
    }
}

fn ends(lines: &mut Lines<'_>, from: Side, level: Level, more: u64) {
    let to = from.peer();
    if lines.dice.chance(1, 3) {
        // Half-close: the answer goes the other way.
        let words = words(level, lines.dice, 2);
        lines.send(from, words[0]);
        lines.call(from, "shutdown(sock, SHUT_WR)");
        let size = lines.size(&words[..1]);
        lines.recv(to, size, "0");
        if lines.dice.chance(1 + more, 3) {
            let size = lines.large();
            lines.recv(to, size, "0");
        }
        lines.send(to, words[1]);
        let size = lines.size(&words[1..]);
        lines.recv(from, size, "0");
        return;
    }
    let count = 1 + lines.dice.within(0, 1) as usize;
    let words = words(level, lines.dice, count);
    words.iter().for_each(|word| lines.send(from, word));
    lines.end(from);
    let recvs = 2 + lines.dice.within(0, more);
    for at in 0..recvs {
        let size = if at + 1 < recvs { lines.size(&words) } else { lines.large() };
        lines.recv(to, size, "0");
    }
}

fn flags(lines: &mut Lines<'_>, from: Side, level: Level, more: u64) {
    let to = from.peer();
    let words = words(level, lines.dice, 2);
    let total = words.concat().len() as u64;
    match lines.dice.within(0, 2) {
        0 => {
            words.iter().for_each(|word| lines.send(from, word));
            let size = lines.size(&words);
            lines.recv(to, size, "MSG_PEEK");
            let size = lines.size(&words);
            lines.recv(to, size, "0");
            if lines.dice.chance(more, 2) {
                let size = lines.large();
                lines.recv(to, size, "0");
            }
        }
        1 => {
            lines.send(from, words[0]);
            lines.cure(from);
            lines.send(from, words[1]);
            let end = lines.dice.chance(1, 2);
            if end {
                lines.end(from);
            }
            let small = lines.dice.within(2, total.saturating_sub(1).clamp(2, 8));
            let size = if end && lines.dice.chance(1, 2) { total + lines.dice.within(1, 6) } else { small };
            if lines.dice.chance(1, 2) {
                let first = lines.small(&words);
                lines.recv(to, first, "0");
            }
            lines.recv(to, size, "MSG_WAITALL");
            let size = lines.large();
            lines.recv(to, size, "0");
        }
        _ => {
            lines.send(from, words[0]);
            let size = lines.size(&words[..1]);
            lines.recv(to, size, "MSG_DONTWAIT");
            lines.send(from, words[1]);
            let size = lines.size(&words);
            let flags = if lines.dice.chance(more, 3) { "MSG_DONTWAIT" } else { "0" };
            lines.recv(to, size, flags);
            if lines.dice.chance(1 + more, 3) {
                let size = lines.large();
                lines.recv(to, size, "0");
            }
        }
    }
}

fn echo(lines: &mut Lines<'_>, from: Side, level: Level, more: u64) {
    let to = from.peer();
    let words = words(level, lines.dice, 3);
    lines.send(from, words[0]);
    let two = lines.dice.chance(1, 2);
    if two {
        lines.send(from, words[1]);
    }
    if lines.dice.chance(1 + more, 4) {
        lines.call(from, "shutdown(sock, SHUT_WR)");
    }
    let asked = if two { &words[..2] } else { &words[..1] };
    let size = lines.size(asked);
    lines.recv(to, size, "0");
    // An echo sends back what was asked; other servers answer.
    let answer = if lines.dice.chance(1, 2) { words[0] } else { words[2] };
    lines.send(to, answer);
    let size = lines.size(&[answer]);
    lines.recv(from, size, "0");
    if lines.dice.chance(1, 2) {
        let size = lines.large();
        lines.recv(from, size, "0");
    } else {
        let size = lines.size(asked);
        lines.recv(to, size, "0");
    }
}
