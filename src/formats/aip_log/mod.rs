#![doc = include_str!("README.md")]

mod event;
mod label;
mod record;

pub use record::AipLogRow;

use super::format::RecordFormat;

impl RecordFormat for AipLogRow<'_> {
    const TELLING: &'static [&'static [&'static str]] =
        &[&["Activity_s"], &["Activity_s_s"], &["Activity", "ItemPath", "LabelName"]];

    fn is_plausible(&self) -> bool {
        self.what().is_some()
    }
}
