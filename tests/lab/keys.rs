//! One table of keys for look-up, footer and help.

use chunkscope::progress::drafts::{Draft, Orphan};
use chunkscope::text::Texts;
use chunkscope::tui::app::Screen;
use chunkscope::tui::app::keep::{Found, News};
use chunkscope::tui::keys::{self, BINDINGS, When};
use chunkscope::tui::{Effect, First, Msg};
use proptest::prelude::*;
use ratatui::crossterm::event::{
    KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};

use crate::driver::Student;

#[test]
fn every_word_and_every_sentence_exists() {
    let texts = Texts::english();
    for binding in BINDINGS {
        for key in [binding.word, binding.help] {
            // An unknown key stops a debug build.
            assert!(key.is_empty() || !texts.get(key).is_empty(), "{key}");
        }
        assert!(!binding.keys.is_empty());
    }
    for when in When::ALL {
        assert!(BINDINGS.iter().any(|binding| binding.when == *when), "{when:?} has no key");
        texts.get(when.title());
    }
}

#[test]
fn the_footer_names_only_keys_that_do_something_and_at_most_eight() {
    let mut student = Student::lesson();
    assert!(keys::footer(&student.app).iter().all(|binding| binding.command != keys::Command::Lock));
    student.press("yyyyy");
    student.shows("Enter lock");
    let footer = student.text().lines().last().unwrap_or_default().to_owned();
    assert!(footer.split("   ").count() <= 8, "{footer}");
    for binding in keys::footer(&student.app) {
        let chord = binding.keys[0];
        let found = keys::look_up(&student.app, KeyEvent::new(chord.code, chord.modifiers));
        assert_eq!(found, Some(binding.command), "{}", binding.shown);
    }
}

#[test]
fn help_shows_every_key_and_closes() {
    let mut student = Student::at(First::Home);
    student.press("?");
    let mut all = String::new();
    loop {
        let before = student.app.help;
        all.push_str(&student.text());
        student.key(KeyCode::PageDown);
        if student.app.help == before {
            break;
        }
    }
    for binding in BINDINGS.iter().filter(|binding| !binding.help.is_empty()) {
        let sentence = student.app.texts.get(binding.help);
        assert!(all.contains(&sentence), "help does not show {sentence:?}");
    }
    student.key(KeyCode::Esc);
    assert_eq!(student.app.help, None);
    for words in ["Bytes that a claim skips.", "Python: sock.sendall", "rand(1, 8)", "MSG_PEEK"] {
        assert!(all.contains(words), "{words}");
    }
}

#[test]
fn home_opens_the_lesson_and_comes_back_without_loss() {
    let mut student = Student::at(First::Home);
    student.enter();
    student.press("yy");
    student.key(KeyCode::Esc);
    assert!(matches!(student.app.screen, Screen::Home));
    student.press("1");
    assert_eq!(student.lab().quiz.as_ref().unwrap().to_go(), 3);
}

#[test]
fn another_lab_does_not_lose_the_first() {
    let mut student = Student::at(First::Home);
    student.press("1yy");
    student.key(KeyCode::Esc);
    student.press("2");
    student.press("close(sock)");
    student.enter();
    student.key(KeyCode::Esc);
    student.key(KeyCode::Esc);
    // The lesson goes on where it was left, and so does what was left for it.
    student.press("1");
    assert_eq!(student.lab().quiz.as_ref().unwrap().to_go(), 3);
    student.key(KeyCode::Esc);
    student.key(KeyCode::Home);
    student.key(KeyCode::Down);
    student.enter();
    assert_eq!(student.lab().script.calls.len(), 1);
}

#[test]
fn quit_and_ctrl_c_end_the_program_wherever_one_is() {
    for keys in ["", "1", "2", "?"] {
        let mut student = Student::at(First::Home);
        student.press(keys);
        student.ctrl('c');
        assert!(student.app.over, "{keys:?}");
        assert_eq!(student.effects.last(), Some(&Effect::Quit));
    }
    let mut student = Student::at(First::Lab(None));
    student.press("q");
    assert!(!student.app.over, "where something is typed, q is a letter");
}

#[test]
fn at_home_a_digit_always_opens_the_same() {
    let mut student = Student::at(First::Home);
    student.shows("2  Lab");
    student.shows("3  Practice");
    student.shows("5  Messages");
    // With calls to go on with, the others keep their digits.
    student.press("2");
    student.press("send(s, \"a\", 1, 0)");
    student.enter();
    student.key(KeyCode::Esc);
    student.key(KeyCode::Esc);
    student.shows("0  Go on");
    student.shows("2  Lab");
    student.shows("5  Messages");
    student.press("0");
    assert!(student.app.lab_shown().is_some_and(|lab| !lab.script.calls.is_empty()));
    student.key(KeyCode::Esc);
    student.press("5");
    assert!(matches!(student.app.screen, Screen::Messages));
    // On the lesson its digit goes on there.
    let mut student = Student::at(First::Home);
    student.press("1");
    student.press("yy");
    student.key(KeyCode::Esc);
    student.shows("0  Go on");
    student.hides("1  Bytes");
    student.press("1");
    assert!(student.app.lab_shown().is_some_and(|lab| lab.is_lesson()));
}

#[test]
fn unsaved_work_says_how_old_it_is() {
    let drafts = vec![Draft { calls: Some("client: close(sock)".to_owned()), ..Draft::default() }];
    for (age, words) in [
        (5, "new calls · a moment ago · one call"),
        (125, "2 min ago"),
        (7300, "2 h ago"),
        (90_000, "a day ago"),
        (2_000_000_000, "new calls · one call"),
    ] {
        let mut student = Student::at(First::Home);
        let looked = 2_000_000_000;
        let unsaved = vec![Orphan { id: "x".to_owned(), at: looked - age, drafts: drafts.clone() }];
        student.send(Msg::Kept(News::Found(Box::new(Found { unsaved, looked, ..Found::default() }))));
        student.shows(words);
    }
}

#[test]
fn only_presses_count() {
    let mut student = Student::at(First::Home);
    let release = KeyEvent::new_with_kind(KeyCode::Char('q'), KeyModifiers::NONE, KeyEventKind::Release);
    student.send(Msg::Key(release));
    assert!(!student.app.over);
}

#[test]
fn a_click_chooses_a_row_a_byte_a_call() {
    let mut student = Student::lesson();
    let find = |student: &Student, words: &str| {
        let text = student.text();
        let (y, line) = text.lines().enumerate().find(|(_, line)| line.contains(words)).expect("it is shown");
        let x = line.split(words).next().unwrap().chars().count();
        (x as u16, y as u16)
    };
    let click = |student: &mut Student, (column, row): (u16, u16)| {
        let kind = MouseEventKind::Down(MouseButton::Left);
        student.send(Msg::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
    };
    let at = find(&student, " ello!bye!");
    click(&mut student, at);
    assert_eq!(student.lab().row, 5);
    let at = find(&student, "recv(sock, buf2");
    click(&mut student, at);
    assert_eq!(student.lab().call, 3);
    // What stands under the table and in the footer does what its key does.
    let at = find(&student, "n no");
    click(&mut student, at);
    assert_eq!(student.lab().quiz.as_ref().unwrap().rows[5].said.as_ref().map(|said| said.possible), Some(false));
    let at = find(&student, "? help");
    click(&mut student, (at.0 + 3, at.1));
    assert!(student.app.help.is_some());
}

fn any_key() -> impl Strategy<Value = Msg> {
    let code = prop_oneof![
        8 => proptest::char::range(' ', '~').prop_map(KeyCode::Char),
        1 => any::<char>().prop_map(KeyCode::Char),
        1 => (1u8..13).prop_map(KeyCode::F),
        8 => proptest::sample::select(vec![
            KeyCode::Enter, KeyCode::Enter, KeyCode::Tab, KeyCode::BackTab, KeyCode::Esc, KeyCode::Backspace,
            KeyCode::Delete, KeyCode::Insert, KeyCode::Up, KeyCode::Down, KeyCode::Left, KeyCode::Right,
            KeyCode::Home, KeyCode::End, KeyCode::PageUp, KeyCode::PageDown,
        ]),
        4 => proptest::sample::select(vec!['y', 'n', 'a', 'e', 'u', 'i', 'N', '1', '2', '5']).prop_map(KeyCode::Char),
    ];
    let modifiers =
        prop_oneof![8 => Just(KeyModifiers::NONE), 1 => Just(KeyModifiers::CONTROL), 1 => Just(KeyModifiers::ALT)];
    let key = (code, modifiers).prop_map(|(code, modifiers)| Msg::Key(KeyEvent::new(code, modifiers)));
    let mouse = (0u16..130, 0u16..50, 0u8..3).prop_map(|(column, row, kind)| {
        let kind = match kind {
            0 => MouseEventKind::Down(MouseButton::Left),
            1 => MouseEventKind::ScrollUp,
            _ => MouseEventKind::ScrollDown,
        };
        Msg::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })
    });
    let paste = proptest::sample::select(vec![
        "client: send(sock, \"é\\n\", 3, 0)\nserver: recv(sock, b, 2, 0)",
        "recv(sock, buf1, 1024, 0)",
        "server: send(sock, \"x\" * 5000, 5000, 0)\nclient: recv(sock, c, 9, MSG_PEEK)",
        "\u{1b}[31m\0nonsense\n\n",
    ]);
    prop_oneof![
        20 => key,
        3 => mouse,
        1 => paste.prop_map(|text| Msg::Paste(text.to_owned())),
        1 => (0u16..220, 0u16..70).prop_map(|(width, height)| Msg::Resize(width, height)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn no_key_at_any_size_panics(start in 0u8..6, msgs in proptest::collection::vec(any_key(), 1..80)) {
        let mut student = match start {
            0 => Student::at(First::Home),
            1 => Student::at(First::Lab(None)),
            2 => Student::lesson(),
            // Receivers that break, the gym, programs from lines.
            listed => {
                let mut student = Student::at(First::Messages);
                student.press(&(listed - 1).to_string());
                student
            }
        };
        for msg in msgs {
            student.send(msg);
            student.draw();
            if student.app.over {
                break;
            }
        }
    }
}
