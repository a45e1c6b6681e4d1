//! Operations of the unified audit log: where they are listed, and under which friendly name.

use super::edition::EditionSet;
use super::vocabulary::Vocabulary;
use super::vocabulary::sealed::Sealed;
use super::{
    CMDLET_VERBS, Edition, Evidence, FRIENDLY_NAMES, OBSERVED_OPERATIONS, OPERATION_LISTING_STARTS, OPERATION_LISTINGS,
    OPERATION_TABLE, Operation, RecordType, Section, Workload,
};

impl Operation {
    /// Where the editions list this operation; never empty.
    ///
    /// ```
    /// use msaudit::catalog::{Edition, Operation, Section};
    ///
    /// let listings = Operation::FileAccessed.listings();
    /// let purview = listings.iter().find(|row| row.edition() == Edition::Purview2023).expect("it is listed");
    /// assert_eq!(purview.section(), Section::FileAndPageActivities);
    /// assert_eq!(purview.friendly_name(), Some("Accessed file"));
    /// ```
    pub fn listings(self) -> &'static [OperationListing] {
        let index = usize::from(self.index());
        &OPERATION_LISTINGS
            [usize::from(OPERATION_LISTING_STARTS[index])..usize::from(OPERATION_LISTING_STARTS[index + 1])]
    }

    /// The editions that list this operation.
    pub fn editions(self) -> EditionSet {
        self.listings().iter().map(OperationListing::edition).collect()
    }

    /// The name in plain words that an edition gives it, from any section. Two sections may mean different things by one
    /// word: where the workload is known, ask [`friendly_name_in`](Self::friendly_name_in).
    ///
    /// ```
    /// use msaudit::catalog::Operation;
    ///
    /// assert_eq!(Operation::FileAccessed.friendly_name(), Some("Accessed file"));
    /// assert_eq!(Operation::SetMailbox.friendly_name(), None);
    /// ```
    pub fn friendly_name(self) -> Option<&'static str> {
        self.listings().iter().rev().find_map(OperationListing::friendly_name)
    }

    /// The name in plain words that it has in the sections of a workload.
    ///
    /// ```
    /// use msaudit::catalog::{Operation, Workload};
    ///
    /// let create = Operation::find("Create").expect("it is listed");
    /// assert_eq!(create.friendly_name_in(Workload::Exchange), Some("Created mailbox item"));
    /// assert_eq!(create.friendly_name_in(Workload::MicrosoftTeams), None);
    /// ```
    pub fn friendly_name_in(self, workload: Workload) -> Option<&'static str> {
        let mut rows = self.listings().iter().rev().filter(|row| row.section().workloads().contains(&workload));
        rows.find_map(OperationListing::friendly_name)
    }

    /// Whether a section of this workload lists it.
    ///
    /// ```
    /// use msaudit::catalog::{Operation, Workload};
    ///
    /// assert!(Operation::FileAccessed.is_listed_in(Workload::OneDrive));
    /// assert!(!Operation::FileAccessed.is_listed_in(Workload::Exchange));
    /// ```
    pub fn is_listed_in(self, workload: Workload) -> bool {
        self.listings().iter().any(|row| row.section().workloads().contains(&workload))
    }

    /// How the name is known, if no edition prints it.
    ///
    /// ```
    /// use msaudit::catalog::{Evidence, Operation};
    ///
    /// assert_eq!(Operation::find("CopilotInteraction").and_then(Operation::evidence), Some(Evidence::Log));
    /// assert_eq!(Operation::FileAccessed.evidence(), None);
    /// ```
    pub fn evidence(self) -> Option<Evidence> {
        let found = OBSERVED_OPERATIONS.binary_search_by_key(&self, |&(operation, _)| operation);
        found.ok().map(|at| OBSERVED_OPERATIONS[at].1)
    }

    /// Whether it is a cmdlet of Exchange Online or of Security & Compliance.
    ///
    /// ```
    /// use msaudit::catalog::Operation;
    ///
    /// assert!(Operation::find("set-mailbox").is_some_and(Operation::is_cmdlet));
    /// assert!(!Operation::FileAccessed.is_cmdlet());
    /// ```
    pub fn is_cmdlet(self) -> bool {
        let cmdlets = [Section::ExchangeOnlineCmdlets, Section::SecurityComplianceCmdlets];
        self.listings().iter().any(|row| cmdlets.contains(&row.section()))
    }
}

/// One row of one edition: an operation in a section, with its name in plain words.
///
/// Source: the edition's table in `catalog/operations`; [`Edition::source`](super::Edition::source) names the document.
///
/// ```
/// use msaudit::catalog::{Operation, Section};
///
/// let cmdlet = &Operation::SetMailbox.listings()[0];
/// assert_eq!(cmdlet.section(), Section::ExchangeOnlineCmdlets);
/// assert_eq!(cmdlet.operation_as_printed(), "Set-Mailbox");
/// assert_eq!(cmdlet.friendly_name(), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OperationListing {
    // A spelling index: it gives the value and the printed text.
    pub(super) operation: u16,
    pub(super) friendly_name: u16,
    pub(super) section: Section,
    pub(super) edition: Edition,
}

impl OperationListing {
    /// The edition that prints the row.
    pub fn edition(&self) -> Edition {
        self.edition
    }

    /// The section it is listed in.
    pub fn section(&self) -> Section {
        self.section
    }

    /// The operation.
    pub fn operation(&self) -> Operation {
        Operation::ALL[usize::from(OPERATION_TABLE.owner(self.operation))]
    }

    /// The operation exactly as printed, misprints included.
    pub fn operation_as_printed(&self) -> &'static str {
        OPERATION_TABLE.spelling(self.operation)
    }

    /// Its name in plain words, where the edition gives one.
    pub fn friendly_name(&self) -> Option<&'static str> {
        Some(FRIENDLY_NAMES[usize::from(self.friendly_name)]).filter(|name| !name.is_empty())
    }
}

/// Whether a text has the form of a cmdlet: a verb that PowerShell approves, a hyphen, a noun of letters and digits.
///
/// New cmdlets appear faster than tables do. Under the record types of cmdlets such a text is a cmdlet whose name the
/// catalogue lacks, not an unknown activity.
///
/// ```
/// use msaudit::catalog::is_cmdlet_name;
///
/// assert!(is_cmdlet_name("Get-DlpSiDetectionsReport"));
/// assert!(!is_cmdlet_name("Frob-Mailbox"));
/// assert!(!is_cmdlet_name("Set- Mailbox"));
/// ```
pub fn is_cmdlet_name(text: &str) -> bool {
    text.split_once('-').is_some_and(|(verb, noun)| {
        !noun.is_empty()
            && noun.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && CMDLET_VERBS.iter().any(|approved| approved.eq_ignore_ascii_case(verb))
    })
}

impl RecordType {
    /// The operations that records of this type can log, as far as a section of an edition is known to stand for the type.
    ///
    /// ```
    /// use msaudit::catalog::{Operation, RecordType};
    ///
    /// assert!(RecordType::ExchangeAdmin.operations().any(|operation| operation == Operation::NewInboxRule));
    /// assert!(RecordType::AipHeartBeat.operations().eq([Operation::HeartBeat]));
    /// ```
    pub fn operations(self) -> impl Iterator<Item = Operation> + Clone {
        Operation::all().filter(move |operation| {
            operation.listings().iter().any(|row| row.section().record_types().contains(&self))
        })
    }

    /// The workloads whose records are known to be of this type.
    pub fn workloads(self) -> impl Iterator<Item = Workload> + Clone {
        Workload::all().filter(move |workload| workload.record_types().contains(&self))
    }

    /// Whether its operations are cmdlets.
    ///
    /// ```
    /// use msaudit::catalog::RecordType;
    ///
    /// assert!(RecordType::ExchangeAdmin.logs_cmdlets());
    /// assert!(!RecordType::ExchangeItem.logs_cmdlets());
    /// ```
    pub fn logs_cmdlets(self) -> bool {
        matches!(self, Self::ExchangeAdmin | Self::SecurityComplianceCenterEOPCmdlet)
    }
}
