//! Lines in the order of their ranks, more than fit into memory: sorted in parts, which are merged.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};
use std::mem;
use std::thread::{self, JoinHandle};

use serde::Serialize;
use serde::de::DeserializeOwned;
use time::OffsetDateTime;

/// So much is sorted in memory at a time.
const PART: usize = 48 << 20;

/// A line with its rank, such as its time. Of one rank, the first that came is the first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Line<R> {
    pub(crate) rank: R,
    number: u64,
    /// What two lines have in common that may be copies; 0 of a line that is none.
    pub(crate) key: u64,
    pub(crate) text: String,
}

/// The rank of a line without a time: they come last.
pub(crate) const UNDATED: i128 = i128::MAX;

/// The rank of a line by its time: nanoseconds since 1970.
pub(crate) fn instant(time: Option<OffsetDateTime>) -> i128 {
    time.map_or(UNDATED, OffsetDateTime::unix_timestamp_nanos)
}

pub(crate) struct Sorter<R> {
    lines: Vec<Line<R>>,
    bytes: usize,
    parts: Vec<File>,
    /// The part that is being written, while lines of the next come in.
    writing: Option<JoinHandle<io::Result<File>>>,
    count: u64,
    part: usize,
}

impl<R: Ord + Serialize + DeserializeOwned + Send + 'static> Sorter<R> {
    pub(crate) fn new() -> Self {
        Self::of_parts(PART)
    }

    fn of_parts(part: usize) -> Self {
        Self { lines: Vec::new(), bytes: 0, parts: Vec::new(), writing: None, count: 0, part }
    }

    /// Takes a line in, which must have no line break.
    pub(crate) fn add(&mut self, rank: R, key: u64, text: String) -> io::Result<()> {
        self.count += 1;
        self.bytes += text.len() + size_of::<Line<R>>();
        self.lines.push(Line { rank, number: self.count, key, text });
        if self.bytes > self.part { self.spill() } else { Ok(()) }
    }

    /// Begins to write the lines in memory, once those before them are written.
    fn spill(&mut self) -> io::Result<()> {
        self.join()?;
        let lines = mem::take(&mut self.lines);
        self.bytes = 0;
        self.writing = Some(thread::spawn(|| written(lines)));
        Ok(())
    }

    /// Waits for the part that is being written.
    fn join(&mut self) -> io::Result<()> {
        if let Some(writing) = self.writing.take() {
            self.parts.push(writing.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        Ok(())
    }

    /// Hands all lines on in their order.
    pub(crate) fn merge(mut self, mut each: impl FnMut(Line<R>) -> io::Result<()>) -> io::Result<()> {
        self.join()?;
        self.lines.sort_unstable();
        let mut readers: Vec<BufReader<File>> = self.parts.into_iter().map(BufReader::new).collect();
        let mut heads = BinaryHeap::new();
        for (index, reader) in readers.iter_mut().enumerate() {
            heads.extend(next_line(reader)?.map(|line| Reverse((line, index))));
        }
        let mut in_memory = self.lines.into_iter().peekable();
        loop {
            let is_next = match (in_memory.peek(), heads.peek()) {
                (Some(line), Some(Reverse((head, _)))) => line < head,
                (Some(_), None) => true,
                (None, Some(_)) => false,
                (None, None) => return Ok(()),
            };
            if is_next {
                in_memory.next().into_iter().try_for_each(&mut each)?;
            } else if let Some(Reverse((line, index))) = heads.pop() {
                heads.extend(next_line(&mut readers[index])?.map(|line| Reverse((line, index))));
                each(line)?;
            }
        }
    }
}

/// Lines in their order, in a file that is removed with this program, however it ends.
fn written<R: Ord + Serialize>(mut lines: Vec<Line<R>>) -> io::Result<File> {
    lines.sort_unstable();
    let mut out = BufWriter::new(tempfile::tempfile()?);
    for line in lines {
        serde_json::to_writer(&mut out, &line.rank)?;
        writeln!(out, "\t{}\t{}\t{}", line.number, line.key, line.text)?;
    }
    let mut file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    file.rewind()?;
    Ok(file)
}

fn next_line<R: DeserializeOwned>(reader: &mut impl BufRead) -> io::Result<Option<Line<R>>> {
    let mut text = String::new();
    if reader.read_line(&mut text)? == 0 {
        return Ok(None);
    }
    let changed = || io::Error::other("a temporary file was changed");
    // JSON escapes the tabs of a rank.
    let mut parts = text.trim_end_matches('\n').splitn(4, '\t');
    let mut part = || parts.next().ok_or_else(changed);
    let rank = serde_json::from_str(part()?)?;
    let number = |text: &str| text.parse().map_err(|_| changed());
    Ok(Some(Line { rank, number: number(part()?)?, key: number(part()?)?, text: part()?.to_owned() }))
}

#[cfg(test)]
mod tests {
    use time::{Duration, OffsetDateTime};

    use super::{Sorter, instant};

    #[test]
    fn lines_come_in_the_order_of_time_whether_they_fit_or_not() {
        let times = [5, 3, 9, 3, 7, 1, 8, 2];
        for part in [1, 200, 1 << 20] {
            let mut sorter = Sorter::of_parts(part);
            sorter.add(instant(None), 0, "undated".to_owned()).expect("there is room");
            for (index, hour) in times.into_iter().enumerate() {
                let time = OffsetDateTime::UNIX_EPOCH + Duration::hours(hour);
                sorter.add(instant(Some(time)), 0, format!("{hour} no {index}")).expect("there is room");
            }
            let mut lines = Vec::new();
            sorter
                .merge(|line| {
                    lines.push(line.text);
                    Ok(())
                })
                .expect("it is read again");
            let wanted = ["1 no 5", "2 no 7", "3 no 1", "3 no 3", "5 no 0", "7 no 4", "8 no 6", "9 no 2", "undated"];
            assert_eq!(lines, wanted, "{part}");
        }
    }
}
