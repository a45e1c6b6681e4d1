//! Where an edition prints an activity.

use super::vocabulary::Vocabulary;
use super::vocabulary::sealed::Sealed;
use super::{ACTIVITY_TABLE, Activity, CATEGORY_TABLE, Category, Edition, SERVICE_TABLE, Service};

/// One row of one edition: a service, a category and an activity that it prints together.
///
/// Source: the edition's table in `catalog/editions`; [`Edition::source`](super::Edition::source) names the document.
///
/// ```
/// use msaudit::catalog::{Activity, Category, Edition};
///
/// let listings = Activity::AddUser.listings();
/// let listing = listings.iter().find(|row| row.edition() == Edition::AzureAd2018).expect("listed in 2018");
/// assert_eq!(listing.category(), Category::UserManagement);
/// assert_eq!(listing.category_as_printed(), "User Management");
/// assert_eq!(listing.service_as_printed(), "Core directory");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listing {
    // Spelling indices: they give the value and the printed text.
    pub(super) activity: u16,
    pub(super) service: u16,
    pub(super) category: u16,
    pub(super) edition: Edition,
}

impl Listing {
    /// The edition that prints the row.
    pub fn edition(&self) -> Edition {
        self.edition
    }

    /// The service it is listed under.
    pub fn service(&self) -> Service {
        Service::ALL[usize::from(SERVICE_TABLE.owner(self.service))]
    }

    /// The category it is listed under.
    pub fn category(&self) -> Category {
        Category::ALL[usize::from(CATEGORY_TABLE.owner(self.category))]
    }

    /// The activity.
    pub fn activity(&self) -> Activity {
        Activity::ALL[usize::from(ACTIVITY_TABLE.owner(self.activity))]
    }

    /// The service heading exactly as printed.
    pub fn service_as_printed(&self) -> &'static str {
        SERVICE_TABLE.spelling(self.service)
    }

    /// The category exactly as printed.
    pub fn category_as_printed(&self) -> &'static str {
        CATEGORY_TABLE.spelling(self.category)
    }

    /// The activity exactly as printed, misprints included.
    pub fn activity_as_printed(&self) -> &'static str {
        ACTIVITY_TABLE.spelling(self.activity)
    }
}

/// Whether any edition lists the three together.
///
/// ```
/// use msaudit::catalog::{Activity, Category, Service, is_listed};
///
/// assert!(is_listed(Service::CoreDirectory, Category::RoleManagement, Activity::AddMemberToRole));
/// assert!(!is_listed(Service::CoreDirectory, Category::Label, Activity::AddMemberToRole));
/// ```
pub fn is_listed(service: Service, category: Category, activity: Activity) -> bool {
    let printed = activity.listings().iter().filter(|listing| !listing.edition().is_observed());
    printed.into_iter().any(|listing| {
        SERVICE_TABLE.owner(listing.service) == service.index()
            && CATEGORY_TABLE.owner(listing.category) == category.index()
    })
}

/// A documented combination. The generator orders them by service, activity and category.
#[derive(Debug)]
pub(super) struct Context {
    pub(super) service: Service,
    pub(super) activity: Activity,
    pub(super) category: Category,
}
