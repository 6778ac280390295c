"""Bytes to events: which lines are JSON objects, which are nothing, which are quarantined.

A line is an event if it is a JSON object by RFC 8259. Python's json module is more liberal in two
points, which are closed here: NaN and Infinity, and depth. Half a surrogate pair reads as U+FFFD.
"""

import json
import re
import sys

DEEPEST = 1023  # nested containers with something inside; simdjson does not count empty ones

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
    text = line.decode("utf-8")
    if HIGH_ESCAPE.search(line):
        text = LONE.sub(lambda match: match[1] or "\\ufffd", text)
    return DECODER.decode(text)


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
# What stays as it is, and half a pair.
LONE = re.compile(
    r"(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\[^u])"
    r"|\\u[dD][89a-fA-F][0-9a-fA-F]{2}")


def constant(text):
    raise Invalid(text)  # NaN, Infinity, -Infinity


DECODER = json.JSONDecoder(parse_float=Number, parse_constant=constant)
sys.set_int_max_str_digits(0) if hasattr(sys, "set_int_max_str_digits") else None
