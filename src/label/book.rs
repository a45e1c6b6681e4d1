//! What labels are called.

use std::collections::HashMap;
use std::fmt;
use std::io;
use std::path::Path;
use std::sync::Arc;

use serde::de::{MapAccess, Visitor};

use super::LabelId;

/// A label of a [`LabelBook`].
///
/// ```
/// use msaudit::label::LabelBook;
///
/// let book = LabelBook::from_json(r#"{"6a10f3c2-a682-44ba-a911-52dcca64e78d":"Confidential"}"#)?;
/// let label = book.labels().next().expect("there is one");
/// assert_eq!((label.name(), label.path().as_str()), ("Confidential", "Confidential"));
/// # Ok::<(), msaudit::label::BookError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    id: LabelId,
    name: String,
}

impl Label {
    /// Its id.
    pub fn id(&self) -> &LabelId {
        &self.id
    }

    /// Its name, without those of its parents.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its name below those of its parents: `Parent \ Child`.
    pub fn path(&self) -> String {
        self.name.clone()
    }
}

/// The labels of a tenant, by id.
///
/// ```
/// use msaudit::label::LabelBook;
///
/// let book = LabelBook::from_json(r#"{"6a10f3c2-a682-44ba-a911-52dcca64e78d":"Confidential"}"#)?;
/// assert_eq!(book.find("{6A10F3C2-A682-44BA-A911-52DCCA64E78D}").map(|label| label.name()), Some("Confidential"));
/// assert!(book.find("00000000-0000-0000-0000-000000000000").is_none());
/// # Ok::<(), msaudit::label::BookError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct LabelBook {
    labels: Vec<Label>,
    by_id: HashMap<LabelId, usize>,
}

impl LabelBook {
    /// Reads a book from a file.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, or is no label book.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, BookError> {
        let path = path.as_ref();
        let named = |why| BookError { file: path.display().to_string(), why };
        let text = std::fs::read_to_string(path).map_err(|error| named(Why::Io(Arc::new(error))))?;
        Self::from_json(&text).map_err(|error| named(error.why))
    }

    /// Reads a book from the JSON object `{"<id>": "<name>", ...}`.
    ///
    /// # Errors
    ///
    /// If the text is nothing of the kind, or names one id twice with different names.
    pub fn from_json(text: &str) -> Result<Self, BookError> {
        // A byte order mark is common in what PowerShell writes.
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let pairs: Pairs = serde_json::from_str(text).map_err(|error| BookError::from(Why::Json(Arc::new(error))))?;
        let mut book = Self::default();
        for (id, name) in pairs.0 {
            book.add(&id, name)?;
        }
        Ok(book)
    }

    fn add(&mut self, id: &str, name: String) -> Result<(), BookError> {
        let id = LabelId::new(id);
        if let Some(&index) = self.by_id.get(&id) {
            let before = &self.labels[index].name;
            if *before != name {
                let why = Why::Twice { id: id.to_string(), names: [before.clone(), name] };
                return Err(why.into());
            }
            return Ok(());
        }
        self.by_id.insert(id.clone(), self.labels.len());
        self.labels.push(Label { id, name });
        Ok(())
    }

    /// The label with this id, however the id is written.
    pub fn find(&self, id: &str) -> Option<&Label> {
        self.by_id.get(&LabelId::new(id)).map(|&index| &self.labels[index])
    }

    /// All labels, in the order of the book.
    pub fn labels(&self) -> impl ExactSizeIterator<Item = &Label> {
        self.labels.iter()
    }
}

/// Ids and names in the order of the text.
struct Pairs(Vec<(String, String)>);

impl<'de> serde::Deserialize<'de> for Pairs {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PairsVisitor;

        impl<'de> Visitor<'de> for PairsVisitor {
            type Value = Pairs;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a label book such as {\"<id>\": \"<name>\"}")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }

        deserializer.deserialize_map(PairsVisitor)
    }
}

/// A label book could not be read.
///
/// ```
/// use msaudit::label::LabelBook;
///
/// let error = LabelBook::from_json("[]").unwrap_err();
/// assert!(error.to_string().starts_with("invalid type: sequence, expected a label book"));
/// ```
#[derive(Debug, Clone)]
pub struct BookError {
    file: String,
    why: Why,
}

#[derive(Debug, Clone)]
enum Why {
    Io(Arc<io::Error>),
    Json(Arc<serde_json::Error>),
    Twice { id: String, names: [String; 2] },
}

impl From<Why> for BookError {
    fn from(why: Why) -> Self {
        Self { file: String::new(), why }
    }
}

impl fmt::Display for BookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.file.is_empty() {
            write!(f, "{}: ", self.file)?;
        }
        match &self.why {
            Why::Io(error) => error.fmt(f),
            Why::Json(error) => error.fmt(f),
            Why::Twice { id, names: [one, other] } => {
                write!(f, "the label `{id}` has two names, `{one}` and `{other}`")
            }
        }
    }
}

impl std::error::Error for BookError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.why {
            Why::Io(error) => Some(error.as_ref()),
            Why::Json(error) => Some(error.as_ref()),
            Why::Twice { .. } => None,
        }
    }
}
