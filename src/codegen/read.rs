//! Tab-separated tables with the line of every row.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

/// Something wrong with a table, and where.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Problem {
    file: String,
    line: usize,
    what: String,
}

impl Problem {
    pub(super) fn new(file: &str, line: usize, what: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, what: what.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "catalog/{}:{}: {}", self.file, self.line, self.what)
    }
}

/// All tables of the catalogue.
#[derive(Debug)]
pub(super) struct Tables {
    pub(super) editions: Vec<Table>,
    pub(super) services: Table,
    pub(super) categories: Table,
    pub(super) spellings: Table,
    pub(super) renames: Table,
    /// What activities do: the verbs in their names, and what those do not tell.
    pub(super) verbs: Table,
    pub(super) kinds: Table,
    pub(super) questions: Table,
    pub(super) record_types: Table,
    pub(super) label_operations: Table,
    /// Microsoft's small enums.
    pub(super) enums: Table,
    /// The words that the other tables use in their own columns.
    pub(super) words: Table,
    /// The editions that list operations of the unified log, and what else is known of those.
    pub(super) operations: Vec<Table>,
    pub(super) sections: Table,
    pub(super) workloads: Table,
    pub(super) cmdlet_verbs: Table,
    /// What events are in the schemas of others: classes, rules, activities, and rows of ASIM.
    pub(super) mappings: [Table; 4],
}

impl Tables {
    pub(super) fn read(directory: &Path, problems: &mut Vec<Problem>) -> Self {
        let editions = Table::folder(directory, "editions", problems);
        let operations = Table::folder(directory, "operations", problems);
        let mut table = |file| Table::read(directory, file, problems);
        Self {
            services: table("services.tsv"),
            categories: table("categories.tsv"),
            spellings: table("spellings.tsv"),
            renames: table("renames.tsv"),
            verbs: table("verbs.tsv"),
            kinds: table("kinds.tsv"),
            questions: table("questions.tsv"),
            record_types: table("record_types.tsv"),
            label_operations: table("label_operations.tsv"),
            enums: table("enums.tsv"),
            words: table("words.tsv"),
            sections: table("sections.tsv"),
            workloads: table("workloads.tsv"),
            cmdlet_verbs: table("cmdlet_verbs.tsv"),
            mappings: [
                table("mappings/ocsf_classes.tsv"),
                table("mappings/ocsf_rules.tsv"),
                table("mappings/ocsf_activities.tsv"),
                table("mappings/asim.tsv"),
            ],
            editions,
            operations,
        }
    }
}

/// One file: `# key: value` lines, a header, rows.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) file: String,
    pub(super) meta: BTreeMap<String, String>,
    /// What the lines `# new KIND: NAME` declare: line, kind and name.
    pub(super) declared: Vec<(usize, String, String)>,
    columns: Vec<String>,
    rows: Vec<(usize, Vec<String>)>,
}

impl Table {
    /// All tables of a folder, by name.
    fn folder(directory: &Path, folder: &str, problems: &mut Vec<Problem>) -> Vec<Self> {
        let entries = match fs::read_dir(directory.join(folder)) {
            Ok(entries) => entries,
            Err(error) => {
                problems.push(Problem::new(folder, 0, error.to_string()));
                return Vec::new();
            }
        };
        let mut files: Vec<String> = entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| name.ends_with(".tsv"))
            .collect();
        files.sort();
        files.iter().map(|name| Self::read(directory, &format!("{folder}/{name}"), problems)).collect()
    }

    fn read(directory: &Path, file: &str, problems: &mut Vec<Problem>) -> Self {
        match fs::read_to_string(directory.join(file)) {
            Ok(text) => Self::parse(file, &text, problems),
            Err(error) => {
                problems.push(Problem::new(file, 0, error.to_string()));
                Self::parse(file, "", &mut Vec::new())
            }
        }
    }

    pub(super) fn parse(file: &str, text: &str, problems: &mut Vec<Problem>) -> Self {
        let mut table = Self {
            file: file.to_owned(),
            meta: BTreeMap::new(),
            declared: Vec::new(),
            columns: Vec::new(),
            rows: Vec::new(),
        };
        for (index, line) in text.lines().enumerate() {
            let number = index + 1;
            if let Some((key, value)) = line.strip_prefix("# ").and_then(|meta| meta.split_once(": ")) {
                match key.strip_prefix("new ") {
                    Some(kind) => table.declared.push((number, kind.to_owned(), value.to_owned())),
                    None => drop(table.meta.insert(key.to_owned(), value.to_owned())),
                }
                continue;
            }
            let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
            if let Some(cell) = cells.iter().find(|cell| cell.trim() != cell.as_str()) {
                problems.push(Problem::new(file, number, format!("blank at the border of the cell `{cell}`")));
            }
            if table.columns.is_empty() {
                table.columns = cells;
            } else if cells.len() == table.columns.len() {
                table.rows.push((number, cells));
            } else {
                let what = format!("{} cells where the header has {}", cells.len(), table.columns.len());
                problems.push(Problem::new(file, number, what));
            }
        }
        if table.columns.is_empty() {
            problems.push(Problem::new(file, 1, "no header"));
        }
        table
    }

    /// The rows, or none and a problem if the header is not `columns`.
    pub(super) fn rows<'t, const N: usize>(
        &'t self,
        columns: [&str; N],
        problems: &mut Vec<Problem>,
    ) -> Vec<Row<'t, N>> {
        if self.columns != columns {
            let what = format!("the header must be `{}`", columns.join("` `"));
            problems.push(Problem::new(&self.file, self.meta.len() + self.declared.len() + 1, what));
            return Vec::new();
        }
        self.rows
            .iter()
            .map(|(line, cells)| Row {
                file: &self.file,
                line: *line,
                cells: std::array::from_fn(|column| cells[column].as_str()),
            })
            .collect()
    }

    /// Whether a row has this text in this column.
    pub(super) fn lists(&self, column: &str, text: &str) -> bool {
        let column = self.columns.iter().position(|name| name == column);
        column.is_some_and(|column| self.rows.iter().any(|(_, cells)| cells[column] == text))
    }

    pub(super) fn has_column(&self, column: &str) -> bool {
        self.columns.iter().any(|name| name == column)
    }
}

/// One row, with as many cells as its table has columns.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'t, const N: usize> {
    file: &'t str,
    pub(super) line: usize,
    pub(super) cells: [&'t str; N],
}

impl<const N: usize> Row<'_, N> {
    pub(super) fn problem(&self, what: impl Into<String>) -> Problem {
        Problem::new(self.file, self.line, what)
    }
}

/// Checks that the keys of `rows` rise: a table in one order has readable differences and no row twice.
pub(super) fn check_sorted<'t, const N: usize, K: Ord>(
    rows: &[Row<'t, N>],
    problems: &mut Vec<Problem>,
    key: impl Fn(&Row<'t, N>) -> K,
) {
    for pair in rows.windows(2) {
        let (before, after) = (key(&pair[0]), key(&pair[1]));
        if before == after {
            problems.push(pair[1].problem(format!("the same row as line {}", pair[0].line)));
        } else if before > after {
            problems.push(pair[1].problem(format!("unsorted: belongs before line {}", pair[0].line)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Table, check_sorted};

    #[test]
    fn rows_know_their_line_and_problems_are_collected() {
        let mut problems = Vec::new();
        let text = "# date: 2024-10-05\na\tb\nx\t1\nx \t2\ny\nw\t3\nw\t3\n";
        let table = Table::parse("t.tsv", text, &mut problems);
        assert_eq!(table.meta["date"], "2024-10-05");
        let rows = table.rows(["a", "b"], &mut problems);
        assert_eq!(rows[0].line, 3);
        check_sorted(&rows, &mut problems, |row| row.cells);
        let texts: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            texts,
            [
                "catalog/t.tsv:4: blank at the border of the cell `x `",
                "catalog/t.tsv:5: 1 cells where the header has 2",
                "catalog/t.tsv:6: unsorted: belongs before line 4",
                "catalog/t.tsv:7: the same row as line 6",
            ]
        );
    }

    #[test]
    fn a_wrong_header_is_named() {
        let mut problems = Vec::new();
        let table = Table::parse("t.tsv", "a\tc\n", &mut problems);
        assert!(table.rows(["a", "b"], &mut problems).is_empty());
        assert_eq!(problems[0].to_string(), "catalog/t.tsv:1: the header must be `a` `b`");
        Table::parse("empty.tsv", "", &mut problems);
        assert_eq!(problems[1].to_string(), "catalog/empty.tsv:1: no header");
    }
}
