//! Writes what is to be remembered, beside the screen: a disk may be slow. What was given to it before the program ends is
//! written before it ends.

use std::sync::mpsc::{self, Sender};
use std::thread::{self, JoinHandle};

use super::app::Msg;
use crate::progress::Store;
use crate::quiz::review::{Deed, Practice};

/// A thread that writes, one thing after the other.
pub(super) struct Keeper {
    deeds: Option<Sender<Deed>>,
    thread: Option<JoinHandle<()>>,
}

impl Keeper {
    /// Begins to wait for something to write.
    pub(super) fn new(store: Store, tell: Sender<Msg>) -> Keeper {
        let (deeds, given) = mpsc::channel::<Deed>();
        let write = move || {
            while let Ok(first) = given.recv() {
                // What came meanwhile is written with it.
                let all: Vec<Deed> = std::iter::once(first).chain(given.try_iter()).collect();
                let kept = store.change::<Practice>(|kept| all.iter().for_each(|deed| kept.take_in(deed)));
                let notice = match kept {
                    Ok(kept) => kept.notice,
                    Err(error) => Some(error.message()),
                };
                if let Some(why) = notice {
                    let _ = tell.send(Msg::NotKept(why));
                }
            }
        };
        let thread = thread::Builder::new().name("keeper".to_owned()).spawn(write).ok();
        Keeper { deeds: Some(deeds), thread }
    }

    /// Writes it when its turn comes.
    pub(super) fn remember(&self, deed: Deed) {
        if let Some(deeds) = &self.deeds {
            let _ = deeds.send(deed);
        }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.deeds = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
