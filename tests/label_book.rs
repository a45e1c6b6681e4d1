//! Label books: every shape gives the same labels, and what is odd is said.

mod support;

use msaudit::label::{LabelBook, LabelState};
use proptest::prelude::*;
use time::macros::datetime;

const PARENT: &str = "6282649d-9e2a-4063-8587-32eaaa9ad68e";
const CHILD: &str = "6a10f3c2-a682-44ba-a911-52dcca64e78d";
const OTHER: &str = "4eff011f-95b3-4371-8836-39da6458f464";

fn book(text: &str) -> LabelBook {
    LabelBook::from_text(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Path, order, rank of each label, by id.
fn outline(book: &LabelBook) -> Vec<(String, String, Option<i64>, Option<i64>)> {
    let mut lines: Vec<_> = book
        .labels()
        .map(|label| (label.id().to_string(), label.path().to_owned(), label.order(), label.rank()))
        .collect();
    lines.sort();
    lines
}

fn problems(text: &str) -> Vec<String> {
    book(text).problems().iter().map(ToString::to_string).collect()
}

#[test]
fn every_shape_with_parents_and_orders_gives_the_same_labels() {
    let expected = |child: Option<i64>| {
        vec![
            (OTHER.to_owned(), "General".to_owned(), Some(1), Some(1)),
            (PARENT.to_owned(), "Confidential".to_owned(), Some(4), Some(4)),
            (CHILD.to_owned(), r"Confidential \ All Employees".to_owned(), child, Some(4)),
        ]
    };
    let mut with_child_order = expected(Some(5));
    with_child_order.sort();
    for (shape, text) in [
        (
            // security/informationProtection/sensitivityLabels: a flat list, the parent nested whole, the same number.
            "graph, parent nested",
            format!(
                r#"{{"@odata.context":"x","value":[
                {{"id":"{OTHER}","name":"General","sensitivity":1,"isActive":true,"isAppliable":true,"parent":null}},
                {{"id":"{PARENT}","name":"Confidential","sensitivity":4,"parent":null}},
                {{"id":"{CHILD}","name":"All Employees","sensitivity":5,"parent":{{"id":"{PARENT}","name":"Confidential","sensitivity":4}}}}]}}"#
            ),
        ),
        (
            "graph, parent only nested",
            format!(
                r#"{{"value":[{{"id":"{CHILD}","name":"All Employees","sensitivity":5,"parent":{{"id":"{PARENT}","name":"Confidential","sensitivity":4}}}},
                {{"id":"{OTHER}","name":"General","sensitivity":1}}]}}"#
            ),
        ),
        (
            // security/dataSecurityAndGovernance/sensitivityLabels: children nested, the name for people in either field.
            "graph, sublabels",
            format!(
                r#"{{"value":[{{"id":"{OTHER}","name":"General","displayName":null,"priority":1}},
                {{"id":"{PARENT}","name":"b1","displayName":"Confidential","priority":4,"sublabels":[
                {{"id":"{CHILD}","name":"All Employees","displayName":"","priority":5}}]}}]}}"#
            ),
        ),
        (
            "Get-Label, ConvertTo-Json",
            format!(
                r#"[{{"Guid":"{OTHER}","ImmutableId":"{OTHER}","Name":"General","DisplayName":"General","Priority":1,"ParentId":null,"Id":"General"}},
                {{"Guid":"{PARENT}","Name":"{PARENT}","DisplayName":"Confidential","Priority":4,"ParentId":"00000000-0000-0000-0000-000000000000"}},
                {{"Guid":"{{{}}}","Name":"x","DisplayName":"All Employees","Priority":5,"ParentId":"{PARENT}"}}]"#,
                CHILD.to_uppercase()
            ),
        ),
        (
            "Get-Label, Export-Csv, with the parent's name",
            format!(
                "#TYPE Deserialized.Label\r\n\"Guid\",\"DisplayName\",\"Priority\",\"ParentLabelDisplayName\",\"Settings\"\r\n\
                 \"{OTHER}\",\"General\",\"1\",\"\",\"System.Collections\"\r\n\"{PARENT}\",\"Confidential\",\"4\",\"\",\"\"\r\n\
                 \"{CHILD}\",\"All Employees\",\"5\",\"Confidential\",\"\"\r\n"
            ),
        ),
        (
            "Labels_CL",
            format!(
                r#"[{{"Guid_g":"{OTHER}","DisplayName_s":"General","Priority_d":1.0}},
                {{"Guid_g":"{PARENT}","DisplayName_s":"Confidential","Priority_d":4}},
                {{"Guid_g":"{CHILD}","DisplayName_s":"All Employees","Priority_s":"5","ParentLabelDisplayName_s":"Confidential"}}]"#
            ),
        ),
    ] {
        assert_eq!(outline(&book(&text)), with_child_order, "{shape}");
        assert!(problems(&text).is_empty(), "{shape}: {:?}", problems(&text));
    }
    let by_hand = LabelBook::builder().label(OTHER, "General", Some(1)).label(PARENT, "Confidential", Some(4)).child(
        CHILD,
        "All Employees",
        PARENT,
    );
    let mut without = expected(None);
    without.sort();
    assert_eq!(outline(&by_hand.build()), without);
}

#[test]
fn shapes_of_ids_and_names_alone() {
    for (shape, text) in [
        ("object", format!(r#"{{"{CHILD}":"Secret","{OTHER}":"General"}}"#)),
        ("object, the other way round", format!(r#"{{"Secret":"{CHILD}","General":"{OTHER}"}}"#)),
        ("watchlist", format!("Etikett,Id\nSecret,{CHILD}\nGeneral,{OTHER}\n")),
        (
            "watchlist with semicolons and a third column",
            format!("id;name;note\r\n{CHILD};Secret;x\r\n{OTHER};General;y\r\n"),
        ),
        (
            "the query of the connector's documentation",
            format!(
                "let labelsMap = parse_json('{{'\n '\"{CHILD}\": \"Secret\",'\n '\"{OTHER}\": \"General\"'\n '}}');\nMicrosoftPurviewInformationProtection\n| extend X = iif(isnotempty(SensitivityLabelId), tostring(labelsMap[tostring(SensitivityLabelId)]), \"\")"
            ),
        ),
        ("ARM", format!(r#"[{{"id":"{CHILD}","name":"Secret"}},{{"id":"{OTHER}","name":"General"}}]"#)),
    ] {
        let book = book(&text);
        assert_eq!(book.find(CHILD).map(msaudit::label::Label::name), Some("Secret"), "{shape}");
        assert_eq!(
            book.find(&format!("{{{}}}", OTHER.to_uppercase())).map(msaudit::label::Label::name),
            Some("General"),
            "{shape}"
        );
        assert_eq!(book.labels().len(), 2, "{shape}");
    }
}

#[test]
fn one_label_is_an_object_and_no_list() {
    let text = format!(r#"{{"Guid":"{CHILD}","DisplayName":"Secret","Priority":3,"Disabled":true}}"#);
    let book = book(&text);
    let label = book.find(CHILD).expect("the one label");
    assert_eq!((label.name(), label.order(), label.state()), ("Secret", Some(3), Some(LabelState::Disabled)));
}

#[test]
fn id_and_name_in_each_others_place_are_told_apart() {
    for text in [
        format!(r#"[{{"id":"Secret","name":"{CHILD}"}}]"#),
        format!(r#"[{{"id":"{CHILD}","name":"{CHILD}","displayName":"Secret"}}]"#),
        format!(r#"[{{"Guid":"{CHILD}","Name":"{CHILD}","DisplayName":"Secret","Id":"FFO/x"}}]"#),
        format!(r#"[{{"id":"{CHILD}","displayName":"{CHILD}","name":"Secret"}}]"#),
    ] {
        assert_eq!(book(&text).find(CHILD).map(msaudit::label::Label::name), Some("Secret"), "{text}");
    }
}

#[test]
fn states_are_told() {
    for (fields, state) in [
        (r#""isActive":true"#, Some(LabelState::Active)),
        (r#""isEnabled":false"#, Some(LabelState::Disabled)),
        (r#""Disabled":"True""#, Some(LabelState::Disabled)),
        (r#""isActive":true,"isAppliable":false"#, Some(LabelState::Group)),
        (r#""IsLabelGroup":true,"Disabled":false"#, Some(LabelState::Group)),
        (r#""color":"red""#, None),
    ] {
        let text = format!(r#"[{{"id":"a","name":"A",{fields}}}]"#);
        assert_eq!(book(&text).find("a").and_then(msaudit::label::Label::state), state, "{fields}");
    }
}

#[test]
fn blanks_are_no_id_in_any_shape() {
    for text in [
        r#"{"":"A","b":"B"}"#,
        r#"[{"id":" ","name":"A"},{"id":"b","name":"B"}]"#,
        "let labelsMap = parse_json('{' '\" \": \"A\",' '\"b\": \"B\"' '}')",
    ] {
        assert_eq!(problems(text), ["entry 1: no id"], "{text}");
        assert_eq!(book(text).labels().map(msaudit::label::Label::name).collect::<Vec<_>>(), ["B"], "{text}");
    }
    assert_eq!(problems(r#"[{"id":"b","name":"B","parent":" ","parentId":""}]"#), [""; 0]);
}

#[test]
fn a_name_in_a_table_may_be_a_word_of_queries() {
    let text = "LabelId,LabelName\n6a10f3c2-a682-44ba-a911-52dcca64e78d,parse_json labelsMap\n";
    assert_eq!(book(text).labels().map(msaudit::label::Label::name).collect::<Vec<_>>(), ["parse_json labelsMap"]);
}

#[test]
fn odd_entries_are_reported_with_their_number() {
    assert_eq!(
        problems(
            r#"[{"id":"a","name":"A","order":1},{"id":"A","name":"A"},{"id":"a","name":"B","order":2},{"id":"a","name":"A"},
            {"name":"x"},{"id":"n"},{"id":"c","name":"C","parentId":"zzz"},{"id":"d","name":"D","ParentLabelDisplayName":"Nobody"}]"#
        ),
        [
            "entry 3: the label `a` is called `B` here and `A` before, which holds",
            "entry 3: the label `a` has the order 2 here and 1 before, which holds",
            "entry 4: the label `a` stands in entry 1 already",
            "entry 5: no id",
            "entry 6: the label `n` has no name",
            "entry 7: the label `c` stands below `zzz`, which the book lacks",
            "entry 8: the label `d` stands below `Nobody`, which the book lacks",
        ]
    );
    assert_eq!(
        problems(
            r#"[{"id":"a","name":"A","parentId":"b"},{"id":"b","name":"B","parentId":"a"},{"id":"s","name":"S","parentId":"s"}]"#
        ),
        [
            "entry 1: the label `a` stands below itself",
            "entry 2: the label `b` stands below itself",
            "entry 3: the label `s` stands below itself",
        ]
    );
}

#[test]
fn what_is_no_book_is_refused() {
    for (text, message) in [
        ("", "no label book: the text is empty"),
        ("[1]", "no label book: entry 1: invalid type: integer `1`, expected an object (Entry) at line 1 column 1"),
        ("{\"a\":", "no label book: EOF while parsing a value at line 1 column 5"),
        (
            "[{\"x\":1}]",
            "no label book: no entry has an id; expected labels with `id` or `Guid`, or `{\"<id>\": \"<name>\"}`",
        ),
        (
            "a,b\n1,2\n",
            "no label book: no column holds ids of labels; expected a table with a column of GUIDs and one of names",
        ),
        ("Guid,Name\nx\n", "no label book: row 1: 1 cells where the header has 2"),
        ("let labelsMap = parse_json('{}')", "no label book: no `\"<id>\": \"<name>\"` in the query's strings"),
    ] {
        assert_eq!(LabelBook::from_text(text).expect_err("no book").to_string(), message, "{text}");
    }
    let text = format!("id\n{CHILD}\n");
    assert_eq!(
        LabelBook::from_text(&text).expect_err("no names").to_string(),
        "no label book: the table has ids and no names"
    );
}

#[test]
fn names_are_those_of_the_time() {
    let (first, second) = (datetime!(2023-01-01 0:00 UTC), datetime!(2024-01-01 0:00 UTC));
    let book = book(r#"{"a":"Secret","gone":"Old"}"#)
        .layered(second, LabelBook::from_text(r#"{"a":"Ultra","new":"Fresh"}"#).expect("a book"))
        .layered(first, LabelBook::from_text(r#"{"a":"Top"}"#).expect("a book"));
    let name = |id: &str, time| book.find_at(id, time).map(msaudit::label::Label::name);
    assert_eq!(name("a", datetime!(2022-06-01 0:00 UTC)), Some("Secret"));
    assert_eq!(name("a", datetime!(2023-06-01 0:00 UTC)), Some("Top"));
    assert_eq!(name("a", datetime!(2024-06-01 0:00 UTC)), Some("Ultra"));
    assert_eq!(name("gone", datetime!(2024-06-01 0:00 UTC)), Some("Old"), "a deleted label keeps its name");
    assert_eq!(name("new", datetime!(2022-06-01 0:00 UTC)), Some("Fresh"), "better late than never");
    assert_eq!(book.find("a").map(msaudit::label::Label::name), Some("Ultra"));
    assert_eq!(name("x", first), None);
}

#[test]
fn files_of_powershell_are_utf16() {
    let path = std::env::temp_dir().join(format!("msaudit-book-{}.json", std::process::id()));
    let text = format!("\u{feff}{{\"{CHILD}\":\"Geheim \u{e4}\"}}");
    std::fs::write(&path, text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()).expect("writable");
    let book = LabelBook::open(&path);
    std::fs::remove_file(&path).expect("it can be removed");
    assert_eq!(
        book.expect("a book").find(CHILD).map(|label| label.name().to_owned()).as_deref(),
        Some("Geheim \u{e4}")
    );
    assert!(LabelBook::open("no/book.json").expect_err("it is not there").to_string().starts_with("no/book.json: "));
}

proptest! {
    #[test]
    fn the_canonical_json_loads_as_the_same_book(
        labels in proptest::collection::vec(
            (any::<u128>(), "[^\u{0}]{1,12}", proptest::option::of(any::<i32>()), proptest::option::of(any::<u8>())),
            1..12,
        ),
    ) {
        let mut builder = LabelBook::builder();
        let id = |number: u128| uuid(number);
        for (index, (number, name, order, parent)) in labels.iter().enumerate() {
            // Names that are ids, or blank, would be read as such.
            let name = format!("n{name}n");
            builder = match parent {
                Some(parent) if index > 0 => builder.child(&id(*number), &name, &id(labels[usize::from(*parent) % index].0)),
                _ => builder.label(&id(*number), &name, order.map(Into::into)),
            };
        }
        let book = builder.build();
        let text = serde_json::to_string(&book).expect("it is written");
        let again = LabelBook::from_text(&text).expect("it is read");
        prop_assert_eq!(outline(&again), outline(&book));
        prop_assert_eq!(serde_json::to_string(&again).expect("it is written"), text);
    }

    #[test]
    fn any_text_is_refused_or_read_without_panic(text in any::<String>(), json in "[\\[\\]{}\",:a1 ]{0,60}") {
        let _ = LabelBook::from_text(&text);
        let _ = LabelBook::from_text(&json);
    }
}

fn uuid(number: u128) -> String {
    let hex = format!("{number:032x}");
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}
