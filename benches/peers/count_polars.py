"""Counts with polars: `count_polars.py WAY FILE [THREADS]`, prints {NAME: COUNT}."""

import json
import os
import sys

way, file, *threads = sys.argv[1:]
if threads:
    os.environ["POLARS_MAX_THREADS"] = threads[0]

import polars  # noqa: E402, the number of threads is read by the import

if way == "graph":
    rows = polars.scan_ndjson(file, schema={"activityDisplayName": polars.String})
    name = polars.col("activityDisplayName")
else:
    rows = polars.scan_csv(file, infer_schema=False)
    name = polars.col("Operation")
    if way == "audit-data":
        record = polars.Struct({"Operation": polars.String})
        name = polars.col("AuditData").str.json_decode(record).struct.field("Operation")
    elif way == "audit-data-path":
        name = polars.col("AuditData").str.json_path_match("$.Operation")
rows = rows.group_by(name.alias("name")).len().collect(engine="streaming").rows()
json.dump(dict(rows), sys.stdout)
