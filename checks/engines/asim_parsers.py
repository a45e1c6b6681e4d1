"""The parsers of the Advanced Security Information Model, run over rows, and held against what the library makes of them.

    python asim_parsers.py MSAUDIT DIRECTORY

Every name that the catalogue's documents print is in a row, with targets and people of all kinds. duckdb-kql stands in for Kusto.
"""

import csv
import json
import random
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import duckdb_kql

ROOT = Path(__file__).parent.parent.parent
SCHEMAS = {"audit-event": "AuditEvent", "user-management": "UserManagement", "authentication": "Authentication"}
# What a parser reads from columns that the rows here have; the exporter knows more of some.
COMPARED = {
    "AuditLogs": [
        "EventSchema EventSchemaVersion EventType EventResult EventOriginalType EventOriginalResultDetails EventProduct EventVendor",
        "ActorUsername ActorUsernameType ActorUserId ActorUserType SrcIpAddr ActorScopeId TargetUsername TargetUserId",
        "GroupName GroupId UpdatedPropertyName PreviousPropertyValue NewPropertyValue",
        "Operation Object ObjectId ObjectType OriginalObjectType OldValue NewValue",
    ],
    "OfficeActivity": [
        "EventSchema EventSchemaVersion EventType EventResult EventOriginalType EventProduct EventVendor",
        "ActorUsername ActorUsernameType ActorUserId ActorUserType SrcIpAddr ActorScopeId HttpUserAgent",
        "Operation Object ObjectId ObjectType OriginalObjectType",
    ],
    "MicrosoftPurviewInformationProtection": [
        "EventSchema EventSchemaVersion EventType EventResult EventOriginalType EventProduct EventVendor",
        "ActorUsername ActorUsernameType ActorUserId ActorUserType SrcIpAddr ActorScopeId Operation Object ObjectId ObjectType",
    ],
}
FLAT = {table: " ".join(lines).split() for table, lines in COMPARED.items()}


def rows_of(path):
    with open(ROOT / "catalog" / path, newline="") as file:
        lines = (line for line in file if not line.startswith("# "))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def spelled(name, chance):
    return chance.choice([name, name, name, name + ".", name.upper(), name.replace(" ", "  "), name.replace("-", "\u2013")])


def audit_logs(chance):
    listed = {(row["activity"], row["category"]) for path in ["entra-2024-10", "azure-ad-2018-04"] for row in rows_of(f"editions/{path}.tsv")}
    user = {"id": "u-1", "userPrincipalName": "ana@contoso.com", "displayName": "Ana", "ipAddress": "203.0.113.7"}
    people = [
        {"user": user, "app": None},
        {"user": {**user, "ipAddress": "203.0.113.7:5123", "userPrincipalName": None}},
        {"user": {"id": "u-2", "ipAddress": "[2001:db8::7]:443"}},
        {"user": None, "app": {"appId": "a-1", "displayName": "Sync", "servicePrincipalId": None}},
        {"app": {"servicePrincipalName": "spn", "servicePrincipalId": "sp-1"}},
        {},
    ]
    changes = [
        [],
        [{"displayName": "Name", "oldValue": '"old"', "newValue": '"new"'}],
        [{"displayName": "List", "oldValue": None, "newValue": '["one","two"]'}, {"displayName": "x", "newValue": '"y"'}],
        [{"displayName": "Flag", "oldValue": "[true]", "newValue": "plain"}],
    ]
    kinds = ["User", "Group", "Application", "ServicePrincipal", "Policy", "Role", "user", None]

    def targets():
        for number in range(chance.randrange(5)):
            kind = chance.choice(kinds)
            name = {"userPrincipalName": f"u{number}@contoso.com"} if kind and kind.lower() == "user" else {"displayName": f"Object {number}"}
            yield {"id": f"t-{number}", **({"type": kind} if kind else {}), **name, "modifiedProperties": chance.choice(changes)}

    for number, (activity, category) in enumerate(sorted(listed)):
        name = spelled(activity, chance)
        yield {
            "Id": f"{number}",
            "TimeGenerated": "2025-03-03T10:00:00Z",
            "ActivityDateTime": "2025-03-03T10:00:00Z",
            "OperationName": name,
            "ActivityDisplayName": chance.choice([name, name, ""]),
            "Category": category,
            "LoggedByService": "Core Directory",
            "Result": chance.choice(["success", "Success", "failure", "timeout", "unknownFutureValue", ""]),
            "ResultType": "",
            "ResultReason": chance.choice(["", "denied"]),
            "ResultDescription": chance.choice(["", "because"]),
            "Identity": chance.choice(["", "", "Somebody"]),
            "AADTenantId": "tenant",
            "InitiatedBy": json.dumps(chance.choice(people)),
            "TargetResources": json.dumps(list(targets())),
        }


WORKLOADS = ["Exchange", "SharePoint", "OneDrive", "MicrosoftTeams", ""]
PEOPLE = ["ana@contoso.com", "urn:spo:anon#1", "ServicePrincipal_1", "app@sharepoint", r"NT AUTHORITY\SYSTEM", "S-1-5-18", ""]
ADDRESSES = ["203.0.113.7", "203.0.113.7:443", "[::ffff:203.0.113.7]:25", "2001:db8::7", ""]


def office_activity(chance):
    workloads = {row["section"]: row["workloads"].split(";") for row in rows_of("sections.tsv")}
    names = {row["operation"]: workloads[row["section"]] for path in ["purview-2023-06", "management-api-2026-06", "teams-2020", "exchange-cmdlets-2026-08"] for row in rows_of(f"operations/{path}.tsv")}
    for number, (operation, written_by) in enumerate(sorted(names.items())):
        file = chance.choice(["", "plan.docx"])
        yield {
            "OfficeId": f"{number}",
            "SourceRecordId": "",
            "TimeGenerated": "2025-03-03T10:00:00Z",
            "Operation": spelled(operation, chance),
            "RecordType": "",
            "OfficeWorkload": chance.choice(written_by) or chance.choice(WORKLOADS[:4]),
            "ResultStatus": chance.choice(["Succeeded", "True", "Failed", "PartiallySucceeded", "", "odd"]),
            "UserId": chance.choice(PEOPLE),
            "UserKey": chance.choice(["10030000", ""]),
            "UserType": chance.choice(["Regular", "Admin", "System", "Application", ""]),
            "ClientIP": chance.choice(ADDRESSES),
            "Client_IPAddress": chance.choice(ADDRESSES),
            "ActorIpAddress": "",
            "UserAgent": chance.choice(["", "Mozilla/5.0"]),
            "ClientInfoString": chance.choice(["", "Client=OWA"]),
            "OrganizationId": "org",
            "OfficeTenantId": "tenant",
            "OfficeObjectId": chance.choice(["https://contoso/x", ""]),
            "ItemType": chance.choice(["File", ""]) if file else "",
            "SourceFileName": file,
            "ItemName": "",
            "TargetUserOrGroupName": "",
            "UserSharedWith": "",
            "TeamName": "",
            "TeamGuid": "",
        }


def label_events(chance):
    for number, row in enumerate(rows_of("label_operations.tsv")):
        yield {
            "Id": f"{number}",
            "TimeGenerated": "2025-03-03T10:00:00Z",
            "Operation": spelled(row["operation"], chance),
            "RecordType": int(row["record_type"]),
            "Workload": chance.choice(WORKLOADS),
            "ResultStatus": chance.choice(["Succeeded", "", "Failed"]),
            "UserId": chance.choice(PEOPLE),
            "UserKey": chance.choice(["10030000", ""]),
            "UserType": chance.choice(["Regular", "System", ""]),
            "ClientIP": chance.choice(ADDRESSES),
            "OrganizationId": "org",
            "ObjectId": chance.choice(["/x", ""]),
            "ItemName": chance.choice(["plan.docx", ""]),
        }


def plain(value):
    """Text as both write it: nothing and empty text are one, and JSON has no blanks."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value)
    try:
        return json.dumps(json.loads(text))
    except ValueError:
        return text


def library(msaudit, rows, path, directory):
    file = Path(directory, f"{path}.ndjson")
    file.write_text("".join(json.dumps({**row, "Type": path}) + "\n" for row in rows))
    done = subprocess.run([msaudit, "read", "--schema", "asim", "--format", "json", file], capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def in_duckdb(text, table, rows):
    connection = duckdb_kql.connect()
    dynamic = {"InitiatedBy", "TargetResources"}
    kind = lambda name, value: "JSON" if name in dynamic else "TIMESTAMP" if "Time" in name else "INTEGER" if isinstance(value, int) else "VARCHAR"  # noqa: E731
    columns = ", ".join(f'"{name}" {kind(name, value)}' for name, value in rows[0].items())
    connection.execute(f'CREATE TABLE "{table}" ({columns})')
    connection.executemany(f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(rows[0]))})', [list(row.values()) for row in rows])
    return duckdb_kql.kql(connection, text).to_arrow_table().to_pylist()


def main():
    msaudit, directory = sys.argv[1:]
    chance = random.Random(20251127)
    failed = False
    for table, option, rows in [
        ("AuditLogs", "audit-logs", list(audit_logs(chance))),
        ("OfficeActivity", "office-activity", list(office_activity(chance))),
        ("MicrosoftPurviewInformationProtection", "mpip", list(label_events(chance))),
    ]:
        wanted = library(msaudit, rows, table, directory)
        assert len(wanted) == len(rows), f"{len(wanted)} of {len(rows)} rows of {table}"
        found = {}
        bodies = {}
        for schema in SCHEMAS:
            done = subprocess.run([msaudit, "kql", "asim", "--table", option, "--schema", schema], capture_output=True, text=True)
            if done.returncode == 0:
                bodies[schema] = done.stdout
                for row in in_duckdb(done.stdout, table, rows):
                    assert row["EventUid"] not in found, f"the row {row['EventUid']} of {table} is in two schemas"
                    found[row["EventUid"]] = row
        wrong = []
        for row in wanted:
            other = found.get(row["EventUid"])
            if other is None:
                wrong.append((row["EventOriginalType"], "no row", row["EventSchema"]))
                continue
            for column in FLAT[table]:
                # A schema shows its own columns only.
                if column in other and plain(row.get(column)) != plain(other[column]):
                    wrong.append((row["EventOriginalType"], column, row.get(column), other[column]))
        if wrong or len(found) != len(wanted):
            failed = True
            print(f"FAILED: ASIM over {table}: {len(found)} rows for {len(wanted)}, {len(wrong)} values differ")
            for one in wrong[:10]:
                print(f"  {one}")
        else:
            print(f"ok: ASIM over {table} in duckdb-kql {duckdb_kql.__version__}: {len(found)} rows, no difference")
        # A check that accepts everything proves nothing.
        broken = re.sub(r'"Success"', '"Failure"', bodies["audit-event"])
        if in_duckdb(broken, table, rows) == in_duckdb(bodies["audit-event"], table, rows):
            failed = True
            print("FAILED: a parser that takes success for failure was not noticed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
