"""The corpus of spellings, and the two readings of it that are here alone."""

import io
import json
import os
import types
import unittest

import corpus
import query
import unreadable

DATA = os.path.join(os.path.dirname(__file__), "..", "Data", "dialects", "spellings.jsonl")


class CorpusTests(unittest.TestCase):
    def test_the_file_is_what_is_made_here(self):
        with open(DATA, encoding="utf-8") as file:
            self.assertEqual(list(file), corpus.lines())
        self.assertGreaterEqual(len(corpus.lines()), 300)


class UnreadableTests(unittest.TestCase):
    def test_what_is_there_and_cannot_be_read_counts_once(self):
        for fields, keys in (
                ({"ts": "soon", "duration_s": [], "status": "odd"}, ["duration_s", "status", "ts"]),
                ({"ts": None, "duration_s": "", "status": "ok", "n": "odd"}, []),
                ({"duration_s": 1e300, "exit_code": "1", "issue_id": 118}, []),
                ({"metadata": {"status": "odd", "time": "noon"}}, ["status"]),
                ({"sample_rate": 0.5, "data": {"sample_rate": 44100}}, []),
                ({"sample_rate": "0.5"}, ["sample_rate"]), ({"sample_rate": 0}, ["sample_rate"]),
                ({"event": 5}, ["event"]), ({"event": "x", "type": 5}, []),
                ({"level": 30, "input_tokens": "12", "cost_usd": True}, ["cost_usd", "input_tokens"])):
            with self.subTest(fields=fields):
                self.assertEqual(sorted(unreadable.unreadable(fields)), keys)

    def test_the_first_is_where_its_line_begins(self):
        text = b'{"a":1}\nbad\n{"ts":"soon"}\n{"ts":"late"}\n'
        self.assertEqual(unreadable.count([io.BytesIO(text)]),
                         {"count": 2, "keys": {"ts": 2}, "first": 12})


class QueryTests(unittest.TestCase):
    def test_a_line_meets_all_conditions_or_is_counted_for_its_time(self):
        lines = [{"ts": "2026-02-13", "event": "a", "level": 30}, {"event": "a"}, {"ts": "odd", "event": "a"},
                 {"ts": "2026-02-14", "event": "b", "level": "info"}]
        for conditions, numbers, untimely in (
                ({}, [0, 1, 2, 3], 0), ({"event": "a"}, [0, 1, 2], 0), ({"level": "info"}, [0, 3], 0),
                ({"event": "a", "since": "2026-01-01"}, [0, 1], 1), ({"until": "2026-02-14"}, [0, 1], 1)):
            options = types.SimpleNamespace(**dict.fromkeys(
                ("event", "outcome", "level", "since", "until") + query.IDS))
            options.__dict__.update(conditions)
            file = io.BytesIO("".join(json.dumps(each) + "\n" for each in lines).encode())
            out = io.BytesIO()
            with self.subTest(conditions=conditions):
                self.assertEqual(query.run(options, file, out), untimely)
                self.assertEqual([json.loads(each) for each in out.getvalue().splitlines()],
                                 [lines[number] for number in numbers])


if __name__ == "__main__":
    unittest.main()
