//! Text that borrows.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use super::{FromJson, Json};

/// A string in a record, borrowed from the input where possible.
///
/// `Option<Cow<str>>` would not do: with serde it always copies.
///
/// ```
/// use msaudit::wire::Str;
///
/// let text: Str = serde_json::from_str(r#""a\u0062c""#)?;
/// assert_eq!(&*text, "abc");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Str<'a>(Cow<'a, str>);

impl<'a> Str<'a> {
    /// Takes text, borrowed or owned.
    pub fn new(text: impl Into<Cow<'a, str>>) -> Self {
        Self(text.into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, borrowed as long as the input is.
    pub fn into_cow(self) -> Cow<'a, str> {
        self.0
    }

    /// Whether the text is borrowed from the input.
    pub fn is_borrowed(&self) -> bool {
        matches!(self.0, Cow::Borrowed(_))
    }

    /// Converts to an owned value (`'static`).
    pub fn into_owned(self) -> Str<'static> {
        Str(Cow::Owned(self.0.into_owned()))
    }
}

impl<'a> From<Str<'a>> for Cow<'a, str> {
    fn from(text: Str<'a>) -> Self {
        text.0
    }
}

impl Deref for Str<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Str<'_> {
    fn eq(&self, text: &str) -> bool {
        self.0 == text
    }
}

impl PartialEq<&str> for Str<'_> {
    fn eq(&self, text: &&str) -> bool {
        self.0 == *text
    }
}

impl fmt::Display for Str<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Str<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl serde::Serialize for Str<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> serde::Deserialize<'de> for Str<'_> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}

impl<'a> FromJson<'a> for Str<'a> {
    #[inline]
    fn from_json(json: &mut Json<'a>) -> Option<Self> {
        json.text().map(Self)
    }
}

/// What every type that is a [`Str`] with a meaning has in common: it keeps the text, whatever it is.
macro_rules! text {
    ($name:ident) => {
        impl<'a> $name<'a> {
            /// Creates a value from any text.
            pub fn new(text: impl Into<std::borrow::Cow<'a, str>>) -> Self {
                Self($crate::wire::Str::new(text))
            }

            /// The text as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Converts to an owned value (`'static`).
            pub fn into_owned(self) -> $name<'static> {
                $name(self.0.into_owned())
            }
        }

        impl<'a> From<$name<'a>> for std::borrow::Cow<'a, str> {
            fn from(text: $name<'a>) -> Self {
                text.0.into_cow()
            }
        }

        impl std::ops::Deref for $name<'_> {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl serde::Serialize for $name<'_> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.0.serialize(serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name<'_> {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                serde::Deserialize::deserialize(deserializer).map(Self)
            }
        }

        impl<'a> $crate::wire::FromJson<'a> for $name<'a> {
            #[inline]
            fn from_json(json: &mut $crate::wire::Json<'a>) -> Option<Self> {
                $crate::wire::FromJson::from_json(json).map(Self)
            }
        }

        impl<'a> $crate::wire::cells::FromCell<'a> for $name<'a> {
            fn from_cell(cell: $crate::wire::cells::Cell<'a>) -> Result<Self, $crate::wire::DecodeError> {
                Ok(Self::new(cell.text))
            }
        }
    };
}
pub(crate) use text;
