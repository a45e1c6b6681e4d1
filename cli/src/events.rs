//! Events on standard output.

use std::collections::HashSet;
use std::io::{self, Write};
use std::num::NonZero;
use std::sync::Arc;

use crate::batches::Batches;
use crate::view::{Stream, View};

/// A table is printed when it has this many rows, and another begun, so that no export fills the memory.
const ROWS: usize = 1000;

/// The lines of events in a view. Tables are made of them by several threads, and printed in their order.
pub(crate) struct EventWriter {
    view: Arc<View>,
    tables: Batches<Vec<u8>, io::Result<Printed>>,
    /// Lines that are not printed yet, and how many they are.
    lines: Vec<u8>,
    count: usize,
    /// What was said on standard error, which is said once.
    told: HashSet<String>,
}

/// A table, and what is said of it on standard error.
type Printed = (String, Option<String>);

impl EventWriter {
    /// Prints what stands above all events.
    pub(crate) fn new(view: Arc<View>, threads: NonZero<usize>) -> io::Result<Self> {
        io::stdout().write_all(&view.header())?;
        let tables = {
            let view = Arc::clone(&view);
            Batches::new(threads, move |lines| {
                String::from_utf8(lines).map_err(io::Error::other).map(|lines| view.table(&lines).text())
            })
        };
        Ok(Self { view, tables, lines: Vec::new(), count: 0, told: HashSet::new() })
    }

    /// Prints the lines of events.
    pub(crate) fn lines(&mut self, lines: &[u8]) -> io::Result<()> {
        if self.view.format() != Stream::Table {
            return io::stdout().write_all(lines);
        }
        for line in lines.split_inclusive(|&byte| byte == b'\n') {
            self.lines.extend_from_slice(line);
            self.count_line()?;
        }
        Ok(())
    }

    /// Prints the line of an event, of which there are the parts.
    pub(crate) fn parts(&mut self, parts: &str) -> io::Result<()> {
        self.view.join(parts, &mut self.lines);
        self.count_line()
    }

    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.give()?;
        while let Some(table) = self.tables.take() {
            self.print(table?)?;
        }
        io::stdout().flush()
    }

    fn count_line(&mut self) -> io::Result<()> {
        self.count += 1;
        if self.count < ROWS { Ok(()) } else { self.give() }
    }

    /// Gives on what lines there are.
    fn give(&mut self) -> io::Result<()> {
        self.count = 0;
        if self.view.format() != Stream::Table {
            io::stdout().write_all(&self.lines)?;
            self.lines.clear();
            return Ok(());
        }
        let lines = std::mem::take(&mut self.lines);
        if lines.is_empty() {
            return Ok(());
        }
        match self.tables.give(lines) {
            Some(table) => self.print(table?),
            None => Ok(()),
        }
    }

    fn print(&mut self, (table, note): Printed) -> io::Result<()> {
        io::stdout().write_all(table.as_bytes())?;
        if let Some(note) = note
            && self.told.insert(note.clone())
        {
            // What is said of a table stands below it.
            io::stdout().flush()?;
            let _ = writeln!(anstream::stderr(), "{note}");
        }
        Ok(())
    }
}
