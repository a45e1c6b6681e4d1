//! A JSON object with documented fields: what all record types share.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{DeserializeSeed, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};

use super::cells::Cell;
use super::{DecodeError, FromJson, Json, List, Raw, Rest, Str, check_list, from_text};

/// An object with documented fields, all of them optional. [`record!`](super::record!) declares types that implement it.
///
/// The required items are the part that depends on the names and types of the fields, and the macro writes them. The
/// provided methods read, fill, decode and write any such object.
pub(crate) trait Object<'a>: Default + FromJson<'a> + for<'de> Deserialize<'de> {
    /// The name of the type, for messages.
    const NAME: &'static str;
    /// The names of each field on the wire, by its number. The first is the one that is documented.
    const FIELDS: &'static [&'static [&'static str]];
    /// One variant for each field, in the order of `FIELDS`.
    type Field: Copy + 'static;
    /// The same, each with its documented name and the colon, as JSON writes them.
    const WRITTEN: &'static [(Self::Field, &'static str)];

    fn field(name: &str) -> Option<Self::Field>;
    fn number(field: Self::Field) -> u8;
    fn rest(&self) -> &Rest<'a>;
    fn rest_mut(&mut self) -> &mut Rest<'a>;
    /// Whether the field has a value.
    fn is_some(&self, number: u8) -> bool;
    /// Reads the value at the cursor into a field.
    fn read_field(&mut self, field: Self::Field, json: &mut Json<'a>) -> Option<()>;
    /// Reads the next value of a map into a field.
    fn deserialize_field<'de, A: MapAccess<'de>>(&mut self, field: Self::Field, map: &mut A) -> Result<(), A::Error>;
    fn set_field(&mut self, number: u8, cell: Cell<'a>) -> Result<(), DecodeError>;
    fn serialize_field<M: SerializeMap>(&self, number: u8, name: &str, map: &mut M) -> Result<(), M::Error>;
    /// Parses text that does not live long enough to borrow from.
    fn owned_from_text(json: &str) -> Result<Self, serde_json::Error>;
    /// The same for a list.
    fn owned_list_from_text(json: &str) -> Result<Vec<Self>, serde_json::Error>;

    /// Reads the object at the cursor into an empty value.
    #[inline]
    fn fill(&mut self, json: &mut Json<'a>) -> Option<()> {
        // Records of a kind have their members in one order, mostly that of the documents.
        let mut expected = 0;
        json.members(|json| {
            if let Some(&(field, written)) = Self::WRITTEN.get(expected)
                && json.took_name(written)?
            {
                expected += 1;
                self.see_as(Self::number(field), 0);
                return self.read_field(field, json);
            }
            let name = json.member_name()?;
            match Self::field(&name) {
                Some(field) => {
                    expected = usize::from(Self::number(field)) + 1;
                    self.see(field, &name);
                    self.read_field(field, json)
                }
                None => {
                    self.rest_mut().keep(Str::new(name), FromJson::from_json(json)?);
                    Some(())
                }
            }
        })?;
        self.rest_mut().finish();
        Some(())
    }

    /// Notes that a field is there, under this name.
    #[inline]
    fn see(&mut self, field: Self::Field, name: &str) {
        let number = Self::number(field);
        let spelling = match Self::FIELDS[usize::from(number)] {
            [_] => 0,
            names => names.iter().position(|&other| name == other).unwrap_or_default() as u8,
        };
        self.see_as(number, spelling);
    }

    /// The same under one of its spellings.
    #[inline]
    fn see_as(&mut self, number: u8, spelling: u8) {
        self.rest_mut().see(number, spelling, Self::FIELDS[usize::from(number)]);
    }

    /// Whether the field with this name is there and null.
    fn has_null(&self, name: &str) -> bool {
        Self::field(name)
            .map(Self::number)
            .is_some_and(|number| self.rest().is_present(number) && !self.is_some(number))
    }

    /// The field of a column with this name: its number and spelling.
    fn column(name: &str) -> Option<(u8, u8)> {
        let number = Self::number(Self::field(name)?);
        let spelling = Self::FIELDS[usize::from(number)].iter().position(|&other| name == other)?;
        Some((number, spelling as u8))
    }

    /// Takes the cell of a documented column.
    fn set(&mut self, (number, spelling): (u8, u8), cell: Cell<'a>) -> Result<(), DecodeError> {
        self.see_as(number, spelling);
        self.set_field(number, cell)
    }

    /// Takes the cell of another column.
    fn keep(&mut self, name: &'a str, cell: &'a str) {
        self.rest_mut().keep(Str::new(name), Raw::of_text(cell));
    }

    /// Fills a value from the cells of a row.
    fn of_cells(cells: impl Iterator<Item = (&'a str, &'a str)>) -> Result<Self, DecodeError> {
        let mut object = Self::default();
        for (name, cell) in cells {
            match Self::column(name) {
                Some(column) => object.set(column, cell.into())?,
                None => object.keep(name, cell),
            }
        }
        Ok(object)
    }

    /// Decodes a field that holds such an object, or the text of one. Empty text is `None`.
    fn decode(raw: Option<&'a Raw<'_>>) -> Result<Option<Self>, DecodeError> {
        match raw.map(Raw::inner) {
            None | Some(Cow::Borrowed("\"\"" | "null")) => Ok(None),
            Some(Cow::Borrowed(json)) => from_text(json).map(Some),
            Some(Cow::Owned(json)) => Self::owned_from_text(&json).map(Some),
        }
        .map_err(DecodeError::new)
    }

    /// Decodes a field that holds a list of such objects, or one alone, or the text of either.
    fn decode_list<'r>(list: Option<&'r List<'_, Self>>) -> Result<Cow<'r, [Self]>, DecodeError>
    where
        'r: 'a,
        Self: Clone,
    {
        match list.map(|list| (list.decoded(), &**list)) {
            None => Ok(Cow::default()),
            Some((Some(decoded), _)) => Ok(Cow::Borrowed(decoded)),
            Some((None, raw)) => Self::parse_list(raw).map(Cow::Owned),
        }
    }

    /// The same for a list that is not needed any more.
    fn take_list(list: List<'a, Self>) -> Result<Vec<Self>, DecodeError> {
        match list.into_parts() {
            (_, Some(decoded)) => Ok(decoded),
            (raw, None) => match raw.borrowed_json().filter(|json| json.starts_with('[')) {
                Some(json) => {
                    check_list(json)?;
                    from_text(json).map_err(DecodeError::new)
                }
                None => Self::parse_owned_list(&raw),
            },
        }
    }

    fn parse_list(raw: &'a Raw<'_>) -> Result<Vec<Self>, DecodeError> {
        match raw.inner() {
            Cow::Borrowed(json) if json.trim_start().starts_with('[') => {
                check_list(json)?;
                from_text(json).map_err(DecodeError::new)
            }
            _ => Self::parse_owned_list(raw),
        }
    }

    fn parse_owned_list(raw: &Raw<'_>) -> Result<Vec<Self>, DecodeError> {
        let inner = raw.inner();
        check_list(&inner)?;
        match &*inner {
            "\"\"" | "null" => Ok(Vec::new()),
            json if json.trim_start().starts_with('{') => Self::owned_from_text(json).map(|one| vec![one]),
            json => Self::owned_list_from_text(json),
        }
        .map_err(DecodeError::new)
    }

    /// Writes the fields that were there, each under the name it had, then those that are not documented.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (number, names) in (0_u8..).zip(Self::FIELDS) {
            if self.is_some(number) || self.rest().is_present(number) {
                self.serialize_field(number, names[usize::from(self.rest().spelling(number))], &mut map)?;
            }
        }
        for (name, value) in self.rest().unknown() {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// Reads the next value of a map into a field: compiled for each type of field, where a record type has dozens of fields.
pub(crate) fn next_value<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
    slot: &mut Option<T>,
    map: &mut A,
) -> Result<(), A::Error> {
    *slot = map.next_value()?;
    Ok(())
}

/// Reads an object with serde.
pub(crate) struct ObjectVisitor<'a, T>(PhantomData<(&'a (), T)>);

impl<T> Default for ObjectVisitor<'_, T> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

impl<'de, 'a, T: Object<'a>> Visitor<'de> for ObjectVisitor<'a, T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object ({})", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        let mut object = T::default();
        while let Some(name) = map.next_key_seed(Names(PhantomData::<(&'a (), T)>))? {
            match name {
                Ok(field) => {
                    object.see_as(T::number(field.0), field.1);
                    object.deserialize_field(field.0, &mut map)?;
                }
                Err(name) => {
                    let value = map.next_value()?;
                    object.rest_mut().keep(Str::new(name), value);
                }
            }
        }
        object.rest_mut().finish();
        Ok(object)
    }
}

/// The names of an object's members: the field and its spelling, or the name of a member that is not documented.
struct Names<'a, T>(PhantomData<(&'a (), T)>);

impl<'de, 'a, T: Object<'a>> DeserializeSeed<'de> for Names<'a, T> {
    type Value = Result<(T::Field, u8), String>;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'a, T: Object<'a>> Visitor<'_> for Names<'a, T> {
    type Value = Result<(T::Field, u8), String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, name: &str) -> Result<Self::Value, E> {
        let Some(field) = T::field(name) else { return Ok(Err(name.to_owned())) };
        let names = T::FIELDS[usize::from(T::number(field))];
        let spelling = names.iter().position(|&other| name == other).unwrap_or_default();
        Ok(Ok((field, spelling as u8)))
    }
}
