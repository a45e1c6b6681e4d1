//! The macro that declares record types.
//!
//! # What it generates
//!
//! `record! { pub struct X<'a> { field: Type<'a> = "Name" | "OtherName", ... } }` declares a struct in which every field is
//! an `Option`, plus `rest`, which keeps whatever the fields cannot: undocumented members, which fields were null, under
//! which name a field was written, and which names occurred twice. That is why parsing a record and writing it back loses
//! nothing. For the struct it implements [`Object`](super::object::Object): a table of names, and a `match` over the
//! fields for each operation that depends on their types. Everything else is ordinary generic code in that trait.
//!
//! # Two ways in
//!
//! *The fast parser* ([`Json`](super::Json), [`FromJson`](super::FromJson)) reads a record in one pass over the text. It
//! borrows text from the input, looks at 64 bytes of a string at once, and gives up on anything rare: values nested more
//! than 64 levels deep, half a surrogate pair, integers of more than 18 digits. It needs no error messages, since it may
//! decline at any point.
//!
//! *serde* reads what the fast parser declines and says what is wrong with the rest. It is also how other programs read
//! records, from any reader or into any container, so its results own their text: `X<'static>` implements
//! `DeserializeOwned`. The record types of formats also have `from_json`, which
//! borrows.
//!
//! Both must agree: whatever the fast parser accepts, serde reads to an equal value, and the fast parser accepts nothing
//! that serde rejects. `from_json.rs` tests that with random JSON and with mutated JSON, and the fuzz target `roads` with
//! whole records.
//!
//! # Why not `#[derive(Deserialize)]`
//!
//! Undocumented members need `#[serde(flatten)]`, which buffers every member of the object in an intermediate value and
//! cannot borrow; null, missing and repeated members cannot be told apart; and a derived `Option<Cow<str>>` copies its text
//! even when it could borrow it. A macro also documents each field with its names on the wire.

/// Declares a JSON object: `field: Type<'a> = "Name"`, every field optional, further names after `|`; at most 128 fields.
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $name:ident<'a> {
            $( $(#[$doc:meta])* $field:ident: $type:ty = $($spelling:literal)|+, )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default, PartialEq)]
        #[non_exhaustive]
        pub struct $name<'a> {
            $(
                $(#[$doc])*
                #[doc = $crate::wire::record::on_the_wire!($($spelling),+)]
                pub $field: Option<$type>,
            )+
            /// What the fields above do not hold.
            pub rest: $crate::wire::Rest<'a>,
        }

        #[allow(dead_code, reason = "some records are private to the crate, and some are never parts of others")]
        impl<'a> $name<'a> {
            /// Converts to an owned value (`'static`).
            pub fn into_owned(self) -> $name<'static> {
                $name {
                    $($field: self.$field.map(<$type>::into_owned),)+
                    rest: self.rest.into_owned(),
                }
            }

            /// Whether the record has the documented field with this JSON name, and it is null.
            pub fn is_null(&self, name: &str) -> bool {
                $crate::wire::Object::has_null(self, name)
            }
        }

        const _: () = {
            use $crate::wire::{DecodeError, FromJson, Json, Object, ObjectVisitor, Rest, from_text, next_value};
            use $crate::wire::cells::{Cell, FromCell};

            #[allow(non_camel_case_types, reason = "they are the names of the fields")]
            #[derive(Debug, Clone, Copy)]
            #[repr(u8)]
            pub(crate) enum Field { $($field,)+ }

            impl<'a> Object<'a> for $name<'a> {
                const NAME: &'static str = stringify!($name);
                const FIELDS: &'static [&'static [&'static str]] = {
                    const FIELDS: &[&[&str]] = &[$(&[$($spelling),+]),+];
                    assert!(FIELDS.len() <= 128);
                    FIELDS
                };
                type Field = Field;
                const WRITTEN: &'static [(Field, &'static str)] =
                    &[$((Field::$field, $crate::wire::record::as_written!($($spelling),+)),)+];

                #[inline]
                fn field(name: &str) -> Option<Field> {
                    match name {
                        $($($spelling)|+ => Some(Field::$field),)+
                        _ => None,
                    }
                }

                #[inline]
                fn number(field: Field) -> u8 {
                    field as u8
                }

                fn rest(&self) -> &Rest<'a> {
                    &self.rest
                }

                #[inline]
                fn rest_mut(&mut self) -> &mut Rest<'a> {
                    &mut self.rest
                }

                fn is_some(&self, number: u8) -> bool {
                    $(if number == Field::$field as u8 {
                        return self.$field.is_some();
                    })+
                    false
                }

                #[inline]
                fn read_field(&mut self, field: Field, json: &mut Json<'a>) -> Option<()> {
                    match field { $(Field::$field => FromJson::read(&mut self.$field, json),)+ }
                }

                fn deserialize_field<'de, A: serde::de::MapAccess<'de>>(
                    &mut self,
                    field: Field,
                    map: &mut A,
                ) -> Result<(), A::Error> {
                    match field { $(Field::$field => next_value(&mut self.$field, map),)+ }
                }

                fn set_field(&mut self, number: u8, cell: Cell<'a>) -> Result<(), DecodeError> {
                    $(if number == Field::$field as u8 {
                        return FromCell::read(&mut self.$field, cell);
                    })+
                    Ok(())
                }

                fn serialize_field<M: serde::ser::SerializeMap>(
                    &self,
                    number: u8,
                    name: &str,
                    map: &mut M,
                ) -> Result<(), M::Error> {
                    $(if number == Field::$field as u8 {
                        return map.serialize_entry(name, &self.$field);
                    })+
                    Ok(())
                }

                fn owned_from_text(json: &str) -> Result<Self, serde_json::Error> {
                    from_text(json).map(|record: $name<'_>| record.into_owned())
                }

                fn owned_list_from_text(json: &str) -> Result<Vec<Self>, serde_json::Error> {
                    let list: Vec<$name<'_>> = from_text(json)?;
                    Ok(list.into_iter().map($name::into_owned).collect())
                }
            }

            impl<'a> FromJson<'a> for $name<'a> {
                fn from_json(json: &mut Json<'a>) -> Option<Self> {
                    let mut record = Self::default();
                    record.fill(json)?;
                    Some(record)
                }

                fn read(slot: &mut Option<Self>, json: &mut Json<'a>) -> Option<()> {
                    *slot = None;
                    if json.took_null()? {
                        return Some(());
                    }
                    slot.insert(Self::default()).fill(json)
                }

                fn push(list: &mut Vec<Self>, json: &mut Json<'a>) -> Option<()> {
                    list.push(Self::default());
                    list.last_mut()?.fill(json)
                }
            }

            impl<'a> FromCell<'a> for $name<'a> {
                fn from_cell(cell: Cell<'a>) -> Result<Self, DecodeError> {
                    from_text(cell.text).map_err(DecodeError::new)
                }
            }

            impl<'de> serde::Deserialize<'de> for $name<'_> {
                fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    deserializer.deserialize_map(ObjectVisitor::default())
                }
            }

            impl serde::Serialize for $name<'_> {
                fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    self.write(serializer)
                }
            }
        };
    };
}
pub(crate) use record;

/// The paragraph that names a field on the wire.
macro_rules! on_the_wire {
    ($first:literal $(, $further:literal)*) => {
        concat!("\n\nOn the wire: `", $first, "`" $(, ", `", $further, "`")*)
    };
}
pub(crate) use on_the_wire;

/// The first name of a field and the colon, as JSON writes them.
macro_rules! as_written {
    ($first:literal $(, $further:literal)*) => {
        concat!("\"", $first, "\":")
    };
}
pub(crate) use as_written;

/// Declares methods that decode parts of a record, which it keeps as JSON until they are asked for.
///
/// `list method: Part = field;` returns all parts of a list, `object method: Part = field;` returns one.
macro_rules! parts {
    ($record:ident: $($(#[$doc:meta])* $shape:ident $method:ident: $part:ident = $field:ident;)+) => {
        impl $record<'_> {
            $( $crate::wire::record::part!($(#[$doc])* $shape $method: $part = $field); )+
        }
    };
}
pub(crate) use parts;

macro_rules! part {
    ($(#[$doc:meta])* list $method:ident: $part:ident = $field:ident) => {
        $(#[$doc])*
        ///
        /// # Errors
        ///
        #[doc = concat!(
            "If [`", stringify!($field), "`](Self::", stringify!($field), ") is neither a list of [`", stringify!($part),
            "`], nor one alone, nor the text of either."
        )]
        pub fn $method(&self) -> Result<std::borrow::Cow<'_, [$part<'_>]>, $crate::wire::DecodeError> {
            $crate::wire::Object::decode_list(self.$field.as_ref())
        }
    };
    ($(#[$doc:meta])* object $method:ident: $part:ident = $field:ident) => {
        $(#[$doc])*
        ///
        /// # Errors
        ///
        #[doc = concat!(
            "If [`", stringify!($field), "`](Self::", stringify!($field), ") is neither a [`", stringify!($part),
            "`] nor the text of one."
        )]
        pub fn $method(&self) -> Result<Option<$part<'_>>, $crate::wire::DecodeError> {
            $crate::wire::Object::decode(self.$field.as_ref())
        }
    };
}
pub(crate) use part;
