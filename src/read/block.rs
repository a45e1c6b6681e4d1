//! The part of the input that is in memory: valid UTF-8, a block at a time.

use std::io::{self, Read};
use std::mem;

use super::cursor::Cursor;
use crate::input::Input;

/// How much is read at once. Larger blocks are no faster, and this much stays in the processor's second cache.
const BLOCK: usize = 256 * 1024;

/// What stands for a byte that is no UTF-8: a control character, which no JSON text may hold, so that the record with it
/// fails and no other.
pub(crate) const SUBSTITUTE: u8 = 0x1a;

/// Text from a reader. How much of it has been taken is the [`Cursor`]'s to know.
#[derive(Debug)]
pub(super) struct Block<R> {
    input: Input<R>,
    text: String,
    /// Bytes of a character that the last read cut in two.
    cut: Vec<u8>,
    /// What went wrong behind the text.
    failed: Option<io::Error>,
    ended: bool,
}

/// A part of an input that is all there, cut between two characters, as text; and the places of bytes that are no UTF-8.
pub(super) fn text_of(mut bytes: Vec<u8>, is_first: bool) -> (String, Vec<usize>) {
    blank_mark(&mut bytes, is_first);
    let mut replaced = Vec::new();
    let text = String::from_utf8(bytes).unwrap_or_else(|error| {
        let (text, _) = repaired(error.into_bytes(), 0, true, |at| replaced.push(at));
        text
    });
    (text, replaced)
}

/// A byte order mark says nothing in UTF-8, but no JSON text may begin with one.
fn blank_mark(bytes: &mut [u8], is_first: bool) {
    if is_first && bytes.starts_with("\u{feff}".as_bytes()) {
        bytes[..3].fill(b' ');
    }
}

/// Replaces what is no UTF-8, of bytes of which the first `valid` are known to be, and puts a character aside that the end cuts,
/// unless that is the end of all.
fn repaired(mut bytes: Vec<u8>, mut valid: usize, is_end: bool, mut note: impl FnMut(usize)) -> (String, Vec<u8>) {
    let mut cut = Vec::new();
    while let Err(error) = std::str::from_utf8(&bytes[valid..]) {
        valid += error.valid_up_to();
        match error.error_len() {
            None if !is_end => {
                cut = bytes.split_off(valid);
                break;
            }
            bad => {
                let end = valid + bad.unwrap_or(bytes.len() - valid);
                bytes[valid..end].fill(SUBSTITUTE);
                note(valid);
                valid = end;
            }
        }
    }
    (String::from_utf8(bytes).expect("every byte that is no UTF-8 was replaced or put aside"), cut)
}

/// What is left of an input.
pub(super) struct Rest<R> {
    pub(super) input: Input<R>,
    /// What was read.
    pub(super) bytes: Vec<u8>,
    pub(super) ended: bool,
    /// What went wrong behind it.
    pub(super) failed: Option<io::Error>,
}

impl<R: Read> Block<R> {
    pub(super) fn new(input: Input<R>) -> Self {
        Self { input, text: String::new(), cut: Vec::new(), failed: None, ended: false }
    }

    /// Gives up what has been taken and reads more: a block, or as much again as is left, so that a long record is not
    /// checked over and over.
    ///
    /// # Errors
    ///
    /// Those of the input, once all that came before has been given.
    pub(super) fn fill(&mut self, cursor: &mut Cursor) -> io::Result<()> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        let taken = cursor.give_up(&self.text);
        let mut bytes = mem::take(&mut self.text).into_bytes();
        bytes.drain(..taken);
        let kept = bytes.len();
        bytes.append(&mut self.cut);

        let wanted = BLOCK.max(kept);
        bytes.reserve(wanted);
        let read = self.input.by_ref().take(wanted as u64).read_to_end(&mut bytes);
        self.ended = matches!(read, Ok(length) if length < wanted);
        self.failed = read.err();
        self.text = self.decode(bytes, kept, cursor);
        Ok(())
    }

    /// The bytes as text, of which the first `valid` are known to be.
    fn decode(&mut self, mut bytes: Vec<u8>, valid: usize, cursor: &mut Cursor) -> String {
        blank_mark(&mut bytes, cursor.is_at_start());
        String::from_utf8(bytes).unwrap_or_else(|error| {
            let (text, cut) = repaired(error.into_bytes(), valid, self.ended, |at| cursor.note_replaced(at));
            self.cut = cut;
            text
        })
    }

    /// The input, and what was read of it and is not taken.
    pub(super) fn into_rest(self, from: usize) -> Rest<R> {
        let mut bytes = self.text.into_bytes();
        bytes.drain(..from);
        bytes.extend(self.cut);
        Rest { input: self.input, bytes, ended: self.ended, failed: self.failed }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn set_expansion(&mut self, times: u64) {
        self.input.set_expansion(times);
    }

    /// Whether something went wrong behind the text.
    pub(super) fn is_broken_off(&self) -> bool {
        self.failed.is_some()
    }

    /// Whether the input has no more.
    pub(super) fn is_last(&self) -> bool {
        self.ended
    }
}
