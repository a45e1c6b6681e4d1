//! What JSON values have in common, as a type of Arrow that loses none of them.

use arrow_schema::{DataType, Field, Fields, TimeUnit};
use serde_json::{Map, Value};

/// Values deeper than this are text.
const DEEPEST: usize = 16;

/// The type of some values, each of which fits in it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Shape {
    /// No value but null yet.
    #[default]
    Null,
    Bool,
    /// Integers, and whether floats hold all of them.
    Int {
        exact: bool,
    },
    Float,
    Text,
    /// Values of several types: text as it is, and the JSON of anything else.
    Mixed,
    List(Box<Self>),
    /// Members in the order in which they were met.
    Object(Vec<(String, Self)>),
}

impl Shape {
    /// Takes an object in; anything but objects has no members.
    pub(crate) fn add(&mut self, object: &Map<String, Value>) {
        if let Self::Object(members) = self {
            add_members(members, object, 0);
        }
    }

    fn add_at(&mut self, value: &Value, depth: usize) {
        if *self == Self::Null {
            *self = match value {
                Value::Null => return,
                Value::Bool(_) => Self::Bool,
                Value::Number(_) => Self::Int { exact: true },
                Value::String(_) => Self::Text,
                Value::Array(_) | Value::Object(_) if depth == DEEPEST => Self::Mixed,
                Value::Array(_) => Self::List(Box::default()),
                Value::Object(_) => Self::Object(Vec::new()),
            };
        }
        match (&mut *self, value) {
            (Self::Int { exact }, Value::Number(number)) if number.as_i64().is_some() => *exact &= is_exact(number),
            (Self::Int { exact: true } | Self::Float, Value::Number(number)) if is_exact(number) => *self = Self::Float,
            (Self::List(items), Value::Array(values)) => values.iter().for_each(|value| items.add_at(value, depth + 1)),
            (Self::Object(members), Value::Object(values)) => add_members(members, values, depth),
            (_, Value::Null) | (Self::Bool, Value::Bool(_)) | (Self::Text, Value::String(_)) | (Self::Mixed, _) => {}
            _ => *self = Self::Mixed,
        }
    }

    /// Takes in what another knows: the same comes of it as if its values had been taken in one by one.
    pub(crate) fn merge(&mut self, other: Self) {
        match (&mut *self, other) {
            (_, Self::Null) => {}
            (Self::Null, other) => *self = other,
            (Self::Int { exact }, Self::Int { exact: other }) => *exact &= other,
            (Self::Int { exact: true } | Self::Float, Self::Int { exact: true } | Self::Float) => *self = Self::Float,
            (Self::List(items), Self::List(others)) => items.merge(*others),
            (Self::Object(members), Self::Object(others)) => {
                for (name, shape) in others {
                    member(members, &name).merge(shape);
                }
            }
            (Self::Bool, Self::Bool) | (Self::Text, Self::Text) => {}
            _ => *self = Self::Mixed,
        }
    }

    /// Whether all values are there as the type has them, so that none has to be [fitted](Self::fit).
    pub(crate) fn fits(&self) -> bool {
        match self {
            Self::Null | Self::Bool | Self::Int { .. } | Self::Float | Self::Text => true,
            Self::Mixed => false,
            Self::List(items) => items.fits(),
            Self::Object(members) => !members.is_empty() && members.iter().all(|(_, shape)| shape.fits()),
        }
    }

    /// The columns of objects. Of those that `times` names, the text is a time.
    pub(crate) fn fields(&self, times: &[&str]) -> Fields {
        let Self::Object(members) = self else { return Fields::empty() };
        let field = |(name, shape): &(String, Self)| {
            let is_time = times.contains(&name.as_str()) && *shape == Self::Text;
            let data_type = if is_time {
                DataType::Timestamp(TimeUnit::Microsecond, Some("+00:00".into()))
            } else {
                shape.data_type()
            };
            Field::new(name, data_type, true)
        };
        members.iter().map(field).collect()
    }

    fn data_type(&self) -> DataType {
        match self {
            Self::Bool => DataType::Boolean,
            Self::Int { .. } => DataType::Int64,
            Self::Float => DataType::Float64,
            Self::List(items) => DataType::List(Field::new_list_field(items.data_type(), true).into()),
            // No file has a structure without members.
            Self::Object(members) if !members.is_empty() => DataType::Struct(self.fields(&[])),
            Self::Null | Self::Text | Self::Mixed | Self::Object(_) => DataType::Utf8,
        }
    }

    /// A value as the type has it.
    pub(crate) fn fit(&self, value: Value) -> Value {
        match (self, value) {
            (Self::List(items), Value::Array(values)) => values.into_iter().map(|value| items.fit(value)).collect(),
            (Self::Object(members), Value::Object(values)) if !members.is_empty() => {
                let fit = |(name, value): (String, Value)| {
                    let shape = members.iter().find(|(known, _)| *known == name).map(|(_, shape)| shape);
                    let value = shape.map_or(Value::Null, |shape| shape.fit(value));
                    (name, value)
                };
                Value::Object(values.into_iter().map(fit).collect::<Map<String, Value>>())
            }
            (Self::Mixed | Self::Object(_), value) if !value.is_null() && !value.is_string() => {
                Value::String(value.to_string())
            }
            (_, value) => value,
        }
    }
}

fn add_members(members: &mut Vec<(String, Shape)>, object: &Map<String, Value>, depth: usize) {
    for (name, value) in object {
        member(members, name).add_at(value, depth + 1);
    }
}

/// The member with this name, which is made if it is not there.
fn member<'m>(members: &'m mut Vec<(String, Shape)>, name: &str) -> &'m mut Shape {
    let at = members.iter().position(|(known, _)| known == name).unwrap_or_else(|| {
        members.push((name.to_owned(), Shape::Null));
        members.len() - 1
    });
    &mut members[at].1
}

/// Whether a float holds the number and nothing of it is lost.
fn is_exact(number: &serde_json::Number) -> bool {
    const MOST: u64 = 1 << f64::MANTISSA_DIGITS;

    match (number.as_i64(), number.as_u64()) {
        (Some(number), _) => number.unsigned_abs() <= MOST,
        (None, Some(number)) => number <= MOST,
        (None, None) => true,
    }
}

#[cfg(test)]
mod tests {
    use arrow_schema::DataType;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::Shape;

    fn shape(values: &[Value]) -> Shape {
        let mut shape = Shape::default();
        values.iter().for_each(|value| shape.add_at(value, 0));
        shape
    }

    #[test]
    fn values_of_one_type_keep_it_and_others_are_text() {
        for (values, data_type) in [
            (vec![json!(1), json!(null), json!(-5)], DataType::Int64),
            (vec![json!(1), json!(0.5)], DataType::Float64),
            (vec![json!(u64::MAX), json!(1)], DataType::Utf8),
            (vec![json!(0.5), json!(i64::MAX)], DataType::Utf8),
            (vec![json!(i64::MAX), json!(0.5)], DataType::Utf8),
            (vec![json!(i64::MAX), json!(1)], DataType::Int64),
            (vec![json!("a"), json!(1)], DataType::Utf8),
            (vec![json!([]), json!("a")], DataType::Utf8),
            (vec![json!({})], DataType::Utf8),
            (vec![json!(null)], DataType::Utf8),
            (vec![json!([true])], DataType::new_list(DataType::Boolean, true)),
        ] {
            assert_eq!(shape(&values).data_type(), data_type, "{values:?}");
        }
    }

    #[test]
    fn nothing_is_lost_in_a_column_of_several_types() {
        let values = [json!({"a": [1, {"b": 2}], "c": {}}), json!({"a": ["x"], "c": null})];
        let shape = shape(&values);
        let fitted: Vec<Value> = values.into_iter().map(|value| shape.fit(value)).collect();
        assert_eq!(fitted, [json!({"a": ["1", "{\"b\":2}"], "c": "{}"}), json!({"a": ["x"], "c": null})]);
    }

    /// JSON of all types, few of each, so that they meet in one place.
    fn json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(json!(null)),
            any::<bool>().prop_map(Value::from),
            prop_oneof![
                Just(json!(1)),
                Just(json!(i64::MAX)),
                Just(json!(u64::MAX)),
                Just(json!(0.5)),
                Just(json!(1e300))
            ],
            Just(json!("text")),
        ];
        leaf.prop_recursive(4, 16, 3, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
                prop::collection::btree_map("[a-c]", inner, 0..3).prop_map(|members| members.into_iter().collect()),
            ]
        })
    }

    proptest! {
        #[test]
        fn parts_make_the_same_as_the_whole(values in prop::collection::vec(json(), 0..8), at in 0..8_usize) {
            let (before, behind) = values.split_at(at.min(values.len()));
            let mut merged = shape(before);
            merged.merge(shape(behind));
            prop_assert_eq!(&merged, &shape(&values));
            if merged.fits() {
                for value in values {
                    prop_assert_eq!(merged.fit(value.clone()), value);
                }
            }
        }
    }

    #[test]
    fn depth_is_bounded() {
        let deep = (0..100).fold(json!(1), |value, _| json!([value]));
        let shape = shape(std::slice::from_ref(&deep));
        assert!(shape.fit(deep).to_string().contains("\"[[["));
    }
}
