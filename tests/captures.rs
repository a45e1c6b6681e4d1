//! Captures of Event Hubs: the events are those of the messages.

use std::io::Read;

use apache_avro::types::{Record, Value};
use apache_avro::{Codec, DeflateSettings, Schema, Writer};
use msaudit::read::{ErrorKind, Limits, Reader};

mod support;

/// The schema that Event Hubs writes, but for the names of properties.
const SCHEMA: &str = r#"{"type":"record","name":"EventData","namespace":"Microsoft.ServiceBus.Messaging","fields":[
    {"name":"SequenceNumber","type":"long"},{"name":"Offset","type":"string"},{"name":"EnqueuedTimeUtc","type":"string"},
    {"name":"SystemProperties","type":{"type":"map","values":["long","double","string","bytes"]}},
    {"name":"Properties","type":{"type":"map","values":["long","double","string","bytes","null"]}},
    {"name":"Body","type":["null","bytes"]}]}"#;

fn capture(bodies: &[Option<Vec<u8>>], codec: Codec) -> Vec<u8> {
    let schema = Schema::parse_str(SCHEMA).expect("a schema");
    let mut writer = Writer::with_codec(&schema, Vec::new(), codec).expect("a writer");
    for (number, body) in (0..).zip(bodies) {
        let mut record = Record::new(&schema).expect("a record");
        record.put("SequenceNumber", Value::Long(number));
        record.put("Offset", "0");
        record.put("EnqueuedTimeUtc", "3/3/2025 10:00:00 AM");
        record.put("SystemProperties", Value::Map([].into()));
        record.put("Properties", Value::Map([].into()));
        let body = match body {
            None => Value::Union(0, Box::new(Value::Null)),
            Some(bytes) => Value::Union(1, Box::new(Value::Bytes(bytes.clone()))),
        };
        record.put("Body", body);
        writer.append_value(record).expect("it is of the schema");
        // Blocks of two messages.
        if number % 2 == 1 {
            writer.flush().expect("a vector takes all");
        }
    }
    writer.into_inner().expect("a vector takes all")
}

fn codecs() -> [Codec; 2] {
    [Codec::Null, Codec::Deflate(DeflateSettings::default())]
}

/// The texts of the records and the kinds of the errors.
fn read(input: impl Read) -> (Vec<String>, Vec<ErrorKind>) {
    let (mut records, mut errors) = (Vec::new(), Vec::new());
    for entry in Reader::new(input).records() {
        match entry {
            Ok(entry) => records.push(entry.text().to_owned()),
            Err(error) => errors.push(error.kind()),
        }
    }
    (records, errors)
}

fn messages() -> Vec<Option<Vec<u8>>> {
    let text = String::from_utf8(support::bytes("samples/diagnostic_settings.ndjson")).expect("samples are UTF-8");
    let records: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    let mut messages: Vec<Option<Vec<u8>>> = vec![None, Some(Vec::new())];
    messages.extend(records.iter().map(|record| Some(record.as_bytes().to_vec())));
    messages.push(Some(format!("{{\"records\":[{}]}}", records.join(",")).into_bytes()));
    messages
}

#[test]
fn messages_give_the_records_of_the_plain_text() {
    let plain: Vec<u8> = messages().into_iter().flatten().flat_map(|body| [body, b"\n".to_vec()].concat()).collect();
    let (expected, none) = read(&plain[..]);
    assert!(expected.len() > 4 && none.is_empty());
    for codec in codecs() {
        assert_eq!(read(&capture(&messages(), codec)[..]), (expected.clone(), Vec::new()), "{codec:?}");
    }
}

/// A few short messages, so that every byte of their capture can be tried.
fn short_messages() -> Vec<Option<Vec<u8>>> {
    let message = |id| Some(format!(r#"{{"activityDisplayName":"Add user","id":"{id}"}}"#).into_bytes());
    vec![message(1), None, message(2), message(3), message(4)]
}

#[test]
fn a_capture_that_is_cut_gives_what_was_before_and_an_error() {
    for codec in codecs() {
        let whole = capture(&short_messages(), codec);
        let (all, _) = read(&whole[..]);
        let mut silent = 0;
        for length in 4..whole.len() {
            let (records, errors) = read(&whole[..length]);
            assert!(records.len() <= all.len() && records[..] == all[..records.len()], "{codec:?} {length}");
            assert!(errors.len() <= 1, "{codec:?} {length}");
            silent += usize::from(errors.is_empty());
        }
        // A cut between two blocks cannot be seen: there is one behind the header and behind each pair of messages.
        assert!(silent <= 1 + short_messages().len().div_ceil(2), "{silent}");
    }
}

#[test]
fn damage_is_an_error_and_no_panic() {
    let whole = capture(&short_messages(), Codec::Null);
    for at in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[at] ^= 0xff;
        read(&damaged[..]);
    }
}

#[test]
fn an_avro_file_of_something_else_says_what_was_expected() {
    let schema =
        Schema::parse_str(r#"{"type":"record","name":"r","fields":[{"name":"a","type":"long"}]}"#).expect("a schema");
    let mut writer = Writer::new(&schema, Vec::new()).expect("a writer");
    let mut record = Record::new(&schema).expect("a record");
    record.put("a", 1i64);
    writer.append_value(record).expect("it is of the schema");
    let file = writer.into_inner().expect("a vector takes all");
    let error = Reader::new(&file[..]).records().next().expect("there is something").expect_err("it is no capture");
    let expected = "an Avro file whose records have no field `Body` of bytes: expected a capture of Event Hubs";
    assert_eq!((error.kind(), error.message()), (ErrorKind::Io, expected));

    let error = Reader::new(&b"Obj\x01\x02nonsense"[..]).records().next().expect("there is something");
    assert!(error.expect_err("it is damaged").message().starts_with("a damaged Avro file: "));
}

#[test]
fn a_capture_expands_only_so_far() {
    // Blanks between records compress well; the first 16 MiB are always given.
    let mut body = vec![b' '; 17 << 20];
    body.extend_from_slice(br#"{"activityDisplayName":"Add user","id":"1"}"#);
    let file = capture(&[Some(body)], Codec::Deflate(DeflateSettings::default()));
    let kinds = |times| {
        let limits = Limits::new().expansion(times).record(32 << 20);
        let mut reader = Reader::new(&file[..]).limits(limits);
        let found: Vec<_> = reader.records().map(|entry| entry.map(|_| ()).map_err(|error| error.kind())).collect();
        found
    };
    assert_eq!(kinds(1_100), [Ok(())]);
    assert_eq!(kinds(100), [Err(ErrorKind::Expansion)]);
}
