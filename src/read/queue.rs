//! Chunks on their way to several threads, and results on their way back, in order.

use std::collections::VecDeque;
use std::io::Read;
use std::num::NonZero;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::{Chunk, Chunks};

/// Gives all chunks to `read`, on so many threads, and what it makes of them to `each`, on this one and in order.
///
/// This thread reads too, while there is nothing to give: one more for that would be woken for every chunk.
pub(super) fn in_order<R: Read + Send, S: Send, T: Send, E>(
    chunks: Chunks<'_, R>,
    threads: NonZero<usize>,
    state: impl Fn() -> S + Sync,
    read: impl Fn(&mut S, Chunk) -> T + Sync,
    mut each: impl FnMut(T) -> Result<(), E>,
) -> Result<Vec<S>, E> {
    let queue = Queue::new(chunks, threads);
    thread::scope(|scope| {
        let stop = Stop(&queue);
        let others: Vec<_> = (1..threads.get())
            .map(|_| {
                scope.spawn(|| {
                    let mut state = state();
                    while let Some((chunk, turn)) = queue.next() {
                        // If nobody listens any more, `each` has failed or panicked.
                        let _ = turn.send(read(&mut state, chunk));
                    }
                    state
                })
            })
            .collect();
        let mut state = state();
        loop {
            let mut line = queue.lock();
            let front = match line.turns.front().map(Receiver::try_recv) {
                Some(Ok(result)) => Some(Ok(result)),
                // The thread has panicked.
                Some(Err(TryRecvError::Disconnected)) => break,
                Some(Err(TryRecvError::Empty)) | None => None,
            };
            let result = match front {
                Some(result) => {
                    line.turns.pop_front();
                    drop(line);
                    result
                }
                None => {
                    if line.turns.len() < queue.most
                        && let Some((chunk, turn)) = line.next()
                    {
                        drop(line);
                        // Its receiver waits in the line.
                        let _ = turn.send(read(&mut state, chunk));
                        continue;
                    }
                    let Some(turn) = line.turns.pop_front() else { break };
                    drop(line);
                    turn.recv()
                }
            };
            queue.moved.notify_one();
            match result {
                Ok(result) => each(result)?,
                // As above.
                Err(_) => break,
            }
        }
        drop(stop);
        let others = others.into_iter().map(|thread| match thread.join() {
            Ok(state) => state,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        let mut states = vec![state];
        states.extend(others);
        Ok(states)
    })
}

struct Queue<'i, R, T> {
    line: Mutex<Line<'i, R, T>>,
    /// A turn was taken out of the line, or nothing more is wanted.
    moved: Condvar,
    /// The most that stand in the line.
    most: usize,
}

struct Line<'i, R, T> {
    chunks: Chunks<'i, R>,
    /// One for each chunk that was given and whose result was not taken.
    turns: VecDeque<Receiver<T>>,
    ended: bool,
}

impl<'i, R: Read, T> Queue<'i, R, T> {
    fn new(chunks: Chunks<'i, R>, threads: NonZero<usize>) -> Self {
        let line = Line { chunks, turns: VecDeque::new(), ended: false };
        Self { line: Mutex::new(line), moved: Condvar::new(), most: 2 * threads.get() }
    }

    /// The next chunk, with its turn. Whoever is far ahead waits, so that memory stays bounded.
    fn next(&self) -> Option<(Chunk, SyncSender<T>)> {
        let line = self.moved.wait_while(self.lock(), |line| !line.ended && line.turns.len() >= self.most);
        line.unwrap_or_else(PoisonError::into_inner).next()
    }
}

impl<'i, R, T> Queue<'i, R, T> {
    fn lock(&self) -> MutexGuard<'_, Line<'i, R, T>> {
        // A thread that panicked with the lock has taken nothing that the others could miss: the scope will panic.
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<R: Read, T> Line<'_, R, T> {
    fn next(&mut self) -> Option<(Chunk, SyncSender<T>)> {
        let chunk = if self.ended { None } else { self.chunks.chunk() };
        self.ended = chunk.is_none();
        let chunk = chunk?;
        let (sender, receiver) = sync_channel(1);
        self.turns.push_back(receiver);
        Some((chunk, sender))
    }
}

/// Lets the threads end when this one does, even if it panics.
struct Stop<'q, 'i, R, T>(&'q Queue<'i, R, T>);

impl<R, T> Drop for Stop<'_, '_, R, T> {
    fn drop(&mut self) {
        self.0.lock().ended = true;
        self.0.moved.notify_all();
    }
}
