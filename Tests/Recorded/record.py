#!/usr/bin/env python3
"""record.py --tlm BINARY [--write] [CHAPTER…]

Runs tlm and compares everything that a user can see with what is in golden/: digests, documents,
tables, error sentences, exit codes, the bytes of a store. Ends with 1 where something differs and
says what. --write makes what it saw the golden documents instead. With chapters only these are run.
"""

import argparse
import concurrent.futures
import os
import sys
import time
import traceback

import recording
from chapters import CHAPTERS


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[2])
    parser.add_argument("--tlm", required=True, metavar="BINARY")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--times", action="store_true", help="say how long each chapter took")
    parser.add_argument("chapters", nargs="*", metavar="CHAPTER")
    options = parser.parse_args()
    unknown = set(options.chapters) - CHAPTERS.keys()
    if unknown:
        parser.error("there is no chapter %s; there are %s" % (
            ", ".join(sorted(unknown)), ", ".join(CHAPTERS)))
    os.umask(0o022)

    documents = {}
    names = options.chapters or list(CHAPTERS)
    with concurrent.futures.ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        binary = os.path.abspath(options.tlm)
        for name, recorded, seconds in pool.map(lambda name: record(name, binary), names):
            documents.update(recorded)
            if options.times:
                print("%-12s %4d documents  %5.1f s" % (name, len(recorded), seconds))
    failed = ["%s: %s" % (name, documents[name].strip()) for name in documents
              if name.endswith("/failed.txt")]
    if options.write and failed:
        print("nothing was written: " + "; ".join(failed), file=sys.stderr)
        return 1
    if options.write:
        recording.write(documents, options.chapters)
        return 0
    found = recording.differences(documents, options.chapters)
    for each in found:
        print(each, file=sys.stderr)
    print("%d documents, %s" % (
        len(documents), "not all as recorded" if found else "all as recorded"))
    return 1 if found else 0


def record(name, binary):
    start = time.monotonic()
    try:
        said = CHAPTERS[name](binary)
    except Exception:
        # What could not be recorded differs from what was.
        said = {"failed.txt": traceback.format_exc(limit=-2)}
    documents = {"%s/%s" % (name, each): text for each, text in said.items()}
    return name, documents, time.monotonic() - start


if __name__ == "__main__":
    sys.exit(main())
