//! The projector: a lab for a whole hall, one thought on each page. Nothing is answered before the lecturer says so.

mod run;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::lab;
use crate::msg;
use crate::quiz::{Entry, Reason};
use crate::stream::{Claim, Verdict};
use crate::tui::app::projector::{Page, pages};
use crate::tui::app::{App, Lab};
use crate::tui::keys::{self, Binding, Command, When};
use crate::tui::theme::Role;
use crate::tui::view;
use crate::tui::widgets::{BigAnswer, BigCall, BigCalls, BigRow, BigStream, BigWords, Lanes, Look, Phase, Projector};

/// Keys in the hint, besides the one for help.
const HINTS: usize = 3;

/// Draws the page.
pub(super) fn draw(app: &App, lab: &Lab, look: &Look<'_>, screen: Rect, buf: &mut Buffer) {
    if lab.show.blank {
        return;
    }
    let page = lab.page();
    let pages = pages(lab);
    let nth = lab.show.page.min(pages.len().saturating_sub(1)) + 1;
    let counter = app.texts.say(&msg!("projector-page", page = nth, pages = pages.len()));
    let hint = hint(app, lab);
    let pairs: Vec<(&str, &str)> = hint.iter().map(|(key, word)| (*key, word.as_str())).collect();
    let notice = app.notice.as_ref().map(|notice| (app.texts.say(&notice.message), notice.fault));
    let source = source(app, lab, page);
    let frame = Projector {
        title: &title(app, lab, page),
        page: if pages.is_empty() { "" } else { &counter },
        source: if app.help.is_some() { "" } else { &source },
        hint: if app.help.is_some() { &[] } else { &pairs },
        notice: notice.as_ref().map(|(words, fault)| (words.as_str(), *fault)),
    };
    let area = frame.draw(look, screen, buf);
    match page {
        None => sentences(look, area, buf, &[app.texts.get("projector-empty")], 0),
        Some(Page::Calls) => calls(app, lab, look, area, buf),
        Some(Page::Question) => question(app, lab, look, area, buf),
        Some(Page::Row(row)) => {
            let Some(entry) = lab.quiz.as_ref().and_then(|quiz| quiz.rows.get(row)) else { return };
            if lab.show.revealed.contains(&row) {
                answer(app, lab, look, area, buf, entry);
            } else {
                asked(app, lab, look, area, buf, entry);
            }
        }
        Some(Page::Stream) => stream(app, lab, look, area, buf),
        Some(Page::Rule) => {
            // The sentence that is new is large; those before it stay.
            let keys = std::iter::once("projector-rule").chain(lab::rule::HOUSE);
            let all: Vec<String> = keys.take(1 + lab.show.rules).map(|key| app.texts.get(key)).collect();
            sentences(look, area, buf, &all, lab.show.rules);
        }
    }
}

fn title(app: &App, lab: &Lab, page: Option<Page>) -> String {
    let name = || lab.title.clone().unwrap_or_else(|| app.texts.get("lab-untitled"));
    match page {
        Some(Page::Row(row)) => {
            let Some(quiz) = &lab.quiz else { return name() };
            let Some(entry) = quiz.rows.get(row) else { return name() };
            let head = app.texts.say(&msg!("tui-big-row", row = entry.row.number, rows = quiz.rows.len()));
            if !lab.show.revealed.contains(&row) {
                return head;
            }
            // The answer needs the page: the row itself stands here.
            let look = super::look(app);
            let cells = quiz.columns.iter().filter_map(|column| {
                let claim = entry.row.claims.get(column.recv)?;
                Some(format!("{} {}", column.heading, crate::tui::widgets::claim_words(&look, claim)))
            });
            format!("{head}   {}", cells.collect::<Vec<_>>().join("   "))
        }
        Some(Page::Stream) if lab.goes_both_ways() => {
            let from = app.texts.get(lab::side_word(lab.pointed_from()));
            format!("{} · {}", name(), app.texts.say(&msg!("lab-stream-direction", from = from)))
        }
        _ => name(),
    }
}

/// What the screen is: a run on real sockets, or the model's word.
fn source(app: &App, lab: &Lab, page: Option<Page>) -> String {
    let ran = !lab.run.events.is_empty();
    match page {
        Some(Page::Row(row)) if lab.show.revealed.contains(&row) => app.texts.get("projector-model"),
        Some(Page::Calls) if ran => app.texts.get("lab-live"),
        Some(Page::Stream) => {
            let mut parts = lab::chosen_briefly(app, lab);
            let live = if parts.is_empty() { "lab-live" } else { "lab-live-short" };
            parts.push(app.texts.get(if ran { live } else { "lab-nothing-ran" }));
            parts.join(" · ")
        }
        _ => String::new(),
    }
}

/// The keys that get on from here; those that were used often enough are left out. The way to help always stays.
fn hint(app: &App, lab: &Lab) -> Vec<(&'static str, String)> {
    let all = keys::footer(app);
    let (help, others): (Vec<&Binding>, Vec<&Binding>) =
        all.into_iter().partition(|binding| binding.command == Command::Help);
    let others = others.into_iter().filter(|binding| binding.when == When::Projector);
    // What shows the next thing is said wherever it does: a page with an answer behind it looks like one without.
    let wanted = |binding: &&Binding| binding.command == Command::Reveal || !lab.show.knows(binding.command);
    let mut others: Vec<_> = others.filter(wanted).take(HINTS).collect();
    // Who knows the way on knows the way back.
    if others.iter().all(|binding| binding.command == Command::Back) {
        others.clear();
    }
    others.into_iter().chain(help).map(|binding| (binding.shown, app.texts.get(binding.word))).collect()
}

/// Sentences below each other; one of them may be larger than the others.
fn sentences(look: &Look<'_>, area: Rect, buf: &mut Buffer, texts: &[String], large: usize) {
    let texts: Vec<(&str, Role)> = texts.iter().map(|text| (text.as_str(), Role::Text)).collect();
    BigWords { texts: &texts, large: Some(large) }.draw(look, area, buf);
}

fn calls(app: &App, lab: &Lab, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let marks = lab::calls::marks(app, lab);
    let calls: Vec<BigCall> = lab
        .script
        .calls
        .iter()
        .zip(lab::calls::listed(&lab.script))
        .zip(marks)
        .enumerate()
        .map(|(call, ((line, text), (_, result, brief)))| BigCall {
            who: format!("{} {}", call + 1, app.texts.get(lab::side_word(line.side))),
            text,
            // A clock has no place here.
            result: match &result {
                result if result.starts_with(['=', '−']) => result.clone(),
                _ if run::waiting(lab) == Some(call) => app.texts.get("tui-waits"),
                _ if brief.is_empty() => result,
                _ => brief,
            },
        })
        .collect();
    BigCalls { calls: &calls, shown: lab.calls_shown() }.draw(look, area, buf);
}

fn question(app: &App, lab: &Lab, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let [(asked, _), _, (given, _)] = lab::question::paragraphs(app, lab);
    sentences(look, area, buf, &[asked, given], 0);
}

fn asked(app: &App, lab: &Lab, look: &Look<'_>, area: Rect, buf: &mut Buffer, entry: &Entry) {
    let columns = lab.quiz.as_ref().map_or(&[][..], |quiz| &quiz.columns);
    let cells: Vec<(&str, &Claim)> = columns
        .iter()
        .filter_map(|column| Some((column.heading.as_str(), entry.row.claims.get(column.recv)?)))
        .collect();
    let (headings, cells): (Vec<&str>, Vec<&Claim>) = cells.into_iter().unzip();
    let ask = app.texts.get("tui-big-ask");
    BigRow { headings: &headings, cells: &cells, ask: &ask }.draw(look, area, buf);
}

fn answer(app: &App, lab: &Lab, look: &Look<'_>, area: Rect, buf: &mut Buffer, entry: &Entry) {
    let stream = view::stream(&lab.script, &lab.run.events, lab.pointed_from());
    let fault = match &entry.verdict {
        Some(Verdict::Impossible(fault)) => Some(fault),
        _ => None,
    };
    let claim = view::claim(&stream, &entry.row, fault);
    let edges = claim.edges();
    let says = claim.lanes.iter().any(|lane| !lane.pieces.is_empty());
    let verdict = match &entry.verdict {
        Some(Verdict::Possible { .. }) => app.texts.say(&msg!("lab-note-possible", sign = look.glyphs.yes.to_string())),
        Some(Verdict::Impossible(fault)) => {
            format!("{} {}", look.glyphs.no, lab::answer::reason_name(app, Reason::Breaks(fault.rule)))
        }
        Some(Verdict::Outside { .. }) => app.texts.get("tui-quiz-outside"),
        None => String::new(),
    };
    let lanes = Lanes { phase: phase(lab), cursor: lab.show.byte, hex: lab.hex, edges: &edges, ..Lanes::new(&stream) };
    let why = lab::answer::why(app, lab, entry);
    BigAnswer { lanes, claim: says.then_some(&claim), verdict: &verdict, why: &why }.draw(look, area, buf);
}

fn stream(app: &App, lab: &Lab, look: &Look<'_>, area: Rect, buf: &mut Buffer) {
    let stream = view::stream(&lab.script, &lab.run.events, lab.pointed_from());
    let lanes = Lanes { phase: phase(lab), cursor: lab.show.byte, hex: lab.hex, ..Lanes::new(&stream) };
    let (sentence, question) = run::words(app, lab, &stream);
    BigStream { lanes, sentence: &sentence, question: &question }.draw(look, area, buf);
}

fn phase(lab: &Lab) -> Phase {
    if lab.run.events.is_empty() { Phase::Asking } else { Phase::Running }
}
