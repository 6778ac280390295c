"""What an event says: the well-known fields under every name and in every place they occur."""

from times import duration, instant, is_number

NAMES = ("event", "event_type", "type", "hook_event_name", "record_type")
TIMES = ("ts", "timestamp", "@timestamp", "created_at", "start_time", "started_at",
         "sample_timestamp", "probed_at", "rated_at", "updated_at", "end_time", "timeUnixNano")
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
    "failure": "fail failed failure error no false",
    "skipped": "skipped",
    "partial": "partial",
    "timeout": "timeout timed_out",
    "cancelled": "cancelled canceled interrupted",
    "running": "running started",
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


def name(event):
    return next((event[key] for key in NAMES if is_text(event.get(key))), None)


def own_time(event):
    _, value = find(event, TIMES, lambda value: instant(value) is not None)
    return instant(value)


def text(event, key):
    return find(event, ALIASES.get(key, (key,)), is_text)[1]


def integer(event, key):
    return find(event, (key,), is_integer)[1]


def members(event, key):
    return find(event, (key,), lambda value: isinstance(value, dict))[1] or {}


def length(event):
    """The duration in ns: None without one, INVALID if it is negative or absurd."""
    key, value = find(event, DURATIONS, is_number)
    if key is None:
        return None
    return valid(duration(value, DURATIONS[key]))


def valid(ns):
    """`ns` if it is a length of time: not negative, not beyond 9e9 s."""
    return ns if ns is not None and 0 <= ns <= 9 * 10**18 else INVALID


def outcome(event):
    """One of the seven outcomes, or None: by word, else by another field, else by name."""
    _, word = find(event, WORD_FIELDS, lambda value: isinstance(value, str) and value in WORDS)
    if word is not None:
        return WORDS[word]
    _, success = find(event, ("success",), lambda value: isinstance(value, bool))
    if success is not None:
        return "success" if success else "failure"
    exit_code = integer(event, "exit_code")
    if exit_code is not None:
        return "success" if exit_code == 0 else "failure"
    _, is_error = find(event, ("is_error", "isError"), lambda value: isinstance(value, bool))
    if is_error is not None:
        return "failure" if is_error else "success"
    if find(event, ("error",), lambda value: value not in (None, False, 0, "", [], {}))[0]:
        return "failure"
    return COMPLETIONS.get(name(event))


def issue_type(event):
    """The field, else the ASCII letters before the first hyphen of the id, else unknown."""
    prefix, hyphen, _ = (text(event, "issue_id") or "").partition("-")
    letters = prefix if hyphen and prefix.isascii() and prefix.isalpha() else None
    return text(event, "issue_type") or letters or "unknown"
