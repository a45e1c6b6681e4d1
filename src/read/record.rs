//! One record of any format.

use serde::Deserialize;

use super::Format;
use crate::entra::DirectoryAudit;
use crate::unified::AuditRecord;
use crate::wire::Str;

/// A record, typed by the format it came in.
///
/// ```
/// use msaudit::read::{Format, Reader, Record};
///
/// let mut reader = Reader::new(&b"{\"activityDisplayName\":\"Add user\"}"[..]);
/// let entry = reader.records().next().expect("there is one")?;
/// assert_eq!(entry.record().format(), Format::Graph);
/// assert!(matches!(entry.record(), Record::Graph(audit) if audit.id.is_none()));
/// # Ok::<(), msaudit::read::ReadError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Record<'a> {
    /// See [`Format::Graph`].
    Graph(Box<DirectoryAudit<'a>>),
    /// See [`Format::ManagementApi`].
    ManagementApi(Box<AuditRecord<'a>>),
}

impl<'a> Record<'a> {
    /// Its format.
    pub fn format(&self) -> Format {
        match self {
            Self::Graph(_) => Format::Graph,
            Self::ManagementApi(_) => Format::ManagementApi,
        }
    }

    /// The same with its own copy of every text.
    pub fn into_owned(self) -> Record<'static> {
        match self {
            Self::Graph(audit) => Record::Graph(Box::new(audit.into_owned())),
            Self::ManagementApi(record) => Record::ManagementApi(Box::new(record.into_owned())),
        }
    }

    /// Names that stood more than once in the record's object.
    pub fn duplicates(&self) -> &[Str<'a>] {
        match self {
            Self::Graph(audit) => audit.rest.duplicates(),
            Self::ManagementApi(record) => record.rest.duplicates(),
        }
    }

    /// Reads the object at the start of `text` as `format`, and says where it ends.
    pub(super) fn parse(format: Format, text: &'a str) -> Result<(Self, usize), serde_json::Error> {
        match format {
            Format::Graph => first(text).map(|(audit, end)| (Self::Graph(Box::new(audit)), end)),
            Format::ManagementApi => first(text).map(|(record, end)| (Self::ManagementApi(Box::new(record)), end)),
        }
    }

    /// Whether it has what every record of its format has. All fields being optional, any object parses as any format.
    pub(super) fn is_plausible(&self) -> bool {
        match self {
            Self::Graph(audit) => audit.activity_display_name.is_some(),
            Self::ManagementApi(record) => {
                record.operation.is_some() && (record.record_type.is_some() || record.creation_time.is_some())
            }
        }
    }
}

impl serde::Serialize for Record<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Graph(audit) => audit.serialize(serializer),
            Self::ManagementApi(record) => record.serialize(serializer),
        }
    }
}

/// The first JSON value of a text, and where it ends. What follows is not looked at.
fn first<'a, T: Deserialize<'a>>(text: &'a str) -> Result<(T, usize), serde_json::Error> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter();
    match values.next() {
        Some(value) => Ok((value?, values.byte_offset())),
        None => Err(serde::de::Error::custom("no value")),
    }
}
