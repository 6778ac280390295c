#!/usr/bin/env python3
"""trace_stories.py FOLDER [--seed N] [--commands N]

Writes FOLDER/log.jsonl, a log of commands, waves, issues, phases, calls and moments that are told in
every way that logs have, and FOLDER/truth.json: what really happened, as trees. Whoever tells of it, and
in whatever order, `tlm trace` is to find these trees again.

The truth of a subject is a list of spans in the order of the tree:
[depth, level, title, begin, end, outcome, mark], times in microseconds since 1970.
"""

import argparse
import json
import os
import random

BASE = 1_770_000_000_000_000
PHASES = ("ready", "implement", "verify", "review")
TOOLS = ("ll-auto", "ll-sprint", "ll-parallel")
WORDS = {"success": ("success", "completed", "PASS"), "failure": ("failure", "failed", "error")}


def text(micros):
    """RFC 3339 with six digits, in UTC."""
    import datetime
    moment = datetime.datetime(1970, 1, 1) + datetime.timedelta(microseconds=micros)
    return moment.isoformat(timespec="microseconds") + "Z"


class Node:
    """What really happened: a span."""

    def __init__(self, level, title, begin, end, outcome=None, mark=None):
        self.level, self.title, self.begin, self.end = level, title, begin, end
        self.outcome, self.mark, self.children = outcome, mark, []

    def add(self, node):
        self.children.append(node)
        return node

    def lines(self, depth=0):
        yield [depth, self.level, self.title, self.begin, self.end, self.outcome, self.mark]
        for child in sorted(self.children, key=lambda node: (node.begin, -node.end)):
            yield from child.lines(depth + 1)


class Story:
    """A log on its way, and its truth."""

    def __init__(self, seed):
        self.rng, self.clock, self.events = random.Random(seed), BASE, []
        self.issues, self.sessions, self.runs, self.number = {}, {}, {}, 0
        self.points = {}

    def hexes(self, digits):
        return f"{self.rng.getrandbits(digits * 4) | 1:0{digits}x}"

    def pause(self, least=2_000, most=4_000_000):
        return self.rng.randrange(least, most)

    def tell(self, time, name, **fields):
        known = {key: value for key, value in fields.items() if value is not None}
        self.events.append((time, len(self.events), {"ts": text(time), "event": name, **known}))

    def word(self, outcome):
        return self.rng.choice(WORDS[outcome])


class Command:
    """A command with its waves, told with a session, within a run, or with neither."""

    def __init__(self, story, retries):
        self.story, self.rng, self.retries, self.open = story, story.rng, retries, []
        self.tool = self.rng.choice(TOOLS)
        self.style = self.rng.choice(("session", "session", "run"))
        self.session = "s-" + story.hexes(12) if self.style == "session" else None
        self.run = "r-" + story.hexes(12) if self.style == "run" else None
        self.context = {"tool": self.tool, "session_id": self.session, "run_id": self.run}
        if self.run:
            self.trace, self.span = story.hexes(32), story.hexes(16)
            self.context.update(trace_id=self.trace, span_id=self.span)

    def play(self):
        story, rng = self.story, self.rng
        begin = story.clock
        if self.run:
            record = dict(run_id=self.run, trace_id=self.trace, span_id=self.span,
                          agent_name="nightly", job_type="sprint", start_time=text(begin))
            story.tell(begin, "run", status="running", **record)
            story.clock += story.pause()
        start = story.clock
        story.tell(start, "command_start", args=["run"], **self.context)
        command = Node("command", self.tool, start, None, "success")
        for number in range(1, rng.randrange(2, 4)):
            self.wave(command, number)
        story.clock += story.pause()
        command.end = story.clock
        story.tell(command.end, "command_end", duration_s=(command.end - start) / 1e6,
                   exit_code=0, **self.context)
        if self.run:
            story.clock += story.pause()
            story.tell(story.clock, "run", status="success", end_time=text(story.clock),
                       duration_s=(story.clock - begin) / 1e6, **record)
            run = Node("run", "nightly sprint", begin, story.clock, "success")
            run.add(command)
            story.runs[self.run] = list(run.lines())
        else:
            root = Node("session", "session " + self.session, start, command.end, None, "synthetic")
            root.add(command)
            story.sessions[self.session] = list(root.lines())
        story.clock += story.pause(1_000_000, 60_000_000)

    def wave(self, command, number):
        story, rng = self.story, self.rng
        story.clock += story.pause()
        width = rng.randrange(1, 4)
        begin, ends, attempts = story.clock, [], []
        for _ in range(width):
            again = [issue for issue in self.retries if rng.random() < 0.3]
            if again:
                issue = again[0]
                self.retries.remove(issue)
            else:
                story.number += 1
                issue = f"{rng.choice(('BUG', 'ENH', 'FEAT'))}-{story.number:04d}"
            attempt = Attempt(self, issue, number, story.clock, isAlone=width == 1)
            node = attempt.play()
            attempts.append(node)
            ends.append(max(node.end, attempt.clock))
            story.clock += story.pause(1_000, 50_000)
        wave = Node("wave", f"wave {number}", min(node.begin for node in attempts),
                    max(node.end for node in attempts), None, "synthetic")
        command.add(wave).children += attempts
        story.clock = max(ends) + story.pause()
        self.retries += self.open
        self.open = []


class Attempt:
    """One attempt at an issue, its phases one after the other."""

    def __init__(self, command, issue, wave, clock, isAlone):
        self.command, self.story, self.rng = command, command.story, command.rng
        self.issue, self.clock, self.isAlone, self.number = issue, clock, isAlone, wave
        self.about = {**command.context, "issue_id": issue}
        # Without a run, an attempt may be a trace of its own, which its calls name and nothing else.
        self.trace = self.story.hexes(32) if not command.run and self.rng.random() < 0.5 else None
        if self.trace:
            self.about["trace_id"] = self.trace
            self.about.pop("span_id", None)
        self.inner = {"trace_id": self.trace} if self.trace else dict(self.about)

    def step(self, least=5_000, most=3_000_000):
        self.clock += self.story.pause(least, most)
        return self.clock

    def play(self):
        story, rng = self.story, self.rng
        number = len(story.issues.setdefault(self.issue, [])) + 1
        begin = self.clock
        story.tell(begin, rng.choice(("issue_start", "issue.started")), wave=self.number, **self.about)
        node = Node("issue", f"issue {self.issue}", begin, None)
        phases, self.map = PHASES[: rng.randrange(1, 5)], {}
        telling = rng.choice(("timed", "timed", "pair", "marker", "map", "mixed"))
        good, dies = rng.random() > 0.25, rng.random() < 0.15
        for place, phase in enumerate(phases):
            isLast = place == len(phases) - 1
            outcome = "success" if good or not isLast else "failure"
            self.phase(node, phase, telling, outcome, dies and isLast)
        if dies:
            self.die(node)
        else:
            self.complete(node, telling, "success" if good else "failure")
        story.issues[self.issue].append(node)
        if (dies or not good) and number < 4:
            # Nobody tries it again while others of the wave are at work.
            self.command.open.append(self.issue)
        return node

    def phase(self, node, phase, telling, outcome, isCut):
        story, rng = self.story, self.rng
        how = rng.choice(("timed", "pair")) if telling == "mixed" else telling
        begin = self.clock if how in ("map", "marker") else self.step()
        if how == "marker":
            begin = self.step()
            story.tell(begin, "issue_phase", phase=phase, **self.about)
        if how == "pair":
            story.tell(begin, "phase_start", phase=phase, **self.about)
        span = Node("phase", phase, begin, None, outcome if how in ("timed", "pair") else None)
        for _ in range(rng.randrange(0, 4)):
            self.step()
            self.call(span)
        if rng.random() < 0.5:
            self.point(span)
        end = self.step()
        span.end = end
        if how == "timed":
            story.tell(end, "issue_phase", phase=phase, duration_s=(end - begin) / 1e6,
                       result=story.word(outcome), **self.about)
        if how == "pair":
            story.tell(end, "phase_end", phase=phase, result=story.word(outcome), **self.about)
        if how == "map":
            span.mark = "synthetic"
            # Nothing told it, so what happened in it is known of the attempt alone, if that dies.
            self.map[phase] = (end - begin) / 1e6
        if how == "map" and isCut:
            node.children += span.children
            self.rename(span, node)
            return
        node.add(span)
        self.last = span

    def rename(self, span, node):
        """Moments of a span that nobody told are of the one around it."""
        for position, home in self.story.points.items():
            if home is span:
                self.story.points[position] = node

    def die(self, node):
        """No completion: what was told last is all that is known."""
        mapped = [child for child in node.children if child.level == "phase"
                  and child.mark == "synthetic"]
        for child in mapped:
            node.children.remove(child)
            node.children += child.children
            self.rename(child, node)
        marker = [child for child in node.children if child.level == "phase" and child.outcome is None]
        for child, after in zip(marker, marker[1:]):
            child.end = after.begin
        told = max([time for time, _, event in self.story.events
                    if event.get("issue_id") == self.issue
                    or self.trace and event.get("trace_id") == self.trace])
        if marker:
            inside = [child.end for child in marker[-1].children]
            inside += [time for time, home in self.moments() if home is marker[-1]]
            marker[-1].end = max(inside + [marker[-1].begin])
            marker[-1].mark = "incomplete"
        node.end, node.mark, node.outcome = told, "incomplete", None

    def moments(self):
        """Times of moments, and the spans that they are of."""
        for number, home in self.story.points.items():
            yield self.story.events[number][0], home

    def complete(self, node, telling, outcome):
        story, rng = self.story, self.rng
        end = self.clock if telling in ("map",) else self.step()
        marked = [child for child in node.children if child.level == "phase"
                  and child.outcome is None and child.mark is None]
        for child, after in zip(marked, marked[1:] + [None]):
            child.end = after.begin if after else end
        fields = {"phases": self.map} if self.map else {}
        story.tell(end, rng.choice(("issue_complete", "issue.completed")),
                   duration_s=(end - node.begin) / 1e6, result=story.word(outcome),
                   **fields, **self.about)
        node.end, node.outcome = end, outcome
        if rng.random() < 0.1:
            # The same told again is a moment and nothing else.
            story.points[len(story.events)] = node
            self.step()
            story.tell(self.clock, "issue_complete", result=story.word(outcome), **self.about)

    def call(self, span):
        story, rng = self.story, self.rng
        tool, begin = rng.choice(("Read", "Edit", "Bash")), self.clock
        length = rng.randrange(1, 900) * 1000
        end, good = begin + length, rng.random() > 0.2
        how = rng.choice(("length", "pair", "hook", "gate", "span"))
        node = Node("call", tool, begin, end, "success" if good else "failure")
        about = dict(self.inner, tool_name=tool)
        if how == "gate":
            node.outcome = "blocked"
        if how == "length":
            story.tell(end, "tool_call_completed", success=good, latency_ms=length // 1000, **about)
        elif how == "hook":
            use = "toolu_" + story.hexes(20)
            story.tell(begin, "PreToolUse", tool_use_id=use, **about)
            story.tell(end, "PostToolUse", tool_use_id=use, is_error=not good, **about)
        elif how == "gate":
            use = "toolu_" + story.hexes(20)
            story.tell(begin, "PreToolUse", tool_use_id=use, **about)
            story.tell(end, "agent_call_gated", tool_use_id=use, mode="READ_ONLY", **about)
        elif how == "pair" or not self.trace:
            if self.trace:
                about["span_id"] = story.hexes(16)
            story.tell(begin, "tool_call_started", **about)
            name = "tool_call_completed" if good else "tool_call_failed"
            story.tell(end, name, success=good, **about)
        else:
            self.spans(node, begin, end, good)
        span.add(node)
        self.clock = end

    def spans(self, node, begin, end, good):
        """A span told by its own ids when it has ended, and one within it, told before."""
        story = self.story
        outer, inner = story.hexes(16), story.hexes(16)
        middle = begin + (end - begin) // 2
        story.tell(middle, "inner_work", trace_id=self.trace, span_id=inner, parent_span_id=outer,
                   start_time=text(begin), duration_s=(middle - begin) / 1e6, status="success")
        story.tell(end, "outer_work", trace_id=self.trace, span_id=outer, start_time=text(begin),
                   duration_s=(end - begin) / 1e6, status="success" if good else "failure")
        node.level, node.title = "span", "outer_work"
        node.add(Node("span", "inner_work", begin, middle, "success"))

    def point(self, span):
        """A moment: told of the issue or its trace; of the session alone where that is clear."""
        story, rng = self.story, self.rng
        about = dict(self.inner)
        if self.isAlone and self.command.session and rng.random() < 0.4:
            about = {"session_id": self.command.session}
        self.step()
        story.points[len(story.events)] = span
        story.tell(self.clock, "context_snapshot", estimated_tokens=rng.randrange(99999), **about)


def write(folder, seed, commands):
    story, retries = Story(seed), []
    for _ in range(commands):
        Command(story, retries).play()
    order = sorted(range(len(story.events)), key=lambda place: story.events[place][:2])
    os.makedirs(folder, exist_ok=True)
    position, positions = 0, {}
    with open(os.path.join(folder, "log.jsonl"), "w") as out:
        for place in order:
            line = json.dumps(story.events[place][2]) + "\n"
            positions[place] = position
            position += len(line.encode())
            out.write(line)
    truth = {
        "issues": {issue: [line for node in sorted(nodes, key=lambda node: node.begin)
                           for line in node.lines()]
                   for issue, nodes in story.issues.items()},
        "sessions": story.sessions, "runs": story.runs,
        "points": {str(positions[place]): [home.level, home.title, home.begin]
                   for place, home in story.points.items()},
        "events": len(story.events),
    }
    with open(os.path.join(folder, "truth.json"), "w") as out:
        json.dump(truth, out)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--commands", type=int, default=12)
    options = parser.parse_args()
    write(options.folder, options.seed, options.commands)


if __name__ == "__main__":
    main()
