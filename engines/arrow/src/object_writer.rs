//! JSON objects to a Parquet file.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_json::ReaderBuilder;
use arrow_schema::{ArrowError, Schema};
use parquet::arrow::ArrowWriter;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use serde_json::{Map, Value};
use tempfile::{NamedTempFile, TempPath};

use crate::event_writer::publish;
use crate::shape::Shape;
use crate::{Partition, WriteError, WriteOptions, Written, WrittenFile};

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

impl std::fmt::Debug for ObjectWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ObjectWriter").field("path", &self.path).field("rows", &self.rows).finish_non_exhaustive()
    }
}

impl ObjectWriter {
    /// Begins to write to a folder, which is made if it is not there. Of the options, the codec and whether a file is replaced
    /// count.
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
        Ok(Self { path, options, waiting, shape: Shape::Object(Vec::new()), times: Vec::new(), rows: 0, _folder })
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
    /// If there is no room for it.
    pub fn write(&mut self, object: &Map<String, Value>) -> Result<(), WriteError> {
        self.shape.add(object);
        self.rows += 1;
        let written = serde_json::to_writer(&mut self.waiting, object).map_err(io::Error::from);
        written.and_then(|()| writeln!(self.waiting)).map_err(|error| WriteError::io(&self.path, error))
    }

    /// Makes the file, and gives it its name.
    ///
    /// # Errors
    ///
    /// If the folder cannot be written to, or has a file of that name by now.
    pub fn finish(self) -> Result<Written, WriteError> {
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
        let mut decoder = ReaderBuilder::new(schema).with_batch_size(BATCH).build_decoder().map_err(of_arrow)?;
        let mut lines = BufReader::new(waiting.as_file()).lines();
        loop {
            let mut rows = Vec::with_capacity(BATCH);
            for line in lines.by_ref().take(BATCH) {
                let object = serde_json::from_str(&line?).map_err(io::Error::from)?;
                rows.push(self.shape.fit(object));
            }
            if rows.is_empty() {
                break;
            }
            decoder.serialize(&rows).map_err(of_arrow)?;
            if let Some(batch) = decoder.flush().map_err(of_arrow)? {
                writer.write(&batch)?;
            }
        }
        writer.close()?;
        File::sync_all(staged.as_file())?;
        Ok(staged.into_temp_path())
    }
}

fn of_arrow(error: ArrowError) -> ParquetError {
    ParquetError::External(error.into())
}
