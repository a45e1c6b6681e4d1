"""Reads each line and writes it again: `rewrite_orjson.py FILE`, what a script does before it changes anything."""

import sys

from orjson import OPT_APPEND_NEWLINE, dumps, loads

out = sys.stdout.buffer
with open(sys.argv[1], "rb") as lines:
    for line in lines:
        out.write(dumps(loads(line), option=OPT_APPEND_NEWLINE))
