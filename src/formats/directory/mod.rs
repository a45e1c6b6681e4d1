//! The parts of directory events that all formats of the directory's own log share: initiator, targets, changed properties,
//! details.

mod initiator;
mod label;
mod target;

pub use initiator::{AppIdentity, InitiatedBy, UserIdentity};
pub use target::{KeyValue, ModifiedProperty, TargetResource};

use crate::wire::Object;

/// The fields of all objects within a record of the directory.
pub(crate) const PARTS: &[&[&[&str]]] = &[
    InitiatedBy::FIELDS,
    UserIdentity::FIELDS,
    AppIdentity::FIELDS,
    TargetResource::FIELDS,
    ModifiedProperty::FIELDS,
    KeyValue::FIELDS,
];

pub(crate) use initiator::actor;
pub(crate) use label::{LabelProperty, group_label_event, group_label_ids};
pub(crate) use target::{change, target};
