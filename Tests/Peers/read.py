"""Reads a log as somebody does who has never heard of tlm.

read.py READER FILE…    READER: jq, duckdb, duckdb-ignoring-errors, pandas, tlm

Prints [event, writer, count, sum of n, length of all texts] for each event and writer, sorted, as
JSON. Of tlm the FILE is its binary and the store. Ends with 3 where the reader gives up, and prints
what it had by then.
"""

import json
import subprocess
import sys
from collections import defaultdict


def grouped(rows):
    groups = defaultdict(lambda: [0, 0, 0])
    for event, writer, n, text in rows:
        group = groups[(event, None if writer is None else int(writer))]
        group[0] += 1
        group[1] += int(n or 0)
        group[2] += len(text or "")
    keys = sorted(groups, key=lambda key: (str(key[0]), -1 if key[1] is None else key[1]))
    return [[*key, *groups[key]] for key in keys]


def of_lines(lines):
    for line in lines:
        event = json.loads(line)
        yield event.get("event"), event.get("writer"), event.get("n"), event.get("text")


def jq(files):
    shown = subprocess.run(
        ["jq", "-c", "{event, writer, n, text}", *files], capture_output=True, text=True)
    return grouped(of_lines(shown.stdout.splitlines())), shown.stderr.strip()


def duckdb(files, options=""):
    import duckdb

    # The file names go in as they are; the schema is what DuckDB finds by itself.
    names = ", ".join("'" + name.replace("'", "''") + "'" for name in files)
    query = f"select event, writer, n, text from read_json_auto([{names}]{options})"
    try:
        return grouped(duckdb.sql(query).fetchall()), ""
    except duckdb.Error as error:
        return [], str(error)


def pandas(files):
    import pandas

    rows = []
    try:
        for name in files:
            frame = pandas.read_json(name, lines=True)
            for key in ("event", "writer", "n", "text"):
                if key not in frame:
                    frame[key] = None
            frame = frame[["event", "writer", "n", "text"]].astype(object)
            frame = frame.where(frame.notna(), None)
            rows += frame.itertuples(index=False, name=None)
    except ValueError as error:
        return grouped(rows), str(error)
    return grouped(rows), ""


def tlm(files):
    binary, store = files
    lines = subprocess.run(
        [binary, "query", "--event", "*", "--jsonl", "--store", store],
        capture_output=True, text=True, check=True)
    return grouped(of_lines(lines.stdout.splitlines())), ""


def main():
    reader, *files = sys.argv[1:]
    readers = {
        "jq": jq,
        "duckdb": duckdb,
        "duckdb-ignoring-errors": lambda files: duckdb(files, ", ignore_errors=true"),
        "pandas": pandas,
        "tlm": tlm,
    }
    groups, failure = readers[reader](files)
    print(json.dumps({"groups": groups, "failure": failure}))
    sys.exit(3 if failure else 0)


main()
