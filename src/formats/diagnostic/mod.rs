#![doc = include_str!("README.md")]

mod event;
mod record;

pub use record::{DiagnosticProperties, DiagnosticRecord};

use super::directory::{AppIdentity, InitiatedBy, KeyValue, ModifiedProperty, TargetResource, UserIdentity};
use super::format::RecordFormat;
use crate::wire::Object;

impl RecordFormat for DiagnosticRecord<'_> {
    const TELLING: &'static [&'static [&'static str]] = &[&["operationName", "properties"]];

    const PARTS: &'static [&'static [&'static [&'static str]]] = &[
        DiagnosticProperties::FIELDS,
        InitiatedBy::FIELDS,
        UserIdentity::FIELDS,
        AppIdentity::FIELDS,
        TargetResource::FIELDS,
        ModifiedProperty::FIELDS,
        KeyValue::FIELDS,
    ];

    fn is_plausible(&self) -> bool {
        self.properties.is_some() && self.operation_name.is_some()
    }

    fn not_ours(&self) -> Option<&'static str> {
        self.not_ours()
    }
}
