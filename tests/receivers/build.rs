//! The gym, and programs built from lines.

use chunkscope::framing::code::Program;
use chunkscope::framing::gym::{COURSE, Exercise, Mark};
use chunkscope::framing::parsons::{Failing, PUZZLES, Placed, Puzzle, Task, check};
use chunkscope::framing::search::Conversation;
use chunkscope::text::Texts;
use rstest::rstest;

use super::catalogue::named;

fn puzzle(task: Task) -> &'static Puzzle {
    PUZZLES.iter().find(|puzzle| puzzle.task == task).unwrap()
}

/// An arrangement by the text of its lines, with their indentation.
fn arranged(puzzle: &Puzzle, lines: &[&str]) -> Vec<Placed> {
    lines
        .iter()
        .map(|line| {
            let text = line.trim_start();
            let index = puzzle.lines.iter().position(|known| *known == text).unwrap_or_else(|| panic!("{text}"));
            Placed { line: index, depth: (line.len() - text.len()) / 4 }
        })
        .collect()
}

#[test]
fn the_solutions_work() {
    for puzzle in &PUZZLES {
        assert_eq!(check(puzzle, &puzzle.solution()), Ok(()), "{}", puzzle.title);
    }
}

#[test]
fn every_line_that_does_not_belong_fails_in_the_place_of_every_other() {
    let texts = Texts::english();
    for puzzle in &PUZZLES {
        let solution = puzzle.solution();
        for wrong in solution.len()..puzzle.lines.len() {
            let mut failed = 0;
            for place in 0..solution.len() {
                let mut placed = solution.clone();
                placed[place].line = wrong;
                if let Err(failing) = check(puzzle, &placed) {
                    assert!(texts.say(&failing.message()).ends_with('.'));
                    failed += 1;
                }
            }
            assert!(failed + 1 >= solution.len(), "{} works in many places", puzzle.lines[wrong]);
        }
    }
}

#[test]
fn a_line_left_out_fails() {
    for puzzle in &PUZZLES {
        for left_out in 0..puzzle.solution().len() {
            let mut placed = puzzle.solution();
            placed.remove(left_out);
            assert!(check(puzzle, &placed).is_err(), "{}: line {left_out}", puzzle.title);
        }
    }
}

#[test]
fn the_first_failing_case_is_a_short_one() {
    let puzzle = puzzle(Task::SendAll);
    let placed = arranged(puzzle, &["def sendall(sock, data):", "    count = sock.send(data)"]);
    match check(puzzle, &placed) {
        Err(Failing::Send { data, takes, sent, .. }) => {
            assert_eq!(
                (data.as_slice(), takes.as_slice(), sent.as_slice()),
                (b"ab".as_slice(), [1, 1].as_slice(), b"a".as_slice())
            );
        }
        other => panic!("{other:?}"),
    }
}

#[rstest]
#[case(&["def sendall(sock, data):", "    while sent < len(data):", "        sent = 0"])]
#[case(&["def sendall(sock, data):", "    count = sock.send(data)", "    sent += count"])]
fn a_variable_without_a_value_is_named(#[case] lines: &[&str]) {
    let puzzle = puzzle(Task::SendAll);
    let failing = check(puzzle, &arranged(puzzle, lines)).unwrap_err();
    let said = Texts::english().say(&failing.wrong());
    assert!(said.contains("\"sent\" has no value yet"), "{said}");
}

#[rstest]
// The order of lines that do not depend on each other is free.
#[case(Task::Receiver, true, &[
    "while True:", "    header = recv_exactly(sock, 2)", "    if len(header) == 0:", "        break",
    "    if len(header) < 2:", "        raise EOFError(\"ended inside a message\")",
    "    expected = int.from_bytes(header, \"big\")", "    if expected > 1000:",
    "        raise ValueError(\"too long\")", "    message = recv_exactly(sock, expected)",
    "    if len(message) < expected:", "        raise EOFError(\"ended inside a header\")",
    "    deliver(message)",
])]
// Without the bound.
#[case(Task::Receiver, false, &[
    "while True:", "    header = recv_exactly(sock, 2)", "    if len(header) == 0:", "        break",
    "    if len(header) < 2:", "        raise EOFError(\"ended inside a header\")",
    "    expected = int.from_bytes(header, \"big\")", "    message = recv_exactly(sock, expected)",
    "    if len(message) < expected:", "        raise EOFError(\"ended inside a message\")",
    "    deliver(message)",
])]
// It asks for too much, and reads into what follows.
#[case(Task::RecvExactly, false, &[
    "def recv_exactly(sock, count):", "    got = b\"\"", "    while len(got) < count:",
    "        data = sock.recv(count)", "        if not data:", "            raise EOFError(\"ended too early\")",
    "        got += data", "    return got",
])]
// It never sees the end.
#[case(Task::RecvExactly, false, &[
    "def recv_exactly(sock, count):", "    got = b\"\"", "    while len(got) < count:",
    "        data = sock.recv(count - len(got))", "        got += data", "    return got",
])]
fn any_arrangement_that_works_is_right(#[case] task: Task, #[case] right: bool, #[case] lines: &[&str]) {
    let puzzle = puzzle(task);
    assert_eq!(check(puzzle, &arranged(puzzle, lines)).is_ok(), right);
}

#[test]
fn the_gym_counts_the_cuts_that_matter() {
    let receiver = named("header-at-once");
    let exercise = Exercise::new(&receiver, Conversation::closing(&["Hello, World"])).unwrap().unwrap();
    assert_eq!((exercise.optimum, exercise.unbreakable()), (Some(1), false));
    let attempt = |cuts: &[usize]| exercise.attempt(&receiver, cuts);
    // A recv of 15 bytes ends at byte 15 anyway.
    assert_eq!((attempt(&[15]).mark, attempt(&[15]).cuts.len()), (Mark::Survives, 0));
    assert_eq!((attempt(&[5]).mark, attempt(&[5]).cuts), (Mark::Best, vec![5]));
    assert!(attempt(&[5]).failure().is_some());
    assert_eq!(attempt(&[10, 12]).mark, Mark::Survives);
    assert_eq!(attempt(&[9, 2, 2]).cuts[0], 2, "in any order, and once");
    let right = named("digits-10");
    let exercise = Exercise::new(&right, Conversation::closing(&["Hello"])).unwrap().unwrap();
    assert!(exercise.unbreakable());
    assert_eq!(exercise.attempt(&right, &[1, 2, 3]).mark, Mark::Unbreakable);
}

#[test]
fn cuts_that_could_be_spared_are_counted() {
    let receiver = named("utf8-per-chunk");
    let exercise = Exercise::new(&receiver, Conversation::closing(&["aé"])).unwrap().unwrap();
    assert_eq!(exercise.attempt(&receiver, &[1, 2]).mark, Mark::Breaks { spare: 1 });
}

#[test]
fn the_course_has_exercises_of_every_kind() {
    let optimum = |(id, messages): &(&str, &[&str])| {
        let receiver = named(id);
        let exercise = Exercise::new(&receiver, Conversation::closing(messages)).unwrap();
        let exercise = exercise.unwrap_or_else(|| panic!("{id} refuses {messages:?}"));
        // So many boxes fit on every screen.
        assert!(exercise.wire.len() <= 30, "{id}: {} bytes", exercise.wire.len());
        exercise.optimum
    };
    let best: Vec<Option<usize>> = COURSE.iter().map(optimum).collect();
    let [s, n, o] = [Some(1), None, Some(0)];
    assert_eq!(best, [s, s, n, s, s, o, n, s, n, s, s, n, s, s, n, n]);
}

#[test]
fn source_that_is_nested_beyond_measure_is_refused_and_takes_no_stack() {
    let deep = |many: usize| format!("x = {}1{}", "(".repeat(many), ")".repeat(many));
    assert!(Program::compile(&deep(100)).is_ok());
    assert!(Program::compile(&deep(200_000)).is_err());
    assert!(Program::compile(&format!("x = {}1", "not ".repeat(200_000))).is_err());
    let blocks = |many: usize| (0..many).map(|depth| format!("{}while 1:\n", "    ".repeat(depth))).collect::<String>();
    assert!(Program::compile(&format!("{}{}pass", blocks(20), "    ".repeat(20))).is_ok());
    assert!(Program::compile(&format!("{}{}pass", blocks(2_000), "    ".repeat(2_000))).is_err());
}
