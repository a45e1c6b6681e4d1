//! What the benchmarks share: how to measure, and the areas that are measured.
//!
//! The benchmark proper is `main.rs`; the program in `bin/allocations.rs` runs the same ways under a counting allocator.
#![forbid(unsafe_code)]

pub mod generate;
pub mod growth;
pub mod lookup;
pub mod measure;
pub mod records;
pub mod rows;
pub mod shapes;
pub mod threads;

use measure::{Claim, Clock, Rounds, Way};

/// A field of the library: the ways that are measured, and what is claimed of them.
#[derive(Debug, Clone, Copy)]
pub struct Area {
    /// The word to filter by.
    pub name: &'static str,
    /// What tells the time.
    pub clock: Clock,
    /// How many rounds.
    pub rounds: Rounds,
    /// Prepares the input, and the ways that work on it.
    pub ways: fn(Scale) -> Vec<Way>,
    /// The rows of the table.
    pub claims: &'static [Claim],
}

/// How much input to measure with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Just enough to see that all ways agree.
    Test,
    /// With `--quick`, and to count allocations.
    Quick,
    /// What the goals are about.
    Full,
}

impl Scale {
    /// How long an export is.
    pub fn bytes(self) -> usize {
        match self {
            Self::Test => 1_000_000,
            Self::Quick => 20_000_000,
            Self::Full => 200_000_000,
        }
    }
}

/// All areas, in the order of the table.
pub const AREAS: &[Area] = &[lookup::AREA, records::AREA, shapes::AREA, rows::AREA, threads::AREA, growth::AREA];
