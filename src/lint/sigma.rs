//! Sigma: the `detection` of a rule.

use super::clause::Clause;
use super::field::{Field, Log};
use super::fragment::{Fragment, Piece, Shape};
use super::passage::Passage;
use super::report::{Report, Seen, Skip};
use super::yaml::Node;

/// Keys of `detection` that hold no fields.
const NO_SELECTIONS: [&str; 2] = ["condition", "timeframe"];

pub(super) fn check(rule: &Node<'_>, report: &mut Report) {
    let source =
        |key| rule.get("logsource").and_then(|source| source.get(key)).and_then(Node::text).unwrap_or_default();
    let log = Log::of_source(source("product"), source("service"));
    let Some(detection) = rule.get("detection") else { return };
    for (name, selection) in detection.entries() {
        if !name.text().is_some_and(|name| NO_SELECTIONS.contains(&name)) {
            select(selection, log, report);
        }
    }
}

/// A map of fields, a list of such maps, or keywords. The parser bounds how deep it is.
fn select(selection: &Node<'_>, log: Option<Log>, report: &mut Report) {
    match selection {
        Node::Map(entries) => {
            let mut clause = Clause::default();
            for (key, value) in entries {
                if let Some(key) = key.text() {
                    let before = report.findings().len();
                    compare(key, value, log, report);
                    // Modifiers make parts of names of values, or all of them hold at once.
                    if !key.contains('|') {
                        clause.add(report, before..report.findings().len());
                    }
                }
            }
            clause.check(report);
        }
        Node::List(items) => items.iter().for_each(|item| select(item, log, report)),
        Node::Scalar(_) => report.skip(Skip::Keyword),
        Node::Alias => report.skip(Skip::Alias),
    }
}

fn compare(key: &str, value: &Node<'_>, log: Option<Log>, report: &mut Report) {
    let (name, modifiers) = key.split_once('|').unwrap_or((key, ""));
    let Some(field) = Field::find(name) else { return };
    let log = if field.only_there { field.home } else { log };
    let operator = if modifiers.is_empty() { "=" } else { modifiers };
    let sensitive = modifiers.split('|').any(|modifier| modifier == "cased");
    let seen = Seen { field, name, operator, log, mixed: false, sensitive };
    let values = match value {
        Node::List(values) => values.as_slice(),
        other => std::slice::from_ref(other),
    };
    let shape = shape(modifiers);
    for value in values {
        match (shape, value) {
            (Ok(shape), Node::Scalar(passage)) => literal(passage, shape, &seen, report),
            (_, Node::Alias) => report.skip(Skip::Alias),
            (Err(skip), Node::Scalar(_)) => report.skip(skip),
            (_, Node::List(_) | Node::Map(_)) => report.skip(Skip::Computed),
        }
    }
}

fn shape(modifiers: &str) -> Result<Shape, Skip> {
    let mut shape = Shape::Whole;
    for modifier in modifiers.split('|').filter(|modifier| !modifier.is_empty()) {
        match modifier {
            "contains" => shape = Shape::Contains,
            "startswith" => shape = Shape::Starts,
            "endswith" => shape = Shape::Ends,
            "all" | "cased" | "neq" => {}
            "re" => return Err(Skip::Regex),
            _ => return Err(Skip::Modifier),
        }
    }
    Ok(shape)
}

fn literal(passage: &Passage<'_>, shape: Shape, seen: &Seen<'_>, report: &mut Report) {
    let text = passage.text().trim_end_matches('\n');
    let pieces = pieces(text);
    let wild = pieces.iter().any(|piece| !matches!(piece, Piece::Is(_)));
    let fragment = (wild || shape != Shape::Whole).then(|| Fragment::new(pieces, shape));
    report.judge(seen, text, fragment.as_ref(), passage.locate(0..text.len()));
}

/// A value with its wildcards; a backslash makes the next wildcard or backslash a character.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        pieces.push(match character {
            '*' => Piece::Any,
            '?' => Piece::One,
            '\\' => Piece::Is(characters.next_if(|next| matches!(next, '*' | '?' | '\\')).unwrap_or('\\')),
            other => Piece::Is(other),
        });
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::{Piece, pieces};

    #[test]
    fn wildcards_can_be_escaped() {
        use Piece::{Any, Is, One};
        assert_eq!(pieces(r"a*\*?\\b\"), [Is('a'), Any, Is('*'), One, Is('\\'), Is('b'), Is('\\')]);
    }
}
