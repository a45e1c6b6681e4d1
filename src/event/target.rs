//! What was acted on, and what changed in it.

use std::borrow::Cow;

use serde_json::value::RawValue;

use crate::wire::Raw;

/// A resource that was acted on.
///
/// ```
/// use msaudit::event::Event;
/// use msaudit::read::Reader;
///
/// let json = br#"{"activityDisplayName":"Update user","targetResources":[{"type":"User","userPrincipalName":"b@contoso.com",
///     "modifiedProperties":[{"displayName":"Department","oldValue":"[]","newValue":"[\"Sales\"]"}]}]}"#;
/// let entry = Reader::new(&json[..]).records().next().expect("there is one")?;
/// let targets = Event::new(entry.record()).targets()?;
/// assert_eq!(targets[0].name(), Some("b@contoso.com"));
/// assert_eq!(targets[0].changes()[0].property(), "Department");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Target<'r> {
    pub(super) kind: Option<Cow<'r, str>>,
    pub(super) id: Option<Cow<'r, str>>,
    pub(super) name: Option<Cow<'r, str>>,
    pub(super) changes: Vec<Change<'r>>,
}

impl<'r> Target<'r> {
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

    /// What changed in it.
    pub fn changes(&self) -> &[Change<'r>] {
        &self.changes
    }
}

/// A property that changed.
///
/// ```
/// use msaudit::event::{Event, PropertyValue};
/// use msaudit::read::Reader;
///
/// let json = br#"{"activityDisplayName":"Add member to role","targetResources":[{"modifiedProperties":[
///     {"displayName":"Role.DisplayName","oldValue":null,"newValue":"\"Global Administrator\""}]}]}"#;
/// let entry = Reader::new(&json[..]).records().next().expect("there is one")?;
/// let targets = Event::new(entry.record()).targets()?;
/// let change = &targets[0].changes()[0];
/// assert_eq!(change.old(), &PropertyValue::Null);
/// assert_eq!(change.new_value().as_text(), Some("Global Administrator"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Change<'r> {
    pub(super) property: Cow<'r, str>,
    pub(super) old: PropertyValue<'r>,
    pub(super) new: PropertyValue<'r>,
}

impl<'r> Change<'r> {
    /// The name of the property.
    pub fn property(&self) -> &str {
        &self.property
    }

    /// Its value before.
    pub fn old(&self) -> &PropertyValue<'r> {
        &self.old
    }

    /// Its value after.
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
    /// Missing or null.
    Null,
    /// Text, without the quotes that records put around it once more.
    Text(Cow<'r, str>),
    /// Any other JSON, without blanks.
    Json(Cow<'r, str>),
}

impl<'r> PropertyValue<'r> {
    /// The value that is meant by a field of a record.
    pub fn of(raw: Option<&'r Raw<'_>>) -> Self {
        match raw {
            None => Self::Null,
            Some(raw) if raw.as_json().starts_with('"') => Self::in_text(raw.text(), 2),
            Some(raw) => Self::Json(compact(Cow::Borrowed(raw.as_json()))),
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

    /// The same with its own copy of the text.
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
            Some(b'"') if depth > 0 => serde_json::from_str(trimmed).ok().map(|inner: String| {
                // An inner text is only looked into for lists and objects: `"\"\\\"x\\\"\""` stays quoted once.
                if inner.trim_start().starts_with(['[', '{']) {
                    Self::in_text(Cow::Owned(inner), depth - 1)
                } else {
                    Self::Text(Cow::Owned(inner))
                }
            }),
            Some(b'[' | b'{') => serde_json::from_str::<&RawValue>(trimmed).is_ok().then(|| {
                Self::Json(match &text {
                    Cow::Borrowed(text) => compact(Cow::Borrowed(text.trim())),
                    Cow::Owned(_) => compact(Cow::Owned(trimmed.to_owned())),
                })
            }),
            _ => None,
        };
        decoded.unwrap_or(Self::Text(text))
    }
}

/// JSON without the blanks between its parts. Records hold values over several lines, and one event is one line.
fn compact(json: Cow<'_, str>) -> Cow<'_, str> {
    let mut string = false;
    let mut escape = false;
    let mut kept = String::new();
    for character in json.chars() {
        let blank = !string && matches!(character, ' ' | '\t' | '\r' | '\n');
        match character {
            _ if escape => escape = false,
            '\\' => escape = string,
            '"' => string = !string,
            _ => {}
        }
        if !blank {
            kept.push(character);
        }
    }
    if kept.len() == json.len() { json } else { Cow::Owned(kept) }
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
            ("[ 1, 2 ]", "[1,2]"),
            (r#"{"a" : "b c\" "}"#, r#"{"a":"b c\" "}"#),
        ] {
            let raw: Raw<'_> = serde_json::from_str(json).expect("the cases are JSON");
            let value = PropertyValue::of(Some(&raw));
            assert_eq!(serde_json::to_string(&value).expect("it is written"), decoded, "{json}");
        }
    }
}
