//! Input that is compressed, with an eye on how much it expands.

use std::fmt;
use std::io::{self, Read};

use flate2::read::MultiGzDecoder;

/// What is always given, however small the input: what repeats itself may well be a thousandth of its size.
const FREE: u64 = 16 << 20;

/// A gzip input that gives at most so many bytes for each of its own.
pub(super) struct Gzip<R> {
    decoder: MultiGzDecoder<Counted<R>>,
    given: u64,
    most: u64,
}

/// An input expands to more than the limit.
#[derive(Debug)]
pub(crate) struct Expanded {
    most: u64,
}

struct Counted<R> {
    input: R,
    taken: u64,
}

impl<R: Read> Gzip<R> {
    pub(super) fn new(input: R, most: u64) -> Self {
        Self { decoder: MultiGzDecoder::new(Counted { input, taken: 0 }), given: 0, most }
    }
}

impl<R: Read> Read for Gzip<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.decoder.read(buffer)?;
        self.given += read as u64;
        let allowed = self.decoder.get_ref().taken.saturating_mul(self.most).max(FREE);
        if self.given > allowed {
            return Err(io::Error::other(Expanded { most: self.most }));
        }
        Ok(read)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.taken += read as u64;
        Ok(read)
    }
}

impl fmt::Display for Expanded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the compressed input expands to more than the limit of {} times its size", self.most)
    }
}

impl std::error::Error for Expanded {}
