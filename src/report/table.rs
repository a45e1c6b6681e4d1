//! A page with one table, such as a timeline.

use std::collections::VecDeque;

use minijinja::context;
use minijinja::value::{Serde, Value};

use super::page::{GENERATOR, environment, nonce};
use super::row::shown;

/// Rows that a page holds.
const ROWS: usize = 10_000;

/// A page with one table, which sorts, filters and downloads as a [report](super)'s tables do. Of more than 10,000 rows it has
/// the last ones, and says how many are left out.
///
/// ```
/// use msaudit::report::TablePage;
///
/// let mut page = TablePage::new("Timeline", ["time", "activity"]);
/// page.push(["2025-03-03 10:00:00", "<b>Add user</b>"]);
/// assert!(page.render().contains("<td>&lt;b&gt;Add user&lt;&#x2f;b&gt;</td>"));
/// ```
#[derive(Debug)]
pub struct TablePage {
    title: String,
    columns: Vec<String>,
    rows: VecDeque<Vec<String>>,
    left_out: u64,
}

impl TablePage {
    /// An empty table with these columns.
    pub fn new(title: &str, columns: impl IntoIterator<Item = impl Into<String>>) -> Self {
        let columns = columns.into_iter().map(Into::into).collect();
        Self { title: shown(title), columns, rows: VecDeque::new(), left_out: 0 }
    }

    /// Adds a row, one cell for each column.
    pub fn push(&mut self, cells: impl IntoIterator<Item = impl AsRef<str>>) {
        if self.rows.len() == ROWS {
            self.rows.pop_front();
            self.left_out += 1;
        }
        self.rows.push_back(cells.into_iter().map(|cell| shown(cell.as_ref())).collect());
    }

    /// The page as HTML.
    pub fn render(&self) -> String {
        let environment = environment();
        let template = environment.get_template("table.html").expect("the template is part of the crate, and tested");
        let name = self.title.to_lowercase().replace(' ', "-");
        let page = template.render(context! {
            title => Value::from(Serde(&self.title)),
            name => Value::from(Serde(name)),
            nonce => Value::from(Serde(nonce())),
            generator => Value::from(Serde(GENERATOR)),
            columns => Value::from(Serde(&self.columns)),
            rows => Value::from(Serde(&self.rows)),
            left_out => Value::from(Serde(self.left_out)),
        });
        page.expect("the template uses what it is given, and tests render all of it")
    }
}

#[cfg(test)]
mod tests {
    use super::{ROWS, TablePage};

    #[test]
    fn the_last_rows_are_shown_and_the_others_counted() {
        let mut page = TablePage::new("Timeline", ["n"]);
        assert!(page.render().contains("Nothing to show."));
        (0..ROWS + 5).for_each(|number| page.push([format!("row {number}.")]));
        let page = page.render();
        assert!(!page.contains("<td>row 4.</td>") && page.contains("<td>row 5.</td>"));
        assert!(page.contains("5 before them are left out") && page.len() < 5_000_000);
    }
}
