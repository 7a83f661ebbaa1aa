//! What people believe about sockets that is not so. Each false belief predicts rows that cannot happen, or denies rows
//! that can.

/// A false belief (SYLLABUS, "Misconceptions to name").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Misconception {
    /// What one send takes, one recv gives, whole or cut, and the next recv begins with the next send.
    OneSendOneRecv,
    /// `recv(n)` waits for n bytes.
    RecvWaitsForN,
    /// A buffer that is large enough gets everything.
    BiggerBuffer,
    /// 0 means that nothing has come yet, and a recv behind the end waits.
    ZeroMeansNothingYet,
    /// Later bytes, or the end, can overtake earlier bytes.
    LaterOvertakes,
    /// recv adds a NUL.
    AddsNul,
    /// What was received stays there for the next recv.
    RecvLeaves,
    /// Tiny messages are never cut.
    TinySafe,
    /// A delimiter is never split.
    DelimiterWhole,
    /// What recv gives is valid UTF-8.
    Utf8Whole,
    /// A pause between sends keeps messages apart.
    PauseFixes,
    /// TCP_NODELAY keeps messages apart.
    NodelayCures,
    /// Once the sender has closed, one recv gives all that is left.
    CloseDelivers,
    /// `MSG_PEEK` takes the bytes.
    PeekTakes,
    /// `MSG_WAITALL` always fills the buffer.
    WaitallFills,
    /// When send has returned, the peer has the bytes.
    SendMeansThere,
}

use Misconception as M;

impl Misconception {
    /// All of them.
    pub const ALL: [Misconception; 16] = [
        M::OneSendOneRecv,
        M::RecvWaitsForN,
        M::BiggerBuffer,
        M::ZeroMeansNothingYet,
        M::LaterOvertakes,
        M::AddsNul,
        M::RecvLeaves,
        M::TinySafe,
        M::DelimiterWhole,
        M::Utf8Whole,
        M::PauseFixes,
        M::NodelayCures,
        M::CloseDelivers,
        M::PeekTakes,
        M::WaitallFills,
        M::SendMeansThere,
    ];

    /// Its name in files and in JSON. Never changes.
    pub fn id(self) -> &'static str {
        match self {
            M::OneSendOneRecv => "one-send-one-recv",
            M::RecvWaitsForN => "recv-waits-for-n",
            M::BiggerBuffer => "bigger-buffer",
            M::ZeroMeansNothingYet => "zero-means-nothing-yet",
            M::LaterOvertakes => "later-overtakes",
            M::AddsNul => "adds-nul",
            M::RecvLeaves => "recv-leaves",
            M::TinySafe => "tiny-safe",
            M::DelimiterWhole => "delimiter-whole",
            M::Utf8Whole => "utf8-whole",
            M::PauseFixes => "pause-fixes",
            M::NodelayCures => "nodelay-cures",
            M::CloseDelivers => "close-delivers",
            M::PeekTakes => "peek-takes",
            M::WaitallFills => "waitall-fills",
            M::SendMeansThere => "send-means-there",
        }
    }

    /// The misconception with this id.
    pub fn from_id(id: &str) -> Option<Misconception> {
        M::ALL.into_iter().find(|one| one.id() == id)
    }

    /// The keys of its name and of the sentence that refutes it.
    pub fn keys(self) -> (&'static str, &'static str) {
        match self {
            M::OneSendOneRecv => ("belief-one-send-one-recv", "refute-one-send-one-recv"),
            M::RecvWaitsForN => ("belief-recv-waits-for-n", "refute-recv-waits-for-n"),
            M::BiggerBuffer => ("belief-bigger-buffer", "refute-bigger-buffer"),
            M::ZeroMeansNothingYet => ("belief-zero-means-nothing-yet", "refute-zero-means-nothing-yet"),
            M::LaterOvertakes => ("belief-later-overtakes", "refute-later-overtakes"),
            M::AddsNul => ("belief-adds-nul", "refute-adds-nul"),
            M::RecvLeaves => ("belief-recv-leaves", "refute-recv-leaves"),
            M::TinySafe => ("belief-tiny-safe", "refute-tiny-safe"),
            M::DelimiterWhole => ("belief-delimiter-whole", "refute-delimiter-whole"),
            M::Utf8Whole => ("belief-utf8-whole", "refute-utf8-whole"),
            M::PauseFixes => ("belief-pause-fixes", "refute-pause-fixes"),
            M::NodelayCures => ("belief-nodelay-cures", "refute-nodelay-cures"),
            M::CloseDelivers => ("belief-close-delivers", "refute-close-delivers"),
            M::PeekTakes => ("belief-peek-takes", "refute-peek-takes"),
            M::WaitallFills => ("belief-waitall-fills", "refute-waitall-fills"),
            M::SendMeansThere => ("belief-send-means-there", "refute-send-means-there"),
        }
    }
}
