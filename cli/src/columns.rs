//! Which columns are shown, and in which order the rows are.

use std::cmp::Ordering;
use std::io;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How rows are shown.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct Look {
    /// Show these columns, in this order
    #[arg(long, value_name = "COLUMN", value_delimiter = ',')]
    pub(crate) columns: Vec<String>,
    /// Show tables whole, however narrow the terminal is
    #[arg(long)]
    pub(crate) wide: bool,
}

/// The same for rows that may come in any order.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct Layout {
    #[command(flatten)]
    pub(crate) look: Look,
    /// Show rows in the order of this column; `-COLUMN` turns it round
    #[arg(long, value_name = "COLUMN", allow_hyphen_values = true)]
    pub(crate) sort: Option<String>,
}

impl Look {
    /// The columns asked for, each one of `all`; without any, the ones of `default`.
    pub(crate) fn choose(&self, all: &[&str], default: &[&str]) -> io::Result<Vec<String>> {
        if self.columns.is_empty() {
            return Ok(default.iter().map(|&column| column.to_owned()).collect());
        }
        self.columns.iter().map(|column| known(column, all).map(str::to_owned)).collect()
    }
}

impl Layout {
    /// The column that rows are sorted by, one of `all`, and whether the other way round.
    pub(crate) fn order(&self, all: &[&str]) -> io::Result<Option<(String, bool)>> {
        let Some(sort) = &self.sort else { return Ok(None) };
        let (column, reversed) = sort.strip_prefix('-').map_or((sort.as_str(), false), |column| (column, true));
        known(column, all).map(|column| Some((column.to_owned(), reversed)))
    }
}

fn known<'a>(column: &str, all: &[&'a str]) -> io::Result<&'a str> {
    if let Some(found) = all.iter().find(|known| known.eq_ignore_ascii_case(column)) {
        return Ok(found);
    }
    let distance = |known: &&&str| strsim::damerau_levenshtein(&column.to_ascii_lowercase(), known);
    let nearest = all.iter().min_by_key(distance).copied().unwrap_or_default();
    let all = all.join(", ");
    Err(io::Error::other(format!("there is no column `{column}`; the nearest is `{nearest}`, all are: {all}")))
}

/// A value as rows are sorted by it: numbers before text, nothing last, whichever way round.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Rank {
    value: Value,
    reversed: bool,
}

impl Rank {
    pub(crate) fn new(value: Value, reversed: bool) -> Self {
        Self { value, reversed }
    }
}

impl Eq for Rank {}

impl PartialOrd for Rank {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rank {
    fn cmp(&self, other: &Self) -> Ordering {
        let kind = |value: &Value| match value {
            Value::Bool(_) | Value::Number(_) => 0,
            Value::String(text) if text.is_empty() => 2,
            Value::Null => 2,
            _ => 1,
        };
        let number =
            |value: &Value| value.as_f64().or(value.as_bool().map(|it| f64::from(u8::from(it)))).unwrap_or(0.0);
        let kinds = kind(&self.value).cmp(&kind(&other.value));
        let values = match (&self.value, &other.value) {
            (Value::String(a), Value::String(b)) => a.cmp(b),
            (a, b) if kind(a) == 0 && kind(b) == 0 => number(a).total_cmp(&number(b)),
            (a, b) => a.to_string().cmp(&b.to_string()),
        };
        kinds.then(if self.reversed { values.reverse() } else { values })
    }
}

/// The fields of the JSON of an event, those of nested objects joined to their names by a full stop. Lists hold JSON.
pub(crate) const CSV_COLUMNS: [&str; 53] = [
    "source",
    "file",
    "record",
    "id",
    "time",
    "service",
    "category",
    "activity",
    "known.service",
    "known.category",
    "known.activity",
    "known.match",
    "known.listed",
    "record_type.code",
    "record_type.name",
    "operation_type",
    "outcome",
    "reason",
    "actor.kind",
    "actor.id",
    "actor.name",
    "actor.ip",
    "targets",
    "label.change",
    "label.old_id",
    "label.old_name",
    "label.old_path",
    "label.new_id",
    "label.new_name",
    "label.new_path",
    "label.evidence",
    "label.agreement",
    "label.justification",
    "label.how",
    "label.protection",
    "label.protected_before",
    "label.protected_after",
    "label.protection_owner",
    "label.template_id",
    "label.sensitive_info_types",
    "informational",
    "workload",
    "known.workload",
    "known.operation",
    "known.name",
    "correlation_id",
    "session_id",
    "tenant_id",
    "user_agent",
    "app.id",
    "app.name",
    "actor.port",
    "wrapped_in",
];

/// What people look for in an event, said in one text each: what acted and on what, by name or else by id; where from; the
/// change of a label, with who says otherwise, and its reason; the label before and after; all the formats that tell of it.
pub(crate) const TEXTS: [&str; 7] = ["actor", "address", "change", "justification", "label", "sources", "target"];

/// The column of a timeline that has the copies of an event.
pub(crate) const ALSO: &str = "also";

/// All columns of events.
pub(crate) fn of_events() -> Vec<&'static str> {
    CSV_COLUMNS.iter().chain(&TEXTS).copied().collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Look, Rank};

    #[test]
    fn columns_are_found_in_any_case_and_the_nearest_is_named() {
        let look =
            |columns: &[&str]| Look { columns: columns.iter().map(|&one| one.to_owned()).collect(), wide: false };
        let all = ["time", "actor.ip"];
        assert_eq!(look(&["Actor.IP"]).choose(&all, &all).expect("it is one"), ["actor.ip"]);
        assert_eq!(look(&[]).choose(&all, &["time"]).expect("it is one"), ["time"]);
        let error = look(&["times"]).choose(&all, &all).expect_err("there is none");
        assert_eq!(error.to_string(), "there is no column `times`; the nearest is `time`, all are: time, actor.ip");
    }

    #[test]
    fn nothing_is_last_whichever_way_round() {
        let sorted = |reversed| {
            let mut ranks = [json!("b"), json!(null), json!(10), json!("a"), json!(9), json!(""), json!(true)]
                .map(|value| Rank::new(value, reversed));
            ranks.sort();
            ranks.map(|rank| rank.value)
        };
        let values = [json!(true), json!(9), json!(10), json!("a"), json!("b")];
        assert_eq!(sorted(false)[..5], values);
        assert_eq!(sorted(true)[..5], [json!(10), json!(9), json!(true), json!("b"), json!("a")]);
    }
}
