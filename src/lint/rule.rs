//! Rule files: what kind each is, and where in it the queries are.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::passage::{Escapes, Passage};
use super::query::{self, Dialect};
use super::report::Report;
use super::sigma;
use super::yaml::{self, Node, unquoted};
use super::{json, markdown, panther};

/// What a rule file is written in.
///
/// ```
/// use msaudit::lint::RuleKind;
///
/// assert_eq!(RuleKind::of("rules/passkey.YML"), Some(RuleKind::Yaml));
/// assert_eq!(RuleKind::of("hunt.kql"), Some(RuleKind::Kusto));
/// assert_eq!(RuleKind::of("picture.png"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RuleKind {
    /// YAML: Sigma, Sentinel, Elastic, the tests of Panther.
    Yaml,
    /// TOML: Elastic.
    Toml,
    /// JSON: solutions and workbooks, exports of rules, one or many in a file; notebooks.
    Json,
    /// Markdown with queries in fenced code blocks.
    Markdown,
    /// A search in Splunk's language.
    Splunk,
    /// A query in Kusto's language.
    Kusto,
    /// A rule of Panther.
    Python,
}

impl RuleKind {
    /// The kind of a file by the end of its name.
    pub fn of(file: &str) -> Option<Self> {
        let (_, extension) = file.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "yml" | "yaml" => Some(Self::Yaml),
            "toml" => Some(Self::Toml),
            "json" | "ndjson" | "jsonl" | "ipynb" => Some(Self::Json),
            "md" | "markdown" => Some(Self::Markdown),
            "spl" => Some(Self::Splunk),
            "py" => Some(Self::Python),
            "kql" | "csl" | "txt" => Some(Self::Kusto),
            _ => None,
        }
    }
}

/// Checks one rule file, whose kind its name tells; without one it is read as a Kusto query. `file` is only a name.
///
/// ```
/// let rule = "logsource: {product: azure, service: auditlogs}\ndetection:\n  s:\n    properties.message: Add usr\n";
/// let report = msaudit::lint::check("rule.yml", rule);
/// assert_eq!(report.findings()[0].advice(), "not in the catalogue; nearest: `Add user`");
/// ```
pub fn check(file: &str, text: &str) -> Report {
    check_as(RuleKind::of(file).unwrap_or(RuleKind::Kusto), file, text)
}

/// Checks the bytes of one rule file. Text that is no UTF-8 is read by its byte order mark; what is no text of that encoding
/// either stands for itself, and is never a name.
///
/// ```
/// let rule: Vec<u8> = "\u{feff}AuditLogs | where OperationName == 'Add usr'".encode_utf16().flat_map(u16::to_le_bytes).collect();
/// assert_eq!(msaudit::lint::check_bytes("hunt.txt", &rule).findings()[0].literal(), "Add usr");
/// ```
pub fn check_bytes(file: &str, bytes: &[u8]) -> Report {
    let encoding = encoding_rs::Encoding::for_bom(bytes).map_or(encoding_rs::UTF_8, |(encoding, _)| encoding);
    check(file, &encoding.decode_without_bom_handling(bytes).0)
}

/// Checks one rule file of a given kind.
///
/// ```
/// use msaudit::lint::{RuleKind, Verdict, check_as};
///
/// let report = check_as(RuleKind::Toml, "-", "query = ");
/// assert_eq!(report.findings()[0].verdict(), Verdict::Broken);
/// ```
pub fn check_as(kind: RuleKind, file: &str, text: &str) -> Report {
    // Rules are small; nearest names for all of a log that is called `.txt` would take hours.
    const LONGEST: usize = 4 << 20;

    if text.len() > LONGEST {
        return Report::broken(
            file,
            format!("the file has {} bytes; expected a rule of at most {LONGEST}", text.len()),
        );
    }
    let mut report = Report::default();
    match kind {
        RuleKind::Yaml => check_yaml(text, &mut report),
        RuleKind::Toml => check_toml(text, &mut report),
        RuleKind::Json => check_json(text, &mut report),
        RuleKind::Markdown => check_markdown(text, &mut report),
        RuleKind::Splunk => {
            report.add_rule();
            query::check(&Passage::verbatim(text, 0), Dialect::Splunk, "", &mut report);
        }
        RuleKind::Kusto => {
            report.add_rule();
            query::check(&Passage::verbatim(text, 0), Dialect::Kusto, "", &mut report);
        }
        RuleKind::Python => query::check_python(text, &mut report),
    }
    report.place(file, text);
    report
}

fn check_yaml(text: &str, report: &mut Report) {
    let (documents, broken) = yaml::documents(text);
    for document in &documents {
        check_document(document, report);
    }
    for broken in broken {
        report.add_broken(broken.at..broken.at, format!("the YAML is broken: {}", broken.message));
    }
}

fn check_document(document: &Node<'_>, report: &mut Report) {
    // Elastic keeps the query in a table of its own, and files may hold a list of rules.
    let inner = document.get("rule").into_iter();
    for rule in std::iter::once(document).chain(inner).chain(document.items()) {
        if rule.get("LogTypes").is_some() {
            report.add_rule();
            panther::check(rule, report);
            continue;
        }
        if rule.get("detection").is_some() {
            report.add_rule();
            sigma::check(rule, report);
            continue;
        }
        if let Some(search) = rule.get("search").and_then(Node::scalar) {
            report.add_rule();
            query::check(search, Dialect::Splunk, "", report);
        }
        for key in ["query", "FunctionQuery", "ParserQuery"] {
            let Some(query) = rule.get(key).and_then(Node::scalar) else { continue };
            let language = rule.get("language").and_then(Node::text);
            let index = rule.get("index").map(Node::items).unwrap_or_default();
            let index: Vec<&str> = index.iter().filter_map(Node::text).collect();
            report.add_rule();
            query::check(query, Dialect::of(language, Dialect::Kusto), &index.join(" "), report);
        }
    }
}

/// The queries of JSON, wherever they are: `query`, with the language and index beside it, and cells of code.
fn check_json(text: &str, report: &mut Report) {
    let (mut values, mut broken) = json::values(text);
    let plain;
    if broken.is_some() {
        plain = json::without_comments(text);
        (values, broken) = json::values(&plain);
    }
    for value in &values {
        value.each_object(&mut |object| {
            let get = |key| object.get(key);
            if let Some(query) = get("query").and_then(json::Node::passage) {
                let language = get("language").and_then(json::Node::text);
                let index = get("index").map(json::Node::items).unwrap_or_default();
                let index: Vec<&str> = index.iter().filter_map(json::Node::text).collect();
                // Kibana's own objects call the language so, and only they have an index.
                let dialect = Dialect::of(language, if index.is_empty() { Dialect::Kusto } else { Dialect::Kibana });
                report.add_rule();
                query::check(query, dialect, &index.join(" "), report);
            }
            if get("cell_type").and_then(json::Node::text) == Some("code") {
                // A cell is one text, or a list of lines; a comparison does not go over several.
                let source = get("source");
                let lines = source.map(json::Node::items).unwrap_or_default().iter().chain(source);
                let passages: Vec<&Passage<'_>> = lines.filter_map(json::Node::passage).collect();
                if !passages.is_empty() {
                    report.add_rule();
                }
                check_cell(&passages, report);
            }
        });
    }
    if let Some((at, message)) = broken {
        report.add_broken(at..at, format!("the JSON is broken: {message}"));
    }
}

/// The lines of a cell, each with the log that a line before it names.
fn check_cell(lines: &[&Passage<'_>], report: &mut Report) {
    let mut scope = None;
    for line in lines {
        query::check_line(line, &mut scope, report);
    }
}

/// The languages that fenced blocks are called by. A block without a language is a query if it begins as one.
fn check_markdown(text: &str, report: &mut Report) {
    for block in markdown::blocks(text) {
        let code = &text[block.place.clone()];
        let passage = Passage::verbatim(code, block.place.start);
        let language = block.language.split([' ', '{', ',']).next().unwrap_or_default().to_ascii_lowercase();
        match language.as_str() {
            "kql" | "kusto" | "csl" | "kusto-query" | "kustoquery" => {
                report.add_rule();
                query::check(&passage, Dialect::Kusto, "", report);
            }
            "" | "sql" | "text" | "c#" | "csharp" if query::is_kusto(code) => {
                report.add_rule();
                query::check(&passage, Dialect::Kusto, "", report);
            }
            "eql" | "esql" | "kuery" => {
                report.add_rule();
                query::check(&passage, Dialect::of(Some(&language), Dialect::Eql), "", report);
            }
            "spl" | "splunk" => {
                report.add_rule();
                query::check(&passage, Dialect::Splunk, "", report);
            }
            "yaml" | "yml" | "sigma" => {
                let mut inner = Report::default();
                check_yaml(code, &mut inner);
                report.absorb(inner, block.place.start);
            }
            _ => {}
        }
    }
}

fn check_toml(text: &str, report: &mut Report) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let table = table.into_inner();
    // Rules have a table of their own, and so have hunts, which may have several queries.
    let inner = ["rule", "hunt"].into_iter().find_map(|name| match table.get(name)?.get_ref() {
        DeValue::Table(inner) => Some(inner),
        _ => None,
    });
    let rule = inner.unwrap_or(&table);
    let language = texts(rule.get("language"));
    let index: Vec<&str> = texts(rule.get("index")).into_iter().map(|(value, _)| &**value).collect();
    for (value, span) in texts(rule.get("query")) {
        let (span, escapes) = inside(text, span);
        report.add_rule();
        let passage = Passage::decoded(value.clone(), text, span, escapes);
        let language = language.first().map(|(value, _)| &***value);
        query::check(&passage, Dialect::of(language, Dialect::Kibana), &index.join(" "), report);
    }
    // The first is the cause; the rest are often its consequences.
    if let Some(error) = errors.first() {
        let span = error.span().unwrap_or_default();
        report.add_broken(span, format!("the TOML is broken: {}", error.message()));
    }
}

/// The strings of a value: itself, or those of a list.
fn texts<'v, 't>(value: Option<&'v Spanned<DeValue<'t>>>) -> Vec<(&'v Cow<'t, str>, Range<usize>)> {
    let text = |value: &'v Spanned<DeValue<'t>>| match value.get_ref() {
        DeValue::String(text) => Some((text, value.span())),
        _ => None,
    };
    match value.map(Spanned::get_ref) {
        Some(DeValue::Array(items)) => items.iter().filter_map(text).collect(),
        _ => value.and_then(text).into_iter().collect(),
    }
}

/// The span of a TOML string without its quotation marks.
fn inside(text: &str, span: Range<usize>) -> (Range<usize>, Escapes) {
    let source = text.get(span.clone()).unwrap_or_default();
    let escapes = if source.starts_with('"') { Escapes::Backslash } else { Escapes::None };
    if !source.starts_with("\"\"\"") && !source.starts_with("'''") {
        return (unquoted(source, span, 1), escapes);
    }
    let mut inner = unquoted(source, span, 3);
    // A line break right after the opening marks is not part of the string.
    let rest = text.get(inner.clone()).unwrap_or_default();
    let line_break = if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) };
    inner.start += line_break;
    (inner, escapes)
}
