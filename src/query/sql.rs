//! The tree as SQL that engines agree on: `VALUES`, `LEFT JOIN`, `CASE`, `LOWER`, `TRIM`.
//!
//! Names stand between double quotes, as DataFusion makes bare ones small. Each step is a common table expression. Only
//! `EXCLUDE`, which takes columns away that were means, is no standard; DuckDB and DataFusion both have it.

use super::error::{QueryError, QueryErrorKind};
use super::expr::{Expr, LabelRow, Step, joined};

/// What begins a line of a long condition.
const LINE: &str = "\n        ";

/// The whole text, ending in a line break.
pub(super) fn print(labels: &[LabelRow], table: &str, steps: &[Step]) -> Result<String, QueryError> {
    let rows: Result<Vec<String>, QueryError> = labels.iter().map(print_row).collect();
    let mut out = format!(
        "WITH _labels AS (\n  SELECT * FROM (VALUES\n{}\n  ) AS label (\"LabelId\", \"LabelName\", \"LabelPath\", \
         \"LabelRank\")\n)",
        rows?.join(",\n")
    );
    // These names start with an underscore, as a table of the caller may well be called `labels`.
    let mut from = quoted(table);
    let mut dropped: Vec<String> = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        let select = match step {
            Step::Extend(columns) => {
                let columns =
                    columns.iter().map(|(name, value)| format!(",\n    {} AS {}", print_expr(value), quoted(name)));
                format!("SELECT *{}\n  FROM {from}", columns.collect::<String>())
            }
            Step::Lookup { key, name, path, rank } => {
                let columns = [(name, "LabelName"), (path, "LabelPath"), (rank, "LabelRank")]
                    .map(|(name, column)| format!(",\n    label.{} AS {}", quoted(column), quoted(name)));
                let [key, id] = [quoted(key), quoted("LabelId")];
                format!(
                    "SELECT event.*{}\n  FROM {from} AS event LEFT JOIN _labels AS label ON label.{id} = event.{key}",
                    columns.concat()
                )
            }
            Step::Drop(names) => {
                dropped.extend(names.iter().map(|name| quoted(name)));
                continue;
            }
        };
        from = format!("_step{}", at + 1);
        out += &format!(", {from} AS (\n  {select}\n)");
    }
    let exclude = if dropped.is_empty() { String::new() } else { format!(" EXCLUDE ({})", dropped.join(", ")) };
    out += &format!("\nSELECT *{exclude} FROM {from}\n");
    Ok(out)
}

fn print_row(row: &LabelRow) -> Result<String, QueryError> {
    if [&row.id, &row.name, &row.path].iter().any(|text| text.contains('\0')) {
        return Err(QueryError::new(QueryErrorKind::Nul { id: row.id.clone() }));
    }
    let [id, name, path] = [&row.id, &row.name, &row.path].map(|text| literal(text));
    // A column of bare nulls would have no type.
    let rank = row.rank.map_or_else(|| "NULL".to_owned(), |rank| rank.to_string());
    Ok(format!("    ({id}, {name}, {path}, CAST({rank} AS BIGINT))"))
}

fn print_expr(expr: &Expr) -> String {
    let print = print_expr;
    let list = |exprs: &[Expr]| exprs.iter().map(print).collect::<Vec<_>>().join(", ");
    match expr {
        Expr::Text(text) => literal(text),
        Expr::Integer(number) => number.to_string(),
        Expr::Column(name) => quoted(name),
        Expr::Lower(text) => format!("LOWER({})", print(text)),
        Expr::Bare(text) => format!("TRIM(BOTH ' {{}}' FROM {})", print(text)),
        Expr::Case(arms, otherwise) => {
            let arms = arms.iter().map(|(when, then)| format!("\n      WHEN {} THEN {}", print(when), print(then)));
            format!("CASE{}\n      ELSE {} END", arms.collect::<String>(), print(otherwise))
        }
        Expr::Compare(left, how, right) => format!("{} {} {}", print(left), how.sql(), print(right)),
        Expr::In(value, one) if one.len() == 1 => format!("{} = {}", print(value), list(one)),
        Expr::In(value, list_of) => format!("{} IN ({})", print(value), list(list_of)),
        Expr::IsEmpty(text) => format!("COALESCE({}, '') = ''", print(text)),
        Expr::IsFilled(text) => format!("COALESCE({}, '') <> ''", print(text)),
        Expr::IsNull(number) => format!("{} IS NULL", print(number)),
        Expr::All(all) => joined(all, ("AND", "TRUE"), LINE, print),
        Expr::Any(any) => joined(any, ("OR", "FALSE"), LINE, print),
        Expr::Call(name, arguments) => format!("{name}({})", list(arguments)),
        Expr::Member(value, path) => path.iter().fold(print(value), |value, step| format!("{value}[{}]", print(step))),
    }
}

/// Standard SQL knows one escape in a literal: a quote is doubled. A control character, which would move the cursor of whoever
/// looks at the query, is put in by its number; DuckDB and DataFusion agree on the function.
fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('\'');
    let mut parts = 1;
    for character in text.chars() {
        match character {
            '\'' => out.push_str("''"),
            _ if character.is_control() => {
                out += &format!("' || chr({}) || '", u32::from(character));
                parts += 1;
            }
            _ => out.push(character),
        }
    }
    out.push('\'');
    if parts > 1 { format!("({out})") } else { out }
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::{literal, quoted};

    #[test]
    fn a_quote_is_doubled_and_a_control_character_put_in_by_its_number() {
        assert_eq!(literal("it's \\ \"x\""), "'it''s \\ \"x\"'");
        assert_eq!(literal("a\u{1b}]\n"), "('a' || chr(27) || ']' || chr(10) || '')");
        assert_eq!(quoted("my \"own\" table"), "\"my \"\"own\"\" table\"");
    }
}
