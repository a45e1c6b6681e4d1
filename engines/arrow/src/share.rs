//! Work shared out to threads.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

/// What `work` makes of all items, in their order, on so many threads, of which this is one.
pub(crate) fn shared_out<T: Send, U: Send, E: Send>(
    items: Vec<T>,
    size: impl Fn(&T) -> usize,
    work: impl Fn(T) -> Result<U, E> + Sync,
    threads: usize,
) -> Result<Vec<U>, E> {
    let count = items.len();
    let mut items: Vec<(usize, T)> = items.into_iter().enumerate().collect();
    // The largest first, as the last one should be short; taken from the end.
    items.sort_by_cached_key(|(_, item)| size(item));
    let (waiting, made) = (Mutex::new(items), Mutex::new(Vec::with_capacity(count)));
    // The lock is held for taking one alone.
    let next = || lock(&waiting).pop();
    let work = || {
        while let Some((place, item)) = next() {
            let one = work(item);
            lock(&made).push((place, one));
        }
    };
    thread::scope(|scope| {
        for _ in 1..threads.min(count) {
            scope.spawn(work);
        }
        work();
    });
    let mut made = made.into_inner().unwrap_or_else(PoisonError::into_inner);
    made.sort_by_key(|(place, _)| *place);
    made.into_iter().map(|(_, one)| one).collect()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A thread that panicked ends the scope with it.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
