#!/usr/bin/env python3
"""Writes every public symbol that `import TLM` and its siblings show, one a line, sorted.

face.py GRAPHS FILE MODULE… reads the symbol graphs of these modules and writes FILE. With --check
it writes nothing, and ends with 1 where FILE says something else, or where `import TLM` shows 90
types or more. With it or without, it ends with 1 where a public symbol has no comment.
"""
import difflib
import glob
import json
import os
import sys
import urllib.parse

TYPES = {"struct", "class", "enum", "protocol", "actor"}
# What `import TLM` does not pass on: products of their own.
SEPARATE = {
    "TLMCommand", "ProjectionTesting", "Telemetry", "TelemetryTesting", "Emitting",
    "TelemetryLogging",
    "TelemetryMetrics", "TelemetryTracing", "TelemetryBootstrap", "TelemetryService",
}
LIMIT = 90
# Symbols without a comment that are named; the others are counted.
NAMED = 20


def symbols(graphs, module):
    """Of one module, each symbol once: (path, kind, declaration, where it lacks a comment)."""
    seen = set()
    paths = glob.glob(f"{graphs}/{module}.symbols.json") + glob.glob(f"{graphs}/{module}@*.symbols.json")
    for path in sorted(paths):
        with open(path, encoding="utf-8") as file:
            graph = json.load(file)
        for symbol in graph["symbols"]:
            name = symbol["identifier"]["precise"]
            if name in seen:
                continue
            seen.add(name)
            words = "".join(part["spelling"] for part in symbol.get("declarationFragments", []))
            kind = symbol["kind"]["identifier"][6:]
            yield symbol["pathComponents"], kind, " ".join(words.split()), bare(symbol)


def bare(symbol):
    """`file:line` of a symbol without a comment; empty where it has one, or nobody wrote it.

    The compiler gives what a conformance asks for the comment of its protocol, and what it makes
    itself has no place.
    """
    comment = symbol.get("docComment", {}).get("lines", [])
    if "location" not in symbol or any(line["text"].strip() for line in comment):
        return ""
    path = urllib.parse.unquote(urllib.parse.urlparse(symbol["location"]["uri"]).path)
    return f"{os.path.relpath(path)}:{symbol['location']['position']['line'] + 1}"


def complain(undocumented):
    """Names the symbols without a comment; returns the status to end with."""
    for place, name in undocumented[:NAMED]:
        print(f"face: {place}: {name} has no comment", file=sys.stderr)
    if len(undocumented) > NAMED:
        print(f"face: and {len(undocumented) - NAMED} more public symbols", file=sys.stderr)
    return 1 if undocumented else 0


def main():
    arguments = [word for word in sys.argv[1:] if word != "--check"]
    graphs, target, modules = arguments[0], arguments[1], sorted(arguments[2:])
    lines, shown, undocumented = [], 0, []
    for module in modules:
        found = sorted(symbols(graphs, module))
        types = sum(len(path) == 1 and kind in TYPES for path, kind, _, _ in found)
        if module not in SEPARATE:
            shown += types
        lines.append(f"# {module}: {types} types, {len(found)} symbols")
        lines += [f"{module}.{'.'.join(path)}: {words}" for path, _, words, _ in found]
        undocumented += [
            (place, f"{module}.{'.'.join(path)}") for path, _, _, place in found if place]
    text = "\n".join([f"# import TLM shows {shown} types", *lines, ""])
    if "--check" not in sys.argv:
        with open(target, "w", encoding="utf-8") as file:
            file.write(text)
        return complain(undocumented)
    known = ""
    if os.path.exists(target):
        with open(target, encoding="utf-8") as file:
            known = file.read()
    status = complain(undocumented)
    if text != known:
        difference = difflib.unified_diff(
            known.splitlines(), text.splitlines(), target, "now", lineterm="", n=0)
        for line in list(difference)[:60]:
            print("face:", line, file=sys.stderr)
        print("face: public symbols changed; make docs writes them anew", file=sys.stderr)
        status = 1
    if shown >= LIMIT:
        print(f"face: import TLM shows {shown} types, and fewer than {LIMIT} are enough", file=sys.stderr)
        status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
