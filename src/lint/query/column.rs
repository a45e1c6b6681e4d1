//! Where a query names a field: by its name, within a raw record, or by what `extend` calls it.

use std::collections::HashMap;

use super::Dialect;
use super::lexer::{Kind, Token};
use crate::lint::field::{Field, Log};

/// Columns that hold a record of the unified audit log, as an object or as its text.
const RAW: [&str; 2] = ["RawEventData", "AuditData"];

/// Functions that leave a name what it is.
const TRANSPARENT: [&str; 4] = ["tostring", "tolower", "toupper", "trim"];

/// Functions that take a record apart.
const PARSING: [&str; 3] = ["parse_json", "todynamic", "extractjson"];

/// Of the transparent ones, those after which no name has the case that logs write.
const CASE_CHANGING: [&str; 2] = ["tolower", "toupper"];

/// A field in a query, with the functions around it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column<'q> {
    pub(super) field: Field,
    /// The field as written.
    pub(super) name: &'q str,
    /// The log, if the name alone tells it.
    pub(super) log: Option<Log>,
    /// The tokens, those of the functions included.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether a function changed its case.
    pub(super) lowered: bool,
}

/// The names that a query gives to fields. One counts to the end of the parentheses that it stands in, as another branch of a
/// union may call something else so.
#[derive(Debug, Default)]
pub(super) struct Columns<'q> {
    aliases: HashMap<&'q str, Alias>,
    depth: usize,
}

#[derive(Debug, Clone, Copy)]
struct Alias {
    field: Field,
    log: Option<Log>,
    depth: usize,
}

impl<'q> Columns<'q> {
    /// The field that begins at a token, or is the word there.
    pub(super) fn find(&self, tokens: &[Token<'q>], at: usize, dialect: Dialect) -> Option<Column<'q>> {
        let Kind::Word(word) = tokens.get(at)?.kind else { return None };
        let column = |field, log, end| {
            let mut column = Column { field, name: word, log, start: at, end, lowered: false };
            column.widen(tokens);
            Some(column)
        };
        if dialect == Dialect::Kusto {
            if let Some(alias) = self.aliases.get(word) {
                return column(alias.field, alias.log, at + 1);
            }
            if let Some((field, end)) = within_raw(tokens, at, word) {
                return column(field, Some(Log::Unified), end);
            }
        }
        let field = Field::find(word)?;
        column(field, field.home.filter(|_| field.only_there), at + 1)
    }

    /// Takes in one token: of `NAME = FIELD`, as `extend` and `project` write it, the name.
    pub(super) fn step(&mut self, tokens: &[Token<'q>], at: usize, log_of: impl Fn(Field) -> Option<Log>) {
        let name = match tokens[at].kind {
            Kind::Word(name) => name,
            Kind::Sign("(") => return self.depth += 1,
            Kind::Sign(")") => {
                self.depth = self.depth.saturating_sub(1);
                return self.aliases.retain(|_, alias| alias.depth <= self.depth);
            }
            Kind::Sign(";") => return self.aliases.clear(),
            _ => return,
        };
        let is_let = at.checked_sub(1).is_some_and(|before| tokens[before].word() == Some("let"));
        if is_let || !tokens.get(at + 1).is_some_and(|token| token.is("=")) {
            return;
        }
        let ends = |token: &Token<'_>| matches!(token.kind, Kind::Sign("," | "|" | ";") | Kind::Word("by"));
        let value = at + 2..tokens[at + 2..].iter().position(ends).map_or(tokens.len(), |length| at + 2 + length);
        let Some(column) = value.clone().find_map(|at| self.find(tokens, at, Dialect::Kusto)) else { return };
        let leaves = |token: &Token<'_>| match token.kind {
            Kind::Word(word) => TRANSPARENT.contains(&word) || PARSING.contains(&word) || is_raw(word),
            _ => token.is("(") || token.is(")"),
        };
        // Anything else computes something from the field.
        if tokens[value.start..column.start.max(value.start)].iter().all(leaves)
            && tokens[column.end.min(value.end)..value.end].iter().all(|token| token.is(")"))
        {
            let log = column.log.or_else(|| log_of(column.field));
            self.aliases.insert(name, Alias { field: column.field, log, depth: self.depth });
        }
    }
}

impl Column<'_> {
    /// Whether its names are spelled as the log writes them.
    pub(super) fn tells_case(&self) -> bool {
        !self.lowered && !self.field.is_copy
    }

    /// Takes in the functions around it that leave a name what it is.
    fn widen(&mut self, tokens: &[Token<'_>]) {
        while self.start >= 2 && is_transparent(tokens, self.start - 2) {
            let end = match tokens.get(self.end..) {
                Some([close, ..]) if close.is(")") => self.end + 1,
                _ => break,
            };
            self.lowered |= tokens[self.start - 2].word().is_some_and(|word| CASE_CHANGING.contains(&word));
            (self.start, self.end) = (self.start - 2, end);
        }
    }
}

fn is_transparent(tokens: &[Token<'_>], at: usize) -> bool {
    tokens.get(at).and_then(Token::word).is_some_and(|word| TRANSPARENT.contains(&word))
        && tokens.get(at + 1).is_some_and(|token| token.is("("))
}

fn is_raw(word: &str) -> bool {
    RAW.iter().any(|raw| raw.eq_ignore_ascii_case(word))
}

/// `RawEventData.Operation`, `RawEventData["Operation"]`, `parse_json(AuditData).Operation`: the field, and where it ends.
fn within_raw(tokens: &[Token<'_>], at: usize, word: &str) -> Option<(Field, usize)> {
    if let Some((base, last)) = word.rsplit_once('.') {
        let is_of_raw = if base.is_empty() {
            // The record may be a few parentheses back.
            tokens[at.saturating_sub(4)..at].iter().any(|token| token.word().is_some_and(is_raw))
                && tokens[at - 1].is(")")
        } else {
            is_raw(base.rsplit('.').next().unwrap_or(base))
        };
        return is_of_raw.then(|| Field::find(last)).flatten().map(|field| (field, at + 1));
    }
    match tokens.get(at + 1..at + 4)? {
        [open, Token { kind: Kind::Text(name), .. }, close] if is_raw(word) && open.is("[") && close.is("]") => {
            Some((Field::find(name)?, at + 4))
        }
        _ => None,
    }
}
