//! What words of a query are compared with.

use std::collections::HashMap;

use super::Dialect;
use super::lexer::{Kind, Token};
use super::operator;
use crate::lint::field::{Field, Subject};
use crate::lint::report::Seen;

/// What a word is compared with: `COLUMN in (WORD)`.
#[derive(Debug, Default)]
pub(super) struct Uses<'q> {
    subjects: Vec<Subject>,
    /// The first column that is no field of a known log, perhaps by a name that `extend` gave one.
    column: Option<&'q str>,
    /// Whether there are more of these.
    several: bool,
}

impl<'q> Uses<'q> {
    fn add(&mut self, column: &'q str) {
        match (Field::find(column), self.column) {
            (Some(field), _) if self.subjects.contains(&field.subject) => {}
            (Some(field), _) => self.subjects.push(field.subject),
            (None, None) => self.column = Some(column),
            (None, Some(first)) => self.several |= !first.eq_ignore_ascii_case(column),
        }
    }

    /// Whether something else than what is seen is among them.
    pub(super) fn has_others(&self, seen: &Seen<'_>) -> bool {
        self.several
            || self.column.is_some_and(|column| !column.eq_ignore_ascii_case(seen.name))
            || self.subjects.iter().any(|&subject| subject != seen.field.subject)
    }
}

/// What each word of a query is compared with, found in one pass.
pub(super) fn uses<'q>(tokens: &[Token<'q>], dialect: Dialect) -> HashMap<&'q str, Uses<'q>> {
    let mut uses = HashMap::<&str, Uses<'_>>::new();
    for (at, token) in tokens.iter().enumerate() {
        let Kind::Word(word) = token.kind else { continue };
        let before = tokens[..at].iter().rposition(|token| !token.is("("));
        let Some([Token { kind: Kind::Word(column), .. }, operator]) =
            before.and_then(|before| tokens.get(before.checked_sub(1)?..=before))
        else {
            continue;
        };
        if let Kind::Word(operator) | Kind::Sign(operator) = operator.kind
            && operator::find(operator, dialect).is_some()
        {
            uses.entry(word).or_default().add(column);
        }
    }
    uses
}
