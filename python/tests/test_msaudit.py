"""The package as its users meet it."""

import datetime
import re
from pathlib import Path

import duckdb
import msaudit
import polars as pl
import pyarrow as pa
import pytest

ROOT = Path(__file__).parents[2]
SAMPLES = ROOT / "tests/data/samples"
LABELS = ROOT / "tests/data/get_label.json"
PURVIEW = ROOT / "tests/data/purview_labels.csv"


def test_every_engine_takes_the_stream():
    export = msaudit.read(SAMPLES)
    frame = pl.DataFrame(export)
    assert frame.height == export.report["read"] > 30
    assert pa.table(export).num_rows == frame.height
    assert export.to_pandas().shape == frame.shape
    reader = pa.RecordBatchReader.from_stream(export)
    assert duckdb.from_arrow(reader).aggregate("count(*)").fetchall() == [(frame.height,)]
    assert pa.schema(export).names == frame.columns


def test_events_are_those_of_the_command_line():
    events = list(msaudit.events(PURVIEW, labels=LABELS, label_change="downgraded"))
    assert [event["label"]["justification"] for event in events][0] == "The project is public now"
    assert {event["label"]["change"] for event in events} == {"downgraded"}


def test_filters_narrow():
    count = lambda **filters: sum(1 for _ in msaudit.events(SAMPLES, **filters))
    everything = count()
    assert 0 < count(actor="denethor") < everything
    assert count(since="2025-01-01", until=datetime.date(2025, 1, 31)) == count(since=datetime.datetime(2025, 1, 1), until="2025-01-31")
    assert count(outcome=["success", "failure"]) > count(outcome="failure")
    assert count(service=None) == everything
    with pytest.raises(TypeError, match="there is no filter `actr`"):
        msaudit.events(SAMPLES, actr="x")
    with pytest.raises(ValueError, match="`outcome`"):
        msaudit.events(SAMPLES, outcome="sucess")
    with pytest.raises(ValueError, match="`on_error`: `ignore`; expected `collect` or `raise`"):
        msaudit.events(SAMPLES, on_error="ignore")


BROKEN = b'{"activityDisplayName":"Add user","id":"1"}\n{"activityDisplayName":5}\n{"activityDisplayName":"Add group","id":"2"}\n'


def test_a_bad_record_costs_itself():
    export = msaudit.read(BROKEN)
    assert pl.DataFrame(export)["activity"].to_list() == ["Add user", "Add group"]
    assert export.report == {"read": 2, "skipped": 1, "errors": 1, "skipped_by": {"wrong-type": 1}}
    assert export.errors[0]["line"] == 2


def test_an_exception_loses_no_row_before_it():
    seen = []
    with pytest.raises(msaudit.ReadError) as raised:
        for event in msaudit.events(BROKEN, on_error="raise"):
            seen.append(event["activity"])
    assert seen == ["Add user"]
    assert (raised.value.file, raised.value.line, raised.value.kind) == ("bytes", 2, "wrong-type")
    reader = pa.RecordBatchReader.from_stream(msaudit.read(BROKEN, on_error="raise"))
    assert reader.read_next_batch().num_rows == 1
    with pytest.raises(Exception, match="activityDisplayName"):
        reader.read_next_batch()


def test_paths_that_are_not_there_are_told_at_once():
    with pytest.raises(msaudit.ReadError) as raised:
        msaudit.read("no/such/file.json")
    assert "no/such/file.json" in raised.value.file
    with pytest.raises(TypeError, match="expected a path, a list of paths, or bytes"):
        msaudit.read(5)


def test_the_catalogue_answers():
    assert msaudit.lookup("add user.")["verdict"] == "documented"
    assert any(row["activity"] == "Add user" for row in msaudit.activities(service="core directory"))
    assert any(row["operation"] == "New-InboxRule" for row in msaudit.operations(workload="Exchange"))
    finding = msaudit.lint("rule.kql", "AuditLogs | where OperationName == 'Add usr'")[0]
    assert (finding["kind"], finding["nearest"][0]) == ("unknown", "Add user")
    book = msaudit.LabelBook.open(LABELS)
    assert len(book) == 4 and book.find("4EFF011F-95B3-4371-8836-39DA6458F464")["name"] == "General"
    assert book.find("x") is None
    with pytest.raises(ValueError):
        msaudit.activities(service="core directry")


def test_the_lines_of_the_readme_run(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    code = re.search(r"```python\n(.*?)```", (ROOT / "python/README.md").read_text(), re.S)[1]
    exec(code, {})
    assert "user-changed" in capsys.readouterr().out
