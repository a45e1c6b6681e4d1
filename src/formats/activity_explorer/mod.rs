#![doc = include_str!("README.md")]

mod event;
mod label;
mod record;

pub use record::ExplorerRow;

use super::format::RecordFormat;

impl RecordFormat for ExplorerRow<'_> {
    const TELLING: &'static [&'static [&'static str]] = &[&["Happened", "Activity"]];

    fn is_plausible(&self) -> bool {
        self.happened.is_some()
    }
}
