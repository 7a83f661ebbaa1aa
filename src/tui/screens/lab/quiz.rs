//! The table, from the quiz and the run.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::layout::Layout;
use crate::msg;
use crate::quiz::{Entry, Phase, Quiz};
use crate::script::{CellPlace, LoopKind};
use crate::stream::{Cell, Claim, Reading, Verdict};
use crate::text::escape::to_c;
use crate::trace::{Got, What};
use crate::tui::app::lab::{Pane, RunState};
use crate::tui::app::{App, Lab};
use crate::tui::screens::look;
use crate::tui::widgets::{Answer, Look, QuizRow, QuizTable, Reveal, Sentence, TitledRule, Tone, columns, more};

/// What each cell of an outcome is so far in the run; none for one whose recvs have not all returned.
fn given(lab: &Lab) -> Vec<Option<Cell>> {
    let places = lab.script.cells();
    let mut given: Vec<Vec<Cell>> = vec![Vec::new(); places.len()];
    for event in lab.run.shown() {
        let (call, cell) = match &event.what {
            What::Return { call, got: Got::Received(bytes) } if bytes.is_empty() => (call, Cell::Eof),
            What::Return { call, got: Got::Received(bytes) } => (call, Cell::Data(bytes.clone())),
            What::BlocksForGood { call } => (call, Cell::Blocks),
            What::NeverCalled { call } => (call, Cell::Unreached),
            _ => continue,
        };
        if let Some(place) = lab.script.cell_of(*call) {
            given[place].push(cell);
        }
    }
    let whole = |(place, mut pieces): (&CellPlace, Vec<Cell>)| match place.in_loop.map(|each| &lab.script.loops[each]) {
        None => pieces.pop(),
        Some(_) if pieces.first() == Some(&Cell::Unreached) => Some(Cell::Unreached),
        Some(each) => {
            let lines = &lab.script.calls[each.calls.clone()];
            let recvs = lines.iter().filter(|line| line.side == place.side && line.call.as_recv().is_some()).count();
            let over = match (each.kind, pieces.last()) {
                (_, Some(Cell::Blocks)) | (LoopKind::UntilEof, Some(Cell::Eof)) => true,
                (LoopKind::Repeat(rounds), _) => pieces.len() == recvs * rounds as usize,
                _ => false,
            };
            over.then_some(Cell::Pieces(pieces))
        }
    };
    places.iter().zip(given).map(whole).collect()
}

/// What each recv gave, as a worksheet's cells spell it, and in words with the buffers' names.
pub(super) fn gave(app: &App, lab: &Lab) -> (Vec<String>, String) {
    let one = |cell: Option<Cell>| match cell {
        Some(Cell::Data(bytes)) => (to_c(&bytes), format!("\"{}\"", to_c(&bytes))),
        Some(Cell::Eof) => ("eof".to_owned(), app.texts.get("tui-cell-end")),
        Some(Cell::Blocks) => ("recv blocks".to_owned(), app.texts.get("tui-cell-blocks")),
        _ => (String::new(), app.texts.get("tui-cell-unreached")),
    };
    let (spelled, words): (Vec<_>, Vec<_>) = given(lab).into_iter().map(one).unzip();
    let names = lab.script.recvs().map(|(_, recv)| recv.buffer.clone().unwrap_or_default());
    let words: Vec<String> = names.zip(words).map(|(name, word)| format!("{name} {word}")).collect();
    (spelled, words.join(", "))
}

/// Whether a row says the same as what came so far. It need not be possible for that.
fn fits(claims: &[Claim], given: &[Option<Cell>]) -> bool {
    let mut some = false;
    let all = claims.iter().zip(given).all(|(claim, cell)| match cell {
        Some(cell) => {
            some = true;
            claim.admits(cell)
        }
        None => true,
    });
    some && all
}

fn row<'a>(lab: &Lab, quiz: &'a Quiz, entry: &'a Entry, index: usize, given: &[Option<Cell>]) -> QuizRow<'a> {
    let in_order = lab.reading() == Reading::InOrder;
    let answer = match (lab.verdict(index), entry.revealed || quiz.phase == Phase::Free) {
        (Some(Verdict::Possible { .. }), true) => Answer::Possible { seen: lab.seen_of(&entry.row) },
        (Some(Verdict::Impossible(fault)), true) => Answer::Impossible(fault.rule),
        (Some(Verdict::Outside { .. }), true) => Answer::Outside,
        _ if quiz.phase == Phase::Run && fits(&entry.row.claims, given) => Answer::Fits,
        _ => Answer::Hidden,
    };
    // What was said about other calls stands only where nothing is asked any more.
    let said = match quiz.phase {
        // It was said about calls made one at a time.
        _ if !in_order => None,
        Phase::Free => entry.said.as_ref().map(|said| said.possible),
        _ => quiz.answer(index).or(entry.said.as_ref().filter(|_| entry.revealed).map(|said| said.possible)),
    };
    let cells = quiz.columns.iter().map(|column| entry.row.claims.get(column.recv).unwrap_or(&Claim::Free)).collect();
    QuizRow { number: entry.row.number, cells, you: said, answer }
}

/// Gives the table to `act`.
pub(super) fn with_table<T>(lab: &Lab, act: impl FnOnce(&QuizTable<'_>, &[usize]) -> T) -> Option<T> {
    let quiz = lab.quiz.as_ref()?;
    let shown = quiz.shown();
    let given = given(lab);
    let rows: Vec<QuizRow<'_>> =
        shown.iter().filter_map(|index| Some(row(lab, quiz, quiz.rows.get(*index)?, *index, &given))).collect();
    let headings: Vec<&str> = quiz.columns.iter().map(|column| column.heading.as_str()).collect();
    let cursor = shown.iter().position(|row| *row == lab.row);
    let open = rows.iter().any(|row| !matches!(row.answer, Answer::Hidden | Answer::Fits));
    let table = QuizTable {
        headings: &headings,
        rows: &rows,
        cursor,
        // The row with the cursor stands in the middle where not all fit.
        scroll: cursor.unwrap_or(0).saturating_sub(2),
        focused: lab.focus == Pane::Quiz && lab.editor.is_none(),
        reveal: match quiz.phase {
            Phase::Predict if !open => Reveal::Asking,
            Phase::Run => Reveal::Locked,
            _ => Reveal::Revealed,
        },
    };
    Some(act(&table, &shown))
}

/// How wide the table would like to be.
pub(super) fn wanted(app: &App, lab: &Lab) -> u16 {
    with_table(lab, |table, _| table.wanted(&look(app))).unwrap_or(0)
}

pub(super) fn draw(app: &App, lab: &Lab, look: &Look<'_>, layout: &Layout, buf: &mut Buffer) {
    let Some(quiz) = &lab.quiz else { return };
    if layout.quiz.height < 2 {
        return;
    }
    let right = match quiz.phase {
        Phase::Predict => {
            let rows = quiz.asked().len();
            app.texts.say(&msg!("lab-quiz-answered", done = rows - quiz.to_go(), rows = rows))
        }
        Phase::Run => app.texts.get("lab-quiz-locked"),
        _ if lab.reading() == Reading::Concurrent => app.texts.get("lab-quiz-concurrent"),
        _ if quiz.has_old_answers() => app.texts.get("lab-quiz-old"),
        _ => {
            let (right, rows) = quiz.score();
            let key = if quiz.is_drill() { "practice-answers" } else { "lab-quiz-right" };
            // Before the first answer is shown there is nothing to count.
            let said = match rows {
                0 => String::new(),
                _ => app.texts.say(&crate::text::Message::new(key).with("right", right).with("rows", rows)),
            };
            // Where the pane is narrow, the legend below says it.
            match quiz.reasons() {
                (good, reasons) if reasons > 0 && layout.quiz.width >= 60 => {
                    let reasons = app.texts.say(&msg!("lab-quiz-reasons", right = good, reasons = reasons));
                    format!("{said} · {reasons}")
                }
                _ => said,
            }
        }
    };
    with_table(lab, |table, _| {
        let title = app.texts.get("lab-quiz");
        let visible = table.visible(layout.rows());
        let hidden = more(look, visible.start, table.rows.len() - visible.end);
        let both = if hidden.is_empty() { right.clone() } else { format!("{right} · {hidden}") };
        let fits = columns(look, &both) + columns(look, &title) + 7 <= layout.quiz.width;
        let right = if fits { &both } else { &right };
        TitledRule { title: &title, right, focused: table.focused }.draw(look, layout.quiz, buf);
        table.draw(look, layout.rows(), buf);
        legend(app, lab, look, layout, buf, table);
    });
}

/// `Can this happen?`, `y yes`, `n no`, with the blanks between them.
fn ask(app: &App) -> [String; 5] {
    let [lead, yes, no] = ["lab-legend-ask", "lab-legend-ask-yes", "lab-legend-ask-no"].map(|key| app.texts.get(key));
    [lead, "   ".to_owned(), yes, "    ".to_owned(), no]
}

/// Below the rows and a blank line.
fn legend_area(rows: Rect, count: usize) -> Rect {
    let used = u16::try_from(count).unwrap_or(u16::MAX).saturating_add(2);
    Rect {
        x: rows.x + 1,
        y: rows.y.saturating_add(used),
        width: rows.width.saturating_sub(1),
        height: rows.height.saturating_sub(used),
    }
}

/// The answer that stands at a place of the legend while rows are asked.
pub(super) fn answer_at(app: &App, lab: &Lab, layout: &Layout, at: Position) -> Option<bool> {
    let quiz = lab.quiz.as_ref().filter(|quiz| quiz.phase == Phase::Predict)?;
    let look = look(app);
    let area = legend_area(layout.rows(), quiz.shown().len());
    let words = claim_words(app, lab);
    let y = area.y + Sentence { text: &words, tone: Tone::Plain }.height(&look, area.width);
    let mut x = area.x;
    let parts = ask(app).map(|part| {
        let from = x;
        x += columns(&look, &part);
        from..x
    });
    if at.y != y || y >= area.bottom() {
        return None;
    }
    [(2, true), (4, false)].into_iter().find(|(part, _)| parts[*part].contains(&at.x)).map(|(_, possible)| possible)
}

/// What the table's signs mean, under its rows, where there is room.
fn legend(app: &App, lab: &Lab, look: &Look<'_>, layout: &Layout, buf: &mut Buffer, table: &QuizTable<'_>) {
    let Some(quiz) = &lab.quiz else { return };
    let rows = layout.rows();
    let area = legend_area(rows, table.rows.len());
    let glyphs = look.glyphs;
    let sign = |sign: char| sign.to_string();
    let lines: Vec<(String, Tone)> = match (quiz.phase, table.reveal) {
        (Phase::Predict, _) if !quiz.asked().contains(&lab.row) || quiz.rows[lab.row].revealed => Vec::new(),
        (Phase::Predict, _) => {
            let said = ask(app).concat();
            vec![(claim_words(app, lab), Tone::Plain), (said, Tone::Plain)]
        }
        (Phase::Run, _) => {
            let mut lines = vec![(app.texts.say(&msg!("lab-legend-locked", sign = sign(glyphs.back))), Tone::Quiet)];
            if !matches!(lab.run.state, RunState::Over(_)) {
                lines.push((app.texts.get("lab-legend-hidden"), Tone::Quiet));
            }
            lines
        }
        (_, Reveal::Revealed) if lab.reading() == Reading::Concurrent => vec![
            (app.texts.say(&msg!("lab-legend-revealed", yes = sign(glyphs.yes), no = sign(glyphs.no))), Tone::Quiet),
            (app.texts.get("lab-legend-concurrent"), Tone::Quiet),
        ],
        (_, Reveal::Revealed) => vec![
            (app.texts.say(&msg!("lab-legend-revealed", yes = sign(glyphs.yes), no = sign(glyphs.no))), Tone::Quiet),
            (
                app.texts.say(&msg!("lab-legend-right", same = sign(glyphs.same), differs = sign(glyphs.differs))),
                Tone::Quiet,
            ),
            (reasons_right(app, quiz), Tone::Quiet),
        ],
        _ => Vec::new(),
    };
    let mut y = area.y;
    for (text, tone) in &lines {
        let sentence = Sentence { text, tone: *tone };
        let height = sentence.height(look, area.width);
        // Half a legend would be none.
        if y + height > area.bottom() {
            return;
        }
        sentence.draw(look, Rect { y, height, ..area }, buf);
        y += height;
    }
}

/// `reasons: 1 of 2 right`; nothing before the first reason.
fn reasons_right(app: &App, quiz: &Quiz) -> String {
    match quiz.reasons() {
        (_, 0) => String::new(),
        (right, reasons) => app.texts.say(&msg!("lab-legend-reasons", right = right, reasons = reasons)),
    }
}

/// `Row 10   buf1 "he"   buf2 "llo!bye!"`
pub(in crate::tui::screens) fn claim_words(app: &App, lab: &Lab) -> String {
    let Some(quiz) = &lab.quiz else { return String::new() };
    let entry = &quiz.rows[lab.row];
    let mut words = app.texts.say(&msg!("lab-legend-row", row = entry.row.number));
    for column in &quiz.columns {
        let word = match entry.row.claims.get(column.recv) {
            Some(Claim::Free) | None => continue,
            Some(Claim::Pieces(pieces)) => {
                let words: Vec<String> = pieces.iter().map(|piece| one_claim(app, piece)).collect();
                words.join(" + ")
            }
            Some(claim) => one_claim(app, claim),
        };
        words.push_str(&format!("   {} {word}", column.heading));
    }
    words
}

/// What a row claims of one recv.
fn one_claim(app: &App, claim: &Claim) -> String {
    match claim {
        Claim::Data(bytes) if bytes.is_empty() => app.texts.get("tui-cell-empty"),
        Claim::Data(bytes) => {
            let cut = if bytes.len() > 32 { look(app).glyphs.ellipsis() } else { "" };
            format!("\"{}{cut}\"", to_c(&bytes[..bytes.len().min(32)]))
        }
        Claim::Blocks => app.texts.get("tui-cell-blocks"),
        Claim::Eof => app.texts.get("tui-cell-end"),
        Claim::Eagain => app.texts.get("tui-cell-eagain"),
        Claim::Unreached => app.texts.get("tui-cell-unreached"),
        Claim::Free | Claim::Pieces(_) => String::new(),
    }
}
