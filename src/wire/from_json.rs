//! Values that the fast parser reads.

use serde::Deserialize;

use super::json::Json;
use super::object::Object;
use super::raw::ELEMENTS;
use crate::catalog::{Code, Open};

/// A value that the fast parser can read.
pub(crate) trait FromJson<'a>: Sized {
    /// Reads the value at the cursor; `None` if serde is to do it. Then the cursor stands anywhere.
    fn from_json(json: &mut Json<'a>) -> Option<Self>;

    /// The same into a place that null empties.
    #[inline]
    fn read(slot: &mut Option<Self>, json: &mut Json<'a>) -> Option<()> {
        *slot = if json.took_null()? { None } else { Some(Self::from_json(json)?) };
        Some(())
    }

    /// The same at the end of a list.
    #[inline]
    fn push(list: &mut Vec<Self>, json: &mut Json<'a>) -> Option<()> {
        list.push(Self::from_json(json)?);
        Some(())
    }
}

impl<'a, T: FromJson<'a>> FromJson<'a> for Option<T> {
    fn from_json(json: &mut Json<'a>) -> Option<Self> {
        let mut value = None;
        T::read(&mut value, json)?;
        Some(value)
    }
}

/// A record is read where it is to stay: a large one takes longer to move than to read.
impl<'a, T: Object<'a>> FromJson<'a> for Box<T> {
    fn from_json(json: &mut Json<'a>) -> Option<Self> {
        let mut record = Self::default();
        record.fill(json)?;
        Some(record)
    }
}

impl<'a, T: FromJson<'a>> FromJson<'a> for Vec<T> {
    fn from_json(json: &mut Json<'a>) -> Option<Self> {
        let mut list = Self::new();
        json.elements(|json| {
            // What is longer is an error, once it is asked for.
            (list.len() < ELEMENTS).then_some(())?;
            // Most lists have few elements; of small ones, room for eight costs no more than to make room twice.
            if list.capacity() == 0 && size_of::<T>() <= 128 {
                list.reserve(8);
            }
            T::push(&mut list, json)
        })?;
        Some(list)
    }
}

impl<'a, T> FromJson<'a> for Open<'a, T> {
    #[inline]
    fn from_json(json: &mut Json<'a>) -> Option<Self> {
        json.text().map(Self::new)
    }
}

impl<'a, T> FromJson<'a> for Code<'a, T> {
    fn from_json(json: &mut Json<'a>) -> Option<Self> {
        if json.peek()? == b'"' { json.text().map(Self::text) } else { json.integer().map(Self::number) }
    }
}

/// The value of a whole text.
///
/// # Errors
///
/// If the text is not the JSON of a `T` and nothing else.
pub(crate) fn from_text<'a, T: FromJson<'a> + Deserialize<'a>>(text: &'a str) -> Result<T, serde_json::Error> {
    // Who asks for a part wants it whole.
    from_text_with(text, true)
}

/// The same, with the lists in it decoded or not.
pub(crate) fn from_text_with<'a, T: FromJson<'a> + Deserialize<'a>>(
    text: &'a str,
    decodes_lists: bool,
) -> Result<T, serde_json::Error> {
    let mut json = Json::new(text).decoding_lists(decodes_lists);
    match T::from_json(&mut json).filter(|_| json.is_at_end()) {
        Some(value) => Ok(value),
        None => serde_json::from_str(text),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::Deserialize;

    use super::{FromJson, Json};
    use crate::catalog::{Code, RecordType};
    use crate::formats::directory::ModifiedProperty;
    use crate::formats::graph::DirectoryAudit;
    use crate::wire::{Raw, Str};

    /// What serde reads at the start of a text, and where it ends.
    fn by_serde<'a, T: Deserialize<'a>>(text: &'a str) -> Option<(T, usize)> {
        let mut values = serde_json::Deserializer::from_str(text).into_iter();
        let value = values.next()?.ok()?;
        Some((value, values.byte_offset()))
    }

    fn by_cursor<'a, T: FromJson<'a>>(text: &'a str) -> Option<(T, usize)> {
        let mut json = Json::new(text);
        T::from_json(&mut json).map(|value| (value, json.at()))
    }

    /// Whatever the cursor accepts, serde reads alike.
    fn agree<'a, T: FromJson<'a> + Deserialize<'a> + PartialEq + std::fmt::Debug>(text: &'a str) {
        if let Some(read) = by_cursor::<T>(text) {
            assert_eq!(by_serde(text), Some(read), "{text}");
        }
    }

    fn agree_on_all_types(text: &str) {
        // Within a list, for what follows a number is not the number's to judge, as serde does where nothing is around it.
        let text = &format!("[{text}]");
        agree::<Vec<Str<'_>>>(text);
        agree::<Vec<Code<'_, RecordType>>>(text);
        agree::<Vec<Option<DirectoryAudit<'_>>>>(text);
        agree::<Raw<'_>>(text);
        agree::<Vec<Option<Str<'_>>>>(text);
        agree::<Vec<Option<ModifiedProperty<'_>>>>(text);
    }

    /// JSON of any shape, with names that records have and with blanks.
    fn json() -> impl Strategy<Value = String> {
        let string = prop_oneof![
            4 => any::<String>().prop_map(|text| serde_json::Value::from(text).to_string()),
            1 => "[ -~]{0,90}".prop_map(|text| serde_json::Value::from(text).to_string()),
            1 => Just(r#""\ud83d\ude00 \u00e9\/\b\f""#.to_owned()),
            1 => Just(r#""\\\\\"""#.to_owned()),
        ];
        let leaf = prop_oneof![
            4 => string.clone(),
            1 => any::<i64>().prop_map(|number| number.to_string()),
            1 => any::<f64>().prop_filter("JSON has no others", |number| number.is_finite()).prop_map(|n| format!("{n:?}")),
            1 => prop_oneof![Just("null"), Just("true"), Just("false"), Just("-0"), Just("1E5"), Just("[]"), Just("{ }")]
                .prop_map(str::to_owned),
        ];
        let name = prop_oneof![
            2 => string,
            3 => prop_oneof![
                Just(r#""id""#), Just(r#""activityDisplayName""#), Just(r#""initiatedBy""#), Just(r#""user""#),
                Just(r#""OldValue""#), Just(r#""oldValue""#), Just(r#""targetResources""#)
            ]
            .prop_map(str::to_owned),
        ];
        let blank = prop_oneof![4 => Just(""), 1 => Just(" "), 1 => Just("\r\n\t"), 1 => Just("\n            ")];
        leaf.prop_recursive(5, 60, 6, move |inner| {
            let list = proptest::collection::vec((inner.clone(), blank.clone()), 0..5).prop_map(|list| {
                let list: Vec<String> =
                    list.into_iter().map(|(value, blank)| format!("{blank}{value}{blank}")).collect();
                format!("[{}]", list.join(","))
            });
            let members = proptest::collection::vec((name.clone(), blank.clone(), inner), 0..6);
            let object = members.prop_map(|members| {
                let members = members.into_iter().map(|(name, blank, value)| format!("{blank}{name}:{blank}{value}"));
                format!("{{{}}}", members.collect::<Vec<_>>().join(","))
            });
            prop_oneof![list, object]
        })
    }

    proptest! {
        #[test]
        fn what_is_json_is_read_as_serde_reads_it(text in json(), tail in "[ ,}]{0,3}") {
            agree_on_all_types(&text);
            prop_assert_eq!(by_cursor::<Raw<'_>>(&text), by_serde(&text), "declined");
            agree_on_all_types(&(text + &tail));
        }

        #[test]
        fn what_serde_refuses_is_declined(
            text in json(),
            at in any::<prop::sample::Index>(),
            other in prop_oneof![
                any::<char>(), Just('"'), Just('\\'), Just('\n'), Just('{'), Just(']'), Just(','), Just(':'), Just('0'),
                Just('u'),
            ],
            kind in 0..3,
        ) {
            let mut characters: Vec<char> = text.chars().collect();
            let at = at.index(characters.len());
            match kind {
                0 => characters[at] = other,
                1 => characters.insert(at, other),
                _ => drop(characters.remove(at)),
            }
            agree_on_all_types(&characters.into_iter().collect::<String>());
        }

        #[test]
        fn any_text_is_read_as_serde_reads_it(text in r#"[\[\]{}",:\\ue0-9.\-+ \ntrfalsn]{0,40}"#) {
            agree_on_all_types(&text);
        }
    }

    #[test]
    fn strings_may_end_anywhere_in_a_block() {
        for length in 0..200 {
            for tail in ["", "\\\\", "\\\"", "\\u00e9", "\u{e9}", "\n"] {
                let text = format!("[\"{}{tail}\",\"{tail}\"]", "x".repeat(length));
                agree_on_all_types(&text);
                let is_json = serde_json::from_str::<serde_json::Value>(&text).is_ok();
                assert_eq!(by_cursor::<Raw<'_>>(&text).is_some(), is_json, "{text}");
                assert_eq!(by_cursor::<Vec<Option<Str<'_>>>>(&text).is_some(), is_json, "{text}");
            }
        }
    }

    #[test]
    fn depth_is_bounded_by_declining() {
        let nested = |depth: usize| "[".repeat(depth) + "0" + &"]".repeat(depth);
        assert!(by_cursor::<Raw<'_>>(&nested(64)).is_some());
        assert!(by_cursor::<Raw<'_>>(&nested(65)).is_none());
    }
}
