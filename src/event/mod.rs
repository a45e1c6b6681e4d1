//! One view over every record: when, what, who, on what, and how it ended; and over many of them: [`Filter`] chooses,
//! [`Summary`] counts and answers, [`Drift`] tells what the catalogue lacks.

mod activity_explorer;
mod actor;
mod aip_log;
mod answer;
mod bounded;
mod counts;
mod dedup;
mod diagnostic;
mod drift;
mod enrich;
mod filter;
mod graph;
mod json;
mod known;
mod line;
mod log_analytics;
mod mpip;
mod objects;
mod office_activity;
mod outcome;
mod portal_csv;
mod search_row;
mod splice;
mod summary;
mod tally;
mod target;
mod unified;
mod unknown_labels;
mod view;

pub use actor::{Actor, ActorKind};
pub use answer::Answer;
pub use counts::Counts;
pub use dedup::{CopyOf, Dedup};
pub use drift::{Drift, Missing, MissingKind};
pub use enrich::{EnrichError, Enriched, Enricher, Kept};
pub use filter::{Filter, TimeBound, TimeBoundError};
pub use known::Known;
pub use line::{Line, Part, Problem};
pub use objects::{Object, Objects};
pub use outcome::Outcome;
pub use summary::Summary;
pub use tally::Tally;
pub use target::{Change, PropertyValue, Target};
pub use unknown_labels::{UnknownLabel, UnknownLabels};
pub use view::Event;
