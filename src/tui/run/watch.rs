//! Threads that translate what the terminal and the system send.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;

use ratatui::crossterm::event::{self, Event};

use crate::tui::app::Msg;

pub(super) const KEYS: &str = "keys";
pub(super) const SIGNALS: &str = "signals";

/// A thread that only translates what the terminal sends.
pub(super) fn watch_keys(tell: Sender<Msg>) -> anyhow::Result<()> {
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

/// Where the terminal vanishes, the system tells the shell, or whatever leads the session, and not always this program; and keys
/// would be looked for without end.
#[cfg(unix)]
pub(super) fn watch_terminal(tell: Sender<Msg>) -> io::Result<()> {
    use std::os::fd::AsFd;
    let watch = move || {
        if crate::net::until_hung_up(io::stdin().as_fd()).is_ok() {
            let _ = tell.send(Msg::Terminate);
        }
    };
    thread::Builder::new().name("terminal".to_owned()).spawn(watch)?;
    Ok(())
}

#[cfg(not(unix))]
pub(super) fn watch_terminal(_tell: Sender<Msg>) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
pub(super) fn watch_signals(tell: Sender<Msg>) -> io::Result<()> {
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
pub(super) fn watch_signals(_tell: Sender<Msg>) -> io::Result<()> {
    Ok(())
}
