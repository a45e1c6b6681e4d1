//! What an export has and the catalogue lacks.

use std::io::{self, Write};

use msaudit::analysis::{Drift, Filter};
use msaudit::event::DecodedEvent;
use msaudit::read::Entry;
use serde_json::json;

use crate::Status;
use crate::args;
use crate::formats::Sheet;
use crate::output::{json_line, sheet};
use crate::parallel::Work;
use crate::run::Run;

pub(crate) fn drift(args: &args::Drift) -> io::Result<Status> {
    let (run, parts) = Run::new(&args.exports, None, &Filter::new(), Drift::default, |()| Ok(()))?;
    let mut drift = Drift::default();
    parts.into_iter().for_each(|part| drift.merge(part));
    print(&drift, &args.listing)?;
    let status = run.finish()?;
    Ok(if drift.is_empty() { status } else { status.max(Status::Found) })
}

impl Work for Drift {
    type Made = ();

    fn event(&mut self, decoded: &DecodedEvent<'_>, _: &Entry<'_>, (): &mut ()) -> io::Result<()> {
        self.add(decoded);
        Ok(())
    }
}

fn print(drift: &Drift, listing: &args::Listing) -> io::Result<()> {
    if listing.format == Sheet::Json && listing.layout.look.columns.is_empty() && listing.layout.sort.is_none() {
        let mut out = io::BufWriter::new(io::stdout().lock());
        for missing in drift.missing() {
            json_line(&mut out, &missing)?;
        }
        return out.flush();
    }
    let rows = drift.missing().map(|missing| {
        vec![
            json!(missing.kind().name()),
            json!(missing.name()),
            json!(missing.of()),
            json!(missing.category()),
            json!(missing.count()),
            json!(missing.example().file()),
            json!(missing.example().record()),
        ]
    });
    sheet(listing, &["missing", "name", "of", "category", "count", "file", "record"], rows)
}
