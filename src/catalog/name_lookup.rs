//! What a name is, across the vocabularies of names.

#[cfg(feature = "suggest")]
use alloc::vec::Vec;

#[cfg(all(feature = "serde", feature = "suggest"))]
use super::Edition;
#[cfg(feature = "suggest")]
use super::lookup;
use super::table::MatchKind;
use super::vocabulary::{Vocabulary, find};
use super::{Name, NameStatus};

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
    /// Looks a name up: among the activities of the directory, those of Azure Information Protection, operations,
    /// services, categories and workloads, in this order.
    pub fn new(query: &'q str) -> Self {
        let found = search(query, Name::Activity)
            .or_else(|| search(query, Name::AipActivity))
            .or_else(|| search(query, Name::Operation))
            .or_else(|| search(query, Name::Service))
            .or_else(|| search(query, Name::Category))
            .or_else(|| search(query, Name::Workload));
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

fn search<T: Vocabulary>(query: &str, name: fn(T) -> Name) -> Option<(Name, MatchKind)> {
    find(query).map(|(value, how)| (name(value), how))
}

#[cfg(feature = "suggest")]
fn nearest(query: &str) -> Vec<Name> {
    fn of<T: Vocabulary>(query: &str, name: fn(T) -> Name) -> impl Iterator<Item = (f64, Name)> {
        lookup::nearest(query).map(move |(near, value)| (near, name(value)))
    }
    // An operation of the directory is an activity, and suggested as that.
    let operations = of(query, Name::Operation).filter(|(_, name)| find::<super::Activity>(name.name()).is_none());
    let activities = of(query, Name::Activity).chain(of(query, Name::AipActivity)).chain(operations);
    let places = of(query, Name::Service).chain(of(query, Name::Category)).chain(of(query, Name::Workload));
    lookup::first_few(activities.chain(places)).into_iter().map(|(_, name)| name).collect()
}

/// A JSON object of texts, in the order given. Written by hand, as the feature `serde` is without its derive macros.
#[cfg(all(feature = "serde", feature = "suggest"))]
struct Texts<'t, const N: usize>([(&'static str, Option<&'t str>); N]);

#[cfg(all(feature = "serde", feature = "suggest"))]
impl<const N: usize> serde::Serialize for Texts<'_, N> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0)
    }
}

/// `{"query","verdict","match","activity","ident","editions","successors","suggestions","predecessors","listings","spellings","kind"}`,
/// as the command line writes it; listings are `{"edition","service","category"}` or, of an operation,
/// `{"edition","section","friendly_name"}`, spellings `{"channel","text"}`.
#[cfg(all(feature = "serde", feature = "suggest"))]
impl serde::Serialize for NameLookup<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;

        let name = self.name();
        let mut object = serializer.serialize_struct("NameLookup", 12)?;
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
                ("edition", Some(listing.edition().name())),
                ("service", Some(listing.service_as_printed())),
                ("category", Some(listing.category_as_printed())),
            ])
        });
        let operations = name.map_or(&[][..], Name::operation_listings).iter().map(|listing| {
            Texts([
                ("edition", Some(listing.edition().name())),
                ("section", Some(listing.section().name())),
                ("friendly_name", listing.friendly_name()),
            ])
        });
        object.serialize_field("listings", &listings.chain(operations).collect::<Vec<_>>())?;
        let spellings = name.map(Name::spellings).unwrap_or_default();
        let spellings =
            spellings.iter().map(|(channel, text)| Texts([("channel", Some(channel.name())), ("text", Some(text))]));
        object.serialize_field("spellings", &spellings.collect::<Vec<_>>())?;
        object.serialize_field("kind", &name.map(Name::kind))?;
        object.end()
    }
}
