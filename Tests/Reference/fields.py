"""What an event says: the well-known fields under every name and in every place they occur."""

import re

from times import duration, instant, is_number

NAMES = ("event", "event_type", "type", "hook_event_name", "record_type")
TIMES = ("ts", "timestamp", "@timestamp", "time", "@t", "eventTime", "created_at", "start_time",
         "started_at", "sample_timestamp", "probed_at", "rated_at", "updated_at", "end_time",
         "timeUnixNano", "t", "startTimeUnixNano")
LOGGER_TIMES = ("time", "@t", "eventTime", "t", "startTimeUnixNano")  # at the top level only
DURATIONS = {"duration_s": 1e9, "duration_seconds": 1e9, "elapsed_s": 1e9,
             "duration_ms": 1e6, "latency_ms": 1e6, "response_time_ms": 1e6, "duration": 1e6}
ALIASES = {"session_id": ("session_id", "sessionId", "session.id"),
           "trace_id": ("trace_id", "traceId"), "run_id": ("run_id", "runId"),
           "issue_id": ("issue_id", "issueId"),
           "tool_name": ("tool_name", "toolName", "tool.name")}
NESTED = ("metadata", "data", "payload")

WORD_FIELDS = ("result", "outcome", "status", "verdict")
WORDS = {word: outcome for outcome, words in {
    "success": "pass passed ok success succeeded completed done closed yes true",
    "failure": "fail failed failure error errored crashed aborted killed no false",
    "skipped": "skipped",
    "partial": "partial",
    "timeout": "timeout timed_out",
    "cancelled": "cancelled canceled interrupted",
    "blocked": "blocked denied refused rejected",
    "running": "running started open in_progress pending",
}.items() for word in words.split()}

COMPLETIONS = {
    "issue_complete": "success", "issue.completed": "success", "issue.closed": "success",
    "state.issue_completed": "success", "parallel.worker_completed": "success",
    "state.issue_failed": "failure", "state.issue_skipped": "skipped",
}

INVALID = "invalid"


def find(event, keys, accept):
    """The first accepted (key, value): at the top level, then inside each nested object."""
    nested = (event.get(key) for key in NESTED)
    for scope in [event] + [value for value in nested if isinstance(value, dict)]:
        for key in keys:
            if key in scope and accept(scope[key]):
                return key, scope[key]
    return None, None


def is_text(value):
    return isinstance(value, str) and value != ""


def is_integer(value):
    return isinstance(value, int) and not isinstance(value, bool) and -(1 << 63) <= value < 1 << 63


def is_share(value):
    return is_number(value) and 1e-9 <= float(value) <= 1


def name(event):
    return next((event[key] for key in NAMES if is_text(event.get(key))), None)


UNREADABLE = "unreadable"


def told_time(event):
    """The time that the first key tells, UNREADABLE, or None if none tells anything."""
    value = next((event[key] for key in TIMES if tells_time(key, event.get(key))), None)
    if value is None:
        nested = {key: event[key] for key in NESTED if key in event}
        keys = [key for key in TIMES if key not in LOGGER_TIMES]
        value = find(nested, keys, lambda value: value is not None and value != "")[1]
    if value is None:
        return None
    time = instant(value)
    # The smallest number of 64 bits stands for no time.
    return UNREADABLE if time is None or time == -(1 << 63) else time


def tells_time(key, value):
    """Whether a value is there; a small number under `time` and `t` is a count or a length."""
    if value is None or isinstance(value, str) and value == "":
        return False
    is_numeric = is_number(value) or \
        isinstance(value, str) and re.fullmatch(r"-?[0-9]+(?:\.[0-9]+)?", value)
    time = instant(value) if key in ("time", "t") and is_numeric else None
    return time is None or abs(time) >= 10**17


def own_time(event):
    time = told_time(event)
    return None if time == UNREADABLE else time


IDS = ("tool_use_id", "issue_id", "session_id", "trace_id", "run_id", "tool", "component", "project", "stream")


def text(event, key):
    """A text that is not empty; of an id also a whole number, as its digits."""
    value = find(event, ALIASES.get(key, (key,)), is_id if key in IDS else is_text)[1]
    return value if value is None or isinstance(value, str) else str(value)


def is_id(value):
    return is_text(value) or isinstance(value, int) and not isinstance(value, bool)


def integer(event, key):
    return find(event, (key,), is_integer)[1]


def members(event, key):
    return find(event, (key,), lambda value: isinstance(value, dict))[1] or {}


def length(event):
    """The duration in ns: None without one, INVALID if it is negative, absurd or unreadable."""
    ns = told(event)
    return ns if ns is None or ns == INVALID else valid(ns)


def told(event):
    """The length that the first key tells, which may be negative, None or INVALID."""
    nested = (event.get(key) for key in NESTED)
    for scope in [event] + [value for value in nested if isinstance(value, dict)]:
        for key in DURATIONS:
            ns = read_length(scope.get(key), DURATIONS[key])
            if ns is not None:
                return ns
    return None


def told_length(event, key):
    """What one key tells."""
    return read_length(find(event, (key,), lambda value: value is not None)[1], DURATIONS[key])


def read_length(value, unit):
    """Nanoseconds of a value; None for one that says nothing."""
    if value is None or isinstance(value, str) and value == "":
        return None
    if is_number(value):
        ns = duration(value, unit)
    elif isinstance(value, str):
        ns = length_of_text(plain(value), unit)
    else:
        ns = None
    return INVALID if ns is None else ns


NUMBER = r"(?:[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)"
UNITS = {"ns": 1, "us": 1e3, "µs": 1e3, "μs": 1e3, "ms": 1e6, "s": 1e9, "sec": 1e9, "m": 6e10,
         "min": 6e10, "h": 3.6e12, "d": 8.64e13}
PARTS = re.compile(r"(%s) *([^\W\d_]+) *" % NUMBER)
ISO = re.compile(r"p(?=.)(?:(N)w)?(?:(N)d)?(?:t(?=.)(?:(N)h)?(?:(N)m)?(?:(N)s)?)?"
                 .replace("N", NUMBER))
ISO_UNITS = (6.048e14, 8.64e13, 3.6e12, 6e10, 1e9)


def length_of_text(text, unit):
    """Nanoseconds of a bare number, of numbers with units or of ISO 8601; None if unreadable."""
    sign, text = (-1, text[1:]) if text[:1] == "-" else (1, text[text[:1] == "+":])
    if re.fullmatch(NUMBER + r"(?:e[+-]?[0-9]+)?", text):
        parts = [(text, unit)]
    elif ISO.fullmatch(text):
        parts = [(number, each) for number, each in zip(ISO.fullmatch(text).groups(), ISO_UNITS)
                 if number]
    elif text and PARTS.sub("", text) == "" and text[0] != " ":
        parts = [(number, UNITS.get(word)) for number, word in PARTS.findall(text)]
    else:
        return None
    if any(each is None for _, each in parts):
        return None
    total = 0
    for number, each in parts:
        ns = duration(float(number.replace(",", ".")), each)
        if ns is None or abs(total + ns) > 9 * 10**18:
            return None
        total += ns
    return sign * total


def valid(ns):
    """`ns` if it is a length of time: not negative, not beyond 9e9 s."""
    return ns if ns is not None and 0 <= ns <= 9 * 10**18 else INVALID


UNFAVOURABLE = ("failure", "timeout", "cancelled", "blocked")


def outcome(event):
    """How it ended by what the line tells, "unknown" if that cannot be read, or None."""
    told = [word for word in (told_outcome(event, key) for key in OUTCOME_FIELDS) if word]
    for word in told:
        if word in UNFAVOURABLE:
            return word
    if told:
        return "unknown" if "unknown" in told else told[0]
    return COMPLETIONS.get(name(event))


OUTCOME_FIELDS = WORD_FIELDS + ("success", "exit_code", "is_error", "isError", "error")


def told_outcome(event, key):
    _, value = find(event, (key,), lambda value: value is not None)
    return read_outcome(key, value)


def read_outcome(key, value):
    """What one field says; None if nothing."""
    if value is None or value == "" and isinstance(value, str):
        return None
    if key == "error":
        return None if value is False or value in ([], {}) and isinstance(value, (list, dict)) \
            else "failure"
    if key in ("is_error", "isError"):
        return {True: "failure", False: "success", None: "unknown"}[flag(value)]
    if key == "success" and flag(value) is not None:
        return "success" if flag(value) else "failure"
    if key == "exit_code":
        code = whole(value)
        return "unknown" if code is None else "success" if code == 0 else "failure"
    if isinstance(value, bool):
        return "success" if value else "failure"
    return WORDS.get(plain(value), "unknown") if isinstance(value, str) else "unknown"


def plain(word):
    return word.strip(" \t\n\v\f\r").lower()


def flag(value):
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float)):
        return {0: False, 1: True}.get(value)
    if isinstance(value, str):
        return {"true": True, "yes": True, "1": True,
                "false": False, "no": False, "0": False}.get(plain(value))
    return None


def whole(value):
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return value if value == value // 1 else None
    if isinstance(value, str):
        digits = plain(value)
        body = digits[1:] if digits[:1] in ("+", "-") else digits
        return int(digits) if body.isascii() and body.isdigit() and len(body) <= 18 else None
    return None


def issue_type(event):
    """The field, else the ASCII letters before the first hyphen of the id, else unknown."""
    prefix, hyphen, _ = (text(event, "issue_id") or "").partition("-")
    letters = prefix if hyphen and prefix.isascii() and prefix.isalpha() else None
    return text(event, "issue_type") or letters or "unknown"
