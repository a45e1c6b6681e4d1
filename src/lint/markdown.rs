//! Markdown: the queries in its fenced code blocks.

use std::ops::Range;

/// A fenced block: what its opening line says it is written in, and where its text stands.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Block<'t> {
    pub(super) language: &'t str,
    pub(super) place: Range<usize>,
}

/// The fenced code blocks of a text, in order. A block that does not end, ends with the text.
pub(super) fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut open: Option<(&str, &str, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        let bare = line.trim();
        let marks =
            ['`', '~'].into_iter().map(|mark| bare.len() - bare.trim_start_matches(mark).len()).max().unwrap_or(0);
        match open {
            // What opens and ends on one line is code among text.
            None if marks >= 3 && !(bare.starts_with('`') && bare[marks..].contains('`')) => {
                open = Some((&bare[..marks], bare[marks..].trim(), end));
            }
            Some((fence, language, start))
                if marks >= fence.len() && bare.starts_with(fence) && bare.len() == marks =>
            {
                blocks.push(Block { language, place: start..at });
                open = None;
            }
            _ => {}
        }
        at = end;
    }
    if let Some((_, language, start)) = open {
        blocks.push(Block { language, place: start..text.len() });
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::blocks;

    #[test]
    fn blocks_have_a_language_and_a_place() {
        let text = "```one line``` of text\n# a\n```KQL\nAuditLogs\n```\n~~~\nx\n```\n~~~~\n  ```kusto\nend";
        let found: Vec<(&str, &str)> =
            blocks(text).into_iter().map(|block| (block.language, &text[block.place])).collect();
        assert_eq!(found, [("KQL", "AuditLogs\n"), ("", "x\n```\n"), ("kusto", "end")]);
    }
}
