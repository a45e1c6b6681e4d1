//! Editions of the documentation.

use core::fmt;

use super::vocabulary::Vocabulary;
use super::vocabulary::sealed::Sealed;
use super::{EDITION_ROWS, Edition, NameStatus};

/// What the catalogue knows of an edition. The generator fills it.
#[derive(Debug)]
pub(super) struct EditionRow {
    pub(super) value: Edition,
    pub(super) product: &'static str,
    pub(super) title: &'static str,
    pub(super) date: &'static str,
    pub(super) source: &'static str,
    pub(super) observed: bool,
}

impl Edition {
    fn row(self) -> &'static EditionRow {
        &EDITION_ROWS[usize::from(self.index())]
    }

    /// The product it documents.
    pub fn product(self) -> &'static str {
        self.row().product
    }

    /// A short title.
    pub fn title(self) -> &'static str {
        self.row().title
    }

    /// The date the document bears, as an RFC 3339 full-date; `None` where it bears none.
    ///
    /// ```
    /// use msaudit::catalog::Edition;
    ///
    /// assert_eq!(Edition::AzureAd2018.date(), Some("2018-04-19"));
    /// assert_eq!(Edition::Teams2020.date(), None);
    /// ```
    pub fn date(self) -> Option<&'static str> {
        Some(self.row().date).filter(|date| !date.is_empty())
    }

    /// The document.
    pub fn source(self) -> &'static str {
        self.row().source
    }

    /// Whether this is no edition of a document but the list of names seen elsewhere.
    pub fn is_observed(self) -> bool {
        self.row().observed
    }

    /// Whether no later edition documents the same product.
    ///
    /// ```
    /// use msaudit::catalog::Edition;
    ///
    /// assert!(Edition::Aip2021.is_newest());
    /// assert!(!Edition::AzureAd2018.is_newest());
    /// ```
    pub fn is_newest(self) -> bool {
        let later = EDITION_ROWS.iter().filter(|row| row.value > self && !row.observed);
        !self.is_observed() && later.into_iter().all(|row| row.product != self.product())
    }
}

/// A set of editions.
///
/// ```
/// use msaudit::catalog::{Edition, EditionSet};
///
/// let set: EditionSet = [Edition::Entra2024, Edition::AzureAd2018].into_iter().collect();
/// assert!(set.contains(Edition::AzureAd2018));
/// assert!(set.iter().eq([Edition::AzureAd2018, Edition::Entra2024]));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct EditionSet(u32);

const _: () = assert!(Edition::COUNT <= u32::BITS as usize);

impl EditionSet {
    /// Whether the set contains `edition`.
    pub fn contains(self, edition: Edition) -> bool {
        self.0 & (1 << edition.index()) != 0
    }

    /// Whether the set is empty.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The editions, oldest first.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = Edition> + Clone {
        Edition::ALL.iter().copied().filter(move |&edition| self.contains(edition))
    }

    /// The status of a name that is listed in exactly these editions.
    ///
    /// ```
    /// use msaudit::catalog::{Edition, EditionSet, NameStatus, Service};
    ///
    /// assert_eq!(Service::CoreDirectory.editions().status(), NameStatus::Documented);
    /// assert_eq!(EditionSet::from_iter([Edition::AzureAd2018]).status(), NameStatus::Historical);
    /// assert_eq!(EditionSet::default().status(), NameStatus::Observed);
    /// ```
    pub fn status(self) -> NameStatus {
        if self.iter().any(Edition::is_newest) {
            NameStatus::Documented
        } else if self.iter().any(|edition| !edition.is_observed()) {
            NameStatus::Historical
        } else {
            NameStatus::Observed
        }
    }
}

impl FromIterator<Edition> for EditionSet {
    fn from_iter<I: IntoIterator<Item = Edition>>(editions: I) -> Self {
        Self(editions.into_iter().fold(0, |set, edition| set | 1 << edition.index()))
    }
}

impl fmt::Debug for EditionSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}
