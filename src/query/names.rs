//! Names as lists for KQL.

use super::kql::literal;
use crate::catalog::{Channel, Name};

/// A list for `in~` with every spelling of these activities and operations, by channel.
///
/// ```
/// use msaudit::catalog::{Activity, Operation};
/// use msaudit::query::name_list;
///
/// let list = name_list(&[Activity::AddUser.into(), Operation::NewInboxRule.into()]);
/// assert!(list.starts_with("in~ (\n    // as documented\n    \"Add user\",\n    \"New-InboxRule\",\n"));
/// ```
pub fn name_list(names: &[Name]) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut listed: Vec<String> = Vec::new();
    for channel in Channel::ALL {
        let spellings = names.iter().flat_map(|name| name.spellings());
        let spellings = spellings.filter(|(of, _)| *of == channel).map(|(_, text)| text);
        let mut new: Vec<String> = Vec::new();
        for spelling in spellings {
            if !listed.iter().any(|other| other.eq_ignore_ascii_case(&spelling)) {
                listed.push(spelling.clone());
                new.push(format!("    {},", literal(&spelling)));
            }
        }
        if !new.is_empty() {
            lines.push(format!("    // {}", channel.title()));
            lines.extend(new);
        }
    }
    // KQL takes no comma before the bracket.
    if let Some(comma) = lines.last_mut() {
        comma.pop();
    }
    format!("in~ (\n{}\n)\n", lines.join("\n"))
}
