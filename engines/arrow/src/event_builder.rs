//! Events to record batches.

use std::sync::Arc;

use arrow_array::{RecordBatch, RecordBatchOptions};
use arrow_schema::{ArrowError, SchemaRef};
use msaudit::event::DecodedEvent;
use msaudit::read::Entry;

use crate::column::Texts;
use crate::events::{Events, Wanted};
use crate::weight::weight;
use crate::{EventTooLarge, Original, schema};

/// Makes record batches of events, one event at a time.
///
/// A batch is full when it has as many rows as it may have, or as many bytes: see [`limits`](Self::limits). A full one
/// still takes events; it is for the caller to [`finish`](Self::finish) it. [`Batches`](crate::Batches) does.
///
/// ```
/// use msaudit::read::Reader;
/// use msaudit_arrow::{EventBuilder, Original, arrow_array::Array};
///
/// let mut events = EventBuilder::new(Original::Omitted);
/// let mut reader = Reader::new(&br#"{"activityDisplayName":"Add user"}"#[..]);
/// while let Some(batch) = reader.batch()? {
///     for entry in batch {
///         let entry = entry?;
///         let decoded = entry.decode(None);
///         events.push(&decoded, &entry)?;
///     }
/// }
/// let batch = events.finish();
/// assert_eq!(batch.num_rows(), 1);
/// assert!(batch["id"].is_null(0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct EventBuilder {
    schema: SchemaRef,
    original: Option<Texts>,
    row_limit: usize,
    byte_limit: usize,
    rows: usize,
    bytes: usize,
    odd: u64,
    columns: Events,
}

impl std::fmt::Debug for EventBuilder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EventBuilder").field("rows", &self.rows).field("bytes", &self.bytes).finish_non_exhaustive()
    }
}

impl EventBuilder {
    /// So many rows make a batch full, unless [`limits`](Self::limits) says otherwise: what engines work with.
    pub const ROWS: usize = 8192;

    /// So many bytes make a batch full, unless [`limits`](Self::limits) says otherwise.
    pub const BYTES: usize = 16 << 20;

    /// An event with more bytes than this is refused: a column of text holds no more than 2 GiB.
    pub const LONGEST: usize = 128 << 20;

    /// What a batch holds at most: it stays below the 2 GiB of a column of text.
    pub(crate) const MOST: usize = (1 << 30) + Self::LONGEST;

    /// An empty batch.
    pub fn new(original: Original) -> Self {
        Self {
            schema: schema(original),
            original: (original == Original::Kept).then(Texts::default),
            row_limit: Self::ROWS,
            byte_limit: Self::BYTES,
            rows: 0,
            bytes: 0,
            odd: 0,
            columns: Events::default(),
        }
    }

    /// Makes these columns only, in the order of the schema. What no column shows is not decoded.
    ///
    /// ```
    /// use msaudit_arrow::{EventBuilder, Original};
    ///
    /// let events = EventBuilder::new(Original::Omitted).columns(&["activity", "time"])?;
    /// let names: Vec<&str> = events.schema().fields().iter().map(|field| field.name().as_str()).collect();
    /// assert_eq!(names, ["time", "activity"]);
    /// # Ok::<(), msaudit_arrow::arrow_schema::ArrowError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the schema has no column of a name.
    pub fn columns(mut self, names: &[impl AsRef<str>]) -> Result<Self, ArrowError> {
        let mut wanted = Wanted::none();
        let mut places = Vec::new();
        for name in names {
            let place = self.schema.index_of(name.as_ref())?;
            wanted.add(place);
            places.push(place);
        }
        places.sort_unstable();
        places.dedup();
        let has_original = places.iter().any(|&place| self.schema.field(place).name() == "original");
        self.original = self.original.filter(|_| has_original);
        self.schema = Arc::new(self.schema.project(&places)?);
        self.columns = Events::of(wanted);
        Ok(self)
    }

    /// Sets how many rows or how many bytes make a batch full, whichever comes first. None is taken for one, and more than a
    /// gibibyte for a gibibyte. Bytes are those of all texts, names counted as if no two events shared one, so a batch takes less.
    #[must_use]
    pub fn limits(mut self, rows: usize, bytes: usize) -> Self {
        (self.row_limit, self.byte_limit) = (rows.max(1), bytes.clamp(1, 1 << 30));
        self
    }

    /// The schema of the batches.
    pub fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    /// The rows so far.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The bytes so far, as [`limits`](Self::limits) counts them.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Whether the batch should be finished.
    pub fn is_full(&self) -> bool {
        self.rows >= self.row_limit || self.bytes >= self.byte_limit
    }

    /// How many values, of all batches, are no integers where their column holds integers, and so are null there. Parts of
    /// records that could not be decoded at all are the [problems](DecodedEvent::problems) of the event.
    pub fn odd(&self) -> u64 {
        self.odd
    }

    /// Adds a record, as the event that it was read as.
    ///
    /// # Errors
    ///
    /// If the event is larger than a batch can hold, or the batch is so full that it no longer fits. The batch stays as it
    /// was.
    pub fn push(&mut self, decoded: &DecodedEvent<'_>, entry: &Entry<'_>) -> Result<(), EventTooLarge> {
        let weight = weight(decoded, entry, self.columns.wanted(), self.original.is_some());
        if weight > Self::LONGEST || self.bytes + weight > Self::MOST {
            return Err(EventTooLarge { bytes: weight, held: self.bytes });
        }
        self.bytes += weight;
        self.rows += 1;
        self.odd += self.columns.push(decoded, entry);
        if let Some(original) = &mut self.original {
            original.append_value(entry.text());
        }
        Ok(())
    }

    /// The batch, which may be empty. What is pushed next begins another.
    pub fn finish(&mut self) -> RecordBatch {
        // Without a column nothing else tells how many rows there are.
        let rows = RecordBatchOptions::new().with_row_count(Some(self.rows));
        (self.rows, self.bytes) = (0, 0);
        let mut columns = self.columns.finish();
        columns.extend(self.original.as_mut().map(Texts::array));
        RecordBatch::try_new_with_options(Arc::clone(&self.schema), columns, &rows)
            .expect("the columns are those of the schema, and each push adds to all that are wanted")
    }
}
