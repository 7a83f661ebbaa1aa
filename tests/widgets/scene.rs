//! Whole scenes from widgets, as the lab will put them together: to look at, and to keep as snapshots.

use std::time::Duration;

use chunkscope::call::Side;
use chunkscope::stream::{Claim, Row, Rule};
use chunkscope::text::Texts;
use chunkscope::tui::glyphs::Glyphs;
use chunkscope::tui::theme::{Depth, Kind, Theme};
use chunkscope::tui::view::{self, ClaimView};
use chunkscope::tui::widgets::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::fixture::*;

pub(crate) fn with_look<T>(depth: Depth, kind: Kind, ascii: bool, draw: impl FnOnce(&Look<'_>) -> T) -> T {
    let theme = Theme::new(depth, kind);
    let glyphs = if ascii { Glyphs::ascii() } else { Glyphs::unicode() };
    let texts = Texts::english();
    draw(&Look { theme: &theme, glyphs: &glyphs, texts: &texts })
}

/// What part of the lab's cycle a scene shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Moment {
    Predicting,
    MidRun,
    Revealed,
}

/// A screen like FACE's lab, at any size.
pub(crate) fn lab(look: &Look<'_>, moment: Moment, width: u16, height: u16) -> Buffer {
    let screen = Rect::new(0, 0, width, height);
    let mut buf = Buffer::empty(screen);
    buf.set_style(screen, look.theme.page());
    if width < 20 || height < 10 {
        return buf;
    }
    let inner = Rect { x: 1, width: width - 2, ..screen };
    let line = |y: u16| Rect { y, height: 1, ..inner };
    put(look, line(0), &mut buf, (1, 0), "chunkscope", look.style(chunkscope::tui::theme::Role::Strong));
    put(look, line(0), &mut buf, (14, 0), "Bytes, not messages", look.style(chunkscope::tui::theme::Role::Text));
    let at = match moment {
        Moment::Predicting => At::Predict,
        Moment::MidRun => At::Run,
        Moment::Revealed => At::Explain,
    };
    Stage { at }.draw(look, Rect { x: width / 2, width: width / 2 - 1, ..line(0) }, &mut buf);

    let wide = width >= 100;
    let (split, gap) = if wide { (inner.width - 47, 3) } else { ((inner.width - 2) / 2, 2) };
    let texts = [
        "send(sock, \"hello!\", 6, 0)",
        "send(sock, \"bye!\", 4, 0)",
        "recv(sock, buf1, 1024, 0)",
        "recv(sock, buf2, 1024, 0)",
    ];
    let (marks, results) = match moment {
        Moment::Predicting => ([CallMark::None; 4], ["", "", "", ""]),
        Moment::MidRun => (
            [CallMark::Done, CallMark::Done, CallMark::Done, CallMark::Waiting],
            ["= 6", "= 4", "= 2", "blocked 1.2 s"],
        ),
        Moment::Revealed => ([CallMark::Done; 4], ["= 6", "= 4", "= 2", "= 8"]),
    };
    let lines: Vec<CallLine<'_>> = (0..4)
        .map(|index| CallLine {
            number: index + 1,
            side: if index < 2 { Side::Client } else { Side::Server },
            text: texts[index],
            mark: marks[index],
            result: results[index],
            brief: if results[index].starts_with('b') { "1.2 s" } else { "" },
        })
        .collect();
    let focused = (moment == Moment::MidRun).then_some(Side::Server);
    let calls = CallsPanel { lines: &lines, loops: &[], focused, cursor: None, editor: None, split, gap };
    let calls_height = if wide { 7 } else { 5 };
    let top = if wide { 3 } else { 1 };
    calls.draw(look, Rect { y: top, height: calls_height, ..inner }, &mut buf);

    let script = worksheet();
    let events = match moment {
        Moment::Predicting => Vec::new(),
        Moment::MidRun => mid_run(),
        Moment::Revealed => ended(),
    };
    let stream = view::stream(&script, &events, Side::Client);
    let y = top + calls_height;
    let stream_width = if wide { split } else { inner.width };
    let right = format!("{} sent · {} read", stream.sent, stream.read);
    let right = if moment == Moment::Predicting { "" } else { &right };
    let rule = TitledRule { title: "the stream", right, focused: false };
    rule.draw(look, Rect { y, width: stream_width, height: 1, ..inner }, &mut buf);
    let mut lanes = Lanes::new(&stream);
    lanes.now = Some(Duration::from_millis(1208));
    if moment == Moment::Predicting {
        lanes.phase = Phase::Asking;
    }
    let row = row(12, &[data("he"), data("llb")]);
    let fault = fault(Rule::Gap, 1, Some(2), Some(6), Some(4));
    let claim: ClaimView = view::claim(&stream, &row, Some(&fault));
    let edges = claim.edges();
    lanes.edges = &edges;
    let room = (height - y).saturating_sub(if wide { 3 } else { 9 });
    let area = Rect { y: y + 1, width: stream_width, height: lanes.height(room), ..inner };
    lanes.draw(look, area, &mut buf);
    if wide && moment == Moment::Revealed && area.bottom() + 6 < height {
        let rule = TitledRule { title: "row 12 claims", right: "your answer: yes", focused: false };
        rule.draw(look, Rect { y: area.bottom(), height: 1, ..area }, &mut buf);
        let panel = ClaimPanel { note: "✗ gap at \"b\"", ..ClaimPanel::new(&lanes, &claim) };
        panel.draw(look, Rect { y: area.bottom() + 1, height: panel.height(), ..area }, &mut buf);
    }

    let rows = rows();
    let quiz: Vec<QuizRow<'_>> = rows.iter().map(|row| quiz_row(row, moment)).collect();
    let table = QuizTable {
        headings: &["buf1", "buf2"],
        rows: &quiz,
        cursor: (moment != Moment::MidRun).then_some(if moment == Moment::Revealed { 11 } else { 9 }),
        scroll: if wide { 0 } else { 8 },
        focused: moment != Moment::MidRun,
        reveal: match moment {
            Moment::Predicting => Reveal::Asking,
            Moment::MidRun => Reveal::Locked,
            Moment::Revealed => Reveal::Revealed,
        },
    };
    let quiz_area = if wide {
        Rect { x: inner.x + split + gap, y, width: inner.width - split - gap, height: (height - y).saturating_sub(3) }
    } else {
        Rect { y: area.bottom(), height: (height - 2).saturating_sub(area.bottom()), ..inner }
    };
    let right = match moment {
        Moment::Predicting => "9 of 15 answered",
        Moment::MidRun => "locked",
        Moment::Revealed => "12 of 15 right",
    };
    TitledRule { title: "which are possible?", right, focused: moment != Moment::MidRun }
        .draw(look, quiz_area, &mut buf);
    let below = Rect { y: quiz_area.y + 1, height: quiz_area.height.saturating_sub(1), ..quiz_area };
    table.draw(look, below, &mut buf);

    let text = "Call 4 waits. 10 bytes were sent; 2 have arrived and were read; 8 are in flight. Next: the network delivers 8.";
    Sentence { text, tone: Tone::Plain }.draw(look, line(height - if wide { 3 } else { 2 }), &mut buf);
    let pairs = [
        ("Space", "step"),
        ("F5", "run to the end"),
        ("←→", "scrub"),
        ("r", "reset"),
        ("Tab", "next pane"),
        ("?", "help"),
        ("q", "quit"),
    ];
    Footer { pairs: &pairs, keep: 2 }.draw(look, line(height - 1), &mut buf);
    buf
}

fn quiz_row(from: &(Row, Option<Rule>), moment: Moment) -> QuizRow<'_> {
    let (row, rule) = from;
    let wrong = [3, 12, 13].contains(&row.number);
    let you = (rule.is_none() != wrong).then_some(true).or(Some(false));
    let fits = matches!(&row.claims[0], Claim::Data(bytes) if bytes == b"he");
    QuizRow {
        number: row.number,
        cells: row.claims.iter().collect(),
        you: if moment == Moment::Predicting && row.number > 9 { None } else { you },
        answer: match (moment, rule) {
            (Moment::Predicting, _) => Answer::Hidden,
            (Moment::MidRun, _) if fits => Answer::Fits,
            (Moment::MidRun, _) => Answer::Hidden,
            (Moment::Revealed, None) => Answer::Possible { seen: u64::from(row.number == 10) },
            (Moment::Revealed, Some(rule)) => Answer::Impossible(*rule),
        },
    }
}
