//! A label book as queries.

use std::collections::HashMap;

use super::classify::{self, CUSTOM_OUTPUTS, OUTPUTS, Outputs};
use super::error::{QueryError, QueryErrorKind};
use super::expr::{LabelRow, Labels, Plan, Step};
use super::function::KqlFunction;
use super::kql::{self, Place};
use super::sql;
use crate::catalog::RecordType;
use crate::input::quoted;
use crate::label::{Label, LabelBook};

/// What a scheduled rule of Microsoft Sentinel takes. Source: `service-limits` of Microsoft Sentinel.
const RULE_LIMIT: usize = 10_000;
/// What an ingestion-time transformation takes. Source: the service limits of Azure Monitor, as others quote them.
const TRANSFORMATION_LIMIT: usize = 15_360;

/// Generates queries that add label names and label changes from a label book.
///
/// Every query keeps the columns of its table and adds `SensitivityLabelName`, `OldSensitivityLabelName`,
/// `SensitivityLabelPath`, `OldSensitivityLabelPath` and `LabelChange`, a word of
/// [`LabelChange`](crate::label::LabelChange), or nothing where the row tells of no label.
///
/// ```
/// use msaudit::label::LabelBook;
/// use msaudit::query::LabelQueries;
///
/// let book = LabelBook::from_text(r#"{"6A10F3C2-A682-44BA-A911-52DCCA64E78D": "Say \"no\""}"#)?;
/// let query = LabelQueries::new(&book)?.query()?;
/// assert!(query.contains(r#""6a10f3c2-a682-44ba-a911-52dcca64e78d", "Say \"no\"", "#));
/// assert!(query.contains("\nMicrosoftPurviewInformationProtection\n| extend "));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct LabelQueries {
    rows: Vec<LabelRow>,
    table: LabelTable,
}

/// A Log Analytics table with label events.
///
/// ```
/// use msaudit::query::LabelTable;
///
/// assert_eq!(LabelTable::Mpip.name(), "MicrosoftPurviewInformationProtection");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub enum LabelTable {
    /// `MicrosoftPurviewInformationProtection`, which has columns for the ids of both labels.
    #[default]
    Mpip,
    /// `OfficeActivity`, which has none. The operation tells whether a label was applied or removed. Ids are only in the
    /// changed property of a site, so only the labels of sites have names.
    OfficeActivity,
}

impl LabelTable {
    /// The name of the table.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mpip => "MicrosoftPurviewInformationProtection",
            Self::OfficeActivity => "OfficeActivity",
        }
    }
}

impl LabelQueries {
    /// Uses the labels of a book; the latest layer counts if it is [layered](LabelBook::layered).
    ///
    /// # Errors
    ///
    /// If there are none, or if two ids are one to a query.
    pub fn new(book: &LabelBook) -> Result<Self, QueryError> {
        let mut first: HashMap<String, &Label> = HashMap::new();
        let mut rows = Vec::new();
        for label in book.latest() {
            let written = label.id().to_string();
            let blank_or_brace = |c: char| c.is_whitespace() || matches!(c, '{' | '}');
            let id = written.trim_matches(blank_or_brace).to_lowercase();
            // Without an id nothing can name the label.
            if id.is_empty() {
                continue;
            }
            if let Some(other) = first.insert(id.clone(), label) {
                let first = other.id().to_string();
                return Err(QueryError::new(QueryErrorKind::SameId { first, second: written }));
            }
            let [name, path] = [label.name(), label.path()].map(str::to_owned);
            rows.push(LabelRow { id, name, path, rank: label.rank() });
        }
        if rows.is_empty() {
            return Err(QueryError::new(QueryErrorKind::NoLabels));
        }
        Ok(Self { rows, table: LabelTable::default() })
    }

    /// Selects another table.
    #[must_use]
    pub fn over(mut self, table: LabelTable) -> Self {
        self.table = table;
        self
    }

    /// A query that contains the labels.
    ///
    /// # Errors
    ///
    /// If it is too long for a scheduled rule of Microsoft Sentinel.
    pub fn query(&self) -> Result<String, QueryError> {
        let text = self.text();
        check("query", "a scheduled rule", &text, RULE_LIMIT)?;
        Ok(text)
    }

    /// The same as a saved function, of any length. Only its name then counts in a query.
    ///
    /// ```
    /// use msaudit::label::LabelBook;
    /// use msaudit::query::LabelQueries;
    ///
    /// let book = LabelBook::from_text(r#"{"6a10f3c2-a682-44ba-a911-52dcca64e78d": "General"}"#)?;
    /// let function = LabelQueries::new(&book)?.function();
    /// assert!(function.command("LabelledEvents").starts_with(".create-or-alter function "));
    /// assert!(function.command("LabelledEvents").contains(function.body()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn function(&self) -> KqlFunction {
        KqlFunction::new(self.text())
    }

    /// The labels as a watchlist, and the query that uses it.
    ///
    /// ```
    /// use msaudit::label::LabelBook;
    /// use msaudit::query::LabelQueries;
    ///
    /// let book = LabelBook::builder().label("6a10f3c2-a682-44ba-a911-52dcca64e78d", "Secret, very", Some(3)).build();
    /// let watchlist = LabelQueries::new(&book)?.watchlist("labels");
    /// let row = watchlist.csv().lines().nth(1).expect("one label");
    /// assert_eq!(row, r#"6a10f3c2-a682-44ba-a911-52dcca64e78d,"Secret, very","Secret, very",3"#);
    /// assert!(watchlist.query().contains(r#"_GetWatchlist("labels")"#));
    /// # Ok::<(), msaudit::query::QueryError>(())
    /// ```
    pub fn watchlist(&self, alias: &str) -> LabelWatchlist {
        let plan = self.plan(Labels::Watchlist(alias.to_owned()), self.table.name(), OUTPUTS);
        LabelWatchlist { csv: csv(&self.rows), query: kql::print(&plan, Place::Workspace) }
    }

    /// A transformation for a data collection rule, which names labels as rows are ingested.
    ///
    /// It keeps to what transformations can do, and the columns that it adds end in `_CF`, as Azure Monitor asks of columns
    /// that are added to its own tables.
    ///
    /// # Errors
    ///
    /// If it is too long, or the table has no columns for labels.
    pub fn transformation(&self) -> Result<String, QueryError> {
        self.needs_columns("transformation")?;
        let plan = self.plan(Labels::Rows(self.rows.clone()), "source", CUSTOM_OUTPUTS);
        let text = kql::print(&plan, Place::Ingestion);
        check("transformation", "a data collection rule", &text, TRANSFORMATION_LIMIT)?;
        Ok(text)
    }

    /// A query in SQL over a table with the columns of `MicrosoftPurviewInformationProtection`, for DuckDB and DataFusion.
    /// It looks at the operations of all record types, as such a table may hold more than the connector brings.
    ///
    /// # Errors
    ///
    /// If a name has a character that SQL cannot write, or [`LabelTable::OfficeActivity`] was asked for.
    pub fn sql(&self, table: &str) -> Result<String, QueryError> {
        self.needs_columns("SQL")?;
        let steps = classify::of_mpip(OUTPUTS, |_| true);
        sql::print(&self.rows, table, &steps)
    }

    fn needs_columns(&self, shape: &'static str) -> Result<(), QueryError> {
        match self.table {
            LabelTable::Mpip => Ok(()),
            LabelTable::OfficeActivity => {
                Err(QueryError::new(QueryErrorKind::NoSuchShape { shape, table: self.table.name() }))
            }
        }
    }

    fn text(&self) -> String {
        let plan = self.plan(Labels::Rows(self.rows.clone()), self.table.name(), OUTPUTS);
        kql::print(&plan, Place::Workspace)
    }

    fn plan(&self, labels: Labels, table: &str, outputs: Outputs) -> Plan {
        let steps: Vec<Step> = match self.table {
            LabelTable::Mpip => classify::of_mpip(outputs, RecordType::in_sentinel_connector),
            LabelTable::OfficeActivity => classify::of_office_activity(outputs),
        };
        Plan { labels, table: table.to_owned(), steps }
    }
}

/// Labels as a watchlist: see [`LabelQueries::watchlist`].
///
/// ```
/// use msaudit::label::LabelBook;
/// use msaudit::query::LabelQueries;
///
/// let book = LabelBook::from_text(r#"{"6a10f3c2-a682-44ba-a911-52dcca64e78d": "General"}"#)?;
/// let watchlist = LabelQueries::new(&book)?.watchlist("labels");
/// assert!(watchlist.csv().starts_with("LabelId,LabelName,LabelPath,LabelRank\n"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelWatchlist {
    csv: String,
    query: String,
}

impl LabelWatchlist {
    /// The file to upload. The column to search by is `LabelId`.
    pub fn csv(&self) -> &str {
        &self.csv
    }

    /// The query that uses it.
    pub fn query(&self) -> &str {
        &self.query
    }
}

fn check(shape: &'static str, place: &'static str, text: &str, limit: usize) -> Result<(), QueryError> {
    let size = text.encode_utf16().count();
    if size <= limit {
        return Ok(());
    }
    Err(QueryError::new(QueryErrorKind::TooLong { shape, place, size, limit }))
}

fn csv(rows: &[LabelRow]) -> String {
    let mut out = String::from("LabelId,LabelName,LabelPath,LabelRank\n");
    for row in rows {
        let rank = row.rank.map(|rank| rank.to_string()).unwrap_or_default();
        let cells = [&row.id, &row.name, &row.path, &rank].map(|cell| quoted(cell, b','));
        out += &cells.join(",");
        out.push('\n');
    }
    out
}
