//! Records out of the wrappers that collectors and queries put around them.

use std::borrow::Cow;

use super::frame::{end_of_value, members};
use crate::input::Wrapper;

/// Where a wrapper has the record.
struct Rule {
    wrapper: Wrapper,
    /// Names from the outside in.
    path: &'static [&'static str],
    /// One of these must stand beside the first name, if there are any.
    beside: &'static [&'static str],
}

const fn rule(wrapper: Wrapper, path: &'static [&'static str], beside: &'static [&'static str]) -> Rule {
    Rule { wrapper, path, beside }
}

/// The first that fits counts, so what is nearest to the record comes first.
///
/// Sources: `Export-ActivityExplorerData` (PowerShell reference), the table `CloudAppEvents` (Defender XDR reference), Splunk's
/// documentation of the HTTP event collector and of search results, the Elastic Common Schema and the fields of the
/// integration for Microsoft 365, alerts of Wazuh, the extended log format of Graylog, the specification of `CloudEvents`, the log data models of Fluentd and `OpenTelemetry`.
const RULES: [Rule; 29] = [
    rule(Wrapper::ActivityExplorerPage, &["ResultData"], &[]),
    rule(Wrapper::CloudAppEvents, &["RawEventData"], &[]),
    rule(Wrapper::Splunk, &["_raw"], &[]),
    rule(Wrapper::Splunk, &["result", "_raw"], &[]),
    rule(Wrapper::Splunk, &["result"], &["preview", "offset", "lastrow"]),
    rule(Wrapper::Elastic, &["_source", "event", "original"], &[]),
    rule(Wrapper::Elastic, &["_source", "event.original"], &[]),
    rule(Wrapper::Elastic, &["_source", "o365", "audit"], &[]),
    rule(Wrapper::Elastic, &["_source", "o365audit"], &[]),
    rule(Wrapper::Elastic, &["_source", "message"], &[]),
    rule(Wrapper::Wazuh, &["_source", "data", "office365"], &[]),
    rule(Wrapper::Elastic, &["_source"], &[]),
    rule(Wrapper::Elastic, &["fields", "event.original"], &[]),
    rule(Wrapper::Elastic, &["fields", "message"], &[]),
    rule(Wrapper::Elastic, &["event", "original"], &[]),
    rule(Wrapper::Elastic, &["event.original"], &[]),
    rule(Wrapper::Elastic, &["o365", "audit"], &[]),
    rule(Wrapper::Elastic, &["o365audit"], &[]),
    rule(Wrapper::Wazuh, &["data", "office365"], &[]),
    rule(Wrapper::Wazuh, &["data"], &["rule", "decoder"]),
    rule(Wrapper::Wazuh, &["full_log"], &[]),
    rule(Wrapper::SplunkHec, &["event"], &["sourcetype", "source", "host", "index", "time", "fields"]),
    rule(Wrapper::CloudEvents, &["data"], &["specversion", "eventType"]),
    rule(Wrapper::Elastic, &["message"], &[]),
    rule(Wrapper::Gelf, &["full_message"], &[]),
    rule(Wrapper::Gelf, &["short_message"], &[]),
    rule(Wrapper::LogLine, &["log"], &[]),
    rule(Wrapper::LogLine, &["body"], &[]),
    rule(Wrapper::LogLine, &["Body"], &[]),
];

/// Names that speak for a wrapper even where the object has all names of a format too: what a search adds to the record that it
/// keeps.
const SURE: [&str; 1] = ["_raw"];

/// What a wrapper holds.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Content<'t> {
    /// An object.
    Object(Cow<'t, str>),
    /// Anything else: a list, lines, a table.
    Text(Cow<'t, str>),
}

/// The content of an object that wraps it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Wrapped<'t> {
    pub(super) wrapper: Wrapper,
    /// The names that lead to it, with full stops between.
    pub(super) field: String,
    /// Where in the object it stands.
    pub(super) place: usize,
    pub(super) content: Content<'t>,
}

/// Whether an object with these names is a wrapper though it may look like a record.
pub(super) fn is_sure(names: &[String]) -> bool {
    names.iter().any(|name| SURE.contains(&name.as_str()))
}

/// Takes the wrapper off an object, if it is one.
pub(super) fn unwrap(object: &str) -> Option<Wrapped<'_>> {
    let all: Vec<_> = members(object, 0).collect();
    let has = |name: &&str| all.iter().any(|member| member.name == *name);
    RULES.iter().find_map(|rule| {
        let (first, rest) = rule.path.split_first()?;
        let member = all.iter().find(|member| member.name == *first)?;
        if !rule.beside.is_empty() && !rule.beside.iter().any(has) {
            return None;
        }
        let mut place = member.value.clone();
        for &name in rest {
            let inner = object[place.clone()].starts_with('{').then(|| members(object, place.start))?;
            place = inner.into_iter().find(|member| member.name == name)?.value;
        }
        let content = content(rule.wrapper, &object[place.clone()])?;
        Some(Wrapped { wrapper: rule.wrapper, field: rule.path.join("."), place: place.start, content })
    })
}

/// The column of a table that has the records, if it is a wrapper.
pub(super) fn wrapping_column(names: &[String]) -> Option<(Wrapper, usize)> {
    RULES.iter().find_map(|rule| {
        let name = rule.path.join(".");
        let column = names.iter().position(|other| *other == name)?;
        let is_beside = |other: &&str| names.iter().any(|name| name == other);
        (rule.beside.is_empty() || rule.beside.iter().any(is_beside)).then_some((rule.wrapper, column))
    })
}

/// What a JSON value holds: an object, a list, or the text of them. Other values are no content.
fn content(wrapper: Wrapper, json: &str) -> Option<Content<'_>> {
    match json.as_bytes().first()? {
        b'{' => Some(Content::Object(Cow::Borrowed(json))),
        // What was looked up by its field is a list of values: texts, as a rule one.
        b'[' => Some(match serde_json::from_str::<Vec<String>>(json) {
            Ok(texts) if !texts.is_empty() => return content_of_text(wrapper, texts.join("\n").into()),
            _ => Content::Text(Cow::Borrowed(json)),
        }),
        b'"' => content_of_text(wrapper, serde_json::from_str::<String>(json).ok()?.into()),
        _ => None,
    }
}

/// What the text of a value holds. A page may hold a table; elsewhere there is an object in it.
pub(super) fn content_of_text(wrapper: Wrapper, text: Cow<'_, str>) -> Option<Content<'_>> {
    if wrapper != Wrapper::ActivityExplorerPage && !text.contains('{') {
        return None;
    }
    let is_object = text.trim_start().starts_with('{') && {
        let start = text.len() - text.trim_start().len();
        end_of_value(&text, start) == Some(text.trim_end().len())
    };
    if !is_object {
        return Some(Content::Text(text));
    }
    Some(Content::Object(match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }))
}

/// A line of a log that has an object behind some text: the wrapper, and where the object stands.
pub(super) fn prefixed(line: &str) -> Option<(Wrapper, usize, usize)> {
    let start = line.find('{')?;
    let end = end_of_value(line, start)?;
    // An object of nothing but a name in braces is a template or a GUID, not JSON.
    line[start + 1..].trim_start().starts_with('"').then_some(())?;
    let wrapper = if line[..start].contains("CEF:") { Wrapper::Cef } else { Wrapper::Syslog };
    Some((wrapper, start, end))
}

#[cfg(test)]
mod tests {
    use super::{Content, Wrapper, prefixed, unwrap, wrapping_column};

    #[test]
    fn the_nearest_to_the_record_counts() {
        for (json, wrapper, field, content) in [
            (r#"{"event":{"a":1},"time":5}"#, Wrapper::SplunkHec, "event", r#"{"a":1}"#),
            (r#"{"event":"{\"a\":1} ","host":"x"}"#, Wrapper::SplunkHec, "event", r#"{"a":1}"#),
            (r#"{"event":{"original":"{}","a":1}}"#, Wrapper::Elastic, "event.original", "{}"),
            (r#"{"_source":{"message":"hello","a":1}}"#, Wrapper::Elastic, "_source", r#"{"message":"hello","a":1}"#),
            (r#"{"result":{"a":1,"_raw":"{}"}}"#, Wrapper::Splunk, "result._raw", "{}"),
        ] {
            let found = unwrap(json).expect(json);
            assert_eq!((found.wrapper, found.field.as_str()), (wrapper, field));
            assert_eq!(found.content, Content::Object(content.into()));
        }
        for json in ["{}", r#"{"message":"hello"}"#, r#"{"event":{"a":1}}"#, r#"{"event":5,"host":""}"#] {
            assert_eq!(unwrap(json), None, "{json}");
        }
        let page = unwrap(r#"{"ResultData":"a,b\n1,2"}"#).expect("it is a page");
        assert_eq!(page.content, Content::Text("a,b\n1,2".into()));
    }

    #[test]
    fn a_column_or_a_line_may_wrap() {
        let names = ["time", "host", "event.original"].map(str::to_owned);
        assert_eq!(wrapping_column(&names), Some((Wrapper::Elastic, 2)));
        assert_eq!(prefixed("<134>1 x - - {\"a\":1} y"), Some((Wrapper::Syslog, 13, 20)));
        assert_eq!(prefixed("CEF:0|a|b|msg={\"a\":1}").map(|(wrapper, ..)| wrapper), Some(Wrapper::Cef));
        assert_eq!(prefixed("name,{0c0f}"), None);
    }
}
