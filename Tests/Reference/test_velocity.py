#!/usr/bin/env python3
"""Tests of velocity: a small example for each clause of its definition."""

import io
import json
import math
import unittest

from replay import replay
from velocity import Velocity, every_bucket, wilson


def velocity(*events, **parameters):
    text = b"\n".join(json.dumps(each).encode() for each in events)
    return replay(Velocity(**parameters), [io.BytesIO(text)])["report"]


def issue(name, time, id_="BUG-1", **fields):
    return {"event": name, "ts": time, "issue_id": id_, **fields}


def days(*counts):
    """So many completions on each day from 2026-01-02 on, in a log that is longer."""
    done = [issue("issue_complete", "2026-01-%02dT12:00:00Z" % (2 + day), "BUG-%d-%d" % (day, each))
            for day, count in enumerate(counts) for each in range(count)]
    return ({"ts": "2026-01-01T00:00:00Z"}, *done, {"ts": "2026-03-01T00:00:00Z"})


class BucketTests(unittest.TestCase):
    def test_empty_buckets_are_there_and_rates_are_null_where_nothing_ended(self):
        buckets = velocity(*days(1, 0, 2))["buckets"]
        self.assertEqual([each["completed"] for each in buckets], [1, 0, 2])
        self.assertIsNone(buckets[1]["success_rate"])

    def test_each_period_begins_where_it_should(self):
        for per, start in (("hour", "2026-02-13T10"), ("day", "2026-02-13T00"),
                           ("week", "2026-02-09T00"), ("month", "2026-02-01T00"),
                           ("quarter", "2026-01-01T00")):
            with self.subTest(per=per):
                bucket, = velocity(issue("issue_start", "2026-02-13T10:59:59Z"), per=per)["buckets"]
                self.assertEqual(bucket["start"], start + ":00:00.000000Z")

    def test_partial_are_the_bucket_of_the_greatest_time_and_the_one_the_log_begins_in(self):
        done = [issue("issue_complete", "2026-02-%dT00:00:00Z" % day, day) for day in (13, 14, 15)]
        done = [{**each, "issue_id": str(each["issue_id"])} for each in done]
        self.assertEqual([each["partial"] for each in velocity(*done)["buckets"]],
                         [False, False, True])
        later = {**done[0], "ts": "2026-02-13T00:00:01Z"}
        self.assertEqual([each["partial"] for each in velocity(later, *done[1:])["buckets"]],
                         [True, False, True])

    def test_the_longest_empty_stretches_are_left_out_beyond_the_limit(self):
        self.assertEqual(every_bucket([1, 4]), ([1, 2, 3, 4], []))
        self.assertEqual(every_bucket([0, 100_000, 100_002]),
                         ([0, 100_000, 100_001, 100_002], [(1, 99_999)]))


class CountTests(unittest.TestCase):
    def test_a_duplicate_counts_in_nothing_else_and_any_event_makes_it_none(self):
        done = issue("issue_complete", 1, duration_s=4)
        self.assertEqual(velocity(done, done)["duplicates"], 1)
        self.assertEqual(velocity(done, done)["overall"]["completed"], 1)
        self.assertEqual(velocity(done, issue("note", 2), done)["overall"]["completed"], 2)

    def test_a_completion_told_twice_ends_nobody_elses_attempt(self):
        left = [issue("issue_start", 1, session_id="dead"), issue("issue_start", 2, session_id="b")]
        done = issue("issue_complete", 3, session_id="b")
        self.assertEqual(velocity(*left, done, done)["duplicates"], 1)
        late = issue("issue_complete", 4, session_id="dead")
        self.assertEqual(velocity(*left, done, done, late)["overall"]["completed"], 2)
        self.assertEqual(velocity(*left, done, late, done)["duplicates"], 1)

    def test_a_parameter_leaves_what_the_whole_has_under_it(self):
        events = [issue("issue_start", 1, tool="b"), issue("issue_complete", 2, tool="a"),
                  issue("issue_complete", 3, "ENH-1", tool="b", duration_s=-1)]
        whole, part = velocity(*events), velocity(*events, tool="a")
        self.assertEqual(part["by_tool"], {"a": whole["by_tool"]["a"]})
        self.assertEqual(part["buckets"][0]["started"], 0)
        self.assertEqual((whole["invalid"], "invalid" in part), (1, False))

    def test_the_trend_is_the_slope_over_the_mean(self):
        for counts, trend, slope in (((1, 2, 3), "increasing", 0.5), ((3, 3, 3), "stable", 0.0),
                                     ((3, 2, 1), "decreasing", -0.5), ((1, 9), "stable", None)):
            with self.subTest(counts=counts):
                report = velocity(*days(*counts))
                self.assertEqual((report["trend"], report["slope"]), (trend, slope))

    def test_the_interval_of_wilson(self):
        low, high = wilson(8, 2)
        self.assertTrue(math.isclose(low, 0.4901, abs_tol=1e-3))
        self.assertTrue(math.isclose(high, 0.9433, abs_tol=1e-3))
        self.assertEqual((wilson(0, 3)[0], wilson(3, 0)[1]), (0.0, 1.0))


if __name__ == "__main__":
    unittest.main()
