"""Random label events, answered by the library, by the KQL in duckdb-kql, and by the SQL in DuckDB and DataFusion.

    python label_changes.py MSAUDIT EXAMPLE DIRECTORY

Every answer has to be the same: the change, and both names. Missing text and empty text count as one, as Kusto has only
the latter.
"""

import json
import random
import re
import subprocess
import sys
from pathlib import Path

import datafusion
import duckdb
import duckdb_kql
import pyarrow
import pyarrow.parquet

ROWS = 2000
TABLE = "MicrosoftPurviewInformationProtection"
SCHEMA = pyarrow.schema(
    [
        ("Id", pyarrow.int64()),
        ("RecordType", pyarrow.int32()),
        ("Operation", pyarrow.string()),
        ("LabelEventType", pyarrow.string()),
        ("OldSensitivityLabelId", pyarrow.string()),
        ("SensitivityLabelId", pyarrow.string()),
    ]
)
OUTPUTS = ["LabelChange", "SensitivityLabelName", "OldSensitivityLabelName"]


def guid(number):
    return f"{number:08x}-0000-4000-8000-00000000abcd"


def labels():
    """Tops, labels below some of them, some without an order."""
    tops = [{"id": guid(n), "name": f"Label '{n}' \"x\" \\", "order": n} for n in range(8)]
    below = [{"id": guid(100 + n), "name": f"Below {n}", "parent": guid(n % 4), "order": 50 + n} for n in range(8)]
    unordered = [{"id": guid(200 + n), "name": f"Unordered {n}"} for n in range(4)]
    return tops + below + unordered


def events(book, chance):
    ids = [label["id"] for label in book]

    def label_id():
        known = chance.choice(ids)
        return chance.choice(
            [known, known, known, known.upper(), "{" + known + "}", "{" + known.upper() + "}", f" {known} ", "", " "]
            + [None, guid(999), "Confidential"]
        )

    types = ["None", "LabelUpgraded", "LabelDowngraded", "LabelRemoved", "LabelChangedSameOrder"]
    types += ["labeldowngraded", "2", "4", "LabelSideways", "", None, None, None, None]
    operations = {
        82: ["SensitivityLabelPolicyMatched"],
        83: ["SensitivityLabelApplied", "SensitivityLabelRemoved", "SensitivityLabelUpdated"],
        84: ["SensitivityLabeledFileOpened", "SensitivityLabeledFileRenamed"],
        93: ["Access", "Discover"],
        94: ["SensitivityLabelApplied", "SensitivityLabelRemoved", "SensitivityLabelUpdated", "SensitivityLabelPolicyMatched"],
        96: ["FileDeleted"],
        97: ["HeartBeat"],
    }
    for number in range(ROWS):
        record_type = chance.choice([*operations, 83, 83, 94, 94, 94, 95, 999])
        all_of_them = [name for names in operations.values() for name in names] + ["Sideways", ""]
        operation = chance.choice([*operations.get(record_type, all_of_them) * 4, *all_of_them])
        old = label_id()
        yield {
            "Id": number,
            "RecordType": record_type,
            "Operation": chance.choice([operation, operation, operation, operation.lower()]),
            "LabelEventType": chance.choice(types),
            "OldSensitivityLabelId": old,
            "SensitivityLabelId": chance.choice([old, label_id(), label_id(), label_id()]),
        }


def library(example, book_file, book, rows):
    lines = [
        json.dumps(
            {
                "old": row["OldSensitivityLabelId"],
                "new": row["SensitivityLabelId"],
                "type": row["LabelEventType"],
                "operation": row["Operation"],
                "record_type": row["RecordType"],
            }
        )
        for row in rows
    ]
    done = subprocess.run([example, book_file], input="\n".join(lines), capture_output=True, text=True, check=True)
    names = {label["id"]: label["name"] for label in book}

    def name(written):
        return names.get((written or "").strip().strip("{}").lower(), "")

    changes = done.stdout.split("\n")[: len(rows)]
    return [
        (change, name(row["SensitivityLabelId"]), name(row["OldSensitivityLabelId"]))
        for change, row in zip(changes, rows, strict=True)
    ]


def answers(table):
    ordered = sorted(table.to_pylist(), key=lambda row: row["Id"])
    return [tuple(row[column] or "" for column in OUTPUTS) for row in ordered]


def in_duckdb(text, events_table, run):
    connection = duckdb_kql.connect()
    connection.register("events", events_table)
    connection.execute(f'CREATE TABLE "{TABLE}" AS FROM events')
    return answers(run(connection, text).to_arrow_table())


def in_duckdb_as_transformation(text, events_table):
    """duckdb-kql takes a column as the index of a list only; here it is the name of a member, and
    a name is never empty."""
    translated = duckdb_kql.to_sql(text.replace("_CF", ""))
    index = r"""'\$\[' \|\| CASE WHEN "(\w+)" < 0 .*? END \|\| '\]'"""
    translated, count = re.subn(index, r"""'$."' || coalesce(nullif("\1", ''), '-') || '"'""", translated)
    if count != 6:
        raise SystemExit(f"FAILED: {count} indices by column rather than 6")
    connection = duckdb_kql.connect()
    connection.register("source", events_table)
    return answers(connection.sql(translated).to_arrow_table())


def in_office_activity(text, book):
    """Rows by hand, as the table has no column for labels: the operation, and the one changed property of a site."""
    [low, high] = [book[1], book[3]]

    def changed(*values):
        return json.dumps([{"Name": "x", "OldValue": old, "NewValue": new} for old, new in values])

    cases = [
        ("SharePoint", "SiteSensitivityLabelChanged", changed((low["id"], high["id"].upper())), "upgraded", high, low),
        ("4", "sitesensitivitylabelchanged", changed((high["id"], "{" + low["id"] + "}")), "downgraded", low, high),
        ("SharePoint", "SiteSensitivityLabelRemoved", changed((high["id"], "")), "removed", None, high),
        ("SharePoint", "SiteSensitivityLabelChanged", changed(("General", "Secret")), "undetermined", None, None),
        ("SharePoint", "SiteSensitivityLabelChanged", changed((low["id"], high["id"]), ("a", "b")), "undetermined", None, None),
        ("SharePoint", "SiteSensitivityLabelApplied", None, "applied", None, None),
        ("SharePointFileOperation", "FileSensitivityLabelChanged", None, "undetermined", None, None),
        ("AzureActiveDirectory", "Assign label to group.", changed((low["id"], high["id"])), "applied", None, None),
        ("SharePointFileOperation", "SiteSensitivityLabelRemoved", changed((low["id"], "")), "", None, None),
        ("50", "MailItemsAccessed", "", "", None, None),
    ]
    connection = duckdb_kql.connect()
    columns = "Id BIGINT, RecordType VARCHAR, Operation VARCHAR, ModifiedProperties VARCHAR"
    connection.execute(f'CREATE TABLE "OfficeActivity" ({columns})')
    rows = [[number, *case[:3]] for number, case in enumerate(cases)]
    connection.executemany('INSERT INTO "OfficeActivity" VALUES (?, ?, ?, ?)', rows)
    name = lambda label: label["name"] if label else ""  # noqa: E731
    expected = [(case[3], name(case[4]), name(case[5])) for case in cases]
    return cases, expected, answers(duckdb_kql.kql(connection, text).to_arrow_table())


def in_datafusion(text, events_table):
    context = datafusion.SessionContext()
    # Without quotes it would make the name small.
    context.register_record_batches(f'"{TABLE}"', [events_table.to_batches()])
    return answers(context.sql(text).to_arrow_table())


def over_parquet(text, file):
    """The same text where the rows are a file: nothing is installed, nothing is loaded."""
    connection = duckdb.connect()
    connection.execute(f"CREATE VIEW \"{TABLE}\" AS FROM '{file}'")
    context = datafusion.SessionContext()
    context.register_parquet(f'"{TABLE}"', str(file))
    return answers(connection.sql(text).to_arrow_table()), answers(context.sql(text).to_arrow_table())


def main():
    msaudit, example, directory = sys.argv[1:]
    book = labels()
    book_file = Path(directory, "engines.json")
    book_file.write_text(json.dumps({"labels": book}), encoding="utf-8")

    def emit(*args):
        return subprocess.run([msaudit, *args], capture_output=True, text=True, check=True).stdout

    kql = emit("kql", "labels", book_file)
    sql = emit("sql", "labels", book_file)
    # A fixed seed, so that a failure can be looked at.
    rows = list(events(book, random.Random(20241005)))
    expected = library(example, book_file, book, rows)
    events_table = pyarrow.Table.from_pylist(rows, schema=SCHEMA)
    counts = {change: sum(answer[0] == change for answer in expected) for change in sorted({a[0] for a in expected})}
    print(f"the library says: {counts}")
    failed = len(counts) < 8
    if failed:
        print("FAILED: the events do not reach every change")

    def report(name, asked, wanted, found):
        nonlocal failed
        wrong = [(row, a, b) for row, a, b in zip(asked, wanted, found, strict=False) if a != b]
        if len(found) == len(asked) and not wrong:
            print(f"ok: {name}: {len(asked)} events, no difference")
            return
        failed = True
        print(f"FAILED: {name}: {len(found)} rows for {len(asked)}, {len(wrong)} differ")
        for row, wanted_here, found_here in wrong[:5]:
            print(f"  {row}\n    expected {wanted_here}\n    found    {found_here}")

    kql_engine = f"duckdb-kql {duckdb_kql.__version__}"
    report(f"KQL in {kql_engine}", rows, expected, in_duckdb(kql, events_table, duckdb_kql.kql))
    in_sql = in_duckdb(sql, events_table, lambda connection, text: connection.sql(text))
    report(f"SQL in DuckDB {duckdb.__version__}", rows, expected, in_sql)
    report(f"SQL in DataFusion {datafusion.__version__}", rows, expected, in_datafusion(sql, events_table))

    file = Path(directory, "label_events.parquet")
    pyarrow.parquet.write_table(events_table, file, row_group_size=ROWS // 4)
    found = over_parquet(sql, file)
    report(f"SQL over Parquet in DuckDB {duckdb.__version__}", rows, expected, found[0])
    report(f"SQL over Parquet in DataFusion {datafusion.__version__}", rows, expected, found[1])

    # A transformation does not take blanks off an id; no record is known to have any.
    ids = ["OldSensitivityLabelId", "SensitivityLabelId"]
    clean = [at for at, row in enumerate(rows) if all((row[column] or "").strip() == (row[column] or "") for column in ids)]
    found = in_duckdb_as_transformation(emit("kql", "labels", book_file, "--shape", "transformation"), events_table)
    [asked, wanted, found] = [[all_of_them[at] for at in clean] for all_of_them in [rows, expected, found]]
    report(f"transformation in {kql_engine}", asked, wanted, found)
    office = in_office_activity(emit("kql", "labels", book_file, "--table", "office-activity"), book)
    report(f"OfficeActivity in {kql_engine}", *office)

    # A check that accepts everything proves nothing: an unknown label must not count as the least sensitive one.
    broken = kql.replace("isnull(_OldLabelRank)", "false").replace("isnull(_NewLabelRank)", "false")
    if broken == kql or in_duckdb(broken, events_table, duckdb_kql.kql) == expected:
        failed = True
        print("FAILED: a query that gives an unknown label an order was not noticed")
    else:
        print("ok: a query that gives an unknown label an order is noticed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
