//! The members of a value by their paths, as cells, without a tree in between.

use std::fmt::Display;
use std::io;

use serde::Serialize;
use serde::ser::{self, Impossible, SerializeMap, SerializeStruct, Serializer};

/// Hands on each member of a value that is no object, with its path, such as `actor.ip`: texts as they are, all else as JSON.
/// Members that are null are left out.
pub(crate) fn members(value: &impl Serialize, each: &mut dyn FnMut(&str, Cell<'_>)) -> io::Result<()> {
    let mut path = String::new();
    value.serialize(Member { path: &mut path, each }).map_err(io::Error::other)
}

/// What a member holds.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Cell<'c> {
    Text(&'c str),
    Json(&'c str),
}

impl<'c> Cell<'c> {
    pub(crate) fn as_str(&self) -> &'c str {
        match *self {
            Self::Text(text) | Self::Json(text) => text,
        }
    }

    pub(crate) fn is_text(&self) -> bool {
        matches!(self, Self::Text(_))
    }
}

struct Member<'m> {
    path: &'m mut String,
    each: &'m mut dyn FnMut(&str, Cell<'_>),
}

impl Member<'_> {
    fn json(self, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        let text = serde_json::to_string(value).map_err(Error)?;
        (self.each)(self.path, Cell::Json(&text));
        Ok(())
    }
}

#[derive(Debug)]
struct Error(serde_json::Error);

impl Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Error {}

impl ser::Error for Error {
    fn custom<T: Display>(message: T) -> Self {
        Self(ser::Error::custom(message))
    }
}

/// Members of an object, or items of a list that becomes JSON.
struct Members<'m>(Member<'m>);

impl Members<'_> {
    fn member(&mut self, key: &str, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        let length = self.0.path.len();
        if length > 0 {
            self.0.path.push('.');
        }
        self.0.path.push_str(key);
        let result = value.serialize(Member { path: self.0.path, each: self.0.each });
        self.0.path.truncate(length);
        result
    }
}

impl SerializeStruct for Members<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        self.member(key, value)
    }

    fn end(self) -> Result<(), Error> {
        Ok(())
    }
}

/// A list, as the JSON of its items.
struct Items<'m> {
    member: Member<'m>,
    text: String,
}

impl ser::SerializeSeq for Items<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Error> {
        self.text.push(if self.text.is_empty() { '[' } else { ',' });
        self.text += &serde_json::to_string(item).map_err(Error)?;
        Ok(())
    }

    fn end(mut self) -> Result<(), Error> {
        self.text.push_str(if self.text.is_empty() { "[]" } else { "]" });
        (self.member.each)(self.member.path, Cell::Json(&self.text));
        Ok(())
    }
}

/// No event has a map.
struct NoMap;

impl SerializeMap for NoMap {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, _: &T) -> Result<(), Error> {
        Err(ser::Error::custom("a map has no columns"))
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, _: &T) -> Result<(), Error> {
        Err(ser::Error::custom("a map has no columns"))
    }

    fn end(self) -> Result<(), Error> {
        Err(ser::Error::custom("a map has no columns"))
    }
}

macro_rules! as_json {
    ($($method:ident: $type:ty),+ $(,)?) => {
        $(fn $method(self, value: $type) -> Result<(), Error> {
            self.json(&value)
        })+
    };
}

impl<'m> Serializer for Member<'m> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Items<'m>;
    type SerializeTuple = Impossible<(), Error>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = NoMap;
    type SerializeStruct = Members<'m>;
    type SerializeStructVariant = Impossible<(), Error>;

    as_json! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_u8: u8,
        serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_f32: f32, serialize_f64: f64,
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Error> {
        (self.each)(self.path, Cell::Text(value));
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Error> {
        self.json(value)
    }

    fn serialize_none(self) -> Result<(), Error> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Error> {
        // Raw JSON among them, which only its own serializer understands.
        self.json(value)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.json(value)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'m>, Error> {
        Ok(Items { member: self, text: String::new() })
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Error> {
        Err(ser::Error::custom("a tuple has no columns"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Error> {
        Err(ser::Error::custom("a tuple has no columns"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        Err(ser::Error::custom("a tuple has no columns"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<NoMap, Error> {
        Ok(NoMap)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Members<'m>, Error> {
        Ok(Members(self))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Error> {
        Err(ser::Error::custom("a variant has no columns"))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use msaudit::read::Reader;
    use serde_json::Value;

    use super::{Cell, members};
    use crate::columns::CSV_COLUMNS;

    #[test]
    fn members_are_those_of_the_tree() {
        for name in ["mip_label_events", "diagnostic_settings", "ual_management_activity", "graph_directoryaudits"] {
            let path = format!("{}/../tests/data/samples/{name}.ndjson", env!("CARGO_MANIFEST_DIR"));
            for entry in Reader::open(path).expect("it is there").records() {
                let entry = entry.expect("it is a record");
                let decoded = entry.decode(None);
                let mut found = BTreeMap::new();
                let keep = &mut |path: &str, cell: Cell<'_>| {
                    let value = match cell {
                        Cell::Text(text) => Value::from(text),
                        Cell::Json(text) => serde_json::from_str(text).expect("it is JSON"),
                    };
                    assert!(found.insert(path.to_owned(), value).is_none(), "{path}");
                };
                members(&decoded, keep).expect("it is written");
                let tree = serde_json::to_value(&decoded).expect("it is written");
                for column in CSV_COLUMNS {
                    let value = column.split('.').fold(&tree, |value, name| &value[name]);
                    assert_eq!(found.remove(column).unwrap_or_default(), *value, "{column}");
                }
                assert!(found.is_empty(), "every member is a column: {found:?}");
            }
        }
    }
}
