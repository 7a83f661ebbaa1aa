//! Which keys do something in the workshop.

use super::Command;
use crate::framing::Framing;
use crate::tui::app::lab::RunState;
use crate::tui::app::workshop::{What, Workshop};
use crate::tui::screens::messages::next_below;

/// Whether a command does anything in the workshop as it is.
pub(super) fn is_useful(shop: &Workshop, size: (u16, u16), command: Command) -> bool {
    use Command as C;
    let over = shop.run.is_over();
    let laid = shop.laid.is_ok();
    match command {
        C::Step | C::RunAll => laid && !over,
        C::RunAgain => over,
        C::Reset => shop.run.state != RunState::Idle,
        // In the middle of a run a number is meant for a prediction.
        C::Choose(_) => over || shop.run.state == RunState::Idle,
        C::NoCuts => !shop.bench.cuts.is_empty(),
        C::OtherWay => shop.bench.echo,
        C::ReadSize => !matches!(shop.bench.framing, Framing::Fixed { .. }),
        C::Accept => shop.typing.as_ref().is_some_and(|typing| typing.what == What::Framing),
        C::Cut | C::CutRandom | C::Drip | C::CloseHere => laid,
        C::Below => next_below(size, shop.below).is_some(),
        C::Save | C::SaveAs => false,
        _ => true,
    }
}

/// Whether the footer has it: a prediction runs the recv, and Space would only say so.
pub(super) fn is_offered(shop: &Workshop, command: Command) -> bool {
    !shop.is_asking() || !matches!(command, Command::Step | Command::RunAll)
}
