//! Pieces of exports that can be read side by side.

use std::fmt;
use std::io::Read;
use std::iter;
use std::num::NonZero;
use std::sync::Arc;

use super::chain::Chain;
use super::cutter::{Cutter, Spare};
use super::{Chunk, ReadError, Reader, queue};

/// About how much a chunk holds. Larger ones leave the processor's second cache, smaller ones begin too often.
const CHUNK: usize = 256 * 1024;

/// Splits exports into pieces that several threads can read.
///
/// Whatever the format, records, errors and their places are those that one [`Reader`] gives: the pieces are cut where records
/// seem to begin, and a wrong guess costs time alone. Lists, pages, tables and compressed files are split as well; what each
/// piece begins with is handed on by the reader of the one before. An export in which hardly any guess is right is read in turn.
///
/// Of several inputs, each is read from its beginning; small ones are one piece each.
///
/// ```
/// use std::num::NonZero;
/// use msaudit::read::{Chunks, Reader, Report};
///
/// let input = "{\"activityDisplayName\":\"Add user\"}\n{\"activityDisplayName\":\"Add group\"}\n";
/// let mut names = Vec::new();
/// let reports = Chunks::new(Reader::new(input.as_bytes())).in_order(
///     NonZero::new(2).expect("2 is more than 0"),
///     // Each thread has something of its own.
///     Report::default,
///     // On any of the threads ...
///     |report, chunk| {
///         let mut names = Vec::new();
///         let read = chunk.read(report, |batch| {
///             names.extend(batch.flatten().filter_map(|entry| entry.event().activity().map(str::to_owned)));
///         });
///         read.map(|()| names)
///     },
///     // ... and here, in the order of the export.
///     |more| {
///         names.extend(more?);
///         Ok(())
///     },
/// )?;
/// assert_eq!(names, ["Add user", "Add group"]);
/// assert_eq!(reports.iter().map(Report::read).sum::<u64>(), 2);
/// # Ok::<(), msaudit::read::ReadError>(())
/// ```
pub struct Chunks<'i, R> {
    inputs: Box<dyn Iterator<Item = Result<Reader<R>, ReadError>> + Send + 'i>,
    /// The input that is being cut.
    cutter: Option<Cutter<R>>,
    /// Inputs that are begun.
    begun: usize,
    size: usize,
    is_alone: bool,
    spare: Arc<Spare>,
}

impl<R> fmt::Debug for Chunks<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chunks").field("begun", &self.begun).finish_non_exhaustive()
    }
}

impl<'i, R: Read> Chunks<'i, R> {
    /// Splits what a reader would read.
    pub fn new(reader: Reader<R>) -> Self
    where
        R: Send + 'i,
    {
        Self::of(iter::once(Ok(reader)))
    }

    /// Splits several inputs. One that cannot be opened is a chunk that says so.
    ///
    /// ```
    /// use msaudit::read::{Chunks, Limits, Report, Source};
    ///
    /// let samples = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/samples");
    /// let sources = Source::below([samples]).into_iter();
    /// let mut chunks = Chunks::of(sources.map(|source| source?.open(Limits::new())));
    /// let mut report = Report::default();
    /// while let Some(chunk) = chunks.chunk() {
    ///     chunk.read(&mut report, |_| ())?;
    /// }
    /// assert!(report.read() > 20);
    /// # Ok::<(), msaudit::read::ReadError>(())
    /// ```
    pub fn of<I>(inputs: I) -> Self
    where
        I: IntoIterator<Item = Result<Reader<R>, ReadError>>,
        I::IntoIter: Send + 'i,
    {
        let inputs = Box::new(inputs.into_iter());
        Self { inputs, cutter: None, begun: 0, size: CHUNK, is_alone: false, spare: Arc::default() }
    }

    /// Sets about how many bytes a chunk holds.
    #[must_use]
    pub fn size(mut self, bytes: NonZero<usize>) -> Self {
        self.size = bytes.get();
        self
    }

    /// The next piece; `None` at the end. Pieces must be read in their order, or side by side.
    pub fn chunk(&mut self) -> Option<Chunk> {
        loop {
            if let Some(part) = self.cutter.as_mut().and_then(|cutter| cutter.part(self.size)) {
                return Some(Chunk { input: self.begun - 1, content: Ok(part), is_alone: self.is_alone });
            }
            self.cutter = None;
            let input = self.inputs.next()?;
            self.begun += 1;
            match input {
                Ok(reader) => self.cutter = Some(cutter(reader, Arc::clone(&self.spare))),
                Err(error) => {
                    let input = self.begun - 1;
                    return Some(Chunk { input, content: Err(Some(error)), is_alone: self.is_alone });
                }
            }
        }
    }

    /// Reads all chunks on so many threads, of which this is one: `read` on any of them, `each` here and in the order of
    /// the exports. Each thread has a state of its own, made by `state`; they are given back.
    /// A thread that is ahead waits, so that memory stays bounded.
    ///
    /// # Errors
    ///
    /// The first error of `each`, which ends the reading.
    ///
    /// # Panics
    ///
    /// If `state`, `read` or `each` does.
    pub fn in_order<S: Send, T: Send, E>(
        mut self,
        threads: NonZero<usize>,
        state: impl Fn() -> S + Sync,
        read: impl Fn(&mut S, Chunk) -> T + Sync,
        each: impl FnMut(T) -> Result<(), E>,
    ) -> Result<Vec<S>, E>
    where
        R: Send,
    {
        self.is_alone = threads.get() == 1;
        queue::in_order(self, threads, state, read, each)
    }
}

/// Cuts what a reader has not read yet.
fn cutter<R: Read>(reader: Reader<R>, spare: Arc<Spare>) -> Cutter<R> {
    let Reader { block, mut parser } = reader;
    let taken = parser.cursor.give_up_given(block.text());
    // The text of a record that is still to be given stays with the first part.
    let offset = parser.cursor.offset() - parser.cursor.at as u64;
    Cutter::new(block.into_rest(taken), offset, Chain::new(parser), spare)
}
