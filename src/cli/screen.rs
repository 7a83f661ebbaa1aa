//! `chunkscope` and `chunkscope lab [FILE]`: the program's screens.

use std::io::IsTerminal;

use super::args::{LabArgs, ScreenArgs};
use super::{Answer, Console, Failure};
use crate::msg;

pub(crate) fn home(screen: &ScreenArgs, console: &mut Console) -> Result<Answer, Failure> {
    needs_terminal(console)?;
    let _ = screen;
    Ok(Answer::Done)
}

pub(crate) fn lab(args: &LabArgs, screen: &ScreenArgs, console: &mut Console) -> Result<Answer, Failure> {
    let _ = (args, screen);
    needs_terminal(console)?;
    Ok(Answer::Done)
}

/// A screen needs a terminal to draw on and one to read keys from.
fn needs_terminal(console: &Console) -> Result<(), Failure> {
    let missing = match (std::io::stdin().is_terminal(), std::io::stdout().is_terminal()) {
        (true, true) => return Ok(()),
        (false, _) => console.texts.get("cli-stdin"),
        (_, false) => console.texts.get("cli-stdout"),
    };
    Err(msg!("cli-no-terminal", what = missing).into())
}
