//! The columns of events: one schema for batches and files.

use std::sync::{Arc, LazyLock};

use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef, TimeUnit};

/// The schema of events, with or without the column `original`.
///
/// Columns are named and nested as the fields of the JSON that [`DecodedEvent`](msaudit::event::DecodedEvent) is written as. The package's
/// page lists every column with its type, its source and what null means.
///
/// ```
/// use msaudit_arrow::{Original, arrow_schema::DataType, schema};
///
/// let schema = schema(Original::Omitted);
/// assert_eq!(schema.field(0).name(), "source");
/// let DataType::Struct(label) = schema.field_with_name("label")?.data_type() else { panic!("it is nested") };
/// assert_eq!(label[0].name(), "change");
/// assert!(schema.field_with_name("original").is_err());
/// # Ok::<(), msaudit_arrow::arrow_schema::ArrowError>(())
/// ```
pub fn schema(original: Original) -> SchemaRef {
    static SCHEMAS: LazyLock<[SchemaRef; 2]> = LazyLock::new(|| {
        let original = Field::new("original", DataType::Utf8, false);
        let all: Vec<Field> = columns().into_iter().chain([original]).collect();
        [Schema::new(all[..all.len() - 1].to_vec()), Schema::new(all)].map(Arc::new)
    });

    Arc::clone(&SCHEMAS[usize::from(original == Original::Kept)])
}

/// Whether the text of each record is kept beside what was read from it.
///
/// ```
/// use msaudit_arrow::{Original, schema};
///
/// assert!(schema(Original::Kept).field_with_name("original").is_ok());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Original {
    /// In the column `original`.
    Kept,
    /// It is not, and there is no such column.
    #[default]
    Omitted,
}

fn columns() -> Vec<Field> {
    vec![
        name("source").with_nullable(false),
        name("file").with_nullable(false),
        Field::new("record", DataType::Int64, false),
        text("id"),
        Field::new("time", DataType::Timestamp(TimeUnit::Microsecond, Some(Arc::from("UTC"))), true),
        name("service"),
        name("category"),
        name("activity"),
        Field::new("known", DataType::Struct(known()), false),
        Field::new("record_type", DataType::Struct(record_type()), true),
        name("operation_type"),
        name("outcome").with_nullable(false),
        text("reason"),
        Field::new("actor", DataType::Struct(actor()), false),
        list("targets", target()).with_nullable(true),
        Field::new("label", DataType::Struct(label()), true),
        flag("informational").with_nullable(false),
        name("workload"),
        text("correlation_id"),
        text("session_id"),
        name("tenant_id"),
        text("user_agent"),
        Field::new("app", DataType::Struct(app()), true),
        name("wrapped_in"),
    ]
}

pub(crate) fn known() -> Fields {
    let matched = name("match").with_nullable(false);
    Fields::from(vec![
        name("service"),
        name("category"),
        name("activity"),
        matched,
        flag("listed"),
        name("workload"),
        name("operation"),
        name("name"),
    ])
}

pub(crate) fn record_type() -> Fields {
    Fields::from(vec![Field::new("code", DataType::Int64, true), name("name"), name("written")])
}

pub(crate) fn actor() -> Fields {
    Fields::from(vec![
        name("kind").with_nullable(false),
        text("id"),
        text("name"),
        text("ip"),
        Field::new("port", DataType::Int64, true),
    ])
}

pub(crate) fn app() -> Fields {
    Fields::from(vec![name("id"), name("name")])
}

pub(crate) fn target() -> Fields {
    Fields::from(vec![
        name("kind"),
        text("id"),
        text("name"),
        list("changes", change()),
        text("folder"),
        name("label_id"),
    ])
}

pub(crate) fn change() -> Fields {
    Fields::from(vec![
        name("property").with_nullable(false),
        text("old"),
        text("new"),
        flag("old_is_json").with_nullable(false),
        flag("new_is_json").with_nullable(false),
    ])
}

/// All of them may be null, though in a label some never are: most events have no label, and engines that take a field out of
/// a struct do not all ask whether the struct is null.
pub(crate) fn label() -> Fields {
    Fields::from(vec![
        name("change"),
        name("old_id"),
        name("old_name"),
        name("old_path"),
        name("new_id"),
        name("new_name"),
        name("new_path"),
        list("evidence", evidence()).with_nullable(true),
        name("agreement"),
        text("justification"),
        name("how"),
        name("protection"),
        flag("protected_before"),
        flag("protected_after"),
        text("protection_owner"),
        name("template_id"),
        list("sensitive_info_types", sensitive_info_type()).with_nullable(true),
    ])
}

pub(crate) fn evidence() -> Fields {
    Fields::from(vec![name("from").with_nullable(false), name("says").with_nullable(false)])
}

pub(crate) fn sensitive_info_type() -> Fields {
    let number = |name| Field::new(name, DataType::Int64, true);
    Fields::from(vec![name("id"), name("name"), number("count"), number("confidence")])
}

/// A name out of few: each batch holds it once.
fn name(name: &str) -> Field {
    Field::new(name, DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8)), true)
}

fn text(name: &str) -> Field {
    Field::new(name, DataType::Utf8, true)
}

fn flag(name: &str) -> Field {
    Field::new(name, DataType::Boolean, true)
}

fn list(name: &str, fields: Fields) -> Field {
    Field::new(name, DataType::List(element(fields)), false)
}

/// What a list holds. Parquet asks for this name.
pub(crate) fn element(fields: Fields) -> Arc<Field> {
    Arc::new(Field::new("element", DataType::Struct(fields), false))
}
