//! The error of a look-up that must succeed.

use alloc::boxed::Box;
use core::fmt;

use super::lookup::nearest_name;
use super::vocabulary::Vocabulary;

/// A name that the catalogue does not hold.
///
/// ```
/// use msaudit::catalog::Activity;
///
/// let error = "Add usr".parse::<Activity>().unwrap_err();
/// assert_eq!(error.name(), "Add usr");
/// assert!(error.to_string().starts_with("the catalogue has no activity named `Add usr`"));
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownName {
    kind: &'static str,
    name: Box<str>,
    nearest: Option<&'static str>,
}

impl UnknownName {
    #[cold]
    pub(super) fn new<T: Vocabulary>(name: &str) -> Self {
        Self { kind: T::KIND, name: name.into(), nearest: nearest_name::<T>(name) }
    }

    /// What was looked up.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The vocabulary it was looked up in: `activity`, `service`, ...
    pub fn kind(&self) -> &'static str {
        self.kind
    }
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the catalogue has no {} named `{}`", self.kind, self.name)?;
        match self.nearest {
            Some(nearest) => write!(f, "; the nearest is `{nearest}`"),
            None => Ok(()),
        }
    }
}

impl core::error::Error for UnknownName {}
