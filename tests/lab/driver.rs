//! A student without a terminal: presses keys, and plays the outside world (runs on real sockets, the model) by hand.

use std::sync::{Arc, mpsc};
use std::time::Duration;

use chunkscope::engine::short::ShortSend;
use chunkscope::engine::{Cancel, Live};
use chunkscope::stream;
use chunkscope::text::{Source, Texts};
use chunkscope::tui::app::Lab;
use chunkscope::tui::app::map::MOST_LISTED;
use chunkscope::tui::app::network::Reach;
use chunkscope::tui::theme::{Depth, Kind};
use chunkscope::tui::{App, Effect, First, Msg, Settings, asks, lesson, screens, update};
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Rect;

/// The app with its outside world.
pub struct Student {
    pub app: App,
    pub now: Duration,
    live: Option<Live>,
    short: Option<(u64, ShortSend)>,
    tell: mpsc::Sender<Msg>,
    news: mpsc::Receiver<Msg>,
    /// All effects so far.
    pub effects: Vec<Effect>,
}

impl Student {
    pub fn at(first: First) -> Student {
        Student::with(first, Settings::default())
    }

    pub fn with(first: First, settings: Settings) -> Student {
        let (app, effects) = App::new(Texts::english(), settings, first);
        let (tell, news) = mpsc::channel();
        let mut student =
            Student { app, now: Duration::ZERO, live: None, short: None, tell, news, effects: Vec::new() };
        student.app.size = (120, 36);
        student.perform(effects);
        student
    }

    /// The lab on lesson 1's worksheet.
    pub fn lesson() -> Student {
        Student::at(First::Lab(Some(Box::new(lesson::first()))))
    }

    /// Lesson 1, answered to its end.
    pub fn through_lesson() -> Student {
        Student::lesson().through()
    }

    /// On lesson 1: answers to its end.
    pub fn through(mut self) -> Student {
        self.press("yynyy");
        self.enter();
        for _ in 0..200 {
            if self.lab().is_free() {
                return self;
            }
            if self.lab().may_run() && !self.lab().run.is_over() {
                self.key(KeyCode::F(5));
                self.wait_over();
            }
            self.press("ya");
            self.enter();
        }
        panic!("the lesson has an end");
    }

    /// The lab on a worksheet of one's own.
    pub fn worksheet(text: &str) -> Student {
        let source = Source::new("own.md", text);
        let (sheet, _) = chunkscope::doc::parse_worksheet(&source);
        Student::at(First::Lab(Some(Box::new((source, sheet)))))
    }

    pub fn lab(&self) -> &Lab {
        self.app.lab.as_deref().expect("the lab is open")
    }

    pub fn send(&mut self, msg: Msg) {
        let effects = update::update(&mut self.app, msg, self.now);
        self.perform(effects);
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            self.effects.push(effect.clone());
            match effect {
                Effect::Judge { id, script, rows, reading } => {
                    self.send(Msg::Judged { id, verdicts: stream::judge_all(&script, &rows, reading) });
                    self.send(Msg::Counted { id, count: stream::count(&script, reading) });
                }
                Effect::Attempt { id, script, row, fault, reading } => {
                    self.send(Msg::Attempted { id, attempt: stream::attempt(&script, &row, &fault, reading) });
                }
                Effect::Stand { id, script, outcome, reading } => {
                    self.send(Msg::Stands { id, standing: stream::standing(&script, &outcome, reading) });
                }
                Effect::Offer { script, reading } => {
                    let outcomes = chunkscope::quiz::offers(&script, reading);
                    self.send(Msg::Offered { script, reading, outcomes });
                }
                Effect::Start { id, plan, replay } => {
                    let tell = self.tell.clone();
                    self.live = Some(Live::start(*plan, replay.map(Arc::unwrap_or_clone), move |update| {
                        let _ = tell.send(Msg::Run { id, update });
                    }));
                }
                Effect::Map { id, script, reading, path } => {
                    self.send(Msg::Mapped { id, ways: stream::map::explore(&script, reading, &path, MOST_LISTED) });
                }
                Effect::Hand { id, plan } => {
                    let tell = self.tell.clone();
                    self.live = Some(Live::manual(*plan, move |update| {
                        let _ = tell.send(Msg::Run { id, update });
                    }));
                }
                Effect::Play { id, at, step } => {
                    if let Some(Err(why)) = self.live.as_ref().map(|live| live.play(step)) {
                        let _ = self.tell.send(Msg::Refused { id, at, why });
                    }
                }
                Effect::Reach { id, script, reading, steps, goal } => {
                    self.send(Msg::Reach { id, reach: Reach::of(&script, reading, &steps, goal.as_ref()) });
                }
                Effect::Ask { id, question } => {
                    let mut answers = Vec::new();
                    asks::answer(&question, &Cancel::default(), &mut |answer| answers.push(answer));
                    answers.into_iter().for_each(|answer| self.send(Msg::Answered { id, answer }));
                }
                Effect::Step => self.live.iter().for_each(Live::step),
                Effect::RunToEnd => self.live.iter().for_each(Live::run_to_end),
                Effect::Stop => self.live = None,
                Effect::ShortBegin { id, order } => {
                    self.short = Some((id, ShortSend::new(order).expect("a listener")));
                }
                Effect::ShortStep => {
                    let step = self.short.as_mut().and_then(|(id, send)| Some((*id, send.step().transpose()?)));
                    let step = step.map(|(id, step)| (id, step.map_err(|error| error.message())));
                    step.into_iter().for_each(|(id, result)| drop(self.tell.send(Msg::Short { id, result })));
                }
                Effect::ShortEnd => self.short = None,
                _ => {}
            }
        }
    }

    /// Takes news of the run until `enough`, at most a minute each.
    pub fn wait(&mut self, enough: impl Fn(&Student) -> bool) {
        while !enough(self) {
            let msg = self.news.recv_timeout(Duration::from_secs(60)).expect("news of the run");
            self.send(msg);
        }
    }

    /// Until the run is over.
    pub fn wait_over(&mut self) {
        self.wait(|student| matches!(student.lab().run.state, chunkscope::tui::app::lab::RunState::Over(_)));
    }

    /// Until the run rests.
    pub fn wait_rest(&mut self) {
        self.wait(|student| matches!(student.lab().run.state, chunkscope::tui::app::lab::RunState::Rests(_)));
    }

    pub fn key(&mut self, code: KeyCode) {
        self.send(Msg::Key(KeyEvent::new(code, KeyModifiers::NONE)));
    }

    pub fn ctrl(&mut self, sign: char) {
        self.send(Msg::Key(KeyEvent::new(KeyCode::Char(sign), KeyModifiers::CONTROL)));
    }

    pub fn enter(&mut self) {
        self.key(KeyCode::Enter);
    }

    /// Clicks at a column and a line.
    pub fn click(&mut self, (column, row): (u16, u16)) {
        let kind = MouseEventKind::Down(MouseButton::Left);
        self.send(Msg::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }));
    }

    /// Types letters, one key each.
    pub fn press(&mut self, text: &str) {
        for sign in text.chars() {
            self.key(KeyCode::Char(sign));
        }
    }

    pub fn draw(&self) -> Buffer {
        let (width, height) = self.app.size;
        let mut buf = Buffer::empty(Rect { x: 0, y: 0, width, height });
        screens::draw(&self.app, &mut buf);
        buf
    }

    /// The screen's words.
    pub fn text(&self) -> String {
        lines(&self.draw()).join("\n")
    }

    #[track_caller]
    pub fn shows(&self, words: &str) {
        // Sentences may be wrapped.
        let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = self.text();
        assert!(flat(&text).contains(&flat(words)), "the screen does not show {words:?}:\n{text}");
    }

    #[track_caller]
    pub fn hides(&self, words: &str) {
        let text = self.text();
        assert!(!text.contains(words), "the screen shows {words:?}:\n{text}");
    }
}

/// The lines of a buffer, without blanks at their ends.
pub fn lines(buf: &Buffer) -> Vec<String> {
    let width = usize::from(buf.area.width).max(1);
    buf.content
        .chunks(width)
        .map(|line| line.iter().map(|cell| cell.symbol()).collect::<String>().trim_end().to_owned())
        .collect()
}

/// Settings without colour, with a theme, in ASCII.
pub fn settings(depth: Depth, theme: Kind, ascii: bool) -> Settings {
    Settings { depth, theme, ascii, ..Settings::default() }
}
