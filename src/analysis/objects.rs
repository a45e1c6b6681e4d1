//! Different objects, and how often something happened to each.

use std::cmp::Reverse;

use serde::Serialize;

use super::{Bounded, Merge, short};

/// The distinct objects that events affected: users, groups, applications.
///
/// One object is one id, in any case; one that records give no id is one name. Ten thousand are told apart, as by
/// [`Counts`](super::Counts).
///
/// As JSON it is `{"distinct": COUNT, "others": COUNT, "objects": [{"id", "name", "events"}, ...]}`.
///
/// ```
/// use msaudit::analysis::Summary;
/// use msaudit::catalog::Question;
///
/// let summary = Summary::default();
/// assert_eq!(summary.answer(Question::UserChanged).objects().distinct(), 0);
/// assert!(summary.answer(Question::UserChanged).objects().is_exact());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Objects(Bounded<String, Object>);

/// One of [`Objects`].
///
/// ```
/// use msaudit::analysis::Summary;
/// use msaudit::catalog::Question;
/// use msaudit::read::Reader;
///
/// let json = br#"{"activityDisplayName":"Add group","targetResources":[{"id":"1","displayName":"Sales","type":"Group"}]}"#;
/// let entry = Reader::new(&json[..]).records().next().expect("there is one")?;
/// let mut summary = Summary::default();
/// summary.add(&entry.decode(None));
///
/// let group = summary.answer(Question::GroupAdded).objects().iter().next().expect("there is one");
/// assert_eq!((group.id(), group.name(), group.events()), (Some("1"), Some("Sales"), 1));
/// # Ok::<(), msaudit::read::ReadError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Object {
    id: Option<String>,
    name: Option<String>,
    events: u64,
}

impl Objects {
    /// The number of tracked objects.
    pub fn distinct(&self) -> usize {
        self.0.iter().len()
    }

    /// Whether all objects are tracked, so that [`distinct`](Self::distinct) is exact.
    pub fn is_exact(&self) -> bool {
        self.others() == 0
    }

    /// The number of events on objects that are not tracked.
    pub fn others(&self) -> u64 {
        self.0.others()
    }

    /// The tracked objects, ordered by id or name.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Object> {
        self.0.iter().map(|(_, object)| object)
    }

    /// The tracked objects, those with the most events first.
    pub fn by_frequency(&self) -> Vec<&Object> {
        let mut all: Vec<&Object> = self.iter().collect();
        all.sort_by_key(|object| Reverse(object.events));
        all
    }

    pub(super) fn add(&mut self, id: Option<&str>, name: Option<&str>) {
        let Some(key) = id.or(name) else { return };
        let own = |text: &str| short(text).to_owned();
        let object = Object { id: id.map(own), name: name.map(own), events: 1 };
        self.0.add_text(&key.to_lowercase(), object);
    }

    pub(super) fn merge(&mut self, other: Self) {
        self.0.merge(other.0);
    }
}

impl Serialize for Objects {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct;

        let mut object = serializer.serialize_struct("Objects", 3)?;
        object.serialize_field("distinct", &self.distinct())?;
        object.serialize_field("others", &self.others())?;
        object.serialize_field("objects", &self.by_frequency())?;
        object.end()
    }
}

impl Object {
    /// Its id, as one of its records writes it.
    pub fn id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Its name. If records differ, the first in byte order.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// How many events.
    pub fn events(&self) -> u64 {
        self.events
    }
}

impl Merge for Object {
    fn merge(&mut self, other: Self) {
        // The smaller of two, so that the order does not matter; none gives way to any.
        let smaller = |a: Option<String>, b: Option<String>| match (a, b) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        self.id = smaller(self.id.take(), other.id);
        self.name = smaller(self.name.take(), other.name);
        self.events += other.events;
    }

    fn events(&self) -> u64 {
        self.events
    }
}
