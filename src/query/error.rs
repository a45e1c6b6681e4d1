//! Why there is no query.

use std::fmt;

/// A label book does not fit the requested shape. Queries are never truncated.
///
/// ```
/// use msaudit::label::LabelBook;
/// use msaudit::query::{LabelQueries, QueryErrorKind};
///
/// let many = (0..500).fold(LabelBook::builder(), |book, n| book.label(&format!("{n:036}"), "General", Some(n)));
/// let error = LabelQueries::new(&many.build())?.query().unwrap_err();
/// assert!(matches!(error.kind(), QueryErrorKind::TooLong { limit: 10_000, .. }));
/// # Ok::<(), msaudit::query::QueryError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryError(QueryErrorKind);

/// The kind of a [`QueryError`].
///
/// ```
/// use msaudit::label::LabelBook;
/// use msaudit::query::{LabelQueries, QueryErrorKind};
///
/// let error = LabelQueries::new(&LabelBook::default()).unwrap_err();
/// assert_eq!(*error.kind(), QueryErrorKind::NoLabels);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum QueryErrorKind {
    /// The book has no labels.
    NoLabels,
    /// Two ids of the book are equal to a query, which ignores case and braces in ids.
    SameId {
        /// One of the ids, as the book writes it.
        first: String,
        /// The other id.
        second: String,
    },
    /// The text is longer than where it is used allows.
    TooLong {
        /// The shape that was asked for.
        shape: &'static str,
        /// Where it is used.
        place: &'static str,
        /// How many characters it has, in UTF-16 as Microsoft's services count them.
        size: usize,
        /// How many it may have.
        limit: usize,
    },
    /// A name of the book has a character that portable SQL cannot write.
    Nul {
        /// The label's id.
        id: String,
    },
    /// The query that was asked for does not exist for this table.
    NoSuchShape {
        /// The shape.
        shape: &'static str,
        /// The table.
        table: &'static str,
    },
    /// The table holds no events of the schema that was asked for.
    NoSuchEvents {
        /// The schema.
        schema: &'static str,
        /// The table.
        table: &'static str,
    },
}

impl QueryError {
    pub(crate) fn new(kind: QueryErrorKind) -> Self {
        Self(kind)
    }

    /// The kind of error.
    pub fn kind(&self) -> &QueryErrorKind {
        &self.0
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            QueryErrorKind::NoLabels => f.write_str("the label book has no labels"),
            QueryErrorKind::SameId { first, second } => {
                write!(f, "the labels `{first}` and `{second}` have one id to a query, which ignores case and braces")
            }
            QueryErrorKind::TooLong { shape, place, size, limit } => write!(
                f,
                "the {shape} has `{size}` characters, but {place} takes at most `{limit}`; the shapes `function` and \
                 `watchlist` have room for this book"
            ),
            QueryErrorKind::Nul { id } => {
                write!(f, "the name of the label `{id}` has a character U+0000, which portable SQL cannot write")
            }
            QueryErrorKind::NoSuchShape { shape, table } => {
                write!(f, "there is no {shape} for `{table}`, which has no columns for labels")
            }
            QueryErrorKind::NoSuchEvents { schema, table } => {
                write!(
                    f,
                    "no event of `{table}` is one of `{schema}`; `AuditEvent` has those that other schemas do not"
                )
            }
        }
    }
}

impl std::error::Error for QueryError {}
