//! `chunkscope progress`: what was practised; where it lies; handing it on; beginning anew.

use std::io::Write;

use super::args::{ExportFormat, ProgressArgs};
use super::table::Table;
use super::{Answer, Console, Failure};
use crate::msg;
use crate::progress::exercised::Exercised;
use crate::progress::{Record, Store, practice};
use crate::quiz::review::Practice;

pub(crate) fn run(args: &ProgressArgs, store: &Store, console: &mut Console) -> Result<Answer, Failure> {
    let texts = console.texts;
    let path = store.path::<Practice>().map(|path| path.display().to_string());
    if args.place {
        let path = path.ok_or_else(|| msg!("cli-progress-nowhere", file = Practice::FILE))?;
        writeln!(console.out, "{path}")?;
        return Ok(console.out.flush().map(|()| Answer::Done)?);
    }
    if args.reset {
        store.save(&Practice::default()).map_err(|error| error.message())?;
        store.save(&Exercised::default()).map_err(|error| error.message())?;
        let said = if store.writes() { "cli-progress-reset" } else { "cli-progress-not-reset" };
        writeln!(console.out, "{}", texts.get(said))?;
        return Ok(console.out.flush().map(|()| Answer::Done)?);
    }
    let loaded = store.load::<Practice>();
    if let Some(notice) = &loaded.notice {
        console.complain(notice);
    }
    let kept = loaded.value;
    match args.export {
        Some(ExportFormat::Json) => {
            let text = practice::json(&kept).map_err(anyhow::Error::from)?;
            writeln!(console.out, "{text}")?;
        }
        Some(ExportFormat::Csv) => write!(console.out, "{}", practice::csv(&kept))?,
        None => text(&kept, path, console)?,
    }
    console.out.flush()?;
    Ok(Answer::Done)
}

fn text(kept: &Practice, path: Option<String>, console: &mut Console) -> Result<(), Failure> {
    let texts = console.texts;
    let wrong = kept.answered - kept.right.min(kept.answered);
    let said = msg!(
        "cli-progress",
        quizzes = kept.quizzes,
        answered = kept.answered,
        right = kept.right,
        wrong = wrong,
        longest = kept.longest
    );
    writeln!(console.out, "{}", texts.say(&said))?;
    let missed = kept.most_missed();
    if !missed.is_empty() {
        let heading = ["cli-progress-missed", "cli-progress-met", "cli-progress-belief"];
        let mut table = Table::new(heading.iter().map(|key| texts.get(key)).collect());
        for tally in missed {
            let (name, refuted) = tally.belief.keys();
            let about = format!("{}: {}", texts.get(name), texts.get(refuted));
            table.push(vec![tally.missed.to_string(), tally.met.to_string(), about]);
        }
        writeln!(console.out)?;
        for line in table.lines() {
            writeln!(console.out, "{line}")?;
        }
    }
    if let Some(path) = path {
        writeln!(console.out, "\n{}", texts.say(&msg!("cli-progress-kept", file = path)))?;
    }
    Ok(())
}
