//! Which log a comparison is about, from the tables and data sets that a query names.

use std::collections::HashMap;

use super::lexer::{Kind, Token};
use crate::lint::field::{Field, Log};

/// The log at a place of a Kusto query: that of the table which the nearest pipeline began with.
#[derive(Debug, Default)]
pub(super) struct Scopes {
    current: Scope,
    outer: Vec<Outer>,
    /// The logs of the queries that `let` and `as` named.
    named: HashMap<String, Scope>,
    naming: Option<String>,
    /// Whether what follows are the tables of a union.
    in_union: bool,
}

/// What the tables of a pipeline hold. Without any, no table has been named yet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Scope {
    /// The log of the first table that the lint knows.
    first: Option<Log>,
    /// A bit for each log of such tables.
    logs: u8,
    /// Whether there are tables of something else.
    other: bool,
}

/// What stands outside a parenthesis.
#[derive(Debug, Clone, Copy, Default)]
struct Outer {
    scope: Scope,
    in_union: bool,
    /// Whether a pipeline may begin with it.
    is_head: bool,
}

impl Scope {
    const OTHER: Self = Self { first: None, logs: 0, other: true };

    const fn of(log: Log) -> Self {
        Self { first: Some(log), logs: 1 << log as u8, other: false }
    }

    /// The scope of a union with another.
    fn with(self, scope: Self) -> Self {
        Self { first: self.first.or(scope.first), logs: self.logs | scope.logs, other: self.other || scope.other }
    }

    /// The log that has a field: of several the one whose field it is.
    fn log(self, field: Field) -> Option<Log> {
        field.home.filter(|&home| self == Self::default() || self.logs & (1 << home as u8) != 0).or(self.first)
    }
}

impl Scopes {
    /// Takes one token in.
    pub(super) fn step(&mut self, tokens: &[Token<'_>], at: usize) {
        let is_next = |sign| tokens.get(at + 1).is_some_and(|token| token.is(sign));
        match tokens[at].kind {
            Kind::Sign("|") => self.in_union = false,
            // Inside, a comparison is about the same table until another is named.
            Kind::Sign("(" | "[" | "{") => {
                let is_head = self.is_head(tokens, at);
                self.outer.push(Outer { scope: self.current, in_union: self.in_union, is_head });
                // Of a union each has a pipeline of its own.
                if is_head && std::mem::take(&mut self.in_union) {
                    self.current = Scope::default();
                }
            }
            Kind::Sign(")" | "]" | "}") => {
                let Outer { scope, in_union, is_head } = self.outer.pop().unwrap_or_default();
                let inner = std::mem::replace(&mut self.current, scope);
                self.in_union = in_union;
                if is_head && in_union {
                    self.current = scope.with(inner);
                } else if scope == Scope::default() || (is_head && is_next("|")) {
                    // `materialize(AuditLogs | ...)` and `(AuditLogs | ...)` are about that table outside, too.
                    self.current = inner;
                }
            }
            Kind::Sign(";") => {
                self.in_union = false;
                if let Some(name) = self.naming.take() {
                    self.named.insert(name, self.current);
                }
                self.current = Scope::default();
                self.outer.clear();
            }
            // `union *`
            Kind::Sign("*") if self.in_union => self.current = self.current.with(Scope::OTHER),
            Kind::Word("let") if tokens.get(at + 2).is_some_and(|token| token.is("=")) => {
                self.naming = tokens.get(at + 1).and_then(Token::word).map(str::to_owned);
            }
            // `| as NAME`
            Kind::Word("as") if at > 0 && tokens[at - 1].is("|") => {
                if let Some(name) = tokens.get(at + 1).and_then(Token::word) {
                    self.named.insert(name.to_owned(), self.current);
                }
            }
            Kind::Word("union") => {
                if self.is_head(tokens, at) {
                    self.current = Scope::default();
                }
                self.in_union = true;
            }
            Kind::Word(word) => {
                let Some(found) = self.table(tokens, at, word) else { return };
                self.current = if self.in_union { self.current.with(found) } else { found };
            }
            _ => {}
        }
    }

    /// What a word names, if it is a table, or a function that gives one.
    fn table(&self, tokens: &[Token<'_>], at: usize, word: &str) -> Option<Scope> {
        let is_next = |sign| tokens.get(at + 1).is_some_and(|token| token.is(sign));
        if is_next("=") || (self.in_union && tokens[at - 1].is("=")) {
            // `kind = inner`, `NAME = COLUMN`
            return None;
        }
        // `workspace("..").AuditLogs`
        if let Some(found) = Log::of_table(word.trim_start_matches('.')) {
            return Some(Scope::of(found));
        }
        if is_elsewhere(tokens, at) {
            return Some(Scope::OTHER);
        }
        if !self.is_head(tokens, at) {
            return None;
        }
        if !is_next("(") {
            let is_table = self.in_union || is_next("|");
            return is_table.then(|| self.named.get(word).copied().unwrap_or(Scope::OTHER));
        }
        match tokens.get(at + 2).map(|token| &token.kind) {
            Some(Kind::Text(name)) if word == "table" => Some(Log::of_table(name).map_or(Scope::OTHER, Scope::of)),
            _ if self.named.contains_key(word) => self.named.get(word).copied(),
            // Workspace functions and watch lists begin with an underscore.
            _ => (["table", "externaldata", "datatable"].contains(&word) || word.starts_with('_'))
                .then_some(Scope::OTHER),
        }
    }

    /// Whether a pipeline may begin at a token. `|` tells the name of a table from other words behind a parenthesis.
    fn is_head(&self, tokens: &[Token<'_>], at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        let word = |at: Option<usize>| at.and_then(|at| tokens[at].word());
        match tokens[before].kind {
            Kind::Sign("=") => word(before.checked_sub(2)) == Some("let"),
            Kind::Sign(",") => self.in_union,
            Kind::Sign(sign) => [";", "(", "{"].contains(&sign),
            // `union kind=outer AuditLogs`
            Kind::Word(_) if self.in_union => true,
            // `join kind=inner (`
            Kind::Word(_) if before > 0 && tokens[before - 1].is("=") => word(before.checked_sub(2)) == Some("kind"),
            Kind::Word(word) => ["union", "join", "lookup"].contains(&word),
            Kind::Text(_) => false,
        }
    }

    /// The log of a field here.
    pub(super) fn log(&self, field: Field) -> Option<Log> {
        self.current.log(field)
    }

    /// Whether a field here may hold names of other logs too.
    pub(super) fn is_mixed(&self, field: Field) -> bool {
        let Some(log) = self.current.log(field) else { return false };
        self.current.other || (self.current.logs & !(1 << log as u8) != 0 && field.home != Some(log))
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
