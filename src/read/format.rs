//! The formats, and how a record tells which one it is.

use std::fmt;

use serde::de::{IgnoredAny, MapAccess, Visitor};

/// A wire format: where a record came from, by its shape.
///
/// ```
/// use msaudit::read::Format;
///
/// assert_eq!(Format::Graph.name(), "graph");
/// assert_eq!("management-api".parse(), Ok(Format::ManagementApi));
/// assert_eq!(
///     "graf".parse::<Format>().unwrap_err().to_string(),
///     "no format is named `graf`; expected one of graph, management-api"
/// );
/// ```
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[strum(
    serialize_all = "kebab-case",
    parse_err_ty = UnknownFormat,
    parse_err_fn = UnknownFormat::new
)]
#[non_exhaustive]
pub enum Format {
    /// `directoryAudit` resources of Microsoft Graph, and the JSON download of the Entra admin centre.
    Graph,
    /// Records of the Office 365 Management Activity API; the `AuditData` of other exports.
    ManagementApi,
}

impl Format {
    /// The name: `graph`, `management-api`, ...
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// All formats.
    pub fn all() -> impl ExactSizeIterator<Item = Self> {
        <Self as strum::VariantArray>::VARIANTS.iter().copied()
    }

    /// The format of a JSON object, judged by its names; or a message that shows the first few of them if they fit none.
    pub(super) fn of_object(json: &str) -> Result<Self, String> {
        let names: Names = serde_json::from_str(json).unwrap_or_default();
        let has = |name: &str| names.0.iter().any(|other| other == name);
        if has("activityDisplayName") {
            Ok(Self::Graph)
        } else if has("Operation") && (has("CreationTime") || has("RecordType")) {
            Ok(Self::ManagementApi)
        } else {
            let expected: Vec<&str> = Self::all().map(Self::name).collect();
            let expected = expected.join(", ");
            Err(format!("no record of a known format: it has {}; expected one of {expected}", names.summary()))
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// No format has the name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no format is named `{name}`; expected one of {}", Format::all().map(Format::name).collect::<Vec<_>>().join(", "))]
pub struct UnknownFormat {
    name: Box<str>,
}

impl UnknownFormat {
    fn new(name: &str) -> Self {
        Self { name: name.into() }
    }
}

/// The names in an object, values passed over.
#[derive(Default)]
struct Names(Vec<String>);

impl Names {
    fn summary(&self) -> String {
        match self.0.as_slice() {
            [] => "no fields".to_owned(),
            names => {
                let shown: Vec<String> = names.iter().take(4).map(|name| format!("`{name}`")).collect();
                let more = if names.len() > 4 { ", ..." } else { "" };
                shown.join(", ") + more
            }
        }
    }
}

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
