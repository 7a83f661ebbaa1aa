//! The program.

use chunkscope::text::Texts;
use chunkscope::tui::theme::{Announced, ColorChoice, Depth, Kind};
use chunkscope::tui::{First, Settings, Start};

fn main() -> anyhow::Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let has = |flag: &str| args.iter().any(|arg| arg == flag);
    let depth: Depth = Announced::from_system().depth(ColorChoice::Auto);
    let settings = Settings {
        depth,
        theme: if has("--light") { Kind::Light } else { Kind::Dark },
        ascii: has("--ascii"),
        mouse: !has("--no-mouse"),
    };
    let first = if has("lab") { First::Lab(None) } else { First::Home };
    chunkscope::tui::run(Start { first, settings }, Texts::english())
}
