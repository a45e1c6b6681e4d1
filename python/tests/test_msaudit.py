"""The package as its users meet it."""

import datetime
import re
import signal
import subprocess
import sys
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


def test_columns_are_chosen():
    export = msaudit.read(SAMPLES, columns=["activity", "time"])
    assert pl.DataFrame(export).columns == ["time", "activity"] == pa.schema(export).names
    assert pl.DataFrame(export).equals(pl.DataFrame(msaudit.read(SAMPLES)).select("time", "activity"))
    with pytest.raises(ValueError, match="`columns`: .*actvity"):
        msaudit.read(SAMPLES, columns=["actvity"])


def test_memory_stays_flat_over_a_stream(tmp_path):
    line = '{"activityDisplayName":"Add user","activityDateTime":"2025-03-03T10:00:00Z","id":"%d","result":"success"}\n'
    peaks = []
    for records in (50_000, 500_000):
        path = tmp_path / f"{records}.ndjson"
        with path.open("w") as file:
            file.writelines(line % number for number in range(records))
        script = (
            "import msaudit, resource, pyarrow as pa\n"
            f"rows = sum(batch.num_rows for batch in pa.RecordBatchReader.from_stream(msaudit.read({str(path)!r})))\n"
            "print(rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        )
        rows, peak = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path).stdout.split()
        assert int(rows) == records
        peaks.append(int(peak))
    assert peaks[1] < peaks[0] * 1.2, peaks


def test_an_interrupt_ends_a_loop(tmp_path):
    path = tmp_path / "long.ndjson"
    path.write_text('{"activityDisplayName":"Add user","id":"1"}\n' * 3_000_000)
    script = f"import msaudit\nprint(1, flush=True)\nmsaudit.summary({str(path)!r})\nprint(2)"
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path) as process:
        assert process.stdout.readline() == "1\n"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert "KeyboardInterrupt" in err and "2" not in out


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
