//! One record of any format.

use serde::Deserialize;

use super::table::Column;
use super::{ErrorKind, Format};
use crate::entra::{AuditLogsRow, DiagnosticRecord, DirectoryAudit, PortalRow};
use crate::sentinel::{AipLogRow, ExplorerRow, MpipRow, OfficeActivityRow};
use crate::unified::{AuditData, AuditRecord, SearchRow};
use crate::wire::cells::{Cell, FromCells};
use crate::wire::{DecodeError, Fill, FromJson, Json, Raw, Str};

/// Declares the record of each format, and how one is told from an object that merely parses: all fields being optional,
/// any object parses as any format.
macro_rules! formats {
    ($($format:ident($record:ident) if |$one:ident| $plausible:expr;)+) => {
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
            $(
                #[doc = concat!("See [`Format::", stringify!($format), "`].")]
                $format(Box<$record<'a>>),
            )+
        }

        impl<'a> Record<'a> {
            /// Its format.
            pub fn format(&self) -> Format {
                match self { $(Self::$format(_) => Format::$format,)+ }
            }

            /// The same with its own copy of every text.
            pub fn into_owned(self) -> Record<'static> {
                match self { $(Self::$format(record) => Record::$format(Box::new(record.into_owned())),)+ }
            }

            /// Names that stood more than once in the record's object.
            pub fn duplicates(&self) -> &[Str<'a>] {
                match self { $(Self::$format(record) => record.rest.duplicates(),)+ }
            }

            /// Fields that the format does not document, in the order of the record.
            pub fn unknown(&self) -> &[(Str<'a>, Raw<'a>)] {
                match self { $(Self::$format(record) => record.rest.unknown(),)+ }
            }

            /// Reads the object at the start of `text` as `format`, if the quick road can.
            pub(super) fn parse_quick(format: Format, text: &'a str, decodes_lists: bool) -> Option<First<Self>> {
                match format {
                    $(Format::$format => quick(text, decodes_lists).map(|first| first.map(|record| Self::$format(record))),)+
                }
            }

            /// Reads the object at the start of `text` as `format`.
            pub(super) fn parse(format: Format, text: &'a str) -> Result<First<Self>, serde_json::Error> {
                match format {
                    $(Format::$format => first(text).map(|first| first.map(|record| Self::$format(record))),)+
                }
            }

            /// Reads a row of a table of `format`. An error names the column.
            pub(super) fn from_row(
                format: Format,
                columns: &'a [Column],
                cells: impl Iterator<Item = Cell<'a>>,
            ) -> Result<Self, (&'a str, DecodeError)> {
                match format {
                    $(Format::$format => row(columns, cells).map(|record| Self::$format(Box::new(record))),)+
                }
            }

            /// Whether it has what every record of its format has.
            pub(super) fn is_plausible(&self) -> bool {
                match self { $(Self::$format($one) => $plausible,)+ }
            }
        }

        impl Format {
            /// The field that a column with this name fills.
            pub(super) fn column(self, name: &str) -> Option<(u8, u8)> {
                match self { $(Self::$format => <$record<'_> as FromCells<'_>>::column(name),)+ }
            }
        }

        impl serde::Serialize for Record<'_> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self { $(Self::$format(record) => record.serialize(serializer),)+ }
            }
        }
    };
}

formats! {
    Graph(DirectoryAudit) if |audit| audit.activity_display_name.is_some();
    Diagnostic(DiagnosticRecord) if |record| record.properties.is_some() && record.operation_name.is_some();
    LogAnalytics(AuditLogsRow) if |row| row.is_of_directory();
    EntraCsv(PortalRow) if |row| row.activity.is_some();
    ManagementApi(AuditRecord) if |record| {
        record.operation.is_some() && (record.creation_time.is_some() || record.record_type.is_some())
    };
    PurviewCsv(SearchRow) if |row| row.audit_data.is_some();
    Mpip(MpipRow) if |row| row.record_type_name.is_some();
    OfficeActivity(OfficeActivityRow) if |row| row.office_workload.is_some();
    AipLog(AipLogRow) if |row| row.what().is_some();
    ActivityExplorer(ExplorerRow) if |row| row.happened.is_some();
}

impl Record<'_> {
    /// Why it is a record of another log, if it is.
    pub(super) fn not_ours(&self) -> Option<&'static str> {
        match self {
            Self::Diagnostic(record) => record.not_ours(),
            _ => None,
        }
    }

    /// What is odd about it, though it was read.
    pub(super) fn warning(&self) -> Option<(ErrorKind, String)> {
        if let Self::PurviewCsv(row) = self
            && let Some(error) = row.audit_data.as_ref().and_then(AuditData::error)
        {
            return Some((ErrorKind::AuditData, format!("`AuditData`: {error}")));
        }
        let name = self.duplicates().first()?;
        Some((ErrorKind::DuplicateKey, format!("the name `{name}` stands more than once; the last value counts")))
    }
}

fn row<'a, T: FromCells<'a>>(
    columns: &'a [Column],
    cells: impl Iterator<Item = Cell<'a>>,
) -> Result<T, (&'a str, DecodeError)> {
    let mut record = T::default();
    for (column, cell) in columns.iter().zip(cells) {
        match column.field {
            Some(field) => record.set(field, cell).map_err(|error| (column.name.as_str(), error))?,
            None => record.keep(&column.name, cell.text),
        }
    }
    Ok(record)
}

/// The first JSON value of a text.
pub(super) struct First<T> {
    pub(super) value: T,
    pub(super) end: usize,
    /// How many line breaks are before the end, if they were counted.
    pub(super) lines: Option<usize>,
}

impl<T> First<T> {
    fn map<U>(self, with: impl FnOnce(T) -> U) -> First<U> {
        First { value: with(self.value), end: self.end, lines: self.lines }
    }
}

/// Reads the first JSON value of a text on the quick road. What follows is not looked at.
fn quick<'a, T: Fill<'a>>(text: &'a str, decodes_lists: bool) -> Option<First<Box<T>>> {
    let mut json = Json::new(text).decoding_lists(decodes_lists);
    let value = FromJson::from_json(&mut json)?;
    Some(First { value, end: json.at(), lines: Some(json.lines()) })
}

/// The same, by serde, which says what is wrong.
fn first<'a, T: Deserialize<'a>>(text: &'a str) -> Result<First<Box<T>>, serde_json::Error> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter();
    match values.next() {
        Some(value) => Ok(First { value: value?, end: values.byte_offset(), lines: None }),
        None => Err(serde::de::Error::custom("no value")),
    }
}
