#![doc = include_str!("README.md")]

mod event;
mod record;

pub use record::DirectoryAudit;

use super::format::RecordFormat;
use crate::formats::directory::PARTS;

impl RecordFormat for DirectoryAudit<'_> {
    const TELLING: &'static [&'static [&'static str]] = &[&["activityDisplayName"]];

    const PARTS: &'static [&'static [&'static [&'static str]]] = PARTS;

    fn is_plausible(&self) -> bool {
        self.activity_display_name.is_some()
    }
}
