//! The terminal: taken in one place, given back on every way out.
//!
//! Ratatui's own panic hook gives the terminal back for a panic on *any* thread, and so wrecks the screen while the program
//! goes on. Here only the drawing thread's panic does; another thread's words are kept and told to the program.

use std::io::{self, BufWriter, Stdout, Write};
use std::panic::PanicHookInfo;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, ThreadId};

use ratatui::Terminal;
use ratatui::backend::{Backend, ClearType, CrosstermBackend, WindowSize};
use ratatui::buffer::Cell;
use ratatui::crossterm::cursor::{Hide, MoveTo, Show};
use ratatui::crossterm::event::{DisableBracketedPaste, DisableFocusChange, EnableBracketedPaste, EnableFocusChange};
use ratatui::crossterm::style::{Attribute, Print, SetAttribute, force_color_output};
use ratatui::crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use ratatui::crossterm::{execute, queue};
use ratatui::layout::{Position, Size};
use ratatui::style::Modifier;

/// Clicks and the wheel only (1000), with coordinates of any size (1006): crossterm's own command asks for every movement
/// of the mouse, too, which would wake the program for nothing.
#[cfg(unix)]
const MOUSE: [&str; 2] = ["\x1b[?1000h\x1b[?1006h", "\x1b[?1006l\x1b[?1000l"];

/// The terminal as the drawing sees it.
pub(super) type Screen = Terminal<Paint<BufWriter<Stdout>>>;

/// Holds the terminal; gives it back when dropped.
pub struct Guard {
    taken: Arc<AtomicBool>,
    mouse: bool,
}

impl Guard {
    /// Takes the terminal: raw mode, the other screen, pasted text as one event, the mouse if wanted.
    pub fn take(mouse: bool) -> io::Result<Guard> {
        let mut guard = Guard { taken: Arc::new(AtomicBool::new(false)), mouse };
        guard.enter()?;
        Ok(guard)
    }

    /// Takes the terminal again after [`Guard::leave`].
    pub fn enter(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        self.taken.store(true, Ordering::SeqCst);
        execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, EnableFocusChange, Hide)?;
        if self.mouse {
            switch_mouse(true)?;
        }
        Ok(())
    }

    /// Gives the terminal back for a while.
    pub fn leave(&self) {
        give_back(&self.taken);
    }

    /// Takes the mouse, or leaves it to the terminal.
    pub fn set_mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        switch_mouse(on)
    }

    /// Whether the terminal is ours, to hand to a panic hook.
    pub fn taken(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.taken)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.leave();
    }
}

#[cfg(unix)]
fn switch_mouse(on: bool) -> io::Result<()> {
    let mut out = io::stdout();
    out.write_all(MOUSE[usize::from(!on)].as_bytes())?;
    out.flush()
}

#[cfg(not(unix))]
fn switch_mouse(on: bool) -> io::Result<()> {
    use ratatui::crossterm::event::{DisableMouseCapture, EnableMouseCapture};
    if on { execute!(io::stdout(), EnableMouseCapture) } else { execute!(io::stdout(), DisableMouseCapture) }
}

/// Gives the terminal back, once. What fails here fails for good; the rest is still tried.
fn give_back(taken: &AtomicBool) {
    if !taken.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = io::stdout();
    let _ = execute!(out, SetAttribute(Attribute::Reset));
    let _ = switch_mouse(false);
    let _ = execute!(out, DisableFocusChange, DisableBracketedPaste, LeaveAlternateScreen, Show);
    let _ = disable_raw_mode();
}

type Hook = Box<dyn Fn(&PanicHookInfo<'_>) + Send + Sync + 'static>;

/// What panics of other threads said.
pub type Words = Arc<Mutex<Vec<String>>>;

/// Stands in for the panic hook as long as it lives.
pub struct PanicGuard {
    before: Arc<Hook>,
    /// What panics of other threads said, for the time after the screen.
    pub words: Words,
}

impl PanicGuard {
    /// A panic of this thread gives the terminal back, then goes the usual way; one of another thread is told to `tell`.
    pub fn set(taken: Arc<AtomicBool>, tell: impl Fn(&str, String) + Send + Sync + 'static) -> PanicGuard {
        let drawing: ThreadId = thread::current().id();
        let before: Arc<Hook> = Arc::new(std::panic::take_hook());
        let words = Words::default();
        let (usual, kept) = (Arc::clone(&before), Arc::clone(&words));
        std::panic::set_hook(Box::new(move |info| {
            let here = thread::current();
            if here.id() == drawing {
                give_back(&taken);
                usual(info);
            } else {
                let said = info.to_string();
                kept.lock().unwrap_or_else(PoisonError::into_inner).push(said.clone());
                tell(here.name().unwrap_or_default(), said);
            }
        }));
        PanicGuard { before, words }
    }
}

impl Drop for PanicGuard {
    fn drop(&mut self) {
        // A hook cannot be changed while its thread panics; then the process is about to end anyway.
        if !thread::panicking() {
            let before = Arc::clone(&self.before);
            std::panic::set_hook(Box::new(move |info| before(info)));
        }
    }
}

/// Crossterm's backend, but for two things: without colour it writes no colour code at all (crossterm writes resets, which
/// would cancel reverse video), and it never asks the terminal where the cursor stands (the answer would come in among the
/// keys).
pub(super) struct Paint<W: Write> {
    inner: CrosstermBackend<W>,
    colour: bool,
    cursor: Position,
}

impl<W: Write> Paint<W> {
    /// Draws on `out`, with or without colour.
    pub(super) fn new(out: W, colour: bool) -> Self {
        // The depth was decided already, from NO_COLOR and what was asked for: crossterm has no say in it.
        force_color_output(colour);
        Paint { inner: CrosstermBackend::new(out), colour, cursor: Position::ORIGIN }
    }

    fn draw_plain<'a>(&mut self, cells: impl Iterator<Item = (u16, u16, &'a Cell)>) -> io::Result<()> {
        let mut modifier = Modifier::empty();
        let mut last: Option<(u16, u16)> = None;
        for (x, y, cell) in cells {
            if last.is_none_or(|(x_before, y_before)| (x_before + 1, y_before) != (x, y)) {
                queue!(self.inner, MoveTo(x, y))?;
            }
            last = Some((x, y));
            if cell.modifier != modifier {
                modifier = cell.modifier;
                queue!(self.inner, SetAttribute(Attribute::Reset))?;
                for (flag, attribute) in ATTRIBUTES {
                    if modifier.contains(flag) {
                        queue!(self.inner, SetAttribute(attribute))?;
                    }
                }
            }
            queue!(self.inner, Print(cell.symbol()))?;
        }
        queue!(self.inner, SetAttribute(Attribute::Reset))
    }
}

const ATTRIBUTES: [(Modifier, Attribute); 5] = [
    (Modifier::BOLD, Attribute::Bold),
    (Modifier::DIM, Attribute::Dim),
    (Modifier::ITALIC, Attribute::Italic),
    (Modifier::UNDERLINED, Attribute::Underlined),
    (Modifier::REVERSED, Attribute::Reverse),
];

impl<W: Write> Write for Paint<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Write::flush(&mut self.inner)
    }
}

impl<W: Write> Backend for Paint<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        if self.colour { self.inner.draw(content) } else { self.draw_plain(content) }
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        queue!(self.inner, Hide)
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        queue!(self.inner, Show)
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = position.into();
        queue!(self.inner, MoveTo(self.cursor.x, self.cursor.y))
    }

    fn clear(&mut self) -> io::Result<()> {
        self.inner.clear()
    }

    fn clear_region(&mut self, region: ClearType) -> io::Result<()> {
        self.inner.clear_region(region)
    }

    fn size(&self) -> io::Result<Size> {
        self.inner.size()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        self.inner.window_size()
    }

    fn flush(&mut self) -> io::Result<()> {
        Write::flush(&mut self.inner)
    }
}
