#!/usr/bin/env python3
"""Holds the house against its plan: which module may see which, which may do I/O, what catalogs list,
and that a file of tests can be asked for by its name.

Reads Package.swift (by `swift package dump-package`) and the imports; says each fault in a line of
its own, and ends with 1 where there is one. `house.py --arrows` prints the arrows instead.
"""
import json
import os
import re
import subprocess
import sys

# From the ground up: a module sees only those that stand before it.
ORDER = [
    "CLinux", "CNettle", "CLMDB", "CYAML", "CZlib", "CZstd", "CXlsx", "CCurl", "CNATS",
    "CSimdJSON",
    "SystemCalls", "Digests", "Events", "Lines", "Sensors", "Journal", "Configuration",
    "Telemetry", "TelemetryTesting", "Emitting", "Hooks", "Running", "OTLP", "Importers", "Ingest",
    "TelemetryLogging", "TelemetryMetrics", "TelemetryTracing", "TelemetryBootstrap",
    "TelemetryService",
    "Sealing", "Keeping", "LMDB", "Board", "Gate", "Folding", "Archives",
    "Index", "Projections", "Views", "Relay", "Posting", "Control", "TLM", "Analysis",
    "Exporters", "Documents", "Questions", "MCP", "Dashboard", "Server", "RunsAPI",
    "ProjectionTesting", "TLMCommand", "tlm", "tlm-emit", "tlm-hook", "tlm-gate",
]
# These compute and nothing else: no file, no clock, no random number.
PURE = {"Events", "Lines", "Sensors", "Projections", "Digests"}
# What reaches the system. Threads and locks are the standard library's, and no I/O.
SYSTEM = {"Glibc", "Darwin", "Musl", "CLinux", "Dispatch", "Foundation", "FoundationEssentials"}
# Who may reach it, beside SystemCalls: signals of a whole program are the command's, and what blocks a
# server has threads of its own.
EXCEPTIONS = {("TLMCommand", "Dispatch"), ("Server", "Dispatch")}
IMPORT = re.compile(r"^\s*(?:@\w+\s+|public\s+|package\s+|internal\s+)*import\s+(\w+)", re.M)


def targets():
    """The package's targets outside of Tests and Examples: name -> (folder, dependencies)."""
    dump = subprocess.run(
        ["swift", "package", "dump-package"], check=True, capture_output=True, text=True)
    found = {}
    for target in json.loads(dump.stdout)["targets"]:
        folder = target.get("path") or "Sources/" + target["name"]
        if folder.startswith(("Tests", "Examples")) or target["type"] == "test":
            continue
        names = [part[0] for entry in target["dependencies"] for part in entry.values()]
        found[target["name"]] = (folder, names)
    return found


def sources(folder):
    """Every Swift file below a folder, with its text."""
    for place, _, names in sorted(os.walk(folder)):
        for name in sorted(names):
            if name.endswith(".swift"):
                path = os.path.join(place, name)
                with open(path, encoding="utf-8") as file:
                    yield path, file.read()


def check_imports(name, folder, dependencies, modules):
    """What a module imports is declared, declared is imported, and nothing looks back or outside."""
    seen = set()
    for path, text in sources(folder):
        # What stands in a text of several lines is no import of ours.
        for imported in IMPORT.findall(re.sub(r'""".*?"""', "", text, flags=re.S)):
            seen.add(imported)
            if imported in modules and imported not in dependencies:
                yield f"{path} imports {imported}, which Package.swift does not give to {name}"
            if imported in SYSTEM and name != "SystemCalls" and (name, imported) not in EXCEPTIONS:
                yield f"{path} imports {imported}: system calls live in SystemCalls"
            if name in PURE and imported == "SystemCalls":
                yield f"{path} imports SystemCalls, but {name} only computes"
    for dependency in dependencies:
        if dependency in modules and dependency not in seen:
            yield f"Package.swift gives {dependency} to {name}, which does not import it"
        if dependency in modules and ORDER.index(dependency) >= ORDER.index(name):
            yield f"the arrow from {name} to {dependency} turns back"


def check_catalogs(folder):
    """Every file beside a Catalog.swift, or in a folder below it, is listed there by its name."""
    for place, _, names in sorted(os.walk(folder)):
        if "Catalog.swift" not in names:
            continue
        with open(os.path.join(place, "Catalog.swift"), encoding="utf-8") as file:
            catalog = file.read()
        for path in listed(place):
            name = os.path.basename(path)[: -len(".swift")].split("+")[0]
            if not re.search(rf"\b{name}\b", catalog):
                yield f"{path} is not listed in {place}/Catalog.swift"


def listed(place):
    """The files that a catalog answers for: those beside it; of commands, those of each group."""
    deep = os.path.basename(place) in {"Commands", "Documents"}
    for inner, folders, names in sorted(os.walk(place)):
        for name in sorted(names):
            if name.endswith(".swift") and name != "Catalog.swift":
                yield os.path.join(inner, name)
        if not deep:
            return


def check_suites():
    """Every file of tests has a suite of its name: a filter for it that runs nothing is green."""
    for place, _, names in sorted(os.walk("Tests")):
        if not re.match(r"Tests/\w+Tests\b", place):
            continue
        for name in sorted(names):
            if not name.endswith("Tests.swift"):
                continue
            suite = name[: -len(".swift")]
            path = os.path.join(place, name)
            with open(path, encoding="utf-8") as file:
                if not re.search(rf"\b(struct |class |extension \w+\.){suite}\b", file.read()):
                    yield f"{path} has no suite {suite}"


def main():
    found = targets()
    if "--arrows" in sys.argv:
        for name in ORDER:
            if name in found:
                print(name, "->", " ".join(sorted(found[name][1], key=rank)) or "nothing")
        return 0
    faults = [f"{name} has no place in scripts/house.py" for name in found if name not in ORDER]
    for folder in sorted(os.listdir("Sources")):
        if folder not in found:
            faults.append(f"Sources/{folder} is no target of Package.swift")
    for name, (folder, dependencies) in found.items():
        if name not in ORDER:
            continue
        faults += check_imports(name, folder, dependencies, found.keys())
        faults += check_catalogs(folder)
    faults += check_suites()
    for fault in faults:
        print("house:", fault, file=sys.stderr)
    return 1 if faults else 0


def rank(name):
    return ORDER.index(name) if name in ORDER else len(ORDER)


if __name__ == "__main__":
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
    sys.exit(main())
