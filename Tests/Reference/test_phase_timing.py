#!/usr/bin/env python3
"""Tests of phase-timing: a small example for each clause of its definition."""

import io
import json
import unittest

from phase_timing import PhaseTiming
from replay import replay


def timing(*events):
    """The report of phase-timing; `t` of an event stands for its time in seconds."""
    timed = [{("ts" if key == "t" else key): value for key, value in each.items()}
             for each in events]
    text = b"\n".join(json.dumps(each).encode() for each in timed)
    return replay(PhaseTiming(), [io.BytesIO(text)])["report"]


def issue(name, session=None, **fields):
    return {"event": name, "issue_id": "BUG-1", "session_id": session, **fields}


class PhaseTests(unittest.TestCase):
    def counts(self, report, part="phases"):
        return {key: (each["count"], each["sum_s"]) for key, each in report[part].items()}

    def test_a_timed_phase_counts_in_total_by_tool_and_by_type(self):
        report = timing(issue("issue_phase", phase="p", duration_s=2, result="pass", tool="t"),
                        {"event": "issue_phase", "phase": "p", "elapsed_s": 6, "result": "partial"})

        self.assertEqual(report["phases"]["p"], {
            "success": 1, "failure": 0, "skipped": 0, "unknown": 1, "count": 2, "sum_s": 8.0,
            "mean_s": 4.0, "min_s": 2.0, "max_s": 6.0, "p50_s": 2.0, "p90_s": 6.0, "p95_s": 6.0,
            "p99_s": 6.0, "share": 1.0})
        self.assertEqual(set(report["by_tool"]), {"t", "unknown"})
        self.assertEqual(set(report["by_type"]), {"BUG", "unknown"})
        self.assertEqual(report["bottleneck"], "p")

    def test_an_invalid_duration_is_neither_time_nor_marker_and_no_phase_is_nothing(self):
        report = timing(issue("issue_phase", phase="p", duration_s=-1, t=0),
                        issue("issue_phase", phase="", duration_s=-1), issue("issue_complete", t=9))
        self.assertEqual((report["invalid"], report["phases"], report["elapsed"]), (1, {}, {}))

    def test_pairs_nest_and_a_second_start_replaces_the_first(self):
        report = timing(issue("phase_start", phase="a", t=0), issue("phase_start", phase="b", t=1),
                        issue("phase_start", phase="b", t=2), issue("phase_end", phase="b", t=5),
                        issue("phase_end", phase="b", t=6), issue("phase_end", phase="a", t=10))
        self.assertEqual(self.counts(report), {"a": (1, 10.0), "b": (1, 3.0)})

    def test_a_timed_phase_of_the_attempt_overrules_its_pairs_before_and_after(self):
        pair = issue("phase_start", phase="a", t=0), issue("phase_end", phase="a", t=9)
        timed = issue("issue_phase", phase="a", duration_s=1)
        for events in ((timed, *pair), (*pair, timed)):
            self.assertEqual(self.counts(timing(*events)), {"a": (1, 1.0)})
        apart = timing(*pair, issue("issue_complete"), timed)
        self.assertEqual(self.counts(apart), {"a": (2, 10.0)})

    def test_a_pair_that_runs_backwards_is_invalid_and_leaves_the_phase_to_the_map(self):
        report = timing(issue("phase_start", phase="a", t=9), issue("phase_end", phase="a", t=0),
                        issue("issue_complete", phases={"a": 4}))
        self.assertEqual((self.counts(report), report["invalid"]), ({"a": (1, 4.0)}, 1))

    def test_the_map_of_a_completion_gives_what_no_timed_event_gave(self):
        report = timing(issue("issue_phase", phase="a", duration_s=1), issue(
            "issue_complete", result="success",
            phases={"a": 9, "b": 2, "c": -1, "d": "5", "e": None, "f": 1e300,
                    "g": "soon"}))
        self.assertEqual((self.counts(report), report["invalid"]),
                         ({"a": (1, 1.0), "b": (1, 2.0), "d": (1, 5.0)}, 3))
        self.assertEqual(report["phases"]["b"]["unknown"], 1)

    def test_a_marker_lasts_to_the_next_marker_or_the_completion(self):
        report = timing(issue("issue_phase", phase="a", t=0),
                        issue("issue_phase", phase="b", t=3),
                        issue("issue_phase", phase="c", duration_s=1, t=5),
                        issue("issue_complete", t=7), issue("issue_phase", phase="d", t=8))
        self.assertEqual(self.counts(report, "elapsed"), {"a": (1, 3.0), "b": (1, 4.0)})

    def test_a_second_completion_is_a_duplicate_until_the_issue_goes_on(self):
        done = issue("issue_complete", phases={"a": 1})
        self.assertEqual(self.counts(timing(done, done)), {"a": (1, 1.0)})
        again = timing(done, issue("issue_phase", phase="m"), done)
        self.assertEqual(self.counts(again), {"a": (2, 2.0)})
        for between in (issue("note"), issue("state_enter"), {"issue_id": "BUG-1"}):
            self.assertEqual(self.counts(timing(done, between, done)), {"a": (2, 2.0)})
        self.assertEqual(self.counts(timing(done, {"event": "note"}, done)), {"a": (1, 1.0)})

    def test_two_sessions_on_one_issue_are_two_attempts(self):
        report = timing(issue("issue_start", "s1"), issue("issue_start", "s2"),
                        issue("issue_phase", "s1", phase="a", duration_s=1),
                        issue("issue_complete", "s2", phases={"a": 2}),
                        issue("issue_complete", "s1", phases={"a": 4, "b": 8}))
        self.assertEqual(self.counts(report), {"a": (2, 3.0), "b": (1, 8.0)})

    def test_a_strange_session_joins_the_latest_open_attempt(self):
        report = timing(issue("issue_start", "s1"), issue("issue_start", "s2"),
                        issue("issue_phase", "s3", phase="a", duration_s=1),
                        issue("issue_complete", "s1", phases={"a": 2}),
                        issue("issue_complete", "s4", phases={"a": 4}))
        self.assertEqual(self.counts(report), {"a": (2, 3.0)})

    def test_a_start_abandons_the_attempt_of_its_own_session_and_keeps_its_pairs(self):
        report = timing(issue("issue_start", "s1"), issue("phase_start", "s1", phase="a", t=0),
                        issue("phase_end", "s1", phase="a", t=2),
                        issue("phase_start", "s1", phase="b", t=3), issue("issue_start", "s1"),
                        issue("phase_end", "s1", phase="b", t=4),
                        issue("issue_complete", "s1", phases={"a": 5}),
                        issue("issue_complete", "s1", phases={"a": 7}))
        self.assertEqual(self.counts(report), {"a": (2, 7.0)})


class StateTests(unittest.TestCase):
    def test_actions_go_to_the_current_state_of_their_source(self):
        action = {"event": "action_complete", "duration_ms": 500, "exit_code": 1}
        report = timing({"event": "loop_start"}, {"event": "state_enter", "state": "a"},
                        {"event": "state_enter", "state": "b", "depth": 1}, action,
                        {**action, "depth": 1}, {**action, "state": "c", "exit_code": 0},
                        {"event": "loop_complete", "depth": 1}, {**action, "depth": 1},
                        {**action, "run_id": "r"}, {**action, "duration_ms": -1})
        found = {state: (each["entries"], each["actions"], each["failure"], each["count"])
                 for state, each in report["states"].items()}
        self.assertEqual(found, {"a": (1, 2, 2, 1), "b": (1, 1, 1, 1), "c": (0, 1, 0, 1),
                                 "unknown": (0, 2, 2, 2)})
        self.assertEqual((report["invalid"], report["states_bottleneck"]), (1, "unknown"))

    def test_a_state_without_a_duration_has_no_figures(self):
        state = timing({"event": "state_enter", "state": "a"})["states"]["a"]
        self.assertEqual((state["count"], state["sum_s"], state["share"]), (0, None, None))


class RequestTests(unittest.TestCase):
    def test_the_stages_of_a_request(self):
        steps = (("request_received", 0), ("task_started", 1), ("task_started", 2), ("init", 2),
                 ("plan", 4), ("task_completed", 7), ("reply_ready", 8), ("reply_ready", 9))
        report = timing(*(
            {"event": step if "_" in step else "state_transition", "from_state": step,
             "trace_id": "x", "t": time} for step, time in steps))
        sums = {stage: (each["sum_s"], each["share"]) for stage, each in report["requests"].items()}
        self.assertEqual(sums, {
            "entry_to_task": (1.0, 1 / 7), "init": (2.0, 2 / 7), "plan": (3.0, 3 / 7),
            "task_to_reply": (1.0, 1 / 7), "total": (8.0, None)})
        self.assertEqual(report["requests_bottleneck"], "plan")

    def test_a_new_entry_begins_anew_and_time_running_back_is_invalid(self):
        report = timing({"event": "request_received", "traceId": "x", "t": 0},
                        {"event": "request_received", "trace_id": "x", "t": 5},
                        {"event": "task_started", "trace_id": "x", "t": 4},
                        {"event": "reply_ready", "trace_id": "x", "t": 6},
                        {"event": "reply_ready", "trace_id": "y", "t": 9})
        self.assertEqual(set(report["requests"]), {"total"})
        self.assertEqual((report["requests"]["total"]["sum_s"], report["invalid"]), (1.0, 1))


class EndedTests(unittest.TestCase):
    def test_an_attempt_failed_in_the_phase_that_failed_last_and_did_not_go_well_after(self):
        def phase(name, result):
            return issue("issue_phase", phase=name, duration_s=1, result=result)

        for phases, failed in (
                ((phase("a", "fail"), phase("b", "fail")), "b"),
                ((phase("a", "fail"), phase("a", "pass")), None),
                ((phase("a", "fail"), phase("b", "pass")), "a")):
            report = timing(*phases, issue("issue_complete", result="failure"))
            self.assertEqual(report["failures"], [
                {"phase": failed, "tool": "unknown", "type": "BUG", "count": 1}])
            self.assertEqual(report["attempts"], {
                "completed": 1, "timed": 1, "success": 0, "failure": 1, "skipped": 0})


if __name__ == "__main__":
    unittest.main()
