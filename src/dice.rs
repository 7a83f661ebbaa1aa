//! Random numbers that a seed determines, on every machine and in every version.

use rand::rngs::Xoshiro256PlusPlus;
use rand::{Rng, SeedableRng};

/// A portable generator, and a mapping of our own: nothing here may change, or a seed would mean something else.
#[derive(Debug)]
pub(crate) struct Dice(Xoshiro256PlusPlus);

impl Dice {
    /// One seed feeds several uses; `use_number` keeps them apart.
    pub(crate) fn new(seed: u64, use_number: u64) -> Self {
        Dice(Xoshiro256PlusPlus::seed_from_u64(seed ^ use_number.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn within(&mut self, low: u64, high: u64) -> u64 {
        let span = u128::from(high.saturating_sub(low)) + 1;
        low + ((u128::from(self.0.next_u64()) * span) >> 64) as u64
    }

    /// Any number: the seed of something else.
    pub(crate) fn seed(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// Yes, `times` in `of` times.
    pub(crate) fn chance(&mut self, times: u64, of: u64) -> bool {
        self.within(1, of) <= times
    }

    /// One of `choices`, which are some.
    pub(crate) fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.within(0, choices.len() as u64 - 1) as usize]
    }

    /// Another order.
    pub(crate) fn shuffle<T>(&mut self, things: &mut [T]) {
        for last in (1..things.len()).rev() {
            things.swap(last, self.within(0, last as u64) as usize);
        }
    }
}
