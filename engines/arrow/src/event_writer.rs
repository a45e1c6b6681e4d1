//! Events to Parquet files in a folder.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use arrow_array::RecordBatch;
use msaudit::event::DecodedEvent;
use msaudit::read::Entry;
use parquet::errors::ParquetError;
use tempfile::{TempDir, TempPath};
use time::Date;

use crate::event_set::{SetDay, SetRow};
use crate::part::{Finished, Part};
use crate::{EventSet, Partition, WriteError, WriteOptions, Written, WrittenFile, schema};

/// Writes events to Parquet files, in bounded memory.
///
/// Files come to their names when all are complete, in [`finish`](Self::finish). A writer that is dropped before leaves
/// nothing behind. No file is overwritten.
///
/// Rows of a row group are in the order of time. A row group ends by [`ROWS`](Self::ROWS) or by [`BYTES`](Self::BYTES); of
/// a partitioned folder also when all that are begun take more than [`MEMORY`](Self::MEMORY) together, the largest first.
/// At most one file is open at a time.
///
/// ```
/// use msaudit::read::Reader;
/// use msaudit_arrow::{EventWriter, Partition, WriteOptions};
///
/// # let folder = tempfile::tempdir()?;
/// # let folder = folder.path();
/// let options = WriteOptions { partition: Partition::Day, ..WriteOptions::default() };
/// let mut writer = EventWriter::new(folder, options)?;
/// let export = br#"{"activityDisplayName":"Add user","activityDateTime":"2024-10-05T07:11:12Z"}"#;
/// for entry in Reader::new(&export[..]).records() {
///     let entry = entry?;
///     let decoded = entry.decode(None);
///     writer.write(&decoded, &entry)?;
/// }
/// let written = writer.finish()?;
/// assert_eq!(written.files()[0].path(), folder.join("day=2024-10-05/part-0.parquet"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct EventWriter {
    folder: PathBuf,
    /// The folder was made by this writer.
    is_new: bool,
    staging: Staging,
    options: WriteOptions,
    limits: Limits,
    /// By day; all under `None` if the folder is not partitioned.
    partitions: BTreeMap<Option<Date>, Rows>,
    /// Files that are complete, with the names that they will have.
    complete: Vec<(PathBuf, Finished)>,
    /// What all that are begun take together.
    bytes: usize,
    /// Row groups of files that are not complete: what is known of each is kept until the file's end.
    row_groups: usize,
    odd: u64,
    /// Events that no partition has yet.
    waiting: EventSet,
}

/// What bounds the memory.
#[derive(Debug, Clone, Copy)]
struct Limits {
    rows: usize,
    bytes: usize,
    memory: usize,
    /// Of files that are not complete. One more, and the file that has most of them is completed; its partition goes on in
    /// another.
    row_groups: usize,
}

/// A partition: its rows that are not in a file yet, and the file.
#[derive(Default)]
struct Rows {
    batches: Vec<RecordBatch>,
    count: usize,
    bytes: usize,
    part: Option<Part>,
    /// How many of its files are complete.
    complete: usize,
}

/// Events of a set that are of one day: those up to `taken` are with their partition, those up to `next` are counted there.
struct Arriving {
    of: SetDay,
    taken: usize,
    next: usize,
}

/// Events, and their bytes, that wait for the others of a set.
const WAITING: (usize, usize) = (1024, 1 << 20);

impl std::fmt::Debug for EventWriter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("EventWriter")
            .field("folder", &self.folder)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

impl EventWriter {
    /// The most rows of a row group: what DuckDB, too, makes of a table.
    pub const ROWS: usize = 122_880;

    /// The most bytes of a row group before it is compressed, counted as [`EventBuilder::bytes`](crate::EventBuilder::bytes) does.
    pub const BYTES: usize = 128 << 20;

    /// The most bytes of all row groups that are begun.
    pub const MEMORY: usize = 256 << 20;

    /// Begins to write to a folder, which is made if it is not there.
    ///
    /// # Errors
    ///
    /// If the folder cannot be written to, or has a file that is to be written.
    pub fn new(folder: impl AsRef<Path>, options: WriteOptions) -> Result<Self, WriteError> {
        let folder = folder.as_ref();
        let is_new = !folder.exists();
        if !is_new && !folder.is_dir() {
            return Err(WriteError::io(folder, io::ErrorKind::NotADirectory.into()));
        }
        fs::create_dir_all(folder).map_err(|error| WriteError::io(folder, error))?;
        let mut writer = Self {
            folder: folder.to_owned(),
            is_new,
            staging: Staging::new(folder).map_err(|error| WriteError::io(folder, error))?,
            options,
            limits: Limits { rows: Self::ROWS, bytes: Self::BYTES, memory: Self::MEMORY, row_groups: 2048 },
            partitions: BTreeMap::new(),
            complete: Vec::new(),
            bytes: 0,
            row_groups: 0,
            odd: 0,
            waiting: EventSet::new(options),
        };
        if options.partition == Partition::None {
            writer.partition(None)?;
        }
        Ok(writer)
    }

    /// How many values of what is appended are no integers where their column holds integers, and are null: see
    /// [`EventBuilder::odd`](crate::EventBuilder::odd).
    pub fn odd(&self) -> u64 {
        self.odd
    }

    /// Writes a record, as the event that it was read as.
    ///
    /// # Errors
    ///
    /// If the event is [too large](crate::WriteErrorKind::TooLarge), which costs only it; or as [`append`](Self::append), for
    /// events before it.
    pub fn write(&mut self, decoded: &DecodedEvent<'_>, entry: &Entry<'_>) -> Result<(), WriteError> {
        self.waiting.push(decoded, entry).map_err(|error| WriteError::too_large(&self.folder, error))?;
        let is_full = self.waiting.len() >= WAITING.0 || self.waiting.bytes() >= WAITING.1;
        if is_full { self.append_waiting() } else { Ok(()) }
    }

    fn append_waiting(&mut self) -> Result<(), WriteError> {
        let waiting = std::mem::replace(&mut self.waiting, EventSet::new(self.options));
        self.append(waiting)
    }

    /// Writes events that another thread made ready. Files are the same however events are divided into sets.
    ///
    /// # Errors
    ///
    /// If the folder cannot be written to, or already has a file for the day of an event, after which there is nothing more to
    /// write.
    pub fn append(&mut self, set: EventSet) -> Result<(), WriteError> {
        let (days, rows) = set.finish();
        let mut arriving = Vec::with_capacity(days.len());
        for of in days {
            self.partition(of.day)?;
            self.odd += of.odd;
            arriving.push(Arriving { of, taken: 0, next: 0 });
        }
        for SetRow { day, bytes } in rows {
            let of_row = &mut arriving[day];
            of_row.next += 1;
            let (day, limits) = (of_row.of.day, self.limits);
            let partition = self.partition(day)?;
            (partition.count, partition.bytes) = (partition.count + 1, partition.bytes + bytes);
            let is_full = partition.count >= limits.rows || partition.bytes >= limits.bytes;
            self.bytes += bytes;
            if is_full {
                self.arrive(&mut arriving)?;
                self.row_group(day)?;
            }
            while self.bytes > limits.memory {
                self.arrive(&mut arriving)?;
                self.row_group(self.most(|rows| rows.bytes))?;
            }
        }
        self.arrive(&mut arriving)
    }

    /// Brings the events that are counted to their partitions.
    fn arrive(&mut self, arriving: &mut [Arriving]) -> Result<(), WriteError> {
        for Arriving { of, taken, next } in arriving {
            if taken < next {
                let batch = of.batch.slice(*taken, *next - *taken);
                self.partition(of.day)?.batches.push(batch);
                *taken = *next;
            }
        }
        Ok(())
    }

    /// Completes all files, and gives them their names: all or none.
    ///
    /// # Errors
    ///
    /// If the folder cannot be written to, or has a file of a name by now.
    pub fn finish(mut self) -> Result<Written, WriteError> {
        self.append_waiting()?;
        let days: Vec<Option<Date>> = self.partitions.keys().copied().collect();
        for day in days {
            self.row_group(day)?;
            self.complete(day)?;
        }
        let mut files: Vec<WrittenFile> = Vec::new();
        for (path, finished) in std::mem::take(&mut self.complete) {
            let staged = TempPath::try_from_path(&finished.staged).map_err(|error| WriteError::io(&path, error));
            if let Err(error) = staged.and_then(|staged| publish(staged, &path, self.options.replace)) {
                // What replaced another file cannot be withdrawn: neither would be left.
                files.iter().filter(|_| !self.options.replace).for_each(WrittenFile::withdraw);
                return Err(error);
            }
            files.push(WrittenFile { path, events: finished.rows, bytes: finished.bytes });
        }
        files.sort_by(|a, b| a.path.cmp(&b.path));
        self.is_new = false;
        Ok(Written { files })
    }

    fn partition(&mut self, day: Option<Date>) -> Result<&mut Rows, WriteError> {
        match self.partitions.entry(day) {
            Slot::Occupied(rows) => Ok(rows.into_mut()),
            Slot::Vacant(rows) => {
                let path = self.options.partition.file(&self.folder, day, 0);
                if path.exists() && !self.options.replace {
                    Err(WriteError::exists(&path))
                } else {
                    Ok(rows.insert(Rows::default()))
                }
            }
        }
    }

    /// Writes the rows of a partition, if there are any, to its file.
    fn row_group(&mut self, day: Option<Date>) -> Result<(), WriteError> {
        let rows = self.partitions.entry(day).or_default();
        self.bytes -= rows.bytes;
        (rows.count, rows.bytes) = (0, 0);
        let batches = std::mem::take(&mut rows.batches);
        if batches.is_empty() {
            return Ok(());
        }
        let failed = |error| WriteError::parquet(&self.folder, error);
        let part = match &mut rows.part {
            Some(part) => part,
            none => none.insert(self.staging.part(&self.options).map_err(failed)?),
        };
        part.row_group(&batches).map_err(failed)?;
        self.row_groups += 1;
        if self.row_groups > self.limits.row_groups {
            self.complete(self.most(|rows| rows.part.as_ref().map_or(0, Part::row_groups)))?;
        }
        Ok(())
    }

    /// The partition that has most; of several the earliest, to which the least is still to come.
    fn most(&self, of: impl Fn(&Rows) -> usize) -> Option<Date> {
        let most = self.partitions.iter().rev().max_by_key(|(_, rows)| of(rows));
        most.and_then(|(&day, _)| day)
    }

    /// Completes the file of a partition, if it has begun one. A folder that is not partitioned has at least one.
    fn complete(&mut self, day: Option<Date>) -> Result<(), WriteError> {
        let failed = |error| WriteError::parquet(&self.folder, error);
        let rows = self.partitions.entry(day).or_default();
        let part = match rows.part.take() {
            Some(part) => part,
            None if self.options.partition == Partition::None && rows.complete == 0 => {
                self.staging.part(&self.options).map_err(failed)?
            }
            None => return Ok(()),
        };
        self.row_groups -= part.row_groups();
        let path = self.options.partition.file(&self.folder, day, rows.complete);
        rows.complete += 1;
        self.complete.push((path, part.finish().map_err(failed)?));
        Ok(())
    }
}

impl Drop for EventWriter {
    fn drop(&mut self) {
        self.staging.remove();
        if self.is_new {
            let _ = fs::remove_dir(&self.folder);
        }
    }
}

/// Where files grow: below the folder, as only within a file system renaming is all or nothing.
struct Staging {
    folder: Option<TempDir>,
    files: usize,
}

impl Staging {
    fn new(folder: &Path) -> io::Result<Self> {
        let folder = tempfile::Builder::new().prefix(".msaudit-").tempdir_in(folder)?;
        Ok(Self { folder: Some(folder), files: 0 })
    }

    fn part(&mut self, options: &WriteOptions) -> Result<Part, ParquetError> {
        let folder = self.folder.as_ref().expect("it is only removed in the end").path();
        self.files += 1;
        Part::create(folder.join(self.files.to_string()), schema(options.original), options)
    }

    fn remove(&mut self) {
        self.folder = None;
    }
}

/// Gives a complete file its name, unless there is a file of that name that must stay.
pub(crate) fn publish(staged: TempPath, path: &Path, replace: bool) -> Result<(), WriteError> {
    let failed = |error: io::Error| match error.kind() {
        io::ErrorKind::AlreadyExists => WriteError::exists(path),
        _ => WriteError::io(path, error),
    };
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(failed)?;
    }
    let published = if replace { staged.persist(path) } else { staged.persist_noclobber(path) };
    published.map_err(|error| failed(error.error))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use msaudit::read::Reader;

    use super::{EventWriter, Limits};
    use crate::{Codec, Partition, WriteOptions, Written};

    /// Events of the days of October 2024 that are named, under other limits.
    fn write(days: &[u8], change: impl FnOnce(&mut Limits)) -> (tempfile::TempDir, Written) {
        let folder = tempfile::tempdir().expect("there is room");
        let options = WriteOptions { partition: Partition::Day, codec: Codec::None, ..WriteOptions::default() };
        let mut writer = EventWriter::new(folder.path(), options).expect("the folder is new");
        change(&mut writer.limits);
        for day in days {
            let record = format!(r#"{{"activityDisplayName":"A","activityDateTime":"2024-10-{day:02}T00:00:00Z"}}"#);
            let entry = Reader::new(record.as_bytes()).records().next().expect("there is one").expect("it is good");
            let decoded = entry.decode(None);
            writer.write(&decoded, &entry).expect("there is room");
            assert!(writer.bytes <= writer.limits.memory);
            assert!(writer.row_groups <= writer.limits.row_groups);
        }
        let written = writer.finish().expect("there is room");
        (folder, written)
    }

    /// How many events each file has, by its name and that of its folder.
    fn events((folder, written): &(tempfile::TempDir, Written)) -> BTreeMap<String, u64> {
        let name = |path: &std::path::Path| path.strip_prefix(folder).expect("it is below").display().to_string();
        written.files().iter().map(|file| (name(file.path()), file.events())).collect()
    }

    #[test]
    fn a_file_with_too_many_row_groups_is_continued() {
        let written = write(&[1, 2, 2, 2, 2, 1], |limits| (limits.rows, limits.row_groups) = (1, 3));
        let wanted = [
            ("day=2024-10-01/part-0.parquet", 2),
            ("day=2024-10-02/part-0.parquet", 3),
            ("day=2024-10-02/part-1.parquet", 1),
        ];
        assert_eq!(events(&written), wanted.map(|(name, events)| (name.to_owned(), events)).into());
    }

    #[test]
    fn of_too_many_days_the_earliest_is_completed() {
        let written = write(&[1, 2, 3, 3, 1], |limits| (limits.rows, limits.row_groups) = (1, 2));
        assert_eq!(written.1.events(), 5);
        assert_eq!(events(&written).get("day=2024-10-01/part-1.parquet"), Some(&1));
    }

    #[test]
    fn days_that_wait_together_go_the_largest_first() {
        let days: Vec<u8> = (0..200).map(|at| at % 28 + 1).collect();
        let written = write(&days, |limits| limits.memory = 10_000);
        assert_eq!((written.1.files().len(), written.1.events()), (28, 200));
    }
}
