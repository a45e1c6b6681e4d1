//! How names are found, what is kept of unknown ones, and every message about them.

use msaudit::catalog::{
    Activity, AipActivity, Category, Code, Confidence, Evidence, MatchKind, Open, RecordType, Service, UserType, fold,
};
use proptest::prelude::*;

#[test]
fn matches_say_how() {
    let how = |text| Activity::lookup(text).matched();
    assert_eq!(how("Update Domain"), Some(MatchKind::Exact));
    assert_eq!(how("Update domain"), Some(MatchKind::Exact));
    assert_eq!(how("UPDATE DOMAIN"), Some(MatchKind::Folded));
    assert_eq!(how("Update application \u{2013} Certificates and secrets management "), Some(MatchKind::Folded));
    assert_eq!(how("User cancelled security info registration"), Some(MatchKind::Alias));
    assert_eq!(how("Process POST /authorities/:issuerId/didInfo/signingKeys/rotate request"), Some(MatchKind::Alias));
    assert_eq!(how(""), None);
    assert_eq!(how(&"x".repeat(100_000)), None);
    assert_eq!(MatchKind::Exact.name(), "exact");
    assert_eq!(MatchKind::Folded.name(), "folded");
    assert_eq!(MatchKind::Alias.name(), "alias");
}

#[test]
fn started_bulk_stands_for_every_bulk_operation_that_finishes() {
    let mut forms = 0;
    for activity in Activity::all() {
        if let Some(operation) = activity.name().strip_suffix(" - finished (bulk)") {
            forms += 1;
            for form in [
                format!("{operation} - started (bulk)"),
                format!("{operation} \u{2013} Started (bulk)."),
                format!("{} -  started (bulk) ", operation.to_uppercase()),
            ] {
                let found = Activity::lookup(&form);
                assert_eq!(found.value(), Some(Activity::StartedBulk), "`{form}`");
                assert_eq!(found.matched(), Some(MatchKind::Alias));
            }
        }
    }
    assert!(forms > 10);
    assert_eq!(Activity::find("Feed the cat - started (bulk)"), None);
    assert_eq!(Activity::find("started (bulk)"), Some(Activity::StartedBulk));
}

#[test]
fn messages_about_unknown_names() {
    let message = |error: msaudit::catalog::UnknownName| error.to_string();
    assert_eq!(
        message("Add member from group".parse::<Activity>().unwrap_err()),
        "the catalogue has no activity named `Add member from group`; the nearest is `Add member to group`"
    );
    assert_eq!(message(Service::try_from("xyzzy").unwrap_err()), "the catalogue has no service named `xyzzy`");
    let error = "x".parse::<RecordType>().unwrap_err();
    assert_eq!((error.kind(), error.name()), ("record type", "x"));
    let error = serde_json::from_str::<UserType>("\"Wizard\"").unwrap_err();
    assert_eq!(error.to_string(), "the catalogue has no UserType named `Wizard` at line 1 column 8");
    let error = serde_json::from_str::<Category>("7").unwrap_err();
    assert_eq!(
        error.to_string(),
        "invalid type: integer `7`, expected the name of an entry of the catalogue: category at line 1 column 1"
    );
    let error = serde_json::from_str::<Code<UserType>>("[]").unwrap_err();
    assert_eq!(error.to_string(), "invalid type: sequence, expected a number or a name at line 1 column 2");
    let error = serde_json::from_str::<Open<Activity>>("7").unwrap_err();
    assert_eq!(error.to_string(), "invalid type: integer `7`, expected a string at line 1 column 1");
}

#[test]
fn suggestions_come_nearest_first_and_only_for_misses() {
    assert_eq!(Activity::lookup("Add usr").suggestions()[0], Activity::AddUser);
    assert!(Activity::lookup("Add user").suggestions().is_empty());
    assert!(Activity::lookup("qqqqqqqq").suggestions().is_empty());
    assert!(Activity::lookup("Update application certificates and secrets").suggestions().len() <= 5);
    assert_eq!(
        AipActivity::lookup("Downgrad label").suggestions(),
        [AipActivity::DowngradeLabel, AipActivity::UpgradeLabel]
    );
}

#[test]
fn enums_read_and_write_as_their_name() {
    assert_eq!(serde_json::to_string(&Activity::AddUser).expect("a name"), "\"Add user\"");
    let read: Vec<Activity> = serde_json::from_str(r#"["ADD USER", "Add \u0075ser."]"#).expect("known names");
    assert_eq!(read, [Activity::AddUser, Activity::AddUser]);
    assert_eq!(format!("{:>10}|{:?}", Confidence::Likely, Evidence::Log), "    likely|Log");
    assert!(Activity::AddUser == "Add user" && Activity::AddUser != *"add user");
}

#[test]
fn strum_reaches_the_same_values() {
    use strum::{EnumCount, VariantArray};

    assert_eq!(<Activity as EnumCount>::COUNT, Activity::COUNT);
    assert!(Activity::VARIANTS.iter().copied().eq(Activity::all()));
}

#[test]
fn codes_are_known_in_every_form_and_written_back_as_they_came() {
    for (json, known) in [
        ("94", Some(RecordType::AipSensitivityLabelAction)),
        ("\"94\"", Some(RecordType::AipSensitivityLabelAction)),
        ("94.0", Some(RecordType::AipSensitivityLabelAction)),
        ("\"aipSensitivityLabelAction\"", Some(RecordType::AipSensitivityLabelAction)),
        ("418", None),
        ("94.5", None),
        ("-1", None),
        ("18446744073709551615", None),
        ("9223372036854775807", None),
        ("1e300", None),
        ("\"\"", None),
        ("\"Something new\"", None),
    ] {
        let code: Code<RecordType> = serde_json::from_str(json).expect("a number or a name");
        assert_eq!(code.known(), known, "{json}");
        let written = serde_json::to_string(&code).expect("it is written");
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&written).expect("it is JSON"),
            serde_json::from_str::<serde_json::Value>(json).expect("it is JSON"),
        );
    }
    assert_eq!(Code::<RecordType>::from(RecordType::MipLabel).as_number(), Some(43));
    assert_eq!(Code::<RecordType>::text("x").as_text(), Some("x"));
    assert_eq!(Code::<RecordType>::number(i64::MAX).known(), None);
}

/// Any spelling of any activity.
fn spelling() -> impl Strategy<Value = (Activity, String)> {
    let all: Vec<(Activity, String)> = Activity::all()
        .flat_map(|activity| activity.spellings().map(move |spelling| (activity, spelling.to_owned())))
        .collect();
    proptest::sample::select(all)
}

proptest! {
    #[test]
    fn fold_is_idempotent(text in any::<String>()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn fold_is_idempotent_on_names_and_their_neighbours(text in "[aA .\u{a0}\u{2003}\t\u{2013}\u{2212}\u{e9}-]{0,20}") {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn every_spelling_is_found_however_it_is_disguised(
        (activity, spelling) in spelling(),
        cases in any::<u64>(),
        dash in proptest::sample::select(vec!['-', '\u{2010}', '\u{2013}', '\u{2014}', '\u{2212}']),
        blank in proptest::sample::select(vec![" ", "  ", "\u{a0}", "\t", " \u{2003}"]),
        ending in proptest::sample::select(vec!["", " ", ".", "..", ". ", " ."]),
    ) {
        let mut disguised = String::new();
        for (index, character) in spelling.chars().enumerate() {
            match character {
                '-' => disguised.push(dash),
                ' ' => disguised.push_str(blank),
                letter if cases >> (index % 64) & 1 == 1 => disguised.push(letter.to_ascii_uppercase()),
                letter => disguised.push(letter.to_ascii_lowercase()),
            }
        }
        disguised.push_str(ending);
        prop_assert_eq!(Activity::find(&disguised), Some(activity), "`{}`", disguised);
        prop_assert_eq!(Activity::find(&spelling), Some(activity));
    }

    #[test]
    fn open_keeps_any_text(text in any::<String>()) {
        let open: Open<Activity> = Open::new(text.as_str());
        prop_assert_eq!(open.as_str(), text.as_str());
        let json = serde_json::to_string(&open).expect("text is written");
        let back: Open<Activity> = serde_json::from_str(&json).expect("text is read");
        prop_assert_eq!(&back, &open);
        prop_assert_eq!(back.into_owned().known(), Activity::find(&text));
    }

    #[test]
    fn code_keeps_any_number_and_any_text(number in any::<i64>(), real in proptest::num::f64::NORMAL, text in any::<String>()) {
        for json in [number.to_string(), serde_json::to_string(&real).expect("finite"), serde_json::to_string(&text).expect("text")] {
            let code: Code<RecordType> = serde_json::from_str(&json).expect("a number or a name");
            prop_assert_eq!(serde_json::to_string(&code).expect("it is written"), json);
        }
    }
}

proptest! {
    // A miss compares with every name.
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn looking_up_anything_never_panics(text in any::<String>()) {
        let lookup = Activity::lookup(&text);
        prop_assert_eq!(lookup.value(), Activity::find(&text));
        let _ = (Service::lookup(&text), Category::lookup(&text), text.parse::<RecordType>());
    }
}
