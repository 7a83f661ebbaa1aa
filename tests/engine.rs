//! Scripts on real sockets: what every run must give. Nothing here depends on speed.
#![allow(missing_docs)]

mod engine_help;

use std::sync::Arc;
use std::time::Duration;

use chunkscope::call::*;
use chunkscope::engine::*;
use chunkscope::trace::What;
use engine_help::*;

#[test]
fn as_written_plain_loopback_gives_something_possible() {
    // Nearly always hello!bye! and a recv that waits; but that is measured, and nothing says that it must be.
    let plan = direct(&lesson());
    for _ in 0..50 {
        assert_eq!(run(&plan).standing(&plan), chunkscope::stream::Standing::Possible);
    }
}

#[test]
fn every_policy_cuts_exactly_in_every_start() {
    for start in STARTS {
        let cells = |policy| cells(&plan(&lesson(), Via::Relay(policy), start));
        assert_eq!(cells(Policy::Whole), "hello!|bye!", "{start:?}");
        assert_eq!(cells(Policy::Merged), "hello!bye!|<blocks>", "{start:?}");
        assert_eq!(cells(Policy::Drip), "h|e", "{start:?}");
        assert_eq!(cells(Policy::Pieces([vec![1, 9], vec![]])), "h|ello!bye!", "{start:?}");
        assert_eq!(cells(Policy::Pieces([vec![2], vec![]])), "he|llo!bye!", "{start:?}");
        assert_eq!(cells(Policy::Pieces([vec![9, 1], vec![]])), "hello!bye|!", "{start:?}");
        assert_eq!(cells(Policy::Pieces([vec![2, 2, 6], vec![]])), "he|ll", "{start:?}");
    }
}

#[test]
fn every_pair_of_cuts_can_be_had_on_one_runner() {
    let mut runner = Runner::new().expect("a runner");
    for first in 1..=9 {
        for second in 1..=10 - first {
            let plan = plan(&lesson(), pieces(&[first, second], &[]), Start::SendsFirst);
            let report = runner.run(&plan, &Cancel::default()).expect("a report");
            check(&plan, &report);
            let (a, b) = (first as usize, (first + second) as usize);
            let stream = "hello!bye!";
            assert_eq!(show(&report.outcome), format!("{}|{}", &stream[..a], &stream[a..b]));
        }
    }
}

#[test]
fn the_same_seed_cuts_alike_and_other_seeds_do_not() {
    let with = |seed| {
        let plan = Plan { seed, ..plan(&lesson(), Via::Relay(Policy::Random), Start::SendsFirst) };
        cells(&plan)
    };
    for start in STARTS {
        let plan = plan(&lesson(), Via::Relay(Policy::Random), start);
        assert_eq!(cells(&plan), with(7), "{start:?}");
    }
    let different: std::collections::BTreeSet<_> = (0..20).map(with).collect();
    assert!(different.len() > 5, "{different:?}");
}

#[test]
fn a_recv_that_nothing_comes_for_blocks_and_hides_what_is_behind_it() {
    let script = script([recv(Server, 10), recv(Server, 10), recv(Client, 5), send(Server, "x")]);
    for via in vias() {
        for start in STARTS {
            assert_eq!(cells(&plan(&script, via.clone(), start)), "<blocks>|<unreached>|<blocks>", "{via:?} {start:?}");
        }
    }
}

#[test]
fn an_empty_script_ends_at_once() {
    for via in vias() {
        for start in STARTS {
            assert_eq!(cells(&plan(&script([]), via.clone(), start)), "");
        }
    }
}

#[test]
fn shutdown_and_close_end_the_stream_after_all_bytes() {
    for end in [shut, close] {
        let script = script([send(Client, "hi"), end(Client), recv(Server, 9), recv(Server, 9), recv(Server, 9)]);
        for start in STARTS {
            for via in [Via::Direct, Via::Relay(Policy::Merged), pieces(&[2], &[])] {
                assert_eq!(cells(&plan(&script, via, start)), "hi|<eof>|<eof>");
            }
            assert_eq!(cells(&plan(&script, Via::Relay(Policy::Drip), start)), "h|i|<eof>");
        }
    }
}

#[test]
fn half_a_connection_goes_on() {
    let script = script([
        send(Client, "ask"),
        shut(Client),
        recv(Server, 9),
        recv(Server, 9),
        send(Server, "answer"),
        recv(Client, 99),
        close(Server),
        recv(Client, 99),
    ]);
    for via in [Via::Direct, Via::Relay(Policy::Whole), Via::Relay(Policy::Merged)] {
        for start in STARTS {
            assert_eq!(cells(&plan(&script, via.clone(), start)), "ask|<eof>|answer|<eof>", "{via:?} {start:?}");
        }
    }
}

#[test]
fn polling_finds_nothing_before_and_something_after() {
    let script = script([poll(Server, 9), send(Client, "hello!"), poll(Server, 2), poll(Server, 9), poll(Server, 9)]);
    let whole = plan(&script, Via::Relay(Policy::Whole), Start::SendsFirst);
    assert_eq!(cells(&whole), "<eagain>|he|llo!|<eagain>");
    let drip = plan(&script, Via::Relay(Policy::Drip), Start::SendsFirst);
    assert_eq!(cells(&drip), "<eagain>|h|e|l");
    // Direct, the bytes may be on their way still.
    assert!(cells(&direct(&script)).starts_with("<eagain>|"));
}

#[test]
fn a_poll_sees_the_end() {
    let script = script([shut(Client), poll(Server, 9), poll(Server, 9)]);
    let plan = plan(&script, Via::Relay(Policy::Whole), Start::SendsFirst);
    assert_eq!(cells(&plan), "<eof>|<eof>");
}

#[test]
fn peeking_leaves_the_bytes() {
    let script = script([send(Client, "hello!"), peek(Server, 3), peek(Server, 9), recv(Server, 9), recv(Server, 9)]);
    for via in [Via::Direct, Via::Relay(Policy::Whole), Via::Relay(Policy::Merged)] {
        for start in STARTS {
            assert_eq!(cells(&plan(&script, via.clone(), start)), "hel|hello!|hello!|<blocks>");
        }
    }
    assert_eq!(cells(&plan(&script, pieces(&[2], &[]), Start::SendsFirst)), "he|he|he|llo!");
}

#[test]
fn waitall_waits_for_all_or_the_end() {
    let all = script([send(Client, "hello!"), send(Client, "bye!"), waitall(Server, 8), waitall(Server, 8)]);
    let ended = script([send(Client, "hello!"), shut(Client), waitall(Server, 8), waitall(Server, 8)]);
    for via in vias() {
        for start in STARTS {
            assert_eq!(cells(&plan(&all, via.clone(), start)), "hello!by|<blocks>", "{via:?} {start:?}");
            assert_eq!(cells(&plan(&ended, via.clone(), start)), "hello!|<eof>", "{via:?} {start:?}");
        }
    }
}

#[test]
fn a_recv_of_nothing_waits_for_something() {
    let script = script([recv(Server, 0), send(Client, "x"), recv(Server, 1), recv(Server, 0)]);
    for via in vias() {
        assert_eq!(cells(&plan(&script, via, Start::SendsFirst)), "|x|<blocks>");
    }
}

#[test]
fn echoes_in_both_directions() {
    let mut calls = Vec::new();
    for _ in 0..5 {
        calls.extend([send(Client, "ping"), recv(Server, 99), send(Server, "pong!"), recv(Client, 99)]);
    }
    let script = script(calls);
    for via in [Via::Direct, Via::Relay(Policy::Whole), Via::Relay(Policy::Merged)] {
        for start in STARTS {
            assert_eq!(cells(&plan(&script, via.clone(), start)), ["ping|pong!"; 5].join("|"), "{via:?} {start:?}");
        }
    }
    let cut = plan(&script, pieces(&[1, 3], &[5]), Start::SendsFirst);
    assert!(cells(&cut).starts_with("p|pong!|ing|pong!|ping"), "{}", cells(&cut));
}

#[test]
fn the_server_may_speak_first() {
    let script = script([send(Server, "220 ready\r\n"), recv(Client, 99), send(Client, "quit"), recv(Server, 99)]);
    for via in [Via::Direct, Via::Relay(Policy::Whole)] {
        for start in STARTS {
            assert_eq!(cells(&plan(&script, via.clone(), start)), "220 ready\r\n|quit");
        }
    }
}

#[test]
fn every_start_gives_a_beginning_of_what_was_sent() {
    let mut runner = Runner::new().expect("a runner");
    let calls = [send(Client, "hello!"), send(Client, "bye!"), recv(Server, 1024), recv(Server, 3), recv(Server, 1024)];
    let script = script(calls);
    for via in vias() {
        for start in STARTS {
            for seed in 0..30 {
                let plan = Plan { seed, ..plan(&script, via.clone(), start) };
                let report = runner.run(&plan, &Cancel::default()).expect("a report");
                check(&plan, &report);
                assert!(b"hello!bye!".starts_with(&received(&script, &report, Server)));
            }
        }
    }
}

#[test]
fn close_with_unread_bytes_resets_the_connection() {
    let script = script([send(Client, "hello!"), recv(Server, 3), close(Server), recv(Client, 9), recv(Client, 9)]);
    assert_eq!(cells(&direct(&script)), "hel|<ECONNRESET>|<eof>");
    // Through a relay a close looks like SHUT_WR.
    let relayed = plan(&script, Via::Relay(Policy::Whole), Start::SendsFirst);
    assert_eq!(cells(&relayed), "hel|<eof>|<eof>");
}

#[test]
fn calls_on_a_closed_socket_fail_in_the_kernel() {
    let script = script([close(Client), send(Client, "x"), recv(Client, 1), close(Client), recv(Server, 1)]);
    for via in [Via::Direct, Via::Relay(Policy::Whole)] {
        for start in STARTS {
            assert_eq!(cells(&plan(&script, via.clone(), start)), "<EBADF>|<eof>");
        }
    }
}

#[test]
fn a_million_bytes_arrive_whole() {
    let recvs = std::iter::repeat_with(|| recv(Server, 1_000_000)).take(40);
    let script = script(std::iter::once(many(Client, 1_000_000)).chain(recvs));
    for via in [Via::Direct, Via::Relay(Policy::Whole), Via::Relay(Policy::Merged), Via::Relay(Policy::Random)] {
        for start in STARTS {
            let report = run(&plan(&script, via.clone(), start));
            let all = received(&script, &report, Server);
            assert!(pattern(1_000_000).starts_with(&all));
            if via != Via::Relay(Policy::Random) {
                assert_eq!(all.len(), 1_000_000, "{via:?} {start:?}");
            }
        }
    }
}

#[test]
fn five_million_bytes_against_random_sizes() {
    let size = Size::Rand(1, 200_000);
    let recvs = (0..150).map(|_| recv_as(Server, RecvVerb::Recv, size, RecvFlags::default()));
    let script = script(std::iter::once(many(Client, 5_000_000)).chain([shut(Client)]).chain(recvs));
    for via in [Via::Direct, Via::Relay(Policy::Merged)] {
        for start in STARTS {
            let report = run(&plan(&script, via.clone(), start));
            assert_eq!(received(&script, &report, Server).len(), 5_000_000, "{via:?} {start:?}");
        }
    }
}

#[test]
fn waitall_drains_a_send_that_is_larger_than_the_buffers() {
    let script = script([many(Client, 20_000_000), waitall(Server, 20_000_000), recv(Server, 1)]);
    for start in STARTS {
        let report = run(&plan(&script, Via::Direct, start));
        assert_eq!(received(&script, &report, Server).len(), 20_000_000, "{start:?}");
    }
}

#[test]
fn a_send_that_nobody_reads_blocks_for_good() {
    let script = script([many(Client, 50_000_000), send(Client, "never")]);
    for start in STARTS {
        let report = run(&plan(&script, Via::Direct, start));
        let whats: Vec<_> = report.trace.events.iter().map(|event| &event.what).collect();
        assert!(whats.contains(&&What::BlocksForGood { call: 0 }), "{whats:?}");
        assert!(whats.contains(&&What::NeverCalled { call: 1 }), "{whats:?}");
    }
}

#[test]
fn options_are_asked_for_and_granted() {
    let knobs =
        Knobs { sndbuf: Some(4096), rcvbuf: Some(4096), nodelay: Some(true), maxseg: Some(536), ..Knobs::default() };
    let report = run(&Plan { knobs, ..direct(&lesson()) });
    let plain = run(&direct(&lesson()));
    assert_eq!(report.granted.nodelay, [true, true]);
    assert_eq!(plain.granted.nodelay, [false, false]);
    for side in 0..2 {
        assert!(report.granted.rcvbuf[side] < plain.granted.rcvbuf[side]);
        assert!(report.granted.sndbuf[side] < plain.granted.sndbuf[side]);
        assert!(report.granted.maxseg[side] <= 536, "{:?}", report.granted);
    }
    let knobs = Knobs { maxseg: Some(1), ..Knobs::default() };
    let refused = Runner::new().expect("a runner").run(&Plan { knobs, ..direct(&lesson()) }, &Cancel::default());
    assert!(matches!(refused, Err(EngineError::Setup { what: "TCP_MAXSEG", .. })), "{refused:?}");
}

#[test]
fn the_smallest_buffers_lose_nothing() {
    let knobs = Knobs { sndbuf: Some(1), rcvbuf: Some(1), ..Knobs::default() };
    let recvs = std::iter::repeat_with(|| recv(Server, 700)).take(60);
    let script = script(std::iter::once(many(Client, 20_000)).chain([shut(Client)]).chain(recvs));
    for via in [Via::Direct, Via::Relay(Policy::Merged)] {
        for start in STARTS {
            let report = run(&Plan { knobs, ..plan(&script, via.clone(), start) });
            assert_eq!(received(&script, &report, Server).len(), 20_000, "{via:?} {start:?}");
        }
    }
}

#[test]
fn options_set_by_the_script_are_really_set() {
    let set = |name, value| op(Client, Op::SetOption(name, value));
    let script = script([
        set(OptionName::TcpNodelay, 1),
        set(OptionName::TcpMaxseg, 1),
        sleep(Client, Duration::from_millis(1)),
        send(Client, "x"),
        recv(Server, 1),
    ]);
    let report = run(&direct(&script));
    let gots = report.trace.events.iter().filter_map(|event| match &event.what {
        What::Return { call, got } => Some((*call, got.clone())),
        _ => None,
    });
    use chunkscope::trace::Got;
    let gots: Vec<_> = gots.into_iter().collect();
    assert_eq!(gots[0], (0, Got::Done));
    assert_eq!(gots[1], (1, Got::Failed(Errno(libc::EINVAL))));
    assert_eq!(gots[2], (2, Got::Done));
}

#[test]
fn urgent_data_and_low_water_marks_run_and_end() {
    let oob = SendFlags { oob: true, ..SendFlags::default() };
    let urgent = script([
        send_as(Client, SendVerb::Send, b"lo!", oob),
        recv(Server, 99),
        recv_as(Server, RecvVerb::Recv, Size::Fixed(1), RecvFlags { oob: true, ..RecvFlags::default() }),
        recv(Server, 99),
    ]);
    assert_eq!(cells(&direct(&urgent)), "lo|!|<blocks>");
    let mark = op(Server, Op::SetOption(OptionName::SoRcvlowat, 8));
    let low = script([mark, send(Client, "hello!"), recv(Server, 99)]);
    assert_eq!(cells(&direct(&low)), "<blocks>");
}

#[test]
fn read_and_write_do_as_recv_and_send_do() {
    let calls = [
        send_as(Client, SendVerb::Write, b"hello!", SendFlags::default()),
        recv_as(Server, RecvVerb::Read, Size::Fixed(4), RecvFlags::default()),
        recv_as(Server, RecvVerb::Read, Size::Fixed(4), RecvFlags::default()),
    ];
    for start in STARTS {
        assert_eq!(cells(&plan(&script(calls.clone()), Via::Relay(Policy::Whole), start)), "hell|o!");
    }
}

#[test]
fn one_thread_after_the_other_may_use_a_runner() {
    let mut runner = Runner::new().expect("a runner");
    let script: Arc<_> = lesson();
    for _ in 0..3 {
        runner = std::thread::spawn({
            let script = Arc::clone(&script);
            move || {
                runner.run(&direct(&script), &Cancel::default()).expect("a report");
                runner
            }
        })
        .join()
        .expect("no panic");
    }
}
