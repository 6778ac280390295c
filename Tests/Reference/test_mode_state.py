#!/usr/bin/env python3
"""Tests of how the reference follows modes."""

import io
import json
import unittest

from mode_state import ModeState
from replay import replay


def report(*events):
    text = b"".join(json.dumps(each).encode() + b"\n" for each in events)
    return replay(ModeState(), [io.BytesIO(text)])["report"]


def change(start, end, ts=None, **fields):
    event = {"event": "mode_transition", "from": start, "to": end, **fields}
    return event if ts is None else {"ts": ts, **event}


class ModeStateTests(unittest.TestCase):
    def test_nothing_has_changed_the_first_mode(self):
        said = report({"event": "other"})
        self.assertEqual((said["mode"], said["since"], said["edges"]), ("NORMAL", None, []))

    def test_transitions_at_one_time_follow_one_another(self):
        for second in (5, None):
            said = report(change("NORMAL", "ALERT", 5), change("ALERT", "DEGRADED", second))
            self.assertEqual(said["mode"], "DEGRADED")
            self.assertEqual(said["not_followed"], {
                "from_another_mode": 0, "older": 0, "to_the_same_mode": 0, "other_scope": 0})

    def test_what_is_older_begins_elsewhere_or_leads_nowhere_is_counted(self):
        said = report(
            change("NORMAL", "ALERT", 10), change("ALERT", "LOCKDOWN", 9),
            change("NORMAL", "LOCKDOWN", 11), change("ALERT", "ALERT", 12), change("ALERT", "", 12),
            change("ALERT", "LOCKDOWN", 13, scope="ci"))
        self.assertEqual(said["mode"], "ALERT")
        self.assertEqual(said["not_followed"], {
            "from_another_mode": 1, "older": 1, "to_the_same_mode": 2, "other_scope": 1})

    def test_a_return_within_ten_minutes_is_flapping(self):
        for length, expected in ((600, {"1970-01-01": 1}), (601, {})):
            said = report(change("NORMAL", "ALERT", 10), change("ALERT", "NORMAL", 10 + length))
            self.assertEqual(said["flapping"], expected)
            self.assertEqual(said["time_in_mode_s"], {"ALERT": float(length)})

    def test_one_that_does_not_say_where_it_begins_begins_here(self):
        said = report(change("NORMAL", "ALERT", 1), {"event": "mode_transition", "to": "LOCKDOWN"})
        self.assertEqual(said["mode"], "LOCKDOWN")


if __name__ == "__main__":
    unittest.main()
