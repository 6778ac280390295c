"""What other people's programs find in an export: the same values as in the log, or what differs.

opened.py LOG FORMAT FILE: LOG is a file of JSON lines, FILE what `tlm export` made of it. Says what each
reader found wrong, a line each, and ends with 1 where there is anything.
"""

import csv
import json
import re
import sys

import duckdb
import openpyxl
import pandas

# Columns that hold texts just as they stand in the lines of the tests.
TEXTS = ["event", "tool", "session_id", "issue_id", "phase", "model"]
NUMBERS = ["duration_s", "input_tokens", "cost_usd"]


def expected(path):
    """The rows that the lines of a log come to, read by Python alone."""
    rows = []
    with open(path, "rb") as file:
        for line in file:
            value = json.loads(line)
            row = {name: value.get(name) for name in TEXTS + NUMBERS}
            row["message"] = value.get("msg")
            row["note"] = value.get("note")
            rows.append(row)
    return rows


def disarmed(text):
    """What stands in a CSV cell for a text."""
    if not isinstance(text, str) or not text:
        return text
    text = text.replace("\0", "\ufffd")
    if text[0] in "=@\t\r\n":
        return "'" + text
    if text[0] in "+-" and not re.fullmatch(r"[+-]([0-9]+(\.[0-9]+)?|\.[0-9]+)([eE][+-]?[0-9]+)?", text):
        return "'" + text
    return text


def same(left, right):
    if left is None or left == "":
        return right is None or right == "" or right != right
    if isinstance(left, (int, float)):
        return right is not None and abs(float(left) - float(right)) <= 1e-9 * max(1, abs(float(left)))
    return left == right


def compare(reader, rows, found, change=lambda text: text):
    if len(rows) != len(found):
        yield f"{reader}: {len(found)} rows, and not {len(rows)}"
        return
    for number, (row, other) in enumerate(zip(rows, found)):
        for name in TEXTS + NUMBERS + ["message"]:
            value = row[name]
            value = change(value) if isinstance(value, str) else value
            if not same(value, other[name]):
                yield f"{reader}: row {number} {name}: {value!r} is {other[name]!r}"


def table(frame):
    frame = frame.astype(object).where(frame.notna(), None)
    return frame.to_dict("records")


def read_csv(path, rows):
    with open(path, newline="", encoding="utf-8") as file:
        yield from compare("csv", rows, list(csv.DictReader(file)), disarmed)
    frame = pandas.read_csv(path, dtype={name: str for name in TEXTS + ["message"]},
                            keep_default_na=False, na_values={name: [""] for name in NUMBERS})
    yield from compare("pandas", rows, table(frame), disarmed)
    types = {name: "VARCHAR" for name in TEXTS + ["message"]}
    found = duckdb.sql(f"select * from read_csv('{path}', types={types}, parallel=false)").df()
    yield from compare("duckdb", rows, table(found), disarmed)


def read_jsonl(path, rows):
    with open(path, encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    plain = [dict(row, message=row["message"]) for row in rows]
    found = [dict({name: line.get(name) for name in TEXTS + NUMBERS}, message=line.get("msg"))
             for line in lines]
    yield from compare("json", plain, found)
    columns = {name: "VARCHAR" for name in TEXTS + ["msg"]} | {name: "DOUBLE" for name in NUMBERS}
    frame = duckdb.sql(
        f"select * from read_json('{path}', format='newline_delimited', columns={columns})").df()
    yield from compare("duckdb", plain, table(frame.rename(columns={"msg": "message"})))


def read_json(path, rows):
    with open(path, encoding="utf-8") as file:
        lines = json.load(file)
    found = [dict({name: line.get(name) for name in TEXTS + NUMBERS}, message=line.get("msg"))
             for line in lines]
    yield from compare("json", rows, found)
    columns = {name: "VARCHAR" for name in TEXTS + ["msg"]} | {name: "DOUBLE" for name in NUMBERS}
    frame = duckdb.sql(f"select * from read_json('{path}', format='array', columns={columns})").df()
    yield from compare("duckdb", rows, table(frame.rename(columns={"msg": "message"})))


def read_xlsx(path, rows):
    book = openpyxl.load_workbook(path)
    if book.sheetnames != ["rows", "summary", "by agent"]:
        yield f"openpyxl: sheets {book.sheetnames}"
    sheet = book["rows"]
    heading, *cells = list(sheet.iter_rows())
    names = [cell.value for cell in heading]
    for row in cells:
        for cell in row:
            if cell.data_type == "f":
                yield f"openpyxl: {cell.coordinate} is a formula"
    found = [dict(zip(names, [cell.value for cell in row])) for row in cells]

    def in_cell(text):
        # A cell takes so many characters, and control characters by their numbers.
        if len(text) > 32767:
            text = text[:32767 - 6] + " \u2026 cut"
        return re.sub("[\x01-\x08\x0b-\x1f]", lambda found: f"_x{ord(found[0]):04X}_",
                      text.replace("\0", "\ufffd"))
    for row in found:
        for name in TEXTS + ["message"]:
            if isinstance(row[name], str):
                row[name] = in_cell(row[name])
    yield from compare("openpyxl", rows, found, in_cell)
    frame = pandas.read_excel(path, sheet_name="summary", keep_default_na=False)
    counted = {}
    for row in rows:
        counted[row["event"]] = counted.get(row["event"], 0) + 1
    told = dict(zip(frame["event"], frame["events"]))
    if told.pop("(all)", None) != len(rows) or told != counted:
        yield f"pandas: the summary says {told}, and not {counted}"


def main():
    log, form, path = sys.argv[1:4]
    rows = expected(log)
    wrong = list({"csv": read_csv, "jsonl": read_jsonl, "json": read_json, "xlsx": read_xlsx}[form](path, rows))
    for line in wrong[:20]:
        print(line)
    return 1 if wrong else 0


sys.exit(main())
