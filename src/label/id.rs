//! Identity of a label.

use std::fmt;

use crate::wire::guid;

/// The id of a label: a GUID, compared as such, so that case and braces make no difference; or any other text, as some
/// exports write a name where the id belongs.
///
/// ```
/// use msaudit::label::LabelId;
///
/// let id = LabelId::new("6A10F3C2-a682-44ba-a911-52dcca64e78d");
/// assert_eq!(id, LabelId::new("{6a10f3c2-a682-44ba-a911-52dcca64e78d}"));
/// assert_eq!(id.to_string(), "6a10f3c2-a682-44ba-a911-52dcca64e78d");
/// assert!(LabelId::new("Confidential").guid().is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LabelId(Id);

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Id {
    Guid(u128),
    Text(Box<str>),
}

impl LabelId {
    /// Creates an id from its text.
    pub fn new(text: &str) -> Self {
        let text = text.trim();
        Self(guid::parse(text).map_or_else(|| Id::Text(text.into()), Id::Guid))
    }

    /// The number that the GUID is, if it is one.
    pub fn guid(&self) -> Option<u128> {
        match self.0 {
            Id::Guid(guid) => Some(guid),
            Id::Text(_) => None,
        }
    }
}

impl fmt::Display for LabelId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Id::Text(text) => f.pad(text),
            Id::Guid(guid) => {
                let hex = format!("{guid:032x}");
                let [a, b, c, d, e] = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
                f.pad(&format!("{a}-{b}-{c}-{d}-{e}"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::LabelId;

    #[test]
    fn what_is_no_guid_stays_text() {
        for text in ["", "6a10f3c2a68244baa91152dcca64e78d", "6a10f3c2-a682-44ba-a911-52dcca64e78g", "{x}"] {
            assert_eq!(LabelId::new(text).guid(), None);
            assert_eq!(LabelId::new(text).to_string(), text);
        }
        let highest = "ffffffff-ffff-ffff-ffff-ffffffffffff";
        assert_eq!(LabelId::new(highest).guid(), Some(u128::MAX));
        assert_eq!(LabelId::new(highest).to_string(), highest);
    }
}
