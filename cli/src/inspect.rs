//! Single questions: what is this name, what is in this label book.

use std::io::{self, BufRead, Write};

use msaudit::catalog::{Edition, MatchKind, NameLookup};
use msaudit::label::{LabelBook, LabelState};
use serde_json::json;

use crate::Status;
use crate::args::{Labels, Lookup};
use crate::formats::Text;
use crate::output::{json_line, printable, sheet};

pub(crate) fn lookup(args: &Lookup) -> io::Result<Status> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    for name in &args.names {
        if name == "-" {
            for line in io::stdin().lock().lines() {
                answer(&mut out, &line?, args.format)?;
            }
        } else {
            answer(&mut out, name, args.format)?;
        }
    }
    out.flush()?;
    Ok(Status::Clean)
}

fn answer(out: &mut impl Write, query: &str, format: Text) -> io::Result<()> {
    let lookup = NameLookup::new(query);
    if format == Text::Json {
        return json_line(out, &lookup);
    }
    write!(out, "{}: {}", printable(query), lookup.status().name())?;
    match (lookup.name(), lookup.matched()) {
        (Some(name), how) => {
            if name.name() != query {
                write!(out, ", as `{}`", name.name())?;
            }
            if how == Some(MatchKind::Alias) {
                write!(out, " (another spelling)")?;
            }
            writeln!(out)?;
            writeln!(out, "  kind: {}", name.kind())?;
            let editions: Vec<&str> = name.editions().iter().map(Edition::name).collect();
            writeln!(out, "  editions: {}", editions.join(", "))?;
            let mut listed: Vec<String> = Vec::new();
            for listing in name.listings() {
                let place = format!("{} / {}", listing.service().name(), listing.category().name());
                if !listed.contains(&place) {
                    listed.push(place);
                }
            }
            for listing in name.operation_listings() {
                let section = listing.section().name();
                let place = match listing.friendly_name() {
                    Some(friendly) => format!("{section} ({friendly})"),
                    None => section.to_owned(),
                };
                if !listed.contains(&place) {
                    listed.push(place);
                }
            }
            list(out, "listed under", "; ", &listed)?;
            list(out, "now called", ", ", &name.successors().collect::<Vec<_>>())?;
            list(out, "formerly", ", ", &name.predecessors().collect::<Vec<_>>())?;
            let others = name.spellings().into_iter().filter(|(_, text)| text != name.name());
            let others = others.map(|(channel, text)| format!("`{text}` {}", channel.title()));
            list(out, "also spelt", ", ", &others.collect::<Vec<_>>())?;
        }
        (None, _) => {
            writeln!(out)?;
            let nearest: Vec<&str> = lookup.suggestions().iter().map(|name| name.name()).collect();
            list(out, "nearest", ", ", &nearest)?;
        }
    }
    Ok(())
}

/// A line with what there is, if there is anything.
fn list(out: &mut impl Write, what: &str, between: &str, all: &[impl AsRef<str>]) -> io::Result<()> {
    if all.is_empty() {
        return Ok(());
    }
    let all: Vec<&str> = all.iter().map(AsRef::as_ref).collect();
    writeln!(out, "  {what}: {}", all.join(between))
}

pub(crate) fn labels(args: &Labels) -> io::Result<Status> {
    let book = LabelBook::open(&args.book).map_err(io::Error::other)?;
    let rows = book.labels().map(|label| {
        vec![
            json!(label.id().to_string()),
            json!(label.path()),
            json!(label.order()),
            json!(label.state().map(LabelState::name)),
        ]
    });
    sheet(&args.listing, &["id", "path", "order", "state"], rows)?;
    for problem in book.problems() {
        let _ = writeln!(anstream::stderr(), "{}", printable(&format!("{}: {problem}", args.book.display())));
    }
    Ok(if book.problems().is_empty() { Status::Clean } else { Status::Found })
}
