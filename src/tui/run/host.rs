//! Does what the screens ask the outside world for: runs, questions to the model, files, the terminal.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::thread;

use crossterm::clipboard::CopyToClipboard;
use ratatui::crossterm::queue;
use ratatui::crossterm::terminal::size;

use crate::engine::short::{Order, ShortSend};
use crate::engine::{self, Cancel, Histogram, Live, Plan};
use crate::quiz;
use crate::stream;
use crate::tui::app::keep::Job;
use crate::tui::app::map::MOST_LISTED;
use crate::tui::app::network::Reach;
use crate::tui::app::{Effect, Msg};
use crate::tui::asks::{self, Question};
use crate::tui::desk::{Clerk, Desk};
use crate::tui::terminal::{Guard, Screen};

/// What the effects work on.
pub(super) struct Host {
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

/// Gives text to the terminal's clipboard (OSC 52); a terminal that knows none passes it over.
fn copy(terminal: &mut Screen, text: &str) -> io::Result<()> {
    queue!(terminal.backend_mut(), CopyToClipboard::to_clipboard_from(text))?;
    io::Write::flush(terminal.backend_mut())
}

impl Host {
    pub(super) fn new(guard: Guard, tell: Sender<Msg>, desk: Desk) -> Host {
        let (live, burst, short, question) = (None, None, None, None);
        Host { guard, tell, live, desk: Some(desk), clerk: None, burst, short, question }
    }

    /// The terminal first: nobody waits for a disk in front of a dead screen.
    pub(super) fn end(self) {
        let Host { guard, clerk, .. } = self;
        drop(guard);
        if let Some(clerk) = clerk {
            clerk.end();
        }
    }

    pub(super) fn perform(&mut self, terminal: &mut Screen, effects: Vec<Effect>) -> anyhow::Result<()> {
        for effect in effects {
            match effect {
                Effect::Start { id, plan, replay } => {
                    self.stop();
                    let tell = self.tell.clone();
                    self.live = Some(Live::start(*plan, replay.map(Arc::unwrap_or_clone), move |update| {
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
