#![doc = include_str!("README.md")]

mod event;
mod label;
mod record;

pub use record::MpipRow;

use super::format::RecordFormat;
use crate::formats::unified::PARTS;

impl RecordFormat for MpipRow<'_> {
    const TELLING: &'static [&'static [&'static str]] = &[&["RecordTypeName"]];

    const PARTS: &'static [&'static [&'static [&'static str]]] = PARTS;

    fn is_plausible(&self) -> bool {
        self.record_type_name.is_some()
    }
}
