//! Pages: what services put around their lists of records.

use serde::Deserialize;

use super::frame::{Extent, end_of_plain, extent, skip_blanks, string};

/// What an object turns out to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// A record, so far as its first names tell.
    Record,
    /// A page with a list of records.
    List(List),
    /// A page with a list of tables.
    Tables(List),
    /// A table: the names of its columns, and the list of its rows.
    Rows(Vec<String>, List),
    /// A page that holds nothing but an error; the place behind it.
    Error(usize),
    /// The text ends before that is clear.
    Incomplete,
}

/// A list within a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct List {
    /// The place behind its bracket.
    pub(super) begin: usize,
    /// How many objects it stands in.
    pub(super) levels: u8,
}

/// Lists of records: of Graph, of Azure Monitor, of Resource Graph, of a Splunk search and of hunting queries, of Elasticsearch.
const LISTS: [&str; 6] = ["value", "records", "data", "results", "Results", "hits"];
/// Objects that a list of records may stand in: of Resource Graph, of Elasticsearch.
const AROUND_LISTS: [&str; 2] = ["data", "hits"];
/// What else may stand before the list: of Elasticsearch, of a Splunk search, of hunting queries.
const BEFORE_LISTS: [&str; 7] = ["_shards", "messages", "fields", "schema", "Schema", "stats", "Stats"];

/// Looks at the object at `at`: `{"value":[`, `{"tables":[`, `{"error":{` and their like are no records. Before the list a page
/// may have plain members such as `@odata.context`. To spare records the search, it is made only if the first name speaks for
/// a page, or with `patient`.
pub(super) fn opening(text: &str, at: usize, patient: bool, depth: usize) -> Opening {
    let bytes = text.as_bytes();
    let mut at = skip_blanks(text, at + 1);
    let (mut first, mut levels, mut columns) = (true, 1, None);
    loop {
        let Some((name, after)) = string(text, at) else {
            return if at < bytes.len() && bytes[at] != b'"' { Opening::Record } else { Opening::Incomplete };
        };
        at = skip_blanks(text, after);
        match bytes.get(at) {
            None => return Opening::Incomplete,
            Some(b':') => at = skip_blanks(text, at + 1),
            Some(_) => return Opening::Record,
        }
        let list = List { begin: at + 1, levels };
        let is = |names: &[&str]| names.contains(&name);
        match bytes.get(at) {
            None => return Opening::Incomplete,
            Some(b'[') if is(&["tables", "Tables"]) => return Opening::Tables(list),
            Some(b'[') if is(&["rows", "Rows"]) && columns.is_some() => {
                return Opening::Rows(columns.unwrap_or_default(), list);
            }
            Some(b'[') if is(&LISTS) => return Opening::List(list),
            Some(b'{') if is(&AROUND_LISTS) && levels < u8::MAX => {
                (first, levels) = (false, levels + 1);
                at = skip_blanks(text, at + 1);
                continue;
            }
            Some(b'{') if first && name == "error" => {
                let end = match extent(text, at, depth) {
                    Extent::Closed(end) => skip_blanks(text, end),
                    Extent::Open => return Opening::Incomplete,
                    Extent::Broken | Extent::Deep(_) => return Opening::Record,
                };
                return match bytes.get(end) {
                    None => Opening::Incomplete,
                    Some(b'}') => Opening::Error(end + 1),
                    Some(_) => Opening::Record,
                };
            }
            Some(b'{' | b'[') => {
                let names_columns = is(&["columns", "Columns"]);
                if !(names_columns || patient && is(&BEFORE_LISTS)) {
                    return Opening::Record;
                }
                let end = match extent(text, at, depth) {
                    Extent::Closed(end) => end,
                    Extent::Open => return Opening::Incomplete,
                    Extent::Broken | Extent::Deep(_) => return Opening::Record,
                };
                if names_columns {
                    columns = column_names(&text[at..end]);
                    if columns.is_none() {
                        return Opening::Record;
                    }
                }
                at = end;
            }
            _ if first && !patient && !name.starts_with('@') => return Opening::Record,
            _ => match end_of_plain(text, at) {
                Some(end) => at = end,
                None => return Opening::Incomplete,
            },
        }
        first = false;
        at = skip_blanks(text, at);
        match bytes.get(at) {
            None => return Opening::Incomplete,
            Some(b',') => at = skip_blanks(text, at + 1),
            Some(_) => return Opening::Record,
        }
    }
}

/// Whether a whole object is a page or a table rather than a record.
pub(super) fn is_page(object: &str) -> bool {
    matches!(opening(object, 0, true, usize::MAX), Opening::List(_) | Opening::Tables(_) | Opening::Rows(..))
}

/// The names in a list of columns: `[{"name":"Id","type":"string"}]`, in the older API `[{"ColumnName":"Id"}]`.
fn column_names(json: &str) -> Option<Vec<String>> {
    #[derive(Deserialize)]
    struct Column {
        #[serde(alias = "ColumnName", alias = "Name")]
        name: String,
    }

    let columns: Vec<Column> = serde_json::from_str(json).ok()?;
    Some(columns.into_iter().map(|column| column.name).collect())
}

/// What follows the list of a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Closing {
    /// The place behind the page's brace.
    pub(super) end: usize,
    /// Where an `error` member stands, if there is one.
    pub(super) error: Option<(usize, usize)>,
}

/// Looks at the members after the list of a page that stands in so many objects; `at` is behind the list's bracket. `None` if
/// the text ends before them.
pub(super) fn closing(text: &str, at: usize, levels: u8, depth: usize) -> Option<Closing> {
    let bytes = text.as_bytes();
    let (mut at, mut levels) = (at, levels);
    let mut error = None;
    loop {
        at = skip_blanks(text, at);
        match bytes.get(at)? {
            b'}' if levels <= 1 => return Some(Closing { end: at + 1, error }),
            b'}' => (at, levels) = (at + 1, levels - 1),
            b',' => at += 1,
            b'"' => {
                let (name, after) = string(text, at)?;
                at = skip_blanks(text, after);
                if *bytes.get(at)? == b':' {
                    at = skip_blanks(text, at + 1);
                }
                let start = at;
                at = match bytes.get(at)? {
                    b'{' | b'[' => match extent(text, at, depth) {
                        Extent::Closed(end) => end,
                        Extent::Open => return None,
                        Extent::Broken | Extent::Deep(_) => {
                            let error = error.or((name == "error").then_some((start, start + 1)));
                            return Some(Closing { end: at, error });
                        }
                    },
                    _ => end_of_plain(text, at)?,
                };
                if name == "error" {
                    error = Some((start, at));
                }
            }
            // No JSON any more; what follows will be looked at as the rest of the file.
            _ => return Some(Closing { end: at, error }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Closing, List, Opening, closing, opening};

    #[test]
    fn pages_are_told_from_records() {
        let list = |begin, levels| Opening::List(List { begin, levels });
        let rows = |begin, levels| Opening::Rows(vec!["a".to_owned()], List { begin, levels });
        for (text, patient, expected) in [
            (r#"{"value": [1]}"#, false, list(11, 1)),
            ("{\n \"records\":[", false, list(14, 1)),
            (r#"{"@odata.context":"x\"","@odata.count":2,"value":["#, false, list(50, 1)),
            (r#"{"count":2,"value":["#, true, list(20, 1)),
            (r#"{"count":2,"value":["#, false, Opening::Record),
            (r#"{"took":1,"_shards":{"a":[]},"hits":{"total":{"#, true, Opening::Record),
            (r#"{"took":1,"_shards":{"a":[]},"hits":{"total":1,"hits":["#, true, list(55, 2)),
            (r#"{"data":{"columns":[{"name":"a"}],"rows":["#, false, rows(42, 2)),
            (r#"{"name":"x","columns":[{"ColumnName":"a"}],"rows":["#, true, rows(51, 1)),
            (r#"{"columns":[1],"rows":["#, true, Opening::Record),
            (r#"{"columns":[{"name":"a"}]"#, true, Opening::Incomplete),
            (r#"{"Tables":["#, false, Opening::Tables(List { begin: 11, levels: 1 })),
            (r#"{"id":"value"}"#, true, Opening::Record),
            (r#"{"value":{"a":1}}"#, false, Opening::Record),
            (r#"{"error":{"code":"x"}}"#, false, Opening::Error(22)),
            (r#"{"error":{"code":"x"},"id":1}"#, false, Opening::Record),
            ("{}", true, Opening::Record),
            ("{", false, Opening::Incomplete),
            (r#"{"val"#, false, Opening::Incomplete),
            (r#"{"value":"#, false, Opening::Incomplete),
            (r#"{"@odata.context":"x"#, false, Opening::Incomplete),
        ] {
            assert_eq!(opening(text, 0, patient, 127), expected, "{text}");
        }
    }

    #[test]
    fn the_end_of_a_page_may_hold_an_error() {
        assert_eq!(closing(" }", 0, 1, 127), Some(Closing { end: 2, error: None }));
        let text = r#", "@odata.nextLink":"x", "error": {"code":"y"} } "#;
        assert_eq!(closing(text, 0, 1, 127), Some(Closing { end: 48, error: Some((34, 46)) }));
        assert_eq!(closing(", \"a\": 1", 0, 1, 127), None);
        assert_eq!(closing("}, \"b\": 1}", 0, 2, 127), Some(Closing { end: 10, error: None }));
        assert_eq!(closing(" ?", 0, 1, 127), Some(Closing { end: 1, error: None }));
    }
}
