//! Parts of names: how many names of the catalogue they meet.

use crate::catalog::{
    Activity, AipActivity, Category, Channel, LabelOperation, ObservedSpelling, Operation, RecordType, Service,
    UserType, Workload,
};

use super::field::{Log, RESULTS, Subject};
use super::judge::is_of_the_directory;

/// How a literal is compared with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Shape {
    /// The whole name.
    Whole,
    Contains,
    Starts,
    Ends,
    /// Whole words, as Kusto's `has`.
    Words,
    /// From the beginning of a word on, as Kusto's `hasprefix`.
    WordStart,
    /// To the end of a word, as Kusto's `hassuffix`.
    WordEnd,
}

/// What a literal looks for in names; case does not matter.
#[derive(Debug)]
pub(super) struct Fragment {
    shape: Shape,
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    Is(char),
    /// `?`
    One,
    /// `*`
    Any,
}

impl Fragment {
    /// A part of a name that has no wildcards.
    pub(super) fn plain(text: &str, shape: Shape) -> Self {
        Self::new(text.chars().map(Piece::Is), shape)
    }

    pub(super) fn new(pieces: impl IntoIterator<Item = Piece>, shape: Shape) -> Self {
        let lower = |piece| match piece {
            Piece::Is(character) => Piece::Is(character.to_ascii_lowercase()),
            other => other,
        };
        let mut pieces: Vec<Piece> = pieces.into_iter().map(lower).collect();
        if matches!(shape, Shape::Contains | Shape::Ends) {
            pieces.insert(0, Piece::Any);
        }
        if matches!(shape, Shape::Contains | Shape::Starts) {
            pieces.push(Piece::Any);
        }
        Self { shape, pieces }
    }

    /// Whether it meets every text.
    pub(super) fn is_anything(&self) -> bool {
        self.pieces.iter().all(|&piece| piece == Piece::Any)
    }

    /// The names that it meets in one of their spellings.
    pub(super) fn meets(&self, subject: Subject, log: Log) -> Vec<&'static str> {
        let mut met: Vec<&'static str> = match subject {
            Subject::Service => {
                Service::all().filter(|one| self.meets_any(one.spellings())).map(Service::name).collect()
            }
            Subject::Category => {
                Category::all().filter(|one| self.meets_any(one.spellings())).map(Category::name).collect()
            }
            Subject::RecordType => RecordType::all().map(RecordType::name).filter(|name| self.is_in(name)).collect(),
            Subject::Workload => Workload::all().map(Workload::name).filter(|name| self.is_in(name)).collect(),
            Subject::Activity => self.activities(log),
            Subject::Result => RESULTS.into_iter().filter(|name| self.is_in(name)).collect(),
            Subject::UserType => UserType::all().map(UserType::name).filter(|name| self.is_in(name)).collect(),
        };
        // Several record types share the operations of labels.
        met.sort_unstable();
        met.dedup();
        met
    }

    fn activities(&self, log: Log) -> Vec<&'static str> {
        let directory = Activity::all().filter(|one| {
            let observed = one.observed_spellings().map(ObservedSpelling::text);
            self.is_in(one.name())
                || self.meets_any(one.spellings())
                || self.meets_any(observed)
                || (log == Log::Unified
                    && one.spellings_for(Channel::UnifiedAuditLog).iter().any(|spelling| self.is_in(spelling)))
        });
        let directory = directory.map(Activity::name);
        let labels = LabelOperation::all().iter().map(LabelOperation::operation).filter(|name| self.is_in(name));
        match log {
            Log::Entra => {
                let copied = Operation::all().filter(|&one| is_of_the_directory(one)).map(Operation::name);
                directory.chain(copied.filter(|name| self.is_in(name))).collect()
            }
            Log::Unified => {
                let operations = Operation::all().map(Operation::name).filter(|name| self.is_in(name));
                directory.chain(labels).chain(operations).collect()
            }
            Log::Label => labels.collect(),
            Log::Aip => AipActivity::all().map(AipActivity::name).filter(|name| self.is_in(name)).collect(),
        }
    }

    fn meets_any(&self, mut spellings: impl Iterator<Item = &'static str>) -> bool {
        spellings.any(|spelling| self.is_in(spelling))
    }

    fn is_in(&self, name: &str) -> bool {
        let name: Vec<char> = name.chars().map(|character| character.to_ascii_lowercase()).collect();
        let inside = |at: usize| name.get(at).is_some_and(|character| character.is_alphanumeric());
        let (from_word, to_word) = match self.shape {
            Shape::Words => (true, true),
            Shape::WordStart => (true, false),
            Shape::WordEnd => (false, true),
            _ => return glob(&self.pieces, &name),
        };
        let length = self.pieces.len();
        (0..(name.len() + 1).saturating_sub(length)).any(|start| {
            let end = start + length;
            let begins = !from_word || start == 0 || !(inside(start - 1) && inside(start));
            let stops = !to_word || end == 0 || !(inside(end - 1) && inside(end));
            begins && stops && glob(&self.pieces, &name[start..end])
        })
    }
}

/// Whether the pieces are the whole name. On a mismatch it goes back to the last `*` only, so the time is bounded by the
/// product of the lengths.
fn glob(pieces: &[Piece], name: &[char]) -> bool {
    let (mut piece, mut at) = (0, 0);
    let mut retry = None;
    while at < name.len() {
        match pieces.get(piece) {
            Some(Piece::Any) => {
                retry = Some((piece, at));
                piece += 1;
            }
            Some(Piece::One) => {
                piece += 1;
                at += 1;
            }
            Some(&Piece::Is(character)) if character == name[at] => {
                piece += 1;
                at += 1;
            }
            _ => match retry {
                Some((any, from)) => {
                    retry = Some((any, from + 1));
                    piece = any + 1;
                    at = from + 1;
                }
                None => return false,
            },
        }
    }
    pieces[piece..].iter().all(|&piece| piece == Piece::Any)
}

#[cfg(test)]
mod tests {
    use super::{Fragment, Piece, Shape};

    #[test]
    fn each_shape_meets_its_own() {
        for (shape, text, meets) in [
            (Shape::Whole, "add user", true),
            (Shape::Whole, "add", false),
            (Shape::Contains, "d us", true),
            (Shape::Starts, "ADD", true),
            (Shape::Starts, "user", false),
            (Shape::Ends, "user", true),
            (Shape::Ends, "add", false),
            (Shape::Words, "user", true),
            (Shape::Words, "use", false),
            (Shape::Words, "add user", true),
            (Shape::WordStart, "use", true),
            (Shape::WordStart, "ser", false),
            (Shape::WordEnd, "ser", true),
            (Shape::WordEnd, "use", false),
            (Shape::Words, "a text that is longer than the name", false),
        ] {
            assert_eq!(Fragment::plain(text, shape).is_in("Add user"), meets, "{shape:?} `{text}`");
        }
        let pieces = [Piece::Is('A'), Piece::Any, Piece::Is('e'), Piece::One];
        assert!(Fragment::new(pieces, Shape::Whole).is_in("Add user"));
        assert!(!Fragment::new(pieces, Shape::Whole).is_in("Add use"));
    }
}
