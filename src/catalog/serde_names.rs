//! Reading names, and what records carry instead of them, with serde.

use alloc::borrow::{Cow, ToOwned};
use alloc::string::String;
use core::fmt;
use core::marker::PhantomData;

use super::code::Written;
use super::unknown_name::UnknownName;
use super::vocabulary::Vocabulary;

pub(super) struct NameVisitor<T>(pub(super) PhantomData<T>);

impl<T: Vocabulary> serde::de::Visitor<'_> for NameVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the name of an entry of the catalogue: {}", T::KIND)
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<T, E> {
        T::find(text).ok_or_else(|| E::custom(UnknownName::new::<T>(text)))
    }
}

/// A number or a name.
pub(super) struct WrittenVisitor;

impl serde::de::Visitor<'_> for WrittenVisitor {
    type Value = Written<'static>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number or a name")
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Written::Integer(number))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(i64::try_from(number).map_or(Written::Unsigned(number), Written::Integer))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Written::Real(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Written::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok(Written::Text(Cow::Owned(text)))
    }
}
