//! One vocabulary under construction: its values, and every spelling that stands for one of them.

use std::collections::BTreeMap;

use super::fold::fold;
use super::ident::write_ident;
use super::read::Problem;

/// Where a name was written, for problems.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) file: String,
    pub(super) line: usize,
}

impl Place {
    pub(super) fn problem(&self, what: impl Into<String>) -> Problem {
        Problem::new(&self.file, self.line, what)
    }

    /// How another row refers to this one.
    fn seen_from(&self, other: &Self) -> String {
        if self.file == other.file {
            format!("line {}", self.line)
        } else {
            format!("catalog/{}:{}", self.file, self.line)
        }
    }
}

/// A value: its name, its Rust identifier, one line of documentation.
#[derive(Debug, Clone)]
pub(super) struct Value {
    pub(super) name: String,
    pub(super) ident: String,
    pub(super) note: String,
    pub(super) place: Place,
}

impl Value {
    /// `ident` as given by a human, or made from the name where it is empty.
    pub(super) fn new(name: &str, ident: &str, note: &str, place: Place) -> Self {
        let ident = if ident.is_empty() { derived_ident(name) } else { ident.to_owned() };
        Self { name: name.to_owned(), ident, note: note.to_owned(), place }
    }
}

/// The identifier that the name alone gives.
pub(super) fn derived_ident(name: &str) -> String {
    let mut ident = String::new();
    write_ident(name, &mut ident).expect("a string takes any text");
    ident
}

/// A spelling that is not a value's own name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spelling {
    pub(super) text: String,
    pub(super) value: usize,
    /// Some edition prints it.
    pub(super) documented: bool,
    /// How it is known, where `spellings.tsv` names it.
    pub(super) evidence: Option<String>,
}

/// A vocabulary: values in their final order, further spellings after them.
///
/// A *spelling index* counts through both: first every value's own name, then `others`.
#[derive(Debug)]
pub(super) struct Names {
    pub(super) kind: String,
    pub(super) values: Vec<Value>,
    pub(super) others: Vec<Spelling>,
    folded: BTreeMap<String, usize>,
}

impl Names {
    /// Takes values in their final order. Two that fold together or share an identifier are problems.
    pub(super) fn new(kind: &str, values: Vec<Value>, problems: &mut Vec<Problem>) -> Self {
        let mut folded = BTreeMap::new();
        let mut idents: BTreeMap<&str, &Value> = BTreeMap::new();
        for (index, value) in values.iter().enumerate() {
            if let Some(twin) = folded.insert(fold(&value.name), index) {
                let twin: &Value = &values[twin];
                problems.push(value.place.problem(format!(
                    "`{}` folds like `{}` on {}",
                    value.name,
                    twin.name,
                    twin.place.seen_from(&value.place)
                )));
            }
            if let Some(twin) = idents.insert(&value.ident, value) {
                problems.push(value.place.problem(format!(
                    "`{}` becomes `{}`, as does `{}` on {}; give one of them an `ident`",
                    value.name,
                    value.ident,
                    twin.name,
                    twin.place.seen_from(&value.place)
                )));
            }
            if !is_ident(&value.ident) {
                problems.push(value.place.problem(format!("`{}` is no Rust identifier", value.ident)));
            }
        }
        Self { kind: kind.to_owned(), values, others: Vec::new(), folded }
    }

    /// Adds a spelling for the value called `name`.
    ///
    /// A spelling that is itself the name of another value stays that value's: here it only says that the two are
    /// probably one event.
    pub(super) fn alias(&mut self, name: &str, text: &str, evidence: &str, place: &Place, problems: &mut Vec<Problem>) {
        let Some(&value) = self.folded.get(&fold(name)) else {
            problems.push(place.problem(format!("unknown {} `{name}`", self.kind)));
            return;
        };
        let owner = *self.folded.entry(fold(text)).or_insert(value);
        let is_a_name = fold(&self.values[owner].name) == fold(text);
        if owner != value && !is_a_name {
            problems.push(
                place.problem(format!("`{text}` already stands for the {} `{}`", self.kind, self.values[owner].name)),
            );
        }
        let evidence = Some(evidence.to_owned());
        self.others.push(Spelling { text: text.to_owned(), value, documented: false, evidence });
    }

    /// Notes that an edition prints `text`, and returns the value it stands for.
    pub(super) fn printed(&mut self, text: &str, place: &Place, problems: &mut Vec<Problem>) -> Option<usize> {
        let Some(&value) = self.folded.get(&fold(text)) else {
            problems.push(place.problem(format!("unknown {} `{text}`", self.kind)));
            return None;
        };
        if self.values[value].name != text {
            match self.others.iter_mut().find(|other| other.text == text && other.value == value) {
                Some(other) => other.documented = true,
                None => self.others.push(Spelling { text: text.to_owned(), value, documented: true, evidence: None }),
            }
        }
        Some(value)
    }

    /// Brings the further spellings into their final order: documented ones first, each group by text.
    pub(super) fn settle(&mut self, problems: &mut Vec<Problem>) {
        self.others.sort_by(|a, b| (!a.documented, &a.text, a.value).cmp(&(!b.documented, &b.text, b.value)));
        for (key, &value) in &self.folded {
            if self.written_as(key, value).is_none() {
                problems.push(self.values[value].place.problem(format!(
                    "no spelling is written as `{key}` apart from case, so the look-up could not compare it"
                )));
            }
        }
    }

    /// The value that `name` folds to.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.folded.get(&fold(name)).copied()
    }

    /// The spelling index of `text` as a spelling of `value`.
    pub(super) fn spelling(&self, value: usize, text: &str) -> usize {
        if self.values[value].name == text {
            return value;
        }
        let other = self.others.iter().position(|other| other.text == text && other.value == value);
        self.values.len() + other.expect("`printed` has added every spelling of an edition")
    }

    /// All spellings by their index.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        self.values.iter().map(|value| value.name.as_str()).chain(self.others.iter().map(|other| other.text.as_str()))
    }

    /// How many spelling indices, counted from 0, are values' names or documented.
    pub(super) fn documented(&self) -> usize {
        self.values.len() + self.others.iter().filter(|other| other.documented).count()
    }

    /// Every folded key with the spelling index that is written so, apart from case.
    pub(super) fn folded_keys(&self) -> Vec<(String, usize)> {
        let keys = self.folded.iter().map(|(key, &value)| {
            let spelling = self.written_as(key, value);
            (key.clone(), spelling.expect("`settle` has refused a key without such a spelling"))
        });
        keys.collect()
    }

    /// The first spelling of `value` that is `key` apart from case.
    fn written_as(&self, key: &str, value: usize) -> Option<usize> {
        self.texts().enumerate().position(|(index, text)| {
            let owner = index.checked_sub(self.values.len()).map_or(index, |other| self.others[other].value);
            owner == value && text.eq_ignore_ascii_case(key)
        })
    }
}

fn is_ident(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_uppercase()) && text.chars().all(|c| c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::{Names, Place, Value};

    fn place(line: usize) -> Place {
        Place { file: "t.tsv".to_owned(), line }
    }

    fn names(list: &[(&str, &str)]) -> (Names, Vec<String>) {
        let mut problems = Vec::new();
        let values = list
            .iter()
            .enumerate()
            .map(|(index, (name, ident))| Value::new(name, ident, "", place(index + 2)))
            .collect();
        let names = Names::new("activity", values, &mut problems);
        (names, problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn twins_are_refused_and_both_rows_named() {
        let (_, problems) = names(&[("Add user", ""), ("Add  User.", "Other"), ("AddUser", ""), ("9 lives", "")]);
        assert_eq!(
            problems,
            [
                "catalog/t.tsv:3: `Add  User.` folds like `Add user` on line 2",
                "catalog/t.tsv:4: `AddUser` becomes `AddUser`, as does `Add user` on line 2; \
                 give one of them an `ident`",
                "catalog/t.tsv:5: `9Lives` is no Rust identifier",
            ]
        );
    }

    #[test]
    fn a_documented_name_wins_over_an_alias() {
        let (mut names, _) = names(&[("Identity Provider", ""), ("Update Identity Provider", "")]);
        let mut problems = Vec::new();
        names.alias("Identity Provider", "Update Identity Provider", "inference", &place(9), &mut problems);
        names.alias("Identity Provider", "Change Identity Provider", "inference", &place(10), &mut problems);
        names.alias("Update Identity Provider", "change identity provider", "log", &place(11), &mut problems);
        names.alias("Nothing", "x", "log", &place(12), &mut problems);
        assert_eq!(names.find("update identity provider"), Some(1));
        assert_eq!(names.find("change identity provider"), Some(0));
        let texts: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            texts,
            [
                "catalog/t.tsv:11: `change identity provider` already stands for the activity `Identity Provider`",
                "catalog/t.tsv:12: unknown activity `Nothing`",
            ]
        );
    }
}
