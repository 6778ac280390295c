#!/usr/bin/env python3
"""Tests of tool-usage: a small example for each way to tell of a call."""

import io
import itertools
import json
import unittest

from replay import replay
from tool_usage import ToolUsage


def usage(*events):
    text = b"\n".join(json.dumps(each).encode() for each in events)
    return replay(ToolUsage(), [io.BytesIO(text)])["report"]


def hook(name, time=None, id_="1", **fields):
    return {"hook_event_name": name, "ts": time, "tool_name": "Bash", "tool_use_id": id_, **fields}


class CallTests(unittest.TestCase):
    def counts(self, report, tool):
        return [report["tools"][tool][key] for key in (
            "calls", "success", "failure", "other", "blocked", "sum_s")]

    def test_calls_that_one_event_tells_of(self):
        call = {"event": "tool_call_completed", "tool_name": "Read", "latency_ms": 100}
        report = usage(call, {**call, "success": False}, {**call, "status": "timeout"},
                       {**call, "event": "tool_call_failed", "success": True},
                       {**call, "event": "tool_call_blocked"})
        self.assertEqual(self.counts(report, "Read"), [5, 1, 2, 1, 1, 0.4])
        self.assertEqual(report["overall"]["error_rate"], 0.5)

    def test_what_agents_send_as_opentelemetry(self):
        def log(name, time, id_="1", **fields):
            return {"event": name, "ts": time, "tool_name": "Bash", "tool_use_id": id_, **fields}
        span = log("claude_code.tool", 10, kind="span", duration_s=4)
        report = usage(span, log("claude_code.tool_result", 13, success="false", duration_ms=2500),
                       log("claude_code.tool_decision", 9, decision="accept"),
                       log("codex.tool_decision", 20, "2", decision="denied"),
                       log("claude_code.tool", 19, "2"), {"event": "tool_result", "ts": 30},
                       {"event": "gemini_cli.tool_call", "tool_name": "Bash", "success": True})
        self.assertEqual(self.counts(report, "Bash"), [3, 1, 1, 0, 1, 2.5])
        self.assertEqual(self.counts(usage(span), "Bash"), [1, 1, 0, 0, 0, 4.0])

    def test_a_pair_of_hooks(self):
        report = usage(hook("PreToolUse", 10), hook("PreToolUse", 11), hook("PostToolUse", 14),
                       hook("PreToolUse", 15, "2"), hook("PermissionDenied", 16, "2"),
                       hook("PreToolUse", 17, "3"))
        self.assertEqual(self.counts(report, "Bash"), [2, 1, 0, 0, 1, 4.0])
        self.assertEqual(report["open"], 1)

    def test_a_result_counts_once_whatever_its_call_was(self):
        ask = {"type": "assistant", "message": {"content": [
            {"type": "tool_use", "id": "1", "name": "Read"}]}}
        answer = {"type": "user", "message": {"content": [
            {"type": "tool_result", "tool_use_id": id_, "is_error": True} for id_ in "12"]}}
        report = usage(ask, ask, answer, answer)
        self.assertEqual(self.counts(report, "Read"), [1, 0, 1, 0, 0, None])
        self.assertEqual(self.counts(report, "unknown"), [1, 0, 1, 0, 0, None])

    def test_a_call_counts_once_in_any_order(self):
        tellings = [
            hook("PreToolUse", 10), hook("PostToolUse", 14), hook("PostToolUse", 15),
            {"type": "assistant", "ts": 9, "message": {"content": [
                {"type": "tool_use", "id": "1", "name": "Bash"}]}},
            {"type": "user", "ts": 16, "message": {"content": [
                {"type": "tool_result", "tool_use_id": "1", "is_error": True}]}},
            {"event": "tool_call_completed", "ts": 17, "tool_use_id": "1", "risk_level": "high"}]
        for order in itertools.permutations(tellings):
            report = usage(*order)
            self.assertEqual(self.counts(report, "Bash"), [1, 0, 1, 0, 0, 5.0])
            self.assertEqual((list(report["by_risk"]), report["open"]), (["high"], 0))

    def test_short_ids_are_of_a_session_and_long_ones_of_all(self):
        for id_, calls in (("1", 2), ("toolu_01ABCDEFGHJ", 1)):
            report = usage(hook("PostToolUse", 1, id_, session_id="a"),
                           hook("PostToolUse", 2, id_, session_id="b"))
            self.assertEqual(report["overall"]["calls"], calls)

    def test_programs_and_their_commands(self):
        start = {"event": "command_start", "tool": "ll-auto", "ts": 1}
        program = usage(start, {**start, "event": "command_end", "ts": 3, "duration_s": 2,
                                "exit_code": 1})["programs"]["ll-auto"]
        self.assertEqual([program[key] for key in ("events", "commands", "failure", "sum_s")],
                         [2, 1, 1, 2.0])


if __name__ == "__main__":
    unittest.main()
