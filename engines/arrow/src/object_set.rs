//! Objects on their way to a file.

use serde_json::{Map, Value};

use crate::shape::Shape;

/// Some objects, made ready on any thread for an [`ObjectWriter`](crate::ObjectWriter) to write.
///
/// ```
/// use msaudit_arrow::{ObjectSet, ObjectWriter, WriteOptions};
///
/// # let folder = tempfile::tempdir()?;
/// let mut set = ObjectSet::new();
/// set.push(serde_json::json!({"class_uid": 3001}).as_object().expect("it is one"));
/// let mut writer = ObjectWriter::new(&folder, WriteOptions::default())?;
/// writer.append(set)?;
/// assert_eq!(writer.finish()?.events(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct ObjectSet {
    pub(crate) shape: Shape,
    pub(crate) lines: Vec<u8>,
    rows: usize,
}

impl Default for ObjectSet {
    fn default() -> Self {
        Self { shape: Shape::Object(Vec::new()), lines: Vec::new(), rows: 0 }
    }
}

impl ObjectSet {
    /// An empty set.
    pub fn new() -> Self {
        Self::default()
    }

    /// How many objects it has.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    /// How many bytes it has, as JSON.
    pub fn bytes(&self) -> usize {
        self.lines.len()
    }

    /// Adds an object.
    pub fn push(&mut self, object: &Map<String, Value>) {
        self.shape.add(object);
        serde_json::to_writer(&mut self.lines, object).expect("memory takes it, and names are text");
        self.lines.push(b'\n');
        self.rows += 1;
    }
}
