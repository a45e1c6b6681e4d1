//! Changed properties and the parameters of cmdlets, in every shape that records hold them.

use std::borrow::Cow;

use super::{NameValue, ValueChange};
use crate::event::{Change, PropertyValue};
use crate::wire::{DecodeError, List, Object, Raw};

/// `ModifiedProperties`: a list of changes, one change, or a list of bare names whose values the record does not tell.
pub(super) fn of_properties<'r>(list: Option<&'r List<'r, ValueChange<'r>>>) -> Result<Vec<Change<'r>>, DecodeError> {
    let change = |change: ValueChange<'r>| Change {
        property: change.name.map_or(Cow::Borrowed(""), Cow::from),
        old: PropertyValue::kept(change.old_value.as_ref()),
        new: PropertyValue::kept(change.new_value.as_ref()),
    };
    match Object::decode_list(list) {
        Ok(changes) => Ok(changes.into_owned().into_iter().map(change).collect()),
        Err(error) => list.and_then(|list| bare(list)).ok_or(error),
    }
}

/// `Parameters`: a list of names and values, or one text as it was typed. A parameter is a change without a value before.
pub(super) fn of_parameters<'r>(list: Option<&'r List<'r, NameValue<'r>>>) -> Result<Vec<Change<'r>>, DecodeError> {
    let change = |parameter: NameValue<'r>| Change {
        property: parameter.name.map_or(Cow::Borrowed(""), Cow::from),
        old: PropertyValue::Null,
        new: PropertyValue::kept(parameter.value.as_ref()),
    };
    match Object::decode_list(list) {
        Ok(parameters) => Ok(parameters.into_owned().into_iter().map(change).collect()),
        Err(error) => list.and_then(|list| bare(list)).ok_or(error),
    }
}

/// A list of bare names, or text: `-Name value` as typed, or names between commas.
fn bare(raw: &Raw<'_>) -> Option<Vec<Change<'static>>> {
    let named = |name: &str, new| Change { property: Cow::Owned(name.to_owned()), old: PropertyValue::Null, new };
    if let Ok(names) = serde_json::from_str::<Vec<String>>(&raw.inner()) {
        return Some(names.iter().map(|name| named(name, PropertyValue::Null)).collect());
    }
    if !raw.as_json().starts_with('"') {
        return None;
    }
    let text = raw.text();
    let text = text.trim();
    if text.starts_with(['[', '{']) {
        return None;
    }
    Some(if text.starts_with('-') {
        typed(text)
            .into_iter()
            .map(|(name, value)| named(&name, value.map_or(PropertyValue::Null, text_value)))
            .collect()
    } else {
        let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
        names.map(|name| named(name, PropertyValue::Null)).collect()
    })
}

fn text_value(text: String) -> PropertyValue<'static> {
    PropertyValue::Text(Cow::Owned(text))
}

/// The parameters of a command line of PowerShell: `-Identity "Ana B" -Force -Enabled:$true`. A switch has no value.
fn typed(text: &str) -> Vec<(String, Option<String>)> {
    let mut parameters: Vec<(String, Option<String>)> = Vec::new();
    for (word, is_quoted) in words(text) {
        let name =
            word.strip_prefix('-').filter(|name| !is_quoted && name.starts_with(|c: char| c.is_ascii_alphabetic()));
        match (name, parameters.last_mut()) {
            (Some(name), _) => {
                let (name, value) = match name.split_once(':') {
                    Some((name, value)) => (name, Some(value.to_owned()).filter(|value| !value.is_empty())),
                    None => (name, None),
                };
                parameters.push((name.to_owned(), value));
            }
            (None, Some((_, Some(value)))) => {
                value.push(' ');
                value.push_str(&word);
            }
            (None, Some((_, value))) => *value = Some(word),
            (None, None) => parameters.push((word, None)),
        }
    }
    parameters
}

/// The words of a command line, and whether each stood in quotes.
fn words(text: &str) -> Vec<(String, bool)> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (word, after, is_quoted) = match first {
            '"' | '\'' => match rest[1..].split_once(first) {
                Some((word, after)) => (word, after, true),
                // Whoever cut the text off took the closing quote with it.
                None => (&rest[1..], "", true),
            },
            _ => {
                let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                (&rest[..end], &rest[end..], false)
            }
        };
        words.push((word.to_owned(), is_quoted));
        rest = after.trim_start();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::typed;

    #[test]
    fn a_typed_command_falls_into_its_parameters() {
        let value = |text: &str| Some(text.to_owned());
        for (text, parameters) in [
            (
                "-Identity bo -Address x@evil.example",
                vec![("Identity", value("bo")), ("Address", value("x@evil.example"))],
            ),
            (r#"-Identity "Ana -B" -Force"#, vec![("Identity", value("Ana -B")), ("Force", None)]),
            ("-Enabled:$true -Limit -1", vec![("Enabled", value("$true")), ("Limit", value("-1"))]),
            ("-Words a b 'c d", vec![("Words", value("a b c d"))]),
            ("-Confirm: $false", vec![("Confirm", value("$false"))]),
            ("", vec![]),
        ] {
            let wanted: Vec<_> = parameters.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
            assert_eq!(typed(text), wanted, "{text}");
        }
    }
}
