//! The reasons that a student chooses from.

use crate::stream::{Claim, Row, Rule, Verdict};

/// Why a row cannot happen, as the student sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    /// This rule forbids it.
    Breaks(Rule),
    /// No rule does: it can happen after all.
    Nothing,
}

/// A few reasons to choose from for a row: those that people give, those that its words suggest, and the right one. The
/// order is always the same, so that it tells nothing.
pub fn choices(row: &Row, verdict: &Verdict) -> Vec<Reason> {
    let mut rules = vec![Rule::Order, Rule::Gap, Rule::Repeat, Rule::Empty];
    let pieces = |claim: &Claim| match claim {
        Claim::Pieces(pieces) => pieces.clone(),
        claim => vec![claim.clone()],
    };
    for claim in row.claims.iter().flat_map(pieces) {
        match claim {
            Claim::Blocks => rules.push(Rule::Blocks),
            Claim::Eof => rules.push(Rule::EarlyEof),
            Claim::Eagain => rules.push(Rule::Eagain),
            Claim::Unreached => rules.push(Rule::Unreached),
            Claim::Data(_) | Claim::Free | Claim::Pieces(_) => {}
        }
    }
    if let Verdict::Impossible(fault) = verdict {
        rules.push(fault.rule);
    }
    rules.sort_unstable();
    rules.dedup();
    rules.into_iter().map(Reason::Breaks).chain([Reason::Nothing]).collect()
}
