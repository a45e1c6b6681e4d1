//! The generator on the real catalogue with one table changed: all that it says of bad rows, at once.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process;

use super::{emit, generate, model, read};

const CATALOG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/catalog");

const HEADER: &str = "service\tcategory\tactivity\tident\tline";

/// A copy of the catalogue that a test may spoil; removed when dropped.
struct Copy(PathBuf);

impl Copy {
    fn new(test: &str) -> Self {
        let directory = env::temp_dir().join(format!("msaudit-codegen-{}-{test}", process::id()));
        for folder in ["", "editions", "operations", "mappings"] {
            fs::create_dir_all(directory.join(folder)).expect("the temporary directory is writable");
            for entry in fs::read_dir(Path::new(CATALOG).join(folder)).expect("the catalogue is in the repository") {
                let path = entry.expect("a readable directory").path();
                if path.extension().is_some_and(|extension| extension == "tsv") {
                    let name = path.file_name().expect("a file has a name");
                    fs::copy(&path, directory.join(folder).join(name)).expect("a small file can be copied");
                }
            }
        }
        Self(directory)
    }

    /// The rows of an edition, without its header.
    fn rows(&self, edition: &str) -> Vec<String> {
        let text = fs::read_to_string(self.0.join(format!("editions/{edition}.tsv"))).expect("the copy is there");
        text.lines().filter(|line| !line.starts_with("# ")).skip(1).map(str::to_owned).collect()
    }

    /// Adds one file, the table of an edition. `more` are lines above its header.
    fn add_edition(&self, name: &str, ident: &str, date: &str, more: &[&str], mut rows: Vec<String>) {
        rows.sort_by(|a, b| a.split('\t').take(3).cmp(b.split('\t').take(3)));
        let meta =
            [("ident", ident), ("product", "Microsoft Entra ID"), ("title", name), ("date", date), ("source", "S")];
        let meta = meta.map(|(key, value)| format!("# {key}: {value}"));
        let head = meta.iter().map(String::as_str).chain(more.iter().copied()).chain([HEADER]);
        let lines: Vec<&str> = head.chain(rows.iter().map(String::as_str)).collect();
        fs::write(self.0.join(format!("editions/{name}.tsv")), lines.join("\n") + "\n").expect("the copy is writable");
    }

    /// Inserts rows before the line with this number.
    fn insert(&self, file: &str, line: usize, rows: &[&str]) {
        let path = self.0.join(file);
        let text = fs::read_to_string(&path).expect("the copy is there");
        let mut lines: Vec<&str> = text.lines().collect();
        lines.splice(line - 1..line - 1, rows.iter().copied());
        fs::write(&path, lines.join("\n") + "\n").expect("the copy is writable");
    }

    fn problems(&self) -> Vec<String> {
        let problems = generate(&self.0).expect_err("the catalogue was spoilt");
        problems.iter().map(ToString::to_string).collect()
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn the_catalogue_generates_and_always_the_same() {
    let first = generate(Path::new(CATALOG)).expect("the catalogue is clean");
    assert!(first.contains("pub enum Activity {"));
    assert_eq!(generate(Path::new(CATALOG)).as_ref(), Ok(&first));
}

/// How an edition is added: its table, and no other file. First one between those that are there, the page of 03/31/2018: it has
/// no Access reviews, and capitals in its headings. Then one that is newer than all, with names, a service and a category that are
/// new, one name the less, and one that was only observed so far.
#[test]
fn an_edition_is_its_table_and_nothing_else() {
    let copy = Copy::new("rehearsal");
    let march = copy.rows("azure-ad-2018-04").into_iter().filter(|row| !row.starts_with("Access reviews\t"));
    let march: Vec<String> = march
        .map(|row| {
            row.replacen("Core directory\t", "Core Directory\t", 1).replacen("Terms of use\t", "Terms Of Use\t", 1)
        })
        .collect();
    assert_eq!(march.len(), 444, "as the page has it");
    copy.add_edition("azure-ad-2018-03", "AzureAd2018March", "2018-03-31", &[], march);
    let mut newest = copy.rows("entra-2024-10");
    newest.retain(|row| !row.contains("\tCreate authorization policy\t"));
    newest.extend(
        [
            "Agent identities\tAgentManagement\tCreate agent\t\t1",
            "Core Directory\tUserManagement\tMove user\t\t2",
            "Mobility Management\tPolicyManagement\tUpdate mobility management policy\t\t3",
        ]
        .map(str::to_owned),
    );
    let declared = ["# new service: Agent identities", "# new category: AgentManagement"];
    copy.add_edition("entra-2031-01", "Entra2031", "2031-01-02", &declared, newest);

    let mut problems = Vec::new();
    let before = model::Catalogue::new(&read::Tables::read(Path::new(CATALOG), &mut problems), &mut problems);
    let after = model::Catalogue::new(&read::Tables::read(&copy.0, &mut problems), &mut problems);
    assert_eq!(problems, []);
    let editions: Vec<&str> = after.editions.iter().map(|edition| edition.id.as_str()).collect();
    let at = |id| editions.iter().position(|&edition| edition == id);
    assert!(
        at("azure-ad-2018-03") < at("azure-ad-2018-04") && at("entra-2024-10") < at("entra-2031-01"),
        "{editions:?}"
    );
    assert_eq!(editions.len(), before.editions.len() + 2);
    assert_eq!(editions.last(), Some(&"observed"));
    assert_eq!(after.listings.len(), before.listings.len() + 444 + 1196 - 1 + 3);
    assert_eq!(after.services.values.len(), before.services.values.len() + 1);
    assert_eq!(after.categories.values.len(), before.categories.values.len() + 1);
    let idents = |names: &super::names::Names| -> BTreeSet<String> {
        names.values.iter().map(|value| value.ident.clone()).collect()
    };
    let (old, new) = (idents(&before.activities), idents(&after.activities));
    assert!(old.is_subset(&new), "no variant goes");
    assert!(new.difference(&old).eq(["CreateAgent", "MoveUser"]));
    let name = "Update mobility management policy";
    let is_observed = |catalogue: &model::Catalogue| {
        let activity = catalogue.activities.find(name).expect("it was observed");
        catalogue.observed.iter().any(|(observed, _)| *observed == activity)
    };
    assert!(is_observed(&before) && !is_observed(&after), "what an edition prints is documented");
    let source = emit::source(&after);
    for line in ["AzureAd2018March,", "Entra2031,", "AgentIdentities,", "AgentManagement,", "CreateAgent,"] {
        assert!(source.contains(line), "{line}");
    }
}

#[test]
fn services_that_nobody_declares_are_refused_and_so_is_what_declares_nothing() {
    let copy = Copy::new("declared");
    let declared = ["# new service: Shoes", "# new service: B2C", "# new colour: Red"];
    let rows = ["B2C\tPolicy\tAdd user\t\t1", "Shoe\tPolicy\tAdd user\t\t2"].map(str::to_owned).to_vec();
    copy.add_edition("test-2030-01", "Test", "2030-01-01", &declared, rows);
    let services = fs::read_to_string(copy.0.join("services.tsv")).expect("the copy is there");
    let b2c = services.lines().position(|line| line.starts_with("B2C\t")).expect("it is a service") + 1;
    assert_eq!(
        copy.problems(),
        [
            "catalog/editions/test-2030-01.tsv:6: no row is listed under the service `Shoes`".to_owned(),
            "catalog/editions/test-2030-01.tsv:8: `new colour` is neither `new service` nor `new category`".to_owned(),
            format!("catalog/editions/test-2030-01.tsv:7: `B2C` folds like `B2C` on catalog/services.tsv:{b2c}"),
            "catalog/editions/test-2030-01.tsv:11: unknown service `Shoe`".to_owned(),
        ]
    );
}

#[test]
fn bad_rows_of_an_edition_are_all_reported() {
    let copy = Copy::new("edition");
    let head = "# ident: Test\n# product: P\n# title: T\n# date: 2030-01-01\n# source: S\n\
                service\tcategory\tactivity\tident\tline";
    let rows = [
        "B2C\tPolicy\tAdd user\t\t1",
        "B2C\tPolicy\tAdd user\t\t2",
        "B2C\tPolicy\tADD USER\t\t3",
        "B2C\tPolicy\tTest one\t\t4",
        "B2C\tPolicy\tTest-one\t\tx",
        "Shoe cupboard\tShoes\tTest two\t\t6",
    ];
    fs::write(copy.0.join("editions/test-2030-01.tsv"), format!("{head}\n{}\n", rows.join("\n"))).expect("writable");
    assert_eq!(
        copy.problems(),
        [
            "catalog/editions/test-2030-01.tsv:8: the same row as line 7",
            "catalog/editions/test-2030-01.tsv:9: unsorted: belongs before line 8",
            "catalog/editions/test-2030-01.tsv:11: bad line number `x`",
            "catalog/editions/test-2030-01.tsv:9: `ADD USER` folds like `Add user` in \
             catalog/editions/azure-ad-2018-04.tsv:388; if they are one activity, give this row its ident `AddUser`",
            "catalog/editions/test-2030-01.tsv:11: `Test-one` becomes `TestOne`, as does `Test one` on line 10; \
             give one of them an `ident`",
            "catalog/editions/test-2030-01.tsv:12: unknown service `Shoe cupboard`",
            "catalog/editions/test-2030-01.tsv:12: unknown category `Shoes`",
        ]
    );
}

#[test]
fn idents_must_agree() {
    let copy = Copy::new("idents");
    let file = "editions/observed.tsv";
    let text = fs::read_to_string(copy.0.join(file)).expect("the copy is there");
    copy.insert(file, text.lines().count() + 1, &["\t\tupdate domain\tChangeDomain\tlog\ttest"]);
    assert_eq!(
        copy.problems(),
        [
            "catalog/editions/observed.tsv:14: the ident of `update domain` is `ChangeDomain` here and `UpdateDomain` in \
          catalog/editions/entra-2024-10.tsv:576"
        ]
    );
}

#[test]
fn bad_codes_and_words_are_reported() {
    let copy = Copy::new("codes");
    copy.insert("record_types.tsv", 3, &["one\tOddOne\tOddOne\tlable\tno\t"]);
    copy.insert("label_operations.tsv", 2, &["3\tX\teaten\tFeed the cat\ts"]);
    copy.insert("enums.tsv", 18, &["ActionSource\t\tOdd\tOdd\t\t"]);
    copy.insert("spellings.tsv", 2, &["activity\tAbsent\tPresent\thearsay\t", "colour\tRed\tred\tlog\ts"]);
    copy.insert("renames.tsv", 2, &["Absent\tAdd user\tsure\t"]);
    assert_eq!(
        copy.problems(),
        [
            "catalog/enums.tsv:18: `ActionSource` has values with and without a code",
            "catalog/enums.tsv:18: no source",
            "catalog/spellings.tsv:4: unsorted: belongs before line 3",
            "catalog/spellings.tsv:2: unknown evidence `hearsay`",
            "catalog/spellings.tsv:2: no source",
            "catalog/spellings.tsv:2: unknown activity `Absent`",
            "catalog/spellings.tsv:3: unknown vocabulary `colour`",
            "catalog/renames.tsv:2: unknown confidence `sure`",
            "catalog/renames.tsv:2: unknown activity `Absent`",
            "catalog/record_types.tsv:3: unsorted: belongs before line 2",
            "catalog/record_types.tsv:3: unknown LabelRole `lable`",
            "catalog/record_types.tsv:3: `no` is neither `yes` nor empty",
            "catalog/record_types.tsv:3: bad code `one`",
            "catalog/label_operations.tsv:2: unknown LabelEffect `eaten`",
            "catalog/label_operations.tsv:2: unknown AIP activity `Feed the cat`",
        ]
    );
}

#[test]
fn bad_kinds_and_questions_are_reported() {
    let copy = Copy::new("kinds");
    copy.insert("verbs.tsv", 2, &["Aa\t\tsing"]);
    copy.insert("kinds.tsv", 2, &["Absent\tsing\thearsay\t", "Acceptance\tread\tname\t"]);
    copy.insert("kinds.tsv", 12, &["Add user\tcreate\tname\t"]);
    copy.insert("questions.tsv", 2, &["absent\tAbsent\t\t"]);
    assert_eq!(
        copy.problems(),
        [
            "catalog/verbs.tsv:2: unknown ActivityKind `sing`",
            "catalog/verbs.tsv:2: a verb is one word in small letters",
            "catalog/kinds.tsv:2: unknown ActivityKind `sing`",
            "catalog/kinds.tsv:2: unknown KindSource `hearsay`",
            "catalog/kinds.tsv:2: unknown activity `Absent`",
            "catalog/kinds.tsv:3: unknown activity `Acceptance`",
            "catalog/kinds.tsv:12: `Add user` is `create` by its verb already",
            "catalog/questions.tsv:2: unknown Question `absent`",
            "catalog/questions.tsv:2: no target",
            "catalog/questions.tsv:2: unknown activity `Absent`",
        ]
    );
}

#[test]
fn mappings_of_what_is_not_there_are_reported() {
    let copy = Copy::new("mappings");
    copy.insert("mappings/ocsf_classes.tsv", 3, &["authentication\tx\t3\tA\tB"]);
    copy.insert("mappings/ocsf_rules.tsv", 2, &["section\tKitchen\tapi_activity", "kitchen\tx\tcooking"]);
    copy.insert("mappings/ocsf_activities.tsv", 3, &["cooking\t\tone\tBoil"]);
    copy.insert("mappings/asim.tsv", 3, &["cooking\tBoil\tAuditEvent\tOther"]);
    assert_eq!(
        copy.problems(),
        [
            "catalog/mappings/ocsf_classes.tsv:3: a number was expected",
            "catalog/mappings/ocsf_classes.tsv:6: the class `authentication` a second time",
            "catalog/mappings/ocsf_rules.tsv:2: unknown section `Kitchen`",
            "catalog/mappings/ocsf_rules.tsv:3: unknown kitchen `x`",
            "catalog/mappings/ocsf_rules.tsv:3: unknown class `cooking`",
            "catalog/mappings/ocsf_activities.tsv:3: unknown class `cooking`",
            "catalog/mappings/ocsf_activities.tsv:3: words and a number were expected",
            "catalog/mappings/asim.tsv:3: unknown class `cooking`",
        ]
    );
}

#[test]
fn missing_files_and_metadata_are_reported() {
    let copy = Copy::new("missing");
    fs::remove_file(copy.0.join("renames.tsv")).expect("the copy is there");
    let file = copy.0.join("editions/observed.tsv");
    let text = fs::read_to_string(&file).expect("the copy is there");
    fs::write(&file, text.replacen("# date: ", "# dated: ", 1)).expect("the copy is writable");
    let problems = copy.problems();
    assert!(problems[0].starts_with("catalog/renames.tsv:0: "), "{problems:?}");
    assert!(problems.contains(&"catalog/editions/observed.tsv:1: no line `# date: ...`".to_owned()), "{problems:?}");
}
