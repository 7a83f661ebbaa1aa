//! How fast new quizzes are made. Run with `cargo bench --bench practice`.
#![allow(missing_docs)]

use chunkscope::quiz::generate::{Generated, Level, Recipe, generate};

fn main() {
    divan::main();
}

/// One quiz of each level, another seed each time. Goal: under 5 ms.
#[divan::bench(args = [1, 2, 3, 4, 5])]
fn a_quiz(bencher: divan::Bencher, level: u8) {
    let mut seed = 0;
    let level = Level::new(level).unwrap_or(Level::FIRST);
    bencher
        .with_inputs(|| {
            seed += 1;
            Recipe { level, seed, number: 3 }
        })
        .bench_values(|recipe| -> Generated { generate(recipe) });
}
