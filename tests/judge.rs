//! The answers that people rely on, row by row.

mod common;

use chunkscope::call::{Op, RecvFlags, Side, Size};
use chunkscope::script::Script;
use chunkscope::stream::{self, Claim, Count, Reading, Row, Rule, Step, Verdict};
use chunkscope::text::{Span, Texts};
use common::calls::{lesson_one, recv, recv_with, script, send, shutdown};
use rstest::rstest;

use Side::{Client, Server};

/// A row from words: `blocks`, `eof`, `eagain`, `never`, `*` (free); anything else is bytes.
fn row(cells: &[&str]) -> Row {
    let claim = |cell: &&str| match *cell {
        "blocks" => Claim::Blocks,
        "eof" => Claim::Eof,
        "eagain" => Claim::Eagain,
        "never" => Claim::Unreached,
        "*" => Claim::Free,
        bytes => Claim::Data(bytes.as_bytes().to_vec()),
    };
    Row { number: 1, span: Span::default(), claims: cells.iter().map(claim).collect() }
}

/// `possible`, `outside`, or rule, cell and byte: `gap 1.2`, `blocks 1.-`.
fn answer(script: &Script, cells: &[&str], reading: Reading) -> String {
    match stream::judge(script, &row(cells), reading) {
        Verdict::Possible { .. } => "possible".into(),
        Verdict::Outside { .. } => "outside".into(),
        Verdict::Impossible(fault) => {
            assert!(!Texts::english().say(&fault.why).is_empty());
            let byte = fault.byte.map_or("-".into(), |byte| byte.to_string());
            format!("{} {}.{byte}", fault.rule.word(), fault.recv)
        }
    }
}

#[rstest]
#[case(&["hello!", "bye!"], "possible")]
#[case(&["bye!", "hello!"], "order 0.0")]
#[case(&["", "hello!bye!"], "empty 0.-")]
#[case(&["hello!bye!", ""], "empty 1.-")]
#[case(&["hello!bye!", "blocks"], "possible")]
#[case(&["h", "ello!bye!"], "possible")]
#[case(&["hello!bye", "!"], "possible")]
#[case(&["h", "b"], "gap 1.0")]
#[case(&["he", "bye!"], "gap 1.0")]
#[case(&["he", "llo!bye!"], "possible")]
#[case(&["hb", "ye!"], "gap 0.1")]
#[case(&["he", "llb"], "gap 1.2")]
#[case(&["he", "ll"], "possible")]
#[case(&["heby", "e"], "gap 0.2")]
#[case(&["heby", "!"], "gap 0.2")]
#[case(&["hello!", "blocks"], "blocks 1.-")]
fn lesson_one_has_the_answers_of_the_syllabus(#[case] cells: &[&str], #[case] expected: &str) {
    // With one side sending all and the other reading all, the reading changes nothing.
    for reading in [Reading::InOrder, Reading::Concurrent] {
        assert_eq!(answer(&lesson_one(), cells, reading), expected);
    }
}

#[test]
fn lesson_one_has_46_outcomes() {
    assert_eq!(stream::count(&lesson_one(), Reading::InOrder), Count::Exact(46u32.into()));
    let listed = stream::list(&lesson_one(), Reading::InOrder, 100);
    assert_eq!(listed.len(), 46);
    assert!(listed.is_sorted());
}

#[test]
fn row_four_becomes_possible_when_the_client_closes() {
    let mut calls = vec![(Client, send(b"hello!")), (Client, send(b"bye!")), (Client, Op::Close)];
    calls.extend([(Server, recv(1024)), (Server, recv(1024))]);
    assert_eq!(answer(&script(calls), &["hello!bye!", ""], Reading::InOrder), "possible");
}

#[test]
fn a_witness_has_few_delivers_and_delivers_all_in_the_end() {
    let Verdict::Possible { witness, .. } = stream::judge(&lesson_one(), &row(&["he", "ll"]), Reading::InOrder) else {
        panic!("possible");
    };
    let issue = |call| Step::Issue { call, size: None };
    let deliver = |bytes| Step::Deliver { bytes, to: Server };
    assert_eq!(witness.steps, [issue(0), issue(1), deliver(2), issue(2), deliver(2), issue(3), deliver(6)]);
    let small = script(vec![(Client, send(b"hello!")), (Server, recv(3)), (Server, recv(3))]);
    let Verdict::Possible { witness, .. } = stream::judge(&small, &row(&["hel", "lo!"]), Reading::InOrder) else {
        panic!("possible");
    };
    assert_eq!(witness.steps, [issue(0), deliver(6), issue(1), issue(2)], "one deliver is enough");
}

fn flags(text: &str) -> RecvFlags {
    RecvFlags {
        peek: text.contains("peek"),
        waitall: text.contains("waitall"),
        dontwait: text.contains("dontwait"),
        oob: false,
    }
}

/// A script in a few words: `c:abc` and `s:abc` send, `C5` and `S5` recv, with flags after a comma, `c!` shuts down,
/// `c.` closes.
fn brief(text: &str) -> Script {
    let op = |word: &str| {
        let (head, rest) = word.split_at(1);
        let side = if head.eq_ignore_ascii_case("c") { Client } else { Server };
        let op = match (head, rest.chars().next()) {
            (_, Some('!')) => shutdown(),
            (_, Some('.')) => Op::Close,
            (_, Some(':')) => send(&rest.as_bytes()[1..]),
            _ => {
                let (size, words) = rest.split_once(',').unwrap_or((rest, ""));
                let size = match size.split_once('-') {
                    Some((least, most)) => Size::Rand(least.parse().unwrap(), most.parse().unwrap()),
                    None => Size::Fixed(size.parse().unwrap()),
                };
                recv_with(size, flags(words))
            }
        };
        (side, op)
    };
    script(text.split_whitespace().map(op).collect())
}

#[rstest]
// what the row says before, and executions that leave the model
#[case("c:aa C9 S2 S2 s:x", &["x", "aa", "blocks"], "conflict 1.1")]
#[case("c:aa C9 S2 S2 s:x", &["blocks", "a", "a"], "conflict 1.-")]
#[case("c:aa C9 S2 S2 s:x", &["x", "a", "a"], "possible")]
#[case("c:aaa C9 S3 s.", &["blocks", "aaa"], "blocks 0.-")]
#[case("c:aaa C9 S3 s.", &["blocks", "aa"], "outside")]
#[case("c:aaa C9 S3 s.", &["x", "aaa"], "unknown 0.0")]
#[case("c:abcdef S4 S4 s.", &["a", "bcdx"], "unknown 1.3")]
// order, gap, repeat, unknown
#[case("c:ab c:cd S9 S9", &["cd", "ab"], "order 0.0")]
#[case("c:abcd S9 S9", &["acb", "d"], "order 0.1")]
#[case("c:abcd S9 S9 S9", &["b", "a", "cd"], "order 0.0")]
#[case("c:abcd S9", &["b"], "gap 0.0")]
#[case("c:abcd S9 S9", &["ab", "d"], "gap 1.0")]
#[case("c:abcd S9 S9", &["abd", "*"], "gap 0.2")]
#[case("c:abab S9 S9", &["ab", "ba"], "repeat 1.0")]
#[case("c:abcd S9 S9", &["ab", "ab"], "repeat 1.0")]
#[case("c:abcd S9 S9", &["ab", "bc"], "repeat 1.0")]
#[case("c:aba S9 S9", &["ab", "b"], "repeat 1.0")]
#[case("c:abcd S9 S9", &["abcd", "a"], "repeat 1.0")]
#[case("c:abcd S9", &["abx"], "unknown 0.2")]
#[case("c:abcd S9", &["abcdx"], "unknown 0.4")]
#[case("c:ab s:xy S9 C9", &["x", "xy"], "unknown 0.0")]
// too long, not yet sent
#[case("c:abcd S2 S9", &["abc", "d"], "too-long 0.2")]
#[case("c:abcd S1", &["ab"], "too-long 0.1")]
#[case("c:abcd S1-2", &["abc"], "too-long 0.2")]
#[case("c:ab S9 c:cd S9", &["abc", "d"], "not-yet-sent 0.2")]
#[case("c:ab S9 c:cd S9", &["ab", "cd"], "possible")]
#[case("S9 c:ab c:cd S9", &["abcd", "blocks"], "not-yet-sent 0.2")]
// empty
#[case("c:ab S9", &[""], "empty 0.-")]
#[case("c:ab S9 S9", &["ab", ""], "empty 1.-")]
#[case("S9", &[""], "empty 0.-")]
#[case("c:ab S9,dontwait", &[""], "empty 0.-")]
#[case("c:ab c! S9 S9", &["ab", ""], "possible")]
#[case("c:ab S0 S9", &["", "ab"], "possible")]
// the end
#[case("c:ab c! S9 S9", &["", "ab"], "early-eof 0.-")]
#[case("c:ab c! S9 S9", &["a", "eof"], "early-eof 1.-")]
#[case("c:ab S9 S9", &["ab", "eof"], "early-eof 1.-")]
#[case("c:ab c! S9 S9 S9", &["ab", "eof", "eof"], "possible")]
#[case("c:ab c. S9 S9", &["ab", "eof"], "possible")]
#[case("c! S0", &["eof"], "early-eof 0.-")]
#[case("c! S0", &[""], "possible")]
// blocks
#[case("c:ab S9", &["blocks"], "blocks 0.-")]
#[case("c:ab S9 S9", &["a", "blocks"], "blocks 1.-")]
#[case("c:ab c! S9 S9", &["ab", "blocks"], "blocks 1.-")]
#[case("S9,dontwait", &["blocks"], "blocks 0.-")]
#[case("S9", &["blocks"], "possible")]
#[case("S0", &["blocks"], "possible")]
#[case("c:ab S0", &["blocks"], "blocks 0.-")]
// waitall
#[case("c:abcd S4,waitall", &["abcd"], "possible")]
#[case("c:abcd S4,waitall", &["ab"], "too-short 0.-")]
#[case("c:abcd S9,waitall", &["abcd"], "too-short 0.0")]
#[case("c:abcd S9,waitall", &["blocks"], "possible")]
#[case("c:abcd c! S9,waitall", &["abcd"], "possible")]
#[case("c:abcd c! S9,waitall S9", &["abcd", "eof"], "possible")]
#[case("c:abcd S9,waitall|dontwait", &["ab"], "possible")]
// peek
#[case("c:abcd S9,peek S9", &["ab", "ab"], "possible")]
#[case("c:abcd S9,peek S9", &["ab", "a"], "too-short 1.-")]
#[case("c:abcd S9,peek S9", &["ab", "cd"], "gap 1.0")]
#[case("c:abcd S9,peek S1", &["abc", "a"], "possible")]
// eagain
#[case("c:ab S9,dontwait S9", &["eagain", "ab"], "possible")]
#[case("c:ab S9", &["eagain"], "eagain 0.-")]
#[case("c:ab S9,peek S9,dontwait", &["ab", "eagain"], "eagain 1.-")]
#[case("c! S9 S9,dontwait", &["eof", "eagain"], "eagain 1.-")]
#[case("c! S9,dontwait S9,dontwait", &["eagain", "eof"], "possible")]
// never called
#[case("S9 S9", &["blocks", "never"], "possible")]
#[case("S9 S9", &["blocks", "blocks"], "unreached 1.-")]
#[case("S9 S9", &["blocks", "a"], "unreached 1.-")]
#[case("c:ab S9 S9 S9", &["ab", "blocks", "ab"], "unreached 2.-")]
#[case("c:ab S9", &["never"], "unreached 0.-")]
// both ways
#[case("c:ab S9 s:xy C9", &["ab", "xy"], "possible")]
#[case("c:ab S9 s:xy C9", &["ab", "ab"], "unknown 1.0")]
#[case("c:ab S9 S9 s:xy C9", &["ab", "blocks", "xy"], "not-yet-sent 2.0")]
// outside
#[case("c:ab S1 s.", &["a"], "outside")]
#[case("c:ab S9 s.", &["ab"], "possible")]
#[case("c:ab S9 s.", &["a"], "outside")]
#[case("c:ab S9 s.", &["b"], "gap 0.0")]
#[case("c! c:ab S9", &["eof"], "outside")]
#[case("c:ab c. C9 S9", &["ab", "ab"], "outside")]
#[case("c:ab S9 c. c:x", &["zz"], "outside")]
#[case("c:ab S9 c. c:x", &["ab"], "outside")]
#[case("c:ab S1 S1 s.", &["b", "a"], "order 0.0")]
fn each_impossible_row_names_its_rule_and_its_byte(
    #[case] calls: &str,
    #[case] cells: &[&str],
    #[case] expected: &str,
) {
    assert_eq!(answer(&brief(calls), cells, Reading::InOrder), expected);
}

#[rstest]
#[case("C9 c:ab S9 s:xy", &["blocks", "blocks"], Reading::InOrder, "possible")]
#[case("C9 c:ab S9 s:xy", &["xy", "ab"], Reading::Concurrent, "not-yet-sent 0.0")]
#[case("S9 c:ab c:cd S9", &["abcd", "blocks"], Reading::Concurrent, "possible")]
#[case("c:ab S9 c:cd S9", &["abc", "d"], Reading::Concurrent, "possible")]
fn the_reading_decides(#[case] calls: &str, #[case] cells: &[&str], #[case] reading: Reading, #[case] expected: &str) {
    assert_eq!(answer(&brief(calls), cells, reading), expected);
}

#[test]
fn outside_is_told_with_its_call() {
    let Verdict::Outside { call, .. } = stream::judge(&brief("c:ab S1 s."), &row(&["a"]), Reading::InOrder) else {
        panic!("outside");
    };
    assert_eq!(call, 2);
    assert!(matches!(stream::count(&brief("c:ab S1 s."), Reading::InOrder), Count::Outside { call: 2, .. }));
}

#[test]
fn a_million_bytes_and_five_recvs_are_counted_exactly() {
    let mut calls = vec![(Client, send(&vec![b'x'; 1_000_000]))];
    calls.extend((0..5).map(|_| (Server, recv(1_000_000))));
    // Five cuts among n bytes, and for fewer than five pieces the last recv waits and the rest is never called: the sum of
    // the binomials C(n, 5) + C(n-1, k-1) for k = 1 to 4.
    let n = 1_000_000u128;
    let binomial = |n: u128, k: u128| (0..k).fold(1, |product, i| product * (n - i) / (i + 1));
    let expected = binomial(n, 5) + (0..4).map(|k| binomial(n - 1, k)).sum::<u128>();
    assert_eq!(stream::count(&script(calls), Reading::InOrder), Count::Exact(expected.into()));
}

#[test]
fn counts_beyond_128_bits_are_exact() {
    let mut calls = vec![(Client, send(&[b'x'; 2000]))];
    calls.extend((0..40).map(|_| (Server, recv(2000))));
    let Count::Exact(count) = stream::count(&script(calls), Reading::InOrder) else { panic!("countable") };
    let big = |n: u64, k: u64| (0..k).fold(num_bigint::BigUint::from(1u8), |product, i| product * (n - i) / (i + 1));
    let expected = big(2000, 40) + (0..39).map(|k| big(1999, k)).sum::<num_bigint::BigUint>();
    assert!(count.bits() > 128);
    assert_eq!(count, expected);
}

#[test]
fn too_many_states_are_given_up_with_the_reason() {
    let mut calls = vec![(Client, send(&vec![b'x'; 3_000_000]))];
    calls.extend((0..20).map(|_| (Server, recv(3_000_000))));
    let Count::TooMany(why) = stream::count(&script(calls), Reading::InOrder) else { panic!("too many") };
    assert!(Texts::english().say(&why).contains("10"));
}

#[test]
fn what_a_row_leaves_open_is_searched_within_bounds() {
    let mut calls = vec![(Client, send(&vec![b'x'; 1_000_000]))];
    calls.extend((0..4).map(|_| (Server, recv(1_000_000))));
    let script = script(calls);
    assert_eq!(answer(&script, &["*", "*", "*", "x"], Reading::InOrder), "possible");
    // Impossible, but to see it every way of the first three would have to be tried.
    assert!(["outside", "unknown 3.0"].contains(&answer(&script, &["*", "*", "*", "zzz"], Reading::InOrder).as_str()));
}

#[test]
fn a_large_waitall_is_listed_at_once_in_both_readings() {
    let whole = script(vec![
        (Client, send(&vec![b'x'; 3_000_000])),
        (Server, recv_with(Size::Fixed(3_000_000), flags("waitall"))),
    ]);
    for reading in [Reading::InOrder, Reading::Concurrent] {
        assert_eq!(stream::list(&whole, reading, 10).len(), 1);
        assert_eq!(stream::count(&whole, reading), Count::Exact(1u32.into()));
    }
}

#[test]
fn a_count_that_needs_too_many_states_is_given_up_early() {
    let send16 = || (Client, send(&vec![b'x'; 16 << 20]));
    let long = script(vec![send16(), send16(), (Server, recv(1 << 30)), (Server, recv(1 << 30))]);
    assert!(matches!(stream::count(&long, Reading::InOrder), Count::TooMany(_)));
}

#[test]
fn rules_have_words() {
    assert_eq!(Rule::EarlyEof.word(), "early-eof");
}
