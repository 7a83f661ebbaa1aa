//! Generated quizzes on real sockets: every possible row happens when its witness is played, and no impossible row is ever
//! seen, whatever stands between the two sockets.

use std::io::Write;
use std::sync::Arc;

use chunkscope::doc::parse_worksheet;
use chunkscope::engine::{Cancel, Knobs, Plan, Policy, Runner, Start, Via, Witnesses};
use chunkscope::quiz::Misconception;
use chunkscope::quiz::generate::{Generated, Level, Recipe, generate};
use chunkscope::stream::{self, Reading, Standing, Verdict};
use chunkscope::text::{Source, Texts};

/// `PROPTEST_CASES=500 cargo test --release --test practice_witness -- --nocapture` takes so many quizzes a level, and tells
/// the figures.
fn quizzes() -> u64 {
    std::env::var("PROPTEST_CASES").ok().and_then(|number| number.parse().ok()).unwrap_or(8)
}

fn each(level: Level) -> impl Iterator<Item = Generated> {
    (0..quizzes()).map(move |seed| generate(Recipe { level, seed, number: (seed % 5) as u32 + 1 }))
}

fn tell(figures: &str) {
    // Beside the tests' own output; nothing depends on it.
    let _ = writeln!(std::io::stderr(), "{figures}");
}

#[test]
fn every_possible_row_happens_on_real_sockets() {
    let mut witnesses = Witnesses::new().unwrap();
    for level in Level::all() {
        let (mut possible, mut seen) = (0, 0);
        for made in each(level) {
            let script = Arc::new(made.script.clone());
            let verdicts = stream::judge_all(&script, &made.rows, Reading::InOrder);
            for (row, verdict) in made.rows.iter().zip(&verdicts) {
                let Verdict::Possible { witness, .. } = verdict else { continue };
                possible += 1;
                let report = witnesses.play(&script, witness, &Cancel::default()).unwrap();
                assert!(!report.wrong, "{row:?} of {:?}", made.recipe);
                assert!(row.admits(&report.outcome), "{row:?} of {:?}: {:?}", made.recipe, report.outcome);
                seen += 1;
            }
        }
        assert!(possible > 0);
        tell(&format!("level {}: {} quizzes, {seen} of {possible} possible rows seen", level.get(), quizzes()));
    }
}

#[test]
fn no_impossible_row_is_ever_seen() {
    let mut runner = Runner::new().unwrap();
    let relayed = [Policy::Whole, Policy::Merged, Policy::Drip, Policy::Random, Policy::Pieces([vec![1, 3], vec![2]])];
    for level in Level::all() {
        let (mut runs, mut impossible) = (0u64, 0);
        for made in each(level) {
            let script = Arc::new(made.script.clone());
            let vias = std::iter::once(Via::Direct).chain(relayed.iter().cloned().map(Via::Relay));
            for (via, seed) in vias.flat_map(|via| [(via.clone(), 1), (via, made.recipe.seed)]) {
                let plan = Plan {
                    script: Arc::clone(&script),
                    via: via.clone(),
                    start: Start::SendsFirst,
                    seed,
                    knobs: Knobs::default(),
                };
                let report = runner.run(&plan, &Cancel::default()).unwrap();
                runs += 1;
                assert!(!report.wrong, "{:?} via {via}", made.recipe);
                let standing = stream::standing(&script, &report.outcome, Reading::InOrder);
                assert_ne!(standing, Standing::Impossible, "{:?} via {via}: {:?}", made.recipe, report.outcome);
                for (row, origin) in made.rows.iter().zip(&made.origins) {
                    let seen = row.admits(&report.outcome);
                    assert!(origin.possible || !seen, "{row:?} of {:?} via {via}", made.recipe);
                }
            }
            impossible += made.origins.iter().filter(|origin| !origin.possible).count();
        }
        let level = level.get();
        tell(&format!(
            "level {level}: {runs} runs of {} quizzes, none of {impossible} impossible rows seen",
            quizzes()
        ));
    }
}

/// What the recvs of a refuting run are to give, as the cells of a worksheet.
#[test]
fn each_refuting_run_gives_what_it_is_said_to_give_and_the_misconception_does_not_allow_for_it() {
    let mut runner = Runner::new().unwrap();
    let mut refuted = 0;
    for belief in Misconception::ALL {
        let Some(refutation) = belief.refutation() else { continue };
        let calls = refutation.calls.trim_end();
        let names: Vec<String> = (1..=refutation.shows.len()).map(|at| format!("buf{at}")).collect();
        let table = format!(
            "| {} | possible? |\n|{}\n| {} | |",
            names.join(" | "),
            "---|".repeat(names.len() + 1),
            refutation.shows.join(" | ")
        );
        let source = Source::new("refuting.md", format!("```\n{calls}\n```\n\n{table}\n"));
        let (sheet, findings) = parse_worksheet(&source);
        assert!(findings.is_empty(), "{belief:?}: {findings:?}");
        let verdicts = stream::judge_all(&sheet.script, &sheet.rows, Reading::InOrder);
        assert!(matches!(verdicts[..], [Verdict::Possible { .. }]), "{belief:?}: {verdicts:?}");
        let (_, opened) = belief.refuting_sheet(&Texts::english()).unwrap();
        assert_eq!(opened.script.calls.len(), sheet.script.calls.len());
        let plan = Plan {
            script: Arc::new(sheet.script.clone()),
            via: refutation.via.parse().unwrap(),
            start: Start::SendsFirst,
            seed: 1,
            knobs: Knobs::default(),
        };
        let report = runner.run(&plan, &Cancel::default()).unwrap();
        if refutation.via == "direct" && refutation.calls.matches("send(").count() > 1 {
            // Whether two sends are joined without a relay is the kernel's business: anything possible may come.
            let standing = stream::standing(&sheet.script, &report.outcome, Reading::InOrder);
            assert_eq!(standing, Standing::Possible);
        } else {
            assert!(sheet.rows[0].admits(&report.outcome), "{belief:?}: {:?}", report.outcome);
        }
        refuted += 1;
    }
    assert_eq!(
        refuted,
        Misconception::ALL.len() - 2,
        "that none overtakes, and that a send is not there yet, no run shows"
    );
}
