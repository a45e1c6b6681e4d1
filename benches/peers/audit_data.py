"""Takes the JSON out of a CSV, for jq: `audit_data.py FILE`, prints the cells of `AuditData`, one a line."""

import csv
import sys

sys.stdout.reconfigure(encoding="utf-8")
with open(sys.argv[1], encoding="utf-8", newline="") as text:
    rows = csv.reader(text)
    at = next(rows).index("AuditData")
    sys.stdout.writelines(row[at] + "\n" for row in rows)
