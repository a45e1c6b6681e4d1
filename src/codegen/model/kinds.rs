//! What activities do, and which questions each of them answers.

use super::super::names::Names;
use super::super::read::{Problem, Table, check_sorted};
use super::{Enum, codes};

/// The kind of an activity, with how it is known; both are words.
pub(in super::super) type Kind = Option<(String, String)>;

/// An activity that counts for a question.
#[derive(Debug)]
pub(in super::super) struct Count {
    pub(in super::super) question: String,
    pub(in super::super) activity: usize,
    pub(in super::super) target: String,
    pub(in super::super) property: String,
}

/// The kind of every activity, in their order: from `kinds.tsv`, or else by the verb in its name.
pub(super) fn kinds(
    [verbs, exceptions]: [&Table; 2],
    names: &Names,
    enums: &[Enum],
    problems: &mut Vec<Problem>,
) -> Vec<Kind> {
    let known = codes::words(enums, "ActivityKind");
    let rows = verbs.rows(["verb", "with", "kind"], problems);
    check_sorted(&rows, problems, |row| [row.cells[0], row.cells[1]]);
    for row in &rows {
        let [verb, with, kind] = row.cells;
        if !known.contains(&kind) {
            problems.push(row.problem(format!("unknown ActivityKind `{kind}`")));
        }
        if words(verb) != [verb] || (!with.is_empty() && words(with) != [with]) {
            problems.push(row.problem("a verb is one word in small letters"));
        }
    }
    let verbs: Vec<[&str; 3]> = rows.iter().map(|row| row.cells).collect();
    let by_verb = |name: &str| Some((kind_by_verb(name, &verbs)?.to_owned(), "verb".to_owned()));
    let mut kinds: Vec<Kind> = names.values.iter().map(|value| by_verb(&value.name)).collect();

    let sources = codes::words(enums, "KindSource");
    let rows = exceptions.rows(["activity", "kind", "source", "why"], problems);
    check_sorted(&rows, problems, |row| row.cells[0]);
    for row in &rows {
        let [activity, kind, source, _] = row.cells;
        if !known.contains(&kind) {
            problems.push(row.problem(format!("unknown ActivityKind `{kind}`")));
        }
        if !sources.contains(&source) {
            problems.push(row.problem(format!("unknown KindSource `{source}`")));
        }
        match names.find(activity) {
            Some(index)
                if kinds[index].as_ref().is_some_and(|(verb, _)| verb == kind) && source != "operation-type" =>
            {
                problems.push(row.problem(format!("`{activity}` is `{kind}` by its verb already")));
            }
            Some(index) => kinds[index] = Some((kind.to_owned(), source.to_owned())),
            None => problems.push(row.problem(format!("unknown activity `{activity}`"))),
        }
    }
    kinds
}

/// `questions.tsv`, ordered by question and activity.
pub(super) fn counts(table: &Table, names: &Names, enums: &[Enum], problems: &mut Vec<Problem>) -> Vec<Count> {
    let questions = codes::words(enums, "Question");
    let rows = table.rows(["question", "activity", "target", "property"], problems);
    check_sorted(&rows, problems, |row| [row.cells[0], row.cells[1]]);
    let mut counts = Vec::new();
    for row in &rows {
        let [question, activity, target, property] = row.cells;
        if !questions.contains(&question) {
            problems.push(row.problem(format!("unknown Question `{question}`")));
        }
        if target.is_empty() {
            problems.push(row.problem("no target"));
        }
        match names.find(activity) {
            Some(activity) => counts.push(Count {
                question: question.to_owned(),
                activity,
                target: target.to_owned(),
                property: property.to_owned(),
            }),
            None => problems.push(row.problem(format!("unknown activity `{activity}`"))),
        }
    }
    counts
}

/// The kind that the first listed verb of a name gives. Rows with a further word count if that stands behind the verb;
/// of several the one whose word stands last: `Add member to role requested` asks, `Add member to role` does.
fn kind_by_verb<'t>(name: &str, verbs: &[[&'t str; 3]]) -> Option<&'t str> {
    let words = words(name);
    let at = words.iter().position(|word| verbs.iter().any(|row| row[0] == word))?;
    let rows = verbs.iter().filter(|row| row[0] == words[at]);
    let place = |with: &str| words[at + 1..].iter().rposition(|word| word == with);
    let fitting = rows.filter(|row| row[1].is_empty() || place(row[1]).is_some());
    fitting.max_by_key(|row| place(row[1])).map(|row| row[2])
}

/// The words of a name in small letters: `Group_GetOwners` is `group`, `get`, `owners`.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for character in name.chars() {
        let starts =
            !character.is_ascii_alphanumeric() || (character.is_ascii_uppercase() && !before.is_ascii_uppercase());
        if starts {
            words.push(String::new());
        }
        if let (true, Some(word)) = (character.is_ascii_alphanumeric(), words.last_mut()) {
            word.push(character.to_ascii_lowercase());
        }
        before = character;
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::{kind_by_verb, words};

    #[test]
    fn names_fall_into_words() {
        assert_eq!(words("GroupsODataV4_GetAll (x)"), ["groups", "odata", "v4", "get", "all", "x"]);
        assert_eq!(words("POST Tenant.CreateTenant"), ["post", "tenant", "create", "tenant"]);
        assert!(words(" - ").is_empty());
    }

    #[test]
    fn the_first_verb_counts_and_the_last_word_behind_it() {
        let verbs = [["add", "", "create"], ["add", "asked", "other"], ["add", "to", "assign"], ["get", "", "read"]];
        for (name, kind) in [
            ("Add user", Some("create")),
            ("Add member to role", Some("assign")),
            ("Bulk add members to unit", Some("assign")),
            ("Add member to role asked (to)", Some("assign")),
            ("Add member to role asked", Some("other")),
            ("Group_GetAdded", Some("read")),
            ("Identity Provider", None),
            ("Address book", None),
        ] {
            assert_eq!(kind_by_verb(name, &verbs), kind, "{name}");
        }
    }
}
