//! Chunks on their way to several threads, and results on their way back, in order.

use std::collections::VecDeque;
use std::io::Read;
use std::num::NonZero;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use super::ReadError;
use super::chunks::{Chunk, Chunks};

/// Gives all chunks to `read`, on so many threads, and what it makes of them to `each`, on this one and in order.
///
/// This thread reads too, while there is nothing to give: one more for that would be woken for every chunk.
pub(super) fn in_order<R: Read + Send, T: Send>(
    chunks: Chunks<R>,
    threads: NonZero<usize>,
    read: impl Fn(Chunk) -> T + Sync,
    mut each: impl FnMut(T),
) -> Result<(), ReadError> {
    let queue = Queue::new(chunks, threads);
    thread::scope(|scope| {
        let _stop = Stop(&queue);
        for _ in 1..threads.get() {
            scope.spawn(|| {
                while let Some((chunk, turn)) = queue.next() {
                    // If nobody listens any more, `each` has panicked.
                    let _ = turn.send(read(chunk));
                }
            });
        }
        loop {
            let mut line = queue.lock();
            match line.turns.front().map(Receiver::try_recv) {
                Some(Ok(result)) => {
                    line.turns.pop_front();
                    drop(line);
                    queue.moved.notify_one();
                    each(result);
                }
                // The thread has panicked, and so will the scope.
                Some(Err(TryRecvError::Disconnected)) => return Ok(()),
                Some(Err(TryRecvError::Empty)) | None => {
                    if line.turns.len() < queue.most
                        && let Some((chunk, turn)) = line.next()
                    {
                        drop(line);
                        // Its receiver waits in the line.
                        let _ = turn.send(read(chunk));
                        continue;
                    }
                    let Some(turn) = line.turns.pop_front() else {
                        return line.failed.take().map_or(Ok(()), Err);
                    };
                    drop(line);
                    queue.moved.notify_one();
                    match turn.recv() {
                        Ok(result) => each(result),
                        // As above.
                        Err(_) => return Ok(()),
                    }
                }
            }
        }
    })
}

struct Queue<R, T> {
    line: Mutex<Line<R, T>>,
    /// A turn was taken out of the line, or nothing more is wanted.
    moved: Condvar,
    /// The most that stand in the line.
    most: usize,
}

struct Line<R, T> {
    chunks: Chunks<R>,
    /// One for each chunk that was given and whose result was not taken.
    turns: VecDeque<Receiver<T>>,
    ended: bool,
    failed: Option<ReadError>,
}

impl<R: Read, T> Queue<R, T> {
    fn new(chunks: Chunks<R>, threads: NonZero<usize>) -> Self {
        let line = Line { chunks, turns: VecDeque::new(), ended: false, failed: None };
        Self { line: Mutex::new(line), moved: Condvar::new(), most: 2 * threads.get() }
    }

    /// The next chunk, with its turn. Whoever is far ahead waits, so that memory stays bounded.
    fn next(&self) -> Option<(Chunk, SyncSender<T>)> {
        let line = self.moved.wait_while(self.lock(), |line| !line.ended && line.turns.len() >= self.most);
        line.unwrap_or_else(PoisonError::into_inner).next()
    }
}

impl<R, T> Queue<R, T> {
    fn lock(&self) -> MutexGuard<'_, Line<R, T>> {
        // A thread that panicked with the lock has taken nothing that the others could miss: the scope will panic.
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<R: Read, T> Line<R, T> {
    fn next(&mut self) -> Option<(Chunk, SyncSender<T>)> {
        if self.ended {
            return None;
        }
        match self.chunks.chunk() {
            Ok(Some(chunk)) => {
                let (sender, receiver) = sync_channel(1);
                self.turns.push_back(receiver);
                return Some((chunk, sender));
            }
            Ok(None) => {}
            Err(error) => self.failed = Some(error),
        }
        self.ended = true;
        None
    }
}

/// Lets the threads end when this one does, even if it panics.
struct Stop<'q, R, T>(&'q Queue<R, T>);

impl<R, T> Drop for Stop<'_, R, T> {
    fn drop(&mut self) {
        self.0.lock().ended = true;
        self.0.moved.notify_all();
    }
}
