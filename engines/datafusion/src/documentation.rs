//! What DataFusion can tell its users of each function.

use std::sync::LazyLock;

use datafusion_expr::{DocSection, Documentation};

use crate::question::Question;

const SECTION: DocSection = DocSection {
    include: true,
    label: "Audit Functions",
    description: Some("What Microsoft's audit trails say: names of the catalogue, and sensitivity labels."),
};

const ACTIVITY: &str =
    "The name of an activity, in any spelling: case, dashes, blanks and a full stop at the end make no difference.";
const OPERATION: &str =
    "The name of an operation of the unified audit log, in any spelling; a cmdlet is an operation too.";
const ID: &str = "The id of a label, as a GUID in any case, perhaps in braces, or as the label book writes it.";

static ALL: LazyLock<[Documentation; Question::ALL.len()]> = LazyLock::new(|| Question::ALL.map(document));

impl Question {
    pub(crate) fn documentation(self) -> &'static Documentation {
        &ALL[self as usize]
    }
}

fn document(question: Question) -> Documentation {
    let parameters = question.parameters();
    let syntax = format!("{}({})", question.name(), parameters.join(", "));
    let builder = Documentation::builder(SECTION, description(question), syntax)
        .with_sql_example(format!("```sql\n{}\n```", example(question)));
    let related =
        Question::ALL.into_iter().filter(|&other| other != question && other.is_of_labels() == question.is_of_labels());
    let builder = related.fold(builder, |builder, other| builder.with_related_udf(other.name()));
    parameters.iter().fold(builder, |builder, parameter| builder.with_argument(*parameter, argument(parameter))).build()
}

fn argument(parameter: &str) -> &'static str {
    match parameter {
        "activity" => ACTIVITY,
        "operation" => OPERATION,
        "service" => "The service that logged the event, in any spelling.",
        "category" => "The category of the event, in any spelling.",
        "old" => "The id of the label before. Blank text counts as null.",
        "new" => "The id of the label after. Blank text counts as null.",
        _ => ID,
    }
}

fn description(question: Question) -> &'static str {
    match question {
        Question::ActivityKnown => "Returns whether the catalogue has an activity of this name.",
        Question::ActivityName => {
            "Returns the documented spelling of an activity: that of the newest edition that prints it. Null if the \
             catalogue has no such activity."
        }
        Question::ActivityServices => {
            "Returns the services under which the catalogue lists an activity, each once and ordered by name. Null if it \
             has no such activity; empty if it has, but no listing names a service."
        }
        Question::IsListed => {
            "Returns whether an edition of the documentation prints the three together. Null if the catalogue lacks one \
             of them."
        }
        Question::OperationKnown => "Returns whether the catalogue has an operation of this name.",
        Question::OperationName => {
            "Returns the documented spelling of an operation. Null if the catalogue has no such operation."
        }
        Question::OperationFriendlyName => {
            "Returns the name in plain words that the documentation gives an operation. Null if it gives none. Two \
             workloads may mean different things by one operation; this is the name in any of them."
        }
        Question::OperationWorkloads => {
            "Returns the workloads that are documented to log an operation, each once and ordered by name. Null if the \
             catalogue has no such operation; empty if it has, but no section of a workload lists it."
        }
        Question::LabelName => "Returns what a sensitivity label is called. Null if the label book lacks it.",
        Question::LabelPath => {
            r"Returns what a sensitivity label is called, below the names of its parents: `Parent \ Child`. Null if the label book lacks it."
        }
        Question::LabelChange => {
            "Returns how a sensitivity label changed, by the order of both labels in the label book: `upgraded`, \
             `downgraded`, `same-order`, `unchanged`, or `undetermined` if the book lacks one of two labels or its order. \
             Labels below one label are of the same order."
        }
    }
}

/// A question and its answer. Examples of labels are of a book with *General* below *Confidential* in order.
fn example(question: Question) -> &'static str {
    match question {
        Question::ActivityKnown => {
            "\
> SELECT activity_known('ADD USER.') AS known, activity_known('Water plants') AS unknown;
+-------+---------+
| known | unknown |
+-------+---------+
| true  | false   |
+-------+---------+"
        }
        Question::ActivityName => {
            "\
> SELECT activity_name('ADD USER.') AS name;
+----------+
| name     |
+----------+
| Add user |
+----------+"
        }
        Question::ActivityServices => {
            "\
> SELECT activity_services('add member to role') AS services;
+------------------+
| services         |
+------------------+
| [Core Directory] |
+------------------+"
        }
        Question::IsListed => {
            "\
> SELECT is_listed('Core Directory', 'UserManagement', 'Add user') AS listed;
+--------+
| listed |
+--------+
| true   |
+--------+"
        }
        Question::OperationKnown => {
            "\
> SELECT operation_known('mailitemsaccessed') AS known, operation_known('WaterPlants') AS unknown;
+-------+---------+
| known | unknown |
+-------+---------+
| true  | false   |
+-------+---------+"
        }
        Question::OperationName => {
            "\
> SELECT operation_name('mailitemsaccessed') AS name;
+-------------------+
| name              |
+-------------------+
| MailItemsAccessed |
+-------------------+"
        }
        Question::OperationFriendlyName => {
            "\
> SELECT operation_friendly_name('FileAccessed') AS name;
+---------------+
| name          |
+---------------+
| Accessed file |
+---------------+"
        }
        Question::OperationWorkloads => {
            "\
> SELECT operation_workloads('FileAccessed') AS workloads;
+------------------------+
| workloads              |
+------------------------+
| [OneDrive, SharePoint] |
+------------------------+"
        }
        Question::LabelName => {
            "\
> SELECT label_name('{4EFF011F-95B3-4371-8836-39DA6458F464}') AS name;
+---------+
| name    |
+---------+
| General |
+---------+"
        }
        Question::LabelPath => {
            "\
> SELECT label_path('e14c1275-fa87-4421-8a59-5e3c3c214d61') AS path;
+------------------------------+
| path                         |
+------------------------------+
| Confidential \\ All Employees |
+------------------------------+"
        }
        Question::LabelChange => {
            "\
> SELECT label_change('6282649d-9e2a-4063-8587-32eaaa9ad68e', '4eff011f-95b3-4371-8836-39da6458f464') AS change;
+------------+
| change     |
+------------+
| downgraded |
+------------+"
        }
    }
}
