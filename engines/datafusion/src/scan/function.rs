//! The table function.

use std::fmt;
use std::sync::Arc;

use datafusion_common::{Result, plan_err};
use datafusion_expr::Expr;
use datafusion_session::{TableFunctionArgs, TableFunctionImpl, TableProvider};
use msaudit::label::LabelBook;
use msaudit::read::ReadError;
use msaudit_arrow::Original;

use super::files;
use super::table::ExportTable;

/// A table function that reads exports, of any format that [`msaudit::read`] knows, by path or pattern.
///
/// Rows have the columns of [`msaudit_arrow::schema`]. Exports are read when a query runs, each time anew, as a stream in
/// bounded memory. Each file is a partition, up to as many as the session wants; then partitions read several, one after
/// another.
///
/// A record that cannot be read costs itself, and is told to whoever [asks](Self::on_error), else to the log. Input that
/// breaks off is an error of the query.
///
/// Whoever may write SQL for a session with this function may read any export that the process can.
///
/// ```
/// use std::sync::Arc;
///
/// use datafusion::prelude::SessionContext;
/// use msaudit_datafusion::Exports;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # std::env::set_current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))?;
/// let context = SessionContext::new();
/// context.register_udtf("msaudit", Arc::new(Exports::new()));
/// let query = "SELECT source, count(*) AS events FROM msaudit('tests/data/purview_*.csv') GROUP BY source";
/// assert_eq!(context.sql(query).await?.to_string().await?, "\
/// +--------------+--------+
/// | source       | events |
/// +--------------+--------+
/// | audit-search | 18     |
/// +--------------+--------+");
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Exports {
    pub(super) book: Option<Arc<LabelBook>>,
    pub(super) original: Original,
    pub(super) on_error: Arc<dyn Fn(&ReadError) + Send + Sync>,
}

impl Exports {
    /// Reads exports, without a label book, and without their original text.
    pub fn new() -> Self {
        let log = |error: &ReadError| log::warn!("{error}");
        Self { book: None, original: Original::Omitted, on_error: Arc::new(log) }
    }

    /// Names labels by a book, and tells by its order how they changed.
    #[must_use]
    pub fn labels(mut self, book: impl Into<Arc<LabelBook>>) -> Self {
        self.book = Some(book.into());
        self
    }

    /// Whether rows have the text of their record, in the column `original`.
    #[must_use]
    pub fn original(mut self, original: Original) -> Self {
        self.original = original;
        self
    }

    /// Tells of each record that cannot be read, and of each part of one that cannot be decoded, from any thread. If nobody
    /// asks, they are warnings in the log.
    #[must_use]
    pub fn on_error(mut self, tell: impl Fn(&ReadError) + Send + Sync + 'static) -> Self {
        self.on_error = Arc::new(tell);
        self
    }

    /// The table of some exports, by paths or patterns (`logs/*.json`, `logs/**/PT1H.json`), to be registered under a name.
    /// A file that several of them name is read once.
    ///
    /// # Errors
    ///
    /// If one of them is no file and no pattern that matches one, now.
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use datafusion::prelude::SessionContext;
    /// use msaudit_datafusion::Exports;
    ///
    /// # std::env::set_current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))?;
    /// let table = Exports::new().table(["tests/data/purview_*.csv"])?;
    /// assert_eq!(table.files().len(), 3);
    /// SessionContext::new().register_table("events", Arc::new(table))?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn table(&self, paths: impl IntoIterator<Item = impl AsRef<str>>) -> Result<ExportTable> {
        Ok(ExportTable::new(self.clone(), files::find(paths)?))
    }
}

impl Default for Exports {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Exports {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let labels = self.book.as_ref().map(|book| book.labels().len());
        f.debug_struct("Exports").field("labels", &labels).field("original", &self.original).finish_non_exhaustive()
    }
}

impl TableFunctionImpl for Exports {
    fn call_with_args(&self, args: TableFunctionArgs<'_, '_>) -> Result<Arc<dyn TableProvider>> {
        let mut paths = Vec::new();
        for expr in args.exprs() {
            match expr {
                Expr::Literal(value, _) if matches!(value.try_as_str(), Some(Some(_))) => {
                    paths.extend(value.try_as_str().flatten());
                }
                other => return plan_err!("expected the path of an export as text, found `{other}`"),
            }
        }
        if paths.is_empty() {
            return plan_err!("expected the path of an export, found no argument");
        }
        Ok(Arc::new(self.table(paths)?))
    }
}
