//! Computations over many events: [`Filter`] selects, [`Dedup`] finds copies, [`Summary`] counts and answers questions,
//! [`Drift`] lists what the catalogue does not know.
//!
//! All of them take bounded memory. Summaries, drift and tallies can be computed in parts and merged in any order.

mod answer;
mod bounded;
mod counts;
mod dedup;
mod drift;
mod filled;
mod filter;
mod names;
mod objects;
mod summary;
mod tally;
mod unknown_labels;

pub use answer::Answer;
pub use counts::Counts;
pub use dedup::{CopyOf, Dedup, Trace};
pub use drift::{Drift, Missing, MissingKind};
pub use filter::{Filter, TimeBound, TimeBoundError};
pub use objects::{Object, Objects};
pub use summary::Summary;
pub use tally::Tally;
pub use unknown_labels::{UnknownLabel, UnknownLabels};

pub(crate) use bounded::{Bounded, Merge, short};
