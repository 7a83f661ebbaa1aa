//! Receivers that break, the gym, programs from lines: by keys, on real sockets.

use chunkscope::framing::gym::COURSE;
use chunkscope::framing::parsons::PUZZLES;
use chunkscope::framing::receivers::{Group, Receiver, ids};
use chunkscope::framing::walk::Doing;
use chunkscope::progress::exercised::{Done, Exercised, Found};
use chunkscope::tui::app::Screen;
use chunkscope::tui::app::breaks::{Breaks, Language, Search};
use chunkscope::tui::app::build::Result as Built;
use chunkscope::tui::app::keep::Job;
use chunkscope::tui::app::messages::Listed;
use chunkscope::tui::app::play::Play;
use chunkscope::tui::theme::{Depth, Kind};
use chunkscope::tui::{Effect, First, Settings};
use ratatui::crossterm::event::KeyCode;

use crate::driver::{Student, settings};
use crate::screens::snapshot;

fn at(screen: Screen) -> Student {
    with(screen, Settings::default())
}

/// Opened from the list of what there is about messages.
fn with(screen: Screen, settings: Settings) -> Student {
    let mut student = Student::with(First::Messages, settings);
    let listed = match screen {
        Screen::Breaks => Listed::Breaks,
        Screen::Gym => Listed::Gym,
        _ => Listed::Build,
    };
    let number = Listed::ALL.iter().position(|known| *known == listed).unwrap();
    student.press(&(number + 1).to_string());
    student
}

/// The gallery, with this receiver opened.
fn gallery(id: &str) -> Student {
    open(at(Screen::Breaks), id)
}

fn open(mut student: Student, id: &str) -> Student {
    let number = Breaks::listed().iter().position(|(known, ..)| *known == id).unwrap();
    for _ in 0..number {
        student.key(KeyCode::Down);
    }
    student.enter();
    student
}

fn play(student: &Student) -> &Play {
    student.app.play().expect("a program that is played")
}

/// To this line of the source, from wherever the cursor is.
fn to_line(student: &mut Student, line: u32) {
    student.key(KeyCode::Home);
    for _ in 1..line {
        student.key(KeyCode::Down);
    }
}

fn named(id: &str) -> Receiver {
    Receiver::named(id, None).unwrap().unwrap()
}

/// Walks to the end with Space, as far as the sockets let it.
fn walk_through(student: &mut Student) -> usize {
    let mut lines = 0;
    while !play(student).is_over() {
        let before = play(student).at;
        student.press(" ");
        lines += 1;
        student.wait(|student| play(student).at != before || play(student).is_over());
        assert!(lines < 400, "{}", student.text());
    }
    lines
}

#[test]
fn first_one_says_which_line_is_at_fault_then_the_search_finds_the_case_and_real_sockets_show_it() {
    let mut student = gallery("whole-header");
    student.shows("Which line is at fault?");
    student.press("X");
    student.shows("Say first which line is at fault");
    let guilty = named("whole-header").python().guilty()[0];
    to_line(&mut student, guilty);
    student.enter();
    student.shows(&format!("You say: line {guilty} is at fault"));
    student.hides("✗");
    student.press("X");
    student.shows("The smallest case that breaks it: 1 cut, 5 bytes. Sent: \"\". The connection stays open.");
    student.shows("1 cut · 5 bytes · recv takes at most 1,024");
    student.hides("✗");
    student.shows("nothing has run");
    walk_through(&mut student);
    student.shows("live: real sockets, this run");
    student.shows("It reads a number from the bytes that are there");
    student.shows("✗");
    student.shows("◂ you");
    student.shows("\"\", which was not sent");
    let open = student.app.exercises.breaks.open.as_ref().unwrap();
    assert_eq!(open.is_right(), Some(true));
    student.enter();
    student.shows("Which line is at fault?");
    student.key(KeyCode::Esc);
    student.shows("✗ 1 cut =");
    student.shows("1 of 32 looked at");
}

#[test]
fn every_receiver_is_broken_on_real_sockets_or_proved_and_its_walk_is_that_of_the_model() {
    for id in ids() {
        let mut student = gallery(id);
        student.press("nX");
        let receiver = named(id);
        if receiver.group() == Group::Right {
            student.shows("No cut breaks it.");
            student.shows("You said so.");
            assert!(student.app.play().is_none());
            continue;
        }
        student.key(KeyCode::F(5));
        student.wait(|student| play(student).is_over());
        let open = student.app.exercises.breaks.open.as_ref().unwrap();
        assert!(open.revealed, "{id}");
        assert_eq!(open.is_right(), Some(false), "{id}");
        let told = open.told.as_ref().unwrap();
        let delivered: Vec<&[u8]> = play(&student).walk.delivered(usize::MAX - 1).collect();
        let model: Vec<&[u8]> = told.recvs.iter().flat_map(|recv| recv.delivered.iter().map(Vec::as_slice)).collect();
        assert_eq!(delivered, model, "{id}");
        let why = chunkscope::text::Texts::english().say(&receiver.why());
        student.app.size = (200, 60);
        student.shows(&why);
    }
}

#[test]
fn a_line_and_its_call_are_told_apart_and_the_sockets_do_only_what_the_line_needs() {
    let mut student = gallery("recv-fills");
    student.press("nX");
    student.press("n");
    student.wait(|student| play(student).line().is_some_and(|line| line.doing == Doing::Calls));
    student.shows("calls recv for at most 2 bytes and waits");
    student.wait(|student| play(student).events_shown().len() == play(student).events.len());
    let before = play(&student).at;
    student.press(" ");
    student.wait(|student| play(student).at != before);
    student.shows("recv returns 1 byte");
    assert_eq!(play(&student).line().unwrap().doing, Doing::Returns);
    // Looking back shows the bytes as they were then.
    let then = play(&student).events_shown().len();
    student.key(KeyCode::Left);
    assert_eq!(play(&student).at, before);
    assert!(play(&student).events_shown().len() < then);
    student.press("r");
    assert!(!play(&student).has_begun());
    assert_eq!(student.effects.last(), Some(&Effect::Stop));
    walk_through(&mut student);
    student.shows("recv gives at most n bytes");
}

#[test]
fn the_source_is_shown_in_either_language_and_a_line_said_in_one_counts_in_the_other() {
    let mut student = gallery("byte-order");
    student.shows("Python-like");
    student.press("v");
    student.shows("C-like");
    assert_eq!(student.app.exercises.breaks.language, Language::C);
    let guilty = named("byte-order").c().guilty()[0];
    to_line(&mut student, guilty);
    student.enter();
    student.press("v");
    student.shows("◂ you");
    student.press("X");
    assert_eq!(student.app.exercises.breaks.open.as_ref().unwrap().is_right(), Some(true));
    student.key(KeyCode::Esc);
    student.shows("✗ no cut =");
}

#[test]
fn the_search_can_be_stopped_and_late_answers_are_not_taken() {
    let mut student = gallery("digits-10");
    student.press("n");
    let open = student.app.exercises.breaks.open.as_mut().unwrap();
    open.search = Search::Going { id: 77, progress: (3, 114) };
    student.shows("3 of 114");
    student.key(KeyCode::Esc);
    assert_eq!(student.effects.last(), Some(&Effect::StopAsking));
    student.shows("X looks for the smallest cuts");
    student.press("X");
    student.shows("378,565,627 ways to cut");
    student.shows("The proof visits 1,596");
    student.shows("And all 803 469 022 129 495 137 770 981 046");
}

#[test]
fn in_the_gym_cuts_are_tried_on_real_sockets_and_few_score_better() {
    let mut student = at(Screen::Gym);
    student.shows("exercise 1 of 16");
    student.shows("The place is behind byte 0.");
    student.press("c");
    student.enter();
    student.wait(|student| play(student).is_over());
    student.shows("Broken with 1 cut; with none it survives: 3 points.");
    student.enter();
    student.shows("exercise 2 of 16");
    student.shows("3 of 3 points");
    student.enter();
    student.wait(|student| play(student).is_over());
    student.shows("It survives these cuts.");
    student.press("r");
    walk_through(&mut student);
    student.shows("It survives these cuts.");
}

#[test]
fn a_cut_that_could_be_spared_costs_a_point_until_it_is_taken_away() {
    let mut student = at(Screen::Gym);
    for _ in 0..7 {
        student.key(KeyCode::PageDown);
    }
    // The bytes are c, a, f, two of é, and LF.
    student.press("c");
    student.key(KeyCode::End);
    student.key(KeyCode::Left);
    student.press("c");
    student.shows("2 cuts · 6 bytes");
    student.enter();
    student.wait(|student| play(student).is_over());
    student.shows("Broken, and 1 cut fewer would do. It crashes: a character is cut in two");
    student.key(KeyCode::Esc);
    student.shows("2 of 3 points");
    student.key(KeyCode::Home);
    student.press("c");
    student.enter();
    student.wait(|student| play(student).is_over());
    student.shows("3 of 3 points");
}

#[test]
fn in_the_gym_one_may_say_that_no_cut_breaks_it_and_a_wrong_word_costs_points() {
    let mut student = at(Screen::Gym);
    student.press("!");
    student.shows("Some cut breaks it here.");
    student.press("c");
    student.enter();
    student.wait(|student| play(student).is_over());
    student.enter();
    student.shows("1 of 3 points");
    student.key(KeyCode::PageDown);
    student.press("!");
    student.shows("So it is: all 32 ways to cut these 6 bytes leave it whole. 3 points.");
    student.key(KeyCode::PageUp);
    student.key(KeyCode::PageUp);
    student.shows("exercise 1 of 16");
    student.shows("4 of 6 points");
}

#[test]
fn the_fewest_cuts_can_be_shown_and_one_point_is_left() {
    let mut student = at(Screen::Gym);
    student.press("X");
    student.shows("These are the fewest cuts that break it.");
    student.enter();
    student.wait(|student| play(student).is_over());
    student.shows("with none it survives: 1 point.");
    student.shows("1 of 3 points");
    student.enter();
    student.key(KeyCode::PageDown);
    student.press("X");
    student.shows("No cut breaks it here: ! says so.");
    student.press("!");
    student.shows("2 of 6 points");
}

#[test]
fn the_whole_course_can_be_done_by_keys() {
    let mut student = at(Screen::Gym);
    for number in 0..COURSE.len() {
        student.shows(&format!("exercise {} of {}", number + 1, COURSE.len()));
        let room = student.app.exercises.gym.room.as_ref().unwrap();
        let cuts = chunkscope::framing::search::analyse(
            room.receiver.program(),
            &room.exercise.conversation,
            &room.exercise.wire,
        );
        match cuts.unwrap().smallest {
            None => student.press("!"),
            Some((cuts, _)) => {
                for cut in cuts {
                    student.key(KeyCode::Home);
                    for _ in 1..cut {
                        student.key(KeyCode::Right);
                    }
                    student.press("c");
                }
                student.enter();
                student.wait(|student| play(student).is_over());
            }
        }
        student.shows("3 points");
        student.enter();
    }
    assert_eq!(student.app.exercises.gym.points(), (48, 48));
}

/// Puts the lines of a puzzle into the program, as deep as they are indented here.
fn put(student: &mut Student, lines: &[&str]) {
    for line in lines {
        let text = line.trim_start();
        let work = student.app.exercises.build.work();
        let left = work.left();
        let at = left.iter().position(|index| work.puzzle().lines[*index] == text).unwrap_or_else(|| panic!("{text}"));
        student.key(KeyCode::Home);
        for _ in 0..at {
            student.key(KeyCode::Down);
        }
        student.enter();
        let work = student.app.exercises.build.work();
        let (depth, wanted) = (work.placed[work.at].depth, (line.len() - text.len()) / 4);
        for _ in depth..wanted {
            student.key(KeyCode::Right);
        }
        for _ in wanted..depth {
            student.key(KeyCode::Left);
        }
    }
}

const SENDALL: [&str; 5] = [
    "def sendall(sock, data):",
    "    sent = 0",
    "    while sent < len(data):",
    "        count = sock.send(data[sent:])",
    "        sent += count",
];

#[test]
fn a_program_is_built_from_its_lines_and_works() {
    let mut student = at(Screen::Build);
    student.key(KeyCode::F(5));
    student.shows("There is no line in the program yet");
    put(&mut student, &SENDALL);
    student.key(KeyCode::F(5));
    student.shows("It works in every case");
    student.shows("1 built");
    student.enter();
    student.shows("program 2 of 3");
    student.key(KeyCode::PageUp);
    assert_eq!(student.app.exercises.build.work().result, Built::Works);
}

#[test]
fn a_program_that_ignores_what_send_took_is_walked_through_and_the_screen_says_that_this_is_a_model() {
    let mut student = at(Screen::Build);
    put(&mut student, &["def sendall(sock, data):", "    count = sock.send(data)"]);
    student.key(KeyCode::F(5));
    student.shows("It fails in this case. sendall(\"ab\") while the kernel takes 1, 1: \"a\" was sent.");
    student.shows("model: nothing ran");
    walk_through(&mut student);
    student.shows("send 1 is given \"ab\" and takes 1 of 2: \"a\".");
    student.key(KeyCode::Esc);
    student.shows("lines left");
    assert_eq!(student.app.exercises.build.work().placed.len(), 2, "the lines are still there");
    assert!(student.effects.iter().all(|effect| !matches!(effect, Effect::Start { replay: Some(_), .. })));
}

#[test]
fn reads_that_go_wrong_are_walked_through_on_real_sockets() {
    let mut student = at(Screen::Build);
    student.key(KeyCode::PageDown);
    put(&mut student, &["def recv_exactly(sock, count):", "    data = sock.recv(count)", "    return data"]);
    student.key(KeyCode::F(5));
    student.shows("It fails in this case. recv_exactly(1) of \"\"");
    walk_through(&mut student);
    student.shows("live: real sockets, this run");
    student.key(KeyCode::Esc);
    // The first line of what is left of the program can be taken back, and that undone.
    student.key(KeyCode::Backspace);
    assert_eq!(student.app.exercises.build.work().placed.len(), 2);
    student.press("u");
    assert_eq!(student.app.exercises.build.work().placed.len(), 3);
}

#[test]
fn a_receiver_that_reads_its_header_at_once_fails_in_a_conversation_on_real_sockets() {
    let mut student = at(Screen::Build);
    student.key(KeyCode::PageUp);
    let mut lines: Vec<String> = Vec::new();
    let puzzle = &PUZZLES[2];
    for placed in puzzle.solution() {
        let text = match puzzle.lines[placed.line] {
            "header = recv_exactly(sock, 2)" => "header = sock.recv(2)",
            text => text,
        };
        lines.push(format!("{}{text}", "    ".repeat(placed.depth)));
    }
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    put(&mut student, &lines);
    student.key(KeyCode::F(5));
    student.shows("It fails in this case.");
    walk_through(&mut student);
    student.shows("It reports an error where there is none");
    student.shows("live: real sockets, this run");
}

#[test]
fn lines_are_carried_and_the_other_side_has_the_cursor_after_tab() {
    let mut student = at(Screen::Build);
    put(&mut student, &SENDALL[..3]);
    let lines = |student: &Student| -> Vec<usize> {
        student.app.exercises.build.work().placed.iter().map(|placed| placed.line).collect()
    };
    assert_eq!(lines(&student), [0, 1, 2]);
    student.press("K");
    assert_eq!(lines(&student), [0, 2, 1]);
    student.press("J");
    student.key(KeyCode::Tab);
    student.key(KeyCode::Up);
    student.key(KeyCode::Backspace);
    assert_eq!(lines(&student), [0, 2]);
    student.press("uu");
    assert_eq!(lines(&student), [0, 2, 1]);
}

#[test]
fn a_run_that_rests_in_the_lab_ends_where_a_receiver_s_begins() {
    let mut student = Student::lesson();
    student.press("yynyy");
    student.enter();
    student.press(" ");
    student.wait_rest();
    student.app.screen = Screen::Breaks;
    let mut student = open(student, "one-recv");
    student.press("nX");
    walk_through(&mut student);
    assert!(student.lab().run.events.is_empty());
}

#[test]
fn what_the_walk_through_says_is_thought_about_before_it_is_told_what_is_so() {
    let mut student = at(Screen::Breaks);
    student.key(KeyCode::Up);
    student.enter();
    student.shows("It counts 19 characters");
    student.hides("The prefix has 18");
    for _ in 0..5 {
        student.enter();
    }
    student.shows("Packets are cut and joined on the way");
    student.shows("the other faults of the walk-through can be run");
    snapshot("breaks_prose", &mut student);
    student.key(KeyCode::Esc);
    student.shows("Enter opens a receiver");
}

#[test]
fn a_click_does_what_moving_there_and_enter_do() {
    let find = |student: &Student, words: &str| {
        let lines = crate::driver::lines(&student.draw());
        let y = lines.iter().position(|line| line.contains(words)).unwrap_or_else(|| panic!("{words}"));
        let x = lines[y].split(words).next().unwrap().chars().count();
        (u16::try_from(x).unwrap(), u16::try_from(y).unwrap())
    };
    let mut student = at(Screen::Breaks);
    let place = find(&student, "What is left over");
    student.click(place);
    student.shows("What is left over is thrown away ·");
    let place = find(&student, "data = sock.recv");
    student.click(place);
    student.hides("◂ you");
    student.click(place);
    student.shows("◂ you");

    let mut student = at(Screen::Gym);
    let (x, y) = find(&student, "l   l   o");
    student.click((x, y));
    student.shows("1 cut · 6 bytes");
    assert_eq!(student.app.exercises.gym.room.as_ref().unwrap().cuts, [2]);

    let mut student = at(Screen::Build);
    for line in ["def sendall(sock, data):", "sent = 0"] {
        let place = find(&student, line);
        student.click(place);
    }
    let work = student.app.exercises.build.work();
    assert_eq!(work.placed.iter().map(|placed| (placed.line, placed.depth)).collect::<Vec<_>>(), [(0, 0), (1, 1)]);
    let place = find(&student, "def sendall");
    student.click(place);
    student.key(KeyCode::Backspace);
    assert_eq!(student.app.exercises.build.work().placed.len(), 1);
}

#[test]
fn on_the_smallest_screen_lines_that_differ_at_their_ends_are_told_apart() {
    let mut student = at(Screen::Build);
    student.key(KeyCode::PageUp);
    student.app.size = (60, 18);
    for end in ["a header\")", "\"little\")", "\"big\")"] {
        let lines = crate::driver::lines(&student.draw());
        let mut seen = lines.iter().any(|line| line.ends_with(end));
        for _ in 0..20 {
            student.key(KeyCode::Down);
            seen |= crate::driver::lines(&student.draw()).iter().any(|line| line.ends_with(end));
        }
        assert!(seen, "{end}");
        student.key(KeyCode::Home);
    }
}

#[test]
fn what_was_done_is_remembered_and_taken_over() {
    let done = |student: &Student| -> Vec<Done> {
        let done = |effect: &Effect| match effect {
            Effect::Keep(Job::Exercised(done)) => Some(done.clone()),
            _ => None,
        };
        student.effects.iter().filter_map(done).collect()
    };
    let mut student = gallery("whole-header");
    student.press("nX");
    student.key(KeyCode::Esc);
    student.key(KeyCode::Esc);
    student.press("3c");
    student.enter();
    student.wait(|student| play(student).is_over());
    student.key(KeyCode::Esc);
    student.key(KeyCode::Esc);
    student.press("4");
    put(&mut student, &SENDALL);
    student.key(KeyCode::F(5));
    let found = Found { cuts: Some(1), right: false };
    let all = done(&student);
    let points = Done::Points("one-recv: hello!".to_owned(), 3);
    assert_eq!(all, [Done::Found("whole-header", found), points, Done::Built("parsons-sendall")]);

    // A worse answer takes nothing away.
    let mut kept = Exercised::default();
    all.iter().for_each(|done| kept.take_in(done));
    kept.take_in(&Done::Points("one-recv: hello!".to_owned(), 1));
    let mut later = at(Screen::Breaks);
    later.app.exercises.take_over(&kept);
    later.shows("✗ 1 cut ≠");
    later.key(KeyCode::Esc);
    later.press("3");
    later.shows("3 of 3 points");
    later.key(KeyCode::Esc);
    later.press("4");
    later.shows("1 built");
}

#[test]
fn pictures_of_the_gallery() {
    let mut student = at(Screen::Breaks);
    snapshot("breaks_list", &mut student);
    let mut student = gallery("header-at-once");
    to_line(&mut student, 17);
    student.enter();
    snapshot("breaks_predict", &mut student);
    student.press("X");
    student.key(KeyCode::F(5));
    student.wait(|student| play(student).is_over());
    snapshot("breaks_over", &mut student);
    let mut student = gallery("lines-crlf");
    student.press("nX");
    snapshot("breaks_proof", &mut student);
}

/// On the way: two recvs have returned, and a line runs.
fn on_the_way(mut student: Student) -> Student {
    student.press("nX");
    for _ in 0..2 {
        let before = play(&student).at;
        student.press("n");
        student.wait(|student| play(student).at != before);
    }
    student.press(" ");
    student.wait(|student| play(student).line().is_some_and(|line| line.returned == 2));
    student
}

#[test]
fn pictures_on_the_way() {
    let mut student = on_the_way(gallery("delimiter-per-chunk"));
    snapshot("breaks_way", &mut student);
    let bare = with(Screen::Breaks, settings(Depth::NoColor, Kind::Dark, true));
    let mut student = on_the_way(open(bare, "delimiter-per-chunk"));
    snapshot("breaks_way_ascii", &mut student);
}

#[test]
fn pictures_of_the_gym() {
    let mut student = at(Screen::Gym);
    student.key(KeyCode::PageDown);
    student.key(KeyCode::Right);
    student.press("c");
    student.key(KeyCode::Right);
    snapshot("gym", &mut student);
    student.enter();
    student.wait(|student| play(student).is_over());
    snapshot("gym_over", &mut student);
}

#[test]
fn pictures_of_a_program_that_is_built() {
    let mut student = at(Screen::Build);
    put(&mut student, &SENDALL[..4]);
    snapshot("build", &mut student);
    student.key(KeyCode::F(5));
    snapshot("build_fails", &mut student);
    student.press("   ");
    snapshot("build_walk", &mut student);
}
