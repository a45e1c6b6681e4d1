//! Chunks on their way to several threads, and results on their way back, in order.

use std::collections::VecDeque;
use std::io::Read;
use std::num::NonZero;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread;

use super::{Chunk, Chunks};

/// Gives all chunks to `read`, on so many threads, and what it makes of them to `each`, on this one and in order.
///
/// This thread reads too, while there is nothing to give: one more for that would be woken for every chunk. It never waits
/// for input while there is something to give: whoever writes to a pipe may take a rest.
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
            let result = match queue.front() {
                Front::Result(result) => Ok(result),
                // The thread has panicked.
                Front::Lost => break,
                Front::Open(has_room) => match has_room.then(|| queue.try_next()).flatten() {
                    Some((chunk, turn)) => {
                        // Its receiver waits in the line.
                        let _ = turn.send(read(&mut state, chunk));
                        continue;
                    }
                    None => match queue.wait() {
                        Some(turn) => turn.recv(),
                        None => break,
                    },
                },
            };
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
    /// Whoever holds it may wait for input.
    chunks: Mutex<Chunks<'i, R>>,
    line: Mutex<Line<T>>,
    /// A turn was put into the line or taken out of it, or nothing more is wanted.
    moved: Condvar,
    /// The most that stand in the line.
    most: usize,
}

struct Line<T> {
    /// One for each chunk that was given and whose result was not taken.
    turns: VecDeque<Receiver<T>>,
    ended: bool,
}

/// What the first in the line has.
enum Front<T> {
    Result(T),
    Lost,
    /// Nothing yet, or there is none; whether the line has room for more.
    Open(bool),
}

/// A chunk, and where its result goes.
type Given<T> = (Chunk, SyncSender<T>);

impl<'i, R: Read, T> Queue<'i, R, T> {
    fn new(chunks: Chunks<'i, R>, threads: NonZero<usize>) -> Self {
        let line = Line { turns: VecDeque::new(), ended: false };
        Self { chunks: Mutex::new(chunks), line: Mutex::new(line), moved: Condvar::new(), most: 2 * threads.get() }
    }

    /// The next chunk. Whoever is far ahead waits, so that memory stays bounded.
    fn next(&self) -> Option<Given<T>> {
        let is_full = |line: &mut Line<T>| !line.ended && line.turns.len() >= self.most;
        drop(self.moved.wait_while(self.line(), is_full));
        self.give(&mut self.chunks.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// The next chunk, unless somebody else is at it, or there is none.
    fn try_next(&self) -> Option<Given<T>> {
        match self.chunks.try_lock() {
            Ok(mut chunks) => self.give(&mut chunks),
            Err(TryLockError::Poisoned(chunks)) => self.give(&mut chunks.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        }
    }

    fn give(&self, chunks: &mut Chunks<'i, R>) -> Option<Given<T>> {
        if self.line().ended {
            return None;
        }
        let chunk = chunks.chunk();
        let mut line = self.line();
        let (sender, receiver) = sync_channel(1);
        match &chunk {
            Some(_) => line.turns.push_back(receiver),
            None => line.ended = true,
        }
        drop(line);
        self.moved.notify_all();
        chunk.map(|chunk| (chunk, sender))
    }
}

impl<R, T> Queue<'_, R, T> {
    fn line(&self) -> MutexGuard<'_, Line<T>> {
        // A thread that panicked with the lock has taken nothing that the others could miss: the scope will panic.
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn front(&self) -> Front<T> {
        let mut line = self.line();
        let front = match line.turns.front().map(Receiver::try_recv) {
            Some(Ok(result)) => {
                line.turns.pop_front();
                Front::Result(result)
            }
            Some(Err(TryRecvError::Disconnected)) => Front::Lost,
            Some(Err(TryRecvError::Empty)) | None => Front::Open(line.turns.len() < self.most),
        };
        drop(line);
        if matches!(front, Front::Result(_)) {
            self.moved.notify_all();
        }
        front
    }

    /// Waits for a turn; `None` if there will be none.
    fn wait(&self) -> Option<Receiver<T>> {
        let is_open = |line: &mut Line<T>| !line.ended && line.turns.is_empty();
        let line = self.moved.wait_while(self.line(), is_open);
        let turn = line.unwrap_or_else(PoisonError::into_inner).turns.pop_front();
        self.moved.notify_all();
        turn
    }
}

/// Lets the threads end when this one does, even if it panics.
struct Stop<'q, 'i, R, T>(&'q Queue<'i, R, T>);

impl<R, T> Drop for Stop<'_, '_, R, T> {
    fn drop(&mut self) {
        self.0.line().ended = true;
        self.0.moved.notify_all();
    }
}
