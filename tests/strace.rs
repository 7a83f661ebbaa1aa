//! strace as a witness: what `run --trace` tells, and with it the lab's trace panel, is what the system calls were: call by
//! call the sizes, the flags, the bytes and the errors.
//!
//! Where strace is missing, or may not trace, each test says so on standard error and passes.
#![cfg(target_os = "linux")]
#![allow(clippy::print_stdout, clippy::print_stderr)] // figures, and what was skipped

use std::collections::HashMap;
use std::io::Write;
use std::process::{Command, Stdio};

use chunkscope::call::{Op, RecvFlags, RecvVerb, SendFlags, SendVerb, Side};
use chunkscope::script::{Script, parse_script};
use chunkscope::text::escape::to_c;
use rstest::rstest;
use serde_json::Value;

/// A system call as strace wrote it: whole, also where another thread came in between.
#[derive(Debug, Clone)]
struct Traced {
    thread: u64,
    name: String,
    args: Vec<String>,
    /// What it returned; none where it never did.
    result: Option<i64>,
    errno: Option<String>,
}

impl Traced {
    fn parse(thread: u64, text: &str) -> Option<Traced> {
        let (name, rest) = text.split_once('(')?;
        let (args, result) = rest.rsplit_once(" = ").unwrap_or((rest, "?"));
        let args = args.trim_end().trim_end_matches(')').split(", ").map(str::to_owned).collect();
        let mut words = result.split_whitespace();
        let result = words.next().and_then(|word| word.parse::<i64>().ok());
        let errno = result.filter(|result| *result < 0).and_then(|_| words.next()).map(str::to_owned);
        Some(Traced { thread, name: name.to_owned(), args, result, errno })
    }

    fn fd(&self) -> Option<i64> {
        self.args.first()?.parse().ok()
    }

    /// The bytes of the buffer, as far as strace shows them.
    fn bytes(&self) -> Vec<u8> {
        let text = self.args[1].trim_end_matches("...").trim_matches('"');
        text.split("\\x").skip(1).map(|pair| u8::from_str_radix(pair, 16).expect("two hex digits")).collect()
    }

    fn flags(&self) -> Vec<&str> {
        let mut flags: Vec<&str> = self.args.get(3).map_or("0", String::as_str).split('|').collect();
        flags.retain(|flag| *flag != "0" && *flag != "MSG_NOSIGNAL");
        flags.sort_unstable();
        flags
    }
}

/// All calls of a log, in the order in which they were made.
fn parse_log(log: &str) -> Vec<Traced> {
    let mut calls: Vec<(u64, String)> = Vec::new();
    let mut open: HashMap<u64, usize> = HashMap::new();
    for line in log.lines() {
        let Some((thread, text)) = line.split_once(' ') else { continue };
        let (Ok(thread), text) = (thread.parse::<u64>(), text.trim_start()) else { continue };
        if let Some((_, rest)) = text.split_once(" resumed>") {
            if let Some(at) = open.remove(&thread) {
                calls[at].1.push_str(rest);
            }
        } else if let Some(begun) = text.strip_suffix(" <unfinished ...>") {
            open.insert(thread, calls.len());
            calls.push((thread, begun.to_owned()));
        } else {
            calls.push((thread, text.to_owned()));
        }
    }
    calls.iter().filter_map(|(thread, text)| Traced::parse(*thread, text)).collect()
}

/// The calls that each side's thread made on its socket: client, server.
fn by_side(calls: &[Traced], relayed: bool) -> [Vec<Traced>; 2] {
    let main = calls[0].thread;
    let connects: Vec<usize> = (0..calls.len()).filter(|at| calls[*at].name == "connect").collect();
    let accepted = |after: usize| {
        calls[after..].iter().find(|call| call.name.starts_with("accept") && call.result >= Some(0)).expect("accepted")
    };
    let client = calls[connects[0]].fd();
    let server = accepted(*connects.get(usize::from(relayed)).expect("a connection for each leg")).result;
    let mine = |fd: Option<i64>| -> Vec<Traced> {
        let on = |call: &&Traced| call.thread != main && call.fd() == fd && call.name != "getsockopt";
        let Some(thread) = calls[connects[0]..].iter().find(on).map(|call| call.thread) else { return Vec::new() };
        // After its own close a side asks the kernel about descriptor −1.
        let mut mine: Vec<Traced> = calls[connects[0]..]
            .iter()
            .filter(|call| call.thread == thread && (call.fd() == fd || call.fd() == Some(-1)))
            .cloned()
            .collect();
        mine.retain(|call| call.name != "getsockopt");
        mine
    };
    [mine(client), mine(server)]
}

/// Compares what chunkscope tells with what strace saw; how many calls there were.
fn compare(script: &Script, told: &Value, traced: &[Vec<Traced>; 2], context: &str) -> usize {
    let lines = told["trace"].as_array().expect("a trace");
    let mut compared = 0;
    for side in Side::BOTH {
        let mut seen = traced[side.index()].iter();
        for (call, line) in script.of(side) {
            let of_call = |line: &&Value| line["call"] == call as u64 + 1;
            let never = lines.iter().filter(of_call).any(|line| line["never"] == true);
            let blocks = lines.iter().filter(of_call).any(|line| line["blocks"] == true);
            if never || matches!(line.call.op, Op::Sleep(_)) {
                continue;
            }
            let returned = lines.iter().filter(of_call).find(|line| !line["returned"].is_null());
            let at = format!("call {} {}\n{context}", call + 1, line.call);
            let first = seen.next().unwrap_or_else(|| panic!("strace saw nothing of {at}"));
            compared += 1;
            let Some(returned) = returned else {
                assert!(blocks, "{at}");
                assert!(named(&line.call.op, first), "{first:?} for {at}");
                continue;
            };
            let errno = returned["errno"].as_str();
            let mut result = first.result;
            let mut failed = first.errno.clone();
            assert!(named(&line.call.op, first), "{first:?} for {at}");
            match &line.call.op {
                Op::Send(send) => {
                    let mut sent = first.result.unwrap_or(0).max(0) as usize;
                    check_send(first, &send.bytes, &names_of_send(send.flags), &at);
                    while send.verb == SendVerb::SendAll && failed.is_none() && sent < send.bytes.len() {
                        let more = seen.next().unwrap_or_else(|| panic!("sendall goes on: {at}"));
                        check_send(more, &send.bytes[sent..], &names_of_send(send.flags), &at);
                        sent += more.result.unwrap_or(0).max(0) as usize;
                        failed.clone_from(&more.errno);
                    }
                    result = if failed.is_some() { Some(-1) } else { Some(sent as i64) };
                }
                Op::Recv(recv) => {
                    assert_eq!(first.args[2], recv.size.most().to_string(), "size of {at}");
                    assert_eq!(first.flags(), names_of_recv(recv.flags), "flags of {at}");
                    if let (Some(data), true) = (returned["data"].as_str(), first.result > Some(0)) {
                        let shown = first.bytes();
                        assert_eq!(shown.len() as i64, first.result.unwrap().min(4096), "{at}");
                        assert_eq!(data, to_c(&shown), "bytes of {at}");
                    }
                }
                Op::SetOption(option, value) => {
                    assert_eq!(
                        (first.args[2].as_str(), first.args[3].as_str()),
                        (option.name(), &*format!("[{value}]")),
                        "{at}"
                    );
                }
                Op::Shutdown(how) => assert_eq!(first.args[1], how.name(), "{at}"),
                Op::Close | Op::Sleep(_) => {}
            }
            // Descriptor −1 cannot be closed twice: chunkscope tells EBADF of a socket that it has given up.
            assert_eq!(result, returned["returned"].as_i64(), "result of {at}");
            assert_eq!(failed.as_deref(), errno, "error of {at}");
        }
        if let Some(more) = seen.next() {
            panic!("not told: {more:?}\n{context}");
        }
    }
    compared
}

fn check_send(traced: &Traced, bytes: &[u8], flags: &[&str], at: &str) {
    assert_eq!(traced.args[2], bytes.len().to_string(), "length of {at}");
    assert_eq!(traced.bytes(), &bytes[..bytes.len().min(4096)], "bytes of {at}");
    assert_eq!(traced.flags(), flags, "flags of {at}");
}

fn names_of_send(flags: SendFlags) -> Vec<&'static str> {
    let named = [(flags.dontwait, "MSG_DONTWAIT"), (flags.more, "MSG_MORE"), (flags.oob, "MSG_OOB")];
    named.into_iter().filter(|(set, _)| *set).map(|(_, name)| name).collect()
}

fn names_of_recv(flags: RecvFlags) -> Vec<&'static str> {
    let named = [
        (flags.dontwait, "MSG_DONTWAIT"),
        (flags.oob, "MSG_OOB"),
        (flags.peek, "MSG_PEEK"),
        (flags.waitall, "MSG_WAITALL"),
    ];
    named.into_iter().filter(|(set, _)| *set).map(|(_, name)| name).collect()
}

/// Whether a system call is the one that an operation makes.
fn named(op: &Op, traced: &Traced) -> bool {
    traced.name
        == match op {
            Op::Send(send) if send.verb == SendVerb::Write => "write",
            Op::Send(_) => "sendto",
            Op::Recv(recv) if recv.verb == RecvVerb::Read => "read",
            Op::Recv(_) => "recvfrom",
            Op::Shutdown(_) => "shutdown",
            Op::Close => "close",
            Op::SetOption(..) => "setsockopt",
            Op::Sleep(_) => "clock_nanosleep",
        }
}

/// Whether strace is here and may trace.
fn strace_works() -> bool {
    let tried = Command::new("strace").args(["-o", "/dev/null", "true"]).stderr(Stdio::null()).status();
    let works = tried.is_ok_and(|status| status.success());
    if !works {
        eprintln!("SKIPPED: strace is missing here, or may not trace. On Debian: apt install strace");
    }
    works
}

/// Runs the calls under strace; how many calls were compared.
fn witness(calls: &str, args: &[&str]) -> usize {
    let (script, findings) = parse_script(calls);
    assert!(findings.is_empty(), "{findings:?}");
    let log = tempfile::NamedTempFile::new().unwrap();
    let mut child = Command::new("strace")
        .args(["-f", "-q", "-e", "trace=network,read,write,close", "-e", "signal=none", "-xx", "-s", "4096", "-o"])
        .arg(log.path())
        .arg(assert_cmd::cargo::cargo_bin("chunkscope"))
        .args(["run", "-", "--trace", "--format", "json"])
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("strace");
    write!(child.stdin.take().unwrap(), "```\n{calls}\n```\n").unwrap();
    let output = child.wait_with_output().unwrap();
    let log = std::fs::read_to_string(log.path()).unwrap();
    let told: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    let relayed = args.contains(&"--via");
    let context = format!("{calls}\n{args:?}\n{told}");
    compare(&script, &told, &by_side(&parse_log(&log), relayed), &context)
}

const LESSON: &str = "client: send(s, \"hello!\", 6, 0)\nclient: send(s, \"bye!\", 4, 0)\nserver: recv(s, b, 1024, 0)\nserver: recv(s, b, 1024, 0)";
const VERBS: &str = "client: write(s, \"he\\x00llo\", 6)\nserver: read(s, b, 4)\nserver: n = read(s, b, 1024)\nserver: s.sendall(b\"caf\\xc3\\xa9\")\nclient: x = s.recv(3)\nclient: recv(s, b, 9, MSG_WAITALL)";
const LARGE: &str =
    "client: s.sendall(100000 bytes)\nserver: recv(s, b, 100000, MSG_WAITALL)\nserver: recv(s, b, 5, 0)";
const FLAGS: &str = "client: send(s, \"abcdef\", 6, MSG_NOSIGNAL)\nserver: recv(s, b, 3, MSG_PEEK)\nserver: recv(s, b, 9, MSG_PEEK | MSG_DONTWAIT)\nserver: recv(s, b, 4, MSG_WAITALL)\nserver: recv(s, b, 9, MSG_WAITALL | MSG_DONTWAIT)\nserver: recv(s, b, 9, MSG_DONTWAIT)\nserver: recv(s, b, 0, MSG_DONTWAIT)\nclient: send(s, \"\", 0, 0)\nclient: send(s, \"gh\", 2, MSG_DONTWAIT)\nserver: recv(s, b, 2, MSG_PEEK | MSG_WAITALL)\nserver: recv(s, b, 9, 0)\nserver: recv(s, b, 9, MSG_PEEK | MSG_WAITALL)";
const URGENT: &str = "client: send(s, \"hel\", 3, 0)\nclient: send(s, \"lo!\", 3, MSG_OOB)\nclient: usleep(20000)\nserver: recv(s, b, 1, MSG_OOB)\nserver: recv(s, b, 9, 0)\nserver: recv(s, b, 1, MSG_OOB)";
const MORE: &str = "client: send(s, \"one\", 3, MSG_MORE)\nclient: send(s, \"two\", 3, MSG_MORE | MSG_NOSIGNAL)\nclient: send(s, \"end\", 3, 0)\nserver: recv(s, b, 9, MSG_WAITALL)";
const ENDS: &str = "client: send(s, \"abc\", 3, 0)\nclient: shutdown(s, SHUT_WR)\nclient: send(s, \"d\", 1, 0)\nserver: recv(s, b, 2, 0)\nserver: recv(s, b, 2, 0)\nserver: recv(s, b, 2, 0)\nserver: recv(s, b, 0, 0)\nserver: send(s, \"back\", 4, 0)\nclient: recv(s, b, 9, 0)\nserver: shutdown(s, SHUT_RD)\nserver: recv(s, b, 2, 0)\nserver: shutdown(s, SHUT_RDWR)\nclient: recv(s, b, 9, 0)\nclient: shutdown(s, SHUT_RDWR)\nclient: shutdown(s, SHUT_WR)";
const CLOSED: &str = "client: send(s, \"abc\", 3, 0)\nclient: close(s)\nclient: send(s, \"d\", 1, 0)\nclient: recv(s, b, 1, 0)\nclient: setsockopt(s, IPPROTO_TCP, TCP_NODELAY, 1)\nserver: recv(s, b, 9, 0)\nserver: recv(s, b, 9, 0)\nserver: send(s, \"x\", 1, 0)\nserver: usleep(20000)\nserver: write(s, \"y\", 1)";
const RESET: &str = "client: send(s, \"unread\", 6, 0)\nserver: send(s, \"answer\", 6, 0)\nserver: close(s)\nclient: usleep(20000)\nclient: recv(s, b, 9, 0)\nclient: recv(s, b, 9, 0)\nclient: recv(s, b, 9, 0)\nclient: send(s, \"z\", 1, 0)";
const OPTIONS: &str = "client: setsockopt(s, SOL_SOCKET, SO_SNDBUF, 4096)\nclient: setsockopt(s, SOL_SOCKET, SO_RCVBUF, 1)\nclient: setsockopt(s, SOL_SOCKET, SO_KEEPALIVE, 1)\nclient: setsockopt(s, SOL_SOCKET, SO_REUSEADDR, 1)\nclient: setsockopt(s, IPPROTO_TCP, TCP_NODELAY, 1)\nclient: setsockopt(s, IPPROTO_TCP, TCP_CORK, 1)\nclient: send(s, \"a\", 1, 0)\nclient: send(s, \"b\", 1, 0)\nclient: setsockopt(s, IPPROTO_TCP, TCP_CORK, 0)\nclient: setsockopt(s, IPPROTO_TCP, TCP_QUICKACK, 1)\nclient: setsockopt(s, IPPROTO_TCP, TCP_MAXSEG, 88)\nclient: setsockopt(s, IPPROTO_TCP, TCP_MAXSEG, 5)\nclient: setsockopt(s, IPPROTO_TCP, TCP_NOTSENT_LOWAT, 1)\nserver: setsockopt(s, SOL_SOCKET, SO_RCVLOWAT, 2)\nserver: recv(s, b, 9, 0)";

#[rstest]
fn strace_tells_what_the_trace_tells(
    #[values(LESSON, VERBS, LARGE, FLAGS, URGENT, MORE, ENDS, CLOSED, RESET, OPTIONS)] calls: &str,
    #[values("direct", "whole", "drip", "pieces=2,3")] via: &str,
    #[values("sends-first", "server-first", "free")] start: &str,
) {
    // A piece of one byte for each of 100,000 is another test's patience.
    if !strace_works() || (calls == LARGE && via == "drip") {
        return;
    }
    let via: &[&str] = if via == "direct" { &[] } else { &["--via", via] };
    let compared = witness(calls, &[via, &["--start", start]].concat());
    assert!(compared > 0);
    println!("{compared} calls as strace saw them");
}

#[rstest]
fn strace_tells_what_a_short_send_tells(#[values("non-blocking", "time-out", "signal")] by: &str) {
    if !strace_works() {
        return;
    }
    let log = tempfile::NamedTempFile::new().unwrap();
    let output = Command::new("strace")
        .args(["-f", "-q", "-e", "trace=network", "-e", "signal=none", "-o"])
        .arg(log.path())
        .arg(assert_cmd::cargo::cargo_bin("chunkscope"))
        .args(["short", "--cut", "40", "--by", by, "--format", "json"])
        .output()
        .expect("strace");
    let told: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let mut expected = Vec::new();
    for call in told["steps"].as_array().unwrap().iter().flat_map(|step| step["calls"].as_array().unwrap()) {
        // send(sock, data + 40, 90, MSG_DONTWAIT): its name, its size, its flags.
        let text = call["call"].as_str().unwrap().trim_end_matches(')');
        let args: Vec<&str> = text.split(", ").collect();
        let name = if text.starts_with("send(") { "sendto" } else { "recvfrom" };
        let result = call["returned"].as_i64().unwrap_or(-1);
        let one = (name, args[2].to_owned(), args[3] == "MSG_DONTWAIT", result, call["error"].as_str());
        expected.extend(std::iter::repeat_n(one, call["times"].as_u64().unwrap() as usize));
    }
    let traced = parse_log(&std::fs::read_to_string(log.path()).unwrap());
    let transfers = traced.iter().filter(|call| ["sendto", "recvfrom"].contains(&call.name.as_str()));
    let one = |call| {
        let Traced { name, args, result, errno, .. }: &Traced = call;
        (name.as_str(), args[2].clone(), call.flags() == ["MSG_DONTWAIT"], result.unwrap(), errno.as_deref())
    };
    let seen: Vec<_> = transfers.map(one).collect();
    assert_eq!(seen, expected);
    println!("{} calls as strace saw them", seen.len());
}

#[test]
fn a_false_claim_would_be_found() {
    let log = "7 connect(3, {sa_family=AF_INET}, 16) = 0\n7 accept4(5, NULL, NULL, SOCK_CLOEXEC) = 4\n\
               8 sendto(3, \"\\x61\\x62\", 2, MSG_NOSIGNAL, NULL, 0) = 2\n9 recvfrom(4,  <unfinished ...>\n\
               8 sendto(3, \"\\x63\", 1, MSG_NOSIGNAL, NULL, 0) = 1\n\
               9 <... recvfrom resumed>\"\\x61\\x62\", 9, 0, NULL, NULL) = 2\n";
    let (script, _) =
        parse_script("client: send(s, \"ab\", 2, 0)\nserver: recv(s, b, 9, 0)\nclient: send(s, \"c\", 1, 0)");
    let told = |data: &str, returned: i64| {
        serde_json::json!({"trace": [
            {"call": 1, "does": "send", "returned": 2}, {"call": 2, "does": "recv"},
            {"call": 3, "does": "send", "returned": 1}, {"call": 2, "resumed": "recv", "returned": returned, "data": data},
        ]})
    };
    let traced = by_side(&parse_log(log), false);
    assert_eq!(compare(&script, &told("ab", 2), &traced, ""), 3);
    for (data, returned) in [("ax", 2), ("ab", 3), ("abc", 3)] {
        let wrong = told(data, returned);
        let found = std::panic::catch_unwind(|| compare(&script, &wrong, &traced, ""));
        assert!(found.is_err(), "{data} {returned}");
    }
}
