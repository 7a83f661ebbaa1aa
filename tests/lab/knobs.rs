//! Knobs, runs in the background, and runs as text: what is set, what is granted and why, what is counted.

use chunkscope::engine::{Histogram, Start, share};
use chunkscope::stream::{Cell, Outcome, Reading};
use chunkscope::tui::app::knobs::Knob;
use chunkscope::tui::app::lab::{Network, Pane, RunState};
use chunkscope::tui::{Effect, First, Msg};
use ratatui::crossterm::event::KeyCode;

use crate::driver::Student;

/// A lab without a table, on lesson 1's calls, with the knobs in front.
pub fn with_knobs() -> Student {
    let mut student = Student::worksheet(
        "# Own\n\n- The client performs `send(sock, \"hello!\", 6, 0)`.\n- The client performs `send(sock, \"bye!\", 4, 0)`.\n\
         - The server performs `recv(sock, buf1, 1024, 0)`.\n- The server performs `recv(sock, buf2, 1024, 0)`.\n",
    );
    while student.lab().focus != Pane::Knobs {
        student.key(KeyCode::Tab);
    }
    student
}

/// Puts the cursor on a knob.
pub fn choose(student: &mut Student, knob: Knob) {
    student.key(KeyCode::Home);
    while student.lab().knob() != knob {
        student.key(KeyCode::Down);
    }
}

/// Types a value for a knob.
pub fn set(student: &mut Student, knob: Knob, value: &str) {
    choose(student, knob);
    student.enter();
    for _ in 0..20 {
        student.key(KeyCode::Backspace);
    }
    student.press(value);
    student.enter();
}

fn run(student: &mut Student) {
    student.key(KeyCode::F(5));
    student.wait_over();
}

fn bursts(student: &Student) -> Vec<(u64, u64)> {
    let burst = |effect: &Effect| match effect {
        Effect::Burst { id, times, .. } => Some((*id, *times)),
        _ => None,
    };
    student.effects.iter().filter_map(burst).collect()
}

fn outcome(first: &str, second: Cell) -> Outcome {
    Outcome { cells: vec![Cell::Data(first.into()), second] }
}

fn news(id: u64, outcomes: Vec<(Outcome, u64)>, over: bool) -> Msg {
    let times = outcomes.iter().map(|(_, times)| times).sum();
    Msg::Burst { id, result: Ok(Histogram { times, outcomes, ..Histogram::default() }), over }
}

#[test]
fn knobs_unfold_after_the_rule_or_without_a_table() {
    let student = Student::lesson();
    assert!(!student.lab().panes().contains(&Pane::Knobs));
    student.hides("SO_RCVBUF");
    let mut student = with_knobs();
    student.shows("SO_RCVBUF");
    student.shows("← and → turn it");
    student.app.size = (80, 24);
    student.shows("SO_RCVBUF");
    let student = Student::at(First::Lab(None));
    student.hides("SO_RCVBUF");
}

#[cfg(target_os = "linux")]
#[test]
fn what_was_asked_and_granted_stands_side_by_side_and_says_why() {
    let mut student = with_knobs();
    set(&mut student, Knob::Rcvbuf, "4096");
    assert_eq!(student.lab().plan().knobs.rcvbuf, Some(4096));
    run(&mut student);
    let RunState::Over(report) = &student.lab().run.state else { panic!("over") };
    let granted = report.granted.rcvbuf[1];
    student.shows("granted");
    assert_eq!(granted, 8192, "Linux doubles");
    // On a small screen, too.
    for (columns, lines) in [(80, 24), (200, 60), (120, 36)] {
        student.send(Msg::Resize(columns, lines));
        student.shows("4,096 asked, 8,192 granted: Linux doubles what is asked");
        student.shows("SO_SNDBUF");
    }
    // The value is another one: what the last run was granted says nothing about it.
    student.key(KeyCode::Right);
    assert_eq!(student.lab().run.state, RunState::Idle);
    student.hides("8,192");
}

#[test]
fn a_refused_segment_size_says_what_works() {
    let mut student = with_knobs();
    set(&mut student, Knob::Maxseg, "7");
    student.key(KeyCode::F(5));
    student.wait(|student| student.lab().run.is_over());
    if matches!(student.lab().run.state, RunState::Failed(_)) {
        student.shows("7 asked, and the system refused it");
    }
}

#[test]
fn every_knob_turns_both_ways_and_back_to_what_it_was() {
    let mut student = with_knobs();
    let first = student.lab().plan();
    for knob in Knob::ALL {
        if !student.lab().may_turn(knob) {
            continue;
        }
        choose(&mut student, knob);
        student.key(KeyCode::Right);
        assert_ne!(student.lab().plan(), first, "{knob:?}");
        assert!(student.lab().is_turned(knob));
        student.key(KeyCode::Backspace);
        assert_eq!(student.lab().plan(), first, "{knob:?}");
        for _ in 0..20 {
            student.key(KeyCode::Right);
        }
        for _ in 0..20 {
            student.key(KeyCode::Left);
        }
        assert_eq!(student.lab().network.via(&student.lab().pieces), first.via);
    }
    student.press("++");
    student.press("D");
    assert_eq!(student.lab().plan(), first);
}

#[test]
fn a_typed_value_is_taken_or_says_what_would_work() {
    let mut student = with_knobs();
    set(&mut student, Knob::Network, "1,9");
    assert_eq!(student.lab().plan().via.to_string(), "pieces=1,9");
    run(&mut student);
    student.shows("cuts 1,9");
    set(&mut student, Knob::Network, "c:2;s:3");
    assert_eq!(student.lab().plan().via.to_string(), "pieces=c:2;s:3");
    set(&mut student, Knob::Gap, "10");
    student.shows("10us");
    assert!(student.lab().typed.is_some(), "it can be mended");
    student.press("us");
    student.enter();
    assert_eq!(student.lab().plan().knobs.gap, Some(std::time::Duration::from_micros(10)));
    // Letters are no commands while a value is typed.
    student.enter();
    student.press("qN?");
    student.key(KeyCode::Esc);
    assert!(!student.app.over && student.app.help.is_none());
    assert_eq!(student.lab().plan().knobs.gap, Some(std::time::Duration::from_micros(10)));
    set(&mut student, Knob::Gap, "");
    assert_eq!(student.lab().plan().knobs.gap, None);
}

#[test]
fn knobs_are_kept_when_the_calls_change_and_a_call_of_the_script_wins() {
    let mut student = with_knobs();
    set(&mut student, Knob::Rcvbuf, "4096");
    student.press("e");
    student.press("setsockopt(sock, SOL_SOCKET, SO_RCVBUF, 9000)");
    student.enter();
    student.key(KeyCode::Esc);
    assert_eq!(student.lab().plan().knobs.rcvbuf, Some(4096));
    while student.lab().focus != Pane::Knobs {
        student.key(KeyCode::Tab);
    }
    choose(&mut student, Knob::Rcvbuf);
    student.shows("the call wins");
}

#[test]
fn a_gap_is_shown_as_it_was_measured() {
    let mut student = with_knobs();
    set(&mut student, Knob::Gap, "1ms");
    run(&mut student);
    student.shows("1ms asked,");
    student.shows("measured:");
}

#[test]
fn other_turns_ask_the_model_anew_and_count_for_themselves() {
    let mut student = Student::through_lesson();
    while student.lab().focus != Pane::Knobs {
        student.key(KeyCode::Tab);
    }
    let (seen, score) = (student.lab().seen.clone(), student.lab().quiz.as_ref().map(|quiz| quiz.score()));
    assert!(!seen.is_empty());
    choose(&mut student, Knob::Start);
    student.key(KeyCode::Right);
    assert_eq!((student.lab().start, student.lab().reading()), (Start::ServerFirst, Reading::Concurrent));
    student.shows("turns: each side for itself");
    assert!(student.lab().seen.is_empty());
    let last = student.effects.iter().rev().find_map(|effect| match effect {
        Effect::Judge { reading, .. } => Some(*reading),
        _ => None,
    });
    assert_eq!(last, Some(Reading::Concurrent));
    // What was said about calls made one at a time stays right or wrong as it was.
    assert_eq!(student.lab().quiz.as_ref().map(|quiz| quiz.score()), score);
    run(&mut student);
    student.wait(|student| student.lab().run.standing.is_some());
    assert_eq!(student.lab().seen.len(), 1);
    student.key(KeyCode::Left);
    assert_eq!(student.lab().start, Start::SendsFirst);
    assert_eq!(student.lab().seen, seen);
    // From the start: the table asks about calls made one at a time.
    student.key(KeyCode::Right);
    student.press("R");
    assert_eq!(student.lab().start, Start::SendsFirst);
}

#[test]
fn while_a_table_is_asked_the_turns_are_its_own() {
    let mut student = Student::lesson();
    student.press("yynyy");
    student.enter();
    run(&mut student);
    student.enter();
    student.press("a");
    student.enter();
    student.enter();
    assert!(student.lab().has_knobs() && !student.lab().is_free());
    while student.lab().focus != Pane::Knobs {
        student.key(KeyCode::Tab);
    }
    choose(&mut student, Knob::Start);
    student.key(KeyCode::Right);
    assert_eq!(student.lab().start, Start::SendsFirst);
    student.shows("once it is answered, this knob turns");
}

#[test]
fn a_burst_counts_while_one_types_and_ends_with_a_sentence() {
    let mut student = with_knobs();
    student.key(KeyCode::F(6));
    let [(id, 1000)] = bursts(&student)[..] else { panic!("one burst of 1,000") };
    student.shows("0 of 1,000 runs, seed 1");
    student.send(news(id, vec![(outcome("hello!bye!", Cell::Blocks), 300)], false));
    student.shows("300 of 1,000 runs");
    student.shows("; 1 seen here");
    // Typing goes on meanwhile.
    choose(&mut student, Knob::Gap);
    student.enter();
    student.press("1");
    student.send(news(
        id,
        vec![(outcome("hello!bye!", Cell::Blocks), 500), (outcome("hello!", Cell::Data(b"bye!".to_vec())), 10)],
        false,
    ));
    assert_eq!(student.lab().typed.as_ref().map(|typed| typed.text.as_str()), Some("1"));
    student.key(KeyCode::Esc);
    assert_eq!(student.lab().seen.len(), 2);
    // A run of one's own counts besides.
    run(&mut student);
    let all = |student: &Student| student.lab().burst.as_ref().map(|burst| burst.histogram.times);
    student.send(news(
        id,
        vec![(outcome("hello!bye!", Cell::Blocks), 900), (outcome("hello!", Cell::Data(b"bye!".to_vec())), 100)],
        true,
    ));
    assert_eq!(all(&student), Some(1000));
    assert!(student.lab().bursting().is_none());
    student.shows("1,000 runs: hello!bye! | blocks 90.0 %; hello! | bye! 10.0 %. Rare is not impossible.");
    student.shows("F6 run 10,000×");
    // The same plan again: ten thousand. Another plan: a thousand.
    student.key(KeyCode::F(6));
    assert_eq!(bursts(&student).last().map(|(_, times)| *times), Some(10_000));
    student.key(KeyCode::F(6));
    assert_eq!(bursts(&student).len(), 2, "more than that the key does not make");
    student.key(KeyCode::Esc);
    student.shows("Stopped after 0 of 10,000 runs.");
    assert!(matches!(student.effects.last(), Some(Effect::StopBurst)));
}

#[test]
fn rare_outcomes_are_never_rounded_away() {
    let mut student = with_knobs();
    student.key(KeyCode::F(6));
    let (id, _) = bursts(&student)[0];
    let all = vec![
        (outcome("hello!bye!", Cell::Blocks), 9_996),
        (outcome("hello!", Cell::Data(b"bye!".to_vec())), 1),
        (outcome("h", Cell::Data(b"ello!bye!".to_vec())), 1),
        (outcome("he", Cell::Data(b"llo!bye!".to_vec())), 1),
        (outcome("hel", Cell::Data(b"lo!bye!".to_vec())), 1),
    ];
    student.send(news(id, all, true));
    student.shows("hello!bye! | blocks > 99.9 %; hello! | bye! < 0.1 %");
    student.shows("2 other outcomes < 0.1 %");
}

#[test]
fn the_header_tells_what_a_run_depends_on() {
    let mut student = with_knobs();
    student.hides("seed 1 ");
    set(&mut student, Knob::Seed, "23");
    set(&mut student, Knob::Network, "random");
    student.shows("network: random cuts · seed 23");
    choose(&mut student, Knob::Start);
    student.key(KeyCode::Right);
    student.shows("turns: each side for itself, the receiver first · network: random cuts · seed 23");
    // The network's own key goes on to the next one.
    student.press("V");
    assert_eq!(student.lab().network, Network::Pieces);
    student.hides("· seed 23");
    run(&mut student);
    student.send(Msg::Resize(80, 24));
    student.shows("receiver first · cuts 2");
}

#[test]
fn escape_stops_a_burst_and_late_news_are_dropped() {
    let mut student = with_knobs();
    student.key(KeyCode::F(6));
    let (id, _) = bursts(&student)[0];
    student.send(news(id, vec![(outcome("hello!bye!", Cell::Blocks), 7)], false));
    student.key(KeyCode::Esc);
    student.shows("Stopped after 7 of 1,000 runs. No run had a wrong byte.");
    assert!(student.app.lab_shown().is_some(), "the lab is not left");
    student.send(news(id, vec![(outcome("hello!bye!", Cell::Blocks), 99)], true));
    assert_eq!(student.lab().burst.as_ref().map(|burst| burst.histogram.times), Some(7));
    // Other calls end it as well.
    student.key(KeyCode::F(6));
    student.press("e");
    student.press("close(sock)");
    student.enter();
    assert!(student.lab().bursting().is_none() && student.lab().seen.is_empty());
}

#[test]
fn what_must_not_be_is_said_loudly() {
    let mut student = with_knobs();
    student.key(KeyCode::F(6));
    let (id, _) = bursts(&student)[0];
    let wrong = Histogram { times: 9, wrong: 2, ..Histogram::default() };
    student.send(Msg::Burst { id, result: Ok(wrong), over: false });
    student.shows("WRONG BYTES in 2 of these runs");
    let denied = Histogram { times: 19, wrong: 2, impossible: 1, ..Histogram::default() };
    student.send(Msg::Burst { id, result: Ok(denied), over: false });
    student.shows("The model denies");
}

#[test]
fn no_burst_before_the_first_answers_are_revealed() {
    let mut student = Student::lesson();
    student.key(KeyCode::F(6));
    student.press("yynyy");
    student.enter();
    student.key(KeyCode::F(6));
    assert!(bursts(&student).is_empty());
    let mut student = Student::through_lesson();
    student.key(KeyCode::F(6));
    assert_eq!(bursts(&student).len(), 1);
}

#[test]
fn a_run_is_copied_and_pasted_and_replayed_step_by_step() {
    let mut student = with_knobs();
    set(&mut student, Knob::Network, "2");
    run(&mut student);
    student.press("c");
    let Some(Effect::Copy(text)) = student.effects.last().cloned() else { panic!("copied") };
    assert!(text.starts_with("chunkscope:1 start=sends-first via=pieces=2 seed=1 steps: 1 2 "), "{text}");
    let share = share::parse(&text).expect("readable");
    student.shows("this run as a line of text");
    student.shows("chunkscope:1 start=sends-first via=pieces=2 seed=1");
    student.key(KeyCode::Esc);
    student.hides("this run as a line of text");
    let RunState::Over(report) = &student.lab().run.state else { panic!("over") };
    let outcome = report.outcome.clone();

    // In another lab, the same calls; also while a line is typed.
    let mut other = with_knobs();
    other.press("e");
    other.send(Msg::Paste(format!("{text}\n")));
    assert!(other.lab().editor.is_none());
    other.shows("replays them one by one");
    assert_eq!(other.lab().plan().via, share.via);
    other.key(KeyCode::Char(' '));
    other.wait_rest();
    for _ in 0..20 {
        if other.lab().run.is_over() {
            break;
        }
        other.key(KeyCode::Char(' '));
        other.wait(|student| !matches!(student.lab().run.state, RunState::Busy { .. }));
    }
    let RunState::Over(report) = &other.lab().run.state else { panic!("over") };
    assert_eq!(report.outcome, outcome);
    assert_ne!(other.lab().run.standing, Some(chunkscope::stream::Standing::Impossible));
    // Any network ends the replay.
    other.press("V");
    assert!(other.lab().replay.is_none());
    assert_eq!(other.lab().network, Network::Pieces);
}

#[test]
fn a_line_that_does_not_fit_changes_nothing() {
    let mut student = with_knobs();
    let plan = student.lab().plan();
    for (text, says) in [
        ("chunkscope:1 seed=x", "Column 19"),
        ("chunkscope:9", "version"),
        ("chunkscope:1 seed=9 steps: 1 d99s", "Step 2, d99s"),
        ("chunkscope:1 seed=9 steps: 1", "belong to others"),
    ] {
        student.send(Msg::Paste(text.to_owned()));
        student.shows(says);
        assert_eq!(student.lab().plan(), plan, "{text}");
    }
    student.send(Msg::Paste("chunkscope:1\n rcvbuf=4096\n start=free".to_owned()));
    assert_eq!((student.lab().start, student.lab().plan().knobs.rcvbuf), (Start::Free, Some(4096)));
    // Before the rule there are no knobs to set.
    let mut student = Student::lesson();
    student.send(Msg::Paste("chunkscope:1 rcvbuf=4096".to_owned()));
    student.shows("Knobs come after the rule");
    assert_eq!(student.lab().plan().knobs.rcvbuf, None);
}

#[test]
fn a_worksheet_keeps_its_knobs_and_says_where_one_is_wrong() {
    let text = "# Own\n\n```\nclient: send(sock, \"ab\", 2, 0)\nserver: recv(sock, buf1, 9, 0)\n```\n";
    let kept = chunkscope::doc::with_run(text, "via=drip rcvbuf=4096");
    assert_eq!(chunkscope::doc::with_run(&kept, "via=drip rcvbuf=4096"), kept, "the same words change no byte");
    let student = Student::worksheet(&kept);
    assert_eq!((student.lab().network, student.lab().knobs.rcvbuf), (Network::Drip, Some(4096)));
    let (source, wrong) = {
        let source = chunkscope::text::Source::new("own.md", kept.replace("4096", "x4").as_str());
        let (sheet, findings) = chunkscope::doc::parse_worksheet(&source);
        assert!(findings.is_empty(), "{findings:?}");
        let wrong = chunkscope::tui::app::knobs::kept_share(&sheet).expect_err("x4 is no number of bytes");
        (source, wrong)
    };
    assert_eq!(&source.text[wrong.span.range()], "x4");
    assert_eq!(source.place(wrong.span.start).line, 8);
}

#[test]
fn a_burst_without_a_recv_and_one_through_a_relay_say_why_they_are_alike() {
    for (recv, via, words) in [
        ("", Network::Direct, "There is no recv"),
        ("- The server performs `recv(sock, buf1, 9, 0)`.\n", Network::Whole, "the relay chose"),
    ] {
        let text = format!("# Own\n\n- The client performs `send(sock, \"ab\", 2, 0)`.\n{recv}");
        let mut student = Student::worksheet(&text);
        while student.lab().network != via {
            student.press("V");
        }
        student.key(KeyCode::F(6));
        let id = student.lab().burst.as_ref().expect("a burst").id;
        let cells = if recv.is_empty() { vec![] } else { vec![Cell::Data(b"ab".to_vec())] };
        let histogram = Histogram { times: 1000, outcomes: vec![(Outcome { cells }, 1000)], ..Histogram::default() };
        student.send(Msg::Burst { id, result: Ok(histogram), over: true });
        student.shows(words);
    }
}

#[test]
fn the_key_pressed_twice_goes_on_to_ten_thousand() {
    let mut student = with_knobs();
    student.key(KeyCode::F(6));
    student.shows("F6 run 10,000×");
    student.key(KeyCode::F(6));
    assert_eq!(bursts(&student).last().map(|(_, times)| *times), Some(10_000));
    student.shows("On to 10,000 runs");
    student.hides("F6 run");
}
