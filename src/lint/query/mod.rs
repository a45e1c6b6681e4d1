//! Queries: comparisons of known fields with literals.

mod lexer;
mod operator;
mod scope;

use std::collections::HashMap;
use std::ops::Range;

use super::clause::Clause;
use super::field::{Field, Log, Subject};
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
    /// Splunk's search processing language.
    Splunk,
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

/// Whether text without a language is a query of Kusto: a table that the lint knows stands at the beginning of a line.
pub(super) fn is_kusto(text: &str) -> bool {
    text.lines().any(|line| {
        let word = line.trim_start().split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default();
        Log::of_table(word).is_some()
    })
}

/// Judges the literals of one line of a Kusto query. The log is the one that an earlier line named.
pub(super) fn check_line<'l>(line: &'l Passage<'_>, scope: &mut Option<&'l str>, report: &mut Report) {
    let text = line.text();
    if is_kusto(text) {
        *scope = Some(text);
    }
    // A line alone has no table; without one before it nothing says that it is a query.
    if scope.is_some() {
        check(line, Dialect::Kusto, "", report);
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
    let mut clause = Clause::default();
    // Whether the condition holds more than comparisons joined by `and`.
    let mut is_simple = true;
    // Whether this part of a search of Splunk compares; the first does.
    let mut is_search = true;
    // Behind it, fields may be what commands have made of them.
    let mut is_base = true;
    // Whether it is one, rather than something that is counted or computed.
    let mut is_condition = false;
    for (at, token) in tokens.iter().enumerate() {
        match &token.kind {
            Kind::Word("where" | "filter" | "WHERE") => is_condition = true,
            Kind::Sign("|" | ";" | "[" | "]") => {
                let is_condition = std::mem::take(&mut is_condition);
                let ended = std::mem::take(&mut clause);
                if std::mem::replace(&mut is_simple, true) && is_condition {
                    ended.check(walk.report);
                }
            }
            Kind::Word(word)
                if ["or", "not", "iff", "iif", "case"].iter().any(|one| one.eq_ignore_ascii_case(word)) =>
            {
                is_simple = false;
            }
            _ => {}
        }
        if dialect == Dialect::Kusto {
            scopes.step(&tokens, at);
            walk.note_let(at);
        }
        if dialect == Dialect::Splunk && token.is("|") {
            // Other commands compute, count and rename: `eval category=..` compares nothing.
            let command = tokens.get(at + 1).and_then(Token::word).unwrap_or_default();
            is_base = false;
            is_search = ["search", "where", "tstats"].iter().any(|one| one.eq_ignore_ascii_case(command));
        }
        if at >= done
            && is_search
            && let Kind::Word(word) = token.kind
            && let Some(field) = Field::find(word)
            && (is_base || field.subject == Subject::Activity)
        {
            let (log, mixed) = match dialect {
                _ if field.only_there => (field.home, false),
                Dialect::Kusto => (scopes.log(field), false),
                // The source type of the directory's audit log holds its sign-ins too.
                Dialect::Splunk => (datasets.0, datasets.1 || datasets.0 == Some(Log::Entra)),
                _ => datasets,
            };
            let before = walk.report.findings().len();
            done = walk.comparison(at, field, log, mixed);
            let operator = tokens.get(at + 1).map(|token| &query.text()[token.range.clone()]).unwrap_or_default();
            if operator::is_whole(operator, dialect)
                && tokens[at..done.min(tokens.len())].iter().all(|token| token.word() != Some("or"))
            {
                clause.add(walk.report, before..walk.report.findings().len());
            }
        }
    }
    if is_simple && is_condition {
        clause.check(walk.report);
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

/// Of these, those after which no name has the case that logs write.
const CASE_CHANGING: [&str; 2] = ["tolower", "toupper"];

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
        let lowered = wrapped && self.word(at - 2).is_some_and(|f| CASE_CHANGING.contains(&f));
        let sensitive = !lowered && operator::is_case_sensitive(operator, self.dialect);
        let seen = Seen { field, name, operator, log, mixed, sensitive };
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
