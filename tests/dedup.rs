//! Copies of one event.

mod support;

use std::collections::BTreeMap;

use msaudit::analysis::{CopyOf, Dedup};
use msaudit::event::DecodedEvent;
use msaudit::label::LabelBook;
use msaudit::read::Entry;
use proptest::prelude::*;
use support::read_all;
use time::macros::datetime;

const ID: &str = "1111111A-0000-4000-8000-000000000001";

fn entries(input: &str) -> Vec<Entry<'static>> {
    read_all(input.as_bytes(), 1 << 20).0.into_iter().map(|entry| entry.expect("the test writes records")).collect()
}

/// What each record of each input is judged to be.
fn judged(dedup: &mut Dedup, inputs: &[&str]) -> Vec<Vec<Option<CopyOf>>> {
    let inputs: Vec<_> = inputs.iter().map(|input| entries(input)).collect();
    let lines: Vec<Vec<_>> = inputs.iter().map(|entries| entries.iter().map(line).collect()).collect();
    let numbered = || lines.iter().enumerate();
    for pass in [Dedup::note, Dedup::weigh] {
        numbered().for_each(|(input, lines)| lines.iter().for_each(|line| pass(dedup, input, line)));
    }
    numbered().map(|(input, lines)| lines.iter().map(|line| dedup.judge(input, line)).collect()).collect()
}

fn line<'e>(entry: &'e Entry<'_>) -> DecodedEvent<'e> {
    entry.decode(None)
}

fn unified(id: &str, time: &str, more: &str) -> String {
    format!(r#"{{"Id":"{id}","RecordType":93,"Operation":"Access","CreationTime":"{time}"{more}}}"#)
}

#[test]
fn the_same_event_of_four_logs_is_one() {
    let upper = ID;
    let lower = ID.to_lowercase();
    let inputs = [
        format!(r#"{{"OfficeId":"{upper}","OfficeWorkload":"Aip","RecordType":"AipDiscover","Operation":"Access"}}"#),
        format!(
            r#"{{"Id":"{lower}","RecordType":93,"RecordTypeName":"AipDiscover","Operation":"Access","Workload":"Aip","TimeGenerated":"2024-01-01T00:00:00Z"}}"#
        ),
        unified(
            &lower,
            "2024-01-01T00:00:00",
            r#","Workload":"Aip","UserId":"a@b","UserType":0,"ClientIP":"203.0.113.1""#,
        ),
        format!("RecordIdentity,Happened,Activity\n{upper},2024-01-01T00:00:00Z,FileRead\n"),
    ];
    let inputs: Vec<_> = inputs.iter().map(String::as_str).collect();
    let judged = judged(&mut Dedup::new(), &inputs);
    assert_eq!(judged[2], [None], "the record of the Management API tells most");
    for other in [0, 1, 3] {
        let copy = judged[other][0].expect("it is a copy");
        assert_eq!((copy.kept_input(), copy.kept_record(), copy.by_id()), (2, 1, true));
        assert_eq!(copy.to_string(), "the copy that is kept has the same record id and tells more");
    }
}

#[test]
fn bytes_make_no_copy_and_no_difference() {
    let time = "2024-01-01T00:00:00";
    let reordered = format!(r#"{{"CreationTime":"{time}","Operation":"Access","RecordType":93,"Id":"a"}}"#);
    let same = judged(&mut Dedup::new(), &[&(unified("a", time, "") + &reordered)]);
    assert!(same[0][0].is_none() && same[0][1].is_some());
    let other = judged(&mut Dedup::new(), &[&(unified("a", time, "") + &unified("b", time, ""))]);
    assert_eq!(other[0], [None, None]);
}

#[test]
fn what_a_label_book_adds_is_no_merit_of_a_copy() {
    let label = r#","SensitivityLabelEventData":{"SensitivityLabelId":"x"}"#;
    let poor = unified("a", "2024-01-01T00:00:00", label);
    let rich = unified("a", "2024-01-01T00:00:00", &format!(r#"{label},"UserId":"b""#));
    let book = LabelBook::builder().label("x", "General", Some(1)).build();
    let entries = entries(&(poor + &rich));
    let mut dedup = Dedup::new();
    entries.iter().for_each(|entry| dedup.note(0, &line(entry)));
    entries.iter().for_each(|entry| dedup.weigh(0, &line(entry)));
    let with_book = |entry: &Entry<'_>| {
        let line = entry.decode(Some(&book));
        dedup.judge(0, &line).map(|copy| copy.to_string())
    };
    let reason = "the copy that is kept has the same record id and tells more";
    assert_eq!(entries.iter().map(with_book).collect::<Vec<_>>(), [Some(reason.to_owned()), None]);
}

#[test]
fn rows_without_an_id_are_compared_by_what_they_say() {
    let header = "Date (UTC),CorrelationId,Service,Category,Activity,Result,Target1DisplayName";
    let row = "2024-10-05T07:11:12+00:00,c1,Core Directory,UserManagement,Add user,success,Bo";
    let table = format!("{header}\n{row}\n{row}\n{}\n{}\n", row.replace("Bo", "Al"), row.replace("12+", "13+"));
    let judged_rows = judged(&mut Dedup::new(), &[&table]);
    let copy = judged_rows[0][1].expect("it is the same row");
    assert!(!copy.by_id());
    assert_eq!(
        copy.to_string(),
        "the copy that is kept has the same time, activity, actor, targets and changes and comes first"
    );
    assert_eq!(judged_rows[0].iter().filter(|copy| copy.is_some()).count(), 1);
    let timeless = row.replace("2024-10-05T07:11:12+00:00", "");
    let judged_rows = judged(&mut Dedup::new(), &[&format!("{header}\n{timeless}\n{timeless}\n")]);
    assert_eq!(judged_rows[0], [None, None], "nothing tells that they are one");
}

#[test]
fn the_earliest_are_forgotten_first() {
    let days = |days: std::ops::Range<u8>| -> String {
        days.map(|day| unified(&format!("day {day}"), &format!("2024-01-{day:02}T00:00:00"), "")).collect()
    };
    let mut dedup = Dedup::new().limit(8);
    let copies = judged(&mut dedup, &[&days(1..11), &days(1..11)]);
    assert!(dedup.forgotten() > 0);
    let until = dedup.forgotten_until().expect("events with a time were forgotten");
    assert!(until < datetime!(2024-01-10 0:00 UTC));
    assert!(copies[1][9].is_some(), "the newest is remembered");
    let kept = |day: usize| copies.iter().filter(|input| input[day].is_none()).count();
    assert!((0..10).all(|day| kept(day) >= 1), "nothing is lost");

    let mut dedup = Dedup::new().limit(8).window(time::Duration::days(2));
    judged(&mut dedup, &[&days(1..11)]);
    assert_eq!(dedup.forgotten_until(), Some(datetime!(2024-01-06 0:00 UTC)), "the ninth day is over the limit");
    assert_eq!(dedup.forgotten(), 6);
}

proptest! {
    #[test]
    fn of_every_event_the_richest_copy_is_kept(
        records in prop::collection::vec((0..5_u8, 0..4_usize), 1..30),
        cut in 0..30_usize,
    ) {
        let more = ["", r#","UserId":"a""#, r#","UserId":"a","UserType":0,"ClientIP":"::1""#, r#","Workload":"Aip""#];
        let texts: Vec<_> =
            records.iter().map(|(id, more_of)| unified(&id.to_string(), "2024-01-01T00:00:00", more[*more_of])).collect();
        let cut = cut.min(texts.len());
        let copies: Vec<_> = judged(&mut Dedup::new(), &[&texts[..cut].concat(), &texts[cut..].concat()]).concat();
        let mut kept = BTreeMap::new();
        for (index, (id, more_of)) in records.iter().enumerate() {
            if copies[index].is_none() {
                prop_assert_eq!(kept.insert(*id, *more_of), None, "one copy of {} is kept", id);
            }
        }
        for (id, more_of) in &records {
            prop_assert!(kept.contains_key(id));
            let richest = records.iter().filter(|(other, _)| other == id).any(|(_, more_of)| *more_of == 2);
            prop_assert!(!richest || kept[id] == 2, "{} {}", id, more_of);
        }
    }
}
