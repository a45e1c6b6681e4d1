//! What is read in the background, for whoever asks for it piece by piece.

use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Duration;

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};
use msaudit::event::DecodedEvent;
use msaudit::read::Entry;
use msaudit_arrow::EventBuilder;

use crate::errors::Fault;
use crate::inputs::{Plan, SharedLog, Work};

/// So many pieces wait to be taken, so that memory stays bounded.
const WAITING: usize = 4;

/// Why reading ended early.
pub(crate) enum Ended {
    Fault(Fault),
    /// Nobody listens any more.
    Unheard,
}

impl From<Fault> for Ended {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

/// What a thread in the background sends; behind all of it the fault that ended the reading, if one did.
pub(crate) struct Background<T>(Receiver<Result<T, Fault>>);

impl<T: Send + 'static> Background<T> {
    /// Begins to read in the background. `read` is given where to send to.
    pub(crate) fn begin(read: impl FnOnce(&Sender<T>) -> Result<(), Ended> + Send + 'static) -> Self {
        let (sender, receiver) = sync_channel(WAITING);
        thread::spawn(move || {
            let sender = Sender(sender);
            if let Err(Ended::Fault(fault)) = read(&sender) {
                // Nobody is left to tell if nobody listens.
                let _ = sender.0.send(Err(fault));
            }
        });
        Self(receiver)
    }

    /// The next piece, waiting for it. `None` at the end.
    pub(crate) fn next(&mut self) -> Option<Result<T, Fault>> {
        self.0.recv().ok()
    }

    /// The same, or an error if it takes longer than a moment.
    pub(crate) fn next_soon(&mut self) -> Result<Option<Result<T, Fault>>, RecvTimeoutError> {
        match self.0.recv_timeout(Duration::from_millis(100)) {
            Ok(next) => Ok(Some(next)),
            Err(RecvTimeoutError::Disconnected) => Ok(None),
            Err(timeout) => Err(timeout),
        }
    }
}

/// Where pieces go.
pub(crate) struct Sender<T>(SyncSender<Result<T, Fault>>);

impl<T> Sender<T> {
    pub(crate) fn send(&self, piece: T) -> Result<(), Ended> {
        self.0.send(Ok(piece)).map_err(|_| Ended::Unheard)
    }
}

/// Events as columns.
struct Columns(EventBuilder);

impl Work for Columns {
    type Made = RecordBatch;

    fn event(&mut self, decoded: &DecodedEvent<'_>, entry: &Entry<'_>) -> Result<(), String> {
        self.0.push(decoded, entry).map_err(|error| error.to_string())
    }

    fn made(&mut self) -> RecordBatch {
        self.0.finish()
    }
}

/// Record batches of all inputs, for the C interface of Arrow.
pub(crate) struct Stream {
    batches: Background<RecordBatch>,
    schema: SchemaRef,
}

impl Stream {
    /// Each of the threads has a builder of its own.
    pub(crate) fn new(
        plan: Plan,
        log: SharedLog,
        schema: SchemaRef,
        builder: impl Fn() -> EventBuilder + Send + Sync + 'static,
    ) -> Self {
        let batches = Background::begin(move |sender| {
            let send = |batch: RecordBatch| if batch.num_rows() > 0 { sender.send(batch) } else { Ok(()) };
            plan.read(&log, || Columns(builder()), send).map(drop)
        });
        Self { batches, schema }
    }
}

impl Iterator for Stream {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.batches.next().map(|next| next.map_err(|fault| ArrowError::ExternalError(Box::new(fault))))
    }
}

impl RecordBatchReader for Stream {
    fn schema(&self) -> SchemaRef {
        SchemaRef::clone(&self.schema)
    }
}
