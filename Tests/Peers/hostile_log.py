"""Lines of a log whose texts would like to be formulas, markup, commands of a terminal or ends of cells.

hostile_log.py COUNT [SEED]: to standard output.
"""

import json
import random
import sys

TEXTS = [
    "plain", "=1+2", "=cmd|'/c calc'!A1", "+49 30 123", "-3", "+1.5e3", "-.5", "@SUM(A1)", "\t=1", "\r=1",
    "\n=1", "a,b", "a;b", 'he said "no"', "two\nlines", "two\r\nlines", " spaces ", "", "ünï ☃ 😀",
    "\u202egnp.exe", "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "nul\0nul", "'", "''", '"', '""', "\\",
    "\\n", "<b>&amp;</b>", "]]>", "%s%n", "NULL", "null", "NaN", "inf", "true", "1e5", "0x10", "007",
    "2026-02-13", "12:30", "１２", "=", "-", "+", "@", "x" * 40000, "é\u0301", "\ufeffbom", "a\x7fb", "\x85",
]


def main():
    count = int(sys.argv[1])
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    for number in range(count):
        seconds, micro = divmod(number * 7919, 1000000)
        line = {
            "ts": f"2026-02-13T10:{number // 60 % 60:02}:{number % 60:02}.{micro:06}Z",
            "event": rng.choice(["issue_phase", "issue_start", "=HYPERLINK(1)", "tool_call", "ünï"]),
            "tool": rng.choice(["ll-auto", "=1", "ll,sprint", "-x"]),
        }
        for name in ["session_id", "issue_id", "phase", "model", "msg", "note"]:
            if rng.random() < 0.6:
                # Nobody can tell an id that is empty from none.
                line[name] = rng.choice([text for text in TEXTS if text or name in ("note",)])
        if rng.random() < 0.5:
            line["duration_s"] = rng.choice([0, 1, 67.2, 0.000001, 123456.789, 1e-7, 3])
        if rng.random() < 0.3:
            line["input_tokens"] = rng.choice([0, 17, 9007199254740991])
        if rng.random() < 0.3:
            line["cost_usd"] = rng.choice([0.0, 0.0123, 12.5])
        if rng.random() < 0.2:
            line["nested"] = {"a": [1, "x", {"b": rng.choice(TEXTS)}], "c.d": 1}
        print(json.dumps(line, ensure_ascii=rng.random() < 0.5))


main()
