"""Holds `msaudit read --schema ocsf` against two validators: JSON schemas of `ocsf-json-schema` and models of `pydantic-ocsf`.

    python3 checks/schemas/validate.py MSAUDIT FILE...

Besides the files it reads 10,000 records made of theirs: each with some fields gone and the name of another activity or operation
of the catalogue, the same ones each time. It prints counts by class, and ends with status 1 if an object is not valid, or if
there are fewer objects than records. Events without a time are expected to fail for just that.
"""

import collections
import importlib
import json
import random
import re
import subprocess
import sys

import jsonschema
from ocsf_json_schema import OcsfJsonSchemaEmbedded, get_ocsf_schema

VERSION = "1.7.0"
RECORDS = 10_000


def export(msaudit, arguments, text=None):
    run = subprocess.run([msaudit, "read", "--schema", "ocsf", *arguments], input=text, capture_output=True, text=True)
    objects = [json.loads(line) for line in run.stdout.splitlines()]
    read = int(re.search(r"^records read: (\d+)$", run.stderr, re.M)[1])
    if len(objects) != read:
        sys.exit(f"{len(objects)} objects of {read} records")
    return objects


def made(msaudit, files):
    """Records like those of some files, with fields gone and other names."""
    names = subprocess.run([msaudit, "activities", "--format", "json"], capture_output=True, text=True).stdout
    activities = [json.loads(line)["activity"] for line in names.splitlines()]
    names = subprocess.run([msaudit, "operations", "--format", "json"], capture_output=True, text=True).stdout
    operations = [json.loads(line)["operation"] for line in names.splitlines()]
    records = [json.loads(line) for file in files if file.endswith("ndjson") for line in open(file) if line.strip()]
    chance = random.Random(17)
    for _ in range(RECORDS):
        record = dict(chance.choice(records))
        for name in [name for name in record if chance.random() < 0.05]:
            del record[name]
        for name, others in (("Operation", operations), ("operationName", activities), ("activityDisplayName", activities), ("OperationName", activities)):
            if name in record and chance.random() < 0.8:
                record[name] = chance.choice(others)
        yield json.dumps(record)


class Validators:
    def __init__(self):
        self.schemas = OcsfJsonSchemaEmbedded(get_ocsf_schema(VERSION))
        self.by_class = {}

    def find(self, class_name, uid):
        if uid not in self.by_class:
            schema = self.schemas.get_class_schema(self.schemas.lookup_class_name_from_uid(uid))
            model = getattr(importlib.import_module(f"ocsf.v{VERSION.replace('.', '_')}.events"), class_name)
            self.by_class[uid] = (jsonschema.Draft202012Validator(schema), model)
        return self.by_class[uid]

    def faults(self, event):
        # `File Hosting Activity` is `FileHosting` in the models: their names are those of the classes, not the captions.
        names = {
            "Account Change": "AccountChange", "API Activity": "ApiActivity", "Authentication": "Authentication",
            "Data Security Finding": "DataSecurityFinding", "Detection Finding": "DetectionFinding",
            "Email Activity": "EmailActivity", "Entity Management": "EntityManagement",
            "File Hosting Activity": "FileHosting", "Group Management": "GroupManagement",
            "User Access Management": "UserAccess",
        }
        schema, model = self.find(names[event["class_name"]], event["class_uid"])
        by_schema = [f"{'.'.join(map(str, error.path))}: {error.message[:120]}" for error in schema.iter_errors(event)]
        by_model = []
        try:
            model.model_validate(event)
        except ValueError as error:
            # The models lack the activity 0, unknown, which the schema has.
            known = event["activity_id"] == 0
            errors = [one for one in error.errors() if not (known and one["loc"] == ("activity_id",))]
            by_model = [f"{'.'.join(map(str, one['loc']))}: {one['msg'][:120]}" for one in errors]
        return by_schema, by_model


def main():
    msaudit, files = sys.argv[1], sys.argv[2:]
    events = export(msaudit, files) + export(msaudit, ["-"], "\n".join(made(msaudit, files)))
    validators = Validators()
    classes, faults, undated = collections.Counter(), collections.Counter(), 0
    for event in events:
        classes[event["class_name"]] += 1
        if "time" not in event:
            undated += 1
            event["time"] = 0
        for who, found in zip(("json schema", "model"), validators.faults(event)):
            for fault in found:
                faults[(who, event["class_name"], fault)] += 1
    for name, count in classes.most_common():
        print(f"{count:7} {name}")
    print(f"{len(events)} events, {undated} without a time; faults: {sum(faults.values())}")
    for (who, name, fault), count in faults.most_common(25):
        print(f"  {count} {who}: {name}: {fault}")
    sys.exit(bool(faults))


main()
