//! What can go wrong.

use crate::EventBuilder;

/// An event is larger than a batch can hold, or than the room that is left in one.
///
/// The longest record that a reader takes is shorter, unless [its limit](msaudit::read::Limits::record) is raised.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "the event has {bytes} bytes, and the batch {held} already; expected at most {} in an event and {} in a batch",
    EventBuilder::LONGEST,
    EventBuilder::MOST
)]
pub struct EventTooLarge {
    pub(crate) bytes: usize,
    pub(crate) held: usize,
}
