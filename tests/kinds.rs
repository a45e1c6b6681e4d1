//! What activities do, and which questions they answer: a second reading of the tables, and what records say.

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use msaudit::catalog::{Activity, ActivityKind, Edition, KindSource, Question};
use msaudit::read::Reader;
use support::bytes;

fn rows(file: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("catalog").join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// Where `word` stands in `name` as a word of its own: not in the middle of one, neither by blanks nor by capitals.
fn places(name: &str, word: &str) -> Vec<usize> {
    if word.is_empty() {
        return Vec::new();
    }
    let small = name.to_ascii_lowercase();
    let bytes = name.as_bytes();
    let is_word = |at: usize| {
        let end = at + word.len();
        let first = bytes[at];
        let begins = at == 0
            || !bytes[at - 1].is_ascii_alphanumeric()
            || (first.is_ascii_uppercase() && !bytes[at - 1].is_ascii_uppercase());
        let ends = end == bytes.len()
            || !bytes[end].is_ascii_alphanumeric()
            || (bytes[end].is_ascii_uppercase() && !bytes[end - 1].is_ascii_uppercase());
        // `POST` is one word, and `PoST` is two.
        let inner = &bytes[at..end];
        let whole = inner.windows(2).all(|pair| !pair[1].is_ascii_uppercase() || pair[0].is_ascii_uppercase());
        begins && ends && whole
    };
    small.match_indices(word).map(|(at, _)| at).filter(|&at| is_word(at)).collect()
}

#[test]
fn every_kind_comes_from_a_row() {
    let by_hand: BTreeMap<String, Vec<String>> =
        rows("kinds.tsv").into_iter().map(|row| (row[0].clone(), row[1..].to_vec())).collect();
    let verbs = rows("verbs.tsv");
    for activity in Activity::all() {
        let name = activity.name();
        let found = (activity.kind().map(ActivityKind::name), activity.kind_source().map(KindSource::name));
        if let Some(row) = by_hand.get(name) {
            assert_eq!(found, (Some(row[0].as_str()), Some(row[1].as_str())), "{name}");
            assert!(!row[2].is_empty(), "{name}: a reason");
            continue;
        }
        let first = verbs.iter().filter_map(|row| Some((*places(name, &row[0]).first()?, row[0].as_str()))).min();
        let expected = first.map(|(at, verb)| {
            let mut best: Option<(Option<usize>, &str)> = None;
            for row in verbs.iter().filter(|row| row[0] == verb) {
                let place = places(name, &row[1]).into_iter().rfind(|&place| place > at);
                if (row[1].is_empty() || place.is_some()) && best.is_none_or(|(before, _)| place >= before) {
                    best = Some((place.filter(|_| !row[1].is_empty()), &row[2]));
                }
            }
            best.expect("every verb has a row of its own").1
        });
        assert_eq!(found, (expected, expected.map(|_| "verb")), "{name}");
    }
    assert!(by_hand.keys().all(|name| Activity::find(name).is_some_and(|activity| activity.name() == name)));
}

#[test]
fn what_looks_alike_is_told_apart() {
    let kind = |name: &str| Activity::find(name).unwrap_or_else(|| panic!("{name}")).kind().map(ActivityKind::name);
    for (name, expected) in [
        ("User reviewed security info", Some("review")),
        ("User changed default security info", Some("update")),
        ("Get identity provider", Some("read")),
        ("GetIdentityProviders", Some("read")),
        ("Retrieve v2 application service principals", Some("read")),
        ("Add member to role requested (PIM activation)", Some("other")),
        ("Add member to role request approved (PIM activation)", Some("review")),
        ("Add member to role completed (PIM activation)", Some("assign")),
        ("Hard Delete user", Some("delete")),
        ("Remove service principal", Some("delete")),
        ("Remove member from group", Some("unassign")),
        ("Bulk restore deleted users - finished (bulk)", Some("restore")),
        ("Recover device local administrator password", Some("read")),
        ("Identity Provider", None),
    ] {
        assert_eq!(kind(name), expected, "{name}");
    }
    // Of an edition to come, names may be unknown.
    let known = [Edition::AzureAd2018, Edition::Entra2024, Edition::Observed];
    let of_them = Activity::all().filter(|activity| known.iter().any(|&edition| activity.editions().contains(edition)));
    let unknown = of_them.filter(|activity| activity.kind().is_none()).count();
    assert_eq!(unknown, 37, "names whose kind nobody knows; more of them call for rows");
}

/// Where a record's own word contradicts the name, the name stands, for a reason.
#[test]
fn records_agree_or_are_known_not_to() {
    let agrees = |word: &str, kind: ActivityKind| match word {
        "Add" => kind == ActivityKind::Create,
        "Assign" => kind == ActivityKind::Assign,
        "Unassign" => kind == ActivityKind::Unassign,
        "Delete" => kind == ActivityKind::Delete,
        "Update" => matches!(kind, ActivityKind::Update | ActivityKind::Restore),
        _ => false,
    };
    let mut disagreements = Vec::new();
    for file in ["diagnostic_settings.ndjson", "graph_directoryaudits.ndjson", "loganalytics_auditlogs.ndjson"] {
        for entry in Reader::new(&bytes(&format!("samples/{file}"))[..]).records() {
            let entry = entry.expect("samples are read");
            let event = entry.event();
            let kind = event.known().activity().and_then(Activity::kind);
            if let (Some(word), Some(kind)) = (event.operation_type(), kind)
                && !agrees(word, kind)
            {
                let activity = event.activity().expect("it is known");
                disagreements.push(format!("{activity}: {word}, not {kind}"));
            }
        }
    }
    disagreements.sort();
    disagreements.dedup();
    assert_eq!(
        disagreements,
        [
            // Role management says `Update` of the role.
            "Add member to role in PIM completed (permanent): Update, not assign",
            "Add member to role in PIM requested (permanent): Update, not other",
            "Add member to role: Update, not assign",
            // A sample of the documentation, twice.
            "GroupLifecyclePolicies_Get: Update, not read",
        ]
    );
}

#[test]
fn every_row_of_the_questions_is_reached_from_both_sides() {
    let table = rows("questions.tsv");
    let mut reached = 0;
    for question in Question::all() {
        assert!(question.rows().count() > 0, "{question}");
        for row in question.rows() {
            let cells = [question.name(), row.activity().name(), row.target(), row.property().unwrap_or_default()];
            assert!(table.iter().any(|written| *written == cells), "{cells:?}");
            assert!(row.activity().questions().any(|other| other == row));
            assert_eq!(row.question(), question);
            reached += 1;
        }
    }
    assert_eq!(reached, table.len());
}

#[test]
fn no_question_counts_what_changes_nothing() {
    for row in Question::all().flat_map(Question::rows) {
        let kind = row.activity().kind();
        let is_change = !matches!(kind, None | Some(ActivityKind::Read | ActivityKind::Review));
        assert!(is_change, "{} counts {}", row.question(), row.activity());
    }
}
