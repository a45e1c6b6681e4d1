//! Pieces of an export that can be read side by side.

use std::fmt;
use std::fs::File;
use std::io::{self, Read};
use std::mem;
use std::num::NonZero;
use std::path::Path;
use std::sync::Arc;

use super::block::Block;
use super::cursor::Cursor;
use super::{ErrorKind, ReadError, Reader, queue};
use crate::formats::Format;
use crate::input::{Input, Limits, Position, Wrappers};

/// How much a chunk holds at least. Larger ones are no faster, and a smaller one begins too often.
const CHUNK: usize = 512 * 1024;

/// Splits an export into pieces of whole records that several threads can read.
///
/// That works where every record, or page of records, ends its line and the next begins one: exports with one object a
/// line, and pretty-printed objects one after another. A list and a table have to be read from the start, by one
/// [`Reader`]; here they are an error.
///
/// Every chunk has a reader of its own. Records, lines and offsets are the same as if the export was read in one piece,
/// but that a record's number takes every line before its chunk for a record. A record that does not tell its own format
/// has that of the first record of the export; read in one piece, it has that of the record before it.
///
/// ```
/// use std::num::NonZero;
/// use msaudit::read::{Chunks, Report};
///
/// let input = "{\"activityDisplayName\":\"Add user\"}\n{\"activityDisplayName\":\"Add group\"}\n";
/// let (mut names, mut report) = (Vec::new(), Report::default());
/// Chunks::new(input.as_bytes()).in_order(
///     NonZero::new(2).expect("2 is more than 0"),
///     // On any of the threads ...
///     |chunk| {
///         let mut reader = chunk.reader();
///         let names: Vec<_> = reader.records().flatten().filter_map(|entry| {
///             entry.event().activity().map(str::to_owned)
///         }).collect();
///         (names, reader.report().clone())
///     },
///     // ... and here, in the order of the export.
///     |(more, its_report)| {
///         names.extend(more);
///         report.merge(&its_report);
///     },
/// )?;
/// assert_eq!(names, ["Add user", "Add group"]);
/// assert_eq!(report.read(), 2);
/// # Ok::<(), msaudit::read::ReadError>(())
/// ```
pub struct Chunks<R> {
    input: Input<R>,
    /// What is read and not given.
    rest: Vec<u8>,
    size: usize,
    limits: Limits,
    /// Where `rest` begins.
    start: Start,
    /// The format of the first record.
    format: Option<Format>,
    ended: bool,
    /// What went wrong behind `rest`.
    failed: Option<io::Error>,
}

/// A piece of an export that contains whole records.
///
/// [`Chunks::in_order`] gives them to threads of its own; [`Chunks::chunk`] to programs that have threads already.
///
/// ```
/// use std::num::NonZero;
/// use msaudit::read::Chunks;
///
/// let input = &b"{\"activityDisplayName\":\"Add user\"}\n{\"activityDisplayName\":\"Add group\"}\n"[..];
/// let mut chunks = Chunks::new(input).size(NonZero::new(40).expect("40 is more than 0"));
/// let mut lines = Vec::new();
/// while let Some(chunk) = chunks.chunk()? {
///     for entry in chunk.reader().records() {
///         lines.push(entry?.position().line());
///     }
/// }
/// assert_eq!(lines, [1, 2]);
/// # Ok::<(), msaudit::read::ReadError>(())
/// ```
pub struct Chunk {
    bytes: Vec<u8>,
    limits: Limits,
    start: Start,
    /// That of records before it.
    format: Option<Format>,
}

/// Where a chunk begins.
#[derive(Debug, Clone)]
struct Start {
    file: Arc<str>,
    offset: u64,
    /// Line breaks before it.
    lines: u64,
}

impl Start {
    fn position(&self) -> Position {
        Position {
            file: Arc::clone(&self.file),
            record: self.lines,
            line: self.lines + 1,
            offset: self.offset,
            wrappers: Wrappers::default(),
        }
    }
}

impl Chunk {
    /// Reads the records of the chunk.
    pub fn reader(self) -> Reader<io::Empty> {
        let mut cursor = Cursor::at(self.start.file, self.start.offset, self.start.lines);
        cursor.format = self.format;
        let block = Block::whole(self.bytes, &mut cursor);
        Reader::over(block, cursor).limits(self.limits)
    }
}

impl fmt::Debug for Chunk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chunk").field("start", &self.start).field("length", &self.bytes.len()).finish_non_exhaustive()
    }
}

impl<R> fmt::Debug for Chunks<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chunks").field("start", &self.start).field("ended", &self.ended).finish_non_exhaustive()
    }
}

impl Chunks<File> {
    /// Opens a file and names the input after its path.
    ///
    /// # Errors
    ///
    /// If the file cannot be opened, or is a directory.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, ReadError> {
        let (file, name) = super::reader::open(path.as_ref())?;
        Ok(Self::new(file).named(&name))
    }
}

impl<R: Read> Chunks<R> {
    /// Reads from any source: a slice, a file, standard input.
    pub fn new(input: R) -> Self {
        let start = Start { file: Arc::from(""), offset: 0, lines: 0 };
        let (input, limits) = (Input::new(input), Limits::new());
        Self { input, rest: Vec::new(), size: CHUNK, limits, start, format: None, ended: false, failed: None }
    }

    /// Names the input, for positions in errors.
    #[must_use]
    pub fn named(mut self, name: &str) -> Self {
        self.start.file = Arc::from(name);
        self
    }

    /// Sets how many bytes a chunk holds, records being kept whole.
    #[must_use]
    pub fn size(mut self, bytes: NonZero<usize>) -> Self {
        self.size = bytes.get();
        self
    }

    /// Sets the limits, also for the readers of the chunks. A line may be as long as a [record](Limits::record).
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.input.set_expansion(limits.expansion);
        self.limits = limits;
        self
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    ///
    /// If the input cannot be read, once all whole records before have been given; or if its records do not end their
    /// lines. After an error, the next call returns `None`.
    pub fn chunk(&mut self) -> Result<Option<Chunk>, ReadError> {
        let mut from = 0;
        loop {
            if let Some(error) = self.failed.take() {
                self.rest.clear();
                return Err(ReadError::io(self.start.position(), error));
            }
            if self.ended {
                return Ok((!self.rest.is_empty()).then(|| self.take(self.rest.len())));
            }
            self.fill();
            if self.start.offset == 0 && from == 0 && !may_begin_with_object(&self.rest) {
                return Err(self.not_lines("an input that begins with `{`"));
            }
            let end = last_end(&self.rest, from);
            // What joins two records may be cut in two by the end of what was read.
            from = self.rest.len().saturating_sub(JOINT);
            match end {
                Some(end) if !self.ended || self.failed.is_some() => return Ok(Some(self.take(end))),
                None if !self.ended && self.rest.len() > self.limits.record => {
                    let expected = format!("`}}`, a line break and `{{` within {} bytes", self.limits.record);
                    return Err(self.not_lines(&expected));
                }
                _ => {}
            }
        }
    }

    fn fill(&mut self) {
        let wanted = self.size.max(self.rest.len()) as u64;
        let read = self.input.by_ref().take(wanted).read_to_end(&mut self.rest);
        self.ended = read.as_ref().map_or(true, |&length| (length as u64) < wanted);
        self.failed = read.err();
    }

    /// Takes all up to a place.
    fn take(&mut self, end: usize) -> Chunk {
        // The next one will need about as much room.
        let mut bytes = Vec::with_capacity(self.rest.len());
        bytes.extend_from_slice(&self.rest[end..]);
        mem::swap(&mut bytes, &mut self.rest);
        bytes.truncate(end);
        let start = self.start.clone();
        self.start.offset += end as u64;
        self.start.lines += memchr::memchr_iter(b'\n', &bytes).count() as u64;
        let format = self.format;
        self.format = format.or_else(|| format_of(&bytes, self.limits));
        Chunk { bytes, limits: self.limits, start, format }
    }

    #[cold]
    fn not_lines(&mut self, expected: &str) -> ReadError {
        self.ended = true;
        self.rest.clear();
        let message =
            format!("the records do not stand one a line, so the input cannot be read in parts: expected {expected}");
        ReadError::new(ErrorKind::NotLines, self.start.position(), message, "")
    }

    /// Reads all chunks on so many threads, of which this is one: `read` on any of them, `each` here and in the order of
    /// the export.
    /// A thread that is ahead waits, so that memory stays bounded.
    ///
    /// # Errors
    ///
    /// As [`chunk`](Self::chunk), after all chunks before.
    ///
    /// # Panics
    ///
    /// If `read` or `each` does.
    pub fn in_order<T: Send>(
        self,
        threads: NonZero<usize>,
        read: impl Fn(Chunk) -> T + Sync,
        each: impl FnMut(T),
    ) -> Result<(), ReadError>
    where
        R: Send,
    {
        queue::in_order(self, threads, read, each)
    }
}

/// The format of the first record.
fn format_of(bytes: &[u8], limits: Limits) -> Option<Format> {
    let mut reader = Reader::plain(bytes).limits(limits);
    while let Ok(Some(batch)) = reader.batch() {
        if let Some(entry) = batch.flatten().next() {
            return Some(entry.record().format());
        }
    }
    None
}

/// Bytes of what stands between two records, less one: `}`, a line break, `{`.
const JOINT: usize = "}\r\n{".len() - 1;

/// Whether the first byte that is no blank, if there is one, opens an object.
fn may_begin_with_object(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    bytes.iter().find(|byte| !byte.is_ascii_whitespace()).is_none_or(|&byte| byte == b'{')
}

/// Behind the last line break from `from` on that a record ends before and another begins behind.
///
/// No JSON has these three next to each other anywhere else: texts hold no line breaks, and the parts of a list or an
/// object have a comma between them.
fn last_end(bytes: &[u8], from: usize) -> Option<usize> {
    let is_joint = |at: &usize| {
        let before = &bytes[..*at];
        let before = before.strip_suffix(b"\r").unwrap_or(before);
        before.ends_with(b"}") && bytes.get(at + 1) == Some(&b'{')
    };
    memchr::memrchr_iter(b'\n', &bytes[from..]).map(|at| from + at).find(is_joint).map(|at| at + 1)
}
