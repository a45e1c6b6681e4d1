//! The columns of a table, whether it is of CSV or the response of a query API.

use super::ErrorKind;
use super::recognise::{Found, Refusal, in_cell};
use super::unwrap::{content_of_text, is_sure, wrapping_column};
use crate::formats::{Format, Record, foreign_record};
use crate::input::{Wrapper, Wrappers};
use crate::wire::cells::{Cell, Column};

/// The columns of a table, and what its rows are.
#[derive(Debug)]
pub(super) struct Columns {
    pub(super) all: Vec<Column>,
    rows: RowKind,
}

#[derive(Debug)]
enum RowKind {
    /// Records of a format.
    Records(Format),
    /// Wrappers, with the records in one of the columns.
    Wrappers(Wrapper, usize),
}

impl Columns {
    /// Columns with these names; or what they are instead.
    pub(super) fn named(names: Vec<String>) -> Result<Self, (ErrorKind, String)> {
        let wrapping = wrapping_column(&names);
        let told = Format::of_names(&names);
        let rows = match (wrapping, told) {
            (Some((wrapper, column)), told) if told.is_err() || is_sure(&names) => RowKind::Wrappers(wrapper, column),
            (_, Ok(format)) => RowKind::Records(format),
            (_, Err(message)) => {
                if let Some(log) = foreign_record(&names) {
                    return Err((ErrorKind::NotOurs, log.to_owned()));
                }
                let format = Format::of_names_in_any_case(&names).ok_or((ErrorKind::NotARecord, message))?;
                RowKind::Records(format)
            }
        };
        let column = |name: String| {
            let field = match rows {
                RowKind::Records(format) => format.column(&name),
                RowKind::Wrappers(..) => None,
            };
            Column { name, field }
        };
        Ok(Self { all: names.into_iter().map(column).collect(), rows })
    }

    /// The record of a row with these cells, as many as there are columns.
    pub(super) fn read<'a>(
        &'a self,
        mut cells: impl Iterator<Item = Cell<'a>>,
        around: Wrappers,
        decodes_lists: bool,
    ) -> Result<Found<'a>, Refusal> {
        match self.rows {
            RowKind::Records(format) => match Record::from_row(format, &self.all, cells) {
                Ok(record) => {
                    Ok(Found::Record { record, wrappers: around, lasting: None, warning: None, restyled: false })
                }
                Err((column, error)) => {
                    let message = format!("`{column}`: {error}");
                    Err(Refusal { kind: ErrorKind::WrongType, place: 0, message })
                }
            },
            RowKind::Wrappers(wrapper, column) => {
                let content = cells.nth(column).and_then(|cell| content_of_text(wrapper, cell.text.into()));
                in_cell(content, (wrapper, &self.all[column].name), around, decodes_lists)
            }
        }
    }
}
