//! Rules, checked against the catalogue.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use msaudit::lint::{Finding, Report, RuleKind, Sarif, Verdict, check, check_as};
use walkdir::WalkDir;

use crate::Status;
use crate::args::{Findings, Lint};
use crate::output::{json_line, printable};

pub(crate) fn lint(args: &Lint) -> io::Result<Status> {
    let mut report = Report::default();
    let mut failed = false;
    for path in &args.paths {
        failed |= !walk(path, &mut report);
    }
    let mut out = BufWriter::new(io::stdout().lock());
    match args.format {
        Findings::Text => {
            for finding in report.findings().iter().filter(|finding| finding.is_notable()) {
                writeln!(out, "{}", line(finding))?;
            }
        }
        Findings::Json => {
            for finding in report.findings() {
                json_line(&mut out, finding)?;
            }
        }
        Findings::Sarif => {
            serde_json::to_writer_pretty(&mut out, &Sarif::new(report.findings()))?;
            writeln!(out)?;
        }
    }
    out.flush()?;
    summary(&report);
    Ok(if failed {
        Status::Failed
    } else if report.findings().iter().any(Finding::is_notable) {
        Status::Found
    } else {
        Status::Clean
    })
}

/// Checks a file, or the rule files of a folder; whether it could be walked.
fn walk(path: &Path, report: &mut Report) -> bool {
    if path == Path::new("-") {
        match io::read_to_string(io::stdin()) {
            Ok(text) => report.merge(check_as(kind_of(&text), "-", &text)),
            Err(error) => report.merge(Report::broken("-", error.to_string())),
        }
        return true;
    }
    let mut walked = true;
    // What is named is read whatever it is called; in folders, hidden files and other kinds are passed over.
    let visible = |entry: &walkdir::DirEntry| {
        entry.depth() == 0 || !entry.file_name().to_str().is_some_and(|name| name.starts_with('.'))
    };
    for entry in WalkDir::new(path).sort_by_file_name().into_iter().filter_entry(visible) {
        match entry {
            Ok(entry) => {
                let name = entry.path().to_string_lossy();
                let is_file = !entry.file_type().is_dir();
                if is_file && (entry.depth() == 0 || RuleKind::of(&name).is_some()) {
                    match fs::read_to_string(entry.path()) {
                        Ok(text) => report.merge(check(&name, &text)),
                        Err(error) => report.merge(Report::broken(&name, error.to_string())),
                    }
                }
            }
            Err(error) => {
                walked = false;
                let _ = writeln!(anstream::stderr(), "msaudit: {}", printable(&error.to_string()));
            }
        }
    }
    walked
}

/// Standard input has no name that would tell: only YAML rules have these keys.
fn kind_of(text: &str) -> RuleKind {
    let has = |key: &str| text.lines().any(|line| line.starts_with(key));
    if has("detection:") || has("query:") {
        RuleKind::Yaml
    } else if has("query =") {
        RuleKind::Toml
    } else {
        RuleKind::Kusto
    }
}

fn line(finding: &Finding) -> String {
    let place = format!("{}:{}:{}", finding.file(), finding.line(), finding.column());
    let verdict = finding.verdict();
    let text = match verdict {
        Verdict::Broken => format!("{place}: {}: {}", verdict.name(), finding.advice()),
        _ => {
            let literal = finding.literal();
            format!("{place}: {} `{literal}` ({}) - {}", verdict.name(), finding.field(), finding.advice())
        }
    };
    printable(&text)
}

fn summary(report: &Report) {
    let mut verdicts: BTreeMap<Verdict, u64> = BTreeMap::new();
    for finding in report.findings() {
        *verdicts.entry(finding.verdict()).or_default() += 1;
    }
    let mut out = anstream::stderr().lock();
    let _ = writeln!(out, "rules read: {}", report.rules());
    for (verdict, count) in verdicts {
        let _ = writeln!(out, "  {}: {count}", verdict.name());
    }
    let skipped: u64 = report.skipped().map(|(_, count)| count).sum();
    let _ = writeln!(out, "not checked: {skipped}");
    for (skip, count) in report.skipped() {
        let _ = writeln!(out, "  {}: {count}", skip.description());
    }
}
