//! Captures of Event Hubs: Avro files whose records hold one message each, in the field `Body`.
//!
//! Source: capture-event-hubs-overview of MicrosoftDocs/azure-docs, which gives the schema (`SequenceNumber`, `Offset`,
//! `EnqueuedTimeUtc`, `SystemProperties`, `Properties`, `Body`).

use std::fmt;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use apache_avro::Reader;
use apache_avro::types::Value;

use super::expand::{Expanded, FREE};

/// The first bytes of any Avro file.
pub(super) const MAGIC: &[u8] = b"Obj\x01";

/// The longest block that is read into memory, unless the program has told `apache-avro` another number: that crate has one
/// number for the whole process. Messages of Event Hubs have at most 20 MB, and blocks of captures hold a few of them.
const BLOCK: usize = 64 << 20;

/// The messages of a capture, each on lines of its own.
pub(super) struct Capture<R> {
    messages: Reader<'static, Counted<R>>,
    message: Vec<u8>,
    at: usize,
    taken: Arc<AtomicU64>,
    given: u64,
    most: u64,
}

impl<R: Read> Capture<R> {
    /// A capture that gives at most so many bytes for each of its own.
    pub(super) fn new(input: R, most: u64) -> io::Result<Self> {
        apache_avro::util::max_allocation_bytes(BLOCK);
        let taken = Arc::new(AtomicU64::new(0));
        let messages = Reader::new(Counted { input, taken: Arc::clone(&taken) }).map_err(damaged)?;
        Ok(Self { messages, message: Vec::new(), at: 0, taken, given: 0, most })
    }

    /// Takes the next message; false at the end.
    fn advance(&mut self) -> io::Result<bool> {
        let Some(record) = self.messages.next() else { return Ok(false) };
        let body = body(record.map_err(damaged)?)?;
        self.given += body.len() as u64;
        if self.given > self.taken.load(Ordering::Relaxed).saturating_mul(self.most).max(FREE) {
            return Err(io::Error::other(Expanded::new(self.most)));
        }
        self.message = body;
        // What ends one message must not run into the next.
        self.message.push(b'\n');
        self.at = 0;
        Ok(true)
    }
}

impl<R: Read> Read for Capture<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.at == self.message.len() {
            if !self.advance()? {
                return Ok(0);
            }
        }
        let rest = &self.message[self.at..];
        let given = rest.len().min(buffer.len());
        buffer[..given].copy_from_slice(&rest[..given]);
        self.at += given;
        Ok(given)
    }
}

/// The message in a record; a message may be empty.
fn body(record: Value) -> io::Result<Vec<u8>> {
    let missing = || {
        let message = "an Avro file whose records have no field `Body` of bytes: expected a capture of Event Hubs";
        io::Error::new(io::ErrorKind::Unsupported, message)
    };
    let Value::Record(fields) = record else { return Err(missing()) };
    let body = fields.into_iter().find(|(name, _)| name == "Body").map(|(_, value)| value);
    match body {
        Some(Value::Bytes(bytes)) => Ok(bytes),
        Some(Value::Union(_, value)) => match *value {
            Value::Bytes(bytes) => Ok(bytes),
            Value::Null => Ok(Vec::new()),
            _ => Err(missing()),
        },
        _ => Err(missing()),
    }
}

/// An error of Avro. One of the input below it stays what it is.
fn damaged(error: apache_avro::Error) -> io::Error {
    use apache_avro::error::Details;

    match error.into_details() {
        Details::ReadHeader(error)
        | Details::ReadMarker(error)
        | Details::ReadBlockMarker(error)
        | Details::ReadIntoBuf(error)
        | Details::ReadVariableIntegerBytes(error)
        | Details::ReadBytes(error)
        | Details::ReadString(error) => error,
        details => io::Error::new(io::ErrorKind::InvalidData, format!("a damaged Avro file: {details}")),
    }
}

struct Counted<R> {
    input: R,
    taken: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.taken.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl<R> fmt::Debug for Capture<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Capture").field("given", &self.given).finish_non_exhaustive()
    }
}
