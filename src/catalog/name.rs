//! A name of the catalogue, of whichever vocabulary, and whether it is documented.

use alloc::string::String;
use alloc::vec::Vec;

use super::edition::EditionSet;
use super::vocabulary::Ident;
use super::{
    Activity, AipActivity, Category, Channel, Edition, Listing, Operation, OperationListing, Service, Workload,
};

/// A name that the catalogue knows, with the vocabulary it belongs to.
///
/// ```
/// use msaudit::catalog::{Activity, AipActivity, Name, NameLookup, Operation};
///
/// let name = |text| NameLookup::new(text).name();
/// assert_eq!(name("Add user"), Some(Name::Activity(Activity::AddUser)));
/// assert_eq!(name("New label"), Some(Name::AipActivity(AipActivity::NewLabel)));
/// assert_eq!(name("New-InboxRule"), Some(Name::Operation(Operation::NewInboxRule)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Name {
    /// An activity of the directory audit log.
    Activity(Activity),
    /// An activity of the Azure Information Protection log.
    AipActivity(AipActivity),
    /// An operation of the unified audit log, cmdlets included.
    Operation(Operation),
    /// A service that logs activities.
    Service(Service),
    /// A category of activities.
    Category(Category),
    /// A workload of the unified audit log.
    Workload(Workload),
}

/// Calls one method of whichever value a name is.
macro_rules! of_value {
    ($name:expr, $value:ident => $call:expr) => {
        match $name {
            Name::Activity($value) => $call,
            Name::AipActivity($value) => $call,
            Name::Operation($value) => $call,
            Name::Service($value) => $call,
            Name::Category($value) => $call,
            Name::Workload($value) => $call,
        }
    };
}

impl Name {
    /// The name, as the newest edition prints it.
    pub fn name(self) -> &'static str {
        of_value!(self, value => value.name())
    }

    /// The Rust identifier.
    pub fn ident(self) -> Ident {
        of_value!(self, value => value.ident())
    }

    /// What it is: `activity`, `aip-activity`, `operation`, `cmdlet`, `service`, `category` or `workload`.
    ///
    /// ```
    /// use msaudit::catalog::NameLookup;
    ///
    /// let kind = |text| NameLookup::new(text).name().map(|name| name.kind());
    /// assert_eq!(kind("Set-Mailbox"), Some("cmdlet"));
    /// assert_eq!(kind("FileAccessed"), Some("operation"));
    /// assert_eq!(kind("Core Directory"), Some("service"));
    /// ```
    pub fn kind(self) -> &'static str {
        match self {
            Self::Activity(_) => "activity",
            Self::AipActivity(_) => "aip-activity",
            Self::Operation(operation) if operation.is_cmdlet() => "cmdlet",
            Self::Operation(_) => "operation",
            Self::Service(_) => "service",
            Self::Category(_) => "category",
            Self::Workload(_) => "workload",
        }
    }

    /// The editions that list it; [`Edition::Observed`] for names that none does.
    pub fn editions(self) -> EditionSet {
        let listed = match self {
            Self::Activity(activity) => activity.editions(),
            Self::AipActivity(_) => EditionSet::from_iter([Edition::Aip2021]),
            Self::Operation(operation) => operation.editions(),
            Self::Service(service) => service.editions(),
            Self::Category(category) => category.editions(),
            Self::Workload(_) => EditionSet::default(),
        };
        if listed.is_empty() { EditionSet::from_iter([Edition::Observed]) } else { listed }
    }

    /// Whether the newest documentation of its product lists it, an older one, or none.
    pub fn status(self) -> NameStatus {
        self.editions().status()
    }

    /// The names that later editions use.
    pub fn successors(self) -> impl Iterator<Item = &'static str> {
        self.of_directory().into_iter().flat_map(Activity::successors).map(|rename| rename.after().name())
    }

    /// The names that earlier editions used.
    pub fn predecessors(self) -> impl Iterator<Item = &'static str> {
        self.of_directory().into_iter().flat_map(Activity::predecessors).map(|rename| rename.before().name())
    }

    /// The services and categories an activity is listed under, by edition.
    pub fn listings(self) -> &'static [Listing] {
        self.of_directory().map_or(&[], Activity::listings)
    }

    /// The sections an operation is listed in, by edition.
    pub fn operation_listings(self) -> &'static [OperationListing] {
        match self {
            Self::Operation(operation) => operation.listings(),
            _ => &[],
        }
    }

    fn of_directory(self) -> Option<Activity> {
        match self {
            Self::Activity(activity) => Some(activity),
            _ => None,
        }
    }

    /// All spellings of an activity or operation by channel; see [`Activity::spellings_for`]. An operation has its name, and
    /// what an edition prints for it.
    ///
    /// ```
    /// use msaudit::catalog::{Channel, Name, Operation};
    ///
    /// let name = Name::from(Operation::FileAccessed);
    /// assert_eq!(name.spellings(), [(Channel::Documentation, "FileAccessed".to_owned())]);
    /// ```
    pub fn spellings(self) -> Vec<(Channel, String)> {
        match self {
            Self::Activity(activity) => {
                let of = move |channel| activity.spellings_for(channel).into_iter().map(move |text| (channel, text));
                Channel::ALL.into_iter().flat_map(of).collect()
            }
            Self::Operation(operation) => {
                let channel = if operation.evidence().is_some() { Channel::Observed } else { Channel::Documentation };
                let mut spellings = Vec::from([(channel, String::from(operation.name()))]);
                for printed in operation.listings().iter().map(OperationListing::operation_as_printed) {
                    if !spellings.iter().any(|(_, known)| known.eq_ignore_ascii_case(printed)) {
                        spellings.push((channel, printed.into()));
                    }
                }
                spellings
            }
            _ => Vec::new(),
        }
    }
}

impl From<Activity> for Name {
    fn from(activity: Activity) -> Self {
        Self::Activity(activity)
    }
}

impl From<Operation> for Name {
    fn from(operation: Operation) -> Self {
        Self::Operation(operation)
    }
}

/// Whether a name is documented. No edition is complete, so a name is never wrong.
///
/// ```
/// use msaudit::catalog::{NameLookup, NameStatus};
///
/// let status = |name| NameLookup::new(name).status();
/// assert_eq!(status("Add member to role"), NameStatus::Documented);
/// assert_eq!(status("Reset user password"), NameStatus::Historical);
/// assert_eq!(status("Update DeviceTemplate"), NameStatus::Observed);
/// assert_eq!(status("Feed the cat"), NameStatus::Unknown);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum NameStatus {
    /// The newest edition of its product lists it.
    Documented,
    /// Only an older edition lists it.
    Historical,
    /// No edition lists it, but records or rules have it.
    Observed,
    /// The catalogue does not know it.
    Unknown,
}

impl NameStatus {
    /// `documented`, `historical`, `observed` or `unknown`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Historical => "historical",
            Self::Observed => "observed",
            Self::Unknown => "unknown",
        }
    }
}
