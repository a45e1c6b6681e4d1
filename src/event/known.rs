//! What the catalogue knows of an event.

use crate::catalog::{Activity, Category, Match, Service, is_listed};

/// What the catalogue knows of the names in an event.
///
/// ```
/// use msaudit::catalog::{Activity, Match};
/// use msaudit::event::Event;
/// use msaudit::read::Reader;
///
/// let json = br#"{"activityDisplayName":"Add User","category":"UserManagement","loggedByService":"Core Directory"}"#;
/// let entry = Reader::new(&json[..]).records().next().expect("there is one")?;
/// let known = Event::new(entry.record()).known();
/// assert_eq!(known.activity(), Some(Activity::AddUser));
/// assert_eq!(known.matched(), Some(Match::Folded));
/// assert_eq!(known.is_listed(), Some(true));
/// # Ok::<(), msaudit::read::ReadError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Known {
    service: Option<Service>,
    category: Option<Category>,
    activity: Option<(Activity, Match)>,
}

impl Known {
    pub(super) fn new(service: Option<&str>, category: Option<&str>, activity: Option<&str>) -> Self {
        Self {
            service: service.and_then(Service::find),
            category: category.and_then(Category::find),
            activity: activity.and_then(Activity::find_match),
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
    pub fn matched(self) -> Option<Match> {
        self.activity.map(|(_, how)| how)
    }

    /// Whether the three are documented together; `None` if one of them is unknown.
    pub fn is_listed(self) -> Option<bool> {
        Some(is_listed(self.service?, self.category?, self.activity()?))
    }
}
