#![doc = include_str!("README.md")]

mod event;
mod label;
mod record;

pub use record::{AppIdentity, DirectoryAudit, InitiatedBy, KeyValue, ModifiedProperty, TargetResource, UserIdentity};

pub(crate) use event::{actor, change, target};
pub(crate) use label::{LabelProperty, group_label_event, group_label_ids};

use super::format::RecordFormat;

impl RecordFormat for DirectoryAudit<'_> {
    const TELLING: &'static [&'static [&'static str]] = &[&["activityDisplayName"]];

    fn is_plausible(&self) -> bool {
        self.activity_display_name.is_some()
    }
}
