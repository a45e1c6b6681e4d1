//! What an event says in the columns of a view.

use std::borrow::Cow;
use std::io;
use std::ops::Range;

use msaudit::event::DecodedEvent;
use msaudit::label::{Label, LabelChange, LabelEvent};
use serde_json::Value;

use crate::columns::{ALSO, TEXTS};
use crate::flat::{Members, members};

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cell<'c> {
    Null,
    Text(&'c str),
    Json(&'c str),
}

/// The cells of an event, whose memory is used again for the next.
#[derive(Debug)]
pub(crate) struct Cells {
    /// Which cell each column shows: one that is named twice is looked up once.
    shown: Vec<usize>,
    columns: Vec<String>,
    /// Which of them are no members.
    texts: Vec<usize>,
    /// What the cells hold, one after another.
    text: String,
    places: Vec<Place>,
    /// The column behind the one that was filled last. Members come in much the order of the columns, so that the next is looked
    /// for from there on.
    next: usize,
}

/// Where a cell stands in the text.
#[derive(Debug, Clone)]
enum Place {
    Null,
    Text(Range<usize>),
    Json(Range<usize>),
}

impl Cells {
    pub(crate) fn new<'c>(columns: impl IntoIterator<Item = &'c str>) -> Self {
        let (mut shown, mut known): (Vec<usize>, Vec<String>) = <_>::default();
        for column in columns {
            let place = known.iter().position(|one| one == column);
            shown.push(place.unwrap_or(known.len()));
            if place.is_none() {
                known.push(column.to_owned());
            }
        }
        let is_text = |&index: &usize| known[index] == ALSO || TEXTS.contains(&known[index].as_str());
        let texts = (0..known.len()).filter(is_text).collect();
        Self { shown, columns: known, texts, text: String::new(), places: Vec::new(), next: 0 }
    }

    /// Takes in what an event says.
    pub(crate) fn fill(&mut self, decoded: &DecodedEvent<'_>) -> io::Result<()> {
        self.text.clear();
        self.places.clear();
        self.places.resize(self.columns.len(), Place::Null);
        self.next = 0;
        for &index in &self.texts {
            if let Some(text) = text(decoded, &self.columns[index]) {
                self.places[index] = Place::Text(put(&mut self.text, &text));
            }
        }
        if self.texts.len() < self.columns.len() { members(decoded, self) } else { Ok(()) }
    }

    /// The cell of the column that is named at `index`.
    #[inline(always)]
    pub(crate) fn get(&self, index: usize) -> Cell<'_> {
        match &self.places[self.shown[index]] {
            Place::Null => Cell::Null,
            Place::Text(place) => Cell::Text(&self.text[place.clone()]),
            Place::Json(place) => Cell::Json(&self.text[place.clone()]),
        }
    }

    /// The cell of the column behind so many, if there is one.
    pub(crate) fn behind(&self, columns: usize) -> Option<Cell<'_>> {
        (columns < self.shown.len()).then(|| self.get(columns))
    }

    /// All cells, one after another.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }
}

/// Puts a text behind others, and tells where it stands.
fn put(all: &mut String, text: &str) -> Range<usize> {
    let start = all.len();
    all.push_str(text);
    start..all.len()
}

impl Members for Cells {
    fn wants(&mut self, path: &str) -> bool {
        let (before, behind) = self.columns.split_at(self.next);
        let is_path = |column: &String| column == path;
        let found = behind.iter().position(is_path).map(|at| self.next + at);
        let found = found.or_else(|| before.iter().position(is_path));
        self.next = found.map_or(self.next, |place| place + 1);
        found.is_some()
    }

    fn cell(&mut self, cell: Cell<'_>) {
        self.places[self.next - 1] = match cell {
            Cell::Null => Place::Null,
            Cell::Text(text) => Place::Text(put(&mut self.text, text)),
            Cell::Json(json) => Place::Json(put(&mut self.text, json)),
        };
    }
}

impl Cell<'_> {
    /// The value as JSON.
    pub(crate) fn value(self) -> io::Result<Value> {
        Ok(match self {
            Self::Null => Value::Null,
            Self::Text(text) => Value::from(text),
            Self::Json(json) => serde_json::from_str(json)?,
        })
    }

    pub(crate) fn as_str(&self) -> &str {
        match self {
            Self::Null => "",
            Self::Text(text) | Self::Json(text) => text,
        }
    }
}

/// What an event says in one of [`TEXTS`]. Which copies there are is known when all events are.
fn text<'d>(decoded: &'d DecodedEvent<'_>, column: &str) -> Option<Cow<'d, str>> {
    let event = decoded.event();
    match column {
        "actor" => event.actor().name().or(event.actor().id()).map(Cow::Borrowed),
        "address" => event.actor().ip(),
        "target" => decoded.targets().first().and_then(|target| target.name().or(target.id())).map(Cow::Borrowed),
        "sources" => Some(Cow::Borrowed(event.source().name())),
        "change" => change(decoded).map(Cow::Owned),
        "label" => labels(decoded).map(Cow::Owned),
        "justification" => decoded.label().and_then(LabelEvent::justification).map(Cow::Borrowed),
        _ => None,
    }
}

/// The change, with who says otherwise.
fn change(decoded: &DecodedEvent<'_>) -> Option<String> {
    let assessment = decoded.assessment()?;
    let mut text = assessment.change().name().to_owned();
    for (from, says) in assessment.evidence() {
        if says != assessment.change() && says != LabelChange::Undetermined {
            text += &format!(" ({}: {says})", from.name());
        }
    }
    Some(text)
}

/// The label after, behind the one before it: the path in the book, else the name, else the id.
fn labels(decoded: &DecodedEvent<'_>) -> Option<String> {
    let label = decoded.label()?;
    let called = |id, name| decoded.label_in_book(id).map(Label::path).or(name).or(id);
    match (called(label.old_id(), label.old_name()), called(label.new_id(), label.new_name())) {
        (Some(old), Some(new)) => Some(format!("{old} -> {new}")),
        (Some(old), None) => Some(format!("{old} ->")),
        (None, new) => new.map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use msaudit::label::LabelBook;
    use msaudit::read::Reader;

    use super::{Cell, Cells};

    /// The cells of a record, which is JSON.
    fn cells(record: &str, book: Option<&LabelBook>, columns: &[&str]) -> Vec<Option<String>> {
        let mut cells = Cells::new(columns.iter().copied());
        let entry = Reader::new(record.as_bytes()).records().next().expect("there is one").expect("it is a record");
        cells.fill(&entry.decode(book)).expect("it is written");
        let shown =
            |index| Some(cells.get(index)).filter(|&cell| cell != Cell::Null).map(|cell| cell.as_str().to_owned());
        (0..columns.len()).map(shown).collect()
    }

    #[test]
    fn texts_are_made_of_what_there_is() {
        let record = r#"{"activityDisplayName":"Add user","result":"success","targetResources":[{"id":"t","displayName":null}],
            "initiatedBy":{"user":{"id":"u","ipAddress":"203.0.113.7"}}}"#;
        let columns = ["target", "address", "actor", "outcome", "target", "change", "outcome", "also", "app.id"];
        let said = cells(record, None, &columns);
        let said: Vec<Option<&str>> = said.iter().map(Option::as_deref).collect();
        let wanted =
            [Some("t"), Some("203.0.113.7"), Some("u"), Some("success"), Some("t"), None, Some("success"), None, None];
        assert_eq!(said, wanted);
    }

    #[test]
    fn a_label_is_called_as_the_book_calls_it_and_who_says_otherwise_is_named() {
        let ids = ["11111111-0000-4000-8000-000000000001", "11111111-0000-4000-8000-000000000002"];
        let book = LabelBook::builder().label(ids[0], "Public", Some(0)).label(ids[1], "Secret", Some(1)).build();
        let record = format!(
            r#"{{"Id":"a","RecordType":83,"Operation":"SensitivityLabelUpdated","SensitivityLabelEventData":
            {{"OldSensitivityLabelId":"{}","SensitivityLabelId":"{}","LabelEventType":2,"JustificationText":"why"}}}}"#,
            ids[0], ids[1]
        );
        let columns = ["label", "change", "justification", "label.change"];
        let said = |book| cells(&record, book, &columns).into_iter().flatten().collect::<Vec<_>>();
        assert_eq!(said(None), [&format!("{} -> {}", ids[0], ids[1]), "downgraded", "why", "downgraded"]);
        assert_eq!(said(Some(&book)), ["Public -> Secret", "downgraded (book: upgraded)", "why", "downgraded"]);
    }
}
