//! Whether a record takes as long in a long export as in a short one, and with many labels as with few.

use std::io::{self, Read};
use std::rc::Rc;

use fastrand::Rng;
use msaudit::enrich::Enricher;
use msaudit::label::LabelBook;
use msaudit::read::Reader;

use crate::generate::{Shape, text};
use crate::measure::{Claim, Clock, Goal, Id, Rounds, Way, id};
use crate::records::each_record;
use crate::{Area, Scale};

/// Time a record as inputs grow.
pub const AREA: Area =
    Area { name: "growth", clock: Clock::Thread, rounds: Rounds { quick: 5, full: 5 }, ways, claims: CLAIMS };

const SHORT: Id = id("1,000 records", "lazy");
const LONG: Id = id("many records", "lazy");
const FEW: Id = id("10 labels", "enrich");
const SOME: Id = id("1,000 labels", "enrich");
const MANY: Id = id("100,000 labels", "enrich");
const EVEN: Id = id("100,000 labels", "enrich, all as frequent");

const CLAIMS: &[Claim] = &[
    flat("lazy record of 10 million", LONG, SHORT, "of 1,000", 1.05),
    flat("enriched record, 1,000 labels", SOME, FEW, "10 labels", 1.15),
    flat("enriched record, 100,000 labels", MANY, FEW, "10 labels", 1.15),
    Claim::Time {
        what: "- all labels as frequent",
        ours: EVEN,
        rival: FEW,
        called: "10 labels",
        goal: Goal::None,
        stretch: None,
    },
];

const fn flat(what: &'static str, ours: Id, rival: Id, called: &'static str, most: f64) -> Claim {
    Claim::Time { what, ours, rival, called, goal: Goal::AtMost(most), stretch: None }
}

fn ways(scale: Scale) -> Vec<Way> {
    let (short, records) = text(Shape::Ndjson, 1_090_000, 1);
    let short: Rc<[u8]> = short.into_bytes().into();
    let times = match scale {
        Scale::Test => 3,
        Scale::Quick => 100,
        Scale::Full => 10_000_000 / records,
    };
    let long = Rc::clone(&short);
    let count = |input: Repeated| each_record(Reader::new(input), |_| 1);
    let all = times * records;
    let mut ways = vec![
        // As many records, in inputs that are short.
        Way::new(SHORT, all, all as u64, move || (0..times).map(|_| count(Repeated::new(&short, 1))).sum()),
        Way::new(LONG, all, all as u64, move || count(Repeated::new(&long, times))),
    ];
    let events = if scale == Scale::Test { 100 } else { 20_000 };
    let even = |random: &mut Rng, labels: usize| random.usize(..labels);
    // Few labels are on most of the content: by Zipf's law, as the activities.
    let few = |random: &mut Rng, labels: usize| (labels as f64).powf(random.f64()) as usize % labels;
    let kinds: [(Id, usize, Pick); 4] =
        [(FEW, 10, few), (SOME, 1_000, few), (MANY, 100_000, few), (EVEN, 100_000, even)];
    for (id, labels, pick) in kinds {
        let (book, export) = labelled(labels, events, pick);
        ways.push(Way::new(id, events, events as u64, move || {
            let enriched = Enricher::new(&book).run(export.as_bytes(), io::sink(), drop);
            enriched.expect("nothing can fail").enriched()
        }));
    }
    ways
}

/// How one of so many labels is picked.
type Pick = fn(&mut Rng, usize) -> usize;

/// A book of so many labels, and label events with any of them.
fn labelled(labels: usize, events: usize, pick: Pick) -> (LabelBook, String) {
    let mut random = Rng::with_seed(1);
    let mut guid = || {
        let bits = random.u128(..);
        let (a, b, c, d) = (bits >> 96, bits >> 80 & 0xffff, bits >> 64 & 0xffff, bits >> 48 & 0xffff);
        format!("{a:08x}-{b:04x}-{c:04x}-{d:04x}-{:012x}", bits & 0xffff_ffff_ffff)
    };
    let ids: Vec<String> = (0..labels).map(|_| guid()).collect();
    let entries = ids.iter().enumerate().map(|(index, id)| format!("\"{id}\":\"Label {index}\""));
    let book = format!("{{{}}}", entries.collect::<Vec<_>>().join(","));
    let mut pick = || &ids[pick(&mut random, labels)];
    let event = |_| {
        format!(
            "{{\"CreationTime\":\"2025-04-11T15:06:46\",\"Operation\":\"SensitivityLabelUpdated\",\"RecordType\":94,\
             \"UserId\":\"a@contoso.com\",\"SensitivityLabelEventData\":{{\"SensitivityLabelId\":\"{}\",\
             \"OldSensitivityLabelId\":\"{}\",\"LabelEventType\":2}}}}\n",
            pick(),
            pick()
        )
    };
    let export = (0..events).map(event).collect();
    (LabelBook::from_text(&book).expect("it is a book"), export)
}

/// The same bytes, several times.
struct Repeated {
    bytes: Rc<[u8]>,
    at: usize,
    left: usize,
}

impl Repeated {
    fn new(bytes: &Rc<[u8]>, times: usize) -> Self {
        Self { bytes: Rc::clone(bytes), at: 0, left: times }
    }
}

impl Read for Repeated {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left == 0 {
            return Ok(0);
        }
        let given = (&self.bytes[self.at..]).read(buffer)?;
        self.at += given;
        if self.at == self.bytes.len() {
            (self.at, self.left) = (0, self.left - 1);
        }
        Ok(given)
    }
}
