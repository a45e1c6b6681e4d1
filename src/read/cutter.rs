//! An input cut into parts.

use std::io::{self, Read};
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::block::Rest;
use super::chain::Chain;
use super::joint::Joint;
use crate::input::Input;

/// A part may be so many times as long as asked for where no record seems to end.
const LONGER: usize = 8;

/// Cuts an input into parts, between records if it can.
pub(super) struct Cutter<R> {
    input: Input<R>,
    chain: Arc<Chain>,
    spare: Arc<Spare>,
    /// What is read and not given.
    rest: Vec<u8>,
    /// Where `rest` begins.
    offset: u64,
    /// The number of the next part.
    number: u64,
    ended: bool,
    /// What went wrong behind `rest`.
    failed: Option<io::Error>,
    given_all: bool,
}

/// A part of an input.
pub(super) struct Part {
    pub(super) bytes: Vec<u8>,
    pub(super) offset: u64,
    pub(super) number: u64,
    pub(super) end: End,
    pub(super) chain: Arc<Chain>,
    pub(super) spare: Arc<Spare>,
}

/// Memory of parts that are read, for those to come: fresh memory costs about as much as reading what is put there.
#[derive(Debug, Default)]
pub(super) struct Spare(Mutex<Vec<Vec<u8>>>);

impl Spare {
    fn take(&self) -> Vec<u8> {
        self.lock().pop().unwrap_or_default()
    }

    pub(super) fn put(&self, mut bytes: Vec<u8>) {
        bytes.clear();
        let mut spare = self.lock();
        if spare.len() < MOST_SPARE && bytes.capacity() <= LARGEST_SPARE {
            spare.push(bytes);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Vec<u8>>> {
        // Memory is memory, whoever panicked beside it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Pieces of memory that wait to be used again, and how large they are at most.
const MOST_SPARE: usize = 64;
const LARGEST_SPARE: usize = 2 << 20;

/// What is behind a part.
pub(super) enum End {
    /// Another part.
    Part,
    /// The end of the input.
    Input,
    /// What cannot be read.
    Failure(io::Error),
}

impl<R: Read> Cutter<R> {
    pub(super) fn new(rest: Rest<R>, offset: u64, chain: Chain, spare: Arc<Spare>) -> Self {
        let Rest { input, bytes, ended, failed } = rest;
        let chain = Arc::new(chain);
        Self { input, chain, spare, rest: bytes, offset, number: 0, ended, failed, given_all: false }
    }

    /// The next part, of about so many bytes. There is at least one, if only an empty one.
    pub(super) fn part(&mut self, size: usize) -> Option<Part> {
        if self.given_all || self.chain.is_finished() {
            return None;
        }
        let joint = self.chain.joint();
        let is_known = joint.is_some();
        let joint = joint.unwrap_or_else(Joint::line_break);
        loop {
            if self.ended || self.failed.is_some() {
                self.given_all = true;
                let end = self.failed.take().map_or(End::Input, End::Failure);
                return Some(self.take(self.rest.len(), end));
            }
            let wanted = size.max(self.rest.len());
            self.rest.reserve(wanted);
            let read = self.input.by_ref().take(wanted as u64).read_to_end(&mut self.rest);
            self.ended = read.as_ref().is_ok_and(|&length| length < wanted);
            self.failed = read.err();
            if self.ended || self.failed.is_some() {
                continue;
            }
            let is_long = !is_known || self.rest.len() >= size.saturating_mul(LONGER);
            let cut = joint.last(&self.rest).or_else(|| is_long.then(|| between_characters(&self.rest)));
            if let Some(cut) = cut.filter(|&cut| cut > 0) {
                return Some(self.take(cut, End::Part));
            }
        }
    }

    /// Takes all up to a place.
    fn take(&mut self, cut: usize, end: End) -> Part {
        let mut bytes = self.spare.take();
        bytes.extend_from_slice(&self.rest[cut..]);
        mem::swap(&mut bytes, &mut self.rest);
        bytes.truncate(cut);
        let (offset, number) = (self.offset, self.number);
        self.offset += cut as u64;
        self.number += 1;
        Part { bytes, offset, number, end, chain: Arc::clone(&self.chain), spare: Arc::clone(&self.spare) }
    }
}

/// The last place that is surely not within a character.
fn between_characters(bytes: &[u8]) -> usize {
    // A character has at most three bytes behind its first; more are none.
    let first = (1..=4).filter_map(|back| bytes.len().checked_sub(back)).find(|&at| !is_continuation(bytes[at]));
    first.filter(|&at| !bytes[at].is_ascii()).unwrap_or(bytes.len())
}

fn is_continuation(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}
