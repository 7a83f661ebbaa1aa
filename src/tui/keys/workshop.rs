//! Which keys do something in the workshop.

use super::{Binding, Command};
use crate::framing::Framing;
use crate::tui::app::lab::RunState;
use crate::tui::app::workshop::{What, Workshop};
use crate::tui::screens::messages::{next_below, scrolled, shows_one_way};

/// Whether a command does anything in the workshop as it is.
pub(super) fn is_useful(shop: &Workshop, size: (u16, u16), command: Command) -> bool {
    use Command as C;
    let over = shop.run.is_over();
    let idle = shop.run.state == RunState::Idle;
    let laid = shop.laid.is_ok();
    let names = shop.typing.as_ref().is_some_and(|typing| typing.what == What::Framing);
    match command {
        C::Step | C::RunAll => laid && !over,
        C::RunAgain => over,
        C::Reset => !idle,
        C::Left | C::Right | C::First | C::Last => laid && idle,
        C::Up | C::Down => scrolled(size, shop, 0).is_some(),
        C::NoCuts => !shop.bench.cuts.is_empty(),
        C::Accept => names,
        C::LeaveEditor => !names,
        C::Cut | C::CutRandom | C::Drip | C::CloseHere => laid,
        C::Below => laid && next_below(size, shop).is_some(),
        C::Save | C::SaveAs => false,
        _ => true,
    }
}

impl Command {
    /// Whether it changes what the workshop's run is made from. While a run stands on the screen it only says so.
    pub(crate) fn changes_bench(self) -> bool {
        use Command as C;
        let cuts = matches!(self, C::Cut | C::CutRandom | C::Drip | C::NoCuts | C::CloseHere | C::ReadSize);
        cuts || matches!(self, C::Choose(_) | C::Edit | C::TypeFraming)
    }
}

/// Whether the footer has it. A prediction runs the recv, and Space would only say so; of its answers there are two to four.
pub(super) fn is_offered(shop: &Workshop, size: (u16, u16), binding: &Binding) -> bool {
    let asking = shop.asking.as_ref().filter(|_| shop.is_asking());
    match (binding.command, asking) {
        (Command::Pick(_), Some(asking)) => binding.shown.ends_with(&asking.question.choices.len().to_string()),
        (Command::Step | Command::RunAll, Some(_)) => false,
        (Command::ReadSize, _) if matches!(shop.bench.framing, Framing::Fixed { .. }) => false,
        (Command::OtherWay, _) => shows_one_way(size, shop),
        (command, _) => shop.run.state == RunState::Idle || !command.changes_bench(),
    }
}
