//! Which log a comparison is about, from the tables and data sets that a query names.

use std::collections::HashMap;

use super::lexer::{Kind, Token};
use crate::lint::field::{Field, Log};

/// The log at a place of a Kusto query: that of the table which the nearest pipeline began with.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    current: Scope,
    outer: Vec<Scope>,
    /// The logs of the queries that `let` named.
    named: HashMap<String, Scope>,
    naming: Option<String>,
    /// Whether commas stand between tables.
    in_union: bool,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Scope {
    /// No table yet.
    #[default]
    Open,
    Log(Log),
    /// A table of another log.
    Other,
}

impl Scopes {
    /// Takes one token in.
    pub(super) fn step(&mut self, tokens: &[Token<'_>], at: usize) {
        let token = &tokens[at];
        let next_is = |sign| tokens.get(at + 1).is_some_and(|token| token.is(sign));
        match token.kind {
            Kind::Sign("|") => self.in_union = false,
            // Inside, a comparison is about the same table until another is named.
            Kind::Sign("(" | "[" | "{") => self.outer.push(self.current),
            Kind::Sign(")" | "]" | "}") => {
                let inner = self.current;
                self.current = self.outer.pop().unwrap_or_default();
                // `materialize(AuditLogs | ...)` and `(AuditLogs | ...)` are about that table outside, too.
                if self.current == Scope::Open {
                    self.current = inner;
                }
            }
            Kind::Sign(";") => {
                self.in_union = false;
                if let Some(name) = self.naming.take() {
                    self.named.insert(name, self.current);
                }
                self.current = Scope::Open;
                self.outer.clear();
            }
            Kind::Word("let") if tokens.get(at + 2).is_some_and(|token| token.is("=")) => {
                self.naming = tokens.get(at + 1).and_then(Token::word).map(str::to_owned);
            }
            Kind::Word(word) => {
                self.in_union |= word == "union";
                let before = at.checked_sub(1).map(|before| &tokens[before]);
                let in_list = before.is_some_and(|before| before.is(","));
                // Elsewhere `NAME = COLUMN |` ends a list of columns.
                let is_let = at.checked_sub(3).is_some_and(|start| tokens[start].word() == Some("let"));
                let head = next_is("|")
                    && before.is_none_or(|before| match before.kind {
                        Kind::Sign("=") => is_let,
                        Kind::Sign(",") => self.in_union,
                        Kind::Sign(sign) => [";", "(", "{"].contains(&sign),
                        Kind::Word(word) => ["union", "lookup"].contains(&word),
                        Kind::Text(_) => false,
                    })
                    || is_elsewhere(tokens, at);
                // `workspace("..").AuditLogs`
                let found = match Log::of_table(word.trim_start_matches('.')) {
                    Some(log) => Scope::Log(log),
                    None => match self.named.get(word) {
                        Some(&scope) if head => scope,
                        _ if head => Scope::Other,
                        _ => return,
                    },
                };
                // Of the tables of a union the first that is known counts.
                if !(in_list && matches!(self.current, Scope::Log(_))) {
                    self.current = found;
                }
            }
            _ => {}
        }
    }

    /// The log of a field here.
    pub(super) fn log(&self, field: Field) -> Option<Log> {
        match self.current {
            Scope::Log(log) => Some(log),
            Scope::Other => None,
            Scope::Open => field.home,
        }
    }
}

/// `arg("").Resources`: whether the word is a table of another service.
fn is_elsewhere(tokens: &[Token<'_>], at: usize) -> bool {
    const SERVICES: [&str; 6] = ["adx", "app", "arg", "cluster", "database", "workspace"];

    let Some([service, open, _, close]) = at.checked_sub(4).map(|start| &tokens[start..at]) else { return false };
    service.word().is_some_and(|word| SERVICES.contains(&word.trim_start_matches('.'))) && open.is("(") && close.is(")")
}

/// The log of a query of Elastic, by the data sets that it or its index names, and whether it names others beside.
pub(super) fn datasets(tokens: &[Token<'_>], index: &str) -> (Option<Log>, bool) {
    let mut sets = Sets::default();
    for token in tokens {
        match &token.kind {
            Kind::Word(text) => sets.note(text),
            Kind::Text(text) => sets.note(text),
            Kind::Sign(_) => {}
        }
    }
    if sets == Sets::default() {
        index.split_whitespace().for_each(|name| sets.note(name));
    }
    match sets {
        Sets { entra: true, unified, other } => (Some(Log::Entra), unified || other),
        Sets { unified: true, other, .. } => (Some(Log::Unified), other),
        Sets { .. } => (None, false),
    }
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Sets {
    entra: bool,
    unified: bool,
    other: bool,
}

impl Sets {
    fn note(&mut self, text: &str) {
        let has = |names: &[&str]| names.iter().any(|name| text.contains(name));
        // Data sets of Elastic; source types of Splunk, and the macros that its rules call them by.
        if has(&["azure.auditlogs", "azure:monitor:aad", "azure_monitor_aad"]) {
            self.entra = true;
        } else if has(&["o365.audit", "o365audit", "o365:management:activity", "o365_management_activity"]) {
            self.unified = true;
        } else if ["azure.", "aws.", "okta.", "gcp.", "google_workspace."].iter().any(|other| text.starts_with(other)) {
            self.other = true;
        }
    }
}
