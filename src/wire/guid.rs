//! GUIDs, as text that may be none.

use std::ops::Range;

use super::Str;
use super::text::text;

/// A GUID in a record. Other text in its place is kept: names, `Not Available`, shortened ids.
///
/// ```
/// use msaudit::wire::Guid;
///
/// let guid = Guid::new("{6A10F3C2-A682-44BA-A911-52DCCA64E78D}");
/// assert_eq!(guid.value(), Some(0x6a10f3c2_a682_44ba_a911_52dcca64e78d));
/// assert_eq!(guid.as_str(), "{6A10F3C2-A682-44BA-A911-52DCCA64E78D}");
/// assert_eq!(Guid::new("Not Available").value(), None);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Guid<'a>(Str<'a>);

text!(Guid);

impl Guid<'_> {
    /// The number that it is: 32 hexadecimal digits with dashes after the 8th, 12th, 16th and 20th, in any case, perhaps
    /// in braces.
    pub fn value(&self) -> Option<u128> {
        parse(self.0.trim())
    }

    /// Whether it is the all-zero GUID, which some services write instead of an absent id.
    pub fn is_nil(&self) -> bool {
        self.value() == Some(0)
    }
}

/// The number of a GUID without blanks around it.
pub(crate) fn parse(text: &str) -> Option<u128> {
    let bare = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(text).as_bytes();
    if bare.len() != 36 {
        return None;
    }
    let number = |place: Range<usize>| {
        bare[place]
            .iter()
            .try_fold(0, |number: u64, &byte| Some(number << 4 | u64::from(char::from(byte).to_digit(16)?)))
    };
    let has_dashes = [8, 13, 18, 23].into_iter().all(|at| bare[at] == b'-');
    has_dashes.then_some(())?;
    let high = number(0..8)? << 32 | number(9..13)? << 16 | number(14..18)?;
    let low = number(19..23)? << 48 | number(24..36)?;
    Some(u128::from(high) << 64 | u128::from(low))
}

#[cfg(test)]
mod tests {
    use super::Guid;

    #[test]
    fn what_is_no_guid_has_no_value() {
        for text in ["", "6a10f3c2a68244baa91152dcca64e78d", "6a10f3c2-a682-44ba-a911-52dcca64e78g", "{x}", "\u{e9}"] {
            assert_eq!(Guid::new(text).value(), None, "{text}");
        }
        assert_eq!(Guid::new(" ffffffff-ffff-ffff-ffff-ffffffffffff").value(), Some(u128::MAX));
        assert!(Guid::new("00000000-0000-0000-0000-000000000000").is_nil());
    }
}
