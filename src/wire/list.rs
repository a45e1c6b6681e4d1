//! A list within a record.

use std::fmt;
use std::ops::Deref;

use serde::Deserialize;

use super::cells::{Cell, FromCell};
use super::{DecodeError, FromJson, Json, Raw};

/// A list in a record, kept as JSON text and decoded on demand: a [`Raw`] with a known element type.
///
/// Few questions are about these lists, and they make up most of a record. So they are decoded when asked, or while the
/// record is read, if the [reader](crate::read::Reader::decode_lists) was told to: which takes less time than asking for
/// all of them later, and more than never asking. What they say is the same either way.
///
/// ```
/// use msaudit::formats::graph::DirectoryAudit;
///
/// let audit: DirectoryAudit = serde_json::from_str(r#"{"targetResources":[{"id":"7","shoeSize":43}]}"#)?;
/// let list = audit.target_resources.as_ref().expect("it is there");
/// assert_eq!(list.as_json(), r#"[{"id":"7","shoeSize":43}]"#);
/// assert!(!list.is_decoded());
/// assert_eq!(audit.targets()?[0].id.as_deref(), Some("7"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct List<'a, T> {
    raw: Raw<'a>,
    decoded: Option<Vec<T>>,
}

impl<'a, T> List<'a, T> {
    /// Whether the list was decoded while reading the record.
    pub fn is_decoded(&self) -> bool {
        self.decoded.is_some()
    }

    /// Converts to an owned value (`'static`), which decodes on demand.
    pub fn into_owned<U>(self) -> List<'static, U> {
        self.raw.into_owned().into()
    }

    /// What was decoded while the record was read.
    pub(crate) fn decoded(&self) -> Option<&[T]> {
        self.decoded.as_deref()
    }

    /// The same, and the text for what was not.
    pub(crate) fn into_parts(self) -> (Raw<'a>, Option<Vec<T>>) {
        (self.raw, self.decoded)
    }
}

impl<'a, T> From<Raw<'a>> for List<'a, T> {
    fn from(raw: Raw<'a>) -> Self {
        Self { raw, decoded: None }
    }
}

impl<'a, T> Deref for List<'a, T> {
    type Target = Raw<'a>;

    fn deref(&self) -> &Raw<'a> {
        &self.raw
    }
}

impl<T> PartialEq for List<'_, T> {
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw
    }
}

impl<T> Eq for List<'_, T> {}

impl<T> fmt::Debug for List<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.raw.fmt(f)
    }
}

impl<T> serde::Serialize for List<'_, T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.raw.serialize(serializer)
    }
}

impl<'de, T> Deserialize<'de> for List<'_, T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Raw::deserialize(deserializer).map(Self::from)
    }
}

impl<'a, T: FromJson<'a>> FromJson<'a> for List<'a, T> {
    fn from_json(json: &mut Json<'a>) -> Option<Self> {
        if json.decodes_lists() && json.peek()? == b'[' {
            let before = *json;
            if let Some(list) = Vec::from_json(json) {
                return Some(Self { raw: Raw::borrowed(before.up_to(json)), decoded: Some(list) });
            }
            // It is no such list. Whoever asks for it is told what it is instead.
            *json = before;
        }
        Raw::from_json(json).map(Self::from)
    }
}

impl<'a, T: FromJson<'a>> FromCell<'a> for List<'a, T> {
    fn from_cell(cell: Cell<'a>) -> Result<Self, DecodeError> {
        if cell.decodes_lists {
            let mut json = Json::new(cell.text).decoding_lists(true);
            if let Some(list) = Self::from_json(&mut json).filter(|list| list.is_decoded() && json.is_at_end()) {
                return Ok(list);
            }
        }
        Raw::from_cell(cell).map(Self::from)
    }
}
