#!/usr/bin/env python3
"""corpus.py

Prints the lines of Tests/Data/dialects/spellings.jsonl: what definitions.md and events.md allow, each
spelling at least once, and what they do not.
"""

import json

BEGIN = "2026-02-13T10:"
WORDS = ("pass passed ok success succeeded completed done closed yes true fail failed failure error "
         "errored crashed aborted killed no false skipped partial timeout timed_out cancelled canceled "
         "interrupted blocked denied refused rejected running started open in_progress pending").split()
OUTCOMES = [("result", word) for word in WORDS] + [
    ("outcome", " Failed "), ("status", "ERROR"), ("status", "Completed"), ("verdict", "NO"),
    ("verdict", "Yes"), ("success", "false"), ("success", "False"), ("success", 0), ("success", 1),
    ("success", "1"), ("success", False), ("success", True), ("exit_code", "1"), ("exit_code", 0),
    ("exit_code", "0"), ("exit_code", 137), ("exit_code", -1), ("is_error", "true"),
    ("is_error", True), ("is_error", "False"), ("isError", 1), ("error", "broken pipe"),
    ("error", ""), ("error", None), ("error", {}), ("error", []), ("error", False),
    ("error", {"code": 1}), ("result", True), ("status", False),
    ("status", "odd"), ("status", 200), ("result", ["ok"]), ("success", "maybe"), ("success", 2),
    ("exit_code", "one"), ("exit_code", 0.5), ("is_error", "perhaps"), ("outcome", {"word": "ok"})]
PAIRS = [{"status": "completed", "exit_code": 1}, {"result": "success", "is_error": True},
         {"status": "odd", "success": True}, {"status": "odd", "error": "x"},
         {"success": True, "status": "denied"}, {"result": "ok", "status": "skipped"},
         {"metadata": {"status": "failed"}}, {"data": {"result": "ok"}, "exit_code": "0"}]
LENGTHS = [("duration_s", 67.2), ("duration_s", "67.2"), ("duration_s", "250ms"), ("duration_s", "1.5s"),
           ("duration_s", "1m30s"), ("duration_s", "2h"), ("duration_s", "PT1.5S"),
           ("duration_s", "P1DT2H3M"), ("duration_s", "1,5 s"), ("duration_s", " 5 Min "),
           ("duration_seconds", 3), ("duration_seconds", "3"), ("elapsed_s", 0.25),
           ("elapsed_s", "0.25"), ("duration_ms", 250), ("duration_ms", "250"),
           ("duration_ms", "250 ms"), ("latency_ms", 12.75), ("latency_ms", "PT0.5S"),
           ("response_time_ms", 99), ("duration", 1200), ("duration", "20m"), ("duration_s", 0),
           ("duration_s", "0"), ("duration_s", -1), ("duration_s", "-3s"), ("duration_s", 1e10),
           ("duration_s", "9e9"), ("duration_s", None), ("duration_s", ""), ("duration_s", "soon"),
           ("duration_s", True), ("duration_s", [5]), ("duration_s", {"s": 5}),
           ("duration_ms", "12 parsecs"), ("duration_s", "PT"), ("latency_ms", "fast")]
TIMES = ["2026-02-13T11:00:00Z", "2026-02-13T11:00:01.5Z", "2026-02-13T11:00:02.123456789Z",
         "2026-02-13T12:00:03+01:00", "2026-02-13T12:00:04+01", "2026-02-13T12:00:05 +0100",
         "2026-02-13T12:00:06+0100", "2026-02-13T11:00:07,250Z", "2026-02-13 11:00:08",
         "2026-02-13 11:00:09+00:00", "2026-02-13T11:01", "2026-02-13", "2026-02-13T11:00:10 UTC",
         "20260213T110011Z", "20260213T110012.5+0000", "Fri, 13 Feb 2026 11:00:13 +0000",
         "13 Feb 2026 11:00 GMT", "Fri Feb 13 11:00:14 2026", "Fri Feb 13 11:00:15 UTC 2026",
         "2026-02-13T12:00:16+01:00[Europe/Berlin]", "2026-02-13T11:00:17Z[UTC]", 1770980418,
         1770980419.5, 1770980420123, 1770980421123456, 1770980422123456789, "1770980423",
         "1770980424.25", "1770980425123", "2026-02-13T11:00:26z", "", None,
         "yesterday", "2026-02-30T00:00:00Z", "2026-02-13T25:00:00Z", "12 o'clock", True, [], {}]
TIME_KEYS = ("ts", "timestamp", "@timestamp", "created_at", "start_time", "started_at",
             "sample_timestamp", "probed_at", "rated_at", "updated_at", "end_time", "timeUnixNano",
             "time", "@t", "eventTime", "t", "startTimeUnixNano")
LOGGERS = [
    {"level": 30, "time": 1770984000123, "pid": 657, "hostname": "box", "msg": "pino"},
    {"level": 50, "time": 1770984001123, "pid": 657, "hostname": "box", "msg": "pino", "err": {}},
    {"name": "app", "hostname": "box", "pid": 1, "level": 40, "msg": "bunyan",
     "time": "2026-02-13T12:00:02.123Z", "v": 0},
    {"level": "info", "time": 1770984003, "message": "zerolog"},
    {"time": "2026-02-13T13:00:04.5+01:00", "level": "WARN", "msg": "slog", "n": 1},
    {"@t": "2026-02-13T12:00:05.1234567Z", "@mt": "Serilog {Name}", "Name": "x"},
    {"@t": "2026-02-13T12:00:06Z", "@m": "Serilog x", "@l": "Warning"},
    {"ts": 1770984007.25, "level": "info", "msg": "zap", "caller": "a.go:1"},
    {"time": "2026-02-13T12:00:08Z", "level": "error", "msg": "logrus"},
    {"level": 35, "time": 1770984009123, "msg": "a level of one's own"},
    {"event": "step", "time": 12.5, "t": 3},
    {"event": "step", "t": 1770984010, "time": "7"},
    {"event": "step", "metadata": {"time": "noon", "t": "x"}}]
IDS = ("issue_id", "issueId", "session_id", "sessionId", "session.id", "trace_id", "traceId", "run_id",
       "runId", "tool")
NAMES = ("118", 118, "BUG-118", 2**64, True, {"id": 118}, [118], 1.5, "", None)


def at(minute, second):
    return "%s%02d:%02dZ" % (BEGIN, minute % 60, second % 60)


def events():
    """Every line as an object."""
    count = 0

    def stamped(**fields):
        nonlocal count
        count += 1
        return {"ts": at(count // 20, count * 3), **fields}

    for number, (key, value) in enumerate(OUTCOMES):
        yield stamped(event="tool_call_completed", tool_name="Bash", **{key: value})
        yield stamped(event="issue_complete", issue_id="BUG-%d" % number, tool="make", **{key: value})
        if number % 4 == 0:
            yield stamped(event="issue_phase", issue_id="FEAT-%d" % number, phase="build",
                          duration_s=number, **{key: value})
    for number, pair in enumerate(PAIRS):
        yield stamped(event="tool_call_completed", tool_name="Edit", **pair)
        yield stamped(event="issue.completed", issue_id="ENH-%d" % number, **pair)
        yield stamped(event="action_complete", state="test", **pair)
    for number, (key, value) in enumerate(LENGTHS):
        yield stamped(event="issue_phase", issue_id="FEAT-1", phase="test", **{key: value})
        yield stamped(event="tool_call_completed", tool_name="Read", **{key: value})
        yield stamped(event="issue_complete", issue_id="TASK-%d" % number, metadata={key: value})
        if key.endswith("_ms"):
            yield stamped(event="model_call_completed", latency_ms=value, model="m")
    for number, value in enumerate(TIMES):
        key = TIME_KEYS[number % len(TIME_KEYS)]
        yield {key: value, "event": "issue_complete", "issue_id": "TIME-%d" % number}
    for key in TIME_KEYS:
        yield {"event": "tool_call_completed", key: "2026-02-13T11:30:00Z", "success": False}
        yield {"event": "tick", key: "never"}
    yield from LOGGERS
    for key in IDS:
        for value in NAMES:
            yield stamped(event="issue_start", **{key: value})
    for number, value in enumerate((12.5, "12.5", 250, -1, True, None, "high", {})):
        yield stamped(event="system_metrics_snapshot", cpu_load_percent=value,
                      mem_used_percent=number, metrics={"perf_system_disk_usage": value})


def lines():
    return [json.dumps(event, ensure_ascii=False) + "\n" for event in events()]


if __name__ == "__main__":
    print("".join(lines()), end="")
