//! Messages out of a stream: which of its screens is shown. A screen more is a variant of [`Listed`], a line in
//! [`Listed::ALL`], its words in `screens/messages/mod.rs` and what it opens in `update/messages.rs`.

use super::workshop::Workshop;

/// Which screen of them is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Page {
    /// What there is.
    #[default]
    List,
    /// Frame messages, cut the stream, watch the receiver.
    Workshop,
}

/// A line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Listed {
    /// The workshop.
    Workshop,
    /// Receivers that break.
    Breaks,
    /// The gym: cuts that break a receiver.
    Gym,
    /// Programs from shuffled lines.
    Build,
    /// Sends that take less than they are given.
    Short,
}

impl Listed {
    /// What the list offers, in order.
    pub const ALL: &[Listed] = &[Listed::Workshop, Listed::Breaks, Listed::Gym, Listed::Build, Listed::Short];
}

/// Their state, kept while another screen is shown.
#[derive(Debug, Default)]
pub struct Messages {
    /// Which is shown.
    pub page: Page,
    /// The line of the list with the cursor.
    pub entry: usize,
    /// The workshop, once it was opened.
    pub workshop: Option<Box<Workshop>>,
}
