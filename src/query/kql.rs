//! The tree as KQL.

use super::expr::{Expr, LabelRow, Labels, Plan, Step, joined};

/// What begins a line of a long condition.
const LINE: &str = "\n            ";

/// Where the text will run, which decides what it may use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A workspace, with all of KQL.
    Workspace,
    /// Ingestion, with the subset that transformations have: labels are a map there, as there is no `lookup`.
    Ingestion,
}

/// The whole text, ending in a line break.
pub(super) fn print(plan: &Plan, place: Place) -> String {
    let mut out = String::new();
    match (place, &plan.labels) {
        (Place::Workspace, Labels::Rows(rows)) => rows_as_table(&mut out, rows),
        (Place::Ingestion, Labels::Rows(rows)) => rows_as_map(&mut out, rows),
        (_, Labels::Watchlist(alias)) => {
            let alias = literal(alias);
            out += &format!(
                "let Labels = _GetWatchlist({alias})\n    | project LabelId = tolower(tostring(LabelId)), LabelName = tostring(LabelName), LabelPath = tostring(LabelPath), \
                 LabelRank = tolong(tostring(LabelRank));\n"
            );
        }
    }
    out += &plan.table;
    for step in &plan.steps {
        out.push_str("\n| ");
        print_step(&mut out, step, place);
    }
    out.push('\n');
    out
}

fn rows_as_table(out: &mut String, rows: &[LabelRow]) {
    out.push_str("let Labels = datatable(LabelId: string, LabelName: string, LabelPath: string, LabelRank: long) [\n");
    for row in rows {
        let [id, name, path] = [&row.id, &row.name, &row.path].map(|text| literal(text));
        let rank = row.rank.map_or_else(|| "null".to_owned(), |rank| rank.to_string());
        *out += &format!("    {id}, {name}, {path}, long({rank}),\n");
    }
    out.push_str("];\n");
}

/// `{"<id>": {"name", "path", "rank"}}` as text, since a transformation has no literal for it.
fn rows_as_map(out: &mut String, rows: &[LabelRow]) {
    let entry = |row: &LabelRow| {
        let label = serde_json::json!({"name": row.name, "path": row.path, "rank": row.rank});
        (row.id.clone(), label)
    };
    let map: serde_json::Map<String, serde_json::Value> = rows.iter().map(entry).collect();
    *out += &format!("let Labels = parse_json({});\n", literal(&serde_json::Value::Object(map).to_string()));
}

fn print_step(out: &mut String, step: &Step, place: Place) {
    match step {
        Step::Extend(columns) => {
            let columns: Vec<String> =
                columns.iter().map(|(name, value)| format!("{name} = {}", print_expr(value, place))).collect();
            *out += &format!("extend {}", columns.join(",\n    "));
        }
        Step::Lookup { key, name, path, rank } if place == Place::Workspace => {
            *out += &format!(
                "lookup kind=leftouter (Labels\n    | project {key} = LabelId, {name} = LabelName, \
                 {path} = LabelPath, {rank} = LabelRank) on {key}"
            );
        }
        Step::Lookup { key, name, path, rank } => {
            *out += &format!(
                "extend {name} = tostring(Labels[{key}].name),\n    {path} = tostring(Labels[{key}].path),\n    \
                 {rank} = tolong(Labels[{key}].rank)"
            );
        }
        Step::Drop(columns) => *out += &format!("project-away {}", columns.join(", ")),
    }
}

fn print_expr(expr: &Expr, place: Place) -> String {
    let print = |expr: &Expr| print_expr(expr, place);
    let list = |exprs: &[Expr]| exprs.iter().map(print).collect::<Vec<_>>().join(", ");
    match expr {
        Expr::Text(text) => literal(text),
        Expr::Integer(number) => number.to_string(),
        Expr::Column(name) => (*name).to_owned(),
        Expr::Lower(text) => format!("tolower({})", print(text)),
        Expr::Bare(text) if place == Place::Workspace => format!("trim(@\"[\\s{{}}]+\", {})", print(text)),
        // The subset has no `trim`.
        Expr::Bare(text) => format!("extract(@\"[^{{}}]+\", 0, {})", print(text)),
        Expr::Case(arms, otherwise) => {
            let arms = arms.iter().map(|(when, then)| format!("{}, {},\n        ", print(when), print(then)));
            format!("case(\n        {}{})", arms.collect::<String>(), print(otherwise))
        }
        Expr::Compare(left, how, right) => format!("{} {} {}", print(left), how.kql(), print(right)),
        Expr::In(value, one) if one.len() == 1 => format!("{} == {}", print(value), list(one)),
        Expr::In(value, list_of) => format!("{} in ({})", print(value), list(list_of)),
        Expr::IsEmpty(text) => format!("isempty({})", print(text)),
        Expr::IsFilled(text) => format!("isnotempty({})", print(text)),
        Expr::IsNull(number) => format!("isnull({})", print(number)),
        Expr::All(all) => joined(all, ("and", "true"), LINE, print),
        Expr::Any(any) => joined(any, ("or", "false"), LINE, print),
        Expr::Call(name, arguments) => format!("{name}({})", list(arguments)),
        Expr::Member(value, path) => {
            path.iter().fold(print(value), |value, step| format!("{value}[{}]", print_expr(step, place)))
        }
    }
}

/// A text as a literal between double quotes. Everything stands as it is, so that the text can be read and searched for,
/// but what would end the literal or the line.
pub(crate) fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' => {
                out += &format!("\\u{:04x}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn a_literal_stays_on_its_line_and_is_otherwise_plain() {
        assert_eq!(literal("a\"b\\c'd"), r#""a\"b\\c'd""#);
        assert_eq!(literal("\r\n\t\0\u{85}\u{2028}\u{2029}"), r#""\r\n\t\u0000\u0085\u2028\u2029""#);
        assert_eq!(literal("]; // \u{2013} \u{1f512}"), "\"]; // \u{2013} \u{1f512}\"");
    }
}
