"""Parquet files as engines see them: the documented types, and the values of `msaudit read`.

    python parquet.py MSAUDIT DIRECTORY

Every export of the test data is read to JSON and to Parquet, in one file and by day. DuckDB, polars and DataFusion each have
to give the same rows.
"""

import json
import shutil
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path

import datafusion
import duckdb
import polars

ROOT = Path(__file__).resolve().parent.parent.parent
LABELS = ROOT / "tests/data/labels.json"

# The page of the package, written once more in the words of DuckDB.
CHANGE = "STRUCT(property NAME, old VARCHAR, new VARCHAR, old_is_json BOOLEAN, new_is_json BOOLEAN)[]"
COLUMNS = {
    "source": "NAME",
    "file": "NAME",
    "record": "BIGINT",
    "id": "VARCHAR",
    "time": "TIMESTAMP WITH TIME ZONE",
    "service": "NAME",
    "category": "NAME",
    "activity": "NAME",
    "known": "STRUCT(service NAME, category NAME, activity NAME, match NAME, listed BOOLEAN)",
    "record_type": "STRUCT(code BIGINT, name NAME, written NAME)",
    "operation_type": "NAME",
    "outcome": "NAME",
    "reason": "VARCHAR",
    "actor": "STRUCT(kind NAME, id VARCHAR, name VARCHAR, ip VARCHAR)",
    "targets": f"STRUCT(kind NAME, id VARCHAR, name VARCHAR, changes {CHANGE})[]",
    "label": "STRUCT(change NAME, old_id NAME, old_name NAME, old_path NAME, new_id NAME, new_name NAME, new_path NAME, "
    "evidence STRUCT(from NAME, says NAME)[], agreement NAME, justification VARCHAR, how NAME, protection NAME, "
    "protected_before BOOLEAN, protected_after BOOLEAN, protection_owner VARCHAR, template_id NAME, "
    "sensitive_info_types STRUCT(id NAME, name NAME, count BIGINT, confidence BIGINT)[])",
    "informational": "BOOLEAN",
}
QUESTION = """
SELECT label.change AS change, label.new_path AS path, count(*) AS events FROM {} WHERE label.change IS NOT NULL
GROUP BY label.change, label.new_path
"""


def exports():
    files = [*ROOT.glob("tests/data/*.*"), *ROOT.glob("tests/data/samples/*.*")]
    return [str(path.relative_to(ROOT)) for path in sorted(files) if path.suffix in [".csv", ".json", ".ndjson"]]


def read(msaudit, *arguments):
    done = subprocess.run(
        [msaudit, "read", "--labels", LABELS, "--errors", "/dev/null", *arguments, *exports()],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    # Some of the files are no exports, and some have bad records.
    if done.returncode not in [0, 1]:
        raise SystemExit(f"FAILED: {done.stderr}")
    return done.stdout


def microseconds(text):
    """Since 1970; a seventh digit is cut off."""
    if text is None:
        return None
    whole, _, fraction = text.removesuffix("Z").partition(".")
    seconds = datetime.strptime(whole, "%Y-%m-%dT%H:%M:%S").replace(tzinfo=timezone.utc).timestamp()
    return int(seconds) * 1_000_000 + int(fraction.ljust(6, "0")[:6])


def row_of(line):
    """The JSON of an event, as the page of the package says that columns have it."""
    row = json.loads(line)
    row["time"] = microseconds(row["time"])
    # What is a number here may have been a name there; the Rust tests compare it.
    row["record_type"] = row["record_type"] and row["record_type"]["name"]
    for target in row["targets"]:
        for change in target["changes"]:
            for side in ["old", "new"]:
                value = change[side]
                change[f"{side}_is_json"] = value is not None and not isinstance(value, str)
                change[side] = json.dumps(value) if change[f"{side}_is_json"] else value
    return row


def normal(row):
    row["record_type"] = row["record_type"] and row["record_type"]["name"]
    # Null is a part that could not be decoded.
    for target in row["targets"] or []:
        for change in target["changes"]:
            for side in ["old", "new"]:
                if change[f"{side}_is_json"]:
                    change[side] = json.dumps(json.loads(change[side]))
    row["targets"] = row["targets"] or []
    return row


def in_duckdb(files):
    rows = duckdb.sql(f"SELECT * REPLACE (epoch_us(time) AS time) FROM {files}")
    names = [column[0] for column in rows.description]
    return [dict(zip(names, row, strict=True)) for row in rows.fetchall()]


def in_polars(file):
    return polars.read_parquet(file).with_columns(polars.col("time").dt.epoch("us")).to_dicts()


def in_datafusion(file):
    context = datafusion.SessionContext()
    context.register_parquet("events", file)
    rows = context.sql("SELECT * FROM events").to_pylist()
    for row in rows:
        time = row["time"]
        row["time"] = time and (time - datetime(1970, 1, 1, tzinfo=timezone.utc)) // (datetime.resolution)
    return rows


def main():
    msaudit, directory = sys.argv[1:]
    one, by_day = Path(directory, "parquet"), Path(directory, "parquet-by-day")
    for folder in [one, by_day]:
        shutil.rmtree(folder, ignore_errors=True)
    wanted = [row_of(line) for line in read(msaudit, "--format", "ndjson").splitlines()]
    read(msaudit, "--format", "parquet", "--out", one)
    read(msaudit, "--format", "parquet", "--out", by_day, "--partition", "day")
    file = str(one / "part-0.parquet")
    failed = False

    def report(name, fine, what=""):
        nonlocal failed
        failed = failed or not fine
        print(f"{'ok' if fine else 'FAILED'}: {name}{'' if fine else f': {what}'}")

    def place(row):
        return row["file"], row["record"]

    def compare(name, rows):
        found, expected = sorted(map(normal, rows), key=place), sorted(wanted, key=place)
        wrong = [(a, b) for a, b in zip(expected, found, strict=False) if a != b]
        fine = len(found) == len(expected) and not wrong
        report(f"{name}: {len(found)} rows", fine, f"{len(expected)} expected, {len(wrong)} differ: {wrong[:1]}")

    duck, pola, fusion = f"DuckDB {duckdb.__version__}", f"polars {polars.__version__}", f"DataFusion {datafusion.__version__}"
    types = {name: kind.replace('"', "") for name, kind, *_ in duckdb.sql(f"DESCRIBE FROM '{file}'").fetchall()}
    documented = {name: kind.replace("NAME", "VARCHAR") for name, kind in COLUMNS.items()}
    report(f"types in {duck}", types == documented, types)

    plain = {"NAME": polars.Categorical, "VARCHAR": polars.String, "BIGINT": polars.Int64, "BOOLEAN": polars.Boolean}
    plain["TIMESTAMP WITH TIME ZONE"] = polars.Datetime("us", "UTC")
    found = polars.read_parquet_schema(file)
    flat = {name: kind for name, kind in COLUMNS.items() if kind in plain}
    report(f"types in {pola}", all(found[name] == plain[kind] for name, kind in flat.items()) and list(found) == list(COLUMNS), found)
    target = dict(found["targets"].inner.fields[3].dtype.inner.to_schema())
    report(f"types of changes in {pola}", target == {
        "property": polars.Categorical, "old": polars.String, "new": polars.String,
        "old_is_json": polars.Boolean, "new_is_json": polars.Boolean,
    }, target)  # fmt: skip

    compare(duck, in_duckdb(f"'{file}'"))
    compare(pola, in_polars(file))
    compare(fusion, in_datafusion(file))

    days = f"read_parquet('{by_day}/*/*.parquet', hive_partitioning = true)"
    shared = "SELECT * EXCLUDE (day) REPLACE (epoch_us(time) AS time) FROM"
    rows = duckdb.sql(f"{shared} {days}")
    names = [column[0] for column in rows.description]
    compare(f"{duck} by day", [dict(zip(names, row, strict=True)) for row in rows.fetchall()])
    wrong = duckdb.sql(f"SELECT day, time FROM {days} WHERE day IS DISTINCT FROM CAST(time AT TIME ZONE 'UTC' AS DATE)")
    report(f"the day is that of the time in {duck}", not wrong.fetchall(), wrong)

    def counted(rows):
        return sorted((row["change"], row["path"] or "", row["events"]) for row in rows)

    answers = counted(
        dict(zip(["change", "path", "events"], row, strict=True)) for row in duckdb.sql(QUESTION.format(f"'{file}'")).fetchall()
    )
    context = datafusion.SessionContext()
    context.register_parquet("events", file)
    others = counted(context.sql(QUESTION.format("events")).to_pylist())
    labels = sum(row["label"] is not None for row in wanted)
    report(f"{labels} labels counted by {duck} and {fusion}", answers == others and sum(row[2] for row in answers) == labels, (answers, others))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
