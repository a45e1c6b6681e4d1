//! Events in Parquet files.

use std::io;

use crate::Status;
use crate::args::Read;

#[cfg(not(feature = "parquet"))]
pub(crate) fn read(_: &Read) -> io::Result<Status> {
    let message = "this build writes no Parquet: expected one by `cargo install msaudit-cli --features parquet`";
    Err(io::Error::other(message))
}

#[cfg(feature = "parquet")]
pub(crate) fn read(args: &Read) -> io::Result<Status> {
    use std::io::Write;

    use msaudit_arrow::{EventWriter, Original, Partition, WriteOptions};

    use crate::args::By;
    use crate::run::{Run, book};

    let book = book(args.labels.as_deref())?;
    let out = args.parquet.out.as_deref().expect("the parser of arguments asks for it");
    let options = WriteOptions {
        partition: args.parquet.partition.map_or(Partition::None, |By::Day| Partition::Day),
        original: if args.parquet.original { Original::Kept } else { Original::Omitted },
        replace: args.exports.force,
        ..WriteOptions::default()
    };
    let mut writer = EventWriter::new(out, options).map_err(io::Error::other)?;
    let run = Run::new(&args.exports, book.as_ref(), args.filters.filter(), |decoded, entry| {
        writer.write(decoded, entry).map_err(io::Error::other)
    })?;
    let is_empty = run.is_empty();
    let status = run.finish()?;
    if is_empty {
        return Ok(status);
    }
    let odd = writer.odd();
    let written = writer.finish().map_err(io::Error::other)?;
    let mut err = anstream::stderr().lock();
    if odd > 0 {
        let _ = writeln!(err, "values that are no integers, and null in the files: {odd}");
    }
    let _ = writeln!(err, "events written: {}", written.events());
    let _ = writeln!(err, "files written: {}, {} bytes", written.files().len(), written.bytes());
    Ok(if odd > 0 { status.max(Status::Found) } else { status })
}
