//! What a record says beside its documented fields.

use super::{Raw, Str};

/// The contents of a JSON object that its documented fields do not cover, so that writing it back loses nothing.
///
/// ```
/// use msaudit::formats::graph::DirectoryAudit;
///
/// let json = r#"{"id":"a","result":null,"shoeSize":[43]}"#;
/// let audit: DirectoryAudit = serde_json::from_str(json)?;
/// assert!(audit.is_null("result") && !audit.is_null("category"), "the one is null, the other missing");
/// assert_eq!(audit.rest.unknown()[0].0, "shoeSize");
/// assert_eq!(serde_json::to_string(&audit)?, json);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rest<'a> {
    /// Fields that were there, as bits by their number.
    seen: [u64; 2],
    /// Few records have any, and every part of a record has a rest.
    odd: Option<Box<Oddities<'a>>>,
}

#[derive(Debug, Clone, Default, PartialEq)]
struct Oddities<'a> {
    unknown: Vec<(Str<'a>, Raw<'a>)>,
    /// Fields that were written under another than their first spelling: number, spelling.
    respelt: Vec<(u8, u8)>,
    duplicates: Vec<Str<'a>>,
}

impl<'a> Rest<'a> {
    /// Undocumented fields, in the order of the record.
    pub fn unknown(&self) -> &[(Str<'a>, Raw<'a>)] {
        self.odd.as_deref().map_or(&[], |odd| &odd.unknown)
    }

    /// Names that occurred more than once. The last value of a documented field counts.
    pub fn duplicates(&self) -> &[Str<'a>] {
        self.odd.as_deref().map_or(&[], |odd| &odd.duplicates)
    }

    /// Whether the record had the documented field with this number, null or not.
    pub(crate) fn is_present(&self, field: u8) -> bool {
        self.seen[usize::from(field / 64)] & (1 << (field % 64)) != 0
    }

    /// Converts to an owned value (`'static`).
    pub fn into_owned(self) -> Rest<'static> {
        let odd = self.odd.map(|odd| {
            let unknown = odd.unknown.into_iter().map(|(name, value)| (name.into_owned(), value.into_owned()));
            Box::new(Oddities {
                unknown: unknown.collect(),
                respelt: odd.respelt,
                duplicates: odd.duplicates.into_iter().map(Str::into_owned).collect(),
            })
        });
        Rest { seen: self.seen, odd }
    }

    #[inline]
    pub(crate) fn see(&mut self, field: u8, spelling: u8, names: &[&'static str]) {
        if self.is_present(field) || spelling > 0 {
            self.see_oddity(field, spelling, names);
        }
        self.seen[usize::from(field / 64)] |= 1 << (field % 64);
    }

    #[cold]
    fn see_oddity(&mut self, field: u8, spelling: u8, names: &[&'static str]) {
        let is_present = self.is_present(field);
        let odd = self.odd.get_or_insert_default();
        if is_present {
            odd.duplicates.push(Str::new(names[usize::from(spelling)]));
            odd.respelt.retain(|&(other, _)| other != field);
        }
        if spelling > 0 {
            odd.respelt.push((field, spelling));
        }
    }

    pub(crate) fn keep(&mut self, name: Str<'a>, value: Raw<'a>) {
        self.odd.get_or_insert_default().unknown.push((name, value));
    }

    /// The spelling under which the field was written.
    pub(crate) fn spelling(&self, field: u8) -> u8 {
        let odd = self.odd.as_deref();
        let respelt = odd.and_then(|odd| odd.respelt.iter().find(|&&(other, _)| other == field));
        respelt.map_or(0, |&(_, spelling)| spelling)
    }

    /// Looks for undocumented names that stand twice, once all are there.
    #[inline]
    pub(crate) fn finish(&mut self) {
        if let Some(odd) = &mut self.odd {
            odd.finish();
        }
    }
}

impl Oddities<'_> {
    fn finish(&mut self) {
        match self.unknown.len() {
            0 | 1 => {}
            2..=16 => {
                for (index, (name, _)) in self.unknown.iter().enumerate() {
                    if self.unknown[..index].iter().any(|(other, _)| other == name) {
                        self.duplicates.push(name.clone());
                    }
                }
            }
            // A record with ten thousand names must not take a hundred million comparisons.
            _ => {
                let mut names: Vec<&Str<'_>> = self.unknown.iter().map(|(name, _)| name).collect();
                names.sort_unstable();
                let twice = names.windows(2).filter(|pair| pair[0] == pair[1]);
                let twice: Vec<Str<'_>> = twice.map(|pair| pair[0].clone()).collect();
                self.duplicates.extend(twice);
            }
        }
    }
}
