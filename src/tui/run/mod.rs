//! The only place that touches the terminal: turns terminal events, signals, news of runs and answers of the model into
//! messages, gives them to [`update`](super::update::update), does what it asks for, and draws.

mod host;
mod watch;

use std::io::{self, BufWriter, IsTerminal};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::Instant;

use anyhow::{Context, bail};
use ratatui::Terminal;
use ratatui::crossterm::queue;
use ratatui::crossterm::terminal::{BeginSynchronizedUpdate, EndSynchronizedUpdate, size};

use super::app::keep::Job;
use super::app::{App, Effect, First, Lasting, Msg, Notice, Practising, Settings};
use super::desk::Desk;
use super::screens;
use super::terminal::{Guard, Paint, PanicGuard, Screen};
use super::update::update;
use crate::export::System;
use crate::progress::Store;
use crate::progress::exercised::Exercised;
use crate::text::{Message, Texts};
use host::Host;
use watch::{KEYS, SIGNALS, watch_keys, watch_signals, watch_terminal};

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
    let mut host = Host::new(guard, tell.clone(), desk);
    // Where there is no second screen to go to, what stood there would show between the panes.
    terminal.clear().context("the terminal cannot be cleared")?;
    draw(&mut terminal, &app)?;
    watch_terminal(tell.clone())?;
    watch_keys(tell)?;
    let mut effects = effects;
    effects.push(Effect::Keep(Job::Look));
    let ended = turn(&mut terminal, &mut app, &mut host, &news, effects);
    host.end();
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
