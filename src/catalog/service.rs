//! Services and categories: what is documented under each.

use super::edition::EditionSet;
use super::listing::{Context, Listing};
use super::vocabulary::sealed::Sealed;
use super::{Activity, CATEGORY_TABLE, CONTEXTS, Category, LISTINGS, SERVICE_TABLE, Service};

impl Service {
    /// The documented activities of this service, in order, each once; of one category if that is given.
    ///
    /// ```
    /// use msaudit::catalog::{Activity, Category, Service};
    ///
    /// let labels: Vec<_> = Service::CoreDirectory.activities(Some(Category::Label)).collect();
    /// assert_eq!(labels, [Activity::AddLabel, Activity::DeleteLabel, Activity::UpdateLabel]);
    /// ```
    pub fn activities(self, category: Option<Category>) -> impl Iterator<Item = Activity> + Clone {
        let mut before = None;
        let wanted = move |context: &&Context| category.is_none_or(|category| context.category == category);
        self.contexts().iter().filter(wanted).map(|context| context.activity).filter(move |&activity| {
            // One activity may stand under several categories; its rows are neighbours.
            before.replace(activity) != Some(activity)
        })
    }

    /// The documented categories of this service, in order, each once.
    ///
    /// ```
    /// use msaudit::catalog::{Category, Service};
    ///
    /// assert!(Service::MyApps.categories().eq([Category::ApplicationManagement]));
    /// ```
    pub fn categories(self) -> impl Iterator<Item = Category> + Clone {
        Category::all().filter(move |&category| self.contexts().iter().any(|context| context.category == category))
    }

    /// The editions that have this service.
    pub fn editions(self) -> EditionSet {
        let own = |listing: &&Listing| SERVICE_TABLE.owner(listing.service) == self.index();
        LISTINGS.iter().filter(own).map(Listing::edition).collect()
    }

    /// Every spelling of the heading, printed or seen in records, the [name](Self::name) first.
    ///
    /// ```
    /// use msaudit::catalog::Service;
    ///
    /// assert!(Service::PrivilegedIdentityManagement.spellings().any(|spelling| spelling == "PIM"));
    /// ```
    pub fn spellings(self) -> impl Iterator<Item = &'static str> + Clone {
        SERVICE_TABLE.spellings(self.index()).map(|index| SERVICE_TABLE.spelling(index))
    }

    fn contexts(self) -> &'static [Context] {
        let start = CONTEXTS.partition_point(|context| context.service < self);
        let end = CONTEXTS.partition_point(|context| context.service <= self);
        &CONTEXTS[start..end]
    }
}

impl Category {
    /// The editions that have this category.
    pub fn editions(self) -> EditionSet {
        let own = |listing: &&Listing| CATEGORY_TABLE.owner(listing.category) == self.index();
        LISTINGS.iter().filter(own).map(Listing::edition).collect()
    }

    /// Every spelling of the category, the [name](Self::name) first.
    ///
    /// ```
    /// use msaudit::catalog::Category;
    ///
    /// assert!(Category::UserManagement.spellings().eq(["UserManagement", "User Management"]));
    /// ```
    pub fn spellings(self) -> impl Iterator<Item = &'static str> + Clone {
        CATEGORY_TABLE.spellings(self.index()).map(|index| CATEGORY_TABLE.spelling(index))
    }
}
