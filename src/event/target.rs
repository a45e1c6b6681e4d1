//! What was acted on, and what changed in it.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::filled;
use crate::wire::{Raw, Str, from_text, is_json, text_of};

/// A resource that an activity affected.
///
/// ```
/// use msaudit::read::Reader;
///
/// let json = br#"{"activityDisplayName":"Update user","targetResources":[{"type":"User","userPrincipalName":"b@contoso.com",
///     "modifiedProperties":[{"displayName":"Department","oldValue":"[]","newValue":"[\"Sales\"]"}]}]}"#;
/// let entry = Reader::new(&json[..]).records().next().expect("there is one")?;
/// let targets = entry.event().targets()?;
/// assert_eq!(targets[0].name(), Some("b@contoso.com"));
/// assert_eq!(targets[0].changes()[0].property(), "Department");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Target<'r> {
    pub(crate) kind: Option<Cow<'r, str>>,
    pub(crate) id: Option<Cow<'r, str>>,
    pub(crate) name: Option<Cow<'r, str>>,
    pub(crate) changes: Vec<Change<'r>>,
    pub(crate) folder: Option<Cow<'r, str>>,
    pub(crate) label_id: Option<Cow<'r, str>>,
}

impl<'r> Target<'r> {
    /// What a record names by id or name, or by both; none if by neither.
    pub(crate) fn named(id: Option<&'r str>, name: Option<&'r str>) -> Option<Self> {
        let [id, name] = [id, name].map(|text| filled(text).map(Cow::Borrowed));
        (id.is_some() || name.is_some()).then(|| Self { id, name, ..Self::default() })
    }

    /// What kind of resource, in the record's word: `User`, `Group`, ...
    pub fn kind(&self) -> Option<&str> {
        self.kind.as_deref()
    }

    /// Its id, as written.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Its display name, or else its user principal name.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The folder that holds it, of a message in a mailbox.
    pub fn folder(&self) -> Option<&str> {
        self.folder.as_deref()
    }

    /// The id of the sensitivity label that it carries, where the record tells of it without a change of the label.
    pub fn label_id(&self) -> Option<&str> {
        self.label_id.as_deref()
    }

    /// The properties that changed.
    pub fn changes(&self) -> &[Change<'r>] {
        &self.changes
    }
}

/// A changed property.
///
/// ```
/// use msaudit::event::PropertyValue;
/// use msaudit::read::Reader;
///
/// let json = br#"{"activityDisplayName":"Add member to role","targetResources":[{"modifiedProperties":[
///     {"displayName":"Role.DisplayName","oldValue":null,"newValue":"\"Global Administrator\""}]}]}"#;
/// let entry = Reader::new(&json[..]).records().next().expect("there is one")?;
/// let targets = entry.event().targets()?;
/// let change = &targets[0].changes()[0];
/// assert_eq!(change.old(), &PropertyValue::Null);
/// assert_eq!(change.new_value().as_text(), Some("Global Administrator"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Change<'r> {
    pub(crate) property: Cow<'r, str>,
    pub(crate) old: PropertyValue<'r>,
    pub(crate) new: PropertyValue<'r>,
}

impl<'r> Change<'r> {
    /// The name of the property.
    pub fn property(&self) -> &str {
        &self.property
    }

    /// The value before the change.
    pub fn old(&self) -> &PropertyValue<'r> {
        &self.old
    }

    /// The value after the change.
    pub fn new_value(&self) -> &PropertyValue<'r> {
        &self.new
    }
}

/// A value of a property, with the JSON that records hide in text decoded.
///
/// ```
/// use msaudit::event::PropertyValue;
/// use msaudit::wire::Raw;
///
/// let value = |json| serde_json::from_str::<Raw>(json).map(|raw| PropertyValue::of(Some(&raw)).into_owned());
/// assert_eq!(value(r#""\"x\"""#)?.as_text(), Some("x"));
/// assert_eq!(value(r#""plain""#)?.as_text(), Some("plain"));
/// assert_eq!(value(r#""[\r\n  true\r\n]""#)?.as_json(), Some("[true]"));
/// assert_eq!(PropertyValue::of(None), PropertyValue::Null);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PropertyValue<'r> {
    /// Absent or null.
    Null,
    /// Text, without the quotes that records put around it once more.
    Text(Cow<'r, str>),
    /// Any other JSON, without blanks.
    Json(Cow<'r, str>),
}

impl<'r> PropertyValue<'r> {
    /// Decodes a value of a record.
    pub fn of(raw: Option<&'r Raw<'_>>) -> Self {
        raw.map_or(Self::Null, |raw| Self::of_json(raw.as_json()))
    }

    /// The same, whether the field is kept or only the text that it borrows.
    pub(crate) fn kept(raw: Option<&Raw<'r>>) -> Self {
        match raw.and_then(Raw::borrowed_json) {
            Some(json) => Self::of_json(json),
            None => PropertyValue::of(raw).into_owned(),
        }
    }

    fn of_json(json: &'r str) -> Self {
        if json == "null" {
            return Self::Null;
        }
        let Some(content) = json.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else {
            // What is too deep for anyone to decode is left as text.
            return if is_json(json) { Self::Json(compact(json)) } else { Self::Text(Cow::Borrowed(json)) };
        };
        // Most values are plain text in quotes, within quotes.
        let quoted = content.strip_prefix("\\\"").and_then(|rest| rest.strip_suffix("\\\""));
        match quoted.filter(|text| !text.contains('\\') && !holds_json(text)) {
            Some(text) => Self::Text(Cow::Borrowed(text)),
            None => Self::in_text(text_of(json), 2),
        }
    }

    /// The text, if it is text.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The JSON, if it is JSON other than text and null.
    pub fn as_json(&self) -> Option<&str> {
        match self {
            Self::Json(json) => Some(json),
            _ => None,
        }
    }

    /// Converts to an owned value (`'static`).
    pub fn into_owned(self) -> PropertyValue<'static> {
        match self {
            Self::Null => PropertyValue::Null,
            Self::Text(text) => PropertyValue::Text(Cow::Owned(text.into_owned())),
            Self::Json(json) => PropertyValue::Json(Cow::Owned(json.into_owned())),
        }
    }

    /// Sees through text that holds JSON, and once more where that is text that holds JSON.
    fn in_text(text: Cow<'r, str>, depth: u8) -> Self {
        let trimmed = text.trim();
        let decoded = match trimmed.as_bytes().first() {
            Some(b'"') if depth > 0 => from_text::<Str<'_>>(trimmed).ok().map(|inner| {
                let inner = Cow::Owned(inner.into_cow().into_owned());
                // An inner text is only looked into for lists and objects: `"\"\\\"x\\\"\""` stays quoted once.
                if holds_json(&inner) { Self::in_text(inner, depth - 1) } else { Self::Text(inner) }
            }),
            Some(b'[' | b'{') => is_json(trimmed).then(|| {
                Self::Json(match &text {
                    Cow::Borrowed(text) => compact(text.trim()),
                    Cow::Owned(_) => Cow::Owned(compact(trimmed).into_owned()),
                })
            }),
            _ => None,
        };
        decoded.unwrap_or(Self::Text(text))
    }
}

/// Whether a text may be a list or an object.
fn holds_json(text: &str) -> bool {
    text.trim_start().starts_with(['[', '{'])
}

/// JSON without the blanks between its parts. Records hold values over several lines, and one event is one line.
fn compact(json: &str) -> Cow<'_, str> {
    let mut string = false;
    let mut escape = false;
    let (mut kept, mut start) = (String::new(), 0);
    for (at, byte) in json.bytes().enumerate() {
        match byte {
            _ if escape => escape = false,
            b'\\' => escape = string,
            b'"' => string = !string,
            b' ' | b'\t' | b'\r' | b'\n' if !string => {
                kept.push_str(&json[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    if start == 0 {
        return Cow::Borrowed(json);
    }
    kept.push_str(&json[start..]);
    Cow::Owned(kept)
}

impl serde::Serialize for PropertyValue<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_none(),
            Self::Text(text) => serializer.serialize_str(text),
            Self::Json(json) => match serde_json::from_str::<&RawValue>(json) {
                Ok(raw) => raw.serialize(serializer),
                Err(_) => serializer.serialize_str(json),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PropertyValue;
    use crate::wire::Raw;

    #[test]
    fn what_records_hide_is_decoded() {
        for (json, decoded) in [
            (r#""""#, r#""""#),
            (r#""\"\"""#, r#""""#),
            (r#""\"KeyDescription\"""#, r#""KeyDescription""#),
            (r#""AccountEnabled, AppAddress""#, r#""AccountEnabled, AppAddress""#),
            (r#""[\"[KeyIdentifier=1]\"]""#, r#"["[KeyIdentifier=1]"]"#),
            (r#""[\r\n  \"a b\"\r\n]""#, r#"["a b"]"#),
            (r#""[] => [[x""#, r#""[] => [[x""#),
            (r#""\"[\\\"x\\\"]\"""#, r#"["x"]"#),
            (r#""\"{\\\"a\\\": 1}\"""#, r#"{"a":1}"#),
            (r#""true""#, r#""true""#),
            (r#""{not json}""#, r#""{not json}""#),
            (r#""\"half""#, r#""\"half""#),
            ("true", "true"),
            ("null", "null"),
            ("[ 1, 2 ]", "[1,2]"),
            (r#"{"a" : "b c\" "}"#, r#"{"a":"b c\" "}"#),
        ] {
            let raw: Raw<'_> = serde_json::from_str(json).expect("the cases are JSON");
            let value = PropertyValue::of(Some(&raw));
            assert_eq!(serde_json::to_string(&value).expect("it is written"), decoded, "{json}");
            assert_eq!(value == PropertyValue::Null, json == "null", "{json}");
        }
    }
}
