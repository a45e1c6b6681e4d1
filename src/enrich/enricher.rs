//! An export with the names of its labels.

use std::cell::RefCell;
use std::io::{self, Read, Write};
use std::rc::Rc;

use super::splice::{Addition, Columns, Edit, Splice, Value};
use super::tap::{Backlog, Tap};
use crate::analysis::{Bounded, Merge, UnknownLabels, short};
use crate::event::DecodedEvent;
use crate::input::{Limits, Position};
use crate::label::{Label, LabelBook};
use crate::read::{Entry, ErrorKind, ReadError, Reader, Report};

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

    fn keep(&mut self, (addition, written): (Addition<'_>, String), position: &Position) {
        let in_book = addition.value.map(|value| value.plain().into_owned()).unwrap_or_default();
        let key = (addition.name, short(&written).to_owned(), in_book);
        self.kept.add(key, Places { count: 1, first: position.clone() });
    }
}

impl<'b> Enricher<'b> {
    /// Creates an enricher that uses a label book.
    pub fn new(book: &'b LabelBook) -> Self {
        Self { book, name: String::new(), limits: Limits::new() }
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

    /// Copies an export, in constant memory. Problems with single records are passed to `on_error`.
    ///
    /// # Errors
    ///
    /// If the input cannot be read or the output cannot be written.
    pub fn run(
        &self,
        input: impl Read,
        output: impl Write,
        mut on_error: impl FnMut(ReadError),
    ) -> Result<Enriched, EnrichError> {
        let (input, kept) = Tap::new(input, &self.limits);
        let mut reader = Reader::plain(input).named(&self.name).limits(self.limits);
        let mut copy = Copy { kept, at: 0, output };
        let mut enriched = Enriched::default();
        let mut columns: Option<Columns> = None;
        loop {
            let batch = match reader.batch() {
                Ok(Some(batch)) => batch,
                Ok(None) => break,
                Err(error) => {
                    copy.all(columns.as_ref())?;
                    return Err(error.into());
                }
            };
            if let (Some(table), None) = (batch.table(), &columns) {
                columns = Some(Columns::new(table.delimiter, &table.header, &FIELDS));
            }
            for entry in batch {
                let entry = match entry {
                    Ok(entry) => entry,
                    Err(error) => {
                        on_error(error);
                        continue;
                    }
                };
                // The other records of a wrapper stand where the first does, which is copied.
                let is_copied = entry.position().offset() < copy.at;
                if !is_copied {
                    copy.up_to(entry.position().offset(), columns.as_ref())?;
                }
                let edits = self.edits(&entry, columns.as_ref(), &mut enriched, &mut on_error);
                if is_copied {
                    continue;
                }
                copy.with(entry.text().len(), &edits)?;
            }
            copy.up_to(reader.offset(), columns.as_ref())?;
        }
        copy.all(columns.as_ref())?;
        copy.output.flush()?;
        enriched.report = reader.report().clone();
        Ok(enriched)
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

/// What has been read, on its way to the output.
struct Copy<W> {
    kept: Rc<RefCell<Backlog>>,
    /// The place of the first byte that is kept.
    at: u64,
    output: W,
}

impl<W: Write> Copy<W> {
    /// Writes what stands before a place, between records: headers of a table are there, and what could not be read.
    fn up_to(&mut self, place: u64, columns: Option<&Columns>) -> io::Result<()> {
        let length = usize::try_from(place.saturating_sub(self.at)).unwrap_or(usize::MAX);
        self.between(length, columns)
    }

    fn all(&mut self, columns: Option<&Columns>) -> io::Result<()> {
        let length = self.kept.borrow().len();
        self.between(length, columns)
    }

    fn between(&mut self, length: usize, columns: Option<&Columns>) -> io::Result<()> {
        let edits = match columns {
            Some(columns) if length > 0 => columns.headers(self.kept.borrow().front(length), &FIELDS),
            _ => Vec::new(),
        };
        self.with(length, &edits)
    }

    /// Writes so many bytes, such as a record, with their edits.
    fn with(&mut self, length: usize, edits: &[Edit]) -> io::Result<()> {
        let mut kept = self.kept.borrow_mut();
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
