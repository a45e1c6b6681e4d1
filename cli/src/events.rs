//! Events on standard output.

use std::collections::HashSet;
use std::io::{self, Write};
use std::num::NonZero;
use std::sync::Arc;

use crate::batches::Batches;
use crate::view::{Page, Pages, View};

/// A table is printed when it has this many rows, and another begun, so that no export fills the memory.
const ROWS: usize = 1000;

/// Events in a view, made ready by several threads and printed in their order.
pub(crate) struct EventWriter {
    batches: Batches<Batch, io::Result<Printed>>,
    /// The next batch.
    lines: Vec<String>,
    rows: Vec<Vec<String>>,
    /// What was said on standard error, which is said once.
    told: HashSet<String>,
}

/// What becomes text on a thread.
enum Batch {
    /// Events, each a line of JSON.
    Lines(Vec<String>),
    /// The rows of a table.
    Rows(Vec<Vec<String>>),
}

/// What is printed: on standard output, and on standard error.
struct Printed {
    out: Vec<u8>,
    note: Option<String>,
}

impl EventWriter {
    /// Prints what stands above all events.
    pub(crate) fn new(view: Arc<View>, threads: NonZero<usize>) -> io::Result<Self> {
        io::stdout().write_all(&view.header())?;
        let batches = Batches::new(threads, move |batch: Batch| batch.print(&view));
        Ok(Self { batches, lines: Vec::new(), rows: Vec::new(), told: HashSet::new() })
    }

    /// Prints an event that is there as one line of JSON.
    pub(crate) fn line(&mut self, line: String) -> io::Result<()> {
        self.lines.push(line);
        if self.lines.len() < ROWS { Ok(()) } else { self.give_lines() }
    }

    /// Prints events that were made ready elsewhere, but for their tables.
    pub(crate) fn page(&mut self, page: Page) -> io::Result<()> {
        io::stdout().write_all(&page.bytes)?;
        for row in page.rows {
            self.rows.push(row);
            if self.rows.len() == ROWS {
                self.give_rows()?;
            }
        }
        Ok(())
    }

    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.give_lines()?;
        self.give_rows()?;
        while let Some(printed) = self.batches.take() {
            self.print(printed?)?;
        }
        io::stdout().flush()
    }

    fn give_lines(&mut self) -> io::Result<()> {
        let lines = std::mem::take(&mut self.lines);
        if lines.is_empty() { Ok(()) } else { self.give(Batch::Lines(lines)) }
    }

    fn give_rows(&mut self) -> io::Result<()> {
        let rows = std::mem::take(&mut self.rows);
        if rows.is_empty() { Ok(()) } else { self.give(Batch::Rows(rows)) }
    }

    fn give(&mut self, batch: Batch) -> io::Result<()> {
        match self.batches.give(batch) {
            Some(printed) => self.print(printed?),
            None => Ok(()),
        }
    }

    fn print(&mut self, printed: Printed) -> io::Result<()> {
        io::stdout().write_all(&printed.out)?;
        if let Some(note) = printed.note
            && self.told.insert(note.clone())
        {
            // What is said of a table stands below it.
            io::stdout().flush()?;
            let _ = writeln!(anstream::stderr(), "{note}");
        }
        Ok(())
    }
}

impl Batch {
    fn print(self, view: &View) -> io::Result<Printed> {
        let page = match self {
            Self::Rows(rows) => Page { rows, ..Page::default() },
            Self::Lines(lines) => {
                let (mut pages, mut page) = (Pages::new(view), Page::default());
                lines.iter().try_for_each(|line| pages.line(line, &mut page))?;
                page
            }
        };
        if page.rows.is_empty() {
            return Ok(Printed { out: page.bytes, note: None });
        }
        let (table, note) = view.table(page.rows).text();
        Ok(Printed { out: table.into_bytes(), note })
    }
}
