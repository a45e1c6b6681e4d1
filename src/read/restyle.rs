//! Records that a tool wrote in a style of its own: names in another case, additional properties in an object of their own, no
//! value as text.

use std::fmt::Write;

use super::frame::{end_of_value, members, skip_blanks};
use crate::formats::Format;

/// Beyond this, values are copied as they stand.
const DEEPEST: usize = 32;

/// The object in which the PowerShell module of Graph keeps what it has no property for.
const ADDITIONAL: &str = "AdditionalProperties";

/// The member that the Azure command line adds to each row of a table, all of whose values it writes as text.
const AZURE_ROW: &str = "TableName";

/// Whether an object with these names was written in a style of its own, though its other names are those of a format.
pub(super) fn is_styled(names: &[String]) -> bool {
    names.iter().any(|name| name == ADDITIONAL || name == AZURE_ROW)
}

/// The object in the style of its format: names as they are documented, additional properties beside the others, and null where a
/// row of the Azure command line has `None`.
pub(super) fn restyled(object: &str, format: Format) -> String {
    let is_azure_row = members(object, 0).any(|member| member.name == AZURE_ROW);
    let mut style = Style { format, none_is_null: is_azure_row, out: String::with_capacity(object.len()) };
    style.object(object, 0, 0);
    style.out
}

struct Style {
    format: Format,
    none_is_null: bool,
    out: String,
}

impl Style {
    /// Writes the object at a place and gives the one behind it.
    fn object(&mut self, text: &str, at: usize, depth: usize) {
        self.out.push('{');
        let mut written: Vec<&str> = Vec::new();
        let mut additional = None;
        for member in members(text, at) {
            if member.name == ADDITIONAL && text[member.value.clone()].starts_with('{') {
                additional = Some(member.value.start);
                continue;
            }
            self.member(text, member.name, member.value, (depth, written.is_empty()));
            written.push(member.name);
        }
        for member in additional.into_iter().flat_map(|at| members(text, at)) {
            if !written.contains(&member.name) {
                self.member(text, member.name, member.value, (depth, written.is_empty()));
                written.push(member.name);
            }
        }
        self.out.push('}');
    }

    fn member(&mut self, text: &str, name: &str, value: std::ops::Range<usize>, (depth, is_first): (usize, bool)) {
        let comma = if is_first { "" } else { "," };
        let name = self.format.documented_name(name, depth == 0).unwrap_or(name);
        // Writing to a string cannot fail.
        let _ = write!(self.out, "{comma}\"{name}\":");
        self.value(text, value, depth + 1);
    }

    fn value(&mut self, text: &str, place: std::ops::Range<usize>, depth: usize) {
        let value = &text[place.clone()];
        match value.as_bytes().first() {
            Some(b'{') if depth < DEEPEST => self.object(text, place.start, depth),
            Some(b'[') if depth < DEEPEST => self.list(text, place, depth),
            _ if self.none_is_null && value == "\"None\"" => self.out.push_str("null"),
            _ => self.out.push_str(value),
        }
    }

    fn list(&mut self, text: &str, place: std::ops::Range<usize>, depth: usize) {
        self.out.push('[');
        let mut at = skip_blanks(text, place.start + 1);
        let mut copied = at;
        while at < place.end {
            match text.as_bytes()[at] {
                b'{' => {
                    let end = end_of_value(text, at).unwrap_or(place.end);
                    self.out.push_str(&text[copied..at]);
                    self.object(text, at, depth);
                    (at, copied) = (end, end);
                }
                b'[' => at = end_of_value(text, at).unwrap_or(place.end),
                b'"' => at = super::frame::end_of_plain(text, at).unwrap_or(place.end),
                _ => at += 1,
            }
        }
        self.out.push_str(&text[copied.min(place.end)..place.end]);
    }
}

#[cfg(test)]
mod tests {
    use super::restyled;
    use crate::formats::Format;

    #[test]
    fn names_are_those_of_the_format_at_every_depth() {
        let json = r#"{"ActivityDisplayName": "Add user", "InitiatedBy": {"User": {"IPAddress": "::1", "AdditionalProperties":
            {"userType": "Guest", "Id": 1}, "Id": "7"}}, "TargetResources": [ "x{", {"Id": "8"}, [1], {} ], "More": {"a": []},
            "AdditionalProperties": {}}"#;
        let value: serde_json::Value = serde_json::from_str(&restyled(json, Format::Graph)).expect("it is JSON");
        let wanted = serde_json::json!({"activityDisplayName": "Add user",
            "initiatedBy": {"user": {"ipAddress": "::1", "id": "7", "userType": "Guest"}},
            "targetResources": ["x{", {"id": "8"}, [1], {}], "More": {"a": []}});
        assert_eq!(value, wanted);
    }

    #[test]
    fn rows_of_the_azure_command_line_have_null_again() {
        let json = r#"{"OperationName":"Add user","Identity":"None","TableName":"PrimaryResult"}"#;
        let wanted = r#"{"OperationName":"Add user","Identity":null,"TableName":"PrimaryResult"}"#;
        assert_eq!(restyled(json, Format::LogAnalytics), wanted);
    }
}
