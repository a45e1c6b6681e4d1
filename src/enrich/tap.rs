//! An input that can be had a second time.

use std::io::{self, Read};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::input::{Input, Limits};

/// Bytes that are added at one end and taken from the other.
#[derive(Debug, Default)]
pub(super) struct Backlog {
    bytes: Vec<u8>,
    /// Where those begin that were not taken.
    from: usize,
}

impl Backlog {
    fn extend(&mut self, bytes: &[u8]) {
        // Moved seldom: not before as many were taken as are left.
        if self.from * 2 >= self.bytes.len() {
            self.bytes.drain(..self.from);
            self.from = 0;
        }
        self.bytes.extend_from_slice(bytes);
    }

    pub(super) fn len(&self) -> usize {
        self.bytes.len() - self.from
    }

    pub(super) fn front(&self, length: usize) -> &[u8] {
        &self.bytes[self.from..self.from + length]
    }

    pub(super) fn take(&mut self, length: usize) {
        self.from += length;
    }
}

/// What was read by whichever thread, and is not taken.
#[derive(Debug, Clone, Default)]
pub(super) struct Kept(Arc<Mutex<Backlog>>);

impl Kept {
    pub(super) fn lock(&self) -> MutexGuard<'_, Backlog> {
        // Bytes are bytes, whoever panicked behind them.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Decodes an input, and keeps what it gives until that is taken from the other end.
#[derive(Debug)]
pub(super) struct Tap<R> {
    input: Input<R>,
    kept: Kept,
}

impl<R: Read> Tap<R> {
    /// The input, and what it has given.
    pub(super) fn new(input: R, limits: &Limits) -> (Self, Kept) {
        let kept = Kept::default();
        let mut input = Input::new(input);
        input.set_expansion(limits.expansion);
        (Self { input, kept: kept.clone() }, kept)
    }
}

impl<R: Read> Read for Tap<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.kept.lock().extend(&buffer[..read]);
        Ok(read)
    }
}
