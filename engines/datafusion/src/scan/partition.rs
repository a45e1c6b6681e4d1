//! Some files, read as a stream.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use datafusion_common::arrow::array::RecordBatch;
use datafusion_common::arrow::datatypes::SchemaRef;
use datafusion_common::arrow::error::ArrowError;
use datafusion_common::{DataFusionError, Result};
use datafusion_execution::{SendableRecordBatchStream, TaskContext};
use datafusion_physical_plan::stream::RecordBatchReceiverStream;
use datafusion_physical_plan::streaming::PartitionStream;
use msaudit::read::Reader;
use msaudit_arrow::{Batches, EventBuilder};

use super::function::Exports;

/// Files that are read one after another.
#[derive(Debug, Clone)]
pub(super) struct ExportPartition {
    pub(super) exports: Arc<Exports>,
    pub(super) files: Vec<PathBuf>,
    /// The columns that are asked for.
    pub(super) columns: Vec<usize>,
    /// The schema of those.
    pub(super) schema: SchemaRef,
}

impl PartitionStream for ExportPartition {
    fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    fn execute(&self, context: Arc<TaskContext>) -> SendableRecordBatchStream {
        // One batch waits while the next is made. Whoever wants no more closes the channel.
        let mut stream = RecordBatchReceiverStream::builder(Arc::clone(&self.schema), 1);
        let sender = stream.tx();
        let partition = self.clone();
        stream.spawn_blocking(move || {
            let rows = context.session_config().batch_size();
            for file in &partition.files {
                if !partition.read(file, rows, |batch| sender.blocking_send(Ok(batch)).is_ok())? {
                    break;
                }
            }
            Ok(())
        });
        stream.build()
    }
}

impl ExportPartition {
    /// Whether more is wanted when the file is at its end.
    fn read(&self, file: &Path, rows: usize, mut send: impl FnMut(RecordBatch) -> bool) -> Result<bool> {
        let exports = &self.exports;
        let reader = Reader::open(file).map_err(|error| DataFusionError::External(Box::new(error)))?;
        let events = EventBuilder::new(exports.original).limits(rows, EventBuilder::BYTES);
        let mut batches = Batches::new(reader).builder(events).on_error(|error| (exports.on_error)(error));
        if let Some(book) = &exports.book {
            batches = batches.labels(book);
        }
        for batch in batches {
            let batch = batch.map_err(|error| match error {
                ArrowError::ExternalError(error) => DataFusionError::External(error),
                error => DataFusionError::from(error),
            })?;
            if !send(batch.project(&self.columns)?) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
