//! Copies of one event in several exports, folded into the one that tells most.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;

use msaudit::analysis::Dedup;
use msaudit::event::DecodedEvent;
use serde_json::{Value, json};

use crate::cells::{Cell, Cells};
use crate::columns::ALSO;
use crate::output::push_visible;
use crate::sorter::Line;
use crate::view::View;

/// An event that waits for its turn in a text that has no line break: the fields joined by tabs, which none has but the last.
#[derive(Debug)]
pub(crate) struct Waiting<'t> {
    /// What it is sorted by unless by its time, as JSON.
    rank: &'t str,
    /// Where its record is, as JSON.
    place: &'t str,
    source: &'t str,
    /// Its id as JSON, without braces and case.
    id: &'t str,
    /// How much the record tells.
    answers: u32,
    /// The parts of its line.
    parts: &'t str,
    /// The copies of it that tell less.
    also: Vec<Told<'t>>,
}

/// Where a copy is.
#[derive(Debug)]
struct Told<'t> {
    place: &'t str,
    source: &'t str,
}

/// The text of an event that waits, whose cells are filled: those of the view, and one that it is sorted by, if there is one.
pub(crate) fn waiting(view: &View, decoded: &DecodedEvent<'_>, cells: &Cells) -> io::Result<String> {
    let (event, position) = (decoded.event(), decoded.position());
    let rank = cells.behind(view.columns().len()).map_or(Ok(Value::Null), Cell::value)?;
    let source = event.source().name();
    let place = json!({"file": position.file(), "record": position.record(), "source": source});
    let (id, answers) = (json!(event.id().map(bare)), Dedup::answers(decoded));
    let parts = view.parts(decoded, cells)?;
    Ok(format!("{rank}\t{place}\t{source}\t{id}\t{answers}\t{parts}"))
}

/// What two events have in common that may be copies: their id, hashed. Nought without one.
pub(crate) fn key(decoded: &DecodedEvent<'_>) -> u64 {
    decoded.event().id().map_or(0, |id| {
        let mut hasher = DefaultHasher::new();
        bare(id).hash(&mut hasher);
        hasher.finish().max(1)
    })
}

/// An id without braces and case.
fn bare(id: &str) -> String {
    id.trim_matches(['{', '}']).to_ascii_lowercase()
}

/// Hands on the events of a second. Of those with one id only the one that tells most, which names the others; exports write the
/// fraction of a second with more digits or fewer, so their times may differ. Gives how many were folded into others.
pub(crate) fn fold<R>(lines: &[Line<R>], mut each: impl FnMut(Waiting<'_>) -> io::Result<()>) -> io::Result<u64> {
    let mut keys: HashSet<u64> = HashSet::with_capacity(lines.len());
    if lines.iter().all(|line| line.key == 0 || keys.insert(line.key)) {
        lines.iter().try_for_each(|line| each(Waiting::from_text(&line.text)?))?;
        return Ok(0);
    }
    let mut events: Vec<Waiting<'_>> = Vec::new();
    let mut kept: HashMap<&str, usize> = HashMap::new();
    for line in lines {
        let event = Waiting::from_text(&line.text)?;
        match kept.get(event.id) {
            Some(&index) => events[index].fold(event),
            None => {
                if line.key != 0 {
                    kept.insert(event.id, events.len());
                }
                events.push(event);
            }
        }
    }
    let folded = lines.len() - events.len();
    events.into_iter().try_for_each(each)?;
    Ok(folded as u64)
}

impl<'t> Waiting<'t> {
    fn from_text(text: &'t str) -> io::Result<Self> {
        let mut fields = text.splitn(6, '\t');
        let mut field = || fields.next().ok_or_else(|| io::Error::other("a temporary file was changed"));
        let (rank, place, source, id) = (field()?, field()?, field()?, field()?);
        let answers = field()?.parse().map_err(io::Error::other)?;
        Ok(Self { rank, place, source, id, answers, parts: field()?, also: Vec::new() })
    }

    /// Takes a copy in. Of those that tell as much, the first stays.
    fn fold(&mut self, mut copy: Self) {
        if copy.answers > self.answers {
            std::mem::swap(self, &mut copy);
            self.also = std::mem::take(&mut copy.also);
        }
        self.also.push(Told { place: copy.place, source: copy.source });
    }

    /// The parts of its line, with its copies.
    pub(crate) fn parts(&self, view: &View) -> io::Result<Cow<'t, str>> {
        if view.is_whole() {
            let mut parts = self.parts.as_bytes().to_vec();
            // An event is an object with members.
            parts.pop();
            parts.extend_from_slice(b",\"also\":");
            push_visible(&mut parts, &self.also());
            parts.push(b'}');
            return String::from_utf8(parts).map(Cow::Owned).map_err(io::Error::other);
        }
        if self.also.is_empty() {
            return Ok(Cow::Borrowed(self.parts));
        }
        let parts = self.parts.split('\t').zip(view.columns()).enumerate().map(|(index, (part, column))| match column
            .as_str()
        {
            ALSO => view.part(index, Cell::Json(&self.also())).map(Cow::Owned),
            "sources" => view.part(index, Cell::Text(&self.sources())).map(Cow::Owned),
            _ => Ok(Cow::Borrowed(part)),
        });
        Ok(Cow::Owned(parts.collect::<io::Result<Vec<_>>>()?.join("\t")))
    }

    /// What it is sorted by: what stands in the column.
    pub(crate) fn rank(&self, column: &str) -> io::Result<Value> {
        Ok(match column {
            "sources" => Value::from(self.sources()),
            ALSO if !self.also.is_empty() => serde_json::from_str(&self.also())?,
            _ => serde_json::from_str(self.rank)?,
        })
    }

    /// The places of the copies, as JSON.
    fn also(&self) -> String {
        let places: Vec<&str> = self.also.iter().map(|copy| copy.place).collect();
        format!("[{}]", places.join(","))
    }

    /// All the formats that tell of it.
    fn sources(&self) -> String {
        let mut sources = vec![self.source];
        for copy in &self.also {
            if !sources.contains(&copy.source) {
                sources.push(copy.source);
            }
        }
        sources.join(" + ")
    }
}
