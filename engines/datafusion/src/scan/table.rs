//! Exports as a table.

use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use datafusion_common::Result;
use datafusion_common::arrow::datatypes::SchemaRef;
use datafusion_expr::{Expr, TableType};
use datafusion_physical_plan::ExecutionPlan;
use datafusion_physical_plan::streaming::{PartitionStream, StreamingTableExec};
use datafusion_session::{Session, TableProvider};

use super::function::Exports;
use super::partition::ExportPartition;

/// The events of some exports. See [`Exports`].
///
/// ```
/// use datafusion::catalog::TableProvider;
/// use msaudit_datafusion::Exports;
///
/// # std::env::set_current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))?;
/// let table = Exports::new().table(["tests/data/entra_portal.csv"])?;
/// assert!(table.schema().field_with_name("activity").is_ok());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct ExportTable {
    exports: Arc<Exports>,
    files: Vec<PathBuf>,
}

impl ExportTable {
    pub(super) fn new(exports: Exports, files: Vec<PathBuf>) -> Self {
        Self { exports: Arc::new(exports), files }
    }

    /// The files, as they were when the table was made.
    pub fn files(&self) -> &[PathBuf] {
        &self.files
    }
}

#[async_trait]
impl TableProvider for ExportTable {
    fn schema(&self) -> SchemaRef {
        msaudit_arrow::schema(self.exports.original)
    }

    fn table_type(&self) -> TableType {
        TableType::Base
    }

    async fn scan(
        &self,
        state: &dyn Session,
        projection: Option<&Vec<usize>>,
        _: &[Expr],
        limit: Option<usize>,
    ) -> Result<Arc<dyn ExecutionPlan>> {
        let columns = projection.cloned().unwrap_or_else(|| (0..self.schema().fields().len()).collect());
        let schema = Arc::new(self.schema().project(&columns)?);
        // All partitions are read at the same time, each with its own memory.
        let most = state.config().target_partitions().max(1);
        let mut files = vec![Vec::new(); most.min(self.files.len())];
        let places = files.len().max(1);
        for (at, file) in self.files.iter().enumerate() {
            files[at % places].push(file.clone());
        }
        let partition = |files| -> Arc<dyn PartitionStream> {
            Arc::new(ExportPartition {
                exports: Arc::clone(&self.exports),
                files,
                columns: columns.clone(),
                schema: Arc::clone(&schema),
            })
        };
        let partitions = files.into_iter().map(partition).collect();
        let plan = StreamingTableExec::try_new(Arc::clone(&schema), partitions, None, None, false, limit)?;
        Ok(Arc::new(plan))
    }
}
