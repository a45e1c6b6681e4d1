//! Queries: comparisons of known fields with literals.

mod lexer;
mod operator;
mod scope;

use std::collections::HashMap;
use std::ops::Range;

use super::field::{Field, Log};
use super::fragment::{Fragment, Piece, Shape};
use super::passage::Passage;
use super::report::{Report, Seen, Skip};
use lexer::{Kind, Token, tokens, unescape};
use operator::Test;
use scope::{Scopes, datasets};

/// The language of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// The language of Log Analytics and Defender.
    Kusto,
    /// The language of Kibana's search bar.
    Kibana,
    Eql,
    Esql,
}

impl Dialect {
    /// The language by its name in a rule.
    pub(super) fn of(name: Option<&str>, default: Self) -> Self {
        match name {
            Some("kuery" | "lucene") => Self::Kibana,
            Some("eql") => Self::Eql,
            Some("esql") => Self::Esql,
            _ => default,
        }
    }
}

/// Judges the literals of a query. `index` names what it runs over, if the rule says so.
pub(super) fn check(query: &Passage<'_>, dialect: Dialect, index: &str, report: &mut Report) {
    let tokens = tokens(query.text(), dialect);
    let mut walk = Walk { query, dialect, tokens: &tokens, closings: closings(&tokens), lets: HashMap::new(), report };
    let datasets = datasets(&tokens, index);
    let mut scopes = Scopes::default();
    // The end of the last comparison: what it took in is not looked at again.
    let mut done = 0;
    for (at, token) in tokens.iter().enumerate() {
        if dialect == Dialect::Kusto {
            scopes.step(&tokens, at);
            walk.note_let(at);
        }
        if at >= done
            && let Kind::Word(word) = token.kind
            && let Some(field) = Field::find(word)
        {
            let (log, mixed) = match dialect {
                _ if field.only_there => (field.home, false),
                Dialect::Kusto => (scopes.log(field), false),
                _ => datasets,
            };
            done = walk.comparison(at, field, log, mixed);
        }
    }
}

struct Walk<'w, 'q> {
    query: &'w Passage<'q>,
    dialect: Dialect,
    tokens: &'w [Token<'w>],
    /// Where each parenthesis that is closed is closed.
    closings: HashMap<usize, usize>,
    /// The literals of each `let`; none if it is no list of literals.
    lets: HashMap<&'w str, Option<Vec<usize>>>,
    report: &'w mut Report,
}

/// Functions that leave a name what it is.
const TRANSPARENT: [&str; 4] = ["tostring", "tolower", "toupper", "trim"];

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
    fn note_let(&mut self, at: usize) {
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
                Kind::Word(word) => literals.extend(self.lets.get(word).cloned().flatten()?),
                Kind::Sign("(" | ")" | "]" | ",") => {}
                Kind::Sign(_) => return None,
            }
        }
        Some(literals)
    }

    /// A comparison whose field is at `at`; the place to go on from.
    fn comparison(&mut self, at: usize, field: Field, log: Option<Log>, mixed: bool) -> usize {
        let mut next = at + 1;
        let wrapped = at >= 2 && self.is(at - 1, "(") && self.word(at - 2).is_some_and(|f| TRANSPARENT.contains(&f));
        if wrapped && self.is(next, ")") {
            next += 1;
        }
        // ES|QL and SQL write `NOT IN`.
        if self.word(next).is_some_and(|word| word.eq_ignore_ascii_case("not")) {
            next += 1;
        }
        let Some(Token { kind: Kind::Word(operator) | Kind::Sign(operator), .. }) = self.tokens.get(next) else {
            return at + 1;
        };
        let Some(test) = operator::find(operator, self.dialect) else { return at + 1 };
        let name = self.word(at).unwrap_or_default();
        let seen = Seen { field, name, operator, log, mixed };
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
            Kind::Sign("(") => self.list(at, shape, wildcards, seen),
            // `dynamic([..])`, `tolower("..")`
            Kind::Word(word) if LIST_WORDS.contains(word) && self.is(at + 1, "(") => {
                self.list(at + 1, shape, wildcards, seen)
            }
            Kind::Word(word) => {
                match self.lets.get(word).cloned().flatten() {
                    Some(literals) if !self.is(at + 1, "(") => {
                        literals.into_iter().for_each(|at| self.text(at, shape, wildcards, seen));
                    }
                    _ => self.report.skip(Skip::Computed),
                }
                at + 1
            }
            Kind::Sign(_) => at,
        }
    }

    /// A list in parentheses; the place to go on from.
    fn list(&mut self, open: usize, shape: Shape, wildcards: bool, seen: &Seen<'_>) -> usize {
        let end = self.closings.get(&open).copied().unwrap_or(self.tokens.len());
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
                literals.into_iter().for_each(|at| self.text(at, shape, wildcards, seen));
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
        let Some(Token { kind: Kind::Text(text), range }) = self.tokens.get(at) else { return };
        // Kibana takes an asterisk in quotation marks as it is.
        let wild = wildcards && self.dialect != Dialect::Kibana && text.contains(['*', '?']);
        let fragment = if wild {
            Some(Fragment::new(text.chars().map(piece), Shape::Whole))
        } else {
            (shape != Shape::Whole).then(|| Fragment::plain(text, shape))
        };
        self.report.judge(seen, text, fragment.as_ref(), self.query.locate(range.clone()));
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
fn closings(tokens: &[Token<'_>]) -> HashMap<usize, usize> {
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
