//! Which class an event has, and which activity of the class it is.

use std::sync::LazyLock;

use crate::catalog::{Activity, Category, Listing, Operation, OperationListing, RecordType, Section, Workload, fold};

/// A class of OCSF.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Class {
    pub(super) key: &'static str,
    pub(super) uid: u32,
    pub(super) category_uid: u32,
    pub(super) caption: &'static str,
    pub(super) category: &'static str,
}

/// What is known of an event when it is placed.
#[derive(Debug, Default, Clone)]
pub(super) struct Signs<'s> {
    pub(super) source: &'s str,
    pub(super) name: &'s str,
    pub(super) words: Vec<String>,
    pub(super) record_type: Option<RecordType>,
    pub(super) sections: Vec<Section>,
    pub(super) categories: Vec<Category>,
    pub(super) workload: Option<Workload>,
}

impl Class {
    /// What ASIM calls an object of the class whose own kind does not tell.
    pub(super) fn object_type(&self) -> &'static str {
        match self.key {
            "file_hosting" => "Cloud Resource",
            "api_activity" | "entity_management" => "Configuration Atom",
            _ => "Other",
        }
    }
}

struct Rule {
    by: &'static str,
    key: &'static str,
    /// The words of the key, or behind its colon.
    words: Vec<String>,
    class: usize,
}

struct Words {
    class: &'static str,
    words: Vec<String>,
    id: u32,
    caption: &'static str,
}

/// A row of the table of ASIM: class, activity, schema, type of event.
type AsimRow = [&'static str; 4];

pub(super) struct Rules {
    classes: Vec<Class>,
    rules: Vec<Rule>,
    activities: Vec<Words>,
    asim: Vec<AsimRow>,
}

/// The rows of a table, each with so many cells.
fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    let lines = table.lines().filter(|line| !line.starts_with("# ")).skip(1);
    lines.map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        cells.try_into().expect("the tables are part of the crate, and checked when it is built")
    })
}

/// The tables, read once.
pub(super) static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let number = |text: &str| text.parse().expect("the tables are part of the crate, and checked when it is built");
    let classes: Vec<Class> = rows(include_str!("../../catalog/mappings/ocsf_classes.tsv"))
        .map(|[key, uid, category_uid, caption, category]| Class {
            key,
            uid: number(uid),
            category_uid: number(category_uid),
            caption,
            category,
        })
        .collect();
    let place = |key: &str| {
        classes
            .iter()
            .position(|class| class.key == key)
            .expect("the tables are part of the crate, and checked when it is built")
    };
    let rules = rows(include_str!("../../catalog/mappings/ocsf_rules.tsv"))
        .map(|[by, key, class]| {
            let text = key.split_once(": ").map_or(key, |(_, words)| words);
            Rule { by, key: key.split(": ").next().unwrap_or(key), words: words(text), class: place(class) }
        })
        .collect();
    let activities = rows(include_str!("../../catalog/mappings/ocsf_activities.tsv"))
        .map(|[class, text, id, caption]| Words { class, words: words(text), id: number(id), caption })
        .collect();
    let asim = rows(include_str!("../../catalog/mappings/asim.tsv")).collect();
    Rules { classes, rules, activities, asim }
});

impl Rules {
    /// The class, and whether no rule but the last placed the event.
    pub(super) fn class(&self, signs: &Signs<'_>) -> (&Class, bool) {
        let rule = self.rules.iter().find(|rule| rule.meets(signs)).expect("the last rule meets all");
        (&self.classes[rule.class], rule.by == "any")
    }

    pub(super) fn named(&self, key: &str) -> &Class {
        self.classes
            .iter()
            .find(|class| class.key == key)
            .expect("the tables are part of the crate, and checked when it is built")
    }

    /// The activity of a class: its id and caption; none where the words tell none.
    pub(super) fn activity(&self, class: &Class, words: &[String]) -> Option<(u32, &'static str)> {
        let row = self.activities.iter().find(|row| row.class == class.key && is_in_order(&row.words, words))?;
        Some((row.id, row.caption))
    }

    /// The schema and the type of event of ASIM.
    pub(super) fn asim(&self, class: &Class, activity: &str) -> (&'static str, &'static str) {
        let meets = |row: &&AsimRow| [class.key, "*"].contains(&row[0]) && [activity, "*"].contains(&row[1]);
        self.asim.iter().find(meets).map(|row| (row[2], row[3])).expect("the last row meets all")
    }
}

impl Rule {
    fn meets(&self, signs: &Signs<'_>) -> bool {
        let in_words = || is_in_order(&self.words, &signs.words);
        let in_section = || signs.sections.iter().any(|section| section.name() == self.key);
        let in_category = || signs.categories.iter().any(|category| category.name() == self.key);
        match self.by {
            "record_type" => signs.record_type.is_some_and(|record_type| record_type.name() == self.key),
            "operation" => fold(signs.name) == fold(self.key),
            "section" => in_section(),
            "section_words" => in_section() && in_words(),
            "category" => in_category(),
            "category_words" => in_category() && in_words(),
            "workload" => signs.workload.is_some_and(|workload| workload.name() == self.key),
            "source" => signs.source == self.key,
            "words" => in_words(),
            _ => true,
        }
    }
}

/// Whether the words stand in the text in this order, perhaps with others between.
fn is_in_order(words: &[String], text: &[String]) -> bool {
    let mut rest = text.iter();
    words.iter().all(|word| rest.any(|other| other == word))
}

/// The words of a name, in lower case: `FileCheckedOut` is `file checked out`.
pub(super) fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    let characters: Vec<char> = name.chars().collect();
    for (at, &character) in characters.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| characters[before]);
        let begins = character.is_uppercase()
            && (before.is_some_and(|before| before.is_lowercase() || before.is_numeric())
                || characters.get(at + 1).is_some_and(|next| next.is_lowercase()));
        if begins || !character.is_alphanumeric() {
            words.push(String::new());
        }
        if character.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(character.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

impl Signs<'_> {
    /// What the catalogue knows of an activity of the directory.
    pub(super) fn of_activity(activity: Activity) -> Self {
        let categories = activity.listings().iter().map(Listing::category).collect();
        Signs { name: activity.name(), words: words(activity.name()), categories, ..Signs::default() }
    }

    /// What it knows of an operation of the unified audit log.
    pub(super) fn of_operation(operation: Operation) -> Self {
        let sections = operation.listings().iter().map(OperationListing::section).collect();
        Signs { name: operation.name(), words: words(operation.name()), sections, ..Signs::default() }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{RULES, Signs, words};
    use crate::catalog::{Activity, Operation};
    use crate::formats::Format;

    #[test]
    fn names_are_split_into_words() {
        for (name, wanted) in [
            ("FileCheckedOut", "file checked out"),
            ("Set-MailboxPlan", "set mailbox plan"),
            ("Add app role assignment grant to user.", "add app role assignment grant to user"),
            ("TIMailData", "ti mail data"),
            ("", ""),
        ] {
            assert_eq!(words(name).join(" "), wanted);
        }
    }

    /// What the tables name the build has checked, but for formats, which it does not know.
    #[test]
    fn formats_are_known_and_every_class_has_activities() {
        let sources = RULES.rules.iter().filter(|rule| rule.by == "source").map(|rule| rule.key);
        for source in sources {
            assert!(Format::all().any(|format| format.name() == source), "{source}");
        }
        let classes: BTreeSet<&str> = RULES.classes.iter().map(|class| class.key).collect();
        let with_activities: BTreeSet<&str> = RULES.activities.iter().map(|row| row.class).collect();
        assert_eq!(classes, with_activities);
    }

    #[test]
    fn names_have_the_class_and_activity_that_people_expect() {
        for (signs, class, activity) in [
            (Signs::of_activity(Activity::AddUser), "account_change", Some("Create")),
            (Signs::of_activity(Activity::DisableAccount), "account_change", Some("Disable")),
            (Signs::of_activity(Activity::AddMemberToGroup), "group_management", Some("Add User")),
            (Signs::of_activity(Activity::AddMemberToRole), "user_access", Some("Assign Privileges")),
            (Signs::of_activity(Activity::AddDelegatedPermissionGrant), "user_access", Some("Assign Privileges")),
        ] {
            let (found, _) = RULES.class(&signs);
            assert_eq!(found.key, class, "{}", signs.name);
            assert_eq!(RULES.activity(found, &signs.words).map(|(_, caption)| caption), activity, "{}", signs.name);
        }
        for (name, class, activity) in [
            ("FileDownloaded", "file_hosting", Some("Download")),
            ("AnonymousLinkCreated", "file_hosting", Some("Share")),
            ("UserLoggedIn", "authentication", Some("Logon")),
            ("MailItemsAccessed", "api_activity", Some("Read")),
            ("New-InboxRule", "api_activity", Some("Create")),
            ("Remove-Mailbox", "api_activity", Some("Delete")),
            ("MemberAdded", "group_management", Some("Add User")),
            ("Send", "email_activity", Some("Send")),
            ("AlertTriggered", "detection_finding", Some("Create")),
        ] {
            let signs = Signs::of_operation(Operation::find(name).expect(name));
            let (found, _) = RULES.class(&signs);
            assert_eq!(found.key, class, "{name}");
            assert_eq!(RULES.activity(found, &signs.words).map(|(_, caption)| caption), activity, "{name}");
        }
    }
}
