"""Parquet files as engines see them: the types that the page of msaudit-arrow lists, and the values of `msaudit read`.

    python parquet.py MSAUDIT DIRECTORY

Exports of the test data, records for what those lack and random label events are read to JSON and to Parquet, in one file
and by day. Every engine has to show the columns and types of the page's tables, and the same rows; the SQL of the page and
of `msaudit sql` has to give the library's answers.
"""

import json
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from datetime import datetime
from functools import cache
from itertools import takewhile
from pathlib import Path

import datafusion
import duckdb
import label_changes
import polars
import pyarrow
import pyarrow.dataset

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "engines/arrow/README.md").read_text(encoding="utf-8")
LABELS = ROOT / "tests/data/get_label.json"
# What the test data lacks: events without a time, or with one before 1970; fractions that are cut off; parts and numbers that
# cannot be decoded; values that look like others; a record in a wrapper.
ODD = Path("checks/engines/odd_events.ndjson")
COUNT = """SELECT label.change AS change, label.new_path AS path, count(*) AS events FROM events
WHERE label.change IS NOT NULL GROUP BY 1, 2"""


def table(first):
    """The table of the page whose header begins so: its header, its rows."""
    lines = PAGE.splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith(f"| {first} |"))
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in takewhile(len, lines[start:])]
    return cells[0], cells[2:]


def documented():
    """Columns with their types, nested as they are."""
    columns = {}
    for written, kind, *_ in table("column")[1]:
        names = re.findall("`(.+?)`", written)
        for name in names:
            *above, last = (names[0].rpartition(".")[0] + name if name.startswith(".") else name).split(".")
            place = columns
            for part in above:
                if part.endswith("[]"):
                    [place] = place[part.removesuffix("[]")]
                else:
                    place = place.setdefault(part, {})
            place[last] = {"struct": {}, "list of structs": [{}]}.get(kind, kind)
    return columns


def shown_by(engine):
    """What this engine calls each type; where there are two, the second is that of a field."""
    header, rows = table("type")
    if engine not in header:
        raise SystemExit(f"FAILED: the page has no types of {engine}")
    return {row[0]: re.findall("`(.+?)`", row[header.index(engine)]) for row in rows}


def called(kind, names, depth):
    if isinstance(kind, dict):
        return {name: called(field, names, depth + 1) for name, field in kind.items()}
    return [called(kind[0], names, depth)] if isinstance(kind, list) else names[kind][min(depth, len(names[kind]) - 1)]


def in_duckdb(folder, query="FROM events", view=""):
    def kind(of):
        if of.id == "list":
            return [kind(of.children[0][1])]
        return {name: kind(field) for name, field in of.children} if of.id == "struct" else str(of)

    connection = duckdb.connect()
    connection.execute(f"CREATE VIEW events AS FROM read_parquet('{folder}/**/*.parquet', hive_partitioning = true)")
    if view:
        connection.execute(view)
    found = connection.sql(query)
    types = {name: kind(of) for name, of in zip(found.columns, found.types, strict=True)}
    if "time" in types:
        found = found.project("* REPLACE (epoch_us(time) AS time)")
    return types, [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def in_polars(folder):
    def kind(of):
        if isinstance(of, polars.List):
            return [kind(of.inner)]
        return {field.name: kind(field.dtype) for field in of.fields} if isinstance(of, polars.Struct) else str(of)

    found = polars.read_parquet(folder)
    types = {name: kind(of) for name, of in found.schema.items()}
    return types, found.with_columns(polars.col("time").dt.epoch("us")).to_dicts()


def of_arrow(found):
    def kind(of):
        if pyarrow.types.is_list(of):
            return [kind(of.value_type)]
        return {field.name: kind(field.type) for field in of} if pyarrow.types.is_struct(of) else str(of)

    types = {field.name: kind(field.type) for field in found.schema}
    if "time" in types:
        found = found.set_column(list(types).index("time"), "time", found["time"].cast(pyarrow.int64()))
    return types, found.to_pylist()


def in_datafusion(folder, query="SELECT * FROM events", view=""):
    context = datafusion.SessionContext()
    context.sql(f"CREATE EXTERNAL TABLE events STORED AS PARQUET LOCATION '{folder}/'").collect()
    if view:
        context.sql(view).collect()
    return of_arrow(context.sql(query).to_arrow_table())


def in_pyarrow(folder):
    return of_arrow(pyarrow.dataset.dataset(folder, partitioning="hive").to_table())


ENGINES = {
    f"DuckDB {duckdb.__version__}": in_duckdb,
    f"polars {polars.__version__}": in_polars,
    f"DataFusion {datafusion.__version__}": in_datafusion,
    f"pyarrow {pyarrow.__version__}": in_pyarrow,
}


def run(msaudit, *arguments):
    done = subprocess.run([msaudit, *arguments], cwd=ROOT, capture_output=True, encoding="utf-8")
    # Some of the files are no exports, and some have bad records.
    if done.returncode not in [0, 1]:
        raise SystemExit(f"FAILED: {done.stderr}")
    return done.stdout


def lines_of(text):
    return [json.loads(line) for line in text.split("\n") if line]


def microseconds(text):
    """Since 1970; a seventh digit is cut off."""
    whole, _, fraction = text.removesuffix("Z").partition(".")
    return int(datetime.fromisoformat(f"{whole}+00:00").timestamp()) * 1_000_000 + int(fraction.ljust(6, "0")[:6])


def number_of(written):
    return int(float(written)) if re.fullmatch(r"\d+(\.0)?", str(written)) else None


def row_of(event, codes, failed):
    """The JSON of an event, as the page says that columns have it."""
    row = event | {"time": event["time"] and microseconds(event["time"]), "original": True}
    row["day"] = event["time"] and event["time"][:10]
    if kind := event["record_type"]:
        written, code = kind["code"], codes.get(kind["name"]) or number_of(kind["code"])
        kind.update(code=code, written=str(written) if isinstance(written, str) or code is None else None)
    for change in [change for target in row["targets"] for change in target["changes"]]:
        for side in ["old", "new"]:
            change[f"{side}_is_json"] = not isinstance(change[side], str | None)
            change[side] = json.dumps(change[side]) if change[f"{side}_is_json"] else change[side]
    for found in (row["label"] or {}).get("sensitive_info_types", []):
        found.update({name: found[name] if isinstance(found[name], int) else None for name in ["count", "confidence"]})
    if "the targets" in failed:
        row["targets"] = None
    if "the sensitive information" in failed:
        row["label"]["sensitive_info_types"] = None
    return row


@cache
def export(file):
    text = (ROOT / file).read_bytes().decode("utf-8-sig")
    return text.split("\n") if file.endswith(".ndjson") else text


def normal(row):
    """JSON is written in one way, days are text, and `original` is whether it is that."""
    for change in [change for target in row["targets"] or [] for change in target["changes"]]:
        for side in ["old", "new"]:
            change[side] = json.dumps(json.loads(change[side])) if change[f"{side}_is_json"] else change[side]
    if "day" in row:
        row["day"] = row["day"] and str(row["day"])
    if "original" in row:
        text = export(row["file"])
        line = text if isinstance(text, str) else text[row["record"] - 1]
        # In a wrapper, and in what is no line each, it is a part.
        is_part = isinstance(text, str) or row["wrapped_in"]
        row["original"] = row["original"] in line if is_part else row["original"] == line
    return row


def leaves(value, path=""):
    """The paths at which there is a value."""
    if isinstance(value, dict):
        return {leaf for name, field in value.items() for leaf in leaves(field, f"{path}.{name}")}
    if isinstance(value, list):
        return {leaf for item in value for leaf in leaves(item, f"{path}[]")}
    return set() if value is None else {path}


def place(row):
    return row["file"], row["record"]


class Check:
    def __init__(self, msaudit, directory):
        self.msaudit, self.directory, self.failed = msaudit, directory, False
        # A fixed seed, so that a failure can be looked at.
        made = directory / "random.ndjson"
        with made.open("w", encoding="utf-8") as file:
            for event in label_changes.events(label_changes.labels(), random.Random(20241005)):
                event |= {"Id": str(event["Id"]), "RecordTypeName": "", "TimeGenerated": "2024-10-05T07:11:12Z"}
                print(json.dumps(event), file=file)
        # Of the odd shapes some are no exports at all, and in others a record is no line of its own.
        shipped = [path for path in ROOT.glob("tests/data/**/*.*") if path.suffix in [".csv", ".json", ".ndjson"]]
        shipped = [path for path in shipped if path.parent.name != "shapes"]
        self.exports = [*sorted(path.relative_to(ROOT) for path in shipped), ODD, made]

    def report(self, name, fine, what):
        self.failed = self.failed or not fine
        print(f"ok: {name}" if fine else f"FAILED: {name}: {what}")

    def read(self, labels, *arguments):
        return run(self.msaudit, "read", "--labels", labels, "--errors", self.directory / "errors", "--force", *arguments, *self.exports)

    def events(self, labels):
        return lines_of(self.read(labels))

    def wanted(self):
        """Rows as the page describes them, made of the JSON."""
        events = self.events(LABELS)
        errors = lines_of((self.directory / "errors").read_text(encoding="utf-8"))
        failed = {place(error): error["message"].partition(":")[0] for error in errors}
        codes = {kind["name"]: kind["code"] for kind in lines_of(run(self.msaudit, "record-types", "--format", "json"))}
        return sorted((row_of(event, codes, failed.get(place(event), "")) for event in events), key=place)

    def files(self, engine, load, wanted):
        names, columns = shown_by(engine), documented()
        original = columns.pop("original")
        [no_day] = [None if name == "null" else name for name in names["no `day`"]]
        for folder, last in {"one": {"original": original}, "days": {"day": "`day`"}}.items():
            types, rows = load(self.directory / folder)
            kinds = called(columns | last, names, depth=-1)
            wrong = [(name, kind, types.get(name)) for name, kind in kinds.items() if kind != types.get(name)]
            self.report(f"{engine}: types, {folder}", list(types) == list(kinds) and not wrong, wrong or list(types))
            rows = sorted(map(normal, rows), key=place)
            wrong = [] if len(rows) == len(wanted) else [f"{len(wanted)} expected"]
            for row, event in zip(rows, wanted, strict=False):
                event = event | {"day": event["day"] or no_day}
                wrong += [(*place(event), name, event[name], row[name]) for name in row if row[name] != event[name]]
            self.report(f"{engine}: {len(rows)} rows, {folder}", not wrong, f"{len(wrong)} differ, first {wrong[:3]}")

    def sql(self, wanted):
        """By another book than that of the files: in another order, by other names, and with the random labels."""
        book = self.directory / "book.json"
        labels = json.loads(LABELS.read_text(encoding="utf-8"))
        labels = [{"id": label["Guid"], "name": f"New {label['Name']}", "order": -label["Priority"]} for label in labels]
        book.write_text(json.dumps({"labels": [*labels, *label_changes.labels()]}), encoding="utf-8")
        view, sql = re.search("```sql\n(.+?)```", PAGE, re.DOTALL)[1], run(self.msaudit, "sql", "labels", book)
        columns = {"LabelChange": "change", "OldSensitivityLabelPath": "old_path", "SensitivityLabelPath": "new_path"}

        def answers(events):
            unified = [event for event in events if event["label"] and event["record_type"]]
            return {place(event): [event["label"][name] for name in columns.values()] for event in unified}

        asked, stored = answers(self.events(book)), answers(wanted)
        differ = sum(asked[at] != stored[at] for at in asked)
        self.report(f"by the other book {differ} label changes differ", differ, asked)
        counted = Counter((row["label"]["change"], row["label"]["new_path"]) for row in wanted if row["label"])
        for engine, ask in [(engine, ask) for engine, ask in ENGINES.items() if ask in [in_duckdb, in_datafusion]]:
            found = {place(row): [row[name] for name in columns] for row in ask(self.directory / "days", sql, view)[1]}
            wrong = [(at, asked.get(at), found.get(at)) for at in asked | found if asked.get(at) != found.get(at)]
            self.report(f"{engine}: {len(found)} label changes by the other book", not wrong, wrong[:3])
            found = {(row["change"], row["path"]): row["events"] for row in ask(self.directory / "days", COUNT)[1]}
            self.report(f"{engine}: {sum(found.values())} label changes counted", found == counted, found)


def main():
    msaudit, directory = sys.argv[1], Path(sys.argv[2], "parquet").resolve()
    shutil.rmtree(directory, ignore_errors=True)
    directory.mkdir()
    check = Check(msaudit, directory)
    check.read(LABELS, "--format", "parquet", "--out", directory / "one", "--original")
    check.read(LABELS, "--format", "parquet", "--out", directory / "days", "--partition", "day")
    wanted = check.wanted()
    unseen = leaves(documented()) - {leaf for row in wanted for leaf in leaves(row)}
    check.report(f"every column has a value somewhere in {len(wanted)} rows", not unseen, unseen)
    for engine, load in ENGINES.items():
        check.files(engine, load, wanted)
    check.sql(wanted)
    return 1 if check.failed else 0


if __name__ == "__main__":
    sys.exit(main())
