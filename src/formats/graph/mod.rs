#![doc = include_str!("README.md")]

mod event;
mod record;

pub use record::DirectoryAudit;

use super::format::RecordFormat;

impl RecordFormat for DirectoryAudit<'_> {
    const TELLING: &'static [&'static [&'static str]] = &[&["activityDisplayName"]];

    fn is_plausible(&self) -> bool {
        self.activity_display_name.is_some()
    }
}
