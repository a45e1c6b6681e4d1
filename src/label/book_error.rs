//! What can be wrong with a label book.

use std::fmt;
use std::io;
use std::sync::Arc;

use super::LabelId;

/// The error of a text or file that is not a label book.
///
/// ```
/// use msaudit::label::LabelBook;
///
/// let error = LabelBook::from_text("[1, 2]").unwrap_err();
/// assert!(error.to_string().starts_with("no label book: "));
/// ```
#[derive(Debug, Clone)]
pub struct BookError {
    file: String,
    message: String,
    source: Option<Arc<io::Error>>,
}

impl BookError {
    #[cold]
    pub(super) fn new(why: impl fmt::Display) -> Self {
        Self { file: String::new(), message: format!("no label book: {why}"), source: None }
    }

    #[cold]
    pub(super) fn io(file: &str, error: io::Error) -> Self {
        Self { file: file.to_owned(), message: error.to_string(), source: Some(Arc::new(error)) }
    }

    pub(super) fn in_file(self, file: &str) -> Self {
        Self { file: file.to_owned(), ..self }
    }
}

impl fmt::Display for BookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.file.is_empty() {
            write!(f, "{}: ", self.file)?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for BookError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// Something odd about an entry of a label book. The rest of the book holds.
///
/// ```
/// use msaudit::label::LabelBook;
///
/// let book = LabelBook::from_text(r#"[{"id": "a", "name": "A", "parentId": "b"}]"#)?;
/// assert_eq!(book.problems()[0].to_string(), "entry 1: the label `a` stands below `b`, which the book lacks");
/// # Ok::<(), msaudit::label::BookError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookProblem {
    entry: usize,
    what: What,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    Twice { id: LabelId, first: usize },
    TwoNames { id: LabelId, kept: String, other: String },
    TwoOrders { id: LabelId, kept: i64, other: i64 },
    Orphan { id: LabelId, parent: String },
    Circle { id: LabelId },
    NoId,
    NoName { id: LabelId },
}

impl BookProblem {
    pub(super) fn new(entry: usize, what: What) -> Self {
        Self { entry, what }
    }

    /// The number of the entry, from 1, in the order of the text.
    pub fn entry(&self) -> usize {
        self.entry
    }
}

impl fmt::Display for BookProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "entry {}: ", self.entry)?;
        match &self.what {
            What::Twice { id, first } => write!(f, "the label `{id}` stands in entry {first} already"),
            What::TwoNames { id, kept, other } => {
                write!(f, "the label `{id}` is called `{other}` here and `{kept}` before, which holds")
            }
            What::TwoOrders { id, kept, other } => {
                write!(f, "the label `{id}` has the order {other} here and {kept} before, which holds")
            }
            What::Orphan { id, parent } => write!(f, "the label `{id}` stands below `{parent}`, which the book lacks"),
            What::Circle { id } => write!(f, "the label `{id}` stands below itself"),
            What::NoId => f.write_str("no id"),
            What::NoName { id } => write!(f, "the label `{id}` has no name"),
        }
    }
}
