#![doc = include_str!("README.md")]

mod event;
mod record;

pub use record::{DiagnosticProperties, DiagnosticRecord};

use super::format::RecordFormat;

impl RecordFormat for DiagnosticRecord<'_> {
    const TELLING: &'static [&'static [&'static str]] = &[&["operationName", "properties"]];

    fn is_plausible(&self) -> bool {
        self.properties.is_some() && self.operation_name.is_some()
    }

    fn not_ours(&self) -> Option<&'static str> {
        self.not_ours()
    }
}
