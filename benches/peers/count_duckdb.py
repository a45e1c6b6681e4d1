"""Counts with DuckDB: `count_duckdb.py WAY FILE [THREADS]`, prints {NAME: COUNT}."""

import json
import sys

import duckdb

COLUMNS = "RecordId CreationDate RecordType Operation UserId AuditData AssociatedAdminUnits".split()
COLUMNS = {column: "VARCHAR" for column in COLUMNS}
LAYOUT = """auto_detect = false, header = true, delim = ',', quote = '"', escape = '"'"""
# A separator that no line has: a line is one cell.
LINES = r"auto_detect = false, header = false, delim = '\x01', quote = '', escape = '', columns = {line: 'VARCHAR'}"

WAYS = {
    "columns": "SELECT activityDisplayName, count(*) FROM"
    " read_ndjson($file, columns = {activityDisplayName: 'VARCHAR'}) GROUP BY 1",
    "objects": "SELECT json->>'activityDisplayName', count(*) FROM read_ndjson_objects($file) GROUP BY 1",
    "lines": f"SELECT line->>'activityDisplayName', count(*) FROM read_csv($file, {LINES}) GROUP BY 1",
    "audit-data": f"SELECT AuditData->>'Operation', count(*) FROM read_csv($file, columns = {COLUMNS}, {LAYOUT}) GROUP BY 1",
    "column": f"SELECT Operation, count(*) FROM read_csv($file, columns = {COLUMNS}, {LAYOUT}) GROUP BY 1",
}

way, file, *threads = sys.argv[1:]
connection = duckdb.connect(config={"threads": int(threads[0])} if threads else {})
rows = connection.execute(WAYS[way], {"file": file}).fetchall()
json.dump(dict(rows), sys.stdout)
