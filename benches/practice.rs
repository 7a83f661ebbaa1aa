//! How fast new quizzes are made. Run with `cargo bench --bench practice`.
#![allow(missing_docs)]

use std::sync::atomic::{AtomicU64, Ordering};

use chunkscope::quiz::generate::{Generated, Level, Recipe, generate};

fn main() {
    divan::main();
}

/// One quiz of each level, another seed each time. Goal: under 5 ms.
#[divan::bench(args = [1, 2, 3, 4, 5])]
fn a_quiz(bencher: divan::Bencher, level: u8) {
    let seeds = AtomicU64::new(0);
    let level = Level::new(level).unwrap_or(Level::FIRST);
    bencher
        .with_inputs(|| Recipe { level, seed: seeds.fetch_add(1, Ordering::Relaxed), number: 3 })
        .bench_values(|recipe| -> Generated { generate(recipe) });
}
