//! Motion: what lies between two views, as a function of time. Bytes change where they stand, left to right.

use std::time::Duration;

use super::StreamView;

/// Each byte takes so long…
const BYTE: Duration = Duration::from_millis(30);
/// …but all together no longer than this.
const ALL: Duration = Duration::from_millis(240);

/// How many of `bytes` have changed after so much time: 30 ms a byte, 240 ms in all.
pub fn settled(bytes: u64, since: Duration) -> u64 {
    let whole = BYTE.saturating_mul(u32::try_from(bytes).unwrap_or(u32::MAX)).min(ALL);
    if since >= whole {
        return bytes;
    }
    let part = u128::from(bytes) * since.as_nanos() / whole.as_nanos().max(1);
    u64::try_from(part).unwrap_or(bytes).min(bytes)
}

/// The view at a time after `before` became `after`; none once the motion is over, so that nothing is drawn for its sake.
///
/// Bytes are sent and arrive one after the other. What a recv returned is there at once: an open box snaps shut in one
/// frame. Going back in a run does not move at all.
pub fn in_motion<'a>(before: &StreamView<'_>, after: &StreamView<'a>, since: Duration) -> Option<StreamView<'a>> {
    let between = |from: u64, to: u64| to.checked_sub(from).map_or(to, |bytes| from + settled(bytes, since));
    let sent = between(before.sent, after.sent).max(after.read);
    let arrived = between(before.arrived, after.arrived).max(after.read).min(sent);
    (sent != after.sent || arrived != after.arrived).then(|| StreamView { sent, arrived, ..after.clone() })
}
