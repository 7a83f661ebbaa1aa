//! What is sent: short, friendly words and commands. Nothing may be taken out or put in between, or a seed would mean
//! another quiz; new words go to a new list.

use super::Level;
use crate::dice::Dice;

const PLAIN: &[&str] = &[
    "hello!", "bye!", "hi", "ls", "pwd", "ping", "pong", "tea?", "sure", "date", "go!", "up", "quit", "exit", "42",
    "1+1", "=2", "a=1", "b=2", "HELO", "moin", "ciao", "left", "right", "open", "play", "stop", "next", "who?", "me",
    "GET /", "PUT x", "cd ..", "cat a", "echo", "red", "blue", "tick", "tock", "user", "7 cups",
];

const LINES: &[&str] = &["ok\r\n", "ls\r\n", "hi\r\n", "QUIT\r\n", "GET /\r\n", "pwd\n", "NOOP\r\n", "250\r\n"];

const UTF8: &[&str] = &["née", "grüß", "olé!", "œuf", "3 €", "señor", "très", "så?"];

/// `count` different texts, of which none is part of another.
pub(super) fn words(level: Level, dice: &mut Dice, count: usize) -> Vec<&'static str> {
    let mut words: Vec<&'static str> = Vec::new();
    while words.len() < count {
        let list = match level.get() {
            1 => PLAIN,
            2 | 3 if dice.chance(1, 4) => LINES,
            4 | 5 if dice.chance(1, 5) => LINES,
            2 if dice.chance(1, 12) => UTF8,
            3..=5 if dice.chance(1, 5) => UTF8,
            _ => PLAIN,
        };
        let word = dice.pick(list);
        if words.iter().all(|other| !other.contains(word) && !word.contains(other)) {
            words.push(word);
        }
    }
    words
}
