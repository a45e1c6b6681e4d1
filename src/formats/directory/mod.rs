//! The parts of directory events that all formats of the directory's own log share: initiator, targets, changed properties,
//! details.

mod initiator;
mod label;
mod target;

pub use initiator::{AppIdentity, InitiatedBy, UserIdentity};
pub use target::{KeyValue, ModifiedProperty, TargetResource};

pub(crate) use initiator::actor;
pub(crate) use label::{LabelProperty, group_label_event, group_label_ids};
pub(crate) use target::{change, target};
