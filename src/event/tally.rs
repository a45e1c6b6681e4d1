//! Names and ids of an export that nobody knows.

use std::collections::BTreeMap;

use super::Line;

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
    labels: Counts,
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
        if let (Some(label), Some(book)) = (line.label(), line.book()) {
            for id in [label.old_id(), label.new_id()].into_iter().flatten() {
                self.labels.add_unless(book.find(id).is_some(), Some(id));
            }
        }
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

    /// Label ids that the book lacks.
    pub fn labels(&self) -> &Counts {
        &self.labels
    }
}

/// How often each of some texts occurred.
///
/// The first ten thousand different texts are told apart, so that no export can fill the memory; what comes after is
/// counted together.
///
/// ```
/// use msaudit::event::Tally;
///
/// let tally = Tally::default();
/// assert!(tally.services().is_empty());
/// assert_eq!(tally.services().others(), 0);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Counts {
    counts: BTreeMap<String, u64>,
    others: u64,
}

impl Counts {
    const MOST: usize = 10_000;

    fn add(&mut self, text: &str) {
        if let Some(count) = self.counts.get_mut(text) {
            *count += 1;
        } else if self.counts.len() < Self::MOST {
            self.counts.insert(text.to_owned(), 1);
        } else {
            self.others += 1;
        }
    }

    fn add_unless(&mut self, known: bool, text: Option<&str>) {
        if let (false, Some(text)) = (known, text) {
            self.add(text);
        }
    }

    /// Whether nothing was counted.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// The texts that are told apart, with their counts.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, u64)> {
        self.counts.iter().map(|(text, &count)| (text.as_str(), count))
    }

    /// How often other texts occurred.
    pub fn others(&self) -> u64 {
        self.others
    }
}
