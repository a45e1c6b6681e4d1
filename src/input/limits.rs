//! Bounds for input from untrusted sources.

/// Bounds on the resources that an input may use. Each has a default far above what real exports need, a setter, and an
/// error that names it.
///
/// | limit | unit | default | checked | beyond it |
/// |---|---|---|---|---|
/// | [`record`](Self::record) | bytes of a record or row | 16 MiB | while reading | [`TooLong`]; the record is passed over |
/// | [`header`](Self::header) | bytes of the first line of a table | 1 MiB | while reading | the input is no table: [`NotARecord`] |
/// | [`depth`](Self::depth) | lists and objects within each other, the record itself being the first | 127 | while reading | [`TooDeep`]; the record is passed over |
/// | [`fields`](Self::fields) | members of a record's object, nested ones aside | 10,000 | while reading | [`TooMany`]; the record is passed over |
/// | [`cells`](Self::cells) | cells of a row or header | 4,096 | while reading | [`TooMany`]; the row is passed over |
/// | [`expansion`](Self::expansion) | bytes given for one byte compressed, beyond the first 16 MiB | 200 | while reading | [`Expansion`]; reading ends there |
/// | [`targets`](Self::targets) | targets of an event | 10,000 | when asked for: [`Event::within`] | an error of [`Event::targets`] |
/// | [`book`](Self::book) | bytes of a label book | 16 MiB | when it is opened: [`LabelBook::open_within`] | an error, no book |
/// | [`labels`](Self::labels) | labels of a label book | 100,000 | when it is opened | an error, no book |
///
/// What is not set here: JSON that a record hides in text, or keeps for later, is decoded 127 levels deep, and any list in it up
/// to 100,000 elements; a [`Dedup`] remembers [`Dedup::LIMIT`] events unless told otherwise; a summary tells ten thousand
/// values of a kind apart. Tables are unquoted 1,024 rows at a time.
///
/// Limits cost nothing where they are far: a record is looked at once more only if it is so long that it could break
/// one, or if `depth` is set below what the quick road through JSON can reach, some seventy.
///
/// ```
/// use msaudit::read::{ErrorKind, Limits, Reader};
///
/// let mut reader = Reader::new(&b"{\"activityDisplayName\":\"Add user\"}"[..]).limits(Limits::new().record(20));
/// let error = reader.records().next().expect("there is a record").unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::TooLong);
/// assert_eq!(error.message(), "the record is longer than the limit of 20 bytes");
/// ```
///
/// [`TooLong`]: crate::read::ErrorKind::TooLong
/// [`TooDeep`]: crate::read::ErrorKind::TooDeep
/// [`TooMany`]: crate::read::ErrorKind::TooMany
/// [`NotARecord`]: crate::read::ErrorKind::NotARecord
/// [`Expansion`]: crate::read::ErrorKind::Expansion
/// [`Event::within`]: crate::event::Event::within
/// [`Event::targets`]: crate::event::Event::targets
/// [`LabelBook::open_within`]: crate::label::LabelBook::open_within
/// [`Dedup`]: crate::analysis::Dedup
/// [`Dedup::LIMIT`]: crate::analysis::Dedup::LIMIT
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    pub(crate) record: usize,
    pub(crate) header: usize,
    pub(crate) depth: usize,
    pub(crate) fields: usize,
    pub(crate) cells: usize,
    pub(crate) expansion: u64,
    pub(crate) targets: usize,
    pub(crate) book: usize,
    pub(crate) labels: usize,
}

/// What the JSON parser decodes.
const DEEPEST: usize = 127;

impl Default for Limits {
    fn default() -> Self {
        Self::new()
    }
}

impl Limits {
    /// The defaults.
    pub const fn new() -> Self {
        Self {
            record: 16 << 20,
            header: 1 << 20,
            depth: DEEPEST,
            fields: 10_000,
            cells: 4096,
            expansion: 200,
            targets: 10_000,
            book: 16 << 20,
            labels: 100_000,
        }
    }

    /// The longest record or row, in bytes. It also bounds memory: reading takes a small multiple of it at most.
    #[must_use]
    pub const fn record(self, bytes: usize) -> Self {
        Self { record: bytes, ..self }
    }

    /// The longest header of a table, in bytes.
    #[must_use]
    pub const fn header(self, bytes: usize) -> Self {
        Self { header: bytes, ..self }
    }

    /// How deep lists and objects of a record may stand within each other. At most 127, the default.
    #[must_use]
    pub const fn depth(self, levels: usize) -> Self {
        Self { depth: if levels < DEEPEST { levels } else { DEEPEST }, ..self }
    }

    /// The most members of a record's object. Names that stand twice count twice.
    #[must_use]
    pub const fn fields(self, count: usize) -> Self {
        Self { fields: count, ..self }
    }

    /// The most cells of a row.
    #[must_use]
    pub const fn cells(self, count: usize) -> Self {
        Self { cells: count, ..self }
    }

    /// How many bytes a compressed input may give for one of its own. The first 16 MiB are always given; gzip cannot do
    /// more than 1,032, and real exports give 10 to 50.
    #[must_use]
    pub const fn expansion(self, times: u64) -> Self {
        Self { expansion: times, ..self }
    }

    /// The most targets of an event.
    #[must_use]
    pub const fn targets(self, count: usize) -> Self {
        Self { targets: count, ..self }
    }

    /// The longest label book, in bytes, decompressed.
    #[must_use]
    pub const fn book(self, bytes: usize) -> Self {
        Self { book: bytes, ..self }
    }

    /// The most labels of a label book.
    #[must_use]
    pub const fn labels(self, count: usize) -> Self {
        Self { labels: count, ..self }
    }
}
