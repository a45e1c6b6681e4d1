//! What every enum of the catalogue can do, written once.

#[cfg(feature = "serde")]
use alloc::string::String;
use core::fmt::{self, Debug};
use core::hash::Hash;

use super::ident::write_ident;
use super::table::{MatchKind, Table};

/// An enum of the catalogue: a closed list of names, with tolerant look-up.
///
/// Every method is also there as an inherent one, so that callers need not import the trait; it serves code that works
/// for any vocabulary, such as [`Open`](super::Open) and [`Code`](super::Code). It is sealed.
///
/// ```
/// use msaudit::catalog::{Activity, Service, Vocabulary};
///
/// fn known<T: Vocabulary>(names: &[&str]) -> usize {
///     names.iter().filter(|name| T::find(name).is_some()).count()
/// }
/// assert_eq!(known::<Service>(&["Core Directory", "B2C", "Shoe Cupboard"]), 2);
/// assert_eq!(known::<Activity>(&["Add user"]), 1);
/// ```
pub trait Vocabulary: Copy + Ord + Hash + Debug + sealed::Sealed + 'static {
    /// What a value is, in messages: `activity`, `service`, ...
    const KIND: &'static str;

    /// All values, in the order of the enum.
    const ALL: &'static [Self];

    /// The name as the newest edition prints it.
    fn name(self) -> &'static str;

    /// The value that `text` stands for, by any spelling.
    fn find(text: &str) -> Option<Self>;
}

pub(crate) mod sealed {
    /// Reaches the table of a vocabulary; sealed, so that tables stay an inner matter.
    #[allow(unnameable_types, reason = "that is what seals it")]
    pub trait Sealed: Sized {
        #[doc(hidden)]
        fn table() -> &'static super::Table;
        #[doc(hidden)]
        fn index(self) -> u16;
        #[doc(hidden)]
        fn search(text: &str) -> Option<(u16, super::MatchKind)>;
    }
}

/// A vocabulary whose values are numbers on some wires.
///
/// ```
/// use msaudit::catalog::{Coded, RecordType, UserType};
///
/// fn both<T: Coded>(code: i32) -> Option<(i32, &'static str)> {
///     T::from_code(code).map(|value| (value.code(), value.name()))
/// }
/// assert_eq!(both::<RecordType>(94), Some((94, "AipSensitivityLabelAction")));
/// assert_eq!(both::<UserType>(2), Some((2, "Admin")));
/// assert_eq!(both::<UserType>(99), None);
/// ```
pub trait Coded: Vocabulary {
    /// The number on the wire.
    fn code(self) -> i32;

    /// The value with this number.
    fn from_code(code: i32) -> Option<Self>;
}

/// A value and its code. The generator fills arrays of it.
#[derive(Debug)]
pub(super) struct CodeRow<T> {
    pub(super) value: T,
    pub(super) code: i32,
}

/// The value that `text` stands for, and how it matched.
pub(crate) fn find<T: Vocabulary>(text: &str) -> Option<(T, MatchKind)> {
    T::search(text).map(|(value, how)| (T::ALL[usize::from(value)], how))
}

/// The Rust identifier of a value, as text.
///
/// ```
/// use msaudit::catalog::{Activity, RecordType};
///
/// assert_eq!(Activity::AddMemberToRole.ident().to_string(), "AddMemberToRole");
/// assert_eq!(format!("{:?}", RecordType::VivaEngage), "VivaEngage");
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Ident {
    name: &'static str,
    explicit: Option<&'static str>,
}

impl Ident {
    pub(super) fn of<T: Vocabulary>(value: T) -> Self {
        Self { name: value.name(), explicit: T::table().explicit_ident(value.index()) }
    }

    fn write(self, out: &mut impl fmt::Write) -> fmt::Result {
        match self.explicit {
            Some(ident) => out.write_str(ident),
            None => write_ident(self.name, out),
        }
    }
}

impl fmt::Display for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f)
    }
}

impl Debug for Ident {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(feature = "serde")]
impl serde::Serialize for Ident {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // In one piece: a serializer looks at every piece by itself, and an event names several of them.
        let mut ident = String::with_capacity(self.name.len());
        self.write(&mut ident).map_err(serde::ser::Error::custom)?;
        serializer.serialize_str(&ident)
    }
}

/// The inherent methods and trait implementations of a generated enum. `$search` is how its names are found.
macro_rules! vocabulary {
    ($name:ident, $values:ident, $table:ident, $search:path) => {
        impl $name {
            /// How many values this version of the catalogue has.
            pub const COUNT: usize = $values.len();

            /// All values, in order.
            pub fn all() -> impl ExactSizeIterator<Item = Self> + DoubleEndedIterator + Clone {
                $values.iter().copied()
            }

            /// The name, as the newest edition prints it.
            pub const fn name(self) -> &'static str {
                $table.spelling(self as u16)
            }

            /// The Rust identifier of this value.
            pub fn ident(self) -> Ident {
                Ident::of(self)
            }

            /// The value that `text` stands for, by any spelling: as printed, folded, or an alias.
            pub fn find(text: &str) -> Option<Self> {
                <Self as Vocabulary>::find(text)
            }

            /// What `text` stands for and how it matched; if nothing, the nearest names.
            pub fn lookup(text: &str) -> Lookup<Self> {
                Lookup::new(text)
            }
        }

        impl Vocabulary for $name {
            const KIND: &'static str = $table.kind;
            const ALL: &'static [Self] = &$values;

            fn name(self) -> &'static str {
                self.name()
            }

            fn find(text: &str) -> Option<Self> {
                find(text).map(|(value, _)| value)
            }
        }

        impl sealed::Sealed for $name {
            fn table() -> &'static Table {
                &$table
            }

            fn index(self) -> u16 {
                self as u16
            }

            fn search(text: &str) -> Option<(u16, MatchKind)> {
                $search(&$table, text)
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.pad(self.name())
            }
        }

        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                core::fmt::Debug::fmt(&self.ident(), f)
            }
        }

        /// By any spelling, as `find`.
        impl core::str::FromStr for $name {
            type Err = UnknownName;

            fn from_str(text: &str) -> Result<Self, UnknownName> {
                Self::find(text).ok_or_else(|| UnknownName::new::<Self>(text))
            }
        }

        /// By any spelling, as `find`.
        impl TryFrom<&str> for $name {
            type Error = UnknownName;

            fn try_from(text: &str) -> Result<Self, UnknownName> {
                text.parse()
            }
        }

        impl PartialEq<str> for $name {
            /// Whether `text` is the name, byte for byte.
            fn eq(&self, text: &str) -> bool {
                self.name() == text
            }
        }

        impl PartialEq<&str> for $name {
            /// Whether `text` is the name, byte for byte.
            fn eq(&self, text: &&str) -> bool {
                self.name() == *text
            }
        }

        #[cfg(feature = "serde")]
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }

        #[cfg(feature = "serde")]
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_str(serde_names::NameVisitor(core::marker::PhantomData))
            }
        }

        #[cfg(feature = "strum")]
        impl strum::EnumCount for $name {
            const COUNT: usize = $values.len();
        }

        #[cfg(feature = "strum")]
        impl strum::VariantArray for $name {
            const VARIANTS: &'static [Self] = &$values;
        }
    };
}
pub(super) use vocabulary;
