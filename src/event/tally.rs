//! Names and ids of an export that nobody knows.

use super::{Counts, Line, UnknownLabels};

/// What the catalogue and the label book lack, counted over events.
///
/// ```
/// use msaudit::event::{Event, Line, Tally};
/// use msaudit::read::Reader;
///
/// let entry = Reader::new(&b"{\"activityDisplayName\":\"Feed the cat\"}"[..]).records().next().expect("there is one")?;
/// let mut tally = Tally::default();
/// tally.add(&Line::new(Event::new(entry.record()), entry.position(), None));
/// assert!(tally.activities().iter().eq([("Feed the cat", 1)]));
/// # Ok::<(), msaudit::read::ReadError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Tally {
    activities: Counts,
    services: Counts,
    categories: Counts,
    record_types: Counts,
    labels: UnknownLabels,
}

impl Tally {
    /// Counts one event.
    pub fn add(&mut self, line: &Line<'_>) {
        let event = line.event();
        let known = event.known();
        if event.is_of_directory() {
            self.activities.add_unless(known.activity().is_some(), event.activity());
        }
        match event.record_type() {
            Some(code) if code.known().is_none() => self.record_types.add(&code.to_string()),
            Some(_) => {}
            // Only the directory's own log names services and categories of the catalogue.
            None if event.is_of_directory() => {
                self.services.add_unless(known.service().is_some(), event.service());
                self.categories.add_unless(known.category().is_some(), event.category());
            }
            None => {}
        }
        self.labels.add(line);
    }

    /// Activities of the directory that the catalogue lacks.
    pub fn activities(&self) -> &Counts {
        &self.activities
    }

    /// Services that the catalogue lacks.
    pub fn services(&self) -> &Counts {
        &self.services
    }

    /// Categories that the catalogue lacks.
    pub fn categories(&self) -> &Counts {
        &self.categories
    }

    /// Record types that the catalogue lacks.
    pub fn record_types(&self) -> &Counts {
        &self.record_types
    }

    /// Labels that the book lacks.
    pub fn labels(&self) -> &UnknownLabels {
        &self.labels
    }
}
