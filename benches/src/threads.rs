//! Two threads against one, by the clock on the wall.

use std::num::NonZero;

use msaudit::read::{Chunk, Chunks, ReadError, Reader, Report};

use crate::generate::{Shape, text};
use crate::measure::{Claim, Clock, Goal, Id, Rounds, Way, id};
use crate::records::{each_record, name_of};
use crate::{Area, Scale};

/// Lines read by several threads.
pub const AREA: Area =
    Area { name: "threads", clock: Clock::Wall, rounds: Rounds { quick: 11, full: 21 }, ways, claims: CLAIMS };

const ONE: Id = id("lines", "one reader");
const TWO: Id = id("lines", "two threads");

const CLAIMS: &[Claim] = &[Claim::Time {
    what: "lazy record, two threads, wall",
    ours: TWO,
    rival: ONE,
    called: "one reader",
    goal: Goal::AtLeast(1.9),
    stretch: None,
}];

fn ways(scale: Scale) -> Vec<Way> {
    let (text, records) = text(Shape::Ndjson, scale.bytes(), 1);
    // For as long as the program runs: the threads' input must outlive them.
    let text: &'static [u8] = text.into_bytes().leak();
    let names = each_record(Reader::new(text), name_of);
    let two = NonZero::new(2).expect("2 is more than 0");
    let by_two = move || {
        let mut sum = 0;
        let chunks = Chunks::new(Reader::new(text));
        let of_chunk = |report: &mut Report, chunk: Chunk| {
            let mut names = 0;
            let read = chunk.read(report, |batch| {
                names += batch.map(|entry| name_of(entry.expect("it is a record").record())).sum::<u64>();
            });
            read.map(|()| names)
        };
        let add = |names: Result<u64, ReadError>| names.map(|names| sum += names);
        chunks.in_order(two, Report::default, of_chunk, add).expect("a slice is read");
        sum
    };
    vec![
        Way::new(ONE, records, names, move || each_record(Reader::new(text), name_of)),
        Way::new(TWO, records, names, by_two),
    ]
}
