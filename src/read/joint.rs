//! What stands between two records of an input, so that its parts can be cut where records begin.

use super::parser::Held;

/// So much of the end of a record, and of the beginning of the next, is compared.
const SIDE: usize = 24;

/// What the end of one record, the beginning of the next and all between them have in common.
///
/// A guess: the text may occur within a record, too. Whoever reads a part finds out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Joint {
    text: Vec<u8>,
    /// Where in it the next record begins.
    cut: usize,
}

impl Joint {
    /// A line break.
    pub(super) fn line_break() -> Self {
        Self { text: b"\n".to_vec(), cut: 1 }
    }

    /// What is between records of a text that begins at an offset. `None` if there are not two of them.
    pub(super) fn of(held: &Held<'_>, text: &str, offset: u64) -> Option<Self> {
        let bytes = text.as_bytes();
        let place = |index: usize| {
            let entry = held.get(index)?.as_ref().ok()?;
            let start = usize::try_from(entry.position().offset().checked_sub(offset)?).ok()?;
            Some((start, start + entry.text().len())).filter(|&(_, end)| end <= bytes.len())
        };
        let pairs = (1..held.len()).filter_map(|index| Some((place(index - 1)?.1, place(index)?.0)));
        let mut common: Option<(&[u8], &[u8], &[u8])> = None;
        // The records of one wrapper have the same place.
        for (end, start) in pairs.filter(|(end, start)| end <= start) {
            let (before, between) = (&bytes[end.saturating_sub(SIDE)..end], &bytes[end..start]);
            let behind = &bytes[start..bytes.len().min(start + SIDE)];
            common = Some(match common {
                None => (before, between, behind),
                Some((before_all, the_same, behind_all)) if the_same == between => {
                    let same = |(one, other): &(&u8, &u8)| one == other;
                    let length = before_all.iter().rev().zip(before.iter().rev()).take_while(same).count();
                    let first = behind_all.iter().zip(behind).take_while(same).count();
                    (&before_all[before_all.len() - length..], the_same, &behind_all[..first])
                }
                // Another page, or an empty line: cuts are made elsewhere.
                Some(common) => common,
            });
        }
        let (before, between, behind) = common?;
        let joint = Self { text: [before, between, behind].concat(), cut: before.len() + between.len() };
        (!joint.text.is_empty()).then_some(joint)
    }

    /// The last place in a text where a record begins.
    pub(super) fn last(&self, bytes: &[u8]) -> Option<usize> {
        memchr::memmem::rfind(bytes, &self.text).map(|at| at + self.cut)
    }
}
