//! How records reveal their format.

use std::fmt;

use serde::de::{IgnoredAny, MapAccess, Visitor};

use super::Format;
use crate::event::Event;

/// What detection needs to know of a record type. Each format implements it in the `mod.rs` of its folder.
pub(crate) trait RecordFormat {
    /// Sets of field names. A record with all names of one set is of this format, unless a format before it in the list
    /// has such a set too.
    const TELLING: &'static [&'static [&'static str]];

    /// The fields of the objects within a record, by their spellings.
    const PARTS: &'static [&'static [&'static [&'static str]]] = &[];

    /// Whether the record has what every record of the format has. As all fields are optional, any object parses.
    fn is_plausible(&self) -> bool;

    /// What the record is instead, if it belongs to another log that only looks like this format.
    fn not_ours(&self) -> Option<&'static str> {
        None
    }

    /// What is wrong with the record's one essential part, though the rest was read.
    fn broken_part(&self) -> Option<String> {
        None
    }
}

impl Event<'_> {
    /// The format of the record.
    pub fn source(&self) -> Format {
        // Events are only made by the list of formats, each with its own name.
        let named = Format::all().find(|format| format.name() == self.source_name());
        named.expect("the list of formats names all of them")
    }
}

impl Format {
    /// The format of a record or table with these field names. The error lists the first few of them.
    pub(crate) fn of_names(names: &[String]) -> Result<Self, String> {
        Self::told_by(|name| names.iter().any(|other| other == name)).ok_or_else(|| {
            let expected: Vec<&str> = Self::all().map(Self::name).collect();
            format!("no record of a known format: it has {}; expected one of {}", summary(names), expected.join(", "))
        })
    }

    /// The same for names that a tool wrote in another case.
    pub(crate) fn of_names_in_any_case(names: &[String]) -> Option<Self> {
        Self::told_by(|name| names.iter().any(|other| other.eq_ignore_ascii_case(name)))
    }

    fn told_by(has: impl Fn(&str) -> bool) -> Option<Self> {
        let is_told = |sets: &[&[&str]]| sets.iter().any(|telling| telling.iter().all(|name| has(name)));
        Self::TELLING.iter().find(|(_, sets)| is_told(sets)).map(|&(format, _)| format)
    }
}

/// The names of the fields of a JSON object; none if it is no JSON.
pub(crate) fn field_names(json: &str) -> Vec<String> {
    serde_json::from_str::<Names>(json).unwrap_or_default().0
}

/// The spelling that is documented for a name, whatever its case.
pub(super) fn documented(tables: &[&[&'static [&'static str]]], name: &str) -> Option<&'static str> {
    let spellings = || tables.iter().flat_map(|fields| fields.iter()).flat_map(|spellings| spellings.iter().copied());
    let is_documented = spellings().any(|spelling| spelling == name);
    if is_documented { None } else { spellings().find(|spelling| spelling.eq_ignore_ascii_case(name)) }
}

/// The first few names.
fn summary(names: &[String]) -> String {
    if names.is_empty() {
        return "no fields".to_owned();
    }
    let shown: Vec<String> = names.iter().take(4).map(|name| format!("`{name}`")).collect();
    let more = if names.len() > 4 { ", ..." } else { "" };
    shown.join(", ") + more
}

/// The names in an object, values passed over.
#[derive(Default)]
struct Names(Vec<String>);

impl<'de> serde::Deserialize<'de> for Names {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NamesVisitor;

        impl<'de> Visitor<'de> for NamesVisitor {
            type Value = Names;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Names, A::Error> {
                let mut names = Names::default();
                while let Some(name) = map.next_key()? {
                    names.0.push(name);
                    map.next_value::<IgnoredAny>()?;
                }
                Ok(names)
            }
        }

        deserializer.deserialize_map(NamesVisitor)
    }
}
