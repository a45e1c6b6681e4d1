//! The functions in SQL.

use std::sync::Arc;

use datafusion::arrow::array::RecordBatch;
use datafusion::arrow::util::pretty::pretty_format_batches;
use datafusion::error::Result;
use datafusion::prelude::{DataFrame, SessionConfig, SessionContext};
use msaudit::label::LabelBook;
use msaudit_datafusion::{functions, register};

fn book() -> Arc<LabelBook> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/data/get_label.json");
    Arc::new(LabelBook::open(path).expect("the fixture is a label book"))
}

fn session() -> SessionContext {
    let mut context = SessionContext::new();
    register(&mut context, book()).expect("a session takes functions");
    context
}

async fn rows(context: &SessionContext, query: &str) -> Result<Vec<RecordBatch>> {
    context.sql(query).await?.collect().await
}

async fn table(context: &SessionContext, query: &str) -> String {
    let rows = rows(context, query).await.unwrap_or_else(|error| panic!("{query}: {error}"));
    pretty_format_batches(&rows).expect("rows can be printed").to_string()
}

async fn message(context: &SessionContext, query: &str) -> String {
    rows(context, query).await.expect_err(query).strip_backtrace()
}

/// One cell, with nothing for null.
async fn cell(context: &SessionContext, expression: &str) -> String {
    let table = table(context, &format!("SELECT {expression} AS x")).await;
    table.lines().nth(3).map(|row| row.trim_matches(['|', ' ']).to_owned()).expect("there is a row")
}

#[tokio::test]
async fn examples_of_the_documentation_are_true() {
    let context = session();
    for function in functions(book()) {
        let documentation = function.documentation().expect("each is documented");
        let name = function.name();
        let arguments = documentation.arguments.iter().flatten().map(|(name, _)| name.as_str());
        assert_eq!(documentation.syntax_example, format!("{name}({})", arguments.collect::<Vec<_>>().join(", ")));
        let example = documentation.sql_example.as_deref().expect("each has an example");
        let example = example.strip_prefix("```sql\n> ").and_then(|text| text.strip_suffix("\n```"));
        let (query, answer) = example.and_then(|text| text.split_once(";\n")).expect("a query and its answer");
        assert_eq!(table(&context, query).await, answer, "{query}");
    }
}

#[tokio::test]
async fn a_session_can_list_them() {
    let mut context = SessionContext::new_with_config(SessionConfig::new().with_information_schema(true));
    register(&mut context, book()).expect("a session takes functions");
    let listed = table(&context, "SHOW FUNCTIONS LIKE 'label%'").await;
    for name in ["label_change", "label_name", "label_path"] {
        assert!(listed.contains(&format!("| {name} ")), "{listed}");
    }
    assert!(listed.contains("| label_change(old, new) "), "{listed}");
}

#[tokio::test]
async fn null_gives_null_and_so_does_the_unknown() {
    let context = session();
    for question in [
        "activity_known(NULL)",
        "activity_name(NULL)",
        "activity_name('Water plants')",
        "activity_services(NULL)",
        "activity_services('Water plants')",
        "operation_known(NULL)",
        "operation_name('Water plants')",
        "operation_friendly_name('Set-Mailbox')",
        "operation_workloads('Water plants')",
        "is_listed(NULL, 'UserManagement', 'Add user')",
        "is_listed('Core Directory', NULL, 'Add user')",
        "is_listed('Core Directory', 'UserManagement', NULL)",
        "is_listed('Core Directory', 'UserManagement', 'Water plants')",
        "label_name(NULL)",
        "label_name('99999999-0000-4000-8000-000000000000')",
        "label_name('')",
        "label_path('Confidential')",
        "label_change(NULL, '4eff011f-95b3-4371-8836-39da6458f464')",
        "label_change('4eff011f-95b3-4371-8836-39da6458f464', NULL)",
        "label_change(' ', '4eff011f-95b3-4371-8836-39da6458f464')",
    ] {
        assert_eq!(cell(&context, &format!("({question}) IS NULL")).await, "true", "{question}");
    }
    assert_eq!(cell(&context, "is_listed('Core Directory', 'Policy', 'Add user')").await, "false");
}

#[tokio::test]
async fn a_change_of_labels_is_that_of_the_library() {
    let context = session();
    let [general, confidential, employees, highly] = [
        "'4eff011f-95b3-4371-8836-39da6458f464'",
        "'6282649d-9e2a-4063-8587-32eaaa9ad68e'",
        "'E14C1275-FA87-4421-8A59-5E3C3C214D61'",
        "'{6a10f3c2-a682-44ba-a911-52dcca64e78d}'",
    ];
    for (old, new, change) in [
        (general, highly, "upgraded"),
        (highly, employees, "downgraded"),
        (confidential, employees, "same-order"),
        (employees, "'e14c1275-fa87-4421-8a59-5e3c3c214d61'", "unchanged"),
        (general, "'Secret'", "undetermined"),
        ("'Secret'", "'Secret'", "unchanged"),
    ] {
        assert_eq!(cell(&context, &format!("label_change({old}, {new})")).await, change, "{old}, {new}");
    }
    let named = format!("label_change(new => {highly}, old => {general})");
    assert_eq!(cell(&context, &named).await, "upgraded");
}

#[tokio::test]
async fn columns_and_constants_go_together() {
    let query = "SELECT label_change(old, '6282649d-9e2a-4063-8587-32eaaa9ad68e') AS change, count(*) AS n \
        FROM (VALUES ('4eff011f-95b3-4371-8836-39da6458f464'), ('6A10F3C2-A682-44BA-A911-52DCCA64E78D'), (NULL), ('?')) \
        AS events (old) GROUP BY change ORDER BY change NULLS FIRST";
    let expected = "\
+--------------+---+
| change       | n |
+--------------+---+
|              | 1 |
| downgraded   | 1 |
| undetermined | 1 |
| upgraded     | 1 |
+--------------+---+";
    assert_eq!(table(&session(), query).await, expected);
}

#[tokio::test]
async fn lists_of_services_serve_functions_of_lists() {
    let context = session();
    let services = "activity_services('create access package')";
    assert_eq!(cell(&context, services).await, "[Entitlement Management]");
    assert_eq!(cell(&context, &format!("array_has({services}, 'Entitlement Management')")).await, "true");
    assert_eq!(cell(&context, &format!("array_to_string({services}, '; ')")).await, "Entitlement Management");
    assert_eq!(cell(&context, &format!("unnest({services})")).await, "Entitlement Management");
    assert_eq!(cell(&context, &format!("array_length({services})")).await, "1");
}

#[tokio::test]
async fn constants_are_answered_when_the_query_is_planned() {
    let query =
        "SELECT * FROM (VALUES ('x')) AS t (id) WHERE id = label_name('{4EFF011F-95B3-4371-8836-39DA6458F464}')";
    let plan = session().sql(query).await.and_then(DataFrame::into_optimized_plan).expect("it can be planned");
    let plan = plan.display_indent().to_string();
    assert!(plan.contains("\"General\"") && !plan.contains("label_name("), "{plan}");
}

#[tokio::test]
async fn only_whether_a_name_is_known_is_never_null() {
    let context = session();
    let query = "SELECT activity_known(a) AS known, operation_known(a) AS op, activity_name(a) AS name, is_listed(a, a, a) AS listed, \
        label_name(a) AS label, label_change(a, a) AS change FROM (SELECT 'x' AS a)";
    let rows = context.sql(query).await.expect("it can be planned");
    let nullable = |name: &str| rows.schema().field_with_unqualified_name(name).expect(name).is_nullable();
    assert!(!nullable("known") && !nullable("op"));
    assert!(["name", "listed", "label", "change"].into_iter().all(nullable));
    let of_null = context.sql("SELECT activity_known(a) AS known FROM (VALUES ('x'), (NULL)) AS t (a)").await;
    assert!(of_null.expect("it can be planned").schema().field(0).is_nullable());
}

#[tokio::test]
async fn labels_without_a_book_are_an_error_that_says_so() {
    let mut context = SessionContext::new();
    register(&mut context, None).expect("a session takes functions");
    assert_eq!(cell(&context, "activity_known('Add user')").await, "true");
    for question in ["label_name('a')", "label_path('a')", "label_change('a', 'b')"] {
        let message = message(&context, &format!("SELECT {question}")).await;
        let name = question.split('(').next().unwrap_or_default();
        let expected = format!("`{name}` needs a label book, and the functions were registered without one");
        assert!(message.ends_with(&expected), "{message}");
    }
    register(&mut context, book()).expect("a session takes functions");
    assert_eq!(cell(&context, "label_name('4eff011f-95b3-4371-8836-39da6458f464')").await, "General");
}

#[tokio::test]
async fn what_is_no_text_is_refused_when_the_query_is_planned() {
    let context = session();
    let error = message(&context, "SELECT label_name(94)").await;
    assert!(error.contains("Function 'label_name' requires String, but received Int64"), "{error}");
    let error = message(&context, "SELECT label_change('a')").await;
    assert!(error.contains("Function 'label_change' expects 2 arguments but received 1"), "{error}");
}
