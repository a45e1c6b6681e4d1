//! A number, or the name of a number, as a record carries it.

use alloc::borrow::Cow;
use core::fmt;
use core::marker::PhantomData;

use super::vocabulary::Coded;

/// A code in a record: a number or a name, known to the catalogue or not.
///
/// The Management API writes `94`, Log Analytics writes `AipSensitivityLabelAction`, or the text `94`, or `94.0`. All of
/// them mean the same and all of them are written back as they came. Two are equal if they were written alike.
///
/// ```
/// use msaudit::catalog::{Code, RecordType};
///
/// let known: Code<RecordType> = Code::number(94);
/// assert_eq!(known.known(), Some(RecordType::AipSensitivityLabelAction));
/// assert_eq!(Code::<RecordType>::text("94").known(), known.known());
/// assert_eq!(Code::<RecordType>::text("aipSensitivityLabelAction").known(), known.known());
///
/// let new: Code<RecordType> = Code::number(418);
/// assert_eq!(new.known(), None);
/// assert_eq!(new.to_string(), "418");
/// ```
pub struct Code<'a, T> {
    written: Written<'a>,
    vocabulary: PhantomData<fn() -> T>,
}

#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(not(feature = "serde"), allow(dead_code, reason = "only a wire has such numbers"))]
pub(super) enum Written<'a> {
    Integer(i64),
    /// Only above `i64::MAX`.
    Unsigned(u64),
    Real(f64),
    Text(Cow<'a, str>),
}

impl<'a, T> Code<'a, T> {
    /// A number.
    pub const fn number(number: i64) -> Self {
        Self { written: Written::Integer(number), vocabulary: PhantomData }
    }

    /// A name, or a number written as text.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self { written: Written::Text(text.into()), vocabulary: PhantomData }
    }

    /// The number, also where it was written as text; `None` for a name or a number that is no integer.
    pub fn as_number(&self) -> Option<i64> {
        match &self.written {
            Written::Integer(number) => Some(*number),
            Written::Unsigned(_) => None,
            // Beyond 2^53 a float does not hold every integer; such a number is no code.
            Written::Real(number) => {
                let exact = number.abs() < 9_007_199_254_740_992.0 && *number as i64 as f64 == *number;
                exact.then_some(*number as i64)
            }
            Written::Text(text) => text.trim().parse().ok(),
        }
    }

    /// The text, where it was written as one.
    pub fn as_text(&self) -> Option<&str> {
        match &self.written {
            Written::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Converts to an owned value (`'static`).
    pub fn into_owned(self) -> Code<'static, T> {
        let written = match self.written {
            Written::Integer(number) => Written::Integer(number),
            Written::Unsigned(number) => Written::Unsigned(number),
            Written::Real(number) => Written::Real(number),
            Written::Text(text) => Written::Text(text.into_owned().into()),
        };
        Code { written, vocabulary: PhantomData }
    }
}

impl<T: Coded> Code<'_, T> {
    /// The value, by number or by any spelling of its name.
    pub fn known(&self) -> Option<T> {
        match (self.as_number(), self.as_text()) {
            (Some(number), _) => T::from_code(i32::try_from(number).ok()?),
            (None, Some(name)) => T::find(name),
            (None, None) => None,
        }
    }
}

impl<T> Clone for Code<'_, T> {
    fn clone(&self) -> Self {
        Self { written: self.written.clone(), vocabulary: PhantomData }
    }
}

impl<T> PartialEq for Code<'_, T> {
    fn eq(&self, other: &Self) -> bool {
        self.written == other.written
    }
}

impl<T: Coded> From<T> for Code<'static, T> {
    fn from(value: T) -> Self {
        Self::number(value.code().into())
    }
}

impl<T> fmt::Display for Code<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.written {
            Written::Integer(number) => fmt::Display::fmt(number, f),
            Written::Unsigned(number) => fmt::Display::fmt(number, f),
            Written::Real(number) => fmt::Display::fmt(number, f),
            Written::Text(text) => f.pad(text),
        }
    }
}

impl<T> fmt::Debug for Code<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.written {
            Written::Text(text) => fmt::Debug::fmt(text, f),
            _ => fmt::Display::fmt(self, f),
        }
    }
}

#[cfg(feature = "serde")]
impl<T> serde::Serialize for Code<'_, T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.written {
            Written::Integer(number) => serializer.serialize_i64(*number),
            Written::Unsigned(number) => serializer.serialize_u64(*number),
            Written::Real(number) => serializer.serialize_f64(*number),
            Written::Text(text) => serializer.serialize_str(text),
        }
    }
}

#[cfg(feature = "serde")]
impl<'de, T> serde::Deserialize<'de> for Code<'_, T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = deserializer.deserialize_any(super::serde_names::WrittenVisitor)?;
        Ok(Self { written, vocabulary: PhantomData })
    }
}

/// The code of every value, inherent and as [`Coded`].
macro_rules! coded {
    ($name:ident, $codes:ident) => {
        impl $name {
            /// The number on the wire.
            pub const fn code(self) -> i32 {
                $codes[self as usize].code
            }

            /// The value with this number, if one is documented.
            pub fn from_code(code: i32) -> Option<Self> {
                // The tables are ordered by code.
                $codes.binary_search_by_key(&code, |row| row.code).ok().map(|at| $codes[at].value)
            }
        }

        impl Coded for $name {
            fn code(self) -> i32 {
                self.code()
            }

            fn from_code(code: i32) -> Option<Self> {
                Self::from_code(code)
            }
        }
    };
}
pub(super) use coded;
