"""Counts in a loop: `count_orjson.py WAY FILE`, prints {NAME: COUNT}. JSON by orjson, CSV by Python's own module."""

import csv
import sys
from collections import Counter
from operator import itemgetter

from orjson import dumps, loads

way, file = sys.argv[1:]
if way == "graph":
    with open(file, "rb") as lines:
        counts = Counter(map(itemgetter("activityDisplayName"), map(loads, lines)))
else:
    with open(file, encoding="utf-8", newline="") as text:
        rows = csv.reader(text)
        header = next(rows)
        if way == "audit-data":
            cells = map(itemgetter(header.index("AuditData")), rows)
            counts = Counter(map(itemgetter("Operation"), map(loads, cells)))
        else:
            counts = Counter(map(itemgetter(header.index("Operation")), rows))
sys.stdout.buffer.write(dumps(counts))
