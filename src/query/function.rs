//! Queries that a workspace or a cluster keeps under a name.

use super::kql::literal;

/// A query as a saved function.
///
/// ```
/// use msaudit::label::LabelBook;
/// use msaudit::query::LabelQueries;
///
/// let book = LabelBook::from_text(r#"{"6a10f3c2-a682-44ba-a911-52dcca64e78d": "General"}"#)?;
/// assert!(LabelQueries::new(&book)?.function().body().starts_with("let Labels = datatable("));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KqlFunction {
    body: String,
}

impl KqlFunction {
    pub(crate) fn new(body: String) -> Self {
        Self { body }
    }

    /// The body alone, to be saved as a function of a workspace.
    pub fn body(&self) -> &str {
        &self.body
    }

    /// The command that makes or changes the function in Azure Data Explorer.
    pub fn command(&self, name: &str) -> String {
        // A name that is no identifier stands in brackets.
        let first = |c: char| c.is_ascii_alphabetic() || c == '_';
        let plain = name.starts_with(first) && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let name = if plain { name.to_owned() } else { format!("[{}]", literal(name)) };
        format!(".create-or-alter function {name}() {{\n{}}}\n", self.body)
    }
}
