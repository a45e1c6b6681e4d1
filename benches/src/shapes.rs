//! The same records in other shapes than one a line.

use msaudit::read::Reader;

use crate::generate::{Shape, text};
use crate::measure::{Claim, Clock, Goal, Id, Rounds, Way, id};
use crate::records::{each_record, name_of};
use crate::{Area, Scale};

/// Shapes of an export. An item is a byte: pretty-printed records are longer.
pub const AREA: Area =
    Area { name: "shapes", clock: Clock::Thread, rounds: Rounds { quick: 7, full: 15 }, ways, claims: CLAIMS };

const LINES: Id = id("lines", "by bytes");

const CLAIMS: &[Claim] = &[
    claim("list, by bytes", id("array", "by bytes")),
    claim("pretty-printed list, by bytes", id("pretty", "by bytes")),
    claim("pages of `value`, by bytes", id("value-pages", "by bytes")),
    claim("pages of `records`, by bytes", id("records-pages", "by bytes")),
];

const fn claim(what: &'static str, ours: Id) -> Claim {
    Claim::Time { what, ours, rival: LINES, called: "one a line", goal: Goal::AtLeast(0.9), stretch: None }
}

fn ways(scale: Scale) -> Vec<Way> {
    let shapes = [
        ("lines", Shape::Ndjson),
        ("array", Shape::Array),
        ("pretty", Shape::Pretty),
        ("value-pages", Shape::ValuePages),
        ("records-pages", Shape::RecordsPages),
    ];
    let way = |(kind, shape)| {
        let (text, records) = text(shape, scale.bytes(), 1);
        let sum = each_record(Reader::new(text.as_bytes()), |_| 1);
        assert_eq!(sum, records as u64, "{kind}");
        let names = each_record(Reader::new(text.as_bytes()), name_of);
        Way::new(id(kind, "by bytes"), text.len(), names, move || each_record(Reader::new(text.as_bytes()), name_of))
    };
    shapes.map(way).into()
}
