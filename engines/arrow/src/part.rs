//! One Parquet file while it is written.

use std::cmp::Ordering;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::PathBuf;

use arrow_array::cast::AsArray;
use arrow_array::types::TimestampMicrosecondType;
use arrow_array::{Array, ArrayRef, RecordBatch, UInt32Array};
use arrow_schema::SchemaRef;
use arrow_select::concat::concat;
use arrow_select::take::take;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::{
    ArrowColumnChunk, ArrowColumnWriter, ArrowLeafColumn, ArrowRowGroupWriterFactory, compute_leaves,
};
use parquet::basic::Encoding;
use parquet::errors::Result;
use parquet::file::metadata::SortingColumn;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterPropertiesBuilder};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::ColumnPath;

use crate::share::shared_out;
use crate::{Codec, WriteOptions};

/// A Parquet file that grows by row groups. Between two of them it is closed, so that any number may grow at a time.
pub(crate) struct Part {
    writer: SerializedFileWriter<Appended>,
    columns: ArrowRowGroupWriterFactory,
    path: PathBuf,
    schema: SchemaRef,
    threads: usize,
    rows: u64,
}

impl Part {
    /// Begins a file that is not there yet.
    pub(crate) fn create(path: PathBuf, schema: SchemaRef, options: &WriteOptions) -> Result<Self> {
        let file = Appended::create(path.clone())?;
        let properties = properties(&schema, options.codec);
        let writer = ArrowWriter::try_new(file, SchemaRef::clone(&schema), Some(properties))?;
        let (writer, columns) = writer.into_serialized_writer()?;
        Ok(Self { writer, columns, path, schema, threads: options.threads.get(), rows: 0 })
    }

    /// Writes batches as one row group, in the order of time.
    pub(crate) fn row_group(&mut self, batches: &[RecordBatch]) -> Result<()> {
        let number = self.writer.flushed_row_groups().len();
        let writers = self.columns.create_column_writers(number)?;
        let columns = columns(&self.schema, batches, self.threads)?;
        self.rows += batches.iter().map(|batch| batch.num_rows() as u64).sum::<u64>();
        let chunks = encoded(&self.schema, &columns, writers, self.threads)?;
        let mut row_group = self.writer.next_row_group()?;
        chunks.into_iter().try_for_each(|chunk| chunk.append_to_row_group(&mut row_group))?;
        row_group.close()?;
        self.writer.flush()?;
        self.writer.inner_mut().close();
        Ok(())
    }

    pub(crate) fn row_groups(&self) -> usize {
        self.writer.flushed_row_groups().len()
    }

    /// Ends the file, and gives what became of it.
    pub(crate) fn finish(mut self) -> Result<Finished> {
        self.writer.finish()?;
        let bytes = self.writer.bytes_written() as u64;
        self.writer.inner_mut().sync()?;
        Ok(Finished { staged: self.path, rows: self.rows, bytes })
    }
}

/// The columns of all batches, in the order of time, brought together on so many threads.
fn columns(schema: &SchemaRef, batches: &[RecordBatch], threads: usize) -> Result<Vec<ArrayRef>> {
    let of_all = |column: usize| {
        let parts: Vec<&dyn Array> = batches.iter().map(|batch| &**batch.column(column)).collect();
        concat(&parts)
    };
    let order = order_of_time(&of_all(schema.index_of("time")?)?);
    let column = |column: usize| {
        let column = of_all(column)?;
        Ok(match &order {
            Some(order) => take(&column, order, None)?,
            None => column,
        })
    };
    let size = |&column: &usize| batches.iter().map(|batch| batch.column(column).get_array_memory_size()).sum();
    shared_out((0..schema.fields().len()).collect(), size, column, threads)
}

/// Columns, encoded and compressed on so many threads.
fn encoded(
    schema: &SchemaRef,
    columns: &[ArrayRef],
    writers: Vec<ArrowColumnWriter>,
    threads: usize,
) -> Result<Vec<ArrowColumnChunk>> {
    let mut writers = writers.into_iter();
    let mut leaves = Vec::with_capacity(writers.len());
    for (field, array) in schema.fields().iter().zip(columns) {
        let size = array.get_array_memory_size();
        for leaf in compute_leaves(field, array)? {
            leaves.extend(writers.next().map(|writer| (size, writer, leaf)));
        }
    }
    let encode = |(_, mut writer, leaf): (usize, ArrowColumnWriter, ArrowLeafColumn)| {
        writer.write(&leaf)?;
        writer.close()
    };
    shared_out(leaves, |(size, ..)| *size, encode, threads)
}

/// A file that is complete.
pub(crate) struct Finished {
    pub(crate) staged: PathBuf,
    pub(crate) rows: u64,
    pub(crate) bytes: u64,
}

fn properties(schema: &SchemaRef, codec: Codec) -> WriterProperties {
    let time = schema.index_of("time").expect("the schema has it");
    // Columns before it hold one leaf each, so its number is that of its leaf.
    let time_leaf = i32::try_from(time).expect("there are few columns");
    let order = SortingColumn { column_idx: time_leaf, descending: false, nulls_first: false };
    let unique = |properties: WriterPropertiesBuilder, name| {
        // No value comes twice, so looking for it would be in vain.
        properties.set_column_dictionary_enabled(ColumnPath::from(name), false)
    };
    let properties = WriterProperties::builder()
        .set_compression(codec.compression())
        .set_max_row_group_row_count(None)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_column_statistics_enabled(ColumnPath::from("time"), EnabledStatistics::Page)
        .set_sorting_columns(Some(vec![order]))
        .set_column_encoding(ColumnPath::from("time"), Encoding::DELTA_BINARY_PACKED)
        .set_column_encoding(ColumnPath::from("record"), Encoding::DELTA_BINARY_PACKED);
    ["record", "id", "time", "original"].into_iter().fold(properties, unique).build()
}

/// The rows from the earliest to the latest, those without a time last; of the same time, as they were. `None` if they are
/// in that order.
fn order_of_time(times: &ArrayRef) -> Option<UInt32Array> {
    let times = times.as_primitive::<TimestampMicrosecondType>();
    let compare = |a: usize, b: usize| match (times.is_null(a), times.is_null(b)) {
        (false, false) => times.value(a).cmp(&times.value(b)),
        (a, b) => a.cmp(&b),
    };
    if (1..times.len()).all(|row| compare(row - 1, row) != Ordering::Greater) {
        return None;
    }
    let rows = u32::try_from(times.len()).expect("a row group is limited to fewer");
    let mut order: Vec<u32> = (0..rows).collect();
    order.sort_by(|&a, &b| compare(a as usize, b as usize));
    Some(UInt32Array::from(order))
}

/// A file that is opened whenever there is something to add to it.
struct Appended {
    path: PathBuf,
    open: Option<File>,
}

impl Appended {
    fn create(path: PathBuf) -> io::Result<Self> {
        let open = Some(OpenOptions::new().append(true).create_new(true).open(&path)?);
        Ok(Self { path, open })
    }

    fn file(&mut self) -> io::Result<&mut File> {
        let file = match self.open.take() {
            Some(file) => file,
            None => OpenOptions::new().append(true).open(&self.path)?,
        };
        Ok(self.open.insert(file))
    }

    fn close(&mut self) {
        self.open = None;
    }

    /// Waits until the disk has it, so that no name stands for a file that a power cut emptied.
    fn sync(&mut self) -> io::Result<()> {
        self.file()?.sync_all()
    }
}

impl Write for Appended {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file()?.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        match &mut self.open {
            Some(file) => file.flush(),
            None => Ok(()),
        }
    }
}
