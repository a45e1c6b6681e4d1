//! The latest of many.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use time::OffsetDateTime;

use crate::input::Position;

/// Keeps the items with the latest times, so many at most, and counts the others.
#[derive(Debug, Clone)]
pub(super) struct Latest<T> {
    heap: BinaryHeap<Reverse<Dated<T>>>,
    most: usize,
    others: u64,
}

#[derive(Debug, Clone)]
struct Dated<T> {
    time: Option<OffsetDateTime>,
    /// File and record, which order those of one time.
    place: (Arc<str>, u64),
    item: T,
}

impl<T> Latest<T> {
    pub(super) fn new(most: usize) -> Self {
        Self { heap: BinaryHeap::new(), most, others: 0 }
    }

    pub(super) fn add(&mut self, time: Option<OffsetDateTime>, position: &Position, item: T) {
        self.push(Dated { time, place: (Arc::clone(&position.file), position.record()), item });
    }

    /// Adds those of other events. The order of merging does not matter.
    pub(super) fn merge(&mut self, other: Self) {
        self.others += other.others;
        other.heap.into_iter().for_each(|Reverse(dated)| self.push(dated));
    }

    fn push(&mut self, dated: Dated<T>) {
        self.heap.push(Reverse(dated));
        if self.heap.len() > self.most {
            self.heap.pop();
            self.others += 1;
        }
    }

    /// From the latest to the earliest; those without a time last.
    pub(super) fn items(&self) -> Vec<&T> {
        let mut all: Vec<&Dated<T>> = self.heap.iter().map(|dated| &dated.0).collect();
        all.sort_by(|a, b| b.cmp(a));
        all.into_iter().map(|dated| &dated.item).collect()
    }

    /// How many are not kept.
    pub(super) fn others(&self) -> u64 {
        self.others
    }
}

impl<T> Ord for Dated<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        // Of one time, the first in its file counts as the later: it is listed first, and stays.
        self.time.cmp(&other.time).then_with(|| other.place.cmp(&self.place))
    }
}

impl<T> PartialOrd for Dated<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> PartialEq for Dated<T> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl<T> Eq for Dated<T> {}

#[cfg(test)]
mod tests {
    use time::{Duration, OffsetDateTime};

    use super::{Latest, Position};
    use crate::input::Wrappers;

    #[test]
    fn the_latest_stay_and_the_others_are_counted() {
        let place = |record| Position { file: "a".into(), record, line: 1, offset: 0, wrappers: Wrappers::default() };
        let hour = |hour| Some(OffsetDateTime::UNIX_EPOCH + Duration::hours(hour));
        let mut latest = Latest::new(3);
        let mut other = Latest::new(3);
        for (index, hours) in [5, 1, 9, 9, 3].into_iter().enumerate() {
            latest.add(hour(hours), &place(index as u64), index);
            if index == 2 {
                other = std::mem::replace(&mut latest, Latest::new(3));
            }
        }
        latest.add(None, &place(7), 7);
        latest.merge(other);
        assert_eq!(latest.items(), [&2, &3, &0]);
        assert_eq!(latest.others(), 3);
    }
}
