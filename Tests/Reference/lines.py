"""Bytes to events: which lines are JSON objects, which are nothing, which are quarantined.

The judge of a line is simdjson's DOM. Python's json module is more liberal in six points, and each
of them is closed here: NaN and Infinity, integers beyond 64 bits, floats that overflow, depth, lone
surrogates in escapes, and the last instead of the first of duplicate keys.
"""

import json
import re
import sys

DEEPEST = 1023  # nested containers with something inside; simdjson does not count empty ones
SMALLEST_INTEGER, GREATEST_INTEGER = -(1 << 63), (1 << 64) - 1

BLANK, QUARANTINED = "blank", "quarantined"

sys.setrecursionlimit(5_000)


class Invalid(ValueError):
    """The text is not JSON that simdjson's DOM accepts."""


class Number(float):
    """A JSON number with a fraction or an exponent: the double, and its text for exact work."""

    def __new__(cls, text):
        self = super().__new__(cls, text)
        self.text = text
        return self


def judge(line):
    """What the bytes between two line feeds are: a list of events (dict), BLANK or QUARANTINED.

    A list, because a leading run of NULs is quarantined by itself and the rest is judged alone.
    """
    if line.endswith(b"\r"):
        line = line[:-1]
    if line.startswith(b"\0"):
        return [QUARANTINED, judge_text(line.lstrip(b"\0"))]
    return [judge_text(line)]


def judge_text(line):
    if line.startswith(b"\xef\xbb\xbf"):
        line = line[3:]
    if not line.strip(b" \t"):
        return BLANK
    try:
        value = parse(line)
    except ValueError:  # Invalid, json.JSONDecodeError and UnicodeDecodeError are all of this kind
        return QUARANTINED
    return value if isinstance(value, dict) else QUARANTINED


def parse(line):
    """The value of one line of JSON; raises ValueError where simdjson would refuse it."""
    if line.count(b"{") + line.count(b"[") > DEEPEST and depth(line) > DEEPEST:
        raise Invalid("too deep")
    value = DECODER.decode(line.decode("utf-8"))
    if HIGH_ESCAPE.search(line):
        refuse_lone_surrogates(line)
    return value


def depth(line):
    """The greatest number of nested containers that hold something."""
    now = most = 0
    for token in CONTAINER_OR_STRING.findall(line):
        if token in (b"{", b"["):
            now += 1
            most = max(most, now)
        elif token in (b"}", b"]"):
            now -= 1
    return most


# An empty container is one token that changes no depth, as is a string.
CONTAINER_OR_STRING = re.compile(
    rb'"[^"\\]*(?:\\.[^"\\]*)*"|\{[ \t\r]*\}|\[[ \t\r]*\]|[{}\[\]]', re.DOTALL)
HIGH_ESCAPE = re.compile(rb"\\u[dD][89a-fA-F]")
ESCAPE = re.compile(rb"\\(?:u([0-9a-fA-F]{4})|.)")


def refuse_lone_surrogates(line):
    """After each \\uD800…\\uDBFF comes \\uDC00…\\uDFFF at once, which stands nowhere else."""
    high_ends_at = None
    for escape in ESCAPE.finditer(line):
        unit = int(escape[1], 16) if escape[1] else 0
        follows_high = high_ends_at == escape.start()
        if high_ends_at is not None and not follows_high:
            raise Invalid("lone high surrogate")
        if follows_high != (0xDC00 <= unit <= 0xDFFF):
            raise Invalid("lone surrogate")
        high_ends_at = escape.end() if 0xD800 <= unit <= 0xDBFF else None
    if high_ends_at is not None:
        raise Invalid("lone high surrogate")


def integer(text):
    if len(text) > 20 or not SMALLEST_INTEGER <= int(text) <= GREATEST_INTEGER:
        raise Invalid("integer beyond 64 bits")
    return int(text)


def number(text):
    value = Number(text)
    if value in (float("inf"), float("-inf")):
        raise Invalid("number beyond a double")
    return value


def constant(text):
    raise Invalid(text)  # NaN, Infinity, -Infinity


def first_of_duplicates(pairs):
    value = {}
    for key, member in pairs:
        value.setdefault(key, member)
    return value


DECODER = json.JSONDecoder(
    object_pairs_hook=first_of_duplicates, parse_float=number, parse_int=integer,
    parse_constant=constant)
