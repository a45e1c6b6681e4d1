//! What a command reads: folders, archives, lists and patterns.

mod support;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use serde_json::Value;
use snapbox::str;
use support::{json_lines, msaudit, stdout};

/// The events of some paths, without their places.
fn events(paths: &[&Path]) -> Vec<Value> {
    // Some of their records have odd parts, which is told in the exit status.
    let mut events = json_lines(&msaudit().arg("read").args(paths).assert().get_output().stdout);
    for event in &mut events {
        event["file"].take();
    }
    events
}

/// An archive with these files, packed by a tool of its own.
fn archive(path: &Path, files: &[(&str, &[u8])]) {
    let mut archive = rawzip::ZipArchiveWriter::new(fs::File::create(path).expect("it is made"));
    for (name, bytes) in files {
        let method = rawzip::CompressionMethod::DEFLATE;
        let (mut entry, config) = archive.new_file(*name).compression_method(method).start().expect("it begins");
        let encoder = flate2::write::DeflateEncoder::new(&mut entry, flate2::Compression::default());
        let mut writer = config.wrap(encoder);
        writer.write_all(bytes).expect("it is written");
        let (encoder, descriptor) = writer.finish().expect("it ends");
        encoder.finish().expect("it ends");
        entry.finish(descriptor).expect("it ends");
    }
    archive.finish().expect("it ends");
}

/// The capture of an Event Hub that got these bytes as one message.
fn capture(bytes: &[u8]) -> Vec<u8> {
    let schema = r#"{"type":"record","name":"EventData","fields":[{"name":"Body","type":"bytes"}]}"#;
    let schema = apache_avro::Schema::parse_str(schema).expect("a schema");
    let mut writer = apache_avro::Writer::new(&schema, Vec::new()).expect("a writer");
    let mut record = apache_avro::types::Record::new(&schema).expect("a record");
    record.put("Body", apache_avro::types::Value::Bytes(bytes.to_vec()));
    writer.append_value(record).expect("it is of the schema");
    writer.into_inner().expect("a vector takes all")
}

#[test]
fn a_folder_gives_the_events_of_its_files_in_every_packing() {
    // Two levels deep, so that what an archive would write above them could be seen.
    let outer = tempfile::tempdir().expect("it is made");
    let folder = outer.path().join("one/two");
    fs::create_dir_all(&folder).expect("it is made");
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data");
    let mut plain: Vec<Value> = Vec::new();
    for (number, name) in
        ["samples/graph_directoryaudits.ndjson", "purview_labels.csv", "mpip.csv", "search_unified_audit_log.json"]
            .iter()
            .enumerate()
    {
        let path = data.join(name);
        let bytes = fs::read(&path).expect("it is there");
        let own = folder.join(format!("{number}"));
        fs::create_dir(&own).expect("it is made");
        let file = path.file_name().and_then(|name| name.to_str()).expect("it has one");
        fs::write(own.join(format!("a {file}")), &bytes).expect("it is written");
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(&bytes).expect("it is packed");
        fs::write(own.join(format!("b {file}.gz")), packed.finish().expect("it is packed")).expect("it is written");
        archive(&own.join("c.ZIP"), &[("../../x/readme.txt", b"no export"), (file, &bytes)]);
        fs::write(own.join("d.avro"), capture(&bytes)).expect("it is written");
        for _ in 0..4 {
            plain.extend(events(&[&path]));
        }
    }
    fs::write(folder.join("picture.png"), b"\x89PNG\r\n\x1a\n").expect("it is written");
    assert_eq!(events(&[&folder]), plain);
    let stderr = msaudit().arg("summary").arg(&folder).assert().get_output().stderr.clone();
    let stderr = String::from_utf8(stderr).expect("it is UTF-8");
    assert!(stderr.contains("\nfiles without audit records: 5\n"), "{stderr}");
    assert!(stderr.contains("c.ZIP/x/readme.txt: no record of a known format: it has `no export`\n"), "{stderr}");
    // Nothing of an archive is written anywhere.
    for level in [&*folder, &outer.path().join("one"), outer.path()] {
        assert!(!level.join("x").exists(), "{}", level.display());
    }
}

#[test]
fn lists_and_patterns_name_files() {
    let folder = tempfile::tempdir().expect("it is made");
    let record = |id: &str| format!("{{\"activityDisplayName\":\"Add user\",\"id\":\"{id}\"}}");
    for name in ["a", "b", "c"] {
        fs::write(folder.path().join(format!("{name}.json")), record(name)).expect("it is written");
    }
    let list = folder.path().join("list.txt");
    let lines = ["c.json", "a.json"].map(|name| folder.path().join(name).display().to_string());
    fs::write(&list, lines.join("\n\n")).expect("it is written");
    let ids = |argument: String| -> Vec<String> {
        let events = json_lines(&stdout(msaudit().args(["read", &argument])));
        events.iter().map(|event| event["id"].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(ids(format!("@{}", list.display())), ["c", "a"]);
    assert_eq!(ids(format!("{}/[ab].json", folder.path().display())), ["a", "b"]);
    msaudit()
        .args(["read", "no/such/*.json"])
        .assert()
        .code(2)
        .stderr_eq("msaudit: `no/such/*.json` matches no file\n");
}

#[test]
fn a_damaged_archive_costs_itself() {
    let folder = tempfile::tempdir().expect("it is made");
    let record = b"{\"activityDisplayName\":\"Add user\",\"id\":\"1\"}\n".repeat(20);
    let path = folder.path().join("a.zip");
    archive(&path, &[("a.json", &record)]);
    let whole = fs::read(&path).expect("it is there");
    fs::write(folder.path().join("cut.zip"), &whole[..whole.len() / 2]).expect("it is written");
    let mut flipped = whole.clone();
    flipped[60] ^= 0x10;
    fs::write(folder.path().join("flipped.zip"), flipped).expect("it is written");
    let read = msaudit().arg("read").arg(folder.path()).assert().code(1);
    let errors = String::from_utf8(read.get_output().stderr.clone()).expect("it is UTF-8");
    assert!(errors.contains("the ZIP archive is damaged"), "{errors}");
    assert_eq!(errors.matches("\"kind\":\"io\"").count(), 2, "{errors}");
    assert!(json_lines(&read.get_output().stdout).len() >= 20);
    // On its own it is all there is.
    msaudit().arg("read").arg(folder.path().join("cut.zip")).assert().code(2);
}

#[test]
fn a_file_is_there_whole_or_not_at_all() {
    let folder = tempfile::tempdir().expect("it is made");
    let (export, book) = (folder.path().join("a.json"), folder.path().join("book.json"));
    fs::write(&export, "{\"activityDisplayName\":\"Add user\",\"id\":\"1\"}\n{\n").expect("it is written");
    fs::write(&book, "{\"6a10f3c2-a682-44ba-a911-52dcca64e78d\": \"General\"}").expect("it is written");
    let enrich = |out: &Path| {
        let mut command = msaudit();
        command = command.arg("enrich").arg(&export).arg("--labels").arg(&book).arg("--out").arg(out);
        command
    };
    let out = folder.path().join("out.json");
    enrich(&out).assert().code(1);
    assert_eq!(fs::read(&out).expect("it was written"), fs::read(&export).expect("it is there"));
    fs::write(&out, "mine").expect("it is written");
    enrich(&out).assert().code(2).stderr_eq(str![[r#"
msaudit: `[..]out.json` is there already: expected another file, or `--force`

"#]]);
    assert_eq!(fs::read_to_string(&out).expect("it is there"), "mine");
    enrich(&out).arg("--force").assert().code(1);
    assert_ne!(fs::read_to_string(&out).expect("it is there"), "mine");
    // The same for errors; and neither replaces an input, by whatever link.
    let errors = |out: &Path| msaudit().arg("read").arg(&export).arg("--errors").arg(out);
    errors(&out).assert().code(2);
    errors(&folder.path().join("errors.json")).assert().code(1);
    fs::hard_link(&export, folder.path().join("link.json")).expect("it is made");
    for out in ["a.json", "link.json"] {
        let out = folder.path().join(out);
        errors(&out).arg("--force").assert().code(2);
        enrich(&out).arg("--force").assert().code(2).stderr_eq(str![[r#"
msaudit: `[..].json` is the input[..], which writing would destroy: expected another file

"#]]);
    }
    let mut names: Vec<_> =
        fs::read_dir(folder.path()).expect("it is there").flatten().map(|file| file.file_name()).collect();
    names.sort();
    assert_eq!(names, ["a.json", "book.json", "errors.json", "link.json", "out.json"]);
}

#[cfg(unix)]
#[test]
fn a_signal_leaves_no_part_behind() {
    use std::os::unix::process::ExitStatusExt;
    use std::process::Stdio;

    let folder = tempfile::tempdir().expect("it is made");
    let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/labels.json");
    let out = folder.path().join("out");
    let binary = env!("CARGO_BIN_EXE_msaudit");
    let commands: [Vec<&std::ffi::OsStr>; 2] = [
        vec!["enrich".as_ref(), "-".as_ref(), "--labels".as_ref(), book.as_ref(), "--out".as_ref(), out.as_ref()],
        vec!["read".as_ref(), "-".as_ref(), "--errors".as_ref(), out.as_ref()],
    ];
    for arguments in commands {
        let mut child = Command::new(binary)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it runs");
        let mut input = child.stdin.take().expect("it is piped");
        let record = b"{\"activityDisplayName\":\"Add user\",\"id\":\"1\"}\n".repeat(20_000);
        input.write_all(&record).expect("it is read");
        let parts = || fs::read_dir(folder.path()).expect("it is there").count();
        while parts() == 0 {
            std::thread::yield_now();
        }
        let kill = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().expect("it runs");
        assert!(kill.success());
        // It waits for input, which does not come, and then for nobody.
        let status = child.wait().expect("it ends");
        assert!(status.code() == Some(130) || status.signal().is_some(), "{status}");
        assert_eq!(parts(), 0);
        drop(input);
    }
}
