//! Work on batches by several threads, handed on in the order in which it was given.

use std::num::NonZero;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

/// So many batches for each thread are under way, so that none waits while the one before is handed on.
const AHEAD: usize = 2;

/// Threads that have their turn one after the other, both to be given a batch and to give what they made of it.
pub(crate) struct Batches<B, M> {
    work: Box<dyn Fn(B) -> M>,
    /// None, if there is one thread to work on all there is: then it is the caller's.
    lanes: Vec<Lane<B, M>>,
    given: usize,
    taken: usize,
}

/// The way to a thread and back.
struct Lane<B, M> {
    there: Sender<B>,
    back: Receiver<M>,
}

impl<B: Send + 'static, M: Send + 'static> Batches<B, M> {
    pub(crate) fn new(threads: NonZero<usize>, work: impl Fn(B) -> M + Clone + Send + 'static) -> Self {
        let lane = || {
            let ((there, batches), (made, back)) = (channel(), channel());
            let work = work.clone();
            // It ends with either channel. Whoever has given up does not wait for what is under way.
            thread::spawn(move || batches.into_iter().map(work).try_for_each(|batch| made.send(batch)));
            Lane { there, back }
        };
        let lanes = if threads.get() == 1 { 0 } else { threads.get() };
        Self { lanes: (0..lanes).map(|_| lane()).collect(), work: Box::new(work), given: 0, taken: 0 }
    }

    /// Gives a batch to the thread whose turn it is. Gives back what was made of an earlier one, once enough are under way.
    pub(crate) fn give(&mut self, batch: B) -> Option<M> {
        if self.lanes.is_empty() {
            return Some((self.work)(batch));
        }
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
