//! What sockets on the loopback interface do here, and what the kernel tells of them.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::Check;
use crate::msg;
use crate::net::{self, Listeners, Options, Pair};
use crate::text::Message;

/// Connections to ourselves, and the kernel's numbers.
pub fn checks() -> Vec<Check> {
    let ways =
        [("doctor-loopback-v4", IpAddr::from(Ipv4Addr::LOCALHOST)), ("doctor-loopback-v6", Ipv6Addr::LOCALHOST.into())];
    let tried = ways.map(|(title, address)| (title, address, net::greet(address)));
    let any = tried.iter().any(|(.., result)| result.is_ok());
    let mut checks: Vec<Check> = tried
        .into_iter()
        .map(|(title, address, result)| match result {
            Ok(()) => Check::ok(title, msg!("doctor-loopback-works", address = address.to_string())),
            Err((what, error)) => {
                let reason = error.to_string();
                let found = msg!("doctor-loopback-fails", address = address.to_string(), what = what, reason = reason);
                match any {
                    true => Check::note(title, found, msg!("doctor-loopback-other")),
                    false => Check::trouble(title, found, msg!("doctor-loopback-advice")),
                }
            }
        })
        .collect();
    if let Ok(pair) = connected() {
        checks.extend(numbers(&pair));
    }
    checks
}

fn connected() -> Result<Pair, net::SetupError> {
    let options = Options { nodelay: Some(true), ..Options::default() };
    let pair = Listeners::new()?.connect(&options, &options)?;
    net::send(Some(&pair.client), b"hello!", net::Flags::of_send(Default::default()))
        .map_err(|error| ("send", error))?;
    Ok(pair)
}

/// What is known of a connection on which six bytes wait to be read.
fn numbers(pair: &Pair) -> [Check; 5] {
    let told = |title, tells: bool, found: &'static str| match tells {
        true => Check::ok(title, Message::new(found)),
        false => Check::note(title, msg!("doctor-not-told"), msg!("doctor-not-told-advice")),
    };
    let read_back = pair.client.tcp_nodelay().ok() == Some(true) && net::granted(&pair.server).1 > 0;
    [
        told("doctor-siocinq", net::unread_bytes(&pair.server).is_some(), "doctor-siocinq-told"),
        told("doctor-siocoutq", net::sent_unacknowledged(&pair.client).is_some(), "doctor-siocoutq-told"),
        told("doctor-tcp-info-segments", net::counted(&pair.client).is_some(), "doctor-tcp-info-segments-told"),
        told("doctor-tcp-info-bytes", net::bytes_received(&pair.server).is_some(), "doctor-tcp-info-bytes-told"),
        told("doctor-options", read_back, "doctor-options-told"),
    ]
}
