#!/usr/bin/env python3
"""Tests of how the reference reads lines, times and fields, and of its figures."""

import io
import json
import unittest

import lines
import times
from compare import differences
from distribution import Distribution, bottleneck, bucket
from event_counts import EventCounts
from fields import issue_type, length, name, outcome, own_time
from replay import replay

SECOND = 10**9


def event(text):
    return lines.judge(text.encode())[0]


def encoded(events):
    return b"\n".join(
        each if isinstance(each, bytes) else json.dumps(each).encode() for each in events)


class LineTests(unittest.TestCase):
    def test_what_a_line_is(self):
        event_, blank, bad = dict, lines.BLANK, lines.QUARANTINED
        for line, expected in (
                (b"{}", event_), (b" \t{}\r", event_), (b"\xef\xbb\xbf{}", event_),
                (b"", blank), (b" \t", blank), (b"\r", blank), (b"\xef\xbb\xbf", blank),
                (b"[]", bad), (b"{}x", bad), (b"\xef\xbb\xbf\xef\xbb\xbf{}", bad),
                (b'{"a":NaN}', bad), (b'{"a":-Infinity}', bad), (b'{"a":1e400}', event_),
                (b'{"a":1e-400}', event_), (b'{"a":0e99999999999999999999}', event_),
                (b'{"a":18446744073709551615}', event_), (b'{"a":18446744073709551616}', event_),
                (b'{"a":-9223372036854775808}', event_), (b'{"a":-9223372036854775809}', event_),
                (b'{"a":' + b"9" * 5000 + b"}", event_), (b'{"a":"\x01"}', bad),
                (b'{"a":"\xff"}', bad), (b'{"a":"\xed\xa0\x80"}', bad),
                (b'{"a":"\\ud83d\\ude00"}', event_), (b'{"a":"\\\\ud800"}', event_),
                (b'{"a":"\\ud83d"}', event_), (b'{"a":"\\ude00"}', event_),
                (b'{"a":"\\ud83dx\\ude00"}', event_), (b'{"\\ud83d\\ud83d":1}', event_)):
            found, = lines.judge(line)
            with self.subTest(line=line[:40]):
                self.assertTrue(found is expected or isinstance(found, dict) and expected is dict)

    def test_depth_counts_containers_that_hold_something(self):
        for nested, inner, accepted in (
                (1022, b"1", True), (1023, b"1", False), (1022, b"[ ]", True),
                (1022, b"[0]", False), (1022, b'"[[{{\\""', True), (50_000, b"1", False)):
            line = b'{"a":' + b"[" * nested + inner + b"]" * nested + b"}"
            with self.subTest(nested=nested, inner=inner):
                self.assertEqual(isinstance(lines.judge(line)[0], dict), accepted)

    def test_a_leading_run_of_nuls_is_one_range_and_the_rest_is_judged(self):
        self.assertEqual(lines.judge(b"\0\0{}"), [lines.QUARANTINED, {}])
        self.assertEqual(lines.judge(b"\0\0"), [lines.QUARANTINED, lines.BLANK])
        self.assertEqual(lines.judge(b"{}\0"), [lines.QUARANTINED])

    def test_the_last_of_duplicate_keys_counts(self):
        self.assertEqual(event('{"a":1,"a":2,"\\u0061":3}'), {"a": 3})

    def test_half_a_surrogate_pair_is_a_replacement_character(self):
        self.assertEqual(event('{"a":"\\ud83d x\\ude00\\\\ud83d\\ud83d\\ude00"}'),
                         {"a": "\ufffd x\ufffd\\ud83d\U0001f600"})


class TimeTests(unittest.TestCase):
    def test_every_spelling(self):
        base = 1_770_976_800 * SECOND  # 2026-02-13T10:00:00Z
        for value, expected in (
                ("2026-02-13T10:00:00Z", base), ("2026-02-13T10:00:00", base),
                ("2026-02-13 10:00:00", base), ("2026-02-13 10:00:00+00:00", base),
                ("2026-02-13T10:00", base), ("2026-02-13", base - 36000 * SECOND),
                ("2026-02-13T15:30:00+05:30", base), ("2026-02-13T03:00:00-07:00", base),
                ("2026-02-13T10:00:00.5Z", base + 500_000_000),
                ("2026-02-13T10:00:00.123456+00:00", base + 123_456_000),
                ("2026-02-13T10:00:00.123456789987Z", base + 123_456_789),
                ("1969-12-31T23:59:59.999999999Z", -1),
                ("2026-02-30", None), ("2026-02-13T24:00:00", None), ("2026-02-13T10:00:60Z", None),
                ("yesterday", None), ("", None), ("2026-02-13T10:00:00Z ", None), (True, None),
                (None, None), ("9999-12-31", None), ("0000-01-01", None),
                ("2262-04-11T23:47:16.854775807Z", (1 << 63) - 1),
                ("2262-04-11T23:47:16.854775808Z", None),
                ("1677-09-21T00:12:43.145224192Z", -(1 << 63)),
                ("1677-09-21T00:12:43.145224191Z", None)):
            with self.subTest(value=value):
                self.assertEqual(times.instant(value), expected)

    def test_numbers_take_their_unit_from_their_size_and_keep_every_digit(self):
        for text, expected in (
                ("1770976800", 1_770_976_800 * SECOND),
                ("1770976800.123456789", 1_770_976_800_123_456_789),
                ("1.770976800123456789e9", 1_770_976_800_123_456_789),
                ("1770976800.1234567899", 1_770_976_800_123_456_789),
                ("99999999999", None), ("100000000000", 10**11 * 10**6),
                ("1770976800123", 1_770_976_800_123 * 10**6), ("99999999999999", None),
                ("100000000000000", 10**14 * 10**3), ("1770976800123456789", 1770976800123456789),
                ("0", 0), ("-1", -SECOND), ("1e300", None), ("18446744073709551615", None)):
            with self.subTest(text=text):
                self.assertEqual(own_time(event('{"ts":%s}' % text)), expected)

    def test_the_first_key_that_parses_is_the_time_and_nested_ones_come_last(self):
        self.assertEqual(own_time({"timestamp": 2, "ts": ""}), 2 * SECOND)
        self.assertIsNone(own_time({"timestamp": 2, "ts": "no"}))
        self.assertEqual(own_time({"metadata": {"ts": 1}, "timeUnixNano": 3 * 10**18}), 3 * 10**18)
        self.assertEqual(own_time({"payload": {"ts": 1}, "data": {"end_time": 2}}), 2 * SECOND)
        self.assertIsNone(own_time({"metadata": [1], "time": 5}))

    def test_a_duration_is_rounded_half_away_from_zero_after_a_product_in_double(self):
        for seconds, expected in ((5e-10, 1), (4.9e-10, 0), (1.5e-9, 2), (2.5e-9, 3), (-2.5e-9, -3),
                                  (0.1, 10**8), (67.2, 67_200_000_000), (9e9, 9 * 10**18),
                                  (9000000001, None), (-9e9, -9 * 10**18), (1e300, None)):
            with self.subTest(seconds=seconds):
                self.assertEqual(times.duration(seconds, 1e9), expected)

    def test_rfc3339_is_cut_off_towards_minus_infinity(self):
        self.assertEqual(times.rfc3339(-1), "1969-12-31T23:59:59.999999Z")
        self.assertEqual(times.rfc3339(1_999), "1970-01-01T00:00:00.000001Z")


class FieldTests(unittest.TestCase):
    def test_a_name_is_the_first_string_that_is_not_empty(self):
        self.assertEqual(name({"type": "b", "event": "", "event_type": None}), "b")
        self.assertIsNone(name({"event": 1, "data": {"event": "inner"}}))

    def test_the_first_duration_counts(self):
        self.assertEqual(length({"duration_s": "5", "duration_ms": 250}), 5 * SECOND)
        self.assertEqual(length({"duration_s": "soon", "duration_ms": 250}), "invalid")
        for text, expected in (
                ("67.2", 67_200_000), ("250ms", 250_000_000), ("1.5s", 1_500_000_000),
                ("1m30s", 90 * SECOND), ("2h", 7200 * SECOND), ("PT1.5S", 1_500_000_000),
                (" 1H 5 Min ", 3900 * SECOND), ("P1DT2H", 93_600 * SECOND), ("-5s", "invalid"),
                ("1,5 s", 1_500_000_000), ("5 parsecs", "invalid"), ("PT", "invalid"),
                ("P1M", "invalid"), ("", None), ("1e3", SECOND), ("s", "invalid")):
            self.assertEqual(length({"duration_ms": text}), expected, text)
        self.assertEqual(length({"duration": 1500, "latency_ms": 2}), 2_000_000)
        self.assertEqual(length({"metadata": {"elapsed_s": 3}}), 3 * SECOND)
        self.assertEqual(length({"duration_s": -1, "duration_ms": 250}), "invalid")
        self.assertEqual(length({"duration_s": True}), "invalid")

    def test_outcomes(self):
        for fields, expected in (
                ({"result": "pass"}, "success"), ({"status": "timed_out"}, "timeout"),
                ({"verdict": "no"}, "failure"), ({"result": "odd", "exit_code": 0}, "unknown"),
                ({"success": "False"}, "failure"), ({"success": 0}, "failure"),
                ({"exit_code": "1"}, "failure"), ({"is_error": "true"}, "failure"),
                ({"status": " ERROR "}, "failure"), ({"result": "aborted"}, "failure"),
                ({"status": "completed", "exit_code": 1}, "failure"),
                ({"status": "denied", "success": True}, "blocked"),
                ({"status": 200}, "unknown"), ({"status": 200, "error": "x"}, "failure"),
                ({"success": 2}, "unknown"), ({"exit_code": True}, "unknown"),
                ({"error": 0}, "failure"), ({"error": []}, None), ({"status": None}, None),
                ({"exit_code": -9}, "failure"), ({"success": False}, "failure"),
                ({"error": "boom"}, "failure"), ({"error": ""}, None), ({}, None),
                ({"event": "state.issue_failed"}, "failure"),
                ({"event": "issue.closed", "result": "canceled"}, "cancelled"),
                ({"data": {"result": "skipped"}}, "skipped")):
            with self.subTest(fields=fields):
                self.assertEqual(outcome(fields), expected)

    def test_the_type_of_an_issue(self):
        for id_, expected in (("BUG-1", "BUG"), ("BUG", "unknown"), ("-1", "unknown"),
                              ("x1-1", "unknown"), ("É-1", "unknown"), ("a-b-c", "a")):
            self.assertEqual(issue_type({"issue_id": id_}), expected)
        self.assertEqual(issue_type({"issue_id": "BUG-1", "issue_type": "chore"}), "chore")


class DistributionTests(unittest.TestCase):
    def test_buckets(self):
        self.assertEqual([bucket(value) for value in (0, 127, 128, 255, 256, 257, 512)],
                         [(0, 0), (0, 127), (0, 128), (0, 255), (1, 128), (1, 128), (2, 128)])

    def test_quantiles_are_exact_up_to_64_values_and_of_buckets_beyond(self):
        few = Distribution()
        few.values = list(range(10_000, 10_064))
        self.assertEqual([few.quantile(p) for p in (50, 90, 99)], [10_031, 10_057, 10_063])

        many = Distribution()
        many.values = list(range(10_000, 10_065))  # bucket (6, 156), middle 10 016
        self.assertEqual([many.quantile(p) for p in (50, 99)], [10_016, 10_064])  # clamped

    def test_the_bottleneck_of_equals_sorts_first_by_bytes(self):
        self.assertEqual(bottleneck({"b": 2, "a": 2, "c": 1}), "a")
        self.assertIsNone(bottleneck({"a": 0}))


class EventCountsTests(unittest.TestCase):
    def test_an_untimed_event_takes_the_time_of_the_nearest_earlier_one_over_all_files(self):
        files = [io.BytesIO(encoded(events)) for events in (
            [{"event": "a"}, {"event": "a", "ts": 5}, {"ts": 3}],
            [{"event": "a"}, {}, b"broken", b""])]

        result = replay(EventCounts(), files)

        self.assertEqual((result["events"], result["matched"], result["quarantined"]), (5, 5, 1))
        self.assertEqual(result["report"], {
            "names": {"a": {"count": 3, "first": "1970-01-01T00:00:03.000000Z",
                            "last": "1970-01-01T00:00:05.000000Z"}}, "unnamed": 2, "untimed": 3})

    def test_a_name_of_which_a_share_was_kept_tells_how_many_there_were(self):
        events = [{"event": "a", "sample_rate": 0.3}] * 3 + [{"event": "a", "sample_rate": 0}]

        report = replay(EventCounts(), [io.BytesIO(encoded(events))])["report"]

        self.assertEqual(report["names"]["a"], {
            "count": 4, "first": None, "last": None, "sampled": 3, "estimated": 11})


class CompareTests(unittest.TestCase):
    def test_differences_have_a_path(self):
        found = differences({"a": [1, 2.0], "b": None, "c": 1.0}, {"a": [1, 2], "b": 0, "d": 1})
        self.assertEqual([path for path, _, _ in found], ["/b", "/c", "/d"])
        self.assertEqual(list(differences(0.1 + 0.2, 0.3)), [])


if __name__ == "__main__":
    unittest.main()
