//! Label events: an export made from a seed, the same as Parquet by day, and what `msaudit` says of it.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use datafusion::prelude::{ParquetReadOptions, SessionContext};
use msaudit::formats::Record;
use msaudit::label::{AssessmentSource, Label, LabelBook, LabelChange, LabelEvent};
use msaudit::read::Reader;
use serde_json::json;

/// Downgrades by label and day: a row is the path of the label after, the day, and how many.
pub(crate) type Downgrades = BTreeMap<(String, String), i64>;

/// Where everything lies.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Data {
    /// The directory of the label book, the export and the Parquet files
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// How often each Parquet file is there, so that a query over them takes its time
    #[arg(long, value_name = "N", default_value_t = 1)]
    copies: u32,
}

/// What is said of one event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) change: String,
    pub(crate) new_name: String,
    pub(crate) old_path: String,
}

impl Data {
    pub(crate) fn book(&self) -> Result<LabelBook, Box<dyn Error>> {
        Ok(LabelBook::open(self.data.join("labels.json"))?)
    }

    fn export(&self) -> PathBuf {
        self.data.join("export.ndjson")
    }

    fn parquet(&self) -> PathBuf {
        self.data.join("parquet")
    }

    /// Makes the label book, the export, and the export as Parquet, a directory a day.
    pub(crate) async fn prepare(&self, days: u32, events_a_day: u32) -> Result<(), Box<dyn Error>> {
        fs::create_dir_all(&self.data)?;
        let book = labels();
        fs::write(self.data.join("labels.json"), book.to_string())?;
        fs::write(self.export(), export(&book, days, events_a_day))?;

        let session = SessionContext::new();
        let create = format!(
            r#"CREATE EXTERNAL TABLE export ("TimeGenerated" VARCHAR, "Id" VARCHAR, "RecordType" INT, "Operation" VARCHAR,
                "LabelEventType" VARCHAR, "OldSensitivityLabelId" VARCHAR, "SensitivityLabelId" VARCHAR)
            STORED AS JSON LOCATION '{}'"#,
            quoted(&self.export())
        );
        session.sql(&create).await?.collect().await?;
        let copy = format!(
            r#"COPY (SELECT *, substr("TimeGenerated", 1, 10) AS day FROM export)
            TO '{}/' STORED AS PARQUET PARTITIONED BY (day)"#,
            quoted(&self.parquet())
        );
        session.sql(&copy).await?.collect().await?;
        for day in fs::read_dir(self.parquet())? {
            for file in fs::read_dir(day?.path())?.collect::<Result<Vec<_>, _>>()? {
                for copy in 1..self.copies {
                    fs::copy(file.path(), file.path().with_extension(format!("{copy}.parquet")))?;
                }
            }
        }
        Ok(())
    }

    /// Makes the Parquet files a table of a session.
    pub(crate) async fn register(&self, session: &SessionContext) -> datafusion::error::Result<()> {
        let text = datafusion::arrow::datatypes::DataType::Utf8;
        let options = ParquetReadOptions::default().table_partition_cols(vec![("day".to_owned(), text)]);
        session.register_parquet("events", format!("{}/", self.parquet().display()), options).await
    }

    /// What `msaudit` itself counts in the export: downgrades by the orders of both labels. As often as there are copies.
    pub(crate) fn downgrades(&self, book: &LabelBook) -> Result<Downgrades, Box<dyn Error>> {
        let mut downgrades = Downgrades::new();
        self.each(|record, event| {
            let by_book = event.assessment_in(book, None).evidence().find(|(who, _)| *who == AssessmentSource::Book);
            let new = event.new_id().and_then(|id| book.find(id));
            if let (Some((_, LabelChange::Downgraded)), Some(new)) = (by_book, new) {
                let day = msaudit::event::Event::new(record).time()?.ok_or("an event has no time")?.date();
                *downgrades.entry((new.path().to_owned(), day.to_string())).or_default() += i64::from(self.copies);
            }
            Ok(())
        })?;
        Ok(downgrades)
    }

    /// What `msaudit` itself says of each event, by its id.
    pub(crate) fn said(&self, book: &LabelBook) -> Result<BTreeMap<String, Said>, Box<dyn Error>> {
        let mut all = BTreeMap::new();
        self.each(|record, event| {
            let label = |id: Option<&str>| id.and_then(|id| book.find(id));
            let said = Said {
                change: event.assessment_in(book, None).change().name().to_owned(),
                new_name: label(event.new_id()).map(Label::name).unwrap_or_default().to_owned(),
                old_path: label(event.old_id()).map(Label::path).unwrap_or_default().to_owned(),
            };
            let id = msaudit::event::Event::new(record).id().ok_or("an event has no id")?;
            all.insert(id.to_owned(), said);
            Ok(())
        })?;
        Ok(all)
    }

    fn each(
        &self,
        mut look: impl FnMut(&Record<'_>, &LabelEvent<'_>) -> Result<(), Box<dyn Error>>,
    ) -> Result<(), Box<dyn Error>> {
        let mut reader = Reader::open(self.export())?;
        while let Some(batch) = reader.batch()? {
            for entry in batch {
                let entry = entry?;
                let event = entry.event().label_event()?.ok_or("an event tells of no label")?;
                look(entry.record(), &event)?;
            }
        }
        Ok(())
    }
}

/// Four labels at the top, two below each of two of them, and one without an order.
fn labels() -> serde_json::Value {
    let id = |number: u32| format!("{number:08x}-5c11-4ab1-8e11-0123456789ab");
    let tops = ["Public", "General", "Confidential", "Highly Confidential"];
    let tops = tops.iter().zip(1..).map(|(name, order)| json!({"id": id(order), "name": name, "order": order}));
    let below = [(3, "All Employees"), (3, "Legal"), (4, "Board"), (4, "Mergers")];
    let below = below.iter().zip(10..);
    let below =
        below.map(|((parent, name), at)| json!({"id": id(at), "name": name, "parent": id(*parent), "order": at}));
    let unordered = json!({"id": id(99), "name": "Migrated"});
    json!({"labels": tops.chain(below).chain([unordered]).collect::<Vec<_>>()})
}

/// Rows of `MicrosoftPurviewInformationProtection` as JSON lines: labels applied, changed, removed, files opened.
fn export(book: &serde_json::Value, days: u32, events_a_day: u32) -> String {
    const TYPES: [Option<&str>; 5] =
        [None, None, Some("LabelUpgraded"), Some("LabelDowngraded"), Some("LabelChangedSameOrder")];
    const OPERATIONS: [(u32, &str, &str); 6] = [
        (94, "AipSensitivityLabelAction", "SensitivityLabelUpdated"),
        (94, "AipSensitivityLabelAction", "SensitivityLabelUpdated"),
        (83, "SensitivityLabelAction", "SensitivityLabelUpdated"),
        (83, "SensitivityLabelAction", "SensitivityLabelApplied"),
        (83, "SensitivityLabelAction", "SensitivityLabelRemoved"),
        (84, "SensitivityLabeledFileAction", "SensitivityLabeledFileOpened"),
    ];
    let mut ids: Vec<String> = book["labels"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|label| label["id"].as_str().map(str::to_owned))
        .collect();
    // Of a label that the book lacks.
    ids.push("deadbeef-5c11-4ab1-8e11-0123456789ab".to_owned());
    let mut random = fastrand::Rng::with_seed(8);
    let mut text = String::new();
    for number in 0..days * events_a_day {
        let (day, second) = (number / events_a_day + 1, random.u32(..86_400));
        let (record_type, type_name, operation) = OPERATIONS[random.usize(..OPERATIONS.len())];
        let mut label = || {
            let id = &ids[random.usize(..ids.len())];
            if random.u8(..8) == 0 { id.to_uppercase() } else { id.clone() }
        };
        let (old, new) = (label(), label());
        let time = format!("2024-10-{day:02}T{:02}:{:02}:{:02}Z", second / 3600, second / 60 % 60, second % 60);
        let row = json!({
            "TimeGenerated": time,
            "Id": format!("{number:08}"),
            "RecordType": record_type,
            "RecordTypeName": type_name,
            "Operation": operation,
            "LabelEventType": TYPES[random.usize(..TYPES.len())],
            "OldSensitivityLabelId": if operation == "SensitivityLabelApplied" { None } else { Some(old) },
            "SensitivityLabelId": if operation == "SensitivityLabelRemoved" { None } else { Some(new) },
        });
        writeln!(text, "{row}").expect("a string takes any text");
    }
    text
}

fn quoted(path: &Path) -> String {
    path.display().to_string().replace('\'', "''")
}
