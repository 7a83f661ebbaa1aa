//! Drawing the stream at 200×60: the aim is a whole frame in under a millisecond.

#[path = "../tests/widgets/fixture.rs"]
mod fixture;

use std::time::Duration;

use chunkscope::call::Side;
use chunkscope::picture::{Options, svg};
use chunkscope::text::Texts;
use chunkscope::tui::glyphs::Glyphs;
use chunkscope::tui::theme::{Depth, Kind, Theme};
use chunkscope::tui::update::update;
use chunkscope::tui::view;
use chunkscope::tui::widgets::{Lanes, Look, TracePanel};
use chunkscope::tui::{App, First, Msg, Settings, lesson, screens};
use divan::Bencher;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;

fn main() {
    divan::main();
}

/// Trace to lanes to cells, as for every frame.
fn frame(
    bencher: Bencher<'_, '_>,
    script: &chunkscope::script::Script,
    events: &[chunkscope::trace::Event],
    fold: bool,
) {
    let (theme, glyphs, texts) = (Theme::new(Depth::TrueColor, Kind::Dark), Glyphs::unicode(), Texts::english());
    let look = Look { theme: &theme, glyphs: &glyphs, texts: &texts };
    let mut buf = Buffer::empty(Rect::new(0, 0, 200, 60));
    bencher.bench_local(|| {
        let stream = view::stream(script, events, Side::Client);
        Lanes { fold, ..Lanes::new(&stream) }.draw(&look, buf.area, &mut buf);
    });
}

/// The whole screen of the lab on lesson 1's worksheet, with every string looked up by its key.
#[divan::bench(args = [(80, 24), (120, 36), (200, 60)])]
fn whole_screen(bencher: Bencher<'_, '_>, size: (u16, u16)) {
    let first = First::Lab(Some(Box::new(lesson::first())));
    let (mut app, _) = App::new(Texts::english(), Settings::default(), first);
    app.size = size;
    let mut buf = Buffer::empty(Rect::new(0, 0, size.0, size.1));
    bencher.bench_local(|| screens::draw(&app, &mut buf));
}

#[divan::bench]
fn worksheet(bencher: Bencher<'_, '_>) {
    frame(bencher, &fixture::worksheet(), &fixture::mid_run(), true);
}

#[divan::bench]
fn a_million_bytes_folded(bencher: Bencher<'_, '_>) {
    let (script, events) = fixture::million();
    frame(bencher, &script, &events, true);
}

#[divan::bench]
fn a_million_bytes_unfolded(bencher: Bencher<'_, '_>) {
    let (script, events) = fixture::million();
    frame(bencher, &script, &events, false);
}

/// A program that reads byte by byte: 2,000 recvs in one lane.
#[divan::bench]
fn two_thousand_recvs(bencher: Bencher<'_, '_>) {
    let bytes = chunkscope::call::pattern(2_000);
    let mut calls = vec![fixture::send(Side::Client, &bytes)];
    let mut tape = fixture::Tape::connected(false).sent(0, 2_000);
    for at in 0..2_000 {
        calls.push(fixture::recv(Side::Server, "buf", 1));
        tape = tape.read(at + 1, &bytes[at..at + 1]);
    }
    frame(bencher, &chunkscope::script::Script { calls, loops: Vec::new() }, &tape.0, true);
}

/// The projector on lesson 1, page by page: words and bytes as large as they get.
#[divan::bench(args = [0, 1, 2, 3])]
fn projector(bencher: Bencher<'_, '_>, page: usize) {
    let lab = First::Lab(Some(Box::new(lesson::first())));
    let (mut app, _) = App::new(Texts::english(), Settings::default(), First::Projector(Box::new(lab)));
    app.size = (200, 60);
    for _ in 0..page {
        let key = KeyEvent::new(KeyCode::PageDown, KeyModifiers::NONE);
        update(&mut app, Msg::Key(key), Duration::ZERO);
    }
    let mut buf = Buffer::empty(Rect::new(0, 0, 200, 60));
    bencher.bench_local(|| screens::draw(&app, &mut buf));
}

/// Ten thousand events told, the last forty of them drawn.
#[divan::bench]
fn long_trace(bencher: Bencher<'_, '_>) {
    let (theme, glyphs, texts) = (Theme::new(Depth::TrueColor, Kind::Dark), Glyphs::unicode(), Texts::english());
    let look = Look { theme: &theme, glyphs: &glyphs, texts: &texts };
    let bytes = chunkscope::call::pattern(5_000);
    let mut calls = vec![fixture::send(Side::Client, &bytes)];
    let mut tape = fixture::Tape::connected(false).sent(0, 5_000);
    for at in 0..5_000 {
        calls.push(fixture::recv(Side::Server, "buf", 1));
        tape = tape.read(at + 1, &bytes[at..at + 1]);
    }
    let (script, events) = (chunkscope::script::Script { calls, loops: Vec::new() }, tape.0);
    let mut buf = Buffer::empty(Rect::new(0, 0, 120, 40));
    bencher.bench_local(|| {
        let trace = view::trace(&script, &events, events.len());
        TracePanel { trace: &trace, focused: true, words: true }.draw(&look, buf.area, &mut buf);
    });
}

#[divan::bench]
fn picture(bencher: Bencher<'_, '_>) {
    let (theme, glyphs, texts) = (Theme::new(Depth::TrueColor, Kind::Dark), Glyphs::unicode(), Texts::english());
    let look = Look { theme: &theme, glyphs: &glyphs, texts: &texts };
    let (script, events) = (fixture::worksheet(), fixture::mid_run());
    let stream = view::stream(&script, &events, Side::Client);
    let mut buf = Buffer::empty(Rect::new(0, 0, 200, 60));
    Lanes::new(&stream).draw(&look, buf.area, &mut buf);
    bencher.bench_local(|| svg(&buf, &Options::dark("the stream")));
}
