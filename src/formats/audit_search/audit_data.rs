//! A record within a row.

use crate::formats::management_api::AuditRecord;
use crate::wire::cells::{Cell, FromCell};
use crate::wire::{DecodeError, Raw};
use crate::wire::{FromJson, Json, from_text_with};

/// The `AuditData` of a row: a record of the unified audit log, as text or as an object, kept as it was written.
///
/// Text may be cut off: spreadsheets stop at 32,767 characters, and so do exports that went through one. Then there is no
/// record, but what is left of the text. See [the page on its format](crate::formats::audit_search).
///
/// ```
/// use msaudit::formats::audit_search::AuditData;
///
/// let whole: AuditData = serde_json::from_str(r#""{\"Operation\":\"Access\"}""#)?;
/// assert!(whole.record().is_some());
///
/// let cut: AuditData = serde_json::from_str(r#""{\"Operation\":\"Acc""#)?;
/// assert!(cut.record().is_none());
/// assert_eq!(cut.text(), "{\"Operation\":\"Acc");
/// assert!(cut.error().is_some());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct AuditData<'a> {
    written: Written<'a>,
    record: Result<Box<AuditRecord<'a>>, Box<str>>,
}

#[derive(Debug, Clone, PartialEq)]
enum Written<'a> {
    /// A cell of a table.
    Cell(std::borrow::Cow<'a, str>),
    /// JSON: a string or an object.
    Json(Raw<'a>),
}

impl<'a> AuditData<'a> {
    fn of_json(raw: Raw<'a>, decodes_lists: bool) -> Self {
        let record = match raw.borrowed_json() {
            Some(json) if json.starts_with('{') => parse(json, decodes_lists),
            // What is copied is decoded when asked.
            _ => parse(&raw.text(), false).map(|record| Box::new(record.into_owned())),
        };
        Self { record, written: Written::Json(raw) }
    }

    /// The record, if the text is whole.
    pub fn record(&self) -> Option<&AuditRecord<'a>> {
        self.record.as_deref().ok()
    }

    /// Why there is no record.
    pub fn error(&self) -> Option<&str> {
        self.record.as_ref().err().map(|error| &**error)
    }

    /// The text of the record, whole or not.
    pub fn text(&self) -> std::borrow::Cow<'_, str> {
        match &self.written {
            Written::Cell(text) => std::borrow::Cow::Borrowed(text),
            Written::Json(raw) => raw.text(),
        }
    }

    /// Converts to an owned value (`'static`).
    pub fn into_owned(self) -> AuditData<'static> {
        AuditData {
            written: match self.written {
                Written::Cell(text) => Written::Cell(text.into_owned().into()),
                Written::Json(raw) => Written::Json(raw.into_owned()),
            },
            record: self.record.map(|record| Box::new(record.into_owned())),
        }
    }
}

/// The record that a text holds. One sample of the documentation has a listing before it.
fn parse(text: &str, decodes_lists: bool) -> Result<Box<AuditRecord<'_>>, Box<str>> {
    let start = text.find('{').unwrap_or(0);
    from_text_with(&text[start..], decodes_lists).map_err(|error| error.to_string().into())
}

fn into_owned(record: Box<AuditRecord<'_>>) -> Box<AuditRecord<'static>> {
    Box::new(record.into_owned())
}

impl PartialEq for AuditData<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written
    }
}

impl<'a> FromCell<'a> for AuditData<'a> {
    fn from_cell(cell: Cell<'a>) -> Result<Self, DecodeError> {
        let record = parse(cell.text, cell.decodes_lists);
        // Whoever wrote the table into a table has doubled the quotes twice.
        let is_quoted_twice = record.is_err() && cell.text.trim_start().starts_with("{\"\"");
        let again = is_quoted_twice.then(|| parse(&cell.text.replace("\"\"", "\""), false).map(into_owned));
        Ok(Self { record: again.filter(Result::is_ok).unwrap_or(record), written: Written::Cell(cell.text.into()) })
    }
}

impl serde::Serialize for AuditData<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.written {
            Written::Cell(text) => serializer.serialize_str(text),
            Written::Json(raw) => raw.serialize(serializer),
        }
    }
}

impl<'de> serde::Deserialize<'de> for AuditData<'_> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Raw::deserialize(deserializer).map(|raw| Self::of_json(raw, false))
    }
}

impl<'a> FromJson<'a> for AuditData<'a> {
    fn from_json(json: &mut Json<'a>) -> Option<Self> {
        let decodes_lists = json.decodes_lists();
        Raw::from_json(json).map(|raw| Self::of_json(raw, decodes_lists))
    }
}
