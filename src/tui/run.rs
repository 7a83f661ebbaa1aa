//! The only place that touches the terminal: turns terminal events, signals, news of runs and answers of the model into
//! messages, gives them to [`update`](super::update::update), does what it asks for, and draws.

use std::io::{self, BufWriter, IsTerminal};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Instant;

use anyhow::{Context, bail};
use crossterm::clipboard::CopyToClipboard;
use ratatui::Terminal;
use ratatui::crossterm::event::{self, Event};
use ratatui::crossterm::queue;
use ratatui::crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate, size};

use super::app::keep::Job;
use super::app::map::MOST_LISTED;
use super::app::network::Reach;
use super::app::{App, Effect, First, Lasting, Msg, Notice, Practising, Settings};
use super::asks::{self, Question};
use super::desk::{Clerk, Desk};
use super::screens;
use super::terminal::{Guard, Paint, PanicGuard, Screen};
use super::update::update;
use crate::engine::short::{Order, ShortSend};
use crate::engine::{self, Cancel, Histogram, Live, Plan};
use crate::export::System;
use crate::progress::Store;
use crate::progress::exercised::Exercised;
use crate::quiz;
use crate::stream;
use crate::text::{Message, Texts};

/// Where to begin, and how it looks.
#[derive(Debug, Clone)]
pub struct Start {
    /// The first screen.
    pub first: First,
    /// Colours, signs, mouse.
    pub settings: Settings,
    /// What is remembered of practice, and what comes next in it.
    pub practice: Practising,
    /// What was done with receivers.
    pub exercised: Exercised,
    /// Where what is to be remembered goes.
    pub store: Store,
    /// What the first screen says until a key is pressed: that something was not understood.
    pub notice: Option<Message>,
    /// What lasts, and what this run was asked for instead.
    pub lasting: Lasting,
    /// Where the program was started, absolute.
    pub folder: PathBuf,
    /// The person's home directory.
    pub home: Option<PathBuf>,
}

/// How it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ended {
    /// Calls or lines were not saved, and are kept for the next start.
    pub unsaved: bool,
}

/// The screen's memory for one frame's bytes: more than a 200×60 frame needs.
const FRAME: usize = 1 << 17;

/// Shows the screens until the person, or the system, ends them. The terminal is given back on every way out.
///
/// # Errors
/// Standard input or output is no terminal, or the terminal fails.
pub fn run(start: Start, texts: Texts) -> anyhow::Result<Ended> {
    for (is_terminal, name) in [(io::stdin().is_terminal(), "stdin"), (io::stdout().is_terminal(), "stdout")] {
        if !is_terminal {
            bail!("the screen needs a terminal, and {name} is none");
        }
    }
    let (tell, news) = mpsc::channel();
    let colour = start.settings.depth != super::theme::Depth::NoColor;
    // Before the terminal is taken: a signal from now on ends the program in order.
    watch_signals(tell.clone()).context("signals cannot be watched")?;
    let guard = Guard::take(start.settings.mouse).context("the terminal cannot be taken")?;
    let panics = PanicGuard::set(guard.taken(), {
        let tell = tell.clone();
        move |thread, words| {
            // Without keys there is no program; without signals it could not be ended from outside.
            let message = if matches!(thread, KEYS | SIGNALS) { Msg::Terminate } else { Msg::Broken(words) };
            let _ = tell.send(message);
        }
    });
    let words = Arc::clone(&panics.words);
    let paint = Paint::new(BufWriter::with_capacity(FRAME, io::stdout()), colour);
    let mut terminal = Terminal::new(paint).context("the terminal does not tell its size")?;
    let (mut app, effects) = App::new(texts, start.settings, start.first);
    app.size = size().unwrap_or((80, 24));
    app.practice = start.practice;
    app.exercises.take_over(&start.exercised);
    app.notice = start.notice.map(|message| Notice { message, fault: true });
    app.lasting = start.lasting;
    app.folder.clone_from(&start.folder);
    app.home = start.home;
    app.system = System::ask();
    let desk = Desk::new(start.store, start.folder);
    let mut host = Host {
        guard,
        tell: tell.clone(),
        live: None,
        burst: None,
        short: None,
        question: None,
        desk: Some(desk),
        clerk: None,
    };
    // Where there is no second screen to go to, what stood there would show between the panes.
    terminal.clear().context("the terminal cannot be cleared")?;
    draw(&mut terminal, &app)?;
    watch_keys(tell)?;
    let mut effects = effects;
    effects.push(Effect::Keep(Job::Look));
    let ended = turn(&mut terminal, &mut app, &mut host, &news, effects);
    let Host { guard, clerk, .. } = host;
    // The terminal first: nobody waits for a disk in front of a dead screen.
    drop(guard);
    if let Some(clerk) = clerk {
        clerk.end();
    }
    drop(panics);
    // What other threads said when they failed goes where it cannot be overwritten any more.
    let said = words.lock().map(|said| said.join("\n")).unwrap_or_default();
    ended?;
    if !said.is_empty() {
        return Err(anyhow::anyhow!(said));
    }
    let written = app.unsaved().iter().any(|unsaved| unsaved.is_written());
    Ok(Ended { unsaved: written && !app.lasting.read_only && app.unkept.is_none() })
}

/// What the effects work on.
struct Host {
    guard: Guard,
    tell: Sender<Msg>,
    live: Option<Live>,
    /// What the clerk will work on, until there is one.
    desk: Option<Desk>,
    clerk: Option<Clerk>,
    /// Stops the runs in the background.
    burst: Option<Cancel>,
    /// Tells the short send to make a step; it ends when this is gone.
    short: Option<Sender<()>>,
    /// Forgets the question that is being answered.
    question: Option<Cancel>,
}

fn turn(
    terminal: &mut Screen,
    app: &mut App,
    host: &mut Host,
    news: &Receiver<Msg>,
    effects: Vec<Effect>,
) -> anyhow::Result<()> {
    let begun = Instant::now();
    host.perform(terminal, effects)?;
    loop {
        let first = match app.tick() {
            Some(tick) => match news.recv_timeout(tick) {
                Ok(msg) => msg,
                Err(RecvTimeoutError::Timeout) => Msg::Tick,
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            },
            // Nothing moves: no time passes here, and no processor is used.
            None => news.recv().context("all threads have ended")?,
        };
        // What came meanwhile is drawn in the same frame.
        let mut next = Some(first);
        while let Some(msg) = next {
            let effects = update(app, msg, begun.elapsed());
            host.perform(terminal, effects)?;
            if app.over {
                return Ok(());
            }
            next = news.try_recv().ok();
        }
        draw(terminal, app)?;
    }
}

fn draw(terminal: &mut Screen, app: &App) -> anyhow::Result<()> {
    queue!(terminal.backend_mut(), BeginSynchronizedUpdate)?;
    terminal.draw(|frame| {
        if let Some(cursor) = screens::draw(app, frame.buffer_mut()) {
            frame.set_cursor_position(cursor);
        }
    })?;
    queue!(terminal.backend_mut(), EndSynchronizedUpdate)?;
    io::Write::flush(terminal.backend_mut())?;
    Ok(())
}

/// Gives text to the terminal's clipboard (OSC 52); a terminal that knows none passes it over.
fn copy(terminal: &mut Screen, text: &str) -> io::Result<()> {
    queue!(terminal.backend_mut(), CopyToClipboard::to_clipboard_from(text))?;
    io::Write::flush(terminal.backend_mut())
}

impl Host {
    fn perform(&mut self, terminal: &mut Screen, effects: Vec<Effect>) -> anyhow::Result<()> {
        for effect in effects {
            match effect {
                Effect::Start { id, plan, replay } => {
                    self.stop();
                    let tell = self.tell.clone();
                    self.live = Some(Live::of(*plan, replay.map(Arc::unwrap_or_clone), move |update| {
                        let _ = tell.send(Msg::Run { id, update });
                    }));
                }
                Effect::Hand { id, plan } => {
                    self.stop();
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
                Effect::Reach { id, script, reading, steps, goal } => self.work("reach", move |tell| {
                    let reach = Reach::of(&script, reading, &steps, goal.as_ref());
                    let _ = tell.send(Msg::Reach { id, reach });
                }),
                Effect::Burst { id, plan, times } => self.burst(id, *plan, times),
                Effect::StopBurst => self.stop_burst(),
                Effect::Copy(text) => copy(terminal, &text)?,
                Effect::Map { id, script, reading, path } => self.work("map", move |tell| {
                    let ways = stream::map::explore(&script, reading, &path, MOST_LISTED);
                    let _ = tell.send(Msg::Mapped { id, ways });
                }),
                Effect::Step => self.live.iter().for_each(Live::step),
                Effect::RunToEnd => self.live.iter().for_each(Live::run_to_end),
                Effect::Stop => self.stop(),
                Effect::Judge { id, script, rows, reading } => self.work("judge", move |tell| {
                    let verdicts = stream::judge_all(&script, &rows, reading);
                    let _ = tell.send(Msg::Judged { id, verdicts });
                    let count = stream::count(&script, reading);
                    let _ = tell.send(Msg::Counted { id, count });
                }),
                Effect::Attempt { id, script, row, fault, reading } => self.work("attempt", move |tell| {
                    let attempt = stream::attempt(&script, &row, &fault, reading);
                    let _ = tell.send(Msg::Attempted { id, attempt });
                }),
                Effect::Stand { id, script, outcome, reading } => self.work("stand", move |tell| {
                    let standing = stream::standing(&script, &outcome, reading);
                    let _ = tell.send(Msg::Stands { id, standing });
                }),
                Effect::ShortBegin { id, order } => self.short(id, order),
                Effect::ShortStep => {
                    if let Some(steps) = &self.short {
                        // It has ended: its last news says why.
                        let _ = steps.send(());
                    }
                }
                Effect::ShortEnd => self.short = None,
                Effect::Offer { script, reading } => self.work("offer", move |tell| {
                    let outcomes = quiz::offers(&script, reading);
                    let _ = tell.send(Msg::Offered { script, reading, outcomes });
                }),
                Effect::Ask { id, question } => self.ask(id, question),
                Effect::StopAsking => self.stop_asking(),
                Effect::Keep(job) => self.keep(job),
                Effect::Mouse(on) => self.guard.set_mouse(on)?,
                Effect::Redraw => terminal.clear()?,
                Effect::Retake => {
                    self.guard.leave();
                    self.guard.enter()?;
                    terminal.clear()?;
                    if let Ok((columns, lines)) = size() {
                        let _ = self.tell.send(Msg::Resize(columns, lines));
                    }
                }
                Effect::Suspend => self.suspend()?,
                Effect::Quit => {}
            }
        }
        Ok(())
    }

    /// Ending a run takes some hundredths of a second, which the screen does not wait for.
    fn stop(&mut self) {
        if let Some(live) = self.live.take() {
            let _ = thread::Builder::new().name("stop".to_owned()).spawn(move || live.stop());
        }
    }

    /// Files are read and written beside the screen.
    fn keep(&mut self, job: Job) {
        if let Some(desk) = self.desk.take() {
            let tell = self.tell.clone();
            let started = Clerk::start(desk, move |news| {
                let _ = tell.send(Msg::Kept(news));
            });
            match started {
                Ok(clerk) => self.clerk = Some(clerk),
                Err(error) => drop(self.tell.send(Msg::Broken(error.to_string()))),
            }
        }
        if let Some(clerk) = &self.clerk {
            clerk.ask(job);
        }
    }

    /// A short send, on a thread that makes a step whenever it is told to; it ends with the one before it dropped.
    fn short(&mut self, id: u64, order: Order) {
        let (steps, told) = mpsc::channel::<()>();
        self.short = Some(steps);
        self.work("short", move |tell| {
            let news = |result| {
                let _ = tell.send(Msg::Short { id, result });
            };
            let mut send = match ShortSend::new(order) {
                Ok(send) => send,
                Err(error) => return news(Err(error.message())),
            };
            while told.recv().is_ok() {
                match send.step() {
                    Ok(Some(event)) => news(Ok(event)),
                    Ok(None) => return,
                    Err(error) => return news(Err(error.message())),
                }
            }
        });
    }

    /// Runs a plan many times, on threads of their own at low priority.
    fn burst(&mut self, id: u64, plan: Plan, times: u64) {
        self.stop_burst();
        let cancel = Cancel::default();
        self.burst = Some(cancel.clone());
        self.work("burst", move |tell| {
            let news = |result, over| {
                let _ = tell.send(Msg::Burst { id, result, over });
            };
            let mut so_far = |histogram: &Histogram| news(Ok(histogram.clone()), false);
            let result = engine::burst(&plan, times, &cancel, Some(&mut so_far));
            news(result, true);
        });
    }

    fn stop_burst(&mut self) {
        if let Some(cancel) = self.burst.take() {
            cancel.cancel();
        }
    }

    /// Answers a question on a thread of its own.
    fn ask(&mut self, id: u64, question: Question) {
        self.stop_asking();
        let cancel = Cancel::default();
        self.question = Some(cancel.clone());
        self.work("question", move |tell| {
            asks::answer(&question, &cancel, &mut |answer| drop(tell.send(Msg::Answered { id, answer })));
        });
    }

    fn stop_asking(&mut self) {
        if let Some(cancel) = self.question.take() {
            cancel.cancel();
        }
    }

    fn work(&self, name: &str, work: impl FnOnce(&Sender<Msg>) + Send + 'static) {
        let tell = self.tell.clone();
        let spawned = thread::Builder::new().name(name.to_owned()).spawn(move || work(&tell));
        if let Err(error) = spawned {
            let _ = self.tell.send(Msg::Broken(error.to_string()));
        }
    }

    /// Gives the terminal back and stops. When the shell lets us go on, SIGCONT brings [`Msg::Resumed`].
    #[cfg(unix)]
    fn suspend(&mut self) -> anyhow::Result<()> {
        self.guard.leave();
        Ok(signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?)
    }

    #[cfg(not(unix))]
    fn suspend(&mut self) -> anyhow::Result<()> {
        Ok(())
    }
}

const KEYS: &str = "keys";
const SIGNALS: &str = "signals";

/// A thread that only translates what the terminal sends.
fn watch_keys(tell: Sender<Msg>) -> anyhow::Result<()> {
    let watch = move || {
        loop {
            let msg = match event::read() {
                Ok(Event::Key(key)) => Msg::Key(key),
                Ok(Event::Paste(text)) => Msg::Paste(text),
                Ok(Event::Mouse(mouse)) => Msg::Mouse(mouse),
                Ok(Event::Resize(columns, lines)) => Msg::Resize(columns, lines),
                Ok(Event::FocusGained) => Msg::Watched(true),
                Ok(Event::FocusLost) => Msg::Watched(false),
                // The terminal is gone.
                Err(_) => Msg::Terminate,
            };
            let gone = matches!(msg, Msg::Terminate);
            if tell.send(msg).is_err() || gone {
                return;
            }
        }
    };
    thread::Builder::new().name(KEYS.to_owned()).spawn(watch)?;
    Ok(())
}

#[cfg(unix)]
fn watch_signals(tell: Sender<Msg>) -> io::Result<()> {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT])?;
    let watch = move || {
        for signal in signals.forever() {
            let msg = match signal {
                SIGTSTP => Msg::Suspend,
                SIGCONT => Msg::Resumed,
                _ => Msg::Terminate,
            };
            if tell.send(msg).is_err() {
                return;
            }
        }
    };
    thread::Builder::new().name(SIGNALS.to_owned()).spawn(watch)?;
    Ok(())
}

#[cfg(not(unix))]
fn watch_signals(_tell: Sender<Msg>) -> io::Result<()> {
    Ok(())
}
