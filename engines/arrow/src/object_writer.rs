//! JSON objects to a Parquet file.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};
use std::iter;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_json::ReaderBuilder;
use arrow_schema::{ArrowError, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use serde_json::{Map, Value};
use tempfile::{NamedTempFile, TempPath};

use crate::event_writer::publish;
use crate::shape::Shape;
use crate::share::shared_out;
use crate::{ObjectSet, Partition, WriteError, WriteOptions, Written, WrittenFile};

/// Writes objects of any shape, such as events in the schemas of others, to one Parquet file in a folder, in bounded memory.
///
/// The file has a column for each member, with the type that all its values fit in: objects are structures, lists are lists, and
/// values of several types are text. That is known once all objects are there, so they wait in a file beside until
/// [`finish`](Self::finish). A writer that is dropped before leaves nothing behind.
///
/// ```
/// use msaudit::export::{Exporter, Schema};
/// use msaudit::read::Reader;
/// use msaudit_arrow::{ObjectWriter, WriteOptions};
///
/// # let folder = tempfile::tempdir()?;
/// # let folder = folder.path();
/// let mut exporter = Exporter::new(Schema::Asim);
/// let mut writer = ObjectWriter::new(folder, WriteOptions::default())?.times(&["TimeGenerated"]);
/// let export = br#"{"activityDisplayName":"Add user","activityDateTime":"2024-10-05T07:11:12Z"}"#;
/// for entry in Reader::new(&export[..]).records() {
///     writer.write(&exporter.export(&entry?.decode(None)))?;
/// }
/// let written = writer.finish()?;
/// assert_eq!((written.files()[0].path(), written.events()), (folder.join("part-0.parquet").as_path(), 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct ObjectWriter {
    path: PathBuf,
    options: WriteOptions,
    waiting: BufWriter<NamedTempFile>,
    /// Objects that are not there yet.
    set: ObjectSet,
    shape: Shape,
    times: Vec<&'static str>,
    rows: u64,
    /// Goes last, after what is in it.
    _folder: NewFolder,
}

/// A folder that this writer made, and takes away again if it stays empty.
struct NewFolder(Option<PathBuf>);

impl Drop for NewFolder {
    fn drop(&mut self) {
        // What is not empty stays.
        let _ = self.0.take().map(fs::remove_dir);
    }
}

/// Rows that are made into columns together.
const BATCH: usize = 8192;

/// Bytes of objects that are written together.
const SET: usize = 1 << 20;

impl std::fmt::Debug for ObjectWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ObjectWriter").field("path", &self.path).field("rows", &self.rows).finish_non_exhaustive()
    }
}

impl ObjectWriter {
    /// Begins to write to a folder, which is made if it is not there. Of the options, all but the partition and
    /// the original count.
    ///
    /// # Errors
    ///
    /// If the folder cannot be written to, or has a file that is to be written.
    pub fn new(folder: impl AsRef<Path>, options: WriteOptions) -> Result<Self, WriteError> {
        let folder = folder.as_ref();
        let failed = |error| WriteError::io(folder, error);
        let _folder = NewFolder((!folder.exists()).then(|| folder.to_owned()));
        fs::create_dir_all(folder).map_err(failed)?;
        let path = Partition::None.file(folder, None, 0);
        if path.exists() && !options.replace {
            return Err(WriteError::exists(&path));
        }
        let waiting = tempfile::Builder::new().prefix(".msaudit-").tempfile_in(folder).map_err(failed)?;
        let waiting = BufWriter::new(waiting);
        let (set, shape) = (ObjectSet::new(), Shape::Object(Vec::new()));
        Ok(Self { path, options, waiting, set, shape, times: Vec::new(), rows: 0, _folder })
    }

    /// Names members whose text is a time of RFC 3339, wherever there is one.
    #[must_use]
    pub fn times(mut self, names: &[&'static str]) -> Self {
        self.times = names.to_vec();
        self
    }

    /// Writes an object.
    ///
    /// # Errors
    ///
    /// If there is no room for it, or for those before it.
    pub fn write(&mut self, object: &Map<String, Value>) -> Result<(), WriteError> {
        self.set.push(object);
        if self.set.bytes() < SET { Ok(()) } else { self.append_set() }
    }

    fn append_set(&mut self) -> Result<(), WriteError> {
        let set = std::mem::take(&mut self.set);
        self.append(set)
    }

    /// Writes objects that another thread made ready. The file is the same however objects are divided into sets.
    ///
    /// # Errors
    ///
    /// If there is no room for them.
    pub fn append(&mut self, set: ObjectSet) -> Result<(), WriteError> {
        self.rows += set.len() as u64;
        self.shape.merge(set.shape);
        self.waiting.write_all(&set.lines).map_err(|error| WriteError::io(&self.path, error))
    }

    /// Makes the file, and gives it its name.
    ///
    /// # Errors
    ///
    /// If the folder cannot be written to, or has a file of that name by now.
    pub fn finish(mut self) -> Result<Written, WriteError> {
        self.append_set()?;
        let (path, rows, replace) = (self.path.clone(), self.rows, self.options.replace);
        let staged = self.columns().map_err(|error| WriteError::parquet(&path, error))?;
        let bytes = fs::metadata(&staged).map_err(|error| WriteError::io(&path, error))?.len();
        publish(staged, &path, replace)?;
        Ok(Written { files: vec![WrittenFile { path, events: rows, bytes }] })
    }

    fn columns(self) -> Result<TempPath, ParquetError> {
        let mut waiting = self.waiting.into_inner().map_err(io::IntoInnerError::into_error)?;
        waiting.rewind()?;
        let staged =
            tempfile::Builder::new().prefix(".msaudit-").tempfile_in(self.path.parent().unwrap_or(Path::new(".")))?;
        let schema = Arc::new(Schema::new(self.shape.fields(&self.times)));
        let properties = WriterProperties::builder().set_compression(self.options.codec.compression()).build();
        let mut writer = ArrowWriter::try_new(staged.as_file(), schema.clone(), Some(properties))?;
        let mut lines = BufReader::new(waiting.as_file());
        let threads = self.options.threads.get();
        loop {
            // Each thread has one at a time, and another if it is the first to end.
            let batches: Vec<Vec<u8>> =
                iter::repeat_with(|| batch(&mut lines)).take(2 * threads).collect::<Result<_, _>>()?;
            let batches: Vec<Vec<u8>> = batches.into_iter().filter(|lines| !lines.is_empty()).collect();
            if batches.is_empty() {
                break;
            }
            let rows = |lines: Vec<u8>| rows(&lines, &schema, &self.shape);
            for rows in shared_out(batches, Vec::len, rows, threads)? {
                rows.map_or(Ok(()), |rows| writer.write(&rows))?;
            }
        }
        writer.close()?;
        File::sync_all(staged.as_file())?;
        Ok(staged.into_temp_path())
    }
}

/// The next lines, as many as there are rows in a batch.
fn batch(lines: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut batch = Vec::new();
    for _ in 0..BATCH {
        if lines.read_until(b'\n', &mut batch)? == 0 {
            break;
        }
    }
    Ok(batch)
}

/// The rows of lines, each an object.
fn rows(lines: &[u8], schema: &SchemaRef, shape: &Shape) -> Result<Option<RecordBatch>, ParquetError> {
    let mut decoder =
        ReaderBuilder::new(SchemaRef::clone(schema)).with_batch_size(BATCH).build_decoder().map_err(of_arrow)?;
    if shape.fits() {
        // No tree of values is needed.
        let read = decoder.decode(lines).map_err(of_arrow)?;
        if read < lines.len() {
            return Err(ParquetError::General(format!("{} bytes of objects were left", lines.len() - read)));
        }
    } else {
        let mut rows = Vec::with_capacity(BATCH);
        for line in lines.split_inclusive(|&byte| byte == b'\n') {
            rows.push(shape.fit(serde_json::from_slice(line).map_err(io::Error::from)?));
        }
        decoder.serialize(&rows).map_err(of_arrow)?;
    }
    decoder.flush().map_err(of_arrow)
}

fn of_arrow(error: ArrowError) -> ParquetError {
    ParquetError::External(error.into())
}
