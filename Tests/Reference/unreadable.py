#!/usr/bin/env python3
"""unreadable.py FILE…

Counts the values under well-known keys that nobody can read, over all lines of the files read as one
log, independently of tlm: by key, and where the first line with one begins. Prints JSON.
"""

import json
import sys

import lines
from fields import (DURATIONS, INVALID, LOGGER_TIMES, NAMES, NESTED, TIMES, WORD_FIELDS,
                    is_id, is_integer, is_share, name, read_length, read_outcome)
from times import instant, is_number

IDS = ("tool component source_component project issue_id issueId session_id sessionId session.id "
       "correlation_id correlationId causation_id causationId trace_id traceId run_id runId stream "
       "stream_id streamId event_id id idempotency_key "
       "tool_use_id task_id taskId parent_run_id parentRunId span_id spanId parent_span_id "
       "parentSpanId").split()
TEXTS = "phase tool_name toolName tool.name model model_id issue_type".split()
LEVELS = ("level", "severity", "@l")
COUNTS = ("input_tokens prompt_tokens tokens_prompt gen_ai.usage.input_tokens output_tokens "
          "completion_tokens tokens_completion gen_ai.usage.output_tokens cache_read_tokens "
          "cache_read_input_tokens gen_ai.usage.cache_read.input_tokens cache_creation_tokens "
          "cache_creation_input_tokens gen_ai.usage.cache_creation.input_tokens tokens").split()
AMOUNTS = ("cost_usd", "total_cost_usd", "total_cost")
TOP_LEVEL_ONLY = LOGGER_TIMES + ("sample_rate",)
OUTCOMES = WORD_FIELDS + ("success", "exit_code", "is_error", "isError")


def can_read(key, value):
    """Whether a value that is there can be read as what the key is to hold."""
    if key in TIMES:
        return instant(value) is not None
    if key in DURATIONS:
        if isinstance(value, str) or is_number(value):
            # A length that is too long can be read, and is invalid.
            return read_length(value, DURATIONS[key]) != INVALID or is_long(value, DURATIONS[key])
        return False
    if key in OUTCOMES:
        return read_outcome(key, value) != "unknown"
    if key in IDS:
        return is_id(value)
    if key in TEXTS or key in NAMES:
        return isinstance(value, str)
    if key in LEVELS:
        return isinstance(value, str) or \
            not isinstance(value, bool) and value in (10, 20, 30, 40, 50, 60)
    if key in COUNTS:
        return is_integer(value) or is_large(value)
    if key in AMOUNTS:
        return is_number(value)
    if key == "sample_rate":
        return is_share(value)
    return True


def is_long(value, unit):
    return is_number(value) and abs(float(value) * unit) > 9e18


def is_large(value):
    """How tlm writes integers beyond 2^53."""
    if not isinstance(value, str) or not value.lstrip("-").isdigit() or len(value) < 16:
        return False
    return 2**53 < abs(int(value)) < 2**63


def unreadable(event):
    """The keys of such values, in the order of the line."""
    for key, value in event.items():
        if key in NESTED and isinstance(value, dict):
            for inner, nested in value.items():
                if inner not in NAMES and inner not in TOP_LEVEL_ONLY and is_there(nested) \
                        and not can_read(inner, nested):
                    yield inner
        elif is_there(value) and not can_read(key, value) \
                and not (key in NAMES and name(event) is not None):
            yield key


def is_there(value):
    return value is not None and not (isinstance(value, str) and value == "")


def count(files):
    keys, first, position = {}, None, 0
    for file in files:
        for line in file:
            for found in lines.judge(line[:-1] if line.endswith(b"\n") else line):
                if not isinstance(found, dict):
                    continue
                for key in unreadable(found):
                    keys[key] = keys.get(key, 0) + 1
                    first = position if first is None else first
            position += len(line)
    return {"count": sum(keys.values()), "keys": dict(sorted(keys.items())), "first": first}


def main():
    if len(sys.argv) < 2:
        sys.exit("usage: unreadable.py FILE…")
    json.dump(count([open(path, "rb") for path in sys.argv[1:]]), sys.stdout)
    print()


if __name__ == "__main__":
    main()
