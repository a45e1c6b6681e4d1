//! Comparisons of a field with literals: what stands around an operator, and what each literal is.

use std::collections::HashMap;
use std::ops::Range;

use super::Dialect;
use super::column::{Column, Columns};
use super::lexer::{Kind, Token, unescape};
use super::operator::{self, Test};
use super::scope::Scopes;
use super::uses::Uses;
use crate::lint::field::Log;
use crate::lint::fragment::{Fragment, Piece, Shape};
use crate::lint::passage::Passage;
use crate::lint::report::{Report, Seen, Skip};

/// A query while its comparisons are judged.
pub(super) struct Walk<'w, 'q> {
    pub(super) query: &'w Passage<'q>,
    pub(super) dialect: Dialect,
    pub(super) tokens: &'w [Token<'w>],
    /// Where each parenthesis that is closed is closed.
    pub(super) closings: HashMap<usize, usize>,
    /// The literals of each `let`; none if it is no list of literals.
    pub(super) lets: HashMap<&'w str, Option<Vec<usize>>>,
    pub(super) uses: HashMap<&'w str, Uses<'w>>,
    /// How many choices stand around the value at hand.
    pub(super) depth: usize,
    pub(super) report: &'w mut Report,
}

/// Functions that ask whether a list, their first argument, holds a field, their second.
const MEMBERSHIP: [&str; 2] = ["set_has_element", "array_index_of"];

/// Words that stand in a list of literals without being one.
const LIST_WORDS: [&str; 8] = ["dynamic", "datatable", "pack_array", "tolower", "toupper", "or", "and", "not"];

impl<'w> Walk<'w, '_> {
    fn word(&self, at: usize) -> Option<&'w str> {
        match self.tokens.get(at)?.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    fn is(&self, at: usize, sign: &str) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(sign))
    }

    /// `let NAME = ` and a list of literals.
    pub(super) fn note_let(&mut self, at: usize) {
        if self.word(at) != Some("let") || !self.is(at + 2, "=") {
            return;
        }
        let Some(name) = self.word(at + 1) else { return };
        let literals = self.literals(at + 3..self.tokens.len());
        self.lets.insert(name, literals);
    }

    /// The literals of a list that holds nothing else, up to a semicolon.
    fn literals(&self, range: Range<usize>) -> Option<Vec<usize>> {
        // Lists may hold lists: without a bound each `let` could double the one before.
        const MOST: usize = 10_000;

        let mut literals = Vec::new();
        let mut in_schema = false;
        for at in range {
            match &self.tokens[at].kind {
                _ if literals.len() > MOST => return None,
                Kind::Sign(";") => break,
                Kind::Text(_) => literals.push(at),
                Kind::Word("datatable") => in_schema = true,
                Kind::Sign("[") => in_schema = false,
                Kind::Word(_) if in_schema => {}
                Kind::Sign(":") if in_schema => {}
                Kind::Word(word) if LIST_WORDS.contains(word) => {}
                Kind::Word(word) if is_number(word) => literals.push(at),
                Kind::Word(word) => literals.extend(self.lets.get(word).cloned().flatten()?),
                Kind::Sign("(" | ")" | "]" | ",") => {}
                Kind::Sign(_) => return None,
            }
        }
        Some(literals)
    }

    /// Whether a list of a `let` is looked for in a column of something else, too: then some of its words may be meant for that.
    fn is_for_others(&self, list: &str, seen: &Seen<'_>) -> bool {
        self.lets.contains_key(list) && self.uses.get(list).is_some_and(|uses| uses.has_others(seen))
    }

    /// `set_has_element(LIST, FIELD)`; the place to go on from.
    pub(super) fn membership(&mut self, at: usize, columns: &Columns<'w>, scopes: &Scopes) -> usize {
        if !self.word(at).is_some_and(|word| MEMBERSHIP.contains(&word)) || !self.is(at + 1, "(") {
            return at;
        }
        let Some(&end) = self.closings.get(&(at + 1)) else { return at };
        // The list may have commas of its own; the field is behind the last one.
        let Some(comma) = (at + 2..end).rev().find(|&at| self.is(at, ",")) else { return at };
        let Some(column) = (comma + 1..end).find_map(|at| columns.find(self.tokens, at, self.dialect)) else {
            return at;
        };
        let Some(literals) = self.literals(at + 2..comma) else {
            self.report.skip(Skip::Computed);
            return end;
        };
        let log = column.log.or_else(|| scopes.log(column.field));
        let operator = self.word(at).unwrap_or_default();
        let sensitive = column.tells_case();
        let mixed = column.log.is_none() && scopes.is_mixed(column.field);
        let seen = Seen { field: column.field, name: column.name, operator, log, mixed, sensitive };
        literals.into_iter().for_each(|at| self.text(at, Shape::Whole, false, &seen));
        end
    }

    /// `LITERAL == FIELD`; whether it is one.
    fn reversed(&mut self, column: &Column<'_>, log: Option<Log>, mixed: bool) -> bool {
        let Some([Token { kind: Kind::Text(_), .. }, Token { kind: Kind::Sign(operator), .. }]) =
            column.start.checked_sub(2).map(|start| &self.tokens[start..column.start])
        else {
            return false;
        };
        if self.dialect != Dialect::Kusto || !["==", "!=", "=~", "!~"].contains(operator) {
            return false;
        }
        let sensitive = column.tells_case() && operator::is_case_sensitive(operator, self.dialect);
        let seen = Seen { field: column.field, name: column.name, operator, log, mixed, sensitive };
        self.text(column.start - 2, Shape::Whole, false, &seen);
        true
    }

    /// A comparison of a field; the place to go on from.
    pub(super) fn comparison(&mut self, column: &Column<'_>, log: Option<Log>, mixed: bool) -> usize {
        if self.reversed(column, log, mixed) {
            return column.end;
        }
        let mut next = column.end;
        // ES|QL and SQL write `NOT IN`.
        if self.word(next).is_some_and(|word| word.eq_ignore_ascii_case("not")) {
            next += 1;
        }
        let Some(Token { kind: Kind::Word(operator) | Kind::Sign(operator), .. }) = self.tokens.get(next) else {
            return column.end;
        };
        let Some(test) = operator::find(operator, self.dialect) else { return column.end };
        let sensitive = column.tells_case() && operator::is_case_sensitive(operator, self.dialect);
        let seen = Seen { field: column.field, name: column.name, operator, log, mixed, sensitive };
        let Test::Compare { shape, wildcards } = test else {
            self.report.skip(Skip::Regex);
            return next + 1;
        };
        self.values(next + 1, shape, wildcards, &seen)
    }

    /// What stands on the right of an operator; the place to go on from.
    fn values(&mut self, at: usize, shape: Shape, wildcards: bool, seen: &Seen<'_>) -> usize {
        let Some(token) = self.tokens.get(at) else { return at };
        match &token.kind {
            Kind::Text(_) => {
                self.text(at, shape, wildcards, seen);
                at + 1
            }
            Kind::Word(_) if self.dialect == Dialect::Kibana => self.bare(at, seen),
            // Behind `==` stands a field, behind `=` a word to look for.
            Kind::Word(_) if self.dialect == Dialect::Splunk && seen.operator != "==" => self.bare_word(at, seen),
            Kind::Sign("(") => self.list(at, shape, wildcards, seen),
            // `dynamic([..])`, `tolower("..")`
            Kind::Word(word) if LIST_WORDS.contains(word) && self.is(at + 1, "(") => {
                self.list(at + 1, shape, wildcards, seen)
            }
            Kind::Word(word) if is_number(word) => {
                self.text(at, shape, wildcards, seen);
                at + 1
            }
            Kind::Word("iff" | "iif" | "case") if self.is(at + 1, "(") => self.choice(at + 1, shape, wildcards, seen),
            Kind::Word(word) => {
                match self.lets.get(word).cloned().flatten() {
                    Some(literals) if !self.is(at + 1, "(") => {
                        let seen = Seen { mixed: seen.mixed || self.is_for_others(word, seen), ..*seen };
                        literals.into_iter().for_each(|at| self.text(at, shape, wildcards, &seen));
                    }
                    _ => self.report.skip(Skip::Computed),
                }
                at + 1
            }
            Kind::Sign(_) => at,
        }
    }

    /// `iff(CONDITION, VALUE, VALUE)`, `case(CONDITION, VALUE, .., VALUE)`: each value may be compared; the place to go on from.
    fn choice(&mut self, open: usize, shape: Shape, wildcards: bool, seen: &Seen<'_>) -> usize {
        const DEEPEST: usize = 32;

        if self.depth == DEEPEST {
            self.report.skip(Skip::Computed);
            return open + 1;
        }
        self.depth += 1;
        let end = self.closings.get(&open).copied().unwrap_or(self.tokens.len());
        let mut arguments = vec![open + 1];
        let mut at = open + 1;
        while at < end {
            match &self.tokens[at].kind {
                Kind::Sign("(") => at = self.closings.get(&at).copied().unwrap_or(end),
                Kind::Sign(",") => arguments.push(at + 1),
                _ => {}
            }
            at += 1;
        }
        let last = arguments.len() - 1;
        for (index, &start) in arguments.iter().enumerate() {
            if index % 2 == 1 || index == last {
                self.values(start, shape, wildcards, seen);
            }
        }
        self.depth -= 1;
        // The conditions compare, too.
        open + 1
    }

    /// A list in parentheses; the place to go on from.
    fn list(&mut self, open: usize, shape: Shape, wildcards: bool, seen: &Seen<'_>) -> usize {
        let end = self.closings.get(&open).copied().unwrap_or(self.tokens.len());
        if self.dialect == Dialect::Splunk {
            let mut at = open + 1;
            while at < end {
                at = match &self.tokens[at].kind {
                    Kind::Text(_) => {
                        self.text(at, shape, wildcards, seen);
                        at + 1
                    }
                    Kind::Word(_) => self.bare_word(at, seen),
                    Kind::Sign(_) => at + 1,
                };
            }
            return end;
        }
        if self.dialect == Dialect::Kibana {
            let mut at = open + 1;
            while at < end {
                at = match &self.tokens[at].kind {
                    Kind::Text(_) => {
                        self.text(at, shape, wildcards, seen);
                        at + 1
                    }
                    Kind::Word(word) if !is_logic(word) => self.bare(at, seen),
                    _ => at + 1,
                };
            }
            return end;
        }
        match self.literals(open..end) {
            Some(literals) => {
                let mut lists = (open + 1..end).filter_map(|at| self.word(at));
                let mixed = seen.mixed || lists.any(|list| self.is_for_others(list, seen));
                let seen = Seen { mixed, ..*seen };
                literals.into_iter().for_each(|at| self.text(at, shape, wildcards, &seen));
                end
            }
            None => {
                // A list that is computed, or a query: its own comparisons are met on the way.
                self.report.skip(Skip::Computed);
                open + 1
            }
        }
    }

    fn text(&mut self, at: usize, shape: Shape, wildcards: bool, seen: &Seen<'_>) {
        let Some(Token { kind, range }) = self.tokens.get(at) else { return };
        let text = match kind {
            Kind::Text(text) => text,
            Kind::Word(word) => *word,
            Kind::Sign(_) => return,
        };
        if self.dialect == Dialect::Kusto && is_parameter(text) {
            return self.report.skip(Skip::Computed);
        }
        // Kibana takes an asterisk in quotation marks as it is.
        let wild = wildcards && self.dialect != Dialect::Kibana && text.contains(['*', '?']);
        let fragment = if wild {
            Some(Fragment::new(text.chars().map(piece), Shape::Whole))
        } else {
            (shape != Shape::Whole).then(|| Fragment::plain(text, shape))
        };
        self.report.judge(seen, text, fragment.as_ref(), self.query.locate(range.clone()));
    }

    /// A value of Splunk's language without quotation marks: one word.
    fn bare_word(&mut self, at: usize, seen: &Seen<'_>) -> usize {
        if let Some(word) = self.word(at) {
            let fragment = word.contains('*').then(|| Fragment::new(word.chars().map(piece), Shape::Whole));
            let range = self.tokens[at].range.clone();
            self.report.judge(seen, word, fragment.as_ref(), self.query.locate(range));
        }
        at + 1
    }

    /// A value of Kibana's language without quotation marks: words up to a sign or a word of logic.
    fn bare(&mut self, at: usize, seen: &Seen<'_>) -> usize {
        let mut end = at;
        while self.word(end).is_some_and(|word| !is_logic(word)) && !(end > at && self.is(end + 1, ":")) {
            end += 1;
        }
        if end == at {
            return at + 1;
        }
        let range = self.tokens[at].range.start..self.tokens[end - 1].range.end;
        let written = &self.query.text()[range.clone()];
        let wild = written.contains('*');
        let literal = unescape(written);
        let fragment = wild.then(|| Fragment::new(kibana_pieces(written), Shape::Whole));
        self.report.judge(seen, &literal, fragment.as_ref(), self.query.locate(range));
        end
    }
}

/// Found in one pass, as a query may open any number of parentheses and close none.
pub(super) fn closings(tokens: &[Token<'_>]) -> HashMap<usize, usize> {
    let mut open = Vec::new();
    let mut closings = HashMap::new();
    for (at, token) in tokens.iter().enumerate() {
        if token.is("(") {
            open.push(at);
        } else if token.is(")")
            && let Some(start) = open.pop()
        {
            closings.insert(start, at);
        }
    }
    closings
}

/// Whether it is a code, which is written without quotation marks.
fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// `{Category}`, `{Category:label}`, `${category}`: what a workbook or a template puts in.
fn is_parameter(text: &str) -> bool {
    text.split_once('{').is_some_and(|(_, rest)| rest.contains('}'))
}

fn is_logic(word: &str) -> bool {
    ["and", "or", "not"].iter().any(|logic| logic.eq_ignore_ascii_case(word))
}

fn piece(character: char) -> Piece {
    match character {
        '*' => Piece::Any,
        '?' => Piece::One,
        other => Piece::Is(other),
    }
}

fn kibana_pieces(written: &str) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(written.len());
    let mut characters = written.chars();
    while let Some(character) = characters.next() {
        pieces.push(match character {
            '*' => Piece::Any,
            '\\' => Piece::Is(characters.next().unwrap_or('\\')),
            other => Piece::Is(other),
        });
    }
    pieces
}
