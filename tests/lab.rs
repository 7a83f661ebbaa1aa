//! The lab's behaviour, by messages and without any I/O; its screens, as drawn buffers with their styles.

#[path = "lab/build.rs"]
mod build;
#[path = "lab/driver.rs"]
mod driver;
#[path = "lab/editing.rs"]
mod editing;
#[path = "lab/exercises.rs"]
mod exercises;
#[path = "lab/flow.rs"]
mod flow;
#[path = "lab/gym.rs"]
mod gym;
#[path = "lab/happen.rs"]
mod happen;
#[path = "lab/keys.rs"]
mod keys;
#[path = "lab/knobs.rs"]
mod knobs;
#[path = "lab/likely.rs"]
mod likely;
#[path = "lab/loops.rs"]
mod loops;
#[path = "lab/map.rs"]
mod map;
#[path = "lab/network.rs"]
mod network;
#[path = "lab/practice.rs"]
mod practice;
#[path = "lab/projector.rs"]
mod projector;
#[path = "lab/readme.rs"]
mod readme;
#[path = "lab/receivers.rs"]
mod receivers;
#[path = "lab/screens.rs"]
mod screens;
#[path = "lab/scrub.rs"]
mod scrub;
#[path = "lab/short.rs"]
mod short;
#[path = "lab/short_looks.rs"]
mod short_looks;
#[path = "lab/short_sockets.rs"]
mod short_sockets;
#[path = "lab/trials.rs"]
mod trials;
#[path = "lab/workshop.rs"]
mod workshop;
