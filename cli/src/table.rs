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
    pub(crate) fn push(&mut self, cells: impl IntoIterator<Item = impl AsRef<str>>) {
        self.rows.push(cells.into_iter().map(|cell| printable(cell.as_ref())).collect());
    }

    pub(crate) fn print(&self, out: &mut impl Write) -> io::Result<()> {
        let (table, note) = self.text();
        out.write_all(table.as_bytes())?;
        if let Some(note) = note {
            out.flush()?;
            let _ = writeln!(anstream::stderr(), "{note}");
        }
        Ok(())
    }

    /// The table as lines of text for standard output, and what is to be said of columns that are not shown.
    pub(crate) fn text(&self) -> (String, Option<String>) {
        let room = if self.is_wide { None } else { room() };
        let color = AutoStream::choice(&io::stdout()) != ColorChoice::Never;
        let shown = self.fit(room);
        let hidden = (0..self.header.len()).filter(|place| shown.iter().all(|(at, _)| at != place));
        let names: Vec<&str> = hidden.map(|at| self.header[at].as_str()).collect();
        let names = names.join(", ");
        let note = format!("columns for which there is no room: {names}; `--wide` shows all");
        (format!("{}\n", self.layout(&shown, color)), (!names.is_empty()).then_some(note))
    }

    /// The columns that are shown, with their widths. Minor ones go, the last first, as long as others are cut too short.
    fn fit(&self, room: Option<usize>) -> Vec<(usize, usize)> {
        let widest = |at: usize| {
            let cells = self.rows.iter().map(|row| width(&row[at]));
            cells.max().unwrap_or_default().max(width(&self.header[at]))
        };
        let mut shown: Vec<(usize, usize)> = (0..self.header.len()).map(|at| (at, widest(at))).collect();
        let Some(room) = room else { return shown };
        loop {
            let fitted = self.cut(&shown, room);
            let is_minor = |&(at, _): &(usize, usize)| MINOR.contains(&self.header[at].as_str());
            let is_short =
                shown.iter().zip(&fitted).any(|(whole, cut)| !is_minor(whole) && cut.1 < whole.1.min(USEFUL));
            let overflows = fitted.iter().map(|(_, width)| width + AROUND).sum::<usize>() > room;
            match shown.iter().rposition(is_minor) {
                Some(last) if is_short || overflows => drop(shown.remove(last)),
                _ => return fitted,
            }
        }
    }

    /// The same columns, the widest cut to one width such that all fit: first the minor ones, then the others.
    fn cut(&self, shown: &[(usize, usize)], room: usize) -> Vec<(usize, usize)> {
        let room = room.saturating_sub(AROUND * shown.len());
        let mut fitted = shown.to_vec();
        for (turn, least) in LEAST.into_iter().enumerate() {
            let has_turn = |&(at, _): &(usize, usize)| turn_of(&self.header[at]) == Some(turn);
            let (cut, others): (Vec<_>, Vec<_>) = fitted.iter().copied().partition(has_turn);
            let others: usize = others.iter().map(|(_, width)| width).sum();
            let widths: Vec<usize> = cut.iter().map(|&(_, width)| width).collect();
            let most = level(&widths, least, room.saturating_sub(others));
            fitted.iter_mut().filter(|column| has_turn(column)).for_each(|column| column.1 = column.1.min(most));
        }
        fitted
    }

    fn layout(&self, shown: &[(usize, usize)], color: bool) -> comfy_table::Table {
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
        table.set_header(shown.iter().map(|&(at, width)| shorten(&self.header[at], width)));
        for row in &self.rows {
            table.add_row(shown.iter().map(|&(at, width)| {
                let cell = Cell::new(shorten(&row[at], width));
                match tint(&self.header[at], &row[at]) {
                    Some(tint) if color => cell.fg(tint),
                    _ => cell,
                }
            }));
        }
        for (place, &(at, _)) in shown.iter().enumerate() {
            let mut cells = self.rows.iter().map(|row| &row[at]).filter(|cell| !cell.is_empty()).peekable();
            let are_numbers =
                cells.peek().is_some() && cells.all(|cell| cell.bytes().all(|byte| byte.is_ascii_digit()));
            table.column_mut(place).into_iter().for_each(|column| {
                column.set_padding((1, 0));
                if are_numbers {
                    column.set_cell_alignment(CellAlignment::Right);
                }
            });
        }
        table
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

/// The columns that a printable text takes.
fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

/// A text as wide as that, cut in the middle: names differ at their ends.
fn shorten(text: &str, room: usize) -> String {
    if width(text) <= room {
        return text.to_owned();
    }
    let left = room.saturating_sub(1).div_ceil(2);
    let right = room.saturating_sub(1 + left);
    if text.is_ascii() {
        return format!("{}\u{2026}{}", &text[..left], &text[text.len() - right..]);
    }
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
        table.push(row);
        for (room, hidden) in [(80, 2), (100, 2), (120, 2), (160, 0), (240, 0)] {
            let shown = table.fit(Some(room));
            assert_eq!(table.header.len() - shown.len(), hidden, "{room}");
            let text = table.layout(&shown, false).to_string();
            assert!(text.lines().all(|line| line.width() <= room), "{room}:\n{text}");
            assert!(text.contains(" 2024-10-05 07:11:12 ") && text.contains(" success "), "{text}");
        }
        let all = table.fit(None);
        let whole = table.layout(&all, false).to_string();
        assert!(row.iter().all(|cell| whole.contains(cell)));
        assert!(!whole.contains('\u{1b}') && table.layout(&all, true).to_string().contains('\u{1b}'));
    }
}
