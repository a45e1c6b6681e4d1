//! How much a value says: its members that are there, counted without a tree.

use std::fmt::Display;

use serde::Serialize;
use serde::ser::{
    SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple, SerializeTupleStruct,
    SerializeTupleVariant, Serializer,
};

/// The number of values, however deep, that are not null. Members of the outermost object with one of these names do not count,
/// and JSON that is kept as text is one value.
pub(super) fn filled(value: &impl Serialize, without: &[&str]) -> u32 {
    // What cannot be written says nothing.
    value.serialize(Count { without }).unwrap_or(0)
}

#[derive(Clone, Copy)]
struct Count<'c> {
    without: &'c [&'c str],
}

/// The parts of a value, added up.
struct Sum<'c> {
    count: u32,
    without: &'c [&'c str],
}

#[derive(Debug)]
struct Unwritable;

impl Display for Unwritable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a value that cannot be written")
    }
}

impl std::error::Error for Unwritable {}

impl serde::ser::Error for Unwritable {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}

impl Sum<'_> {
    fn add(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), Unwritable> {
        self.count += value.serialize(Count { without: &[] })?;
        Ok(())
    }
}

macro_rules! sums {
    ($($part:ident: $add:ident),+ $(,)?) => {
        $(impl $part for Sum<'_> {
            type Ok = u32;
            type Error = Unwritable;

            fn $add<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
                self.add(value)
            }

            fn end(self) -> Result<u32, Unwritable> {
                Ok(self.count)
            }
        })+
    };
}

sums! {
    SerializeSeq: serialize_element, SerializeTuple: serialize_element, SerializeTupleStruct: serialize_field,
    SerializeTupleVariant: serialize_field,
}

macro_rules! objects {
    ($($part:ident),+ $(,)?) => {
        $(impl $part for Sum<'_> {
            type Ok = u32;
            type Error = Unwritable;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Unwritable> {
                if self.without.contains(&key) { Ok(()) } else { self.add(value) }
            }

            fn end(self) -> Result<u32, Unwritable> {
                Ok(self.count)
            }
        })+
    };
}

objects!(SerializeStruct, SerializeStructVariant);

impl SerializeMap for Sum<'_> {
    type Ok = u32;
    type Error = Unwritable;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, _: &T) -> Result<(), Unwritable> {
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unwritable> {
        self.add(value)
    }

    fn end(self) -> Result<u32, Unwritable> {
        Ok(self.count)
    }
}

macro_rules! ones {
    ($($method:ident: $type:ty),+ $(,)?) => {
        $(fn $method(self, _: $type) -> Result<u32, Unwritable> {
            Ok(1)
        })+
    };
}

impl<'c> Serializer for Count<'c> {
    type Ok = u32;
    type Error = Unwritable;
    type SerializeSeq = Sum<'c>;
    type SerializeTuple = Sum<'c>;
    type SerializeTupleStruct = Sum<'c>;
    type SerializeTupleVariant = Sum<'c>;
    type SerializeMap = Sum<'c>;
    type SerializeStruct = Sum<'c>;
    type SerializeStructVariant = Sum<'c>;

    ones! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64, serialize_u8: u8,
        serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_f32: f32, serialize_f64: f64, serialize_char: char,
        serialize_str: &str, serialize_bytes: &[u8],
    }

    fn serialize_none(self) -> Result<u32, Unwritable> {
        Ok(0)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<u32, Unwritable> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<u32, Unwritable> {
        Ok(0)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<u32, Unwritable> {
        Ok(0)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, _: &'static str) -> Result<u32, Unwritable> {
        Ok(1)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<u32, Unwritable> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        value: &T,
    ) -> Result<u32, Unwritable> {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Sum<'c>, Unwritable> {
        Ok(Sum { count: 0, without: self.without })
    }

    fn serialize_tuple(self, _: usize) -> Result<Sum<'c>, Unwritable> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Sum<'c>, Unwritable> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Sum<'c>, Unwritable> {
        self.serialize_seq(None)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Sum<'c>, Unwritable> {
        self.serialize_seq(None)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Sum<'c>, Unwritable> {
        self.serialize_seq(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Sum<'c>, Unwritable> {
        self.serialize_seq(None)
    }

    fn collect_str<T: Display + ?Sized>(self, _: &T) -> Result<u32, Unwritable> {
        Ok(1)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::filled;

    #[test]
    fn what_is_null_or_empty_does_not_count() {
        for (value, count) in [
            (json!(null), 0),
            (json!({"a": 1, "b": null, "c": [], "d": {}, "e": [null, "x", {"f": false}]}), 3),
            (json!("text"), 1),
        ] {
            assert_eq!(filled(&value, &[]), count, "{value}");
        }
    }

    #[test]
    fn members_that_are_left_out_are_those_of_the_outermost_object() {
        #[derive(serde::Serialize)]
        struct Inner {
            known: u8,
        }
        #[derive(serde::Serialize)]
        struct Outer {
            known: u8,
            other: Inner,
        }
        assert_eq!(filled(&Outer { known: 1, other: Inner { known: 2 } }, &["known"]), 1);
    }
}
