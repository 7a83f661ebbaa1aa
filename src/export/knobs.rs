//! What was asked of the system, and what it made of it, as JSON.

use serde::Serialize;

use crate::engine::{Cpus, Knobs, Measured, values};

/// What was asked for, in JSON; only what was.
#[derive(Debug, Serialize)]
pub struct Asked {
    #[serde(skip_serializing_if = "Option::is_none")]
    gap: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nodelay: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sndbuf: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rcvbuf: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maxseg: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cpus: Option<&'static str>,
    #[serde(skip_serializing_if = "is_off")]
    reuse: bool,
    #[serde(skip_serializing_if = "is_off")]
    fresh_process: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_off(on: &bool) -> bool {
    !*on
}

/// What the system made of it, in JSON; pairs are client, server.
#[derive(Debug, Serialize)]
pub struct Granted {
    sndbuf: [u32; 2],
    rcvbuf: [u32; 2],
    nodelay: [bool; 2],
    maxseg: [u32; 2],
    /// The shortest and the longest gap, in nanoseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    gap_ns: Option<[u128; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cpus: Option<[usize; 2]>,
}

/// What was asked for; none where nothing was.
pub fn asked(knobs: &Knobs) -> Option<Asked> {
    let Knobs { sndbuf, rcvbuf, nodelay, maxseg, gap, cpus, reuse, process, kernel: _ } = *knobs;
    let gap = gap.map(values::gap_words);
    let cpus = cpus.map(Cpus::word);
    (*knobs != Knobs::default()).then_some(Asked {
        gap,
        nodelay,
        sndbuf,
        rcvbuf,
        maxseg,
        cpus,
        reuse,
        fresh_process: process,
    })
}

/// As JSON.
pub fn granted(measured: &Measured) -> Granted {
    let Measured { granted, gaps, cpus } = *measured;
    Granted {
        sndbuf: granted.sndbuf,
        rcvbuf: granted.rcvbuf,
        nodelay: granted.nodelay,
        maxseg: granted.maxseg,
        gap_ns: gaps.map(|gaps| gaps.map(|gap| gap.as_nanos())),
        cpus,
    }
}
