//! What an export has and the catalogue lacks.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::{Bounded, Merge, short};
use crate::catalog::{Code, LabelOperation, LabelRole, OperationType, RecordType};
use crate::event::{DecodedEvent, Event, Gap, Unlisted};
use crate::input::Position;
use crate::named::named;

/// What the records of an export have and the catalogue, or a record type, lacks: names, codes and fields, each with a
/// count and one example.
///
/// Of each kind ten thousand are told apart, as by [`Counts`](super::Counts); parts can be made in any order.
///
/// ```
/// use msaudit::analysis::{Drift, MissingKind};
/// use msaudit::read::Reader;
///
/// let mut reader = Reader::new(&b"{\"activityDisplayName\":\"Feed the cat\",\"shoeSize\":43}"[..]).named("a.json");
/// let entry = reader.records().next().expect("there is one")?;
/// let mut drift = Drift::default();
/// drift.add(&entry.decode(None));
///
/// let [activity, field] = &drift.missing().collect::<Vec<_>>()[..] else { panic!("two are missing") };
/// assert_eq!((activity.kind(), activity.name()), (MissingKind::Activity, "Feed the cat"));
/// assert_eq!(activity.row().as_deref(), Some("\t\tFeed the cat\t\tlog\t"));
/// assert_eq!((field.name(), field.of(), field.count()), ("shoeSize", "graph", 1));
/// assert_eq!((field.example().file(), field.example().record()), ("a.json", 1));
/// # Ok::<(), msaudit::read::ReadError>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drift(BTreeMap<MissingKind, Bounded<Key, Found>>);

named! {
    "kind of missing entry";
    /// The kind of a [`Missing`] entry.
    ///
    /// ```
    /// use msaudit::analysis::MissingKind;
    ///
    /// assert_eq!(MissingKind::OperationType.name(), "operation-type");
    /// ```
    pub enum MissingKind {
        /// An activity of the directory.
        Activity = "activity",
        /// An operation of the unified audit log.
        Operation = "operation",
        /// A name with the form of a cmdlet, under a record type that logs cmdlets.
        Cmdlet = "cmdlet",
        /// A workload of the unified audit log.
        Workload = "workload",
        /// A service of the directory.
        Service = "service",
        /// A category of the directory.
        Category = "category",
        /// A word for what an activity does.
        OperationType = "operation-type",
        /// A record type of the unified audit log.
        RecordType = "record-type",
        /// An operation of a record type that exists for labels.
        LabelOperation = "label-operation",
        /// A number or name of an enumeration.
        Value = "value",
        /// A field that the record type does not declare.
        Field = "field",
    }
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    name: String,
    /// What it belongs to: of an activity service and category, of a value its enumeration, of a field its format.
    of: [String; 2],
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Found {
    count: u64,
    example: Position,
}

impl Merge for Found {
    fn merge(&mut self, other: Self) {
        let is_before = |a: &Position, b: &Position| (a.file(), a.offset()) < (b.file(), b.offset());
        // The first in order, so that the order of merging does not matter.
        if is_before(&other.example, &self.example) {
            self.example = other.example;
        }
        self.count += other.count;
    }

    fn events(&self) -> u64 {
        self.count
    }
}

impl Drift {
    /// Examines one event.
    pub fn add(&mut self, event: &DecodedEvent<'_>) {
        let mut look = Look { drift: self, position: event.position() };
        look.names(event.event());
        for gap in event.event().gaps().0 {
            match gap {
                Gap::Field { format, name } => look.found(MissingKind::Field, &name, [format, ""]),
                Gap::Value { vocabulary, written } => look.found(MissingKind::Value, &written, [vocabulary, ""]),
            }
        }
    }

    /// Adds the results of other events. The order of merging does not matter.
    pub fn merge(&mut self, other: Self) {
        for (kind, found) in other.0 {
            self.0.entry(kind).or_default().merge(found);
        }
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All entries by kind, the most frequent first within each kind.
    pub fn missing(&self) -> impl Iterator<Item = Missing<'_>> {
        self.0.iter().flat_map(|(&kind, found)| {
            let mut rows: Vec<Missing<'_>> = found.iter().map(|(key, found)| Missing { kind, key, found }).collect();
            rows.sort_by_key(|row| Reverse(row.found.count));
            rows
        })
    }

    /// The total count of entries of a kind that are not tracked individually.
    pub fn others(&self, kind: MissingKind) -> u64 {
        self.0.get(&kind).map_or(0, Bounded::others)
    }
}

/// A name, code or field that the catalogue does not know.
///
/// ```
/// use msaudit::analysis::{Drift, Missing};
/// use msaudit::read::Reader;
///
/// let json = &br#"{"RecordType":99999,"Operation":"Melt","CreationTime":"2024-10-05T07:11:12"}"#[..];
/// let entry = Reader::new(json).records().next().expect("there is one")?;
/// let mut drift = Drift::default();
/// drift.add(&entry.decode(None));
/// let [operation, record_type]: [Missing; 2] = drift.missing().collect::<Vec<_>>().try_into().expect("two are missing");
/// assert_eq!((operation.kind().name(), operation.name(), operation.count()), ("operation", "Melt", 1));
/// assert_eq!((record_type.kind().name(), record_type.name()), ("record-type", "99999"));
/// // A bare number has no name to put into a table.
/// assert_eq!(record_type.table(), None);
/// # Ok::<(), msaudit::read::ReadError>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Missing<'d> {
    kind: MissingKind,
    key: &'d Key,
    found: &'d Found,
}

impl<'d> Missing<'d> {
    /// What it is.
    pub fn kind(&self) -> MissingKind {
        self.kind
    }

    /// The name as the record writes it, or the number.
    pub fn name(&self) -> &'d str {
        &self.key.name
    }

    /// The context: the service of an activity, the workload of an operation, the vocabulary of a value, the format of a field, the record type of a
    /// label operation; empty if there is none.
    pub fn of(&self) -> &'d str {
        &self.key.of[0]
    }

    /// The category of an activity; empty if there is none.
    pub fn category(&self) -> &'d str {
        &self.key.of[1]
    }

    /// The number of occurrences.
    pub fn count(&self) -> u64 {
        self.found.count
    }

    /// The position of one record with it.
    pub fn example(&self) -> &'d Position {
        &self.found.example
    }

    /// The catalogue table to add it to. `None` for fields, which are declared in code, and for numbers without a name.
    pub fn table(&self) -> Option<&'static str> {
        let is_number = self.name().parse::<i64>().is_ok();
        match self.kind {
            MissingKind::Activity => Some("editions/observed.tsv"),
            MissingKind::Operation | MissingKind::Cmdlet => Some("operations/observed.tsv"),
            MissingKind::Workload => Some("workloads.tsv"),
            MissingKind::Service => Some("services.tsv"),
            MissingKind::Category => Some("categories.tsv"),
            MissingKind::OperationType | MissingKind::Value if !is_number => Some("enums.tsv"),
            MissingKind::LabelOperation => Some("label_operations.tsv"),
            _ => None,
        }
    }

    /// The row to add to that table. Cells that only a person can fill (source, effect, note) are empty.
    pub fn row(&self) -> Option<String> {
        // As the tables have it: no blanks at the border of a cell, and no tab in one.
        let cell = |text: &str| text.split('\t').collect::<Vec<_>>().join(" ").trim().to_owned();
        let (name, of) = (cell(self.name()), cell(self.of()));
        self.table().map(|_| match self.kind {
            MissingKind::Activity => format!("{of}\t{}\t{name}\t\tlog\t", cell(self.category())),
            // Its section is for a person to find.
            MissingKind::Operation | MissingKind::Cmdlet => format!("\t{name}\t\tlog\t"),
            MissingKind::Workload => format!("{name}\t\t\tlog\t"),
            MissingKind::OperationType => format!("OperationType\t\t{name}\t\t\t"),
            MissingKind::Value => format!("{of}\t\t{name}\t\t\t"),
            MissingKind::LabelOperation => format!("{of}\t{name}\t\t\t"),
            _ => format!("{name}\t\t"),
        })
    }
}

/// `{"missing","name","of","category","count","file","record","table","row"}`, as the command line writes it.
impl Serialize for Missing<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;

        let filled = |text| Some(text).filter(|text: &&str| !text.is_empty());
        let mut object = serializer.serialize_struct("Missing", 9)?;
        object.serialize_field("missing", self.kind.name())?;
        object.serialize_field("name", self.name())?;
        object.serialize_field("of", &filled(self.of()))?;
        object.serialize_field("category", &filled(self.category()))?;
        object.serialize_field("count", &self.count())?;
        object.serialize_field("file", self.example().file())?;
        object.serialize_field("record", &self.example().record())?;
        object.serialize_field("table", &self.table())?;
        object.serialize_field("row", &self.row())?;
        object.end()
    }
}

/// A list of [`Missing`].
impl Serialize for Drift {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.missing())
    }
}

/// A look at one event.
struct Look<'d, 'l> {
    drift: &'d mut Drift,
    position: &'l Position,
}

impl Look<'_, '_> {
    fn found(&mut self, kind: MissingKind, name: &str, of: [&str; 2]) {
        let key = Key { name: short(name).to_owned(), of: of.map(|of| short(of).to_owned()) };
        let found = Found { count: 1, example: self.position.clone() };
        self.drift.0.entry(kind).or_default().add(key, found);
    }

    fn names(&mut self, event: &Event<'_>) {
        let lacking = Unlisted::of(event, event.known());
        if let Some(name) = lacking.activity {
            // The unified audit log names neither service nor category of an activity.
            let of = if event.record_type().is_some() { [None; 2] } else { [event.service(), event.category()] };
            self.found(MissingKind::Activity, name, of.map(Option::unwrap_or_default));
        }
        // The operations of record types that exist for labels have a table, and an entry, of their own.
        let record_type = event.record_type().and_then(Code::known);
        let is_label = record_type.is_some_and(|one| one.label_role() == Some(LabelRole::Label));
        let operation = lacking.operation.filter(|_| !is_label);
        for (kind, name) in [(MissingKind::Operation, operation), (MissingKind::Cmdlet, lacking.cmdlet)] {
            if let Some(name) = name {
                self.found(kind, name, [event.workload().unwrap_or_default(), ""]);
            }
        }
        let record_type = lacking.record_type.map(ToString::to_string);
        for (kind, name) in [
            (MissingKind::Workload, lacking.workload),
            (MissingKind::Service, lacking.service),
            (MissingKind::Category, lacking.category),
            (MissingKind::RecordType, record_type.as_deref()),
            (MissingKind::OperationType, event.operation_type().filter(|word| OperationType::find(word).is_none())),
        ] {
            if let Some(name) = name {
                self.found(kind, name, [""; 2]);
            }
        }
        if let Some(record_type) = event.record_type().and_then(Code::known) {
            self.label_operation(record_type, event.activity());
        }
    }

    fn label_operation(&mut self, record_type: RecordType, operation: Option<&str>) {
        let is_label = record_type.label_role() == Some(LabelRole::Label);
        if let Some(name) = operation.filter(|name| is_label && LabelOperation::find(record_type, name).is_none()) {
            self.found(MissingKind::LabelOperation, name, [&record_type.code().to_string(), ""]);
        }
    }
}
