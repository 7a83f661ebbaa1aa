//! The two steps of a send that does not return before the receiver reads.

use std::time::Duration;

use super::made::{Made, note};
use super::open::Open;
use super::play::{PATIENCE, PAUSE, ShortSend, TRIES};
use super::{By, Call, Found, Order};
use crate::engine::EngineError;

impl ShortSend {
    /// The send that stands open.
    pub(super) fn begin(&mut self, calls: &mut Vec<Call>) -> Result<Found, EngineError> {
        let (by, mut signals) = (self.order.by(), 0);
        let data: Vec<u8> = (0..self.order.length()).map(Order::byte).collect();
        let mut open = Open::begin(&self.pair()?.client, data)?;
        if let By::Signal { .. } = by {
            signals += u32::from(open.signal()?);
        }
        let size = self.order.length();
        if open.waits() {
            calls.push(Call { made: Made::Data { from: 0, by }, size, got: None, times: 1 });
            self.open = Some(open);
            return Ok(Found::Waits { signals });
        }
        let (taken, _) = self.finish(open, calls)?;
        self.changed(taken)
    }

    /// The receiver reads until that send returns.
    pub(super) fn read_until_returned(&mut self, calls: &mut Vec<Call>) -> Result<Found, EngineError> {
        let Some(mut open) = self.open.take() else {
            return Err(EngineError::Stalled("no send stands open".to_owned()));
        };
        let all = self.filled + self.order.length();
        let mut failed = Ok(());
        loop {
            let within = if self.read.len() < all { PAUSE } else { PATIENCE };
            if open.returned(within)?.is_some() {
                break;
            }
            if self.read.len() < all {
                failed = self.read_some(calls);
            }
            if failed.is_err() || within == PATIENCE {
                // Its thread is waited for where the connection is given up.
                self.open = Some(open);
                failed?;
                return Err(EngineError::Stalled("all is read, and the send has not returned".to_owned()));
            }
        }
        let (taken, waited) = self.finish(open, calls)?;
        if self.read.is_empty() {
            return self.changed(taken);
        }
        self.sent = taken;
        Ok(Found::Returned { taken, waited, read: self.read.len() })
    }

    /// Notes what an open send returned: how many bytes, after how long.
    fn finish(&self, mut open: Open, calls: &mut Vec<Call>) -> Result<(usize, Duration), EngineError> {
        let size = self.order.length();
        let found = match open.returned(PATIENCE)? {
            Some((got, took)) => {
                note(calls, Made::Data { from: 0, by: self.order.by() }, size, got);
                let got = got.as_ref().map(|bytes| *bytes);
                (got.map_err(|error| EngineError::Stalled(format!("send: {error}")))?, *took)
            }
            None => return Err(EngineError::Stalled("the send has not returned".to_owned())),
        };
        open.join();
        Ok(found)
    }

    /// The connection had more room than was measured.
    fn changed(&self, taken: usize) -> Result<Found, EngineError> {
        match self.tries < TRIES {
            true => Ok(Found::Changed { taken }),
            false => Err(EngineError::Disagreed(format!(
                "a connection with room for {} bytes took {taken}, twice",
                self.order.cut()
            ))),
        }
    }
}
