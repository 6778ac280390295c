"""Values of questions and what is computed of them: an evaluation of their trees, without a parser.

A value is a pair of a kind and what it is: ("num", int or float), ("text", str), ("flag", bool),
("dur", ns), ("time", ns), ("json", object), or MISSING.
"""

import datetime
import math
import re

import fields
from fields import INVALID, told
from times import instant

MISSING = ("missing", None)
LOW, HIGH, WIDE = -(1 << 63), 1 << 63, 1 << 64
RANKS = {"flag": 0, "num": 1, "dur": 2, "time": 3, "text": 4, "json": 5, "missing": 6}


def number(value):
    """A number as a line's is read: whole within 64 bits, else the nearest double."""
    if isinstance(value, int):
        if LOW <= value < WIDE:
            return ("num", value)
        try:
            value = float(value)
        except OverflowError:
            return MISSING
    value = float(value)
    return ("num", value) if math.isfinite(value) else MISSING


def datum(value):
    if value is None:
        return MISSING
    if isinstance(value, bool):
        return ("flag", value)
    if isinstance(value, (int, float)):
        return number(value)
    return ("text", value) if isinstance(value, str) else ("json", value)


ABSENT = object()


def look_up(event, path):
    """What stands under a name, or along its dots; ABSENT where that is nothing."""
    if path in event:
        return ABSENT if event[path] is None else event[path]
    value = event
    for step in path.split("."):
        if not isinstance(value, dict) or step not in value:
            return ABSENT
        value = value[step]
    return ABSENT if value is None else value


def spelled(text):
    """The integer beyond 2^53 that a text spells; None for every other text."""
    match = re.fullmatch(r"(-?)([0-9]{1,20})", text, re.ASCII)
    if not match:
        return None
    value = int(text)
    if len(text) >= 16 and LOW <= value < HIGH and abs(value) > 1 << 53:
        return value
    return value if len(text) >= 19 and HIGH <= value < WIDE else None


def exact(value):
    kind, content = value
    return content if kind == "num" else spelled(content) if kind == "text" else None


def order(left, right):
    """-1, 0 or 1; None for what cannot be compared."""
    kinds = (left[0], right[0])
    if kinds == ("flag", "flag"):
        return 0 if left[1] == right[1] else None
    if kinds == ("text", "text"):
        one, two = left[1].encode(), right[1].encode()
    elif kinds[0] == kinds[1] and kinds[0] in ("dur", "time"):
        one, two = left[1], right[1]
    elif set(kinds) <= {"num", "text"}:
        one, two = exact(left), exact(right)
        if one is None or two is None:
            return None
    else:
        return None
    return -1 if one < two else 0 if one == two else 1


def order_to_literal(value, literal):
    """A text that is written in a question is equal to texts only."""
    return None if literal[0] == "text" and value[0] != "text" else order(value, literal)


def precedes(left, right):
    if RANKS[left[0]] != RANKS[right[0]]:
        return RANKS[left[0]] < RANKS[right[0]]
    if left[0] == "flag":
        return not left[1] and right[1]
    return order(left, right) == -1


def plain(value):
    """Equal numbers are one."""
    if value[0] == "num" and isinstance(value[1], float) and value[1] == int(value[1]) \
            and LOW <= int(value[1]) < WIDE:
        return ("num", int(value[1]))
    return value


def holds(sign, found):
    return {"=": found == 0, "!=": found != 0, "<": found == -1, "<=": found in (-1, 0),
            ">": found == 1, ">=": found in (0, 1)}[sign]


def checked(kind, value):
    return (kind, value) if LOW <= value < HIGH else MISSING


def finite(value):
    return ("num", value) if math.isfinite(value) else MISSING


def is_whole(value):
    return value[0] == "num" and isinstance(value[1], int) and value[1] < HIGH


def divided(left, right):
    try:
        return finite(left / right) if right else MISSING
    except OverflowError:
        return MISSING


def computed(left, sign, right):
    kinds = (left[0], right[0])
    if is_whole(left) and is_whole(right):
        if sign == "/":
            return divided(float(left[1]), float(right[1]))
        one, two = left[1], right[1]
        return checked("num", one + two if sign == "+" else one - two if sign == "-" else one * two)
    if "time" in kinds or "dur" in kinds:
        return timed(left, sign, right)
    if kinds != ("num", "num"):
        return MISSING
    one, two = float(left[1]), float(right[1])
    if sign == "/":
        return divided(one, two)
    return finite(one + two if sign == "+" else one - two if sign == "-" else one * two)


def timed(left, sign, right):
    kinds = (left[0], sign, right[0])
    if kinds == ("dur", "+", "dur"):
        return checked("dur", left[1] + right[1])
    if kinds in (("dur", "-", "dur"), ("time", "-", "time")):
        return checked("dur", left[1] - right[1])
    if kinds == ("dur", "/", "dur"):
        return divided(float(left[1]), float(right[1]))
    if kinds in (("time", "+", "dur"), ("dur", "+", "time")):
        return checked("time", left[1] + right[1])
    if kinds == ("time", "-", "dur"):
        return checked("time", left[1] - right[1])
    if kinds[0] == "dur" and sign in "*/" and right[0] == "num":
        return scaled(left[1], sign, right)
    if kinds == ("num", "*", "dur"):
        return scaled(right[1], "*", left)
    return MISSING


def scaled(length, sign, factor):
    if sign == "*" and is_whole(factor):
        return checked("dur", length * factor[1])
    value = float(factor[1])
    found = divided(float(length), value) if sign == "/" else finite(float(length) * value)
    if found is MISSING:
        return MISSING
    whole = math.trunc(found[1])
    if abs(found[1] - whole) >= 0.5:
        whole += 1 if found[1] > 0 else -1
    return checked("dur", whole)


def negated(value):
    if value[0] == "dur" or is_whole(value):
        return checked(value[0], -value[1])
    return ("num", -float(value[1])) if value[0] == "num" else MISSING


def absolute(value):
    if value[0] == "dur" or is_whole(value):
        return checked(value[0], abs(value[1]))
    return ("num", abs(value[1])) if value[0] == "num" else MISSING


def in_milliseconds(path):
    last = path.split(".")[-1]
    return last in ("duration", "ms") or last.endswith(("_ms", "Ms", "_millis", "_milliseconds"))


def duration_of(event, path):
    value = look_up(event, path)
    if value is ABSENT:
        return MISSING
    ns = fields.read_length(value, 1e6 if in_milliseconds(path) else 1e9)
    return MISSING if ns in (None, INVALID) else ("dur", ns)


def time_of(event, path):
    value = look_up(event, path)
    ns = None if value is ABSENT else instant(value)
    return MISSING if ns is None else ("time", ns)


def read_number(text):
    """As a bare word of a question is one."""
    if not re.fullmatch(r"[0-9+\-.eE]*[0-9]", text, re.ASCII):
        return MISSING
    if re.fullmatch(r"[+-]?[0-9]+", text):
        value = int(text)
        return ("num", value) if LOW <= value < WIDE else finite(float(text))
    try:
        return finite(float(text))
    except ValueError:
        return MISSING


def shown(ns):
    return datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=ns // 10**9)


def event_duration(event):
    ns = told(event)
    if ns is None and all(fields.integer(event, key) is not None
                          for key in ("startTimeUnixNano", "endTimeUnixNano")):
        ns = fields.integer(event, "endTimeUnixNano") - fields.integer(event, "startTimeUnixNano")
    return MISSING if ns in (None, INVALID) else ("dur", ns)
