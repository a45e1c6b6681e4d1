//! Queries: comparisons of known fields with literals.

mod column;
mod lexer;
mod operator;
mod python;
mod scope;
mod uses;
mod walk;

use std::collections::HashMap;

use super::clause::Clause;
use super::field::{Log, Subject};
use super::passage::Passage;
use super::report::{Report, Skip};
use column::Columns;
use lexer::{Kind, Token, tokens};
pub(super) use python::check as check_python;
use scope::{Scopes, datasets};
use walk::{Walk, closings};

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
    Python,
}

impl Dialect {
    /// The language by its name in a rule.
    pub(super) fn of(name: Option<&str>, default: Self) -> Self {
        match name {
            Some("kuery" | "lucene" | "KQL" | "Lucene") => Self::Kibana,
            Some("eql" | "EQL") => Self::Eql,
            Some("esql" | "ES|QL") => Self::Esql,
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
    let uses = if dialect == Dialect::Kusto { uses::uses(&tokens, dialect) } else { HashMap::new() };
    let mut walk = Walk {
        query,
        dialect,
        tokens: &tokens,
        closings: closings(&tokens),
        lets: HashMap::new(),
        uses,
        depth: 0,
        report,
    };
    let datasets = datasets(&tokens, index);
    let mut scopes = Scopes::default();
    let mut columns = Columns::default();
    // The end of the last comparison: what it took in is not looked at again.
    let mut done = 0;
    let mut clause = Clause::default();
    // Whether the condition holds more than comparisons joined by `and`.
    let mut is_simple = true;
    // Whether this part of a search of Splunk compares; the first does.
    let mut is_search = true;
    // Behind it, fields may be what commands have made of them.
    let mut is_base = true;
    // The condition at hand, and whether it is met whatever the columns hold.
    let (mut condition, mut is_always) = (0..0, false);
    // Whether it is one, rather than something that is counted or computed.
    let mut is_condition = false;
    for (at, token) in tokens.iter().enumerate() {
        match &token.kind {
            Kind::Word("where" | "filter" | "WHERE") => {
                is_condition = true;
                // Looked through once, however often the word stands in it.
                if at >= condition.end {
                    condition = condition_at(&tokens, at);
                    is_always = is_always_true(&tokens[condition.clone()]);
                }
            }
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
            columns.step(&tokens, at, |field| scopes.log(field));
            if at >= done {
                done = done.max(walk.membership(at, &columns, &scopes));
            }
        }
        if dialect == Dialect::Splunk && token.is("|") {
            // Other commands compute, count and rename: `eval category=..` compares nothing.
            let command = tokens.get(at + 1).and_then(Token::word).unwrap_or_default();
            is_base = false;
            is_search = ["search", "where", "tstats"].iter().any(|one| one.eq_ignore_ascii_case(command));
        }
        if at >= done
            && is_search
            && let Some(column) = columns.find(&tokens, at, dialect)
            && (is_base || column.field.subject == Subject::Activity)
        {
            if is_always && condition.contains(&at) {
                walk.report.skip(Skip::Computed);
                done = column.end;
                continue;
            }
            let (log, mixed) = match dialect {
                _ if column.log.is_some() => (column.log, false),
                Dialect::Kusto => (scopes.log(column.field), scopes.is_mixed(column.field)),
                // The source type of the directory's audit log holds its sign-ins too.
                Dialect::Splunk => (datasets.0, datasets.1 || datasets.0 == Some(Log::Entra)),
                _ => datasets,
            };
            let before = walk.report.findings().len();
            done = walk.comparison(&column, log, mixed);
            let operator = tokens.get(column.end).map(|token| &query.text()[token.range.clone()]).unwrap_or_default();
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

/// The condition that begins at a `where`.
fn condition_at(tokens: &[Token<'_>], at: usize) -> std::ops::Range<usize> {
    let length = tokens[at..].iter().position(|token| token.is("|") || token.is(";"));
    at..length.map_or(tokens.len(), |length| at + length)
}

/// Whether a constant equals itself in a condition: a workbook puts `All` in for a parameter, and
/// `"All" == "All" or Category in ("All")` holds for each record.
fn is_always_true(condition: &[Token<'_>]) -> bool {
    condition.windows(3).any(|three| match three {
        [Token { kind: Kind::Text(left), .. }, equals, Token { kind: Kind::Text(right), .. }] => {
            equals.is("==") && left == right
        }
        _ => false,
    })
}
