#![doc = include_str!("README.md")]

mod event;
mod label;
mod record;

pub use record::OfficeActivityRow;

use super::format::RecordFormat;
use crate::formats::unified::PARTS;

impl RecordFormat for OfficeActivityRow<'_> {
    const TELLING: &'static [&'static [&'static str]] = &[&["OfficeWorkload"], &["OfficeId", "RecordType"]];

    const PARTS: &'static [&'static [&'static [&'static str]]] = PARTS;

    fn is_plausible(&self) -> bool {
        self.office_workload.is_some()
    }
}
