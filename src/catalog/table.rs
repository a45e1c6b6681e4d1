//! The static table behind one vocabulary, and the two searches in it.

use super::Evidence;
use super::fold::fold_into;
use super::hash::hash;

/// The longest text that can still be a name once it is folded. The build's tables stay well below it.
pub(super) const LONGEST: usize = 160;

/// All spellings of one vocabulary. The generator fills it.
///
/// A *spelling index* counts the values' own names first, then further spellings that some edition prints, then those
/// known from elsewhere. One text with `u16` ends takes a third of the room of a slice of `&str`.
#[derive(Debug)]
#[allow(unnameable_types, reason = "only the sealed trait hands it out")]
pub struct Table {
    pub(super) kind: &'static str,
    pub(super) values: u16,
    pub(super) documented: u16,
    pub(super) text: &'static str,
    pub(super) ends: &'static [u16],
    /// The value of each spelling after the values' own names.
    pub(super) owners: &'static [u16],
    /// How each of those is known, where a table says so.
    pub(super) evidence: &'static [Option<Evidence>],
    /// Open-addressed: spelling index plus one, or 0. Holds what is documented, and for every folded name one spelling
    /// that is written so but for its case.
    pub(super) slots: &'static [u16],
    /// Identifiers that the name alone does not give, by value.
    pub(super) idents: &'static [(u16, &'static str)],
}

/// How a text met a name of the catalogue.
///
/// ```
/// use msaudit::catalog::{Activity, MatchKind};
///
/// let how = |text| Activity::lookup(text).matched();
/// assert_eq!(how("Update user"), Some(MatchKind::Exact));
/// assert_eq!(how("update user."), Some(MatchKind::Folded));
/// assert_eq!(how("Updated MyStaff feature value"), Some(MatchKind::Alias));
/// assert_eq!(how("Feed the cat"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum MatchKind {
    /// Byte for byte as an edition of the documentation prints it.
    Exact,
    /// As printed, but for what [`fold`](super::fold()) removes.
    Folded,
    /// A spelling that no edition prints, known from records, rules or other documents.
    Alias,
}

impl MatchKind {
    /// `exact`, `folded` or `alias`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Folded => "folded",
            Self::Alias => "alias",
        }
    }
}

impl Table {
    /// The spelling with this index.
    pub(super) const fn spelling(&self, index: u16) -> &'static str {
        let index = index as usize;
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        let (until, _) = self.text.split_at(self.ends[index] as usize);
        until.split_at(start).1
    }

    pub(super) const fn owner(&self, spelling: u16) -> u16 {
        if spelling < self.values { spelling } else { self.owners[(spelling - self.values) as usize] }
    }

    /// The indices of all spellings of a value, its name first.
    pub(super) fn spellings(&'static self, value: u16) -> impl Iterator<Item = u16> + Clone {
        let others = (self.values..).zip(self.owners).filter(move |&(_, &owner)| owner == value);
        core::iter::once(value).chain(others.map(|(index, _)| index))
    }

    /// The explicit identifier of a value, if it has one.
    pub(super) fn explicit_ident(&self, value: u16) -> Option<&'static str> {
        let found = self.idents.binary_search_by_key(&value, |&(value, _)| value);
        found.ok().map(|at| self.idents[at].1)
    }

    /// The value with this spelling, as written or folded, and how it matched.
    #[inline]
    pub(super) fn find(&self, text: &str) -> Option<(u16, MatchKind)> {
        match self.search(text.as_bytes()) {
            Some((index, true)) if index < self.documented => Some((self.owner(index), MatchKind::Exact)),
            Some((index, _)) => Some((self.owner(index), self.folded(index))),
            None => self.find_otherwise(text),
        }
    }

    /// As [`find`](Self::find), for a text that is no spelling, whatever its case.
    #[cold]
    fn find_otherwise(&self, text: &str) -> Option<(u16, MatchKind)> {
        let trimmed = trim(text.as_bytes());
        if folds_to_lower_case(trimmed) {
            // The search has ignored the case already.
            return if trimmed.len() == text.len() { None } else { self.find_in_folded_form(trimmed) };
        }
        self.find_folded(text)
    }

    fn find_folded(&self, text: &str) -> Option<(u16, MatchKind)> {
        let mut buffer = [0; LONGEST];
        self.find_in_folded_form(fold_into(text, &mut buffer)?)
    }

    /// As [`find`](Self::find), for a text that is folded already, whatever its case.
    pub(super) fn find_in_folded_form(&self, folded: &[u8]) -> Option<(u16, MatchKind)> {
        let (index, _) = self.search(folded)?;
        Some((self.owner(index), self.folded(index)))
    }

    const fn folded(&self, index: u16) -> MatchKind {
        if index < self.documented { MatchKind::Folded } else { MatchKind::Alias }
    }

    /// Walks the slots from the hash of `key` to the first empty one. The table is at most half full.
    ///
    /// Finds the spelling that is `key` byte for byte (`true`), or else one that is the same but for its case.
    #[inline]
    fn search(&self, key: &[u8]) -> Option<(u16, bool)> {
        let mask = self.slots.len() - 1;
        let mut at = hash(key) as usize & mask;
        let mut near = None;
        loop {
            let Some(index) = self.slots[at].checked_sub(1) else { return near };
            let spelling = self.bytes(index);
            if spelling.len() == key.len() {
                if spelling == key {
                    return Some((index, true));
                }
                if spelling.eq_ignore_ascii_case(key) {
                    near = Some((index, false));
                }
            }
            at = (at + 1) & mask;
        }
    }

    #[inline]
    fn bytes(&self, index: u16) -> &'static [u8] {
        let index = index as usize;
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        &self.text.as_bytes()[start..self.ends[index] as usize]
    }
}

/// Without the blanks at both ends and the full stops at the end.
fn trim(mut bytes: &[u8]) -> &[u8] {
    while let [b' ', rest @ ..] = bytes {
        bytes = rest;
    }
    while let [rest @ .., b' ' | b'.'] = bytes {
        bytes = rest;
    }
    bytes
}

/// Whether folding a trimmed text does nothing but make it lower case: printable ASCII with single blanks.
fn folds_to_lower_case(text: &[u8]) -> bool {
    // Without an early exit, so that many bytes are looked at at once.
    let printable = text.iter().fold(true, |all, byte| all & (b' '..=b'~').contains(byte));
    let pairs = text.iter().zip(text.iter().skip(1));
    printable & pairs.fold(true, |all, (one, next)| all & !((*one == b' ') & (*next == b' ')))
}
