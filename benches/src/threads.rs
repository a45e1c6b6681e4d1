//! Two threads against one, by the clock on the wall.

use std::num::NonZero;

use msaudit::read::{Chunks, Reader};

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
        let chunks = Chunks::new(text);
        let read = chunks.in_order(two, |chunk| each_record(chunk.reader(), name_of), |names| sum += names);
        read.expect("the records stand one a line");
        sum
    };
    vec![
        Way::new(ONE, records, names, move || each_record(Reader::new(text), name_of)),
        Way::new(TWO, records, names, by_two),
    ]
}
