//! What the functions ask of the library.

use std::sync::Arc;

use datafusion_common::arrow::array::{ArrayRef, BooleanArray, ListBuilder, StringArray, StringBuilder};
use datafusion_common::arrow::datatypes::{DataType, Field};
use datafusion_common::{Result, exec_err};
use datafusion_expr::ColumnarValue;
use msaudit::catalog::{self, Activity, Category, Listing, Operation, Service, Workload};
use msaudit::label::{Label, LabelBook, LabelChange, LabelId};

use crate::resolved::Resolved;

/// A question, and with it a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Question {
    ActivityKnown,
    ActivityName,
    ActivityServices,
    IsListed,
    OperationKnown,
    OperationName,
    OperationFriendlyName,
    OperationWorkloads,
    LabelName,
    LabelPath,
    LabelChange,
}

impl Question {
    pub(crate) const ALL: [Self; 11] = [
        Self::ActivityKnown,
        Self::ActivityName,
        Self::ActivityServices,
        Self::IsListed,
        Self::OperationKnown,
        Self::OperationName,
        Self::OperationFriendlyName,
        Self::OperationWorkloads,
        Self::LabelName,
        Self::LabelPath,
        Self::LabelChange,
    ];

    /// The name of the function.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::ActivityKnown => "activity_known",
            Self::ActivityName => "activity_name",
            Self::ActivityServices => "activity_services",
            Self::IsListed => "is_listed",
            Self::OperationKnown => "operation_known",
            Self::OperationName => "operation_name",
            Self::OperationFriendlyName => "operation_friendly_name",
            Self::OperationWorkloads => "operation_workloads",
            Self::LabelName => "label_name",
            Self::LabelPath => "label_path",
            Self::LabelChange => "label_change",
        }
    }

    /// The names of its arguments, all text.
    pub(crate) fn parameters(self) -> &'static [&'static str] {
        match self {
            Self::ActivityKnown | Self::ActivityName | Self::ActivityServices => &["activity"],
            Self::IsListed => &["service", "category", "activity"],
            Self::OperationKnown | Self::OperationName | Self::OperationFriendlyName | Self::OperationWorkloads => {
                &["operation"]
            }
            Self::LabelName | Self::LabelPath => &["id"],
            Self::LabelChange => &["old", "new"],
        }
    }

    /// The type of the answers. Text is never `Utf8View`: once rows are parted among tasks, a slice of a view may hold the
    /// text of all of them, and Ballista would send it.
    pub(crate) fn answer_type(self) -> DataType {
        match self {
            Self::ActivityKnown | Self::IsListed | Self::OperationKnown => DataType::Boolean,
            Self::ActivityServices | Self::OperationWorkloads => {
                DataType::List(Arc::new(Field::new_list_field(DataType::Utf8, true)))
            }
            Self::ActivityName
            | Self::OperationName
            | Self::OperationFriendlyName
            | Self::LabelName
            | Self::LabelPath
            | Self::LabelChange => DataType::Utf8,
        }
    }

    /// Whether any text has an answer. To the other questions there may be none.
    pub(crate) fn always_answers(self) -> bool {
        matches!(self, Self::ActivityKnown | Self::OperationKnown)
    }

    /// Whether it is asked of a label book.
    pub(crate) fn is_of_labels(self) -> bool {
        matches!(self, Self::LabelName | Self::LabelPath | Self::LabelChange)
    }

    /// The answers of so many rows.
    pub(crate) fn answers(self, book: Option<&LabelBook>, args: &[ColumnarValue], rows: usize) -> Result<ArrayRef> {
        let rows = 0..rows;
        let label = |id: &str| book.and_then(|book| book.find(id));
        Ok(match (self, args) {
            (Self::ActivityKnown, [activity]) => {
                let known = Resolved::new(activity, |name| Some(Activity::find(name).is_some()))?;
                Arc::new(rows.map(|row| known.get(row).copied()).collect::<BooleanArray>())
            }
            (Self::ActivityName, [activity]) => {
                let activity = Resolved::new(activity, Activity::find)?;
                texts(rows.map(|row| activity.get(row).map(|activity| activity.name())))?
            }
            (Self::ActivityServices, [activity]) => {
                let services = Resolved::new(activity, |name| Activity::find(name).map(services))?;
                lists(rows.map(|row| services.get(row)))?
            }
            (Self::IsListed, [service, category, activity]) => {
                let service = Resolved::new(service, Service::find)?;
                let category = Resolved::new(category, Category::find)?;
                let activity = Resolved::new(activity, Activity::find)?;
                let listed =
                    |row| Some(catalog::is_listed(*service.get(row)?, *category.get(row)?, *activity.get(row)?));
                Arc::new(rows.map(listed).collect::<BooleanArray>())
            }
            (Self::OperationKnown, [operation]) => {
                let known = Resolved::new(operation, |name| Some(Operation::find(name).is_some()))?;
                Arc::new(rows.map(|row| known.get(row).copied()).collect::<BooleanArray>())
            }
            (Self::OperationName, [operation]) => {
                let operation = Resolved::new(operation, Operation::find)?;
                texts(rows.map(|row| operation.get(row).map(|operation| operation.name())))?
            }
            (Self::OperationFriendlyName, [operation]) => {
                let friendly = Resolved::new(operation, |name| Operation::find(name)?.friendly_name())?;
                texts(rows.map(|row| friendly.get(row).copied()))?
            }
            (Self::OperationWorkloads, [operation]) => {
                let workloads = Resolved::new(operation, |name| Operation::find(name).map(workloads))?;
                lists(rows.map(|row| workloads.get(row)))?
            }
            (Self::LabelName, [id]) => {
                let label = Resolved::new(id, label)?;
                texts(rows.map(|row| label.get(row).map(|label| label.name())))?
            }
            (Self::LabelPath, [id]) => {
                let label = Resolved::new(id, label)?;
                texts(rows.map(|row| label.get(row).map(|label| label.path())))?
            }
            (Self::LabelChange, [old, new]) => {
                let place = |id: &str| Place::of(id, label(id));
                let (old, new) = (Resolved::new(old, place)?, Resolved::new(new, place)?);
                texts(rows.map(|row| Some(change(old.get(row)?, new.get(row)?).name())))?
            }
            (_, args) => {
                let (name, expected) = (self.name(), self.parameters().len());
                return exec_err!("`{name}` takes {expected} arguments, found {}", args.len());
            }
        })
    }
}

/// The services under which an activity is listed, each once and in order.
fn services(activity: Activity) -> Vec<&'static str> {
    let mut services: Vec<Service> = activity.listings().iter().map(Listing::service).collect();
    services.sort_unstable();
    services.dedup();
    services.into_iter().map(Service::name).collect()
}

/// The workloads in whose sections an operation is listed, each once and in order.
fn workloads(operation: Operation) -> Vec<&'static str> {
    Workload::all().filter(|&workload| operation.is_listed_in(workload)).map(Workload::name).collect()
}

/// A label and where it stands in the order of the tenant.
struct Place {
    id: LabelId,
    rank: Option<i64>,
}

impl Place {
    /// Blanks are no id, as in records.
    fn of(id: &str, label: Option<&Label>) -> Option<Self> {
        (!id.trim().is_empty()).then(|| Self { id: LabelId::new(id), rank: label.and_then(Label::rank) })
    }
}

/// What a label book says of two labels: see the documentation of [`msaudit::label::AssessmentSource::Book`].
fn change(old: &Place, new: &Place) -> LabelChange {
    if old.id == new.id { LabelChange::Unchanged } else { LabelChange::by_rank(old.rank, new.rank) }
}

fn texts<'t>(texts: impl Iterator<Item = Option<&'t str>> + Clone) -> Result<ArrayRef> {
    check_length(texts.clone().flatten().map(str::len).sum())?;
    Ok(Arc::new(texts.collect::<StringArray>()))
}

fn lists<'l>(lists: impl Iterator<Item = Option<&'l Vec<&'static str>>> + Clone) -> Result<ArrayRef> {
    check_length(lists.clone().flatten().flatten().map(|name| name.len()).sum())?;
    let mut builder = ListBuilder::new(StringBuilder::new());
    for names in lists {
        for name in names.into_iter().flatten() {
            builder.values().append_value(name);
        }
        builder.append(names.is_some());
    }
    Ok(Arc::new(builder.finish()))
}

/// Arrow counts the bytes of a column of text in 31 bits.
fn check_length(bytes: usize) -> Result<()> {
    let most = i32::MAX;
    if i32::try_from(bytes).is_err() {
        return exec_err!("a batch has {bytes} bytes of answers, expected at most {most}: use smaller batches");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use datafusion_common::arrow::array::{DictionaryArray, StringArray, UInt8Array};
    use datafusion_common::arrow::datatypes::UInt8Type;
    use datafusion_expr::ColumnarValue;
    use msaudit::label::LabelBook;

    use super::Question;

    #[test]
    fn answers_that_no_column_can_hold_are_an_error() {
        let book = LabelBook::builder().label("a", &"x".repeat(1 << 20), None).build();
        let ids = |rows| {
            let ids = StringArray::from(vec!["a"]);
            let ids = DictionaryArray::<UInt8Type>::new(UInt8Array::from(vec![0; rows]), Arc::new(ids));
            [ColumnarValue::Array(Arc::new(ids))]
        };
        assert_eq!(Question::LabelName.answers(Some(&book), &ids(2), 2).map(|names| names.len()).ok(), Some(2));
        let error = Question::LabelName.answers(Some(&book), &ids(2048), 2048).unwrap_err().strip_backtrace();
        let expected = "a batch has 2147483648 bytes of answers, expected at most 2147483647: use smaller batches";
        assert_eq!(error, format!("Execution error: {expected}"));
    }

    #[test]
    fn each_question_knows_its_own_arguments() {
        for question in Question::ALL {
            let error = question.answers(None, &[], 1).unwrap_err().strip_backtrace();
            let expected = format!("`{}` takes {} arguments, found 0", question.name(), question.parameters().len());
            assert_eq!(error, format!("Execution error: {expected}"));
        }
    }
}
