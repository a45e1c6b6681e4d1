//! An export with the names of its labels.

use std::io::{self, Read, Write};
use std::num::NonZero;
use std::sync::Arc;

use super::splice::{Addition, Columns, Edit, Splice, Value};
use super::tap::{self, Tap};
use crate::analysis::{Bounded, Merge, UnknownLabels, short};
use crate::event::DecodedEvent;
use crate::input::{Limits, Position};
use crate::label::{Label, LabelBook};
use crate::read::{Chunk, Chunks, Entry, ErrorKind, ReadError, Reader, Report};

/// The fields that are added, in this order.
const FIELDS: [&str; 7] = [
    "SensitivityLabelName",
    "OldSensitivityLabelName",
    "SensitivityLabelPath",
    "OldSensitivityLabelPath",
    "SensitivityLabelOrder",
    "OldSensitivityLabelOrder",
    "LabelChange",
];

/// Copies an export and adds label names.
///
/// Every record that tells of a label gets `SensitivityLabelName`, `SensitivityLabelPath` and `SensitivityLabelOrder`, the
/// same with `Old` for the label before, and `LabelChange`, the name of a [`LabelChange`](crate::label::LabelChange): as
/// members of an object, null where the book does not know, or as columns of a table, empty where it does not. A label has
/// the name that it had at the time of the event.
///
/// All other bytes stay as they are, those that could not be read too. A field that is there and empty is filled; one that
/// says something else than the book stays, and [`Enriched::kept`] lists it. What was UTF-16 or compressed is written as
/// plain UTF-8.
///
/// ```
/// use msaudit::enrich::Enricher;
/// use msaudit::label::LabelBook;
///
/// let book = LabelBook::from_text(r#"{"cb3c8c2e-6d4f-4d9f-9f2c-3d3e5d1f0a11": "General"}"#)?;
/// let input = r#"{"RecordType": 83, "Operation": "SensitivityLabelApplied",
///     "SensitivityLabelEventData": {"SensitivityLabelId": "cb3c8c2e-6d4f-4d9f-9f2c-3d3e5d1f0a11"}}"#;
/// let mut output = Vec::new();
/// let enriched = Enricher::new(&book).run(input.as_bytes(), &mut output, |error| eprintln!("{error}"))?;
/// assert_eq!(enriched.enriched(), 1);
/// let output = String::from_utf8(output)?;
/// assert!(output.contains(r#""SensitivityLabelName": "General","#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Enricher<'b> {
    book: &'b LabelBook,
    name: String,
    limits: Limits,
    threads: NonZero<usize>,
}

/// Why an export could not be enriched.
///
/// ```
/// use msaudit::enrich::{EnrichError, Enricher};
/// use msaudit::label::LabelBook;
///
/// let book = LabelBook::default();
/// let mut full: &mut [u8] = &mut [];
/// let error = Enricher::new(&book).run(&b"{\"activityDisplayName\":\"Add user\"}"[..], &mut full, drop).unwrap_err();
/// assert!(matches!(error, EnrichError::Write(_)));
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum EnrichError {
    /// The input could not be read. What came before has been written.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The output could not be written.
    #[error("the output could not be written: {0}")]
    Write(#[from] io::Error),
}

/// The result of enriching an export.
///
/// ```
/// use msaudit::enrich::Enricher;
/// use msaudit::label::LabelBook;
///
/// let input = br#"{"RecordType":83,"Operation":"SensitivityLabelApplied","CreationTime":"2024-01-02T03:04:05",
///     "SensitivityLabelEventData":{"SensitivityLabelId":"x"}}"#;
/// let enriched = Enricher::new(&LabelBook::default()).run(&input[..], &mut Vec::new(), drop)?;
/// let unknown = enriched.unknown().iter().next().expect("the book is empty");
/// assert_eq!((unknown.id(), unknown.count()), ("x", 1));
/// assert_eq!(unknown.first_seen().map(|time| time.year()), Some(2024));
/// # Ok::<(), msaudit::enrich::EnrichError>(())
/// ```
#[derive(Debug, Default)]
pub struct Enriched {
    report: Report,
    enriched: u64,
    unplaced: u64,
    unknown: UnknownLabels,
    kept: Bounded<(&'static str, String, String), Places>,
}

#[derive(Debug)]
struct Places {
    count: u64,
    first: Position,
}

impl Merge for Places {
    fn merge(&mut self, other: Self) {
        // The first in the input, so that the order of merging does not matter.
        if other.first.record < self.first.record {
            self.first = other.first;
        }
        self.count += other.count;
    }

    fn events(&self) -> u64 {
        self.count
    }
}

/// A field that already had a different value than the label book, and was left unchanged.
///
/// ```
/// use msaudit::enrich::Enricher;
/// use msaudit::label::LabelBook;
///
/// let book = LabelBook::builder().label("x", "General", None).build();
/// let input = br#"{"RecordType":83,"Operation":"SensitivityLabelApplied","SensitivityLabelName":"Public",
///     "SensitivityLabelEventData":{"SensitivityLabelId":"x"}}"#;
/// let enriched = Enricher::new(&book).run(&input[..], &mut Vec::new(), drop)?;
/// let kept = enriched.kept().next().expect("the names differ");
/// assert_eq!((kept.written(), kept.in_book(), kept.count()), ("Public", "General", 1));
/// # Ok::<(), msaudit::enrich::EnrichError>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Kept<'e> {
    field: &'static str,
    written: &'e str,
    in_book: &'e str,
    count: u64,
    first: &'e Position,
}

impl<'e> Kept<'e> {
    /// The name of the field.
    pub fn field(&self) -> &'static str {
        self.field
    }

    /// What the record says.
    pub fn written(&self) -> &'e str {
        self.written
    }

    /// What the book says.
    pub fn in_book(&self) -> &'e str {
        self.in_book
    }

    /// How many records have it.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Where the first of them stands.
    pub fn first(&self) -> &'e Position {
        self.first
    }
}

impl Enriched {
    /// Counts of read and skipped records. Skipped records were copied unchanged.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The number of label records.
    pub fn enriched(&self) -> u64 {
        self.enriched
    }

    /// The number of label records for whose names there was no place: several share one text, as in a page of the activity
    /// explorer, or the text is no object. They were copied unchanged.
    pub fn unplaced(&self) -> u64 {
        self.unplaced
    }

    /// Labels that are not in the label book.
    pub fn unknown(&self) -> &UnknownLabels {
        &self.unknown
    }

    /// Fields whose value differs from the label book. At most ten thousand distinct ones are tracked.
    pub fn kept(&self) -> impl ExactSizeIterator<Item = Kept<'_>> {
        self.kept.iter().map(|((field, written, in_book), places)| Kept {
            field,
            written,
            in_book,
            count: places.count,
            first: &places.first,
        })
    }

    /// The number of differing fields that are not tracked.
    pub fn others(&self) -> u64 {
        self.kept.others()
    }

    fn merge(&mut self, other: Self) {
        self.report.merge(&other.report);
        self.enriched += other.enriched;
        self.unplaced += other.unplaced;
        self.unknown.merge(other.unknown);
        self.kept.merge(other.kept);
    }

    fn keep(&mut self, (addition, written): (Addition<'_>, String), position: &Position) {
        let in_book = addition.value.map(|value| value.plain().into_owned()).unwrap_or_default();
        let key = (addition.name, short(&written).to_owned(), in_book);
        self.kept.add(key, Places { count: 1, first: position.clone() });
    }
}

impl<'b> Enricher<'b> {
    /// Creates an enricher that uses a label book.
    pub fn new(book: &'b LabelBook) -> Self {
        Self { book, name: String::new(), limits: Limits::new(), threads: NonZero::<usize>::MIN }
    }

    /// Names the input, for positions in errors.
    #[must_use]
    pub fn named(mut self, name: &str) -> Self {
        name.clone_into(&mut self.name);
        self
    }

    /// Sets the limits for the input.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Reads on so many threads. What is written is the same for any number.
    #[must_use]
    pub fn threads(mut self, threads: NonZero<usize>) -> Self {
        self.threads = threads;
        self
    }

    /// Copies an export, in constant memory. Problems with single records are passed to `on_error`.
    ///
    /// # Errors
    ///
    /// If the input cannot be read or the output cannot be written.
    pub fn run(
        &self,
        input: impl Read + Send,
        output: impl Write,
        mut on_error: impl FnMut(ReadError),
    ) -> Result<Enriched, EnrichError> {
        let (input, kept) = Tap::new(input, &self.limits);
        let reader = Reader::plain(input).named(&self.name).limits(self.limits);
        let mut copy = Copy { kept, at: 0, output, columns: None };
        let hands = Chunks::new(reader).in_order(
            self.threads,
            Hand::default,
            |hand, chunk| self.piece(hand, chunk),
            |piece: Piece| {
                copy.columns = copy.columns.take().or(piece.columns);
                for step in piece.steps {
                    copy.up_to(step.offset)?;
                    copy.with(step.length, &step.edits)?;
                }
                piece.errors.into_iter().for_each(&mut on_error);
                match piece.broken_off {
                    None => Ok(copy.up_to(piece.end)?),
                    Some(error) => {
                        copy.all()?;
                        Err(EnrichError::Read(error))
                    }
                }
            },
        )?;
        copy.all()?;
        copy.output.flush()?;
        let mut enriched = Enriched::default();
        hands.into_iter().for_each(|hand| enriched.merge(hand.enriched));
        Ok(enriched)
    }

    /// Looks at the records of a chunk.
    fn piece(&self, hand: &mut Hand, chunk: Chunk) -> Piece {
        let Hand { enriched, columns } = hand;
        let (mut steps, mut errors, mut at) = (Vec::new(), Vec::new(), 0);
        let mut report = Report::default();
        let (end, read) = chunk.read_to(&mut report, |batch| {
            if let (Some(table), None) = (batch.table(), &columns) {
                *columns = Some(Arc::new(Columns::new(table.delimiter, &table.header, &FIELDS)));
            }
            for entry in batch {
                let entry = match entry {
                    Ok(entry) => entry,
                    Err(error) => {
                        errors.push(error);
                        continue;
                    }
                };
                let edits = self.edits(&entry, columns.as_deref(), enriched, &mut |error| errors.push(error));
                let (offset, length) = (entry.position().offset(), entry.text().len());
                // The other records of a wrapper stand where the first does, which is copied.
                if offset >= at {
                    at = offset + length as u64;
                    Step { offset, length, edits }.join(&mut steps);
                }
            }
        });
        enriched.report.merge(&report);
        Piece { columns: columns.clone(), steps, errors, end, broken_off: read.err() }
    }

    fn edits(
        &self,
        entry: &Entry<'_>,
        columns: Option<&Columns>,
        enriched: &mut Enriched,
        on_error: &mut impl FnMut(ReadError),
    ) -> Vec<Edit> {
        let decoded = DecodedEvent::new(entry.event().within(&self.limits), entry.position(), Some(self.book));
        for problem in decoded.problems() {
            on_error(entry.error(ErrorKind::WrongType, problem.to_string()));
        }
        let additions = additions(&decoded);
        if decoded.label().is_some() {
            enriched.enriched += 1;
            enriched.unknown.add(&decoded);
        }
        let splice = match columns {
            // A row of several records has no place for the names of each, but it has their cells.
            Some(columns) if entry.shares_text => columns.of_row(entry.text(), &FIELDS.map(Addition::empty)),
            Some(columns) => columns.of_row(entry.text(), &additions),
            None if decoded.label().is_none() || entry.shares_text || !entry.text().starts_with('{') => {
                enriched.unplaced += u64::from(decoded.label().is_some());
                return Vec::new();
            }
            None => Splice::of_object(entry.text(), &additions),
        };
        for kept in splice.kept {
            enriched.keep(kept, entry.position());
        }
        splice.edits
    }
}

fn additions<'l>(decoded: &'l DecodedEvent<'_>) -> [Addition<'l>; 7] {
    let label = |id: Option<&str>| decoded.label_in_book(id);
    let (old, new) = decoded.label().map_or((None, None), |event| (label(event.old_id()), label(event.new_id())));
    let name = |label: Option<&'l Label>| label.map(|label| Value::Text(label.name()));
    let path = |label: Option<&'l Label>| label.map(|label| Value::Text(label.path()));
    let order = |label: Option<&Label>| label.and_then(Label::order).map(Value::Number);
    let change = decoded.assessment().map(|assessment| Value::Text(assessment.change().name()));
    let values = [name(new), name(old), path(new), path(old), order(new), order(old), change];
    std::array::from_fn(|field| Addition { name: FIELDS[field], value: values[field] })
}

/// What one of the threads has.
#[derive(Default)]
struct Hand {
    enriched: Enriched,
    columns: Option<Arc<Columns>>,
}

/// What is done with a chunk.
struct Piece {
    columns: Option<Arc<Columns>>,
    steps: Vec<Step>,
    errors: Vec<ReadError>,
    /// Up to where all is read.
    end: u64,
    broken_off: Option<ReadError>,
}

/// A record, and what is put into it; or several that nothing is put into.
struct Step {
    offset: u64,
    length: usize,
    edits: Vec<Edit>,
}

impl Step {
    /// Puts it behind the others. Records that stay as they are, line by line, are copied at once.
    fn join(self, steps: &mut Vec<Self>) {
        match steps.last_mut() {
            // Between them is a line break, and no header.
            Some(last)
                if last.edits.is_empty()
                    && self.edits.is_empty()
                    && self.offset == last.offset + last.length as u64 + 1 =>
            {
                last.length += 1 + self.length;
            }
            _ => steps.push(self),
        }
    }
}

/// What has been read, on its way to the output.
struct Copy<W> {
    kept: tap::Kept,
    /// The place of the first byte that is kept.
    at: u64,
    output: W,
    /// Those of the table, if it is one.
    columns: Option<Arc<Columns>>,
}

impl<W: Write> Copy<W> {
    /// Writes what stands before a place, between records: headers of a table are there, and what could not be read.
    fn up_to(&mut self, place: u64) -> io::Result<()> {
        let length = usize::try_from(place.saturating_sub(self.at)).unwrap_or(usize::MAX);
        self.between(length)
    }

    fn all(&mut self) -> io::Result<()> {
        let length = self.kept.lock().len();
        self.between(length)
    }

    fn between(&mut self, length: usize) -> io::Result<()> {
        let edits = match &self.columns {
            Some(columns) if length > 0 => columns.headers(self.kept.lock().front(length), &FIELDS),
            _ => Vec::new(),
        };
        self.with(length, &edits)
    }

    /// Writes so many bytes, such as a record, with their edits.
    fn with(&mut self, length: usize, edits: &[Edit]) -> io::Result<()> {
        let mut kept = self.kept.lock();
        let bytes = kept.front(length);
        let mut at = 0;
        for edit in edits {
            self.output.write_all(&bytes[at..edit.place.start])?;
            self.output.write_all(edit.text.as_bytes())?;
            at = edit.place.end;
        }
        self.output.write_all(&bytes[at..])?;
        kept.take(length);
        self.at += length as u64;
        Ok(())
    }
}
