//! Input that is compressed, with an eye on how much it expands.

use std::fmt;
use std::io::{self, Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder};

/// What is always given, however small the input: what repeats itself may well be a thousandth of its size.
pub(super) const FREE: u64 = 16 << 20;

/// A compressed input that gives at most so many bytes for each of its own.
pub(super) struct Expanding<D> {
    decoder: D,
    given: u64,
    most: u64,
}

/// A decoder that tells how much of its input it has taken.
pub(super) trait Decoder: Read {
    fn taken(&self) -> u64;
}

impl<R: Read> Decoder for MultiGzDecoder<Counted<R>> {
    fn taken(&self) -> u64 {
        self.get_ref().taken
    }
}

impl<R: Read> Decoder for DeflateDecoder<Counted<R>> {
    fn taken(&self) -> u64 {
        self.get_ref().taken
    }
}

pub(super) type Gzip<R> = Expanding<MultiGzDecoder<Counted<R>>>;

/// An input expands to more than the limit.
#[derive(Debug)]
pub(crate) struct Expanded {
    most: u64,
}

impl Expanded {
    pub(super) fn new(most: u64) -> Self {
        Self { most }
    }
}

pub(super) struct Counted<R> {
    input: R,
    taken: u64,
}

impl<R> Expanding<MultiGzDecoder<Counted<R>>>
where
    R: Read,
{
    pub(super) fn gzip(input: R, most: u64) -> Self {
        Self { decoder: MultiGzDecoder::new(Counted { input, taken: 0 }), given: 0, most }
    }
}

#[cfg(feature = "zip")]
impl<R: Read> Expanding<DeflateDecoder<Counted<R>>> {
    pub(super) fn deflate(input: R, most: u64) -> Self {
        Self { decoder: DeflateDecoder::new(Counted { input, taken: 0 }), given: 0, most }
    }
}

impl<D: Decoder> Read for Expanding<D> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.decoder.read(buffer)?;
        self.given += read as u64;
        let allowed = self.decoder.taken().saturating_mul(self.most).max(FREE);
        if self.given > allowed {
            return Err(io::Error::other(Expanded::new(self.most)));
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
