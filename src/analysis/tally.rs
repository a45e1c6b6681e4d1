//! Names and ids of an export that nobody knows.

use super::{Counts, UnknownLabels};
use crate::event::{DecodedEvent, Unlisted};

/// Counts of names that the catalogue does not know and labels that the label book does not contain.
///
/// ```
/// use msaudit::analysis::Tally;
/// use msaudit::read::Reader;
///
/// let entry = Reader::new(&b"{\"activityDisplayName\":\"Feed the cat\"}"[..]).records().next().expect("there is one")?;
/// let mut tally = Tally::default();
/// tally.add(&entry.decode(None));
/// assert!(tally.activities().iter().eq([("Feed the cat", 1)]));
/// # Ok::<(), msaudit::read::ReadError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Tally {
    activities: Counts,
    operations: Counts,
    cmdlets: Counts,
    workloads: Counts,
    services: Counts,
    categories: Counts,
    record_types: Counts,
    labels: UnknownLabels,
}

impl Tally {
    /// Counts one event.
    pub fn add(&mut self, decoded: &DecodedEvent<'_>) {
        let lacking = Unlisted::of(decoded.event(), decoded.known());
        self.activities.add_some(lacking.activity);
        self.operations.add_some(lacking.operation);
        self.cmdlets.add_some(lacking.cmdlet);
        self.workloads.add_some(lacking.workload);
        self.services.add_some(lacking.service);
        self.categories.add_some(lacking.category);
        self.record_types.add_some(lacking.record_type.map(ToString::to_string).as_deref());
        self.labels.add(decoded);
    }

    /// Adds the counts of other events. The order of merging does not matter.
    pub fn merge(&mut self, other: Self) {
        self.activities.merge(other.activities);
        self.operations.merge(other.operations);
        self.cmdlets.merge(other.cmdlets);
        self.workloads.merge(other.workloads);
        self.services.merge(other.services);
        self.categories.merge(other.categories);
        self.record_types.merge(other.record_types);
        self.labels.merge(other.labels);
    }

    /// Activities of the directory that the catalogue does not know.
    pub fn activities(&self) -> &Counts {
        &self.activities
    }

    /// Operations of the unified audit log that the catalogue does not know, other than [`cmdlets`](Self::cmdlets).
    pub fn operations(&self) -> &Counts {
        &self.operations
    }

    /// Cmdlets that the catalogue does not know, by the form of their names.
    pub fn cmdlets(&self) -> &Counts {
        &self.cmdlets
    }

    /// Workloads that the catalogue does not know.
    pub fn workloads(&self) -> &Counts {
        &self.workloads
    }

    /// Services that the catalogue does not know.
    pub fn services(&self) -> &Counts {
        &self.services
    }

    /// Categories that the catalogue does not know.
    pub fn categories(&self) -> &Counts {
        &self.categories
    }

    /// Record types that the catalogue does not know.
    pub fn record_types(&self) -> &Counts {
        &self.record_types
    }

    /// Labels that are not in the label book.
    pub fn labels(&self) -> &UnknownLabels {
        &self.labels
    }
}
