//! Events in Parquet files.

use std::io;

#[cfg(feature = "parquet")]
use msaudit::event::DecodedEvent;
use msaudit::export::{ExportReport, Schema};
use msaudit::label::LabelBook;
#[cfg(feature = "parquet")]
use msaudit::read::Entry;
#[cfg(feature = "parquet")]
use serde_json::{Map, Value};

use crate::Status;
use crate::args::Read;
#[cfg(feature = "parquet")]
use crate::parallel::{Work, threads};

#[cfg(not(feature = "parquet"))]
pub(crate) fn read(_: &Read) -> io::Result<Status> {
    let message = "this build writes no Parquet: expected one by `cargo install msaudit-cli --features parquet`";
    Err(io::Error::other(message))
}

#[cfg(not(feature = "parquet"))]
pub(crate) fn read_schema(args: &Read, _: Schema, _: Option<&LabelBook>) -> io::Result<(Status, ExportReport)> {
    read(args).map(|status| (status, ExportReport::default()))
}

/// Events in the schema of others, each member a column.
#[cfg(feature = "parquet")]
pub(crate) fn read_schema(args: &Read, schema: Schema, book: Option<&LabelBook>) -> io::Result<(Status, ExportReport)> {
    use msaudit_arrow::{Codec, ObjectSet, ObjectWriter, WriteOptions};

    use crate::schema::objects;

    if args.parquet.partition.is_some() || args.parquet.original {
        let message =
            "`--partition` and `--original` are for events of msaudit's own schema: expected neither, or no `--schema`";
        return Err(io::Error::other(message));
    }
    let out = args.parquet.out.as_deref().expect("the parser of arguments asks for it");
    let options = WriteOptions {
        replace: args.exports.force,
        codec: Codec::Zstd,
        threads: threads(args.exports.jobs),
        ..WriteOptions::default()
    };
    let writer = ObjectWriter::new(out, options).map_err(io::Error::other)?;
    let mut writer = writer.times(&["TimeGenerated", "EventStartTime", "EventEndTime"]);
    let make = |mut object: Map<String, Value>, made: &mut ObjectSet| {
        free_as_text(&mut object);
        made.push(&object);
        Ok(())
    };
    let write = |set: ObjectSet| writer.append(set).map_err(io::Error::other);
    let (run, report) = objects(args, schema, book, make, write)?;
    let is_empty = run.is_empty();
    let status = run.finish()?;
    if !is_empty {
        tell(&writer.finish().map_err(io::Error::other)?);
    }
    Ok((status, report))
}

/// Turns members that may have any shape into text of JSON: as columns they would be thousands.
#[cfg(feature = "parquet")]
fn free_as_text(object: &mut Map<String, Value>) {
    for (name, value) in object {
        match value {
            Value::Object(_) | Value::Array(_) if ["unmapped", "AdditionalFields", "data"].contains(&name.as_str()) => {
                *value = Value::String(value.to_string());
            }
            Value::Object(members) => free_as_text(members),
            Value::Array(items) => items.iter_mut().filter_map(Value::as_object_mut).for_each(free_as_text),
            _ => {}
        }
    }
}

#[cfg(feature = "parquet")]
fn tell(written: &msaudit_arrow::Written) {
    use std::io::Write;

    let mut err = anstream::stderr().lock();
    let _ = writeln!(err, "events written: {}", written.events());
    let _ = writeln!(err, "files written: {}, {} bytes", written.files().len(), written.bytes());
}

#[cfg(feature = "parquet")]
pub(crate) fn read(args: &Read) -> io::Result<Status> {
    use std::io::Write;

    use msaudit_arrow::{Codec, EventSet, EventWriter, Original, Partition, WriteOptions};

    use crate::formats::By;
    use crate::run::{Run, book};

    let book = book(args.labels.as_deref())?;
    let out = args.parquet.out.as_deref().expect("the parser of arguments asks for it");
    let options = WriteOptions {
        partition: args.parquet.partition.map_or(Partition::None, |By::Day| Partition::Day),
        original: if args.parquet.original { Original::Kept } else { Original::Omitted },
        replace: args.exports.force,
        codec: Codec::Zstd,
        threads: threads(args.exports.jobs),
    };
    let mut writer = EventWriter::new(out, options).map_err(io::Error::other)?;
    let work = || Sets(options);
    let append = |set: Option<EventSet>| set.map_or(Ok(()), |set| writer.append(set)).map_err(io::Error::other);
    let (run, _) = Run::new(&args.exports, book.as_ref(), &args.filters.filter(), work, append)?;
    let is_empty = run.is_empty();
    let status = run.finish()?;
    if is_empty {
        return Ok(status);
    }
    let odd = writer.odd();
    let written = writer.finish().map_err(io::Error::other)?;
    if odd > 0 {
        let _ = writeln!(anstream::stderr(), "values that are no integers, and null in the files: {odd}");
    }
    tell(&written);
    Ok(if odd > 0 { status.max(Status::Found) } else { status })
}

/// Events as rows of files.
#[cfg(feature = "parquet")]
struct Sets(msaudit_arrow::WriteOptions);

#[cfg(feature = "parquet")]
impl Work for Sets {
    type Made = Option<msaudit_arrow::EventSet>;

    const ASKS_FOR_TARGETS: bool = true;

    fn event(&mut self, decoded: &DecodedEvent<'_>, entry: &Entry<'_>, made: &mut Self::Made) -> io::Result<()> {
        let set = made.get_or_insert_with(|| msaudit_arrow::EventSet::new(self.0));
        set.push(decoded, entry).map_err(io::Error::other)
    }
}
