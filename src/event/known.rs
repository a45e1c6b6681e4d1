//! What the catalogue knows of an event, and what it lacks.

use super::Event;
use crate::catalog::{
    Activity, Category, Code, MatchKind, Operation, OperationListing, RecordType, Service, Workload, find_match,
    is_cmdlet_name, is_listed,
};

/// The catalogue's entries for the names in an event.
///
/// ```
/// use msaudit::catalog::{Activity, MatchKind};
/// use msaudit::read::Reader;
///
/// let json = br#"{"activityDisplayName":"Add User","category":"UserManagement","loggedByService":"Core Directory"}"#;
/// let entry = Reader::new(&json[..]).records().next().expect("there is one")?;
/// let known = entry.event().known();
/// assert_eq!(known.activity(), Some(Activity::AddUser));
/// assert_eq!(known.matched(), Some(MatchKind::Folded));
/// assert_eq!(known.is_listed(), Some(true));
/// # Ok::<(), msaudit::read::ReadError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct KnownNames {
    service: Option<Service>,
    category: Option<Category>,
    activity: Option<(Activity, MatchKind)>,
    operation: Option<(Operation, MatchKind)>,
    workload: Option<Workload>,
    record_type: Option<RecordType>,
}

impl KnownNames {
    pub(super) fn of(event: &Event<'_>) -> Self {
        let name = event.activity();
        let activity = name.filter(|_| event.is_of_directory()).and_then(find_match);
        let is_operation = activity.is_none() && event.is_unified();
        Self {
            service: event.service().and_then(Service::find),
            category: event.category().and_then(Category::find),
            activity,
            operation: name.filter(|_| is_operation).and_then(find_match),
            workload: event.workload().and_then(Workload::find),
            record_type: event.record_type().and_then(Code::known),
        }
    }

    /// The service.
    pub fn service(self) -> Option<Service> {
        self.service
    }

    /// The category.
    pub fn category(self) -> Option<Category> {
        self.category
    }

    /// The activity.
    pub fn activity(self) -> Option<Activity> {
        self.activity.map(|(activity, _)| activity)
    }

    /// The operation, if the event is one of the unified audit log and its name is none of the directory's activities.
    ///
    /// ```
    /// use msaudit::catalog::{Operation, Workload};
    /// use msaudit::read::Reader;
    ///
    /// let json = br#"{"CreationTime":"2024-10-05T07:11:12","RecordType":6,"Workload":"OneDrive","Operation":"FileAccessed"}"#;
    /// let entry = Reader::new(&json[..]).records().next().expect("there is one")?;
    /// let known = entry.event().known();
    /// assert_eq!((known.operation(), known.workload()), (Some(Operation::FileAccessed), Some(Workload::OneDrive)));
    /// assert_eq!((known.name(), known.is_listed()), (Some("Accessed file"), Some(true)));
    /// # Ok::<(), msaudit::read::ReadError>(())
    /// ```
    pub fn operation(self) -> Option<Operation> {
        self.operation.map(|(operation, _)| operation)
    }

    /// The workload.
    pub fn workload(self) -> Option<Workload> {
        self.workload
    }

    /// The name in plain words: the activity's, or the friendly name of the operation in the sections that stand for the
    /// event's record type or workload.
    pub fn name(self) -> Option<&'static str> {
        if let Some(activity) = self.activity() {
            return Some(activity.name());
        }
        let of_this_kind = self.operation_listings().filter(|row| self.stands_for(row));
        of_this_kind.filter_map(OperationListing::friendly_name).last()
    }

    /// How the name of the activity, or else of the operation, matched.
    pub fn matched(self) -> Option<MatchKind> {
        self.activity.map(|(_, how)| how).or(self.operation.map(|(_, how)| how))
    }

    /// Whether service, category and activity are listed together, or the operation is listed in a section that stands for
    /// the workload or the record type. `None` if one of them is unknown.
    pub fn is_listed(self) -> Option<bool> {
        if self.operation.is_some() && (self.workload.is_some() || self.record_type.is_some()) {
            return Some(self.operation_listings().any(|row| self.stands_for(row)));
        }
        Some(is_listed(self.service?, self.category?, self.activity()?))
    }

    fn operation_listings(self) -> impl Iterator<Item = &'static OperationListing> {
        self.operation().into_iter().flat_map(Operation::listings)
    }

    fn stands_for(self, row: &OperationListing) -> bool {
        let section = row.section();
        self.workload.is_some_and(|workload| section.workloads().contains(&workload))
            || self.record_type.is_some_and(|record_type| section.record_types().contains(&record_type))
    }
}

/// The names of an event that the catalogue should have and lacks.
#[derive(Debug)]
pub(crate) struct Unlisted<'r> {
    pub(crate) activity: Option<&'r str>,
    pub(crate) operation: Option<&'r str>,
    /// A name with the form of a cmdlet, under a record type that logs cmdlets.
    pub(crate) cmdlet: Option<&'r str>,
    pub(crate) workload: Option<&'r str>,
    pub(crate) service: Option<&'r str>,
    pub(crate) category: Option<&'r str>,
    pub(crate) record_type: Option<&'r Code<'r, RecordType>>,
}

impl<'r> Unlisted<'r> {
    pub(crate) fn of(event: &Event<'r>, known: KnownNames) -> Self {
        let of_directory = event.is_of_directory();
        // Only the directory's own log names services and categories of the catalogue.
        let in_its_own_log = of_directory && event.record_type().is_none();
        let name = event.activity().filter(|_| known.activity().is_none() && known.operation().is_none());
        let operation = name.filter(|_| !of_directory && event.is_unified());
        let logs_cmdlets = known.record_type.is_some_and(RecordType::logs_cmdlets);
        let is_cmdlet = |name: &&str| logs_cmdlets && is_cmdlet_name(name);
        Self {
            activity: name.filter(|_| of_directory),
            operation: operation.filter(|name| !is_cmdlet(name)),
            cmdlet: operation.filter(is_cmdlet),
            workload: event.workload().filter(|_| known.workload().is_none()),
            service: event.service().filter(|_| in_its_own_log && known.service().is_none()),
            category: event.category().filter(|_| in_its_own_log && known.category().is_none()),
            record_type: event.record_type().filter(|code| code.known().is_none()),
        }
    }
}
