"""No package that ours are built of declares a later Rust than they do. Usage: cargo metadata | oldest_rust.py PACKAGE..."""

import json
import sys


def version(text):
    """`1.88` and `1.88.0` alike."""
    return tuple(int(part) for part in (text + ".0.0").split(".")[:3])


metadata = json.load(sys.stdin)
packages = {package["id"]: package for package in metadata["packages"]}
nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
failed = False
for name in sys.argv[1:]:
    root = next(package for package in packages.values() if package["name"] == name and package["source"] is None)
    seen, waiting, undeclared = set(), [root["id"]], 0
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        declared = packages[one]["rust_version"]
        undeclared += declared is None
        if declared and version(declared) > version(root["rust_version"]):
            failed = True
            print(f"FAILED: {name} says Rust {root['rust_version']}, but {packages[one]['name']} "
                  f"{packages[one]['version']}, which it is built of, says {declared}")
        # What is only for tests need not be as old.
        waiting += [dependency["pkg"] for dependency in nodes[one]["deps"]
                    if any(kind["kind"] != "dev" for kind in dependency["dep_kinds"])]
    print(f"{name}: Rust {root['rust_version']}; {len(seen)} packages, {undeclared} of which declare none")
sys.exit(failed)
