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
                        turn.give(read(&mut state, chunk));
                    }
                    state
                })
            })
            .collect();
        let mut state = state();
        loop {
            match queue.front() {
                Front::Result(result) => each(result)?,
                Front::Chunk(chunk, turn) => turn.give(read(&mut state, chunk)),
                Front::End => break,
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
    line: Line<T>,
    /// The most that stand in the line.
    most: usize,
}

struct Line<T> {
    turns: Mutex<Turns<T>>,
    /// A turn was put into the line, taken out of it or given its result; the chunks are free again; nothing more is wanted.
    moved: Condvar,
}

struct Turns<T> {
    /// One for each chunk that was given and whose result was not taken.
    waiting: VecDeque<Receiver<T>>,
    ended: bool,
}

/// What is to be done next by the thread that gives results.
enum Front<'q, T> {
    Result(T),
    /// The result of the first in the line is not there yet, and nobody else is at the chunks.
    Chunk(Chunk, Turn<'q, T>),
    /// All is given, or a thread has panicked.
    End,
}

/// Where the result of a chunk goes. Without one, if its thread panics, it is closed: whoever waits for it is to know.
struct Turn<'q, T> {
    sender: SyncSender<T>,
    // Behind the sender, as fields are dropped in their order.
    _told: Told<'q, T>,
}

impl<T> Turn<'_, T> {
    fn give(self, result: T) {
        // If nobody listens any more, `each` has failed or panicked.
        let _ = self.sender.send(result);
    }
}

/// Tells whoever waits that something has changed, however this ends.
struct Told<'q, T>(&'q Line<T>);

impl<T> Drop for Told<'_, T> {
    fn drop(&mut self) {
        self.0.tell();
    }
}

impl<T> Line<T> {
    fn lock(&self) -> MutexGuard<'_, Turns<T>> {
        // A thread that panicked with the lock has taken nothing that the others could miss: the scope will panic.
        self.turns.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells whoever waits that something has changed.
    fn tell(&self) {
        // With the lock: whoever looks just now either sees the change or waits before it is told.
        drop(self.lock());
        self.moved.notify_all();
    }
}

impl<'i, R: Read, T> Queue<'i, R, T> {
    fn new(chunks: Chunks<'i, R>, threads: NonZero<usize>) -> Self {
        let turns = Mutex::new(Turns { waiting: VecDeque::new(), ended: false });
        let line = Line { turns, moved: Condvar::new() };
        Self { chunks: Mutex::new(chunks), line, most: 2 * threads.get() }
    }

    /// The next chunk. Whoever is far ahead waits, so that memory stays bounded.
    fn next(&self) -> Option<(Chunk, Turn<'_, T>)> {
        let is_full = |turns: &mut Turns<T>| !turns.ended && turns.waiting.len() >= self.most;
        drop(self.line.moved.wait_while(self.line.lock(), is_full));
        self.take(self.chunks.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes the next chunk, and a turn for it. `None` if there is none, or nothing more is wanted.
    fn take(&self, chunks: MutexGuard<'_, Chunks<'i, R>>) -> Option<(Chunk, Turn<'_, T>)> {
        // Goes last, once the chunks are free: even if the input panics.
        let _free = Told(&self.line);
        let mut chunks = chunks;
        if self.line.lock().ended {
            return None;
        }
        let chunk = chunks.chunk();
        let (sender, receiver) = sync_channel(1);
        let mut turns = self.line.lock();
        match &chunk {
            Some(_) => turns.waiting.push_back(receiver),
            None => turns.ended = true,
        }
        chunk.map(|chunk| (chunk, Turn { sender, _told: Told(&self.line) }))
    }

    /// Waits until there is something to give, or a chunk to read.
    fn front(&self) -> Front<'_, T> {
        let mut turns = self.line.lock();
        loop {
            match turns.waiting.front().map(Receiver::try_recv) {
                Some(Ok(result)) => {
                    turns.waiting.pop_front();
                    drop(turns);
                    self.line.moved.notify_all();
                    return Front::Result(result);
                }
                Some(Err(TryRecvError::Disconnected)) => return Front::End,
                Some(Err(TryRecvError::Empty)) => {}
                None if turns.ended => return Front::End,
                None => {}
            }
            if !turns.ended && turns.waiting.len() < self.most {
                let free = match self.chunks.try_lock() {
                    Ok(chunks) => Some(chunks),
                    Err(TryLockError::Poisoned(chunks)) => Some(chunks.into_inner()),
                    Err(TryLockError::WouldBlock) => None,
                };
                if let Some(chunks) = free {
                    drop(turns);
                    if let Some((chunk, turn)) = self.take(chunks) {
                        return Front::Chunk(chunk, turn);
                    }
                    turns = self.line.lock();
                    continue;
                }
            }
            turns = self.line.moved.wait(turns).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Lets the threads end when this one does, even if it panics.
struct Stop<'q, 'i, R, T>(&'q Queue<'i, R, T>);

impl<R, T> Drop for Stop<'_, '_, R, T> {
    fn drop(&mut self) {
        self.0.line.lock().ended = true;
        self.0.line.moved.notify_all();
    }
}
