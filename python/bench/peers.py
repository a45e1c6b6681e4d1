"""The package beside a pandas script and polars, on a Purview export and on Graph records: seconds of one run each, and peak memory.

    python3 python/bench/peers.py PURVIEW.csv GRAPH.ndjson

Each runs in a process of its own. All of them give the same five columns, and must agree on the number of rows.
"""

import importlib
import json
import resource
import subprocess
import sys
import time


def msaudit_frame(path):
    import msaudit
    import polars as pl

    return pl.DataFrame(msaudit.read(path, columns=["time", "activity", "actor", "outcome", "id"]))


def pandas_csv(path):
    import pandas as pd

    frame = pd.read_csv(path, dtype=str)
    data = pd.DataFrame([json.loads(text) for text in frame["AuditData"]])
    return data[["CreationTime", "Operation", "UserId", "ResultStatus", "Id"]]


def pandas_ndjson(path):
    import pandas as pd

    rows = []
    with open(path) as lines:
        for line in lines:
            record = json.loads(line)
            user = (record.get("initiatedBy") or {}).get("user") or {}
            rows.append((record["activityDateTime"], record["activityDisplayName"], user.get("userPrincipalName"), record["result"], record["id"]))
    return pd.DataFrame(rows, columns=["time", "activity", "actor", "outcome", "id"])


def polars_csv(path):
    import polars as pl

    names = ["CreationTime", "Operation", "UserId", "ResultStatus", "Id"]
    schema = pl.Struct({name: pl.String for name in names})
    frame = pl.read_csv(path, infer_schema=False)
    return frame.select(pl.col("AuditData").str.json_decode(schema).alias("data")).unnest("data")


def polars_ndjson(path):
    import polars as pl

    frame = pl.read_ndjson(path)
    actor = pl.col("initiatedBy").struct.field("user").struct.field("userPrincipalName")
    return frame.select("activityDateTime", "activityDisplayName", actor, "result", "id")


def main():
    if len(sys.argv) == 4 and sys.argv[1] == "run":
        # Modules are there before the clock starts.
        for module in {"msaudit_frame": ("msaudit", "polars"), "pandas_csv": ("pandas",), "pandas_ndjson": ("pandas",)}.get(sys.argv[2], ("polars",)):
            importlib.import_module(module)
        start = time.perf_counter()
        frame = globals()[sys.argv[2]](sys.argv[3])
        seconds = time.perf_counter() - start
        usage = resource.getrusage(resource.RUSAGE_SELF)
        print(json.dumps([len(frame), seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024]))
        return
    for path, names in ((sys.argv[1], ("msaudit_frame", "pandas_csv", "polars_csv")), (sys.argv[2], ("msaudit_frame", "pandas_ndjson", "polars_ndjson"))):
        counts, first = set(), None
        for name in names:
            runs = [json.loads(subprocess.run([sys.executable, __file__, "run", name, path], capture_output=True, text=True, check=True).stdout) for _ in range(3)]
            rows, wall, cpu, memory = sorted(runs, key=lambda run: run[1])[1]
            first = first or wall
            counts.add(rows)
            print(f"{path} {name}: {wall:.2f} s ({wall / first:.1f}x), {cpu:.2f} s CPU, {memory} MiB, {rows} rows")
        if len(counts) > 1:
            sys.exit(f"the numbers of rows differ: {counts}")


main()
