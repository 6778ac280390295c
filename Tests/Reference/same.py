#!/usr/bin/env python3
"""same.py PYTHON.json TLM.json [--without KEY]…

Compares two whole documents: every figure of the first must be in the second, and of objects under
KEY nothing is compared. Exit 1 and the paths where they differ. What a slope is fitted to has no
exact digits: there twelve of them are enough.
"""

import json
import math
import sys

from compare import differences, is_number


def without(value, keys):
    if isinstance(value, dict):
        return {key: without(each, keys) for key, each in value.items() if key not in keys}
    return [without(each, keys) for each in value] if isinstance(value, list) else value


def main():
    names = [each for each in sys.argv[1:] if not each.startswith("--")]
    keys = {each.split("=", 1)[1] for each in sys.argv[1:] if each.startswith("--without=")}
    documents = []
    for path in names:
        with open(path, encoding="utf-8") as file:
            documents.append(without(json.load(file), keys))
    found = [each for each in differences(*documents)
             if not (each[0].endswith("/slope") and is_number(each[1]) and is_number(each[2])
                     and math.isclose(each[1], each[2], rel_tol=1e-9, abs_tol=1e-12))]
    for path, left, right in found[:20]:
        print("%s: %r, %r" % (path, left, right))
    if len(found) > 20:
        print("and %d more" % (len(found) - 20))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
