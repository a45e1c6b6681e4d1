//! The bytes of an input as UTF-8: decompressed and decoded.

use std::fmt;
use std::io::{self, BufReader, Read};

use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};

use super::Limits;

/// An input, looked at before its first byte is given.
///
/// Two layers, each of which peeks: compression (or a container of messages), then encoding. UTF-8 passes through both
/// untouched.
pub(crate) struct Input<R>(Encoding<Compression<R>>);

impl<R: Read> Input<R> {
    pub(crate) fn new(input: R) -> Self {
        Self(Encoding::Unseen(Some(Compression::Unseen(Some((input, Limits::new().expansion))))))
    }

    /// An input that is neither compressed nor anything but UTF-8, whatever its first bytes look like.
    pub(crate) fn plain(input: R) -> Self {
        Self(Encoding::Utf8(Peeked::nothing(Compression::Plain(Peeked::nothing(input)))))
    }

    /// Sets the limit of expansion, as long as nothing has been read.
    pub(crate) fn set_expansion(&mut self, times: u64) {
        if let Encoding::Unseen(Some(Compression::Unseen(Some((_, expansion))))) = &mut self.0 {
            *expansion = times;
        }
    }
}

impl<R: Read> Read for Input<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.read(buffer)
    }
}

impl<R> fmt::Debug for Input<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let encoding = match &self.0 {
            Encoding::Unseen(_) => "not looked at yet",
            Encoding::Utf8(_) => "UTF-8",
            Encoding::Utf16(_) => "UTF-16",
        };
        f.debug_tuple("Input").field(&encoding).finish()
    }
}

enum Compression<R> {
    /// `None` once the first look has failed.
    Unseen(Option<(R, u64)>),
    Plain(Peeked<R>),
    #[cfg(feature = "gzip")]
    Gzip(Box<super::expand::Gzip<Peeked<R>>>),
    #[cfg(feature = "avro")]
    Capture(Box<super::capture::Capture<Peeked<R>>>),
}

impl<R: Read> Read for Compression<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self {
                Self::Plain(input) => return input.read(buffer),
                #[cfg(feature = "gzip")]
                Self::Gzip(input) => return input.read(buffer),
                #[cfg(feature = "avro")]
                Self::Capture(input) => return input.read(buffer),
                Self::Unseen(input) => {
                    let Some((input, expansion)) = input.take() else { return Ok(0) };
                    let input = Peeked::new(input)?;
                    *self = match input.head() {
                        [0x1f, 0x8b, ..] => gzip(input, expansion)?,
                        #[cfg(feature = "avro")]
                        super::capture::MAGIC => {
                            Self::Capture(Box::new(super::capture::Capture::new(input, expansion)?))
                        }
                        _ => Self::Plain(input),
                    };
                }
            }
        }
    }
}

#[cfg(feature = "gzip")]
fn gzip<R: Read>(input: Peeked<R>, expansion: u64) -> io::Result<Compression<R>> {
    Ok(Compression::Gzip(Box::new(super::expand::Gzip::gzip(input, expansion))))
}

#[cfg(not(feature = "gzip"))]
fn gzip<R: Read>(_: Peeked<R>, _: u64) -> io::Result<Compression<R>> {
    let message = "the input is compressed with gzip; to read it, build msaudit with the feature `gzip`";
    Err(io::Error::new(io::ErrorKind::Unsupported, message))
}

enum Encoding<R> {
    /// `None` once the first look has failed.
    Unseen(Option<R>),
    Utf8(Peeked<R>),
    /// Buffered, as the decoder (0.1.8) loses the end of the last character if it is read a byte at a time.
    Utf16(Box<BufReader<DecodeReaderBytes<Peeked<R>, Vec<u8>>>>),
}

impl<R: Read> Read for Encoding<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            match self {
                Self::Utf8(input) => return input.read(buffer),
                Self::Utf16(input) => return input.read(buffer),
                Self::Unseen(input) => {
                    let Some(input) = input.take() else { return Ok(0) };
                    let input = Peeked::new(input)?;
                    // Without a byte order mark, the zero byte beside the first character tells: every export begins
                    // with a character of ASCII.
                    let encoding = match *input.head() {
                        [0xff, 0xfe, ..] => Some(encoding_rs::UTF_16LE),
                        [0xfe, 0xff, ..] => Some(encoding_rs::UTF_16BE),
                        [one, 0, two, 0] if one != 0 && two != 0 => Some(encoding_rs::UTF_16LE),
                        [0, one, 0, two] if one != 0 && two != 0 => Some(encoding_rs::UTF_16BE),
                        _ => None,
                    };
                    *self = match encoding {
                        None => Self::Utf8(input),
                        Some(encoding) => {
                            let mut decoder = DecodeReaderBytesBuilder::new();
                            let decoder = decoder.encoding(Some(encoding)).strip_bom(true);
                            Self::Utf16(Box::new(BufReader::new(decoder.build(input))))
                        }
                    };
                }
            }
        }
    }
}

/// An input with its first bytes at hand.
struct Peeked<R> {
    head: [u8; 4],
    length: usize,
    given: usize,
    rest: R,
}

impl<R: Read> Peeked<R> {
    fn new(mut input: R) -> io::Result<Self> {
        let mut head = [0; 4];
        let mut length = 0;
        while length < head.len() {
            match input.read(&mut head[length..]) {
                Ok(0) => break,
                Ok(read) => length += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Self { head, length, given: 0, rest: input })
    }

    /// An input that nothing is read from yet.
    fn nothing(input: R) -> Self {
        Self { head: [0; 4], length: 0, given: 0, rest: input }
    }

    fn head(&self) -> &[u8] {
        &self.head[..self.length]
    }
}

impl<R: Read> Read for Peeked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let waiting = &self.head[self.given..self.length];
        if waiting.is_empty() {
            return self.rest.read(buffer);
        }
        let given = waiting.len().min(buffer.len());
        buffer[..given].copy_from_slice(&waiting[..given]);
        self.given += given;
        Ok(given)
    }
}
