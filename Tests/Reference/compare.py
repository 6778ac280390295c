#!/usr/bin/env python3
"""compare.py A.json B.json

Compares events, matched, quarantined and report of two replays; exit 1 if they differ. What a report
tells and nobody calculates is left out.
"""

import json
import math
import sys

COMPARED = ("events", "matched", "quarantined", "report")
TOLD = {"mode-state": ("why", "history")}
SHOWN = 20
MISSING = "(missing)"


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def differences(left, right, path=""):
    """Yields (path, left, right) wherever two JSON values are not the same."""
    if isinstance(left, dict) and isinstance(right, dict):
        for key in sorted(left.keys() | right.keys()):
            yield from differences(
                left.get(key, MISSING), right.get(key, MISSING), "%s/%s" % (path, key))
    elif isinstance(left, list) and isinstance(right, list) and len(left) == len(right):
        for index, pair in enumerate(zip(left, right)):
            yield from differences(*pair, "%s/%d" % (path, index))
    elif is_number(left) and is_number(right):
        if not math.isclose(left, right, rel_tol=1e-15):  # one unit in the last place of a double
            yield path, left, right
    elif type(left) is not type(right) or left != right:
        yield path, left, right


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: compare.py A.json B.json")
    documents = []
    for path in sys.argv[1:]:
        with open(path, encoding="utf-8") as file:
            document = json.load(file)
        for key in TOLD.get(document.get("projection"), ()):
            document["report"].pop(key, None)
        documents.append({key: document.get(key, MISSING) for key in COMPARED})
    found = list(differences(*documents))
    for path, left, right in found[:SHOWN]:
        print("%s: %r, %r" % (path, left, right))
    if len(found) > SHOWN:
        print("and %d more" % (len(found) - SHOWN))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
