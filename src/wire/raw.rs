//! JSON that is kept as text.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::escape::unescape;
use super::from_json::{FromJson, from_text};
use super::json::Json;

/// A JSON value, kept as text and decoded on demand.
///
/// Two are equal if they were written alike.
///
/// ```
/// use msaudit::wire::Raw;
///
/// let targets: Raw = serde_json::from_str(r#"[ {"id": 1} ]"#)?;
/// assert_eq!(targets.as_json(), r#"[ {"id": 1} ]"#);
///
/// // Log Analytics exports write JSON as text. `inner` sees through that.
/// let wrapped: Raw = serde_json::from_str(r#""[\"x\"]""#)?;
/// assert_eq!(wrapped.inner(), r#"["x"]"#);
/// assert_eq!(wrapped.text(), r#"["x"]"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Raw<'a>(Cow<'a, str>);

impl<'a> Raw<'a> {
    /// What a cell of a table holds: a JSON list or object where it is one, else text.
    pub(crate) fn of_cell(cell: &'a str) -> Self {
        let json = cell.trim_start().starts_with(['[', '{']).then(|| from_text(cell).ok());
        json.flatten().unwrap_or_else(|| Self::of_text(cell))
    }

    pub(super) fn borrowed(json: &'a str) -> Self {
        Self(Cow::Borrowed(json))
    }

    /// The JSON text, as long as the input.
    pub(crate) fn borrowed_json(&self) -> Option<&'a str> {
        match self.0 {
            Cow::Borrowed(json) => Some(json),
            Cow::Owned(_) => None,
        }
    }

    /// Text, as a JSON string.
    pub(crate) fn of_text(text: &str) -> Self {
        Self(Cow::Owned(serde_json::Value::from(text).to_string()))
    }
}

/// [`Raw::text`] of a JSON text.
pub(crate) fn text_of(json: &str) -> Cow<'_, str> {
    match json.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        // A lone surrogate (`"\ud800"`) is valid JSON but no text; then its escape has to do.
        Some(content) => unescape(content).unwrap_or(Cow::Borrowed(content)),
        None => Cow::Borrowed(json),
    }
}

impl Raw<'_> {
    /// The JSON text.
    pub fn as_json(&self) -> &str {
        &self.0
    }

    /// The content of a JSON string, or the JSON text of anything else (`4`, `true`, `[1]`).
    pub fn text(&self) -> Cow<'_, str> {
        text_of(self.as_json())
    }

    /// The JSON text of the actual value: if the value is a string that contains a JSON array or object, that array or
    /// object.
    pub fn inner(&self) -> Cow<'_, str> {
        if self.as_json().starts_with('"') {
            let text = self.text();
            if text.trim_start().starts_with(['[', '{']) {
                return text;
            }
        }
        Cow::Borrowed(self.as_json())
    }

    /// Whether it is `""`, `[]`, `{}` or `null`, blanks aside.
    pub fn is_empty(&self) -> bool {
        let mut inner = self.as_json().bytes().filter(|byte| !byte.is_ascii_whitespace());
        match (inner.next(), inner.next(), inner.next()) {
            (Some(b'"'), Some(b'"'), None) | (Some(b'['), Some(b']'), None) | (Some(b'{'), Some(b'}'), None) => true,
            _ => self.as_json() == "null",
        }
    }

    /// `true` or `false`, also where it is written as text, in any case; `None` for anything else.
    ///
    /// ```
    /// use msaudit::wire::Raw;
    ///
    /// let raw: Raw = serde_json::from_str(r#""False""#)?;
    /// assert_eq!(raw.as_bool(), Some(false));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn as_bool(&self) -> Option<bool> {
        let text = self.text();
        if text.eq_ignore_ascii_case("true") { Some(true) } else { text.eq_ignore_ascii_case("false").then_some(false) }
    }

    /// Decodes the value, without looking for JSON inside strings.
    ///
    /// # Errors
    ///
    /// If it is not the JSON of a `T`.
    pub fn decode<'s, T: Deserialize<'s>>(&'s self) -> Result<T, DecodeError> {
        serde_json::from_str(self.as_json()).map_err(DecodeError::new)
    }

    /// Converts to an owned value (`'static`).
    pub fn into_owned(self) -> Raw<'static> {
        Raw(Cow::Owned(self.0.into_owned()))
    }
}

impl fmt::Debug for Raw<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_json())
    }
}

impl serde::Serialize for Raw<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // What was JSON when it was read still is.
        serde_json::from_str::<&RawValue>(self.as_json()).map_err(serde::ser::Error::custom)?.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Raw<'_> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw: Box<str> = Box::<RawValue>::deserialize(deserializer)?.into();
        Ok(Self(Cow::Owned(raw.into())))
    }
}

impl<'a> FromJson<'a> for Raw<'a> {
    #[inline]
    fn from_json(json: &mut Json<'a>) -> Option<Self> {
        json.value().map(Self::borrowed)
    }
}

/// Elements of a list in a record that are decoded. Each may take a hundred times its bytes in memory, so that a list as long
/// as a record can be must not be decoded whole.
pub(super) const ELEMENTS: usize = 100_000;

/// Levels of lists and objects that serde decodes.
const DEEPEST: usize = 127;

/// Whether a text is JSON, and no deeper than can be decoded.
pub(crate) fn is_json(text: &str) -> bool {
    let mut json = Json::new(text);
    let quick = json.value().is_some() && json.is_at_end();
    quick || serde_json::from_str::<&RawValue>(text).is_ok() && is_shallow(text)
}

/// Whether lists and objects of a JSON text stand no deeper within each other than can be decoded.
fn is_shallow(json: &str) -> bool {
    let (mut depth, mut string, mut escape) = (0_usize, false, false);
    for byte in json.bytes() {
        match byte {
            _ if escape => escape = false,
            b'\\' => escape = string,
            b'"' => string = !string,
            b'[' | b'{' if !string => depth += 1,
            b']' | b'}' if !string => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return false;
        }
    }
    true
}

/// Refuses a list with more elements than are decoded.
pub(crate) fn check_list(json: &str) -> Result<(), DecodeError> {
    // An element has a byte and a comma at least.
    if json.len() / 2 <= ELEMENTS {
        return Ok(());
    }
    let mut count = 0_usize;
    let mut counted = Json::new(json);
    let quick = counted.elements(|json| json.value().map(|_| count += 1));
    if quick.is_none() {
        count = serde_json::from_str::<Vec<&RawValue>>(json).map_or(0, |list| list.len());
    }
    if count > ELEMENTS { Err(DecodeError::beyond(format_args!("the limit of {ELEMENTS} elements"))) } else { Ok(()) }
}

/// A part of a record does not have the documented structure.
///
/// ```
/// use msaudit::wire::Raw;
///
/// let raw: Raw = serde_json::from_str("[1, 2]")?;
/// let error = raw.decode::<Vec<String>>().unwrap_err();
/// assert_eq!(error.to_string(), "invalid type: integer `1`, expected a string at line 1 column 2");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct DecodeError(serde_json::Error);

impl DecodeError {
    #[cold]
    pub(crate) fn new(error: serde_json::Error) -> Self {
        Self(error)
    }

    /// There is more of something than a limit.
    #[cold]
    pub(crate) fn beyond(limit: impl fmt::Display) -> Self {
        Self(serde::de::Error::custom(format_args!("more than {limit}")))
    }
}
