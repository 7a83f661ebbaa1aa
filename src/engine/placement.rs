//! Which CPUs the threads of the two sides run on.

use std::io;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use super::crew::Crew;
use super::{Cpus, EngineError};
use crate::net;

/// What was done about the threads' places.
#[derive(Debug, Default)]
pub(super) struct Placement {
    asked: Option<Cpus>,
    /// The CPUs that they had at first.
    home: Vec<usize>,
}

impl Crew {
    /// Moves the threads of both sides as asked, or back to where they were; tells where they are if that was asked.
    pub(super) fn place(&mut self, asked: Option<Cpus>) -> Result<Option<[usize; 2]>, EngineError> {
        if self.placement.asked == asked && asked.is_none() {
            return Ok(None);
        }
        let refused = |source| EngineError::Setup { what: "sched_setaffinity", source };
        let threads = self.threads_known().map_err(refused)?;
        if self.placement.asked != asked {
            if self.placement.home.is_empty() {
                self.placement.home = net::cpus(threads[0]).unwrap_or_default();
            }
            let home = &self.placement.home;
            let (Some(first), Some(last)) = (home.first(), home.last()) else {
                return Err(refused(io::ErrorKind::Unsupported.into()));
            };
            let places = match asked {
                None => [&home[..], &home[..]],
                Some(Cpus::One) => [std::slice::from_ref(last); 2],
                Some(Cpus::Two) => [std::slice::from_ref(first), std::slice::from_ref(last)],
            };
            for (thread, place) in threads.iter().zip(places) {
                net::place(*thread, place).map_err(refused)?;
            }
            self.placement.asked = asked;
        }
        let at = |thread| match net::cpus(thread).as_deref() {
            Some([cpu]) => Some(*cpu),
            _ => None,
        };
        Ok(asked.and_then(|_| Some([at(threads[0])?, at(threads[1])?])))
    }

    /// The system's numbers of the two threads, once both run.
    fn threads_known(&self) -> io::Result<[u64; 2]> {
        if cfg!(not(target_os = "linux")) {
            return Err(io::ErrorKind::Unsupported.into());
        }
        let begun = Instant::now();
        loop {
            let threads = self.numbers.each_ref().map(|number| number.load(Ordering::Acquire));
            if !threads.contains(&0) {
                return Ok(threads);
            }
            if begun.elapsed() > Duration::from_secs(2) {
                return Err(io::ErrorKind::Unsupported.into());
            }
            thread::yield_now();
        }
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn threads_go_where_they_are_sent_and_back() {
        let mut crew = Crew::new().expect("threads");
        let threads = crew.threads_known().expect("numbers");
        let home = threads.map(net::cpus);
        assert_eq!(crew.place(None).expect("nothing to do"), None);
        let one = crew.place(Some(Cpus::One)).expect("placed").expect("known");
        assert_eq!(one[0], one[1]);
        let two = crew.place(Some(Cpus::Two)).expect("placed").expect("known");
        let several = home[0].as_ref().is_some_and(|cpus| cpus.len() > 1);
        assert_eq!(two[0] != two[1], several);
        assert_eq!(threads.map(net::cpus), two.map(|cpu| Some(vec![cpu])));
        assert_eq!(crew.place(None).expect("sent back"), None);
        assert_eq!(threads.map(net::cpus), home);
    }
}
