"""A store with something of everything in it, and in every field what a page must not take for markup."""
import datetime
import json
import os
import subprocess

from served import TLM, Server, environment, eventually

# Tags, quotes, entities, marks that turn text around, a newline, a formula.
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;\u202e=1+1"
IDS = ["/../../etc/passwd", "a b&c=d?e#f", "ümlaut-<b>"]


def moment(seconds_ago):
    now = datetime.datetime.now(datetime.timezone.utc)
    return (now - datetime.timedelta(seconds=seconds_ago)).strftime("%Y-%m-%dT%H:%M:%SZ")


def runs(count):
    """Runs of three agents; every seventh failed, every fifth is of a test."""
    for number in range(count):
        start, length = 3600 * (count - number) // 4 + 60, 40 * (number % 23 + 1)
        yield {
            "event": "run", "ts": moment(start - length), "event_id": f"event-{number:04}",
            "run_id": f"run-{number:04}", "agent_name": ["nightly", "scraper", HOSTILE][number % 3],
            "job_type": "test" if number % 5 == 4 else ["sync", "crawl", "report"][number % 3],
            "status": "failure" if number % 7 == 6 else "success", "start_time": moment(start),
            "end_time": moment(start - length), "duration_ms": 1000 * length,
            "created_at": moment(start), "items_discovered": 10, "items_succeeded": 8,
            "items_failed": number % 3, "error_summary": HOSTILE if number % 7 == 6 else None,
        }
    for number, name in enumerate(IDS):
        yield {"event": "run", "ts": moment(30 + number), "event_id": name, "run_id": name,
               "agent_name": "odd", "job_type": HOSTILE, "status": "running",
               "start_time": moment(40 + number), "created_at": moment(40 + number)}


def issues():
    for number in range(24):
        issue, begin = f"BUG-{number:03}" if number else HOSTILE, 86400 * number // 2 + 3000
        for name, fields in [
            ("issue_start", {"issue_type": "BUG"}),
            ("issue_phase", {"phase": "plan", "duration_s": 60 + number}),
            ("issue_phase", {"phase": "implement", "duration_s": 300 + 10 * number}),
            ("issue_phase", {"phase": HOSTILE if number == 3 else "verify", "duration_s": 90}),
            ("issue_complete", {"result": "failure" if number % 6 == 5 else "success",
                                "duration_s": 500, "error": HOSTILE if number % 6 == 5 else None}),
        ]:
            yield {"event": name, "ts": moment(begin), "issue_id": issue, "tool": "ll-auto", **fields}
            begin -= 120


def traces():
    for number in range(6):
        trace, begin = f"{number + 1:032x}", 7200 - 900 * number
        for span, parent, name, at, length in [
            ("1", None, "request", 0, 30.0), ("2", "1", "plan", 1, 9.0),
            ("3", "1", HOSTILE if number == 2 else "act", 10, 19.5), ("4", "3", "tool", 11, 12.0),
            ("5", "3", "model", 24, 5.0),
        ]:
            start = moment(begin - at)
            yield {"event": "span", "ts": moment(begin - at - int(length)), "trace_id": trace,
                   "span_id": f"{number}{span}".rjust(16, "0"), "name": name, "start_time": start,
                   **({"parent_span_id": f"{number}{parent}".rjust(16, "0")} if parent else {}),
                   "duration_s": length, "outcome": "failure" if name == "tool" and number == 1 else "success"}


def sessions():
    for number in range(9):
        session, begin = f"session-{number}", 40000 * number + 2000
        yield {"type": "user", "sessionId": session, "uuid": f"u{number}", "timestamp": moment(begin),
               "cwd": "/home/ada/" + (HOSTILE if number == 1 else "project"),
               "message": {"role": "user", "content": HOSTILE if number == 0 else "do it"}}
        for turn in range(4):
            begin -= 60
            yield {"type": "assistant", "sessionId": session, "uuid": f"a{number}-{turn}",
                   "timestamp": moment(begin), "message": {
                       "id": f"msg-{number}-{turn}", "role": "assistant",
                       "model": HOSTILE if number == 2 else "claude-sonnet-4-5-20250929",
                       "content": [{"type": "tool_use", "id": f"toolu_{number:08}{turn:08}",
                                    "name": "Bash", "input": {"command": HOSTILE}}],
                       "usage": {"input_tokens": 1200, "output_tokens": 340,
                                 "cache_read_input_tokens": 22000,
                                 "cache_creation_input_tokens": 900}}}


def sensors():
    for number in range(60):
        yield {"event": "system_metrics_snapshot", "ts": moment(600 - 10 * number),
               "cpu_load": 40 + (number % 30) * 2, "memory_used": 55 + number / 4}
        if number % 4 == 0:
            yield {"event": "tool_call_completed", "ts": moment(600 - 10 * number), "tool_name": "Bash",
                   "latency_ms": 100 + 7 * number, "success": number % 8 != 0}
    yield {"event": HOSTILE, "ts": moment(20), HOSTILE: HOSTILE, "nested": {HOSTILE: [HOSTILE]}}


def fill(store, count=120):
    """Fills a store; its mode has changed once."""
    lines = [json.dumps(event, ensure_ascii=False) for part in
             (runs(count), issues(), traces(), sessions(), sensors()) for event in part]
    with open(store.path + "/in.jsonl", "a", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    store.tlm("mode", "set", "ALERT", "--reason", HOSTILE, "--by", HOSTILE)
    return store


RULES = """
modes:
  NORMAL: {}
  ALERT: {}
edges: [NORMAL_to_ALERT, ALERT_to_NORMAL]
transition_rules:
  ALERT_to_NORMAL:
    conditions:
      - {metric: perf_system_cpu_load, operator: ">", value: 1}
    requires_human_approval: true
"""


def propose(store):
    """Has a rule propose a change of the mode, which waits for a person; returns who would make it."""
    with open(store.path + "/rules.yaml", "w", encoding="utf-8") as file:
        file.write(RULES)
    control = subprocess.Popen(
        [TLM, "control", "run"], cwd=store.folder, env=environment(HOME=store.folder),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    store.tlm("emit", "system_metrics_snapshot", "cpu_load:=90")
    eventually(lambda: store.names("mode_transition_proposed"))
    return control


class ApprovedServer(Server):
    """A server that somebody began at a terminal, who was shown the approvals' token."""

    def __init__(self, store, *options, watch=False):
        import pty
        self.store, (near, far) = store, pty.openpty()
        command = [TLM, "serve", "--approvals", "--listen", "127.0.0.1:0", "--grpc", "off", *options]
        if not watch:
            command.append("--no-watch")
        self.process = subprocess.Popen(
            command, cwd=store.folder, env=environment(HOME=store.folder), stdin=far, stdout=far,
            stderr=far)
        said = b""
        while b"ends it" not in said:
            said += os.read(near, 10_000)
        said = said.decode()
        self.approvals = said.split("shown this once: ")[1].split()[0]
        self.port = int(said.split("http://127.0.0.1:")[1].split("/")[0])
        with open(store.path + "/serve.token", encoding="ascii") as file:
            self.token = file.read().strip()
        self.terminal = near

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait(30)
        os.close(self.terminal)


PAGES = [
    "/", "/runs", "/runs?status=failure&tests=yes&size=10", "/run/run-0006", "/runs/figures",
    "/runs/download", "/events", "/events?group_by=event&agg=count", "/traces",
    "/traces?order=slowest", "/traces/00000000000000000000000000000002?kind=trace",
    "/traces/BUG-005?kind=issue", "/sessions", "/sessions?since=all", "/sessions/session-0",
    "/issues", "/issues?since=30d", "/sensors", "/sensors?window=1h", "/projections",
    "/projections/velocity", "/projections/tool-usage", "/projections/event-counts",
]
