//! The event model: who did what, when, to which resources, and with what outcome, whatever the format of the record.
//!
//! [`Event`] views a record without decoding it; [`DecodedEvent`] decodes every part once, keeps what failed as
//! [`Problem`]s, and serialises to the JSON that the command line prints. Filters, summaries and other computations over
//! many events are in [`analysis`](crate::analysis).

mod actor;
mod app;
mod decoded;
mod gaps;
mod json;
mod known;
mod outcome;
mod target;
mod view;

pub use actor::{Actor, ActorKind};
pub use app::App;
pub use decoded::{DecodedEvent, Part, Problem};
pub use known::KnownNames;
pub use outcome::Outcome;
pub use target::{Change, PropertyValue, Target};
pub use view::Event;

pub(crate) use gaps::{Gap, Gaps};
pub(crate) use known::Unlisted;
pub(crate) use view::{View, filled, text, trimmed};
