//! `chunkscope practice`: new quizzes from a seed, on the screen, or printed as a worksheet.

use std::io::Write;

use serde::Serialize;

use super::args::{Format, PracticeArgs, ScreenArgs};
use super::format::JsonCell;
use super::run::fresh_seed;
use super::{Answer, Console, Failure};
use crate::quiz::Misconception;
use crate::quiz::generate::{Generated, Level, Recipe, generate, seed_from};
use crate::stream::{self, Reading, Verdict};

#[derive(Serialize)]
struct Report {
    level: u8,
    seed: u64,
    quiz: u32,
    calls: Vec<CallReport>,
    rows: Vec<RowReport>,
}

#[derive(Serialize)]
struct CallReport {
    side: &'static str,
    call: String,
}

#[derive(Serialize)]
struct RowReport {
    row: u32,
    cells: Vec<JsonCell>,
    verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'static str>,
    misconception: Option<&'static str>,
}

pub(crate) fn run(args: &PracticeArgs, screen: &ScreenArgs, console: &mut Console) -> Result<Answer, Failure> {
    if !args.print && args.format == Format::Text {
        return super::screen::practice(args, screen, console);
    }
    let recipe = asked(args).unwrap_or_else(|| Recipe {
        level: args.level.unwrap_or(Level::FIRST),
        seed: fresh_seed(),
        number: args.quiz,
    });
    let made = generate(recipe);
    match args.format {
        Format::Json => console.json(&report(&made))?,
        Format::Text => {
            write!(console.out, "{}", made.markdown(console.texts))?;
            console.out.flush()?;
        }
    }
    Ok(Answer::Done)
}

/// The quiz that the arguments name; none where they name no seed.
pub(crate) fn asked(args: &PracticeArgs) -> Option<Recipe> {
    let seed = args.seed.or_else(|| args.seed_from.as_deref().map(seed_from))?;
    Some(Recipe { level: args.level.unwrap_or(Level::FIRST), seed, number: args.quiz })
}

fn report(made: &Generated) -> Report {
    let verdicts = stream::judge_all(&made.script, &made.rows, Reading::InOrder);
    let row = |((row, origin), verdict): ((&stream::Row, &crate::quiz::generate::Origin), &Verdict)| RowReport {
        row: row.number,
        cells: row.claims.iter().map(JsonCell::from).collect(),
        verdict: if origin.possible { "possible" } else { "impossible" },
        rule: match verdict {
            Verdict::Impossible(fault) => Some(fault.rule.word()),
            _ => None,
        },
        misconception: origin.belief.map(Misconception::id),
    };
    let call = |line: &crate::script::ScriptCall| CallReport { side: line.side.word(), call: line.call.to_string() };
    Report {
        level: made.recipe.level.get(),
        seed: made.recipe.seed,
        quiz: made.recipe.number,
        calls: made.script.calls.iter().map(call).collect(),
        rows: made.rows.iter().zip(&made.origins).zip(&verdicts).map(row).collect(),
    }
}
