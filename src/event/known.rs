//! What the catalogue knows of an event, and what it lacks.

use super::Event;
use crate::catalog::{Activity, Category, Code, MatchKind, RecordType, Service, find_match, is_listed};

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
}

impl KnownNames {
    pub(super) fn new(service: Option<&str>, category: Option<&str>, activity: Option<&str>) -> Self {
        Self {
            service: service.and_then(Service::find),
            category: category.and_then(Category::find),
            activity: activity.and_then(find_match),
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

    /// How the activity's name matched.
    pub fn matched(self) -> Option<MatchKind> {
        self.activity.map(|(_, how)| how)
    }

    /// Whether the three are listed together. `None` if one of them is unknown.
    pub fn is_listed(self) -> Option<bool> {
        Some(is_listed(self.service?, self.category?, self.activity()?))
    }
}

/// The names of an event that the catalogue should have and lacks.
#[derive(Debug)]
pub(crate) struct Unlisted<'r> {
    pub(crate) activity: Option<&'r str>,
    pub(crate) service: Option<&'r str>,
    pub(crate) category: Option<&'r str>,
    pub(crate) record_type: Option<&'r Code<'r, RecordType>>,
}

impl<'r> Unlisted<'r> {
    pub(crate) fn of(event: &Event<'r>, known: KnownNames) -> Self {
        let of_directory = event.is_of_directory();
        // Only the directory's own log names services and categories of the catalogue.
        let in_its_own_log = of_directory && event.record_type().is_none();
        Self {
            activity: event.activity().filter(|_| of_directory && known.activity().is_none()),
            service: event.service().filter(|_| in_its_own_log && known.service().is_none()),
            category: event.category().filter(|_| in_its_own_log && known.category().is_none()),
            record_type: event.record_type().filter(|code| code.known().is_none()),
        }
    }
}
