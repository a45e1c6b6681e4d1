"""Writes an export as Parquet, compressed with zstd: `copy_duckdb.py graph|purview FILE OUT`."""

import sys

import duckdb

way, file, out = sys.argv[1:]
source = "read_ndjson_auto" if way == "graph" else "read_csv_auto"
duckdb.connect().execute(f"copy (select * from {source}('{file}')) to '{out}' (format parquet, codec zstd)")
