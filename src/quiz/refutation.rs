//! The run that refutes a misconception: calls, what the network does, and what the recvs then give.

use super::Misconception as M;
use crate::doc::Worksheet;
use crate::script::parse_script;
use crate::text::{Source, Texts};

/// Calls whose run a misconception does not allow for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refutation {
    /// The calls, a line each, with their side.
    pub calls: &'static str,
    /// What the network does, as `--via` spells it.
    pub via: &'static str,
    /// What each recv gives: C strings, or words as in a worksheet.
    pub shows: &'static [&'static str],
    /// The key of what the misconception predicts for these calls.
    pub predicts: &'static str,
}

const ONE: &str = "client: send(sock, \"hello!\", 6, 0)\nserver: recv(sock, buf1, 1024, 0)\n";
const TWO: &str = "client: send(sock, \"hello!\", 6, 0)\nclient: send(sock, \"bye!\", 4, 0)\n\
    server: recv(sock, buf1, 1024, 0)\nserver: recv(sock, buf2, 1024, 0)\n";

impl M {
    /// The run that refutes it; none where no run on this machine's sockets does so each time.
    pub fn refutation(self) -> Option<Refutation> {
        let (predicts, calls, via, shows): (&str, &str, &str, &[&str]) = match self {
            M::OneSendOneRecv => ("predict-one-send-one-recv", TWO, "pieces=2", &["he", "llo!bye!"]),
            M::RecvWaitsForN => ("predict-recv-waits-for-n", ONE, "direct", &["hello!"]),
            M::BiggerBuffer => ("predict-bigger-buffer", TWO, "drip", &["h", "e"]),
            M::ZeroMeansNothingYet => (
                "predict-zero-means-nothing-yet",
                "client: send(sock, \"hi\", 2, 0)\nserver: recv(sock, buf1, 1024, 0)\nserver: recv(sock, buf2, 1024, 0)\n",
                "direct",
                &["hi", "recv blocks"],
            ),
            M::AddsNul => ("predict-adds-nul", ONE, "whole", &["hello!"]),
            M::RecvLeaves => (
                "predict-recv-leaves",
                "client: send(sock, \"hello!\", 6, 0)\nserver: recv(sock, buf1, 3, 0)\nserver: recv(sock, buf2, 1024, 0)\n",
                "whole",
                &["hel", "lo!"],
            ),
            M::TinySafe => (
                "predict-tiny-safe",
                "client: send(sock, \"ls\", 2, 0)\nserver: recv(sock, buf1, 1024, 0)\nserver: recv(sock, buf2, 1024, 0)\n",
                "drip",
                &["l", "s"],
            ),
            M::DelimiterWhole => (
                "predict-delimiter-whole",
                "client: send(sock, \"ok\\r\\n\", 4, 0)\nserver: recv(sock, buf1, 3, 0)\nserver: recv(sock, buf2, 1024, 0)\n",
                "whole",
                &["ok\\r", "\\n"],
            ),
            M::Utf8Whole => (
                "predict-utf8-whole",
                "client: send(sock, \"né\", 3, 0)\nserver: recv(sock, buf1, 2, 0)\nserver: recv(sock, buf2, 1024, 0)\n",
                "whole",
                &["n\\xc3", "\\xa9"],
            ),
            M::PauseFixes => (
                "predict-pause-fixes",
                "client: send(sock, \"hello!\", 6, 0)\nclient: sleep(1)\nclient: send(sock, \"bye!\", 4, 0)\n\
                 server: recv(sock, buf1, 1024, 0)\n",
                "direct",
                &["hello!bye!"],
            ),
            M::NodelayCures => (
                "predict-nodelay-cures",
                "client: setsockopt(sock, IPPROTO_TCP, TCP_NODELAY, 1)\nclient: send(sock, \"hello!\", 6, 0)\n\
                 client: send(sock, \"bye!\", 4, 0)\nserver: recv(sock, buf1, 1024, 0)\n",
                "direct",
                &["hello!bye!"],
            ),
            M::CloseDelivers => (
                "predict-close-delivers",
                "client: send(sock, \"hello!\", 6, 0)\nclient: close(sock)\nserver: recv(sock, buf1, 1024, 0)\n\
                 server: recv(sock, buf2, 1024, 0)\n",
                "pieces=2",
                &["he", "llo!"],
            ),
            M::PeekTakes => (
                "predict-peek-takes",
                "client: send(sock, \"hello!\", 6, 0)\nserver: recv(sock, buf1, 3, MSG_PEEK)\n\
                 server: recv(sock, buf2, 1024, 0)\n",
                "whole",
                &["hel", "hello!"],
            ),
            M::WaitallFills => (
                "predict-waitall-fills",
                "client: send(sock, \"hi\", 2, 0)\nclient: shutdown(sock, SHUT_WR)\nserver: recv(sock, buf1, 8, MSG_WAITALL)\n",
                "direct",
                &["hi"],
            ),
            // That nothing overtook once does not say that nothing ever will. And whether the bytes are there in time is a
            // race on loopback, mostly won.
            M::LaterOvertakes | M::SendMeansThere => return None,
        };
        Some(Refutation { calls, via, shows, predicts })
    }

    /// The refuting run's calls as a worksheet for the lab, named after the misconception.
    pub fn refuting_sheet(self, texts: &Texts) -> Option<(Source, Worksheet)> {
        let calls = self.refutation()?.calls;
        let (script, findings) = parse_script(calls);
        debug_assert!(findings.is_empty(), "{findings:?} in {calls}");
        let title = Some(texts.get(self.keys().0));
        Some((Source::new(format!("{}.txt", self.id()), calls), Worksheet { title, script, ..Worksheet::default() }))
    }
}
