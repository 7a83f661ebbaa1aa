//! One direction of a run, in numbers: what was sent, what the relay has taken and handed on, what was read.

use std::collections::VecDeque;

/// One direction.
#[derive(Debug, Default)]
pub(super) struct Flow {
    /// Bytes sent, counted from the send's entry: a recv may return them before the send has returned.
    pub(super) sent: u64,
    /// Where each send ends in the stream.
    pub(super) ends: VecDeque<u64>,
    /// The relay has read so many.
    pub(super) taken: u64,
    /// The relay has handed on so many.
    pub(super) delivered: u64,
    /// Recvs have taken so many out.
    pub(super) consumed: u64,
    pub(super) fin_sent: bool,
    pub(super) fin_taken: bool,
    pub(super) fin_delivered: bool,
    /// The receiver is gone: nothing more can be handed on.
    pub(super) dead: bool,
    /// Urgent data or `SO_RCVLOWAT` play a part: what is sent need not be what a recv can have.
    pub(super) uncertain: bool,
}

impl Flow {
    /// Bytes that the relay holds.
    pub(super) fn in_flight(&self) -> u64 {
        self.taken - self.delivered
    }

    /// Bytes in the receive buffer, by the relay's account.
    pub(super) fn unread(&self) -> u64 {
        self.delivered.saturating_sub(self.consumed)
    }

    /// The relay has read all there was to read.
    pub(super) fn settled(&self) -> bool {
        self.fin_taken || (self.taken >= self.sent && !self.fin_sent)
    }

    /// The relay has handed on so many bytes more.
    pub(super) fn hand_on(&mut self, bytes: u64) {
        self.delivered += bytes;
        while self.ends.front().is_some_and(|end| *end <= self.delivered) {
            self.ends.pop_front(); // a send that went on in full has no say in the pieces any more
        }
    }

    /// The end of the stream is all that the relay still holds.
    pub(super) fn fin_in_flight(&self) -> bool {
        self.fin_taken && !self.fin_delivered && self.in_flight() == 0 && !self.dead
    }
}
