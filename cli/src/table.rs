//! Tables for people: as wide as the terminal, and never wider.

use std::env;
use std::io::{self, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use comfy_table::{Cell, CellAlignment, Color, ContentArrangement, LineStyle, TableStyle};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::output::printable;

/// Columns that are cut first, as a reader misses their ends least.
const MINOR: [&str; 15] = [
    "address",
    "category",
    "edition",
    "editions",
    "ident",
    "label_role",
    "operations",
    "platforms",
    "record_types",
    "reported_by",
    "service",
    "source",
    "sources",
    "spellings",
    "title",
];

/// Columns that are cut last: what happened.
const MAJOR: [&str; 4] = ["activity", "operation", "change", "name"];

/// Columns that are of no use without their ends.
const WHOLE: [&str; 5] = ["time", "code", "count", "outcome", "record"];

/// What is left of a column at least, in the order in which they are cut: minor ones, most, major ones.
const LEAST: [usize; 3] = [8, 10, 12];

/// Less than this of the widest of the other columns is of little use: minor columns make room for them.
const USEFUL: usize = 16;

/// Blanks around a cell.
const AROUND: usize = 2;

/// Rows under a header.
pub(crate) struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
    /// Whether cells are shown whole, however wide the terminal is.
    is_wide: bool,
}

impl Table {
    pub(crate) fn new(header: impl IntoIterator<Item = impl Into<String>>, is_wide: bool) -> Self {
        Self { header: header.into_iter().map(Into::into).collect(), rows: Vec::new(), is_wide }
    }

    /// Takes a row in, one cell for each column.
    pub(crate) fn push(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().map(|cell| printable(&cell)).collect());
    }

    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(crate) fn print(&self, out: &mut impl Write) -> io::Result<()> {
        let room = if self.is_wide { None } else { room() };
        let color = AutoStream::choice(&io::stdout()) != ColorChoice::Never;
        let hidden = room.map_or_else(Vec::new, |room| self.hidden(room));
        writeln!(out, "{}", self.without(&hidden).layout(room, color))?;
        if !hidden.is_empty() {
            out.flush()?;
            let names: Vec<&str> = hidden.iter().map(|&at| self.header[at].as_str()).collect();
            let names = names.join(", ");
            let _ = writeln!(anstream::stderr(), "columns for which there is no room: {names}; `--wide` shows all");
        }
        Ok(())
    }

    /// The minor columns for which there is no room.
    fn hidden(&self, room: usize) -> Vec<usize> {
        let mut hidden = Vec::new();
        let minor = (0..self.header.len()).rev().filter(|&at| MINOR.contains(&self.header[at].as_str()));
        for at in minor {
            let rest = self.without(&hidden);
            let whole = rest.widths(None);
            let fitted = rest.widths(Some(room));
            let is_cut =
                |(at, name): (usize, &String)| !MINOR.contains(&name.as_str()) && fitted[at] < whole[at].min(USEFUL);
            let overflows = fitted.iter().map(|width| width + AROUND).sum::<usize>() > room;
            if !overflows && !rest.header.iter().enumerate().any(is_cut) {
                break;
            }
            hidden.push(at);
        }
        hidden.sort_unstable();
        hidden
    }

    fn without(&self, hidden: &[usize]) -> Self {
        let keep = |cells: &Vec<String>| -> Vec<String> {
            let shown = cells.iter().enumerate().filter(|(at, _)| !hidden.contains(at));
            shown.map(|(_, cell)| cell.clone()).collect()
        };
        Self { header: keep(&self.header), rows: self.rows.iter().map(keep).collect(), is_wide: self.is_wide }
    }

    fn layout(&self, room: Option<usize>, color: bool) -> comfy_table::Table {
        let widths = self.widths(room);
        let mut table = comfy_table::Table::new();
        let line = LineStyle::none().fill('\u{2500}').junction('\u{2500}');
        table
            .load_style(TableStyle::new().header_separator(line))
            .set_content_arrangement(ContentArrangement::Disabled);
        if color {
            table.enforce_styling();
        } else {
            table.force_no_tty();
        }
        table.set_header(self.header.iter().zip(&widths).map(|(name, &width)| shorten(name, width)));
        for row in &self.rows {
            table.add_row(row.iter().enumerate().map(|(at, text)| {
                let cell = Cell::new(shorten(text, widths[at]));
                match tint(&self.header[at], text) {
                    Some(tint) if color => cell.fg(tint),
                    _ => cell,
                }
            }));
        }
        for at in 0..self.header.len() {
            table.column_mut(at).into_iter().for_each(|column| {
                column.set_padding((1, 0));
            });
            let mut cells = self.rows.iter().map(|row| &row[at]).filter(|cell| !cell.is_empty()).peekable();
            if cells.peek().is_some() && cells.all(|cell| cell.bytes().all(|byte| byte.is_ascii_digit())) {
                table.column_mut(at).into_iter().for_each(|column| {
                    column.set_cell_alignment(CellAlignment::Right);
                });
            }
        }
        table
    }

    /// How wide each column may be: as wide as its widest cell, or, where that is more than there is room for, such that the
    /// widest are cut to one width, first of the minor columns, then of the others.
    fn widths(&self, room: Option<usize>) -> Vec<usize> {
        let mut widths: Vec<usize> = (0..self.header.len())
            .map(|at| {
                let cells = self.rows.iter().map(|row| row[at].width());
                cells.max().unwrap_or_default().max(self.header[at].width())
            })
            .collect();
        let Some(room) = room.map(|room| room.saturating_sub(AROUND * widths.len())) else { return widths };
        for (turn, least) in LEAST.into_iter().enumerate() {
            let cut: Vec<usize> = (0..widths.len()).filter(|&at| turn_of(&self.header[at]) == Some(turn)).collect();
            let others: usize = (0..widths.len()).filter(|at| !cut.contains(at)).map(|at| widths[at]).sum();
            let widest: Vec<usize> = cut.iter().map(|&at| widths[at]).collect();
            let most = level(&widest, least, room.saturating_sub(others));
            cut.into_iter().for_each(|at| widths[at] = widths[at].min(most));
        }
        widths
    }
}

/// When a column is cut, counted as in [`LEAST`]; never, if it is shown whole.
fn turn_of(column: &str) -> Option<usize> {
    match column {
        _ if WHOLE.contains(&column) => None,
        _ if MINOR.contains(&column) => Some(0),
        _ if MAJOR.contains(&column) => Some(2),
        _ => Some(1),
    }
}

/// The width to which the widest are cut so that all together fit.
fn level(widths: &[usize], least: usize, room: usize) -> usize {
    let widest = widths.iter().copied().max().unwrap_or(least);
    let fits = |most: &usize| widths.iter().map(|width| width.min(most)).sum::<usize>() <= room;
    (least..=widest).rev().find(fits).unwrap_or(least)
}

/// The columns of the terminal; those that `COLUMNS` says where there is none.
fn room() -> Option<usize> {
    if io::stdout().is_terminal() {
        return comfy_table::Table::new().width().map(usize::from);
    }
    env::var("COLUMNS").ok()?.parse().ok()
}

/// Good news and bad.
fn tint(column: &str, cell: &str) -> Option<Color> {
    let word = cell.split(' ').next().unwrap_or_default();
    match (column, word) {
        ("outcome", "failure" | "timeout") | ("change" | "label.change", "downgraded" | "removed") => Some(Color::Red),
        ("outcome", "success") | ("change" | "label.change", "upgraded" | "applied") => Some(Color::Green),
        ("outcome", "partial") | ("change" | "label.change", "undetermined") => Some(Color::Yellow),
        _ => None,
    }
}

/// A text as wide as that, cut in the middle: names differ at their ends.
fn shorten(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let left = width.saturating_sub(1).div_ceil(2);
    let right = width.saturating_sub(1 + left);
    let taken = |characters: &mut dyn Iterator<Item = char>, room: usize| {
        let mut used = 0;
        let mut taken = Vec::new();
        for character in characters {
            used += character.width().unwrap_or_default();
            if used > room {
                break;
            }
            taken.push(character);
        }
        taken
    };
    let head: String = taken(&mut text.chars(), left).into_iter().collect();
    let tail: String = taken(&mut text.chars().rev(), right).into_iter().rev().collect();
    format!("{head}\u{2026}{tail}")
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::{Table, shorten};

    #[test]
    fn what_is_cut_keeps_both_ends() {
        assert_eq!(shorten("alexander@contoso.com", 21), "alexander@contoso.com");
        assert_eq!(shorten("alexander@contoso.com", 11), "alexa\u{2026}o.com");
        assert_eq!(shorten("\u{65e5}\u{672c}\u{8a9e}\u{6587}\u{5b57}", 6), "\u{65e5}\u{2026}\u{5b57}");
        for width in 0..30 {
            assert!(shorten("\u{65e5}\u{672c} and a longer name \u{1f600}", width).width() <= width.max(1), "{width}");
        }
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        let mut table = Table::new(["time", "service", "category", "activity", "outcome", "target", "actor"], false);
        let row = [
            "2024-10-05 07:11:12",
            "Self-service Group Management",
            "GroupManagement",
            "Add app role assignment to service principal",
            "success",
            "00000000-0000-0000-0000-000000000000",
            "somebody.with.a.long.name@contoso.onmicrosoft.com",
        ];
        table.push(row.map(str::to_owned));
        for (room, hidden) in [(80, 2), (100, 2), (120, 2), (160, 0), (240, 0)] {
            let gone = table.hidden(room);
            assert_eq!(gone.len(), hidden, "{room}");
            let text = table.without(&gone).layout(Some(room), false).to_string();
            assert!(text.lines().all(|line| line.width() <= room), "{room}:\n{text}");
            assert!(text.contains(" 2024-10-05 07:11:12 ") && text.contains(" success "), "{text}");
        }
        let whole = table.layout(None, false).to_string();
        assert!(row.iter().all(|cell| whole.contains(cell)));
        assert!(!whole.contains('\u{1b}') && table.layout(None, true).to_string().contains('\u{1b}'));
    }
}
