//! Record types of the unified audit log.

use super::vocabulary::sealed::Sealed;
use super::{LABEL_OPERATIONS, LabelOperation, LabelRole, RECORD_TYPE_ROWS, RecordType};

/// What the catalogue knows of a record type. The generator fills it.
#[derive(Debug)]
pub(super) struct RecordTypeRow {
    pub(super) value: RecordType,
    pub(super) role: Option<LabelRole>,
    pub(super) in_connector: bool,
}

impl RecordType {
    fn row(self) -> &'static RecordTypeRow {
        &RECORD_TYPE_ROWS[usize::from(self.index())]
    }

    /// How its records relate to sensitivity labels.
    ///
    /// ```
    /// use msaudit::catalog::{LabelRole, RecordType};
    ///
    /// assert_eq!(RecordType::SensitivityLabelAction.label_role(), Some(LabelRole::Label));
    /// assert_eq!(RecordType::SharePointFileOperation.label_role(), Some(LabelRole::Carries));
    /// assert_eq!(RecordType::ExchangeAdmin.label_role(), None);
    /// ```
    pub fn label_role(self) -> Option<LabelRole> {
        self.row().role
    }

    /// Whether a record of this type may tell of a sensitivity label: the type is about labels, or carries operations
    /// on them among others.
    pub fn is_label(self) -> bool {
        matches!(self.label_role(), Some(LabelRole::Label | LabelRole::Carries))
    }

    /// Whether Microsoft Sentinel's Purview Information Protection connector ingests records of this type.
    ///
    /// ```
    /// use msaudit::catalog::RecordType;
    ///
    /// assert_eq!(RecordType::all().filter(|record_type| record_type.in_sentinel_connector()).count(), 12);
    /// ```
    pub fn in_sentinel_connector(self) -> bool {
        self.row().in_connector
    }

    /// The operations of label events that records of this type carry.
    pub fn label_operations(self) -> &'static [LabelOperation] {
        let start = LABEL_OPERATIONS.partition_point(|row| row.record_type < self);
        let end = LABEL_OPERATIONS.partition_point(|row| row.record_type <= self);
        &LABEL_OPERATIONS[start..end]
    }
}
