//! A name as a record carries it.

use alloc::borrow::Cow;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;
use core::ops::Deref;

use super::vocabulary::Vocabulary;

/// A name in a record, kept as written whether the catalogue knows it or not.
///
/// Two are equal if their texts are. What the catalogue knows of the text is looked up when asked for (some 20 ns for a
/// name as documented), so that reading records costs nothing here.
///
/// ```
/// use msaudit::catalog::{Activity, Open};
///
/// let activity: Open<Activity> = Open::new("Update user.");
/// assert_eq!(activity.as_str(), "Update user.");
/// assert_eq!(activity.known(), Some(Activity::UpdateUser));
///
/// let new: Open<Activity> = Open::new("Teleport user");
/// assert_eq!(new.known(), None);
/// ```
pub struct Open<'a, T> {
    text: Cow<'a, str>,
    vocabulary: PhantomData<fn() -> T>,
}

impl<'a, T> Open<'a, T> {
    /// Keeps `text` as it is.
    pub fn new(text: impl Into<Cow<'a, str>>) -> Self {
        Self { text: text.into(), vocabulary: PhantomData }
    }

    /// The text as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Converts to an owned value (`'static`).
    pub fn into_owned(self) -> Open<'static, T> {
        Open::new(self.text.into_owned())
    }
}

impl<T: Vocabulary> Open<'_, T> {
    /// The value that the text names, in any spelling.
    pub fn known(&self) -> Option<T> {
        T::find(&self.text)
    }
}

impl<T> Clone for Open<'_, T> {
    fn clone(&self) -> Self {
        Self { text: self.text.clone(), vocabulary: PhantomData }
    }
}

impl<T> PartialEq for Open<'_, T> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<T> Eq for Open<'_, T> {}

impl<T> PartialEq<str> for Open<'_, T> {
    fn eq(&self, text: &str) -> bool {
        self.text == text
    }
}

impl<T> PartialEq<&str> for Open<'_, T> {
    fn eq(&self, text: &&str) -> bool {
        self.text == *text
    }
}

impl<T> Hash for Open<'_, T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<T: Vocabulary> From<T> for Open<'static, T> {
    fn from(value: T) -> Self {
        Self::new(value.name())
    }
}

impl<T> Deref for Open<'_, T> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.text
    }
}

impl<T> fmt::Display for Open<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl<T> fmt::Debug for Open<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

#[cfg(feature = "serde")]
impl<T> serde::Serialize for Open<'_, T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

#[cfg(feature = "serde")]
impl<'de, T> serde::Deserialize<'de> for Open<'_, T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        alloc::string::String::deserialize(deserializer).map(Self::new)
    }
}
