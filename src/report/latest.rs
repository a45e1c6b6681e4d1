//! The latest of many.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use time::OffsetDateTime;

/// Keeps the items with the latest times, so many at most, and counts the others.
#[derive(Debug, Clone)]
pub(super) struct Latest<T> {
    heap: BinaryHeap<Reverse<Dated<T>>>,
    most: usize,
    others: u64,
    /// How many came before, to keep the order of those of one time.
    count: u64,
}

#[derive(Debug, Clone)]
struct Dated<T> {
    time: Option<OffsetDateTime>,
    number: u64,
    item: T,
}

impl<T> Latest<T> {
    pub(super) fn new(most: usize) -> Self {
        Self { heap: BinaryHeap::new(), most, others: 0, count: 0 }
    }

    pub(super) fn add(&mut self, time: Option<OffsetDateTime>, item: T) {
        self.count += 1;
        self.heap.push(Reverse(Dated { time, number: self.count, item }));
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
        // Of one time, the first that came counts as the later: it is listed first, and stays.
        self.time.cmp(&other.time).then_with(|| other.number.cmp(&self.number))
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
    use super::Latest;
    use time::{Duration, OffsetDateTime};

    #[test]
    fn the_latest_stay_and_the_others_are_counted() {
        let mut latest = Latest::new(3);
        for (index, hour) in [5, 1, 9, 9, 3].into_iter().enumerate() {
            latest.add(Some(OffsetDateTime::UNIX_EPOCH + Duration::hours(hour)), index);
        }
        latest.add(None, 7);
        assert_eq!(latest.items(), [&2, &3, &0]);
        assert_eq!(latest.others(), 3);
    }
}
