//! The reader: input to batches of records.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use super::block::Block;
use super::parser::Parser;
use super::{Batch, Entry, ReadError, Report};
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
    pub(super) block: Block<R>,
    pub(super) parser: Parser,
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
        reader.parser.cursor.around_input = wrappers;
        reader.parser.cursor.decodes_lists = decodes_lists;
        reader
    }

    fn of(input: Input<R>) -> Self {
        Self { block: Block::new(input), parser: Parser::new() }
    }

    /// Names the input, for positions in errors.
    #[must_use]
    pub fn named(mut self, name: &str) -> Self {
        self.parser.cursor.file = Arc::from(name);
        self
    }

    /// Sets the limits for the input. Call it before reading.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.block.set_expansion(limits.expansion);
        self.parser.limits = limits;
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
        self.parser.cursor.decodes_lists = true;
        self
    }

    /// The name of the input.
    pub fn name(&self) -> &str {
        &self.parser.cursor.file
    }

    /// The number of bytes consumed, after decompression and decoding. Useful for progress.
    pub fn offset(&self) -> u64 {
        self.parser.cursor.offset()
    }

    /// Counts of the records so far.
    pub fn report(&self) -> &Report {
        &self.parser.cursor.report
    }

    /// The records of the next block; `None` at the end. A batch that is dropped early is continued by the next.
    ///
    /// # Errors
    ///
    /// If the input cannot be read. After an error, the next call returns `None`.
    pub fn batch(&mut self) -> Result<Option<Batch<'_>>, ReadError> {
        while !self.parser.cursor.finished {
            if self.parser.cursor.wants_more {
                if self.block.is_broken_off()
                    && let Some(lines) = self.parser.cursor.told_lines()
                {
                    return Ok(Some(Batch::of(vec![Err(lines)], None)));
                }
                self.fill()?;
            }
            if self.parser.is_ready(self.block.text(), self.block.is_last()) {
                return Ok(Some(self.parser.batch(self.block.text(), self.block.is_last())));
            }
        }
        Ok(None)
    }

    fn fill(&mut self) -> Result<(), ReadError> {
        let cursor = &mut self.parser.cursor;
        cursor.wants_more = false;
        self.block.fill(cursor).map_err(|error| cursor.break_off(self.block.text(), error))
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
