//! What labels are called, and how sensitive each is.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use time::OffsetDateTime;

use super::book_error::{BookError, BookProblem};
use super::draft::{Draft, resolve};
use super::{Label, LabelId, LabelState, shape};
use crate::input::{Input, Limits};

/// The labels of a tenant, by id: names, parents, order.
///
/// It loads whatever lists labels. The shape is told by content:
///
/// | shape | told by |
/// |---|---|
/// | Graph, both `sensitivityLabels`, `informationProtectionLabel`; ARM; the canonical JSON of a book | `value`, `labels` or a list of objects with `id` |
/// | `Get-Label` by `ConvertTo-Json` | a list of objects with `Guid`, or one alone |
/// | `{"<id>": "<name>"}` | an object of texts |
/// | `Get-Label` by `Export-Csv`, rows of `Labels_CL` | a table with `Guid` or `Guid_g` |
/// | a watchlist | a table of which one column holds GUIDs |
/// | the `labelsMap` of a KQL query | text with `"<guid>": "<name>"` in it |
///
/// Ids are compared as GUIDs, whatever their case and braces. What is odd about a list is no error but a
/// [problem](Self::problems).
///
/// Sources: `security-sensitivitylabel.md`, `sensitivitylabel.md` and `informationprotectionlabel.md`
/// (microsoftgraph/microsoft-graph-docs-contrib); the output of `Get-Label`; for `labelsMap` the page of the Sentinel
/// connector for Microsoft Purview Information Protection.
///
/// ```
/// use msaudit::label::LabelBook;
///
/// let book = LabelBook::from_text(r#"[
///     {"Guid": "6282649d-9e2a-4063-8587-32eaaa9ad68e", "DisplayName": "Confidential",
///      "Priority": 3},
///     {"Guid": "6a10f3c2-a682-44ba-a911-52dcca64e78d", "DisplayName": "All Employees",
///      "Priority": 4, "ParentId": "6282649d-9e2a-4063-8587-32eaaa9ad68e"}
/// ]"#)?;
/// let label = book.find("{6A10F3C2-A682-44BA-A911-52DCCA64E78D}").expect("it is in the book");
/// assert_eq!(label.path(), r"Confidential \ All Employees");
/// assert_eq!(label.rank(), Some(3), "a label below another is as sensitive as that");
/// # Ok::<(), msaudit::label::BookError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct LabelBook {
    labels: Vec<Label>,
    by_id: HashMap<LabelId, usize>,
    problems: Vec<BookProblem>,
    /// Later books over this one, in order, each with the time from which it holds.
    later: Vec<(OffsetDateTime, Self)>,
}

impl LabelBook {
    /// Reads a book from a file, in UTF-8 or UTF-16.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or is no label book.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, BookError> {
        Self::open_within(path, &Limits::new())
    }

    /// Like [`open`](Self::open), with limits on the [size](Limits::book) of the file and the number of
    /// [labels](Limits::labels).
    ///
    /// # Errors
    ///
    /// The same as those of [`open`](Self::open).
    pub fn open_within(path: impl AsRef<Path>, limits: &Limits) -> Result<Self, BookError> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let mut bytes = Vec::new();
        // One more than may be, to tell what is too long.
        let most = (limits.book as u64).saturating_add(1);
        let read = File::open(path).and_then(|file| Input::new(file).take(most).read_to_end(&mut bytes));
        read.map_err(|error| BookError::io(&name, error))?;
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            // A character may be cut where reading stopped.
            Err(error) if error.as_bytes().len() > limits.book => {
                String::from_utf8_lossy(error.as_bytes()).into_owned()
            }
            Err(_) => return Err(BookError::new("the bytes are no UTF-8").in_file(&name)),
        };
        Self::from_text_within(&text, limits).map_err(|error| error.in_file(&name))
    }

    /// Reads a book from text, whatever its shape.
    ///
    /// # Errors
    ///
    /// If it is no label book. Odd entries of one are no error but [problems](Self::problems).
    pub fn from_text(text: &str) -> Result<Self, BookError> {
        Self::from_text_within(text, &Limits::new())
    }

    /// Like [`from_text`](Self::from_text), with limits on the [size](Limits::book) of the text and the number of
    /// [labels](Limits::labels).
    ///
    /// ```
    /// use msaudit::label::LabelBook;
    /// use msaudit::read::Limits;
    ///
    /// let error = LabelBook::from_text_within(r#"{"a": "A", "b": "B"}"#, &Limits::new().labels(1)).unwrap_err();
    /// assert_eq!(error.to_string(), "no label book: it has more than the limit of 1 labels");
    /// # Ok::<(), msaudit::label::BookError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The same as those of [`from_text`](Self::from_text).
    pub fn from_text_within(text: &str, limits: &Limits) -> Result<Self, BookError> {
        // A byte order mark is common in what PowerShell writes.
        let drafts = shape::drafts(text.strip_prefix('\u{feff}').unwrap_or(text), limits)?;
        Ok(Self::from_drafts(drafts))
    }

    /// Starts an empty book, to which labels are added by hand. See [`LabelBookBuilder`].
    pub fn builder() -> LabelBookBuilder {
        LabelBookBuilder::default()
    }

    fn from_drafts(drafts: Vec<Draft>) -> Self {
        let (labels, problems) = resolve(drafts);
        let by_id = labels.iter().enumerate().map(|(index, label)| (label.id.clone(), index)).collect();
        Self { labels, by_id, problems, later: Vec::new() }
    }

    /// Adds a later book, which applies to events from `since` on. Labels that it lacks, because they were deleted, keep
    /// their entries in the earlier books.
    ///
    /// ```
    /// use msaudit::label::LabelBook;
    /// use time::{Duration, OffsetDateTime};
    ///
    /// let renamed = OffsetDateTime::UNIX_EPOCH;
    /// let book = LabelBook::from_text(r#"{"a": "Secret", "b": "Old"}"#)?;
    /// let book = book.layered(renamed, LabelBook::from_text(r#"{"a": "Top Secret"}"#)?);
    /// let name = |id, time| book.find_at(id, time).map(|label| label.name());
    /// assert_eq!(name("a", renamed - Duration::SECOND), Some("Secret"));
    /// assert_eq!(name("a", renamed), Some("Top Secret"));
    /// assert_eq!(name("b", renamed), Some("Old"));
    /// # Ok::<(), msaudit::label::BookError>(())
    /// ```
    #[must_use]
    pub fn layered(mut self, since: OffsetDateTime, later: Self) -> Self {
        let at = self.later.partition_point(|(other, _)| *other <= since);
        self.later.insert(at, (since, later));
        self
    }

    /// The label with this id, however the id is written, as the latest book has it.
    pub fn find(&self, id: &str) -> Option<&Label> {
        let id = LabelId::new(id);
        self.later.iter().rev().find_map(|(_, book)| book.own(&id)).or_else(|| self.own(&id))
    }

    /// The label with this id as it was at a time: from the latest book that held then. A label that no book before that
    /// time had is given as the first one after it does.
    pub fn find_at(&self, id: &str, time: OffsetDateTime) -> Option<&Label> {
        let id = LabelId::new(id);
        let (held, came): (Vec<_>, Vec<_>) = self.later.iter().partition(|(since, _)| *since <= time);
        let mut held = held.into_iter().rev().map(|(_, book)| book);
        held.find_map(|book| book.own(&id))
            .or_else(|| self.own(&id))
            .or_else(|| came.into_iter().find_map(|(_, book)| book.own(&id)))
    }

    /// As it was at a time, or as it is now if the time is not known.
    pub(crate) fn find_then(&self, id: &str, time: Option<OffsetDateTime>) -> Option<&Label> {
        time.map_or_else(|| self.find(id), |time| self.find_at(id, time))
    }

    fn own(&self, id: &LabelId) -> Option<&Label> {
        self.by_id.get(id).map(|&index| &self.labels[index])
    }

    /// All labels of the first book, in its order, without those of later ones.
    pub fn labels(&self) -> impl ExactSizeIterator<Item = &Label> {
        self.labels.iter()
    }

    /// The labels of this book and of all later ones, each once and as the latest book has it.
    pub(crate) fn latest(&self) -> Vec<&Label> {
        let books = std::iter::once(self).chain(self.later.iter().map(|(_, book)| book));
        let mut seen = std::collections::HashSet::new();
        let first = books.flat_map(|book| &book.labels).filter(|label| seen.insert(&label.id));
        first.map(|label| self.later.iter().rev().find_map(|(_, book)| book.own(&label.id)).unwrap_or(label)).collect()
    }

    /// What is odd about the book: ids that stand twice, parents that are not there, circles.
    pub fn problems(&self) -> &[BookProblem] {
        &self.problems
    }
}

/// A label book made by hand, for tests and for tools that have labels from elsewhere.
///
/// ```
/// use msaudit::label::LabelBook;
///
/// let book = LabelBook::builder()
///     .label("p", "Confidential", Some(5))
///     .child("c", "Finance", "p")
///     .build();
/// assert_eq!(book.find("c").map(|label| label.path()), Some(r"Confidential \ Finance"));
/// ```
#[derive(Debug, Clone, Default)]
pub struct LabelBookBuilder {
    drafts: Vec<Draft>,
}

impl LabelBookBuilder {
    /// A label at the top, with its order if that is known.
    #[must_use]
    pub fn label(self, id: &str, name: &str, order: Option<i64>) -> Self {
        self.add(id, name, order, None)
    }

    /// A label below another.
    #[must_use]
    pub fn child(self, id: &str, name: &str, parent: &str) -> Self {
        self.add(id, name, None, Some(LabelId::new(parent)))
    }

    fn add(mut self, id: &str, name: &str, order: Option<i64>, parent: Option<LabelId>) -> Self {
        let entry = self.drafts.len() + 1;
        self.drafts.push(Draft { order, parent, ..Draft::new(entry, id, name) });
        self
    }

    /// The book.
    pub fn build(self) -> LabelBook {
        LabelBook::from_drafts(self.drafts)
    }
}

/// `{"labels": [{"id", "name", "parent", "order", "state"}, ...]}`, which loads again as the same book.
impl serde::Serialize for LabelBook {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(serde::Serialize)]
        struct Book {
            labels: Vec<Entry>,
        }

        #[derive(serde::Serialize)]
        struct Entry {
            id: String,
            name: String,
            parent: Option<String>,
            order: Option<i64>,
            state: Option<&'static str>,
        }

        let entry = |label: &Label| Entry {
            id: label.id.to_string(),
            name: label.name().to_owned(),
            parent: label.parent.as_ref().map(ToString::to_string),
            order: label.order,
            state: label.state.map(LabelState::name),
        };
        Book { labels: self.labels().map(entry).collect() }.serialize(serializer)
    }
}
