//! The reader: input to batches of records.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use super::batch::{Batch, Layout};
use super::block::Block;
use super::cursor::Cursor;
use super::frame;
use super::objects::Objects;
use super::rows::Rows;
use super::table::{Header, Table};
use super::{Entry, ReadError, Report};
use crate::input::{Input, Limits, Position, Wrappers};

/// Reads the records of an export, whatever its format, in constant memory.
///
/// Formats are told by content: bare lists, pages of Graph (`{"value":[`) and of Event Hubs (`{"records":[`), single objects, and
/// one object a line are all understood, pretty-printed or not, also one after another in one file;
/// and tables with a header. Text may be UTF-8 or UTF-16, and compressed with gzip if the feature `gzip` is on.
/// With the feature `avro`, a capture of Event Hubs is read as the messages in it.
///
/// A [`batch`](Self::batch) holds the records of one block of the input and borrows from it, so that most of a record is
/// never copied:
///
/// ```
/// use msaudit::read::Reader;
///
/// let input = &br#"{"value":[
///     {"activityDisplayName":"Add user"},{"activityDisplayName":"Add group"}]}"#[..];
/// let mut reader = Reader::new(input);
/// let mut count = 0;
/// while let Some(batch) = reader.batch()? {
///     for entry in batch {
///         match entry {
///             Ok(entry) => count += usize::from(entry.text().starts_with('{')),
///             Err(error) => eprintln!("{error}"),
///         }
///     }
/// }
/// assert_eq!(count, 2);
/// # Ok::<(), msaudit::read::ReadError>(())
/// ```
///
/// Where copying does not matter, [`records`](Self::records) is an ordinary iterator.
#[derive(Debug)]
pub struct Reader<R> {
    block: Block<R>,
    cursor: Cursor,
    /// The table, if the input is one.
    table: Option<Box<Table>>,
    /// The input has shown what it is.
    seen: bool,
    limits: Limits,
}

impl Reader<File> {
    /// Opens a file and names the input after its path.
    ///
    /// # Errors
    ///
    /// If the file cannot be opened, or is a directory.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, ReadError> {
        let (file, name) = open(path.as_ref())?;
        Ok(Self::new(file).named(&name))
    }
}

/// Opens a file, and gives its name for positions.
pub(super) fn open(path: &Path) -> Result<(File, String), ReadError> {
    let name = path.display().to_string();
    let opened = File::open(path).and_then(|file| {
        // Opening a directory succeeds on some systems, and only reading it fails.
        if file.metadata()?.is_dir() { Err(std::io::ErrorKind::IsADirectory.into()) } else { Ok(file) }
    });
    match opened {
        Ok(file) => Ok((file, name)),
        Err(error) => {
            let position =
                Position { file: Arc::from(name), record: 0, line: 0, offset: 0, wrappers: Wrappers::default() };
            Err(ReadError::io(position, error))
        }
    }
}

impl<R: Read> Reader<R> {
    /// Reads from any source: a slice, a file, standard input. No additional buffering is needed.
    pub fn new(input: R) -> Self {
        Self::of(Input::new(input))
    }

    /// Reads what has been decompressed and decoded already.
    pub(crate) fn plain(input: R) -> Self {
        Self::of(Input::plain(input))
    }

    /// Reads the content of a wrapper.
    pub(super) fn within(input: R, wrappers: Wrappers, decodes_lists: bool) -> Self {
        let mut reader = Self::plain(input);
        reader.cursor.around_input = wrappers;
        reader.cursor.decodes_lists = decodes_lists;
        reader
    }

    fn of(input: Input<R>) -> Self {
        Self::over(Block::new(input), Cursor::new())
    }

    pub(super) fn over(block: Block<R>, cursor: Cursor) -> Self {
        Self { block, cursor, table: None, seen: false, limits: Limits::new() }
    }

    /// Names the input, for positions in errors.
    #[must_use]
    pub fn named(mut self, name: &str) -> Self {
        self.cursor.file = Arc::from(name);
        self
    }

    /// Sets the limits for the input. Call it before reading.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.block.set_expansion(limits.expansion);
        self.limits = limits;
        self
    }

    /// Decodes the lists of records (targets, changes, details) while reading. This pays if they are needed for most
    /// records. See [`List`](crate::wire::List).
    ///
    /// ```
    /// use msaudit::formats::Record;
    /// use msaudit::read::Reader;
    ///
    /// let input = &br#"{"activityDisplayName":"Add user","targetResources":[{"id":"7"}]}"#[..];
    /// let mut reader = Reader::new(input).decode_lists();
    /// let entry = reader.batch()?.and_then(|mut batch| batch.next()).expect("there is one")?;
    /// let Record::Graph(audit) = entry.record() else { panic!("it is of Graph") };
    /// assert!(audit.target_resources.as_ref().is_some_and(|list| list.is_decoded()));
    /// # Ok::<(), msaudit::read::ReadError>(())
    /// ```
    #[must_use]
    pub fn decode_lists(mut self) -> Self {
        self.cursor.decodes_lists = true;
        self
    }

    /// The name of the input.
    pub fn name(&self) -> &str {
        &self.cursor.file
    }

    /// The number of bytes consumed, after decompression and decoding. Useful for progress.
    pub fn offset(&self) -> u64 {
        self.cursor.offset()
    }

    /// Counts of the records so far.
    pub fn report(&self) -> &Report {
        &self.cursor.report
    }

    /// The records of the next block; `None` at the end. A batch that is dropped early is continued by the next.
    ///
    /// # Errors
    ///
    /// If the input cannot be read. After an error, the next call returns `None`.
    pub fn batch(&mut self) -> Result<Option<Batch<'_>>, ReadError> {
        while !self.cursor.finished {
            if self.cursor.wants_more {
                self.fill()?;
            }
            if self.is_ready() {
                let (text, is_last) = (self.block.text(), self.block.is_last());
                let (limits, cursor) = (&self.limits, &mut self.cursor);
                return Ok(Some(Batch(match &self.table {
                    Some(table) => Layout::Rows(Rows { text, table, is_last, limits, cursor }),
                    None => Layout::Objects(Objects { text, is_last, limits, cursor }),
                })));
            }
        }
        Ok(None)
    }

    fn fill(&mut self) -> Result<(), ReadError> {
        self.cursor.wants_more = false;
        self.block.fill(&mut self.cursor).map_err(|error| {
            self.cursor.finished = true;
            let position = self.cursor.position(self.block.text(), self.cursor.at);
            let error = ReadError::io(position, error);
            self.cursor.report.add(error.kind());
            error
        })
    }

    /// Prepares what a batch needs. False if that takes more of the input.
    fn is_ready(&mut self) -> bool {
        let (text, is_last) = (self.block.text(), self.block.is_last());
        let cursor = &mut self.cursor;
        if !self.seen {
            let at = frame::skip_blanks(text, cursor.at);
            cursor.at = at;
            match text.as_bytes().get(at) {
                None if is_last => cursor.finished = true,
                None => cursor.wants_more = true,
                Some(b'{' | b'[') => self.seen = true,
                Some(_) => match Header::read(text, at, is_last, &self.limits) {
                    Header::Known(table, end) => {
                        self.seen = true;
                        cursor.at = end;
                        self.table = Some(table);
                    }
                    Header::Unknown(kind, message) => {
                        self.seen = true;
                        cursor.unknown_header = Some((kind, message));
                    }
                    Header::Incomplete => cursor.wants_more = true,
                },
            }
            if !self.seen {
                return false;
            }
        }
        if let Some(table) = &mut self.table {
            cursor.pass(text);
            if cursor.row >= table.sheet.rows().len() {
                let most = if cursor.passing.is_none() { cursor.rows_at_once() } else { 0 };
                table.sheet.unquote(text, cursor.at, most, is_last);
                cursor.row = 0;
            }
        }
        true
    }

    /// Iterates over all records, each with a copy of its text. A record that cannot be read yields an error, and iteration
    /// continues with the next one; see [`ErrorKind`](super::ErrorKind). An error of the input itself is the last item.
    pub fn records(&mut self) -> impl Iterator<Item = Result<Entry<'static>, ReadError>> {
        std::iter::from_fn(|| {
            loop {
                match self.batch() {
                    Err(error) => return Some(Err(error)),
                    Ok(None) => return None,
                    Ok(Some(mut batch)) => {
                        if let Some(entry) = batch.next() {
                            return Some(entry.map(Entry::into_owned));
                        }
                    }
                }
            }
        })
    }
}
