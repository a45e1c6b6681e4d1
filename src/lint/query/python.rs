//! Rules in Python, as Panther has them: a function that asks an event for fields and compares them.

use std::collections::HashMap;
use std::ops::Range;

use super::lexer::{Kind, Token, tokens};
use super::{Dialect, walk};
use crate::lint::field::{Field, Log};
use crate::lint::fragment::{Fragment, Shape};
use crate::lint::passage::Passage;
use crate::lint::report::{Report, Seen, Skip};

/// What rules about the directory's audit log import, and rules about other logs of Azure do not.
const OF_DIRECTORY: &str = "panther_msft_helpers";

/// Methods after which a text is what it was, but for blanks and case.
const TRANSPARENT: [&str; 4] = [".lower", ".upper", ".casefold", ".strip"];

/// Judges the literals of a rule. A module without one, such as a helper, is none.
pub(in crate::lint) fn check(text: &str, report: &mut Report) {
    let passage = Passage::verbatim(text, 0);
    let tokens = tokens(text, Dialect::Python);
    if !tokens.windows(2).any(|pair| pair[0].word() == Some("def") && pair[1].word() == Some("rule")) {
        return;
    }
    report.add_rule();
    let mut rule = Rule {
        passage: &passage,
        closings: walk::closings(&tokens),
        tokens: &tokens,
        constants: HashMap::new(),
        variables: HashMap::new(),
        of_directory: text.contains(OF_DIRECTORY),
        report,
    };
    for at in 0..tokens.len() {
        rule.assign(at);
        if let Some(asked) = rule.asked(at) {
            rule.compare(&asked);
        }
    }
}

struct Rule<'r, 't> {
    passage: &'r Passage<'t>,
    tokens: &'r [Token<'r>],
    closings: HashMap<usize, usize>,
    /// The literals of names that stand for one, or for a collection of them.
    constants: HashMap<&'r str, Vec<usize>>,
    /// Names that stand for a field.
    variables: HashMap<&'r str, (Field, bool)>,
    of_directory: bool,
    report: &'r mut Report,
}

/// A field that is asked for: `event.get("operationName", "").lower()`.
struct Asked<'r> {
    field: Field,
    name: &'r str,
    tokens: Range<usize>,
    lowered: bool,
}

impl<'r> Rule<'r, '_> {
    fn word(&self, at: usize) -> Option<&'r str> {
        match self.tokens.get(at)?.kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    fn is(&self, at: usize, sign: &str) -> bool {
        self.tokens.get(at).is_some_and(|token| token.is(sign))
    }

    fn text(&self, at: usize) -> Option<&'r str> {
        match &self.tokens.get(at)?.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// `NAME = ` and literals, or a field.
    fn assign(&mut self, at: usize) {
        let Some(name) = self.word(at).filter(|_| self.is(at + 1, "=")) else { return };
        // An argument of a call has a name too.
        if at > 0 && (self.is(at - 1, ",") || self.is(at - 1, "(")) {
            return;
        }
        self.variables.remove(name);
        self.constants.remove(name);
        if let Some(asked) = self.asked(at + 2) {
            // Anything else on its line makes something else of it.
            let ends = self.tokens.get(asked.tokens.end).is_none_or(|next| {
                self.passage.text()[self.tokens[asked.tokens.end - 1].range.end..next.range.start].contains('\n')
            });
            if ends {
                self.variables.insert(name, (asked.field, asked.lowered));
            }
        } else if let Some(literals) = self.literals(at + 2) {
            self.constants.insert(name, literals);
        }
    }

    /// A literal, a collection of nothing but literals, or a name that stands for either.
    fn literals(&self, at: usize) -> Option<Vec<usize>> {
        if self.text(at).is_some() {
            return Some(vec![at]);
        }
        if let Some(word) = self.word(at) {
            let makes_a_collection = ["set", "frozenset", "list", "tuple"].contains(&word) && self.is(at + 1, "(");
            return if makes_a_collection { self.literals(at + 2) } else { self.constants.get(word).cloned() };
        }
        let close = match () {
            () if self.is(at, "(") => ")",
            () if self.is(at, "[") => "]",
            () if self.is(at, "{") => "}",
            () => return None,
        };
        let mut literals = Vec::new();
        for at in at + 1..self.tokens.len() {
            match &self.tokens[at].kind {
                Kind::Text(_) => literals.push(at),
                Kind::Sign(sign) if *sign == close => return Some(literals),
                Kind::Sign(",") => {}
                Kind::Sign(_) | Kind::Word(_) => return None,
            }
        }
        None
    }

    /// The field that an expression at this token asks for.
    fn asked(&self, at: usize) -> Option<Asked<'r>> {
        let word = self.word(at)?;
        let (field, name, mut end, mut lowered) = if let Some(&(field, lowered)) = self.variables.get(word) {
            if self.is(at + 1, "=") {
                return None;
            }
            (field, word, at + 1, lowered)
        } else if self.is(at + 1, "[") && self.is(at + 3, "]") {
            let name = self.text(at + 2)?;
            (Field::find(name)?, name, at + 4, false)
        } else {
            let method = word.rsplit('.').next().filter(|method| *method != word)?;
            let close = *self.closings.get(&(at + 1)).filter(|_| self.is(at + 1, "("))?;
            let names: Vec<&str> = match method {
                // The second is what is given where there is none.
                "get" => self.text(at + 2).into_iter().collect(),
                "deep_get" | "deep_walk" => (at + 2..close).step_by(2).map_while(|at| self.text(at)).collect(),
                _ => return None,
            };
            let field = Field::find(&names.join(".")).or_else(|| Field::find(names.last()?))?;
            (field, *names.last()?, close + 1, false)
        };
        while self.word(end).is_some_and(|word| TRANSPARENT.contains(&word)) && self.is(end + 2, ")") {
            lowered |= self.word(end) != Some(".strip");
            end += 3;
        }
        Some(Asked { field, name, tokens: at..end, lowered })
    }

    /// The comparison of a field, on either side of it.
    fn compare(&mut self, asked: &Asked<'r>) {
        let Range { start, end } = asked.tokens;
        let method = self.word(end).filter(|_| self.is(end + 1, "("));
        let (operator, shape, literals) = match method {
            Some(".startswith") => ("startswith", Shape::Starts, self.literals(end + 2)),
            Some(".endswith") => ("endswith", Shape::Ends, self.literals(end + 2)),
            _ if self.is(end, "==") || self.is(end, "!=") => ("==", Shape::Whole, self.literals(end + 1)),
            _ => {
                let next = if self.word(end) == Some("not") { end + 1 } else { end };
                if self.word(next) == Some("in") {
                    ("in", Shape::Whole, self.literals(next + 1))
                } else {
                    match self.reversed(start) {
                        Some((operator, shape, at)) => (operator, shape, Some(vec![at])),
                        None => return,
                    }
                }
            }
        };
        let Some(literals) = literals else { return self.report.skip(Skip::Computed) };
        let log = asked.field.home;
        let mixed = !(self.of_directory && log == Some(Log::Entra)) && log != Some(Log::Unified);
        let sensitive = shape == Shape::Whole && !asked.lowered && !asked.field.is_copy;
        let seen = Seen { field: asked.field, name: asked.name, operator, log, mixed, sensitive };
        for at in literals {
            let Some(text) = self.text(at) else { continue };
            let fragment = (shape != Shape::Whole).then(|| Fragment::plain(text, shape));
            let span = self.passage.locate(self.tokens[at].range.clone());
            self.report.judge(&seen, text, fragment.as_ref(), span);
        }
    }

    /// The literal before a field: `"member" in operation`, `"Add user" == operation`.
    fn reversed(&self, start: usize) -> Option<(&'static str, Shape, usize)> {
        let before = start.checked_sub(1)?;
        if self.is(before, "==") || self.is(before, "!=") {
            let at = before.checked_sub(1)?;
            return self.text(at).map(|_| ("==", Shape::Whole, at));
        }
        let mut at = before.checked_sub(1).filter(|_| self.word(before) == Some("in"))?;
        if self.word(at) == Some("not") {
            at = at.checked_sub(1)?;
        }
        self.text(at).map(|_| ("in", Shape::Contains, at))
    }
}
