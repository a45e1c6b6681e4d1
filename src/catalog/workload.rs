//! Workloads of the unified audit log, and the sections that its documents list operations in.

use super::vocabulary::sealed::Sealed;
use super::{Evidence, Operation, RecordType, SECTION_ROWS, Section, WORKLOAD_ROWS, Workload};

/// What the catalogue knows of a section. The generator fills it.
#[derive(Debug)]
pub(super) struct SectionRow {
    pub(super) value: Section,
    pub(super) record_types: &'static [RecordType],
    pub(super) workloads: &'static [Workload],
}

/// What the catalogue knows of a workload. The generator fills it.
#[derive(Debug)]
pub(super) struct WorkloadRow {
    pub(super) value: Workload,
    pub(super) record_types: &'static [RecordType],
    pub(super) evidence: Evidence,
}

impl Section {
    /// The record types whose operations the section lists; empty where that is not known.
    pub fn record_types(self) -> &'static [RecordType] {
        SECTION_ROWS[usize::from(self.index())].record_types
    }

    /// The workloads whose operations the section lists; empty where that is not known.
    pub fn workloads(self) -> &'static [Workload] {
        SECTION_ROWS[usize::from(self.index())].workloads
    }
}

impl Workload {
    /// The record types that its records were seen to have, or are documented to have.
    ///
    /// ```
    /// use msaudit::catalog::{RecordType, Workload};
    ///
    /// assert!(Workload::OneDrive.record_types().contains(&RecordType::SharePointFileOperation));
    /// ```
    pub fn record_types(self) -> &'static [RecordType] {
        WORKLOAD_ROWS[usize::from(self.index())].record_types
    }

    /// How the workload and its record types are known.
    pub fn evidence(self) -> Evidence {
        WORKLOAD_ROWS[usize::from(self.index())].evidence
    }

    /// The operations that this workload can log, as far as a section of an edition is known to stand for it.
    ///
    /// ```
    /// use msaudit::catalog::{Operation, Workload};
    ///
    /// assert!(Workload::SharePoint.operations().any(|operation| operation == Operation::FileAccessed));
    /// assert!(Workload::Exchange.operations().any(|operation| operation == Operation::MailItemsAccessed));
    /// ```
    pub fn operations(self) -> impl Iterator<Item = Operation> + Clone {
        Operation::all().filter(move |operation| operation.is_listed_in(self))
    }
}
