//! The macro that declares records.

use serde::de::DeserializeSeed;

use super::Str;

/// Declares a JSON object: `field: Type<'a> = "Name"`, every field optional, further spellings of a name after `|`.
///
/// The result keeps what the declaration lacks: unknown fields, which fields were null, how a name was spelt, which names
/// stood twice. Reading and writing are here, once, rather than derived: serde's `flatten` copies every unknown field
/// and cannot borrow. At most 128 fields.
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

        const _: () = {
            #[allow(non_camel_case_types, reason = "they are the names of the fields")]
            #[derive(Clone, Copy)]
            #[repr(u8)]
            enum Field { $($field,)+ }

            const SPELLINGS: &[&[&str]] = &[$(&[$($spelling),+]),+];
            const _: () = assert!(SPELLINGS.len() <= 128);

            fn field(name: &str) -> Option<Field> {
                match name {
                    $($($spelling)|+ => Some(Field::$field),)+
                    _ => None,
                }
            }

            #[inline]
            fn spelling(field: Field, name: &str) -> u8 {
                match SPELLINGS[field as usize] {
                    [_] => 0,
                    spellings => spellings.iter().position(|&other| name == other).unwrap_or_default() as u8,
                }
            }

            impl<'a> $crate::wire::cells::FromCells<'a> for $name<'a> {
                fn column(name: &str) -> Option<(u8, u8)> {
                    let field = field(name)?;
                    let spelling = SPELLINGS[field as usize].iter().position(|&other| name == other)?;
                    Some((field as u8, spelling as u8))
                }

                fn set(
                    &mut self,
                    column: (u8, u8),
                    cell: $crate::wire::cells::Cell<'a>,
                ) -> Result<(), $crate::wire::DecodeError> {
                    let (number, spelling) = column;
                    self.rest.see(number, spelling, SPELLINGS[usize::from(number)]);
                    $(if number == Field::$field as u8 {
                        self.$field = $crate::wire::cells::FromCell::from_filled(cell)?;
                    })+
                    Ok(())
                }

                fn keep(&mut self, name: &'a str, cell: &'a str) {
                    self.rest.keep($crate::wire::Str::new(name), $crate::wire::Raw::of_text(cell));
                }
            }

            impl<'a> $crate::wire::cells::FromCell<'a> for $name<'a> {
                fn from_cell(cell: $crate::wire::cells::Cell<'a>) -> Result<Self, $crate::wire::DecodeError> {
                    $crate::wire::from_text(cell.text).map_err($crate::wire::DecodeError::new)
                }
            }

            impl $name<'_> {
                /// Whether the record has the documented field with this JSON name, and it is null.
                #[allow(dead_code, reason = "some records stay inside the crate")]
                pub fn is_null(&self, name: &str) -> bool {
                    field(name).is_some_and(|field| {
                        self.rest.is_present(field as u8) && match field { $(Field::$field => self.$field.is_none(),)+ }
                    })
                }

                /// Fills one from the cells of a row.
                #[allow(dead_code, reason = "not every record is a row")]
                pub(crate) fn of_cells<'r>(
                    cells: impl Iterator<Item = (&'r str, &'r str)>,
                ) -> Result<$name<'r>, $crate::wire::DecodeError> {
                    use $crate::wire::cells::FromCells;

                    let mut record = $name::default();
                    for (name, cell) in cells {
                        match <$name<'_> as FromCells<'_>>::column(name) {
                            Some(column) => record.set(column, cell.into())?,
                            None => FromCells::keep(&mut record, name, cell),
                        }
                    }
                    Ok(record)
                }

                /// Decodes a field that holds one of these, as an object or as the text of one. Empty text is none.
                #[allow(dead_code, reason = "not every record is a part of another")]
                pub(crate) fn decode<'r>(
                    raw: Option<&'r $crate::wire::Raw<'_>>,
                ) -> Result<Option<$name<'r>>, $crate::wire::DecodeError> {
                    use std::borrow::Cow;

                    match raw.map($crate::wire::Raw::inner) {
                        None | Some(Cow::Borrowed("\"\"")) => Ok(None),
                        Some(Cow::Borrowed(json)) => $crate::wire::from_text(json),
                        Some(Cow::Owned(json)) => $crate::wire::from_text(&json)
                            .map(|record: Option<$name<'_>>| record.map(|record| record.into_owned())),
                    }
                    .map_err($crate::wire::DecodeError::new)
                }

                /// Decodes a field that holds a list of these, or one alone, or the text of either.
                #[allow(dead_code, reason = "not every record stands in lists")]
                pub(crate) fn decode_list<'r>(
                    list: Option<&'r $crate::wire::List<'_, $name<'_>>>,
                ) -> Result<std::borrow::Cow<'r, [$name<'r>]>, $crate::wire::DecodeError> {
                    match list.map(|list| (list.decoded(), &**list)) {
                        None => Ok(std::borrow::Cow::default()),
                        Some((Some(decoded), _)) => Ok(std::borrow::Cow::Borrowed(decoded)),
                        Some((None, raw)) => Self::parse_list(raw).map(std::borrow::Cow::Owned),
                    }
                }

                /// The same for a list that is not needed any more.
                #[allow(dead_code, reason = "not every record stands in lists")]
                pub(crate) fn take_list<'r>(
                    list: $crate::wire::List<'r, $name<'r>>,
                ) -> Result<Vec<$name<'r>>, $crate::wire::DecodeError> {
                    match list.into_parts() {
                        (_, Some(decoded)) => Ok(decoded),
                        (raw, None) => match raw.borrowed_json().filter(|json| json.starts_with('[')) {
                            Some(json) => {
                                $crate::wire::check_list(json)?;
                                $crate::wire::from_text(json).map_err($crate::wire::DecodeError::new)
                            }
                            None => Ok(Self::parse_list(&raw)?.into_iter().map(|one| one.into_owned()).collect()),
                        },
                    }
                }

                fn parse_list<'r>(
                    raw: &'r $crate::wire::Raw<'_>,
                ) -> Result<Vec<$name<'r>>, $crate::wire::DecodeError> {
                    use std::borrow::Cow;

                    let inner = raw.inner();
                    $crate::wire::check_list(&inner)?;
                    match inner {
                        Cow::Borrowed("\"\"" | "null") => Ok(Vec::new()),
                        json if json.trim_start().starts_with('{') => {
                            return Self::decode(Some(raw)).map(|one| one.into_iter().collect());
                        }
                        Cow::Borrowed(json) => $crate::wire::from_text(json),
                        Cow::Owned(json) => $crate::wire::from_text(&json)
                            .map(|list: Vec<$name<'_>>| list.into_iter().map(|one| one.into_owned()).collect()),
                    }
                    .map_err($crate::wire::DecodeError::new)
                }

                /// The same with its own copy of every text.
                pub fn into_owned(self) -> $name<'static> {
                    $name {
                        $($field: self.$field.map(|value| value.into_owned()),)+
                        rest: self.rest.into_owned(),
                    }
                }
            }

            impl<'a> $crate::wire::Fill<'a> for $name<'a> {
                fn fill(&mut self, json: &mut $crate::wire::Json<'a>) -> Option<()> {
                    json.members(|json, name| self.member(json, name))?;
                    self.rest.finish();
                    Some(())
                }
            }

            impl<'a> $crate::wire::FromJson<'a> for $name<'a> {
                fn from_json(json: &mut $crate::wire::Json<'a>) -> Option<Self> {
                    let mut record = Self::default();
                    $crate::wire::Fill::fill(&mut record, json)?;
                    Some(record)
                }

                fn read(slot: &mut Option<Self>, json: &mut $crate::wire::Json<'a>) -> Option<()> {
                    *slot = None;
                    if json.took_null()? {
                        return Some(());
                    }
                    $crate::wire::Fill::fill(slot.insert(Self::default()), json)
                }

                fn push(list: &mut Vec<Self>, json: &mut $crate::wire::Json<'a>) -> Option<()> {
                    list.push(Self::default());
                    $crate::wire::Fill::fill(list.last_mut()?, json)
                }
            }

            impl<'a> $name<'a> {
                /// Reads the value of the member with this name.
                #[inline]
                fn member(&mut self, json: &mut $crate::wire::Json<'a>, name: &'a str) -> Option<()> {
                    use $crate::wire::FromJson;

                    match field(name) {
                        Some(field) => {
                            self.rest.see(field as u8, spelling(field, name), SPELLINGS[field as usize]);
                            match field {
                                $(Field::$field => FromJson::read(&mut self.$field, json),)+
                            }
                        }
                        None => {
                            self.rest.keep($crate::wire::Str::new(name), FromJson::from_json(json)?);
                            Some(())
                        }
                    }
                }
            }

            impl<'de: 'a, 'a> serde::Deserialize<'de> for $name<'a> {
                fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    struct ObjectVisitor<'a>(std::marker::PhantomData<&'a ()>);

                    impl<'de: 'a, 'a> serde::de::Visitor<'de> for ObjectVisitor<'a> {
                        type Value = $name<'a>;

                        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                            f.write_str(concat!("an object (", stringify!($name), ")"))
                        }

                        fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$name<'a>, A::Error> {
                            use $crate::wire::record::{Key, Keys};

                            let mut record = $name::default();
                            while let Some(key) = map.next_key_seed(Keys(field))? {
                                let name = match key {
                                    Key::Known(field, name) => {
                                        let spelling = spelling(field, &name);
                                        record.rest.see(field as u8, spelling, SPELLINGS[field as usize]);
                                        match field {
                                            $(Field::$field => {
                                                record.$field = map.next_value()?;
                                            })+
                                        }
                                        continue;
                                    }
                                    Key::Unknown(name) => name,
                                };
                                record.rest.keep(name, map.next_value()?);
                            }
                            record.rest.finish();
                            Ok(record)
                        }
                    }

                    deserializer.deserialize_map(ObjectVisitor(std::marker::PhantomData))
                }
            }

            impl serde::Serialize for $name<'_> {
                fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    use serde::ser::SerializeMap;

                    let mut map = serializer.serialize_map(None)?;
                    $({
                        let field = Field::$field as u8;
                        let name = SPELLINGS[usize::from(field)][usize::from(self.rest.spelling(field))];
                        if self.$field.is_some() || self.rest.is_present(field) {
                            map.serialize_entry(name, &self.$field)?;
                        }
                    })+
                    for (name, value) in self.rest.unknown() {
                        map.serialize_entry(name, value)?;
                    }
                    map.end()
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

/// A name in an object: one of the declared fields, or another.
pub(crate) enum Key<'de, F> {
    Known(F, Str<'de>),
    Unknown(Str<'de>),
}

/// Reads a name and finds its field.
pub(crate) struct Keys<F>(pub(crate) fn(&str) -> Option<F>);

impl<'de, F> DeserializeSeed<'de> for Keys<F> {
    type Value = Key<'de, F>;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        let name = <Str<'de> as serde::Deserialize<'de>>::deserialize(deserializer)?;
        Ok(match (self.0)(&name) {
            Some(field) => Key::Known(field, name),
            None => Key::Unknown(name),
        })
    }
}
