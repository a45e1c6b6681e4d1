//! One view over every record: when, what, who, on what, and how it ended.

mod activity_explorer;
mod actor;
mod aip_log;
mod diagnostic;
mod graph;
mod json;
mod known;
mod line;
mod log_analytics;
mod mpip;
mod office_activity;
mod outcome;
mod portal_csv;
mod search_row;
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
