#!/usr/bin/env python3
"""trace_check.py FOLDER TLM STORE: every issue, session and run of FOLDER/truth.json, by `tlm trace`.

Says each difference in a line of its own, and ends with 1 where there is one. Beside the trees it holds
that every span lies in the one around it, that every event is told once, that a span's critical parts
add up to its root, that ids are unique, and that a span has the same ids from whatever side it is looked
at.
"""

import datetime
import json
import os
import subprocess
import sys


def micros(text):
    moment = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    delta = moment - datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
    return delta // datetime.timedelta(microseconds=1)


def trace(tlm, store, kind, subject):
    run = subprocess.run([tlm, "trace", subject, "--kind", kind, "--json", "--store", store],
                         capture_output=True, text=True)
    if run.returncode:
        return None, run.stderr
    return json.loads(run.stdout), ""


def lines(document):
    """The spans as the truth has them."""
    for span in document["spans"]:
        mark = next((word for word in span["marks"] if word in ("synthetic", "incomplete")), None)
        yield [span["depth"], span["level"], span["title"], micros(span["begin"]),
               micros(span["end"]), span["outcome"], mark]


def faults(document):
    """What must hold of any tree."""
    spans, seen, ids = document["spans"], set(), set()
    for span in spans:
        if span["parent"] is not None:
            outer = spans[span["parent"]]
            if not (outer["begin"] <= span["begin"] <= span["end"] <= outer["end"]):
                yield f"{span['title']} sticks out of {outer['title']}"
        key = (span["trace_id"], span["span_id"])
        if key in ids:
            yield f"two spans have the id {key}"
        ids.add(key)
        for position in span["events"] + [point["position"] for point in span["points"]]:
            if position is not None and position in seen:
                yield f"the event at {position} is told twice"
            seen.add(position)
    yield from wrong_sums(spans)


def wrong_sums(spans):
    roots, sums = {}, {}
    for place, span in enumerate(spans):
        roots[place] = place if span["parent"] is None else roots[span["parent"]]
        sums[roots[place]] = sums.get(roots[place], 0) + span["critical_s"]
    for root, total in sums.items():
        if abs(total - spans[root]["duration_s"]) > 1e-6:
            yield f"the critical path of {spans[root]['title']} is {total} s"


def homes(document):
    """The span of each moment, by where that stands."""
    for span in document["spans"]:
        for point in span["points"]:
            yield point["position"], [span["level"], span["title"], micros(span["begin"])]


def identities(document):
    """The ids of each span, by its level and where its first event stands."""
    for span in document["spans"]:
        if span["events"]:
            yield (span["level"], span["title"], span["events"][0]), (span["trace_id"], span["span_id"])


def main():
    folder, tlm, store = sys.argv[1:4]
    with open(os.path.join(folder, "truth.json")) as file:
        truth = json.load(file)
    wrong, points, ids = [], {}, {}
    for kind in ("issue", "session", "run"):
        for subject, expected in truth[kind + "s"].items():
            document, errors = trace(tlm, store, kind, subject)
            if document is None:
                wrong.append(f"{kind} {subject}: {errors}")
                continue
            found = list(lines(document))
            if found != expected:
                wrong += [f"{kind} {subject}: is     {line}" for line in expected
                          if line not in found]
                wrong += [f"{kind} {subject}: found  {line}" for line in found
                          if line not in expected]
                if sorted(map(str, found)) == sorted(map(str, expected)):
                    wrong.append(f"{kind} {subject}: the same in another order")
            wrong += [f"{kind} {subject}: {fault}" for fault in faults(document)]
            for span, own in identities(document):
                if ids.setdefault(span, own) != own:
                    wrong.append(f"{kind} {subject}: {span} has the ids {own} and {ids[span]}")
            if kind == "issue":
                points.update(homes(document))
    for position, home in truth["points"].items():
        if points.get(int(position)) != home:
            wrong.append(f"the moment at {position} is of {home}, found {points.get(int(position))}")
    print("\n".join(wrong) if wrong else "every tree is as it was")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
