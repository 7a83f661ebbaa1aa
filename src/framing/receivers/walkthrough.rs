//! What the published walk-through says that no code can show: slips of its prose.

/// A sentence of the walk-through that is wrong, and what is true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slip {
    /// The key of what it says.
    pub says: &'static str,
    /// The key of what is so.
    pub is: &'static str,
}

/// The slips of the prose, in the order of the walk-through.
pub const PROSE: &[Slip] = &[
    Slip { says: "slip-nineteen", is: "slip-nineteen-is" },
    Slip { says: "slip-fifteen", is: "slip-fifteen-is" },
    Slip { says: "slip-several", is: "slip-several-is" },
    Slip { says: "slip-simulates", is: "slip-simulates-is" },
    Slip { says: "slip-packets", is: "slip-packets-is" },
];
