//! Exports as record batches, for the C interface of Arrow.

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use msaudit_arrow::EventBuilder;

use crate::errors::Fault;
use crate::inputs::Inputs;

/// Record batches of all inputs.
pub(crate) struct Stream {
    inputs: Inputs,
    events: EventBuilder,
    is_finished: bool,
    /// What ended the stream; told behind the rows before it.
    broken_off: Option<Fault>,
}

impl Stream {
    pub(crate) fn new(inputs: Inputs, events: EventBuilder) -> Self {
        Self { inputs, events, is_finished: false, broken_off: None }
    }
}

impl Iterator for Stream {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.is_finished && !self.events.is_full() {
            let events = &mut self.events;
            match self.inputs.next(|decoded, entry| events.push(decoded, entry).map_err(|error| error.to_string())) {
                Ok(true) => {}
                Ok(false) => self.is_finished = true,
                Err(error) => (self.is_finished, self.broken_off) = (true, Some(error)),
            }
        }
        if self.events.rows() > 0 {
            return Some(Ok(self.events.finish()));
        }
        self.broken_off.take().map(|error| Err(ArrowError::ExternalError(Box::new(error))))
    }
}

impl RecordBatchReader for Stream {
    fn schema(&self) -> SchemaRef {
        self.events.schema().clone()
    }
}
