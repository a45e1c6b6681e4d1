//! Fields and codes of one record that nothing documents.

use crate::catalog::{Code, Coded, Open, Vocabulary};
use crate::wire::{Raw, Rest, Str};

/// A field that the record type does not declare, or a code that its vocabulary does not list.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// `name` may be qualified by the object that holds the field: `properties.shoeSize`.
    Field {
        format: &'static str,
        name: String,
    },
    Value {
        vocabulary: &'static str,
        written: String,
    },
}

/// Collects the gaps of a record. Each format passes it the fields it has; see [`View::gaps`](super::View::gaps).
#[derive(Debug, Default)]
pub(crate) struct Gaps(pub(crate) Vec<Gap>);

impl Gaps {
    /// The undeclared fields of an object. `prefix` qualifies their names.
    pub(crate) fn fields(&mut self, format: &'static str, prefix: &str, rest: &Rest<'_>) {
        self.some_fields(format, prefix, rest.unknown());
    }

    /// As [`fields`](Self::fields), for formats that read some undeclared fields all the same.
    pub(crate) fn some_fields<'f>(
        &mut self,
        format: &'static str,
        prefix: &str,
        fields: impl IntoIterator<Item = &'f (Str<'f>, Raw<'f>)>,
    ) {
        let gap = |(name, _): &(Str<'_>, Raw<'_>)| Gap::Field { format, name: format!("{prefix}{name}") };
        self.0.extend(fields.into_iter().map(gap));
    }

    pub(crate) fn code<T: Coded>(&mut self, code: Option<&Code<'_, T>>) {
        let is_empty = |code: &Code<'_, T>| code.as_text().is_some_and(|text| text.trim().is_empty());
        if let Some(code) = code.filter(|code| code.known().is_none() && !is_empty(code)) {
            self.0.push(Gap::Value { vocabulary: T::KIND, written: code.to_string() });
        }
    }

    pub(crate) fn name<T: Vocabulary>(&mut self, name: Option<&Open<'_, T>>) {
        if let Some(name) = name.filter(|name| name.known().is_none() && !name.as_str().is_empty()) {
            self.0.push(Gap::Value { vocabulary: T::KIND, written: name.as_str().to_owned() });
        }
    }
}
