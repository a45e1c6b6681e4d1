//! How much is allocated for a record. Exact, by counting: the goals of `benches/README.md` that no clock is needed for.

use std::alloc::System;

use msaudit::catalog::{Activity, Category, Service};
use msaudit::formats::Record;
use msaudit::read::Reader;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static COUNTING: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Allocations of a piece of work.
fn allocations(work: impl FnOnce()) -> usize {
    let region = Region::new(COUNTING);
    work();
    let change = region.change();
    change.allocations + change.reallocations
}

/// A record with two targets of two changes each, and a detail; no value needs an escape but the changed ones.
fn record() -> String {
    let change = r#"{"displayName":"Role","oldValue":null,"newValue":"\"Global Administrator\""}"#;
    let target = format!(r#"{{"id":"1","type":"User","modifiedProperties":[{change},{change}]}}"#);
    format!(
        r#"{{"id":"a","activityDisplayName":"Add user","loggedByService":"Core Directory","category":"UserManagement",
        "initiatedBy":{{"user":{{"id":"2","userPrincipalName":"a@contoso.com"}}}},"targetResources":[{target},{target}],
        "additionalDetails":[{{"key":"User-Agent","value":"curl"}}]}}"#
    )
    .replace('\n', " ")
        + "\n"
}

/// Allocations for each record, the reader's own taken off: of 200 records more than of 100.
fn a_record(decode_lists: bool, each: fn(&Record<'_>)) -> f64 {
    let count = |records: usize| {
        let text = record().repeat(records);
        let reader = Reader::new(text.as_bytes());
        let mut reader = if decode_lists { reader.decode_lists() } else { reader };
        allocations(|| {
            while let Some(batch) = reader.batch().expect("memory can be read") {
                batch.for_each(|entry| each(entry.expect("it is a record").record()));
            }
        })
    };
    // Both fit into one block.
    (count(300) - count(200)) as f64 / 100.0
}

/// A program of its own: the harness of tests allocates in another thread, now and then while this one counts.
fn main() {
    let lookups = || {
        assert_eq!(Activity::find("add  USER"), Some(Activity::AddUser));
        assert_eq!(Service::find("Core Directory"), Some(Service::CoreDirectory));
        assert_eq!(Category::find("No such category"), None);
    };
    lookups();
    assert_eq!(allocations(lookups), 0);

    assert_eq!(a_record(false, |_| ()), 1.0, "the record itself");
    assert_eq!(a_record(true, |_| ()), 1.0 + 1.0 + 2.0 + 1.0, "targets, the changes of each, details");
    let read_values = |record: &Record<'_>| {
        let Record::Graph(audit) = record else { panic!("it is of Graph") };
        for target in audit.targets().expect("they decode").iter() {
            for change in target.changes().expect("they decode").iter() {
                let text = change.new_value.as_ref().map(|value| value.text());
                assert_eq!(text.as_deref(), Some("\"Global Administrator\""));
            }
        }
    };
    assert_eq!(a_record(true, read_values), 5.0 + 4.0, "and every text with an escape");
}
