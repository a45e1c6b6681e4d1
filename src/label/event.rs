//! What a record says of a label.

use std::borrow::Cow;

use super::change::{Finding, LabelChange, Witness};
use crate::catalog::{
    ActionSource, ActionSourceDetail, ApplicationMode, Code, LabelEffect, LabelEventType, LabelOperation, Open,
    RecordType,
};
use crate::read::Record;
use crate::unified::{AuditRecord, ProtectionEventData, SensitivityLabelEventData};
use crate::wire::{DecodeError, Str};

/// How a label came to be set.
///
/// ```
/// use msaudit::label::How;
///
/// assert_eq!(How::Automatic.name(), "automatic");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "kebab-case")]
#[non_exhaustive]
pub enum How {
    /// A person chose it.
    Manual,
    /// A policy, a client or a service set it.
    Automatic,
    /// It is the default of a policy.
    Default,
    /// It was recommended to a person.
    Recommended,
}

impl How {
    /// The name: `manual`, `automatic`, ...
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// What happened to the protection of the content, apart from its label.
///
/// ```
/// use msaudit::label::ProtectionChange;
///
/// assert_eq!(ProtectionChange::Removed.name(), "removed");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "kebab-case")]
#[non_exhaustive]
pub enum ProtectionChange {
    /// It is protected and was not before.
    Applied,
    /// It is and was protected, with another owner.
    Changed,
    /// It was protected and is not any more.
    Removed,
}

impl ProtectionChange {
    /// The name: `applied`, `changed`, `removed`.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// What a record says of a sensitivity label.
///
/// ```
/// use msaudit::label::{LabelChange, LabelEvent};
/// use msaudit::read::Reader;
///
/// let json = br#"{"RecordType":94,"Operation":"SensitivityLabelUpdated","SensitivityLabelEventData":{
///     "SensitivityLabelId":"b","OldSensitivityLabelId":"a","LabelEventType":2}}"#;
/// let entry = Reader::new(&json[..]).records().next().expect("there is one")?;
/// let event = LabelEvent::of(entry.record())?.expect("it tells of a label");
/// assert_eq!(event.old_id(), Some("a"));
/// assert_eq!(event.finding().change(), LabelChange::Downgraded);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct LabelEvent<'r> {
    operation: Option<&'static LabelOperation>,
    event_type: Option<LabelEventType>,
    old_id: Option<Cow<'r, str>>,
    new_id: Option<Cow<'r, str>>,
    justification: Option<Cow<'r, str>>,
    how: Option<How>,
    protection: Option<ProtectionChange>,
}

impl<'r> LabelEvent<'r> {
    /// What the record says of a label, if it says anything.
    ///
    /// # Errors
    ///
    /// If the part of the record that holds the label is not what it is documented to be.
    pub fn of(record: &'r Record<'_>) -> Result<Option<Self>, DecodeError> {
        match record {
            Record::ManagementApi(record) => Self::of_audit_record(record),
            _ => Ok(None),
        }
    }

    /// The id of the label before, as written.
    pub fn old_id(&self) -> Option<&str> {
        self.old_id.as_deref()
    }

    /// The id of the label after, as written.
    pub fn new_id(&self) -> Option<&str> {
        self.new_id.as_deref()
    }

    /// Why the user lowered or removed the label.
    pub fn justification(&self) -> Option<&str> {
        self.justification.as_deref()
    }

    /// How the label came to be set.
    pub fn how(&self) -> Option<How> {
        self.how
    }

    /// What happened to the protection.
    pub fn protection(&self) -> Option<ProtectionChange> {
        self.protection
    }

    /// The documented operation, by record type and name.
    pub fn operation(&self) -> Option<&'static LabelOperation> {
        self.operation
    }

    /// How the label changed, by what the record says.
    pub fn finding(&self) -> Finding {
        Finding::new([
            (Witness::Event, self.said_by_event()),
            (Witness::Operation, self.said_by_operation()),
            (Witness::Book, None),
        ])
    }

    fn said_by_event(&self) -> Option<LabelChange> {
        let change = match self.event_type? {
            // A first label is reported as an upgrade, as a change of the same order, or as none.
            LabelEventType::None | LabelEventType::LabelUpgraded | LabelEventType::LabelChangedSameOrder
                if self.old_id.is_none() && self.new_id.is_some() && !self.is_unchanged_by_operation() =>
            {
                LabelChange::Applied
            }
            LabelEventType::None => return None,
            LabelEventType::LabelUpgraded => LabelChange::Upgraded,
            LabelEventType::LabelDowngraded => LabelChange::Downgraded,
            LabelEventType::LabelRemoved => LabelChange::Removed,
            LabelEventType::LabelChangedSameOrder => LabelChange::SameOrder,
        };
        Some(change)
    }

    fn said_by_operation(&self) -> Option<LabelChange> {
        match self.operation?.effect() {
            LabelEffect::Applied => Some(LabelChange::Applied),
            LabelEffect::Removed => Some(LabelChange::Removed),
            // That it changed does not tell in which direction.
            LabelEffect::Changed => None,
            _ => Some(LabelChange::Unchanged),
        }
    }

    fn is_unchanged_by_operation(&self) -> bool {
        self.said_by_operation() == Some(LabelChange::Unchanged)
    }

    fn of_audit_record(record: &'r AuditRecord<'_>) -> Result<Option<Self>, DecodeError> {
        let record_type = record.record_type.as_ref().and_then(Code::known);
        let operation = record_type
            .zip(record.operation.as_ref())
            .and_then(|(record_type, operation)| LabelOperation::find(record_type, operation));
        let data = record.label_event_data()?.unwrap_or_default();
        let (old, new) = ids(record, record_type, data.clone());
        let event_type = data.label_event_type.as_ref().and_then(Code::known);
        let changes_a_label = operation.is_some_and(|row| {
            matches!(row.effect(), LabelEffect::Applied | LabelEffect::Changed | LabelEffect::Removed)
        });
        if !changes_a_label && old.is_none() && new.is_none() && event_type.is_none() {
            return Ok(None);
        }
        let protection = record.protection_event_data()?;
        Ok(Some(Self {
            operation,
            event_type,
            old_id: old,
            new_id: new,
            how: how(record, &data),
            protection: protection.as_ref().and_then(protection_change),
            justification: filled(data.justification_text)
                .or_else(|| filled_ref(record.sensitivity_label_justification_text.as_ref())),
        }))
    }
}

/// The ids of the label before and after, from wherever this kind of record keeps them.
fn ids<'r>(
    record: &'r AuditRecord<'_>,
    record_type: Option<RecordType>,
    data: SensitivityLabelEventData<'r>,
) -> (Option<Cow<'r, str>>, Option<Cow<'r, str>>) {
    let of_message_or_file = record_type.is_some_and(|record_type| {
        matches!(
            record_type,
            RecordType::MipLabel | RecordType::SensitivityLabelAction | RecordType::SensitivityLabeledFileAction
        )
    });
    let old = filled(data.old_sensitivity_label_id).or_else(|| filled_ref(record.source_label.as_ref()));
    let new = filled(data.sensitivity_label_id)
        .or_else(|| filled_ref(record.destination_label.as_ref()))
        .or_else(|| filled_ref(record.sensitivity_label_id.as_ref()))
        .or_else(|| filled_ref(record.label_id.as_ref().filter(|_| of_message_or_file)));
    (old, new)
}

fn how(record: &AuditRecord<'_>, data: &SensitivityLabelEventData<'_>) -> Option<How> {
    let source = data.action_source.as_ref().and_then(Code::known);
    let detail = data.action_source_detail.as_ref().and_then(Code::known);
    let mode = record.application_mode.as_ref().and_then(Open::known);
    match (source, detail, mode) {
        (Some(ActionSource::Default), _, _) => Some(How::Default),
        (Some(ActionSource::Auto), _, _) => Some(How::Automatic),
        (Some(ActionSource::Manual), _, _) => Some(How::Manual),
        (Some(ActionSource::Recommended), _, _) => Some(How::Recommended),
        (_, Some(ActionSourceDetail::AutoByInheritance | ActionSourceDetail::AutoByDeploymentPipeline), _) => {
            Some(How::Automatic)
        }
        (_, _, Some(ApplicationMode::Privileged)) => Some(How::Manual),
        (_, _, Some(ApplicationMode::Standard)) => Some(How::Automatic),
        _ => None,
    }
}

fn protection_change(data: &ProtectionEventData<'_>) -> Option<ProtectionChange> {
    let flag = |raw: &Option<crate::wire::Raw<'_>>| raw.as_ref().and_then(crate::wire::Raw::as_bool);
    match (flag(&data.is_protected_before)?, flag(&data.is_protected)?) {
        (false, true) => Some(ProtectionChange::Applied),
        (true, false) => Some(ProtectionChange::Removed),
        (true, true) => {
            let before = data.previous_protection_owner.as_ref().filter(|owner| !owner.is_empty())?;
            let changed = data.protection_owner.as_ref().is_some_and(|owner| !owner.eq_ignore_ascii_case(before));
            changed.then_some(ProtectionChange::Changed)
        }
        (false, false) => None,
    }
}

fn filled(text: Option<Str<'_>>) -> Option<Cow<'_, str>> {
    text.filter(|text| !text.trim().is_empty()).map(Str::into_cow)
}

fn filled_ref<'r>(text: Option<&'r Str<'_>>) -> Option<Cow<'r, str>> {
    text.filter(|text| !text.trim().is_empty()).map(|text| Cow::Borrowed(text.as_str()))
}
