//! Rules, checked against the catalogue.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use msaudit::lint::{Finding, Kind, Report, RuleKind, Sarif, Severity, Verdict, check_as, check_bytes};
use walkdir::WalkDir;

use crate::Status;
use crate::args::Lint;
use crate::formats::Findings;
use crate::inputs::expanded;
use crate::outfile::OutFile;
use crate::output::{json_line, json_pretty, printable};
use crate::parallel::threads;
use crate::run::named;

pub(crate) fn lint(args: &Lint) -> io::Result<Status> {
    if let Some(kind) = args.explain {
        let mut out = io::stdout().lock();
        writeln!(out, "{kind} ({}): {}\n\n{}", kind.severity(), kind.summary(), kind.help())?;
        return Ok(Status::Clean);
    }
    let mut files = Vec::new();
    let mut failed = false;
    for path in expanded(&args.paths)? {
        failed |= !walk(&path, &mut files);
    }
    let report = check_all(&files);
    let is_selected = |finding: &&Finding| match finding.kind() {
        None => args.select.is_empty(),
        Some(kind) => (args.select.is_empty() || args.select.contains(&kind)) && !args.ignore.contains(&kind),
    };
    let mut baseline = args.baseline.as_deref().map(Baseline::open).transpose()?;
    let findings: Vec<&Finding> = report
        .findings()
        .iter()
        .filter(is_selected)
        .filter(|finding| !baseline.as_mut().is_some_and(|baseline| baseline.has(finding)))
        .collect();
    let mut out = BufWriter::new(io::stdout().lock());
    match args.format {
        Findings::Text => {
            for finding in findings.iter().filter(|finding| finding.is_notable()) {
                writeln!(out, "{}", line(finding))?;
            }
        }
        Findings::Json => {
            for finding in &findings {
                json_line(&mut out, finding)?;
            }
        }
        Findings::Sarif => {
            json_pretty(&mut out, &Sarif::new(findings.iter().copied()))?;
        }
        Findings::Github => {
            for finding in &findings {
                if let Some(severity) = finding.severity() {
                    writeln!(out, "{}", annotation(finding, severity))?;
                }
            }
        }
    }
    out.flush()?;
    let fixed = if args.fix { fix(&findings)? } else { 0 };
    summary(&report, &findings);
    if args.fix {
        let _ = writeln!(anstream::stderr(), "fixed: {fixed}");
    }
    if let Some(baseline) = baseline {
        baseline.finish()?;
    }
    let is_failing = |finding: &&Finding| finding.severity().is_some_and(|severity| severity >= args.fail_on);
    Ok(if failed {
        Status::Failed
    } else if findings.iter().copied().any(|finding| is_failing(&finding) && !(args.fix && finding.fix().is_some())) {
        Status::Found
    } else {
        Status::Clean
    })
}

/// A command of GitHub's workflows: its checks show the message at the line.
fn annotation(finding: &Finding, severity: Severity) -> String {
    let level = if severity == Severity::Note { "notice" } else { severity.name() };
    // No line break is left once a text is printable.
    let escape = |text: &str| printable(text).replace('%', "%25");
    let property = |text: &str| escape(text).replace(':', "%3A").replace(',', "%2C");
    let (end_line, end_column) = finding.end();
    let kind = finding.kind().map_or("", Kind::name);
    let text = match finding.literal() {
        "" => finding.advice(),
        literal => format!("`{literal}` ({}): {}", finding.field(), finding.advice()),
    };
    format!(
        "::{level} file={},line={},col={},endLine={end_line},endColumn={end_column},title={kind}::{}",
        property(finding.file()),
        finding.line(),
        finding.column(),
        escape(&text)
    )
}

/// Writes fixes into their files, the last of each file first, so that the places of the others stay right.
fn fix(findings: &[&Finding]) -> io::Result<u64> {
    let mut by_file: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.fix().is_some() && finding.file() != "-") {
        by_file.entry(finding.file()).or_default().push(finding);
    }
    let mut fixed = 0;
    for (file, mut findings) in by_file {
        let path = Path::new(file);
        let mut text = fs::read_to_string(path)?;
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.span().start));
        findings.dedup_by_key(|finding| finding.span().start);
        for finding in findings {
            // What is escaped or folded in the file is left to people.
            if let (Some(replacement), Some(finding_literal)) = (finding.fix(), text.get(finding.span()))
                && finding_literal == finding.literal()
            {
                text.replace_range(finding.span(), replacement);
                fixed += 1;
            }
        }
        let mut out = OutFile::create(path, true, &[])?;
        out.write_all(text.as_bytes())?;
        out.finish()?;
    }
    Ok(fixed)
}

/// Findings that are known: one a line, by file, kind, field and literal, so that they stay known when lines move.
struct Baseline {
    known: BTreeMap<String, u64>,
    /// What is found now, if there was no file yet.
    new: Option<(PathBuf, Vec<String>)>,
}

impl Baseline {
    fn open(path: &Path) -> io::Result<Self> {
        let mut known = BTreeMap::new();
        if !path.exists() {
            return Ok(Self { known, new: Some((path.to_owned(), Vec::new())) });
        }
        for line in named(path, fs::read_to_string(path))?.lines().filter(|line| !line.is_empty()) {
            *known.entry(line.to_owned()).or_default() += 1;
        }
        Ok(Self { known, new: None })
    }

    /// Whether the finding is known. One that is known once is known once.
    fn has(&mut self, finding: &Finding) -> bool {
        let Some(kind) = finding.kind() else { return false };
        let key = [finding.file(), kind.name(), finding.field(), finding.literal()].map(printable).join("\t");
        if let Some((_, new)) = &mut self.new {
            new.push(key);
            return true;
        }
        match self.known.get_mut(&key) {
            Some(count) if *count > 0 => {
                *count -= 1;
                true
            }
            _ => false,
        }
    }

    fn finish(self) -> io::Result<()> {
        let Some((path, mut lines)) = self.new else { return Ok(()) };
        lines.sort();
        let mut out = OutFile::create(&path, false, &[])?;
        for line in &lines {
            writeln!(out, "{line}")?;
        }
        out.finish()?;
        let _ = writeln!(anstream::stderr(), "baseline written: {} findings", lines.len());
        Ok(())
    }
}

/// Takes in a file, or the rule files of a folder; whether it could be walked.
fn walk(path: &Path, files: &mut Vec<PathBuf>) -> bool {
    if path == Path::new("-") {
        files.push(path.to_owned());
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
                let is_file = !entry.file_type().is_dir();
                if is_file && (entry.depth() == 0 || RuleKind::of(&entry.path().to_string_lossy()).is_some()) {
                    files.push(entry.into_path());
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

/// Checks files on all cores; what is found comes in their order all the same.
fn check_all(files: &[PathBuf]) -> Report {
    let next = AtomicUsize::new(0);
    let some = || {
        let numbers = std::iter::from_fn(|| Some(next.fetch_add(1, Ordering::Relaxed)).filter(|&at| at < files.len()));
        numbers.map(|at| (at, check_file(&files[at]))).collect::<Vec<_>>()
    };
    let threads = threads(None).get().min(files.len());
    let mut reports: Vec<(usize, Report)> = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(some)).collect();
        let mut reports = some();
        for other in others {
            reports.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        reports
    });
    reports.sort_by_key(|&(at, _)| at);
    let mut report = Report::default();
    reports.into_iter().for_each(|(_, one)| report.merge(one));
    report
}

fn check_file(path: &Path) -> Report {
    let name = path.to_string_lossy();
    if name == "-" {
        return match io::read_to_string(io::stdin()) {
            Ok(text) => check_as(kind_of(&text), "-", &text),
            Err(error) => Report::broken("-", error.to_string()),
        };
    }
    match fs::read(path) {
        Ok(bytes) => check_bytes(&name, &bytes),
        Err(error) => Report::broken(&name, error.to_string()),
    }
}

/// Standard input has no name that would tell: only YAML rules have these keys.
fn kind_of(text: &str) -> RuleKind {
    let has = |key: &str| text.lines().any(|line| line.starts_with(key));
    if has("{") {
        RuleKind::Json
    } else if has("```") {
        RuleKind::Markdown
    } else if has("detection:") || has("query:") || has("search:") {
        RuleKind::Yaml
    } else if has("query =") {
        RuleKind::Toml
    } else {
        RuleKind::Kusto
    }
}

fn line(finding: &Finding) -> String {
    let place = format!("{}:{}:{}", finding.file(), finding.line(), finding.column());
    let kind = finding.kind().map_or("", Kind::name);
    let text = match finding.literal() {
        "" => format!("{place}: {kind}: {}", finding.advice()),
        literal => format!("{place}: {kind} `{literal}` ({}) - {}", finding.field(), finding.advice()),
    };
    printable(&text)
}

fn summary(report: &Report, findings: &[&Finding]) {
    let mut verdicts: BTreeMap<Verdict, u64> = BTreeMap::new();
    let mut kinds: BTreeMap<Kind, u64> = BTreeMap::new();
    let mut folders: BTreeMap<&str, u64> = BTreeMap::new();
    for finding in report.findings() {
        *verdicts.entry(finding.verdict()).or_default() += 1;
    }
    for finding in findings {
        if let Some(kind) = finding.kind() {
            *kinds.entry(kind).or_default() += 1;
            let folder = Path::new(finding.file()).parent().and_then(Path::to_str).unwrap_or_default();
            *folders.entry(folder).or_default() += 1;
        }
    }
    let mut out = anstream::stderr().lock();
    let _ = writeln!(out, "rules read: {}", report.rules());
    for (verdict, count) in verdicts {
        let _ = writeln!(out, "  {}: {count}", verdict.name());
    }
    if !kinds.is_empty() {
        let _ = writeln!(out, "findings: {}", kinds.values().sum::<u64>());
        for (kind, count) in kinds {
            let _ = writeln!(out, "  {kind}: {count}");
        }
    }
    if folders.len() > 1 {
        let _ = writeln!(out, "folders with findings: {}", folders.len());
        for (folder, count) in folders {
            let _ = writeln!(out, "  {}: {count}", printable(folder));
        }
    }
    let skipped: u64 = report.skipped().map(|(_, count)| count).sum();
    let _ = writeln!(out, "not checked: {skipped}");
    for (skip, count) in report.skipped() {
        let _ = writeln!(out, "  {}: {count}", skip.description());
    }
}
