//! What is asked of the cluster, and whether the answer is that of one machine.

use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use datafusion::arrow::array::{AsArray, RecordBatch};
use datafusion::arrow::compute::cast;
use datafusion::arrow::datatypes::{DataType, Int64Type};
use datafusion::arrow::util::pretty::pretty_format_batches;
use datafusion::prelude::SessionContext;

use crate::cluster;
use crate::events::{Data, Downgrades, Said};

/// Downgrades by the orders of both labels, whatever else the events say of them.
const DOWNGRADES: &str = include_str!("downgrades.sql");

pub(crate) async fn downgrades(data: &Data, scheduler: u16) -> Result<(), Box<dyn Error>> {
    let book = Arc::new(data.book()?);
    let cluster = cluster::client(scheduler, Some(Arc::clone(&book))).await?;
    let mut one_machine = SessionContext::new();
    msaudit_datafusion::register(&mut one_machine, Arc::clone(&book))?;

    let found = rows("the cluster", &cluster, data, DOWNGRADES).await?;
    print_first(&found, 3)?;
    let found = counted(&found)?;
    println!("{} rows, {} downgrades", found.len(), found.values().sum::<i64>());
    let wanted = counted(&rows("DataFusion in one process", &one_machine, data, DOWNGRADES).await?)?;
    equal("the cluster", &found, "DataFusion in one process", &wanted)?;
    equal("the cluster", &found, "msaudit", &data.downgrades(&book)?)
}

pub(crate) async fn portable(data: &Data, scheduler: u16, query: &Path) -> Result<(), Box<dyn Error>> {
    let query = fs::read_to_string(query)?;
    let cluster = cluster::client(scheduler, None).await?;
    let found = rows("the cluster", &cluster, data, &query).await?;
    let found = said(&found)?;
    let mut changes: BTreeMap<&str, usize> = BTreeMap::new();
    for said in found.values() {
        *changes.entry(&said.change).or_default() += 1;
    }
    println!("{} rows: {changes:?}", found.len());
    let wanted = said(&rows("DataFusion in one process", &SessionContext::new(), data, &query).await?)?;
    equal("the cluster", &found, "DataFusion in one process", &wanted)?;
    equal("the cluster", &found, "msaudit", &data.said(&data.book()?)?)
}

async fn rows(
    place: &str,
    session: &SessionContext,
    data: &Data,
    query: &str,
) -> Result<Vec<RecordBatch>, Box<dyn Error>> {
    data.register(session).await?;
    let start = Instant::now();
    let rows = session.sql(query).await?.collect().await;
    println!("{place}: {} after {:.1} s", if rows.is_ok() { "done" } else { "failed" }, start.elapsed().as_secs_f64());
    Ok(rows?)
}

fn print_first(batches: &[RecordBatch], rows: usize) -> Result<(), Box<dyn Error>> {
    let first = batches.iter().find(|batch| batch.num_rows() > 0).ok_or("the answer is empty")?;
    println!("{}", pretty_format_batches(&[first.slice(0, rows.min(first.num_rows()))])?);
    Ok(())
}

/// The texts of a column, whatever its layout.
fn texts(batch: &RecordBatch, name: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let column = batch.column_by_name(name).ok_or_else(|| format!("the answer has no column `{name}`"))?;
    let column = cast(column, &DataType::Utf8)?;
    Ok(column.as_string::<i32>().iter().map(|text| text.unwrap_or_default().to_owned()).collect())
}

fn counted(batches: &[RecordBatch]) -> Result<Downgrades, Box<dyn Error>> {
    let mut all = Downgrades::new();
    for batch in batches {
        let counts = batch.column_by_name("downgrades").ok_or("the answer has no column `downgrades`")?;
        let counts = counts.as_primitive_opt::<Int64Type>().ok_or("`downgrades` holds no integers")?;
        for ((label, day), count) in texts(batch, "label")?.into_iter().zip(texts(batch, "day")?).zip(counts.values()) {
            if all.insert((label, day), *count).is_some() {
                return Err("a label and a day stand in two rows".into());
            }
        }
    }
    Ok(all)
}

fn said(batches: &[RecordBatch]) -> Result<BTreeMap<String, Said>, Box<dyn Error>> {
    let mut all = BTreeMap::new();
    for batch in batches {
        let names = ["Id", "LabelChange", "SensitivityLabelName", "OldSensitivityLabelPath"];
        let [ids, changes, names, paths] = names.map(|name| texts(batch, name));
        let (changes, names, paths) = (changes?, names?, paths?);
        for (((id, change), new_name), old_path) in ids?.into_iter().zip(changes).zip(names).zip(paths) {
            if all.insert(id, Said { change, new_name, old_path }).is_some() {
                return Err("an event stands in two rows".into());
            }
        }
    }
    Ok(all)
}

fn equal<K: Ord + std::fmt::Debug, V: PartialEq + std::fmt::Debug>(
    place: &str,
    found: &BTreeMap<K, V>,
    other_place: &str,
    other: &BTreeMap<K, V>,
) -> Result<(), Box<dyn Error>> {
    let differs = other.iter().find(|(key, value)| found.get(key) != Some(value));
    if let Some((key, value)) = differs {
        return Err(format!("{key:?}: {place} says {:?}, {other_place} {value:?}", found.get(key)).into());
    }
    if found.is_empty() || found.len() != other.len() {
        return Err(format!("{place} has {} rows, {other_place} {}", found.len(), other.len()).into());
    }
    println!("{place} and {other_place} agree on {} rows", found.len());
    Ok(())
}
