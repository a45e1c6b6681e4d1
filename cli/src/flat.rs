//! The members of a value by their paths, as cells, without a tree in between.

use std::fmt::Display;
use std::io;

use serde::Serialize;
use serde::ser::{self, Impossible, SerializeMap, SerializeStruct, Serializer};

use crate::cells::Cell;

/// What takes the members of a value in.
pub(crate) trait Members {
    /// Whether it takes the member with this path, such as `actor.ip`, which is no object.
    fn wants(&mut self, path: &str) -> bool;

    /// Takes the member that was asked for last.
    fn cell(&mut self, cell: Cell<'_>);
}

/// Hands on the members of a value that are wanted: texts as they are, all else as JSON. Members that are null are left out.
pub(crate) fn members(value: &impl Serialize, to: &mut dyn Members) -> io::Result<()> {
    value.serialize(Member { path: &mut String::new(), to }).map_err(io::Error::other)
}

struct Member<'m> {
    path: &'m mut String,
    to: &'m mut dyn Members,
}

impl Member<'_> {
    fn json(self, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        if self.to.wants(self.path) {
            self.to.cell(Cell::Json(&serde_json::to_string(value).map_err(Error)?));
        }
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

/// The members of an object.
struct Object<'m>(Member<'m>);

impl Object<'_> {
    fn member(&mut self, key: &str, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        let length = self.0.path.len();
        if length > 0 {
            self.0.path.push('.');
        }
        self.0.path.push_str(key);
        let result = value.serialize(Member { path: self.0.path, to: self.0.to });
        self.0.path.truncate(length);
        result
    }
}

impl SerializeStruct for Object<'_> {
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
    is_wanted: bool,
    text: String,
}

impl ser::SerializeSeq for Items<'_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, item: &T) -> Result<(), Error> {
        if self.is_wanted {
            self.text.push(if self.text.is_empty() { '[' } else { ',' });
            self.text += &serde_json::to_string(item).map_err(Error)?;
        }
        Ok(())
    }

    fn end(mut self) -> Result<(), Error> {
        if self.is_wanted {
            self.text.push_str(if self.text.is_empty() { "[]" } else { "]" });
            self.member.to.cell(Cell::Json(&self.text));
        }
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
    type SerializeStruct = Object<'m>;
    type SerializeStructVariant = Impossible<(), Error>;

    as_json! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_u8: u8,
        serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_f32: f32, serialize_f64: f64,
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Error> {
        if self.to.wants(self.path) {
            self.to.cell(Cell::Text(value));
        }
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
        Ok(Items { is_wanted: self.to.wants(self.path), member: self, text: String::new() })
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

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Object<'m>, Error> {
        Ok(Object(self))
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

    use super::{Members, members};
    use crate::cells::Cell;
    use crate::columns::CSV_COLUMNS;

    /// All members but one.
    #[derive(Default)]
    struct Found {
        without: &'static str,
        path: String,
        values: BTreeMap<String, Value>,
    }

    impl Members for Found {
        fn wants(&mut self, path: &str) -> bool {
            path.clone_into(&mut self.path);
            path != self.without
        }

        fn cell(&mut self, cell: Cell<'_>) {
            let value = cell.value().expect("it is JSON");
            assert!(self.values.insert(self.path.clone(), value).is_none(), "{}", self.path);
        }
    }

    #[test]
    fn members_are_those_of_the_tree() {
        for name in ["mip_label_events", "diagnostic_settings", "ual_management_activity", "graph_directoryaudits"] {
            let path = format!("{}/../tests/data/samples/{name}.ndjson", env!("CARGO_MANIFEST_DIR"));
            for entry in Reader::open(path).expect("it is there").records() {
                let entry = entry.expect("it is a record");
                let decoded = entry.decode(None);
                let tree = serde_json::to_value(&decoded).expect("it is written");
                for without in ["", "targets", "activity", "known.match"] {
                    let mut found = Found { without, ..Found::default() };
                    members(&decoded, &mut found).expect("it is written");
                    for column in CSV_COLUMNS.into_iter().filter(|&column| column != without) {
                        let value = column.split('.').fold(&tree, |value, name| &value[name]);
                        assert_eq!(found.values.remove(column).unwrap_or_default(), *value, "{column}");
                    }
                    assert!(found.values.is_empty(), "every member that is wanted is a column: {:?}", found.values);
                }
            }
        }
    }
}
