//! Small closed enums whose values have a name in reports and on the command line.

/// A text that names no value of an enum such as [`Format`](crate::formats::Format) or
/// [`Outcome`](crate::event::Outcome).
///
/// ```
/// use msaudit::event::Outcome;
///
/// let error: msaudit::UnknownValue = "failed".parse::<Outcome>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "no outcome is named `failed`; expected one of success, failure, timeout, partial, unknown"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no {kind} is named `{text}`; expected one of {}", .expected.join(", "))]
pub struct UnknownValue {
    kind: &'static str,
    text: Box<str>,
    expected: Box<[&'static str]>,
}

impl UnknownValue {
    #[cold]
    pub(crate) fn new(kind: &'static str, text: &str, expected: impl Iterator<Item = &'static str>) -> Self {
        Self { kind, text: text.into(), expected: expected.collect() }
    }
}

/// Declares such an enum: its derives, `name()`, `all()`, and the conversions from and to the name.
///
/// The first token says what a value is, in messages. `aliases` are further texts that are accepted.
macro_rules! named {
    (
        $kind:literal $(, aliases: { $($alias:literal => $value:ident),+ })?;
        $(#[$meta:meta])*
        pub enum $name:ident { $( $(#[$variant_meta:meta])* $variant:ident = $text:literal, )+ }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name { $( $(#[$variant_meta])* $variant, )+ }

        impl $name {
            /// The name in reports and on the command line.
            pub const fn name(self) -> &'static str {
                match self { $( Self::$variant => $text, )+ }
            }

            /// All values, in order.
            pub fn all() -> impl ExactSizeIterator<Item = Self> {
                <Self as strum::VariantArray>::VARIANTS.iter().copied()
            }
        }

        impl strum::VariantArray for $name {
            const VARIANTS: &'static [Self] = &[ $( Self::$variant, )+ ];
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::UnknownValue;

            fn from_str(text: &str) -> Result<Self, $crate::UnknownValue> {
                $( match text { $( $alias => return Ok(Self::$value), )+ _ => {} } )?
                let found = Self::all().find(|value| value.name() == text);
                found.ok_or_else(|| $crate::UnknownValue::new($kind, text, Self::all().map(Self::name)))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        }
    };
}
pub(crate) use named;
