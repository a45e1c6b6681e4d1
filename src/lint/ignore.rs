//! Comments that say which findings to ignore: `msaudit:ignore case,unknown the reason`.

use std::collections::HashMap;

use super::kind::Kind;

/// What a comment says, in whatever way a rule's language writes comments.
const MARK: &str = "msaudit:ignore";

/// The findings to ignore, by line.
#[derive(Debug, Default)]
pub(super) struct Ignores {
    lines: HashMap<usize, Vec<Kind>>,
}

impl Ignores {
    /// The comments of a text. One behind something is about its line; one alone on its line about the next.
    pub(super) fn of(text: &str) -> Self {
        let mut lines: HashMap<usize, Vec<Kind>> = HashMap::new();
        if !text.contains(MARK) {
            return Self { lines };
        }
        for (index, line) in text.lines().enumerate() {
            let Some((before, after)) = line.split_once(MARK) else { continue };
            let stands_alone = before.chars().all(|character| !character.is_alphanumeric());
            let ids = after.split_whitespace().next().unwrap_or_default();
            let kinds = match ids {
                "all" => Kind::all().collect(),
                ids => ids.split(',').filter_map(|id| id.parse().ok()).collect::<Vec<Kind>>(),
            };
            // Without an id, or with one that is none, nothing is ignored: a typing error must not hide a finding.
            lines.entry(index + 1 + usize::from(stands_alone)).or_default().extend(kinds);
        }
        Self { lines }
    }

    pub(super) fn contains(&self, line: usize, kind: Kind) -> bool {
        self.lines.get(&line).is_some_and(|kinds| kinds.contains(&kind))
    }
}

#[cfg(test)]
mod tests {
    use super::{Ignores, Kind};

    #[test]
    fn a_comment_is_about_its_line_or_the_next() {
        let ignores =
            Ignores::of("a // msaudit:ignore case seen in 2019\n# msaudit:ignore all x\nb\nc -- msaudit:ignore\n");
        for (line, kind, ignored) in [
            (1, Kind::Case, true),
            (1, Kind::Unknown, false),
            (2, Kind::Case, false),
            (3, Kind::Broken, true),
            (4, Kind::Case, false),
        ] {
            assert_eq!(ignores.contains(line, kind), ignored, "{line}");
        }
    }
}
