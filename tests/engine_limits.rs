//! Where buffers end, the model has no say; and valid scripts come to their end through a relay whatever they ask for.
#![allow(missing_docs)]

mod engine_help;

use chunkscope::call::*;
use chunkscope::engine::*;
use chunkscope::stream::Standing;
use chunkscope::trace::What;
use engine_help::*;

fn plain(side: Side, count: u64) -> chunkscope::script::ScriptCall {
    send_as(side, SendVerb::Send, &pattern(count), SendFlags::default())
}

fn peek_all(side: Side, size: u64) -> chunkscope::script::ScriptCall {
    let flags = RecvFlags { peek: true, waitall: true, ..Default::default() };
    recv_as(side, RecvVerb::Recv, Size::Fixed(size), flags)
}

#[test]
fn a_send_stuck_for_good_is_outside_the_model() {
    let script = script([plain(Client, 16 << 20), recv(Client, 9), send(Server, "y")]);
    for start in STARTS {
        let plan = plan(&script, Via::Direct, start);
        let report = run(&plan);
        assert!(report.assumption_failed, "{start:?}");
        assert_eq!(report.standing(&plan), Standing::Outside, "{start:?}");
        let histogram = burst(&plan, 1, &Cancel::default(), None).expect("a histogram");
        assert_eq!(histogram.impossible, 0, "{start:?}");
    }
}

#[test]
fn a_peek_wider_than_the_buffer_is_outside_the_model() {
    let script = script([plain(Client, 400_000), peek_all(Server, 300_000)]);
    let knobs = Knobs { rcvbuf: Some(4096), ..Knobs::default() };
    for via in [Via::Direct, Via::Relay(Policy::Merged)] {
        let plan = Plan { knobs, ..plan(&script, via.clone(), Start::SendsFirst) };
        let report = run(&plan);
        assert_eq!(show(&report.outcome), "<blocks>", "{via:?}");
        assert_eq!(report.standing(&plan), Standing::Outside, "{via:?}");
    }
}

#[test]
fn what_keeps_to_the_assumptions_is_judged() {
    for via in vias() {
        let plan = plan(&lesson(), via, Start::SendsFirst);
        let report = run(&plan);
        assert!(!report.assumption_failed);
        assert_eq!(report.standing(&plan), Standing::Possible);
    }
}

#[test]
fn urgent_data_gets_through_a_relay() {
    let urgent = SendFlags { oob: true, ..Default::default() };
    let script = script([send_as(Client, SendVerb::Send, b"ab!", urgent), send(Client, "cd"), recv(Server, 2)]);
    for start in STARTS {
        assert_eq!(cells(&plan(&script, Via::Relay(Policy::Merged), start)), "ab", "{start:?}");
    }
}

#[test]
fn a_receive_buffer_made_small_half_way_takes_what_it_can() {
    let small = op(Server, Op::SetOption(OptionName::SoRcvbuf, 2048));
    let script = script([plain(Client, 100_000), small, recv(Server, 10), recv(Server, 10)]);
    for start in STARTS {
        let report = run(&plan(&script, Via::Relay(Policy::Merged), start));
        assert_eq!(received(&script, &report, Server), pattern(20), "{start:?}");
    }
}

#[test]
fn a_recv_asks_for_what_is_written_however_large() {
    let size = i32::MAX as u64;
    let script = script([send(Client, "hello!"), recv(Server, size)]);
    let report = run(&direct(&script));
    assert_eq!(show(&report.outcome), "hello!");
    let asked = report.trace.events.iter().find_map(|event| match event.what {
        What::Enter { call: 1, size } => size,
        _ => None,
    });
    assert_eq!(asked, Some(size));
}

#[test]
fn the_largest_piece_is_no_overflow() {
    assert_eq!(cells(&plan(&lesson(), pieces(&[1, u64::MAX], &[]), Start::SendsFirst)), "h|ello!bye!");
}
