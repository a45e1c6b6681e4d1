//! Names as lists for KQL.

use super::kql::literal;
use crate::catalog::{Activity, Channel};

/// A list for `in~` with every spelling of these activities, by channel.
///
/// ```
/// use msaudit::catalog::Activity;
/// use msaudit::query::name_list;
///
/// let list = name_list(&[Activity::AddUser]);
/// assert!(list.starts_with("in~ (\n    // as documented\n    \"Add user\",\n"));
/// ```
pub fn name_list(activities: &[Activity]) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut listed: Vec<String> = Vec::new();
    for channel in Channel::ALL {
        let spellings = activities.iter().flat_map(|activity| activity.spellings_for(channel));
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
