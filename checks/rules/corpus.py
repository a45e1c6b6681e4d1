#!/usr/bin/env python3
"""Runs `msaudit lint` over public collections of detection rules and holds its findings against `judged.tsv`.

    python3 checks/rules/corpus.py FOLDER [--write]

FOLDER has one folder for each row of `collections.tsv`, called OWNER+NAME; those that are not there are cloned. No text of
theirs is kept: a finding is known by a hash of its collection, file, kind and literal. It ends with status 1 if a finding has
no judgement yet, or if precision or recall are below what `LEAST` says; `--write` adds a row for each finding without one.

Recall is held against a search of its own: regular expressions that know fields, tables and quotation marks, and nothing of
the lint's reading.
"""

import csv
import hashlib
import json
import re
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
MSAUDIT = HERE.parent.parent / "target/release/msaudit"
LEAST = {"precision": 0.98, "recall": 0.95}
COLUMNS = ["hash", "collection", "kind", "judgement", "why"]


def rows(name):
    with open(HERE / name, newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def clone(folder, collection):
    path = folder / collection.replace("/", "+")
    if not path.exists():
        subprocess.run(["git", "clone", "--quiet", "--depth", "1", f"https://github.com/{collection}", path], check=True)
    return path


def lint(path):
    """All literals that were judged, with the finding if there is one."""
    run = subprocess.run([MSAUDIT, "lint", "--format", "json", path], capture_output=True, text=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def key(collection, path, finding):
    file = Path(finding["file"]).relative_to(path)
    text = "\0".join([collection, str(file), finding["kind"], finding["literal"]])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


# What the search of its own knows.
FIELDS = {
    "AuditLogs": "OperationName|ActivityDisplayName|LoggedByService|Category",
    "OfficeActivity": "Operation|OfficeWorkload|RecordType",
    "CloudAppEvents": "ActionType",
}
COMPARISON = r"""\b(?:{})\s*(?:==|=~|!=|!~|!?in~?|!?has(?:_any|_cs)?|!?contains|!?startswith)\s*(\(?\s*(?:["'][^"'\n]*["']\s*,?\s*)+)"""
TABLE = re.compile(r"^[\s(]*(?:union\s+(?:isfuzzy\s*=\s*true\s*)?)?\(?([A-Z][A-Za-z0-9]+)\s*(?:$|\||\))", re.M)
SIGMA = re.compile(r"^\s*(?:properties\.message|OperationName|Operation|operationName|ActivityDisplayName)(?:\|\w+)*:\s*(.*(?:\n\s+- .*)*)", re.M)
ELASTIC = re.compile(r"""\b(?:azure\.auditlogs\.operation_name|o365\.audit\.Operation|event\.action)\s*(?:==|:|in~?)\s*(\(?\s*(?:"[^"\n]*"\s*(?:or|,)?\s*)+)""", re.I)
QUOTED = re.compile(r"""["']([^"'\n]+)["']""")


def searched(path):
    """File and literal of every comparison that regular expressions find."""
    for file in sorted(path.rglob("*")):
        suffix = file.suffix.lower()
        if suffix not in {".kql", ".csl", ".txt", ".md", ".yml", ".yaml", ".toml"} or not file.is_file():
            continue
        text = file.read_text(errors="replace")
        if suffix == ".toml" and re.search(r"azure\.auditlogs|o365\.audit", text):
            for match in ELASTIC.finditer(re.sub(r"//.*", "", text)):
                yield from ((file, literal) for literal in QUOTED.findall(match[1]))
            continue
        if suffix in {".yml", ".yaml"} and re.search(r"product:\s*(azure|m365)\b", text):
            if re.search(r"service:\s*(auditlogs|audit|exchange)\b", text):
                for match in SIGMA.finditer(text):
                    for value in re.split(r"\n\s+- ", "\n" + match[1] if match[1].startswith("\n") else match[1]):
                        literal = value.strip().strip("'\"")
                        if literal:
                            yield file, literal
            continue
        text = re.sub(r"(?<!:)//.*", "", text)
        tables = [(match.start(), match[1]) for match in TABLE.finditer(text)]
        for table, fields in FIELDS.items():
            for match in re.finditer(COMPARISON.format(fields), text):
                before = [name for start, name in tables if start < match.start()]
                if before and before[-1] == table:
                    yield from ((file, literal) for literal in QUOTED.findall(match[1]))


def is_known(literals):
    """Those of some literals that the catalogue has: of the unified audit log the lint tells no others."""
    run = subprocess.run([MSAUDIT, "lookup", "--format", "json", "-"], input="\n".join(literals), capture_output=True, text=True)
    return {json.loads(line)["query"] for line in run.stdout.splitlines() if json.loads(line)["verdict"] != "unknown"}


def main():
    folder, write = Path(sys.argv[1]), "--write" in sys.argv
    judged = {row["hash"]: row for row in rows("judged.tsv")}
    total = {"rules": 0, "literals": 0, "findings": 0, "found": 0, "sought": 0}
    verdicts = {"true": 0, "false": 0, "open": 0}
    missing, missed = [], []
    for collection in [row["collection"] for row in rows("collections.tsv")]:
        path = clone(folder, collection)
        start = time.monotonic()
        found = lint(path)
        seconds = time.monotonic() - start
        notable = [one for one in found if one["kind"] not in (None, "broken")]
        literals = {(one["file"], one["literal"]) for one in found}
        sought = {(str(file), literal) for file, literal in searched(path)}
        unseen = sorted(sought - literals)
        known = is_known([literal for _, literal in unseen]) if unseen else set()
        lost = [pair for pair in unseen if pair[1] in known]
        missed += lost
        total["literals"] += len(found)
        total["found"] += len(sought & literals)
        total["sought"] += len(sought & literals) + len(lost)
        for one in notable:
            hashed = key(collection, path, one)
            if hashed in judged:
                verdicts[judged[hashed]["judgement"]] += 1
            elif hashed not in [row["hash"] for row in missing]:
                missing.append(dict(zip(COLUMNS, [hashed, collection, one["kind"], "open", " ".join(one["literal"].split())])))
                print("no judgement:", collection, one["file"], one["line"], one["kind"], one["literal"])
        print(f"{collection}: {len(found)} literals, {len(notable)} findings, searched {len(sought)}, missed {len(lost)}, {seconds:.2f} s")
    if write:
        with open(HERE / "judged.tsv", "a", newline="") as file:
            csv.DictWriter(file, COLUMNS, delimiter="\t", quoting=csv.QUOTE_NONE, escapechar="\\", lineterminator="\n").writerows(missing)
    for file, literal in missed:
        print("missed:", file, repr(literal))
    counted = verdicts["true"] + verdicts["false"]
    precision = verdicts["true"] / counted if counted else 1.0
    recall = total["found"] / total["sought"] if total["sought"] else 1.0
    print(f"literals judged by the lint: {total['literals']}; findings: {verdicts}")
    print(f"precision {precision:.3f}, recall {recall:.3f} of {total['sought']}")
    sys.exit(bool(missing) or precision < LEAST["precision"] or recall < LEAST["recall"])


main()
