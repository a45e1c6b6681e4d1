//! Operations of label events.

use super::{AipActivity, LABEL_OPERATIONS, LabelEffect, RecordType, fold};

/// An operation on a sensitivity label, as one record type names it.
///
/// The record type belongs to the key: `SensitivityLabelApplied` is written by Office, AIP clients, Power BI and
/// SharePoint sites alike.
///
/// Source: `catalog/label_operations.tsv`, where each row names its own.
///
/// ```
/// use msaudit::catalog::{LabelEffect, LabelOperation, RecordType};
///
/// let office = LabelOperation::find(RecordType::SensitivityLabelAction, "SensitivityLabelUpdated");
/// assert_eq!(office.map(LabelOperation::effect), Some(LabelEffect::Changed));
/// assert!(LabelOperation::find(RecordType::ExchangeItem, "SensitivityLabelUpdated").is_none());
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct LabelOperation {
    pub(super) record_type: RecordType,
    pub(super) operation: &'static str,
    pub(super) effect: LabelEffect,
    pub(super) aip_activities: &'static [AipActivity],
}

impl LabelOperation {
    /// The documented operation with this record type and name; the name may differ as [`fold()`] allows.
    pub fn find(record_type: RecordType, operation: &str) -> Option<&'static Self> {
        let candidates = record_type.label_operations();
        let exact = candidates.iter().find(|row| row.operation == operation);
        if exact.is_some() || candidates.is_empty() {
            return exact;
        }
        let operation = fold(operation);
        candidates.iter().find(|row| row.operation.eq_ignore_ascii_case(&operation))
    }

    /// All of them, by record type and name.
    pub fn all() -> &'static [Self] {
        &LABEL_OPERATIONS
    }

    /// The record type that writes it.
    pub fn record_type(&self) -> RecordType {
        self.record_type
    }

    /// Its name, without the full stop that the unified audit log adds to directory operations.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// What it does.
    pub fn effect(&self) -> LabelEffect {
        self.effect
    }

    /// The activities of the Azure Information Protection log that became this operation.
    pub fn aip_activities(&self) -> &'static [AipActivity] {
        self.aip_activities
    }
}

#[cfg(test)]
mod tests {
    use super::{LABEL_OPERATIONS, fold};

    #[test]
    fn operations_are_written_in_folded_form_apart_from_case() {
        for row in &LABEL_OPERATIONS {
            assert!(row.operation.eq_ignore_ascii_case(&fold(row.operation)), "`{}`", row.operation);
        }
    }
}
