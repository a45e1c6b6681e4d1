//! The page for people: what it holds, what it escapes, and that it works in a browser.

mod support;

use std::process::Command;

use msaudit::label::LabelBook;
use msaudit::read::Reader;
use msaudit::report::{ReportBuilder, ReportSection};
use serde_json::json;
use support::bytes;

fn report(input: &[u8], book: Option<&LabelBook>) -> ReportBuilder {
    let mut report = ReportBuilder::new();
    let mut reader = Reader::new(input).named("test");
    let entries: Vec<_> = reader.records().collect();
    for entry in entries.iter().flatten() {
        report.add(&entry.decode(book));
    }
    report.add_read(reader.report());
    report
}

/// The text of a page from one mark to the next.
fn between<'p>(page: &'p str, from: &str, to: &str) -> &'p str {
    let (_, rest) = page.split_once(from).unwrap_or_else(|| panic!("`{from}` is not there"));
    rest.split_once(to).map_or(rest, |(part, _)| part)
}

#[test]
fn every_downgrade_is_a_row_with_names_reason_and_evidence() {
    let book = LabelBook::open(support::data("get_label.json")).expect("it is a book");
    let page = report(&bytes("purview_labels.csv"), Some(&book)).render();
    let table = between(&page, "id=\"downgrades\"", "</section>");
    assert!(table.contains("Downgrades <span class=\"count\">3</span>"), "{table}");
    for text in [
        "<td>plan.docx</td><td>Highly Confidential</td><td>Confidential \\ All Employees</td><td>The project is public now</td>",
        "<td class=\"time\">2024-03-05 09:30:00</td>",
        "they disagree",
        "test: record ",
    ] {
        assert!(table.contains(text), "`{text}`: {table}");
    }
    // Downgrades are the bands in red.
    assert_eq!(page.matches("class=\"band down\"").count(), 3);
    assert!(page.contains("2024-03-01"), "the period");
}

#[test]
fn privileged_changes_failures_and_sharing_are_listed() {
    let record = |number: u32, more: serde_json::Value| {
        let mut record =
            json!({"CreationTime": "2025-03-03T10:00:00", "Id": number.to_string(), "UserId": "ana@contoso.com"});
        record.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        format!("{record}\n")
    };
    let input = [
        record(1, json!({"RecordType": 8, "Operation": "Add member to role.", "Workload": "AzureActiveDirectory"})),
        record(
            2,
            json!({"RecordType": 1, "Operation": "New-InboxRule", "Workload": "Exchange", "ObjectId": "rule-1",
            "Parameters": [{"Name": "ForwardTo", "Value": "x@elsewhere.example"}]}),
        ),
        record(
            3,
            json!({"RecordType": 1, "Operation": "Set-Mailbox", "Workload": "Exchange", "ObjectId": "box-1",
            "Parameters": [{"Name": "ForwardingSmtpAddress", "Value": "x@elsewhere.example"}]}),
        ),
        record(4, json!({"RecordType": 1, "Operation": "Set-Mailbox", "Workload": "Exchange", "ObjectId": "box-2"})),
        record(
            5,
            json!({"RecordType": 14, "Operation": "SharingSet", "Workload": "SharePoint", "ObjectId": "file-1",
            "TargetUserOrGroupType": "Guest", "TargetUserOrGroupName": "guest@elsewhere.example"}),
        ),
        record(6, json!({"RecordType": 15, "Operation": "UserLoginFailed", "Workload": "AzureActiveDirectory"})),
    ]
    .concat();
    let page = report(input.as_bytes(), None).render();
    let table = |id: &str| between(&page, &format!("id=\"{id}\""), "</section>");
    assert!(table("directory-1").contains("Add member to role."));
    let mail = table("mail-1");
    assert!(mail.contains("rule-1") && mail.contains("box-1") && !mail.contains("box-2"), "{mail}");
    assert!(mail.contains("ForwardTo: &quot;x@elsewhere.example&quot;"), "{mail}");
    assert!(table("sharing-1").contains("guest@elsewhere.example"));
    assert!(table("failed").contains("UserLoginFailed"));
    let mail_only = ReportBuilder::new().sections([ReportSection::Mail]);
    let mut mail_only = mail_only.title("Mail & more");
    for entry in Reader::new(input.as_bytes()).records().flatten() {
        mail_only.add(&entry.decode(None));
    }
    let page = mail_only.render();
    assert!(
        page.contains("<h1>Mail &amp; more</h1>") && page.contains("id=\"mail\"") && !page.contains("id=\"labels\"")
    );
}

#[test]
fn nothing_to_tell_is_told() {
    let page = report(b"", None).render();
    assert!(page.contains("No events: no record of the exports was read"), "{page}");
    let page = report(b"{\"a\":1}\n", None).render();
    assert!(page.contains("1 records were skipped"));
    let page = report(b"{\"activityDisplayName\":\"Feed the cat\",\"id\":\"1\"}", None).render();
    assert!(page.contains("No event of these exports tells of a sensitivity label."));
    assert!(page.contains("no event has a readable time"));
    // A book that names none of the labels.
    let book = LabelBook::builder().label("x", "General", Some(1)).build();
    let page = report(&bytes("purview_labels.csv"), Some(&book)).render();
    assert!(page.contains("Labels that the book lacks"));
    // An export without the directory cannot answer what it was asked.
    let page = report(br#"{"RecordType":50,"Operation":"MailItemsAccessed","Id":"1"}"#, None).render();
    assert!(page.contains("they cannot answer the questions about it"), "{page}");
}

/// A record whose every text tries to be more than text.
fn hostile() -> String {
    let evil = "\u{1b}]0;x</td></script><script>document.title='run'</script><img src=x onerror=\"document.title='run'\">{{ 7*7 }}\u{202e}";
    json!({"RecordType": 83, "Operation": "SensitivityLabelUpdated", "Id": evil, "CreationTime": "2025-03-03T10:00:00",
        "UserId": evil, "Workload": evil, "ObjectId": evil, "ResultStatus": "Failed", "SensitivityLabelEventData": {
        "OldSensitivityLabelId": evil, "SensitivityLabelId": "x", "LabelEventType": 2, "JustificationText": evil}})
    .to_string()
}

#[test]
fn whatever_a_record_says_is_text() {
    let page = report(hostile().as_bytes(), None).render();
    assert_eq!(page.matches("<script").count(), 1, "ours");
    assert!(!page.contains("<img") && page.contains("&lt;img") && page.contains("{{ 7*7 }}"));
    assert!(!page.contains('\u{1b}') && !page.contains('\u{202e}'));
    let nonce = |page: &str| between(page, "script-src 'nonce-", "'").to_owned();
    assert_eq!(nonce(&page).len(), 32);
    assert_ne!(nonce(&page), nonce(&report(hostile().as_bytes(), None).render()), "nobody can know it");
}

#[test]
fn many_events_make_a_small_page() {
    let record = |number: u32| {
        json!({"RecordType": 83, "Operation": "SensitivityLabelUpdated", "Id": number.to_string(), "Workload": "Aip",
            "CreationTime": format!("2025-03-{:02}T10:{:02}:00", 1 + number % 28, number % 60), "UserId": format!("user{number}@contoso.com"),
            "ObjectId": format!("https://contoso.sharepoint.com/sites/sales/documents/plan {number}.docx"),
            "SensitivityLabelEventData": {"OldSensitivityLabelId": format!("{}", number % 40), "SensitivityLabelId": "b",
            "LabelEventType": 2, "JustificationText": "no longer confidential, as was agreed"}})
        .to_string()
    };
    let input: Vec<String> = (0..6000).map(record).collect();
    let page = report(input.join("\n").as_bytes(), None).render();
    assert!(page.contains("The latest 2000 are shown; 4000 earlier ones are left out."));
    assert!(page.len() < 5 << 20, "{}", page.len());
}

/// A browser, if the machine has one.
fn browser() -> Option<&'static str> {
    ["chromium", "chromium-browser", "google-chrome"]
        .into_iter()
        .find(|name| Command::new(name).arg("--version").output().is_ok_and(|output| output.status.success()))
}

#[test]
fn the_page_works_in_a_browser_and_text_of_records_runs_nothing() {
    let Some(browser) = browser() else {
        eprintln!("SKIPPED: no browser is installed, so the page was not opened in one");
        return;
    };
    let input = [hostile().into_bytes(), b"\n".to_vec(), bytes("samples/diagnostic_settings.ndjson")].concat();
    let page = report(&input, None).render();
    let path = std::env::temp_dir().join(format!("msaudit-report-{}.html", std::process::id()));
    // What a reader would do, and what came of it, where the document can be read.
    let script = r#"
const heads = document.querySelectorAll("th button");
heads[0].click(); heads[0].click();
const filter = document.querySelector("input[type=search]");
filter.value = "no such row"; filter.dispatchEvent(new Event("input"));
const body = filter.closest("section").querySelector("tbody");
const hidden = [...body.rows].every((row) => row.hidden);
document.body.append("RESULT buttons=" + (heads.length > 10) + " sorted=" + heads[0].parentElement.getAttribute("aria-sort") + " hidden=" + hidden + " title=" + document.title + " END");
"#;
    let page = page.replace("</script>\n</body>", &format!("{script}</script>\n</body>"));
    std::fs::write(&path, page).expect("it is written");
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--dump-dom"])
        .arg(format!("file://{}", path.display()))
        .output()
        .expect("it runs");
    std::fs::remove_file(&path).expect("it is ours");
    let (document, log) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    // The last: the script itself says it first.
    let (_, result) = document.rsplit_once("RESULT ").expect("the script ran");
    let result = between(result, "", " END");
    assert_eq!(result, "buttons=true sorted=descending hidden=true title=Audit report");
    let complaints: Vec<&str> = log.lines().filter(|line| line.contains("CONSOLE")).collect();
    assert!(complaints.is_empty(), "{complaints:?}");
}
