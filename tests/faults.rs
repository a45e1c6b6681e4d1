//! Inputs that fail, stop short, come in pieces or twice: nothing is lost, everything is accounted for.

mod support;

use std::io::{self, Read};

use msaudit::analysis::Dedup;
use msaudit::event::DecodedEvent;
use msaudit::read::{Entry, ErrorKind, ReadError, Reader, Report};
use proptest::prelude::*;
use support::{Pieces, bytes, read_all};

const USER: &str = r#"{"activityDisplayName":"Add user"}"#;
const GROUP: &str = r#"{"activityDisplayName":"Add group"}"#;

type Found = Vec<Result<Entry<'static>, ReadError>>;

fn texts(found: &Found) -> Vec<String> {
    found.iter().flatten().map(|entry| entry.text().to_owned()).collect()
}

/// Gives its bytes up to a place, and then fails for good.
struct Fails<'b>(&'b [u8], io::ErrorKind);

impl Read for Fails<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.0.is_empty() { Err(self.1.into()) } else { self.0.read(buffer) }
    }
}

/// Is interrupted before every read.
struct Interrupted<R>(R, bool);

impl<R: Read> Read for Interrupted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.1 = !self.1;
        if self.1 { Err(io::ErrorKind::Interrupted.into()) } else { self.0.read(buffer) }
    }
}

#[test]
fn interruptions_and_single_bytes_make_no_difference() {
    for name in
        ["samples/diagnostic_settings.ndjson", "samples/graph_directoryaudits_response_page.json", "purview_new.csv"]
    {
        let bytes = bytes(name);
        let (whole, report) = read_all(&*bytes, 1 << 20);
        let (parts, others) = read_all(Interrupted(Pieces::new(&bytes, vec![1]), false), 1 << 20);
        assert_eq!(texts(&whole), texts(&parts), "{name}");
        assert_eq!(report, others, "{name}");
    }
}

#[test]
fn wherever_an_input_fails_what_came_before_is_read() {
    let lines = format!("{USER}\n{GROUP}\n{USER}\n");
    for cut in 0..lines.len() {
        let (found, report) = read_all(Fails(&lines.as_bytes()[..cut], io::ErrorKind::ConnectionReset), 1 << 20);
        // A record is whole with its bracket.
        let whole = lines[..cut].matches('}').count();
        assert_eq!(report.read(), whole as u64, "cut at {cut}");
        assert_eq!(found.len(), whole + 1, "and one error, cut at {cut}");
        let error = found[whole].as_ref().expect_err("the last is the error");
        assert_eq!(error.kind(), ErrorKind::Io);
        assert_eq!(report.count(ErrorKind::Io), 1);
    }
}

#[test]
fn wherever_an_input_stops_short_it_is_said() {
    let list = format!("{{\"value\":[{USER},{GROUP},{USER}]}}");
    for cut in 1..list.len() {
        let (found, report) = read_all(&list.as_bytes()[..cut], 1 << 20);
        assert!(report.errors().next().is_some(), "cut at {cut}: {:?}", texts(&found));
        let whole = list[..cut].matches("\"}").count();
        assert_eq!(report.read(), whole as u64, "cut at {cut}");
    }
}

#[test]
fn pages_may_come_twice_and_in_any_order() {
    let record = |id: u8| format!("{{\"id\":\"{id}\",\"activityDisplayName\":\"Add user\"}}");
    let page =
        |ids: &[u8]| format!("{{\"value\":[{}]}}", ids.iter().map(|&id| record(id)).collect::<Vec<_>>().join(","));
    let text = [page(&[3, 4]), page(&[1, 2]), page(&[3, 4]), page(&[5])].join("\n");
    let (found, report) = read_all(text.as_bytes(), 1 << 20);
    assert_eq!(report.read(), 7);
    let entries: Vec<Entry<'static>> = found.into_iter().map(|entry| entry.expect("all are records")).collect();
    let lines: Vec<DecodedEvent<'_>> = entries.iter().map(|entry| entry.decode(None)).collect();
    let mut dedup = Dedup::new();
    lines.iter().for_each(|line| dedup.note(0, line));
    let kept = lines.iter().filter(|line| dedup.judge(0, line).is_none()).filter_map(|line| line.event().id());
    assert_eq!(kept.collect::<Vec<_>>(), ["3", "4", "1", "2", "5"]);
}

#[test]
fn a_bad_block_costs_itself() {
    // More than the reader holds at a time, of what is neither text nor JSON.
    let mut input = format!("{USER}\n").into_bytes();
    input.extend(std::iter::repeat_n([0xff, b'{', b'"', b'\n'], 200_000).flatten());
    input.extend(format!("\n{GROUP}\n").into_bytes());
    let (found, report) = read_all(&*input, 1 << 20);
    assert_eq!(texts(&found), [USER, GROUP]);
    assert_eq!(report.read(), 2);
    assert!(report.skipped() > 0);
}

/// What stands on a line of an export: a record, or something that is none.
fn line() -> impl Strategy<Value = (bool, &'static str)> {
    prop_oneof![
        4 => Just((true, USER)),
        2 => Just((true, GROUP)),
        1 => Just((false, "{\"activityDisplayName\":")),
        1 => Just((false, "{\"activityDisplayName\":5}")),
        1 => Just((false, "{\"activityDisplayName\":\"x\"")),
        1 => Just((false, "{\"other\":1}")),
        1 => Just((false, "plain text")),
        1 => Just((false, "{\"a\":[")),
    ]
}

proptest! {
    #[test]
    fn what_is_read_skipped_and_unread_is_all(
        lines in proptest::collection::vec(line(), 0..12),
        lengths in proptest::collection::vec(1_usize..50, 1..6),
        fail in proptest::option::of(any::<prop::sample::Index>()),
    ) {
        let text: String = lines.iter().map(|(_, line)| format!("{line}\n")).collect();
        let cut = fail.map_or(text.len(), |fail| fail.index(text.len() + 1));
        let input = Pieces::new(&text.as_bytes()[..cut], lengths);
        let (found, report): (Found, Report) = match fail {
            None => read_all(input, 1 << 20),
            Some(_) => read_all(input.chain(Fails(b"", io::ErrorKind::TimedOut)), 1 << 20),
        };
        let failures: Vec<&ReadError> =
            found.iter().filter_map(|entry| entry.as_ref().err()).filter(|error| error.kind() == ErrorKind::Io).collect();
        prop_assert_eq!(failures.len(), usize::from(fail.is_some()));
        // From where the failure is reported on, everything is unread: it may belong to what was never closed.
        let unread = failures.first().map_or(text.len() as u64, |error| error.position().offset());
        let (mut records, mut others, mut place) = (0, 0, 0);
        for (is_record, line) in &lines {
            if place < unread {
                *if *is_record { &mut records } else { &mut others } += 1;
            }
            place += line.len() as u64 + 1;
        }
        prop_assert_eq!(report.read(), records, "{}", &text);
        prop_assert_eq!(report.skipped() - failures.len() as u64, others, "{}", &text);
    }
}

#[test]
fn a_reader_that_has_failed_is_at_its_end() {
    let mut reader = Reader::new(Fails(USER.as_bytes(), io::ErrorKind::BrokenPipe));
    assert_eq!(reader.records().filter(Result::is_err).count(), 1);
    assert!(reader.records().next().is_none());
}
