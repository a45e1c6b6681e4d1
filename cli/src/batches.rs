//! Work on batches by several threads, handed on in the order in which it was given.

use std::num::NonZero;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// So many batches for each thread are under way, so that none waits while the one before is handed on.
const AHEAD: usize = 2;

/// Threads that have their turn one after the other, both to be given a batch and to give what they made of it.
pub(crate) struct Batches<B, M> {
    work: Arc<dyn Fn(B) -> M + Send + Sync>,
    threads: usize,
    /// One for each thread, from the first batch on. If there is to be one thread, it is the caller's.
    lanes: Vec<Lane<B, M>>,
    given: usize,
    taken: usize,
}

/// The way to a thread and back.
struct Lane<B, M> {
    there: Sender<B>,
    back: Receiver<M>,
}

impl<B: Send + 'static, M: Send + 'static> Lane<B, M> {
    fn new(work: Arc<dyn Fn(B) -> M + Send + Sync>) -> Self {
        let ((there, batches), (made, back)) = (channel::<B>(), channel());
        // It ends with either channel. Whoever has given up does not wait for what is under way.
        thread::spawn(move || batches.into_iter().map(|batch| work(batch)).try_for_each(|one| made.send(one)));
        Self { there, back }
    }
}

impl<B: Send + 'static, M: Send + 'static> Batches<B, M> {
    pub(crate) fn new(threads: NonZero<usize>, work: impl Fn(B) -> M + Send + Sync + 'static) -> Self {
        Self { work: Arc::new(work), threads: threads.get(), lanes: Vec::new(), given: 0, taken: 0 }
    }

    /// Gives a batch to the thread whose turn it is. Gives back what was made of an earlier one, once enough are under way.
    pub(crate) fn give(&mut self, batch: B) -> Option<M> {
        if self.threads == 1 {
            return Some((self.work)(batch));
        }
        // Most output has no batches, and needs no threads for them.
        let lane = || Lane::new(Arc::clone(&self.work));
        self.lanes.resize_with(self.threads, lane);
        let earlier = if self.given - self.taken < AHEAD * self.lanes.len() { None } else { self.take() };
        let lane = self.given % self.lanes.len();
        self.lanes[lane].there.send(batch).expect("a thread lives as long as its channels");
        self.given += 1;
        earlier
    }

    /// What was made of the batch that was given first, once it is there; `None` if none is under way.
    pub(crate) fn take(&mut self) -> Option<M> {
        (self.taken < self.given).then(|| {
            let lane = self.taken % self.lanes.len();
            self.taken += 1;
            self.lanes[lane].back.recv().expect("a thread lives as long as its channels")
        })
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZero;
    use std::thread::sleep;
    use std::time::Duration;

    use super::Batches;

    #[test]
    fn what_is_made_comes_in_the_order_of_what_was_given() {
        for threads in 1..=4 {
            let threads = NonZero::new(threads).expect("it is above nought");
            let mut batches = Batches::new(threads, |number: u64| {
                sleep(Duration::from_micros(number * 7919 % 500));
                number * 2
            });
            let mut made: Vec<u64> = (0..50).filter_map(|number| batches.give(number)).collect();
            made.extend(std::iter::from_fn(|| batches.take()));
            assert_eq!(made, (0..50).map(|number| number * 2).collect::<Vec<_>>(), "{threads}");
        }
    }
}
