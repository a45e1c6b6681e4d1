//! One view over every record: when, what, who, on what, and how it ended.

mod actor;
mod graph;
mod json;
mod known;
mod line;
mod outcome;
mod tally;
mod target;
mod unified;
mod view;

pub use actor::{Actor, ActorKind};
pub use known::Known;
pub use line::{Line, Part, Problem};
pub use outcome::Outcome;
pub use tally::{Counts, Tally};
pub use target::{Change, PropertyValue, Target};
pub use view::Event;
