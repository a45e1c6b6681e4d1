//! What a name is, across the vocabularies of names.

use alloc::string::String;
use alloc::vec::Vec;

use super::edition::EditionSet;
#[cfg(feature = "suggest")]
use super::lookup;
use super::table::MatchKind;
use super::vocabulary::{Ident, find};
use super::{Activity, AipActivity, Channel, Edition, Listing};

/// A name of an activity, of whichever log.
///
/// ```
/// use msaudit::catalog::{Activity, AipActivity, Name, NameLookup};
///
/// assert_eq!(NameLookup::new("Add user").name(), Some(Name::Activity(Activity::AddUser)));
/// assert_eq!(NameLookup::new("New label").name(), Some(Name::AipActivity(AipActivity::NewLabel)));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Name {
    /// An activity of the directory audit log.
    Activity(Activity),
    /// An activity of the Azure Information Protection log.
    AipActivity(AipActivity),
}

impl Name {
    /// The name, as the newest edition prints it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Activity(activity) => activity.name(),
            Self::AipActivity(activity) => activity.name(),
        }
    }

    /// The Rust identifier.
    pub fn ident(self) -> Ident {
        match self {
            Self::Activity(activity) => activity.ident(),
            Self::AipActivity(activity) => activity.ident(),
        }
    }

    /// The editions that list it; [`Edition::Observed`] for names that none does.
    pub fn editions(self) -> EditionSet {
        match self {
            Self::Activity(activity) => {
                let listed = activity.editions();
                if listed.is_empty() { EditionSet::from_iter([Edition::Observed]) } else { listed }
            }
            Self::AipActivity(_) => EditionSet::from_iter([Edition::Aip2021]),
        }
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

    /// The services and categories it is listed under, by edition.
    pub fn listings(self) -> &'static [Listing] {
        self.of_directory().map_or(&[], Activity::listings)
    }

    fn of_directory(self) -> Option<Activity> {
        match self {
            Self::Activity(activity) => Some(activity),
            Self::AipActivity(_) => None,
        }
    }

    /// All spellings by channel; see [`Activity::spellings_for`].
    pub fn spellings(self) -> Vec<(Channel, String)> {
        let spellings = |activity: Activity| {
            let of = move |channel| activity.spellings_for(channel).into_iter().map(move |text| (channel, text));
            Channel::ALL.into_iter().flat_map(of).collect()
        };
        self.of_directory().map(spellings).unwrap_or_default()
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

/// The answer to "what is this name?".
///
/// ```
/// use msaudit::catalog::{MatchKind, NameLookup, NameStatus};
///
/// let lookup = NameLookup::new("reset user password.");
/// assert_eq!(lookup.status(), NameStatus::Historical);
/// assert_eq!(lookup.matched(), Some(MatchKind::Folded));
/// let name = lookup.name().expect("it is known");
/// assert!(name.successors().eq(["Reset password"]));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameLookup<'q> {
    query: &'q str,
    found: Option<(Name, MatchKind)>,
    #[cfg(feature = "suggest")]
    suggestions: Vec<Name>,
}

impl<'q> NameLookup<'q> {
    /// Looks a name up: among the activities of the directory first, then among those of Azure Information Protection.
    pub fn new(query: &'q str) -> Self {
        let found = find(query)
            .map(|(activity, how)| (Name::Activity(activity), how))
            .or_else(|| find(query).map(|(activity, how)| (Name::AipActivity(activity), how)));
        Self {
            query,
            found,
            #[cfg(feature = "suggest")]
            suggestions: if found.is_some() { Vec::new() } else { nearest(query) },
        }
    }

    /// What was looked up.
    pub fn query(&self) -> &'q str {
        self.query
    }

    /// The name it stands for.
    pub fn name(&self) -> Option<Name> {
        self.found.map(|(name, _)| name)
    }

    /// How it matched.
    pub fn matched(&self) -> Option<MatchKind> {
        self.found.map(|(_, how)| how)
    }

    /// What it is.
    pub fn status(&self) -> NameStatus {
        self.name().map_or(NameStatus::Unknown, Name::status)
    }

    /// Similar names, most similar first, if there was no match.
    #[cfg(feature = "suggest")]
    pub fn suggestions(&self) -> &[Name] {
        &self.suggestions
    }
}

#[cfg(feature = "suggest")]
fn nearest(query: &str) -> Vec<Name> {
    let activities = lookup::nearest(query).into_iter().map(|(near, value)| (near, Name::Activity(value)));
    let aip = lookup::nearest(query).into_iter().map(|(near, value)| (near, Name::AipActivity(value)));
    lookup::first_few(activities.chain(aip)).into_iter().map(|(_, name)| name).collect()
}

/// A JSON object of texts, in the order given. Written by hand, as the feature `serde` is without its derive macros.
#[cfg(all(feature = "serde", feature = "suggest"))]
struct Texts<'t, const N: usize>([(&'static str, &'t str); N]);

#[cfg(all(feature = "serde", feature = "suggest"))]
impl<const N: usize> serde::Serialize for Texts<'_, N> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0)
    }
}

/// `{"query","verdict","match","activity","ident","editions","successors","suggestions","predecessors","listings","spellings"}`,
/// as the command line writes it; listings are `{"edition","service","category"}`, spellings `{"channel","text"}`.
#[cfg(all(feature = "serde", feature = "suggest"))]
impl serde::Serialize for NameLookup<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;

        let name = self.name();
        let mut object = serializer.serialize_struct("NameLookup", 11)?;
        object.serialize_field("query", self.query)?;
        object.serialize_field("verdict", self.status().name())?;
        object.serialize_field("match", self.matched().map_or("none", MatchKind::name))?;
        object.serialize_field("activity", &name.map(Name::name))?;
        object.serialize_field("ident", &name.map(Name::ident))?;
        let editions: Vec<Edition> = name.into_iter().flat_map(|name| name.editions().iter()).collect();
        object.serialize_field("editions", &editions)?;
        let successors: Vec<&str> = name.into_iter().flat_map(Name::successors).collect();
        object.serialize_field("successors", &successors)?;
        let suggestions: Vec<&str> = self.suggestions.iter().map(|name| name.name()).collect();
        object.serialize_field("suggestions", &suggestions)?;
        let predecessors: Vec<&str> = name.into_iter().flat_map(Name::predecessors).collect();
        object.serialize_field("predecessors", &predecessors)?;
        let listings = name.map_or(&[][..], Name::listings).iter().map(|listing| {
            Texts([
                ("edition", listing.edition().name()),
                ("service", listing.service_as_printed()),
                ("category", listing.category_as_printed()),
            ])
        });
        object.serialize_field("listings", &listings.collect::<Vec<_>>())?;
        let spellings = name.map(Name::spellings).unwrap_or_default();
        let spellings = spellings.iter().map(|(channel, text)| Texts([("channel", channel.name()), ("text", text)]));
        object.serialize_field("spellings", &spellings.collect::<Vec<_>>())?;
        object.end()
    }
}
