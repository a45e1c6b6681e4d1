//! Files that are no exports, by how they begin.

/// How a file of another kind begins, and what it is.
const FILES: [(&str, &str); 13] = [
    ("PK\u{3}\u{4}", "a ZIP archive or a workbook of Excel: expected the files in it, or the sheet saved as CSV UTF-8"),
    ("ElfFile\0", "an event log of Windows (EVTX): expected an export of Microsoft 365, Entra or Purview"),
    (
        "Obj\u{1}",
        "an Avro file, perhaps a capture of Event Hubs: expected the records as JSON, or `msaudit` built with the feature `avro`",
    ),
    ("PAR1", "a Parquet file: expected the export that it was made from"),
    ("7z\u{bc}\u{af}", "a 7-Zip archive: expected the files in it"),
    ("7z\u{fffd}\u{fffd}", "a 7-Zip archive: expected the files in it"),
    ("%PDF", "a PDF: expected the export itself"),
    ("SQLite format 3", "a database of SQLite: expected an export"),
    (
        "\u{fffd}\u{fffd}\u{11}\u{fffd}\u{fffd}\u{fffd}\u{1a}\u{fffd}",
        "a workbook of Excel (XLS): expected the sheet saved as CSV UTF-8",
    ),
    (
        "<Objs ",
        "PowerShell's `Export-Clixml`: expected `ConvertTo-Json -Depth 100` or `Export-Csv` of the same objects",
    ),
    ("<!DOCTYPE html", "a web page: expected the export itself; perhaps the download asked for a sign-in"),
    ("<html", "a web page: expected the export itself; perhaps the download asked for a sign-in"),
    ("<", "XML: expected JSON or CSV"),
];

/// What a file of another kind is, by how its text begins.
pub(super) fn foreign_file(text: &str) -> Option<&'static str> {
    let begins = |start: &str| {
        let head = text.as_bytes().get(..start.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
    };
    // Syslog lines begin with a priority, `<134>`.
    let is_priority = text.strip_prefix('<').is_some_and(|rest| rest.starts_with(|digit: char| digit.is_ascii_digit()));
    FILES.iter().find(|(start, _)| begins(start) && !(is_priority && *start == "<")).map(|&(_, what)| what)
}

#[cfg(test)]
mod tests {
    use super::foreign_file;

    #[test]
    fn files_of_other_kinds_are_told() {
        for (text, what) in [
            ("PK\u{3}\u{4}\u{14}", "a ZIP archive"),
            ("<Objs Version=\"1.1.0.1\"", "PowerShell's"),
            ("<!doctype HTML><html>", "a web page"),
            ("<Event xmlns=", "XML"),
        ] {
            assert!(foreign_file(text).is_some_and(|told| told.starts_with(what)), "{text}");
        }
        for text in ["", "P", "<134>1 x", "RecordId,AuditData", "{}"] {
            assert_eq!(foreign_file(text), None, "{text}");
        }
    }
}
