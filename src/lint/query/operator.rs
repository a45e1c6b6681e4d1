//! Operators: how each language compares a field with a literal.

use super::Dialect;
use crate::lint::fragment::Shape;

/// How a field is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Test {
    Compare {
        shape: Shape,
        wildcards: bool,
    },
    /// A regular expression.
    Regex,
}

const fn compare(shape: Shape) -> Test {
    Test::Compare { shape, wildcards: false }
}

const WILDCARDS: Test = Test::Compare { shape: Shape::Whole, wildcards: true };

/// The operators of Kusto, without `!` before and `~` or `_cs` after them.
const KUSTO: [(&str, Test); 12] = [
    ("==", compare(Shape::Whole)),
    ("=", compare(Shape::Whole)),
    ("in", compare(Shape::Whole)),
    ("has", compare(Shape::Words)),
    ("has_any", compare(Shape::Words)),
    ("has_all", compare(Shape::Words)),
    ("hasprefix", compare(Shape::WordStart)),
    ("hassuffix", compare(Shape::WordEnd)),
    ("contains", compare(Shape::Contains)),
    ("startswith", compare(Shape::Starts)),
    ("endswith", compare(Shape::Ends)),
    ("matches", Test::Regex),
];

const ELASTIC: [(&str, Test); 7] = [
    ("==", compare(Shape::Whole)),
    ("=", compare(Shape::Whole)),
    ("in", compare(Shape::Whole)),
    (":", WILDCARDS),
    ("like", WILDCARDS),
    ("rlike", Test::Regex),
    ("regex", Test::Regex),
];

const SPLUNK: [(&str, Test); 3] = [("==", compare(Shape::Whole)), ("=", WILDCARDS), ("in", WILDCARDS)];

/// What an operator does; none if it compares nothing.
pub(super) fn find(written: &str, dialect: Dialect) -> Option<Test> {
    let lower = written.to_ascii_lowercase();
    let plain = lower.strip_prefix('!').unwrap_or(&lower);
    let plain = plain.strip_suffix('~').or(plain.strip_suffix("_cs")).unwrap_or(plain);
    // A single `=` gives a column its value; `=~` and `!=` compare.
    if written == "=" && dialect != Dialect::Splunk {
        return None;
    }
    let table: &[(&str, Test)] = match dialect {
        Dialect::Kusto => &KUSTO,
        // It has a reader of its own.
        Dialect::Python => return None,
        Dialect::Kibana if plain != ":" => return None,
        Dialect::Kibana | Dialect::Eql | Dialect::Esql => &ELASTIC,
        Dialect::Splunk => &SPLUNK,
    };
    let plain = if written == "!~" { "==" } else { plain };
    table.iter().find(|(name, _)| *name == plain).map(|&(_, test)| test)
}

/// Whether an operator asks for one of some whole names.
pub(super) fn is_whole(written: &str, dialect: Dialect) -> bool {
    let lower = written.to_ascii_lowercase();
    matches!(find(written, dialect), Some(Test::Compare { shape: Shape::Whole, wildcards: false }))
        && !lower.starts_with('!')
        && !matches!(lower.as_str(), "<" | ">")
}

/// Whether an operator that compares whole names tells case apart.
pub(super) fn is_case_sensitive(written: &str, dialect: Dialect) -> bool {
    let lower = written.to_ascii_lowercase();
    let plain = lower.strip_prefix('!').unwrap_or(&lower);
    match dialect {
        Dialect::Kusto => matches!(plain, "==" | "=" | "in" | "has_cs") && written != "=",
        Dialect::Eql | Dialect::Esql => matches!(plain, "==" | "=" | "in") && written != "=",
        // A search tells no case apart.
        Dialect::Kibana | Dialect::Splunk | Dialect::Python => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Dialect, Shape, Test, compare, find};

    #[test]
    fn negation_and_case_do_not_matter() {
        for written in ["==", "=~", "!=", "!~", "in", "in~", "!in~", "IN"] {
            assert_eq!(find(written, Dialect::Kusto), Some(compare(Shape::Whole)), "{written}");
        }
        assert_eq!(find("!startswith_cs", Dialect::Kusto), Some(compare(Shape::Starts)));
        assert_eq!(find("matches", Dialect::Kusto), Some(Test::Regex));
        for nothing in ["=", ":", ",", "on"] {
            assert_eq!(find(nothing, Dialect::Kusto), None, "{nothing}");
        }
        assert_eq!(find("==", Dialect::Kibana), None);
    }
}
