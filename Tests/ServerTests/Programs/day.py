"""A day of a store from its first call to its last proof, by every way in and out of it: what each step
answers is what was sent before."""
import json
import os
import subprocess
import sys
import time

from pages import Reader
from runs_client import API, BASE, made
from served import TLM, Store, environment, eventually, holds, run, same
from world import ApprovedServer

RECEIVER = os.path.dirname(os.path.abspath(__file__)) + "/../../Peers/otlp_receiver.py"
SESSION, TRACE = "day-0001", "0af7651916cd43dd8448eb211c80319c"
# Of the spans, which have ended before they are told. Lines have microseconds.
BEGIN = time.time_ns() // 1000 * 1000 - 10 * 10**9
RULES = """
modes:
  NORMAL: {allowed_tool_categories: []}
  ALERT: {allowed_tool_categories: [read_only]}
  EXTENDED: {allowed_tool_categories: []}
edges: [NORMAL_to_ALERT, {edge: ALERT_to_EXTENDED, human_only: true}]
transition_rules:
  NORMAL_to_ALERT:
    conditions: [{metric: agent_cost_today, operator: ">=", value: 5}]
  ALERT_to_EXTENDED:
    conditions: [{metric: agent_cost_today, operator: ">=", value: 5}]
    requires_human_approval: true
"""
# What a model answered: tokens in and out, and dollars.
RESPONSES = [(1200, 300, 1.25), (900, 250, 4.5)]
SPANS = [("1", "", "interaction", 0, 9000), ("2", "1", "plan", 500, 2000), ("3", "1", "act", 3000, 5500)]


class Agent:
    """A coding agent: what it tells by its hooks and by OpenTelemetry, and what its gate tells it."""

    def __init__(self, store, server):
        self.store, self.server, self.number = store, server, 0

    def program(self, name, document):
        done = subprocess.run(
            [TLM + name, "claude-code"], cwd=self.store.folder, input=json.dumps(document), text=True,
            env=environment(HOME=self.store.folder), capture_output=True, timeout=30, check=True)
        same(done.stderr, "")
        return done.stdout

    def hook(self, event, **fields):
        document = {"session_id": SESSION, "cwd": "/work", "hook_event_name": event, **fields}
        same(self.program("-hook", document), "")

    def call(self, tool, **given):
        """Makes a call, unless the gate says no; what the gate says."""
        self.number += 1
        call = {"tool_name": tool, "tool_input": given, "tool_use_id": f"toolu_01Day{self.number:012}"}
        self.hook("PreToolUse", **call)
        said = self.program("-gate", {"session_id": SESSION, "hook_event_name": "PreToolUse", **call})
        if said:
            answer = json.loads(said)["hookSpecificOutput"]
            return answer["permissionDecision"], answer["permissionDecisionReason"]
        self.hook("PostToolUse", **call, tool_response={"stdout": "done"}, duration_ms=40)
        return "nothing", ""

    def attributes(self, **given):
        return [{"key": key.replace("__", "."), "value": {"stringValue": str(value)}}
                for key, value in given.items()]

    def send(self, path, kind, scope, things):
        resource = {"attributes": self.attributes(service__name="claude-code")}
        self.server.post({kind: [{"resource": resource, scope[0]: [{
            "scope": {"name": "com.anthropic.claude_code.events"}, scope[1]: things}]}]}, path=path)

    def respond(self, number):
        read, written, dollars = RESPONSES[number]
        self.send("/v1/logs", "resourceLogs", ("scopeLogs", "logRecords"), [{
            "timeUnixNano": str(time.time_ns()), "body": {"stringValue": "claude_code.api_request"},
            "attributes": self.attributes(
                event__name="api_request", session__id=SESSION, request_id=f"req_{number}",
                model="claude-opus-4-5", input_tokens=read, output_tokens=written, cost_usd=dollars,
                duration_ms=900)}])

    def trace(self):
        self.send("/v1/traces", "resourceSpans", ("scopeSpans", "spans"), [{
            "traceId": TRACE, "spanId": id_.zfill(16), "name": name, "kind": 1,
            **({"parentSpanId": parent.zfill(16)} if parent else {}),
            "startTimeUnixNano": str(BEGIN + start * 10**6),
            "endTimeUnixNano": str(BEGIN + (start + length) * 10**6),
        } for id_, parent, name, start, length in SPANS])


class Runs(API):
    """The runs API of a server that somebody else began."""

    def __init__(self, store):
        place = json.loads(store.tlm("serve", "status", "--json").stdout)["runs"]
        self.port = int(place.rsplit(":", 1)[1])


class Collector:
    """A strict receiver of OpenTelemetry, which tells every rule that is broken."""

    def __enter__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-B", RECEIVER, "200"], stdout=subprocess.PIPE, text=True)
        self.port = json.loads(self.process.stdout.readline())["port"]
        return self

    def told(self):
        """What came, request by request."""
        self.process.terminate()
        return [json.loads(line) for line in self.process.stdout]

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait(30)
        self.process.stdout.close()


class Day:
    """The steps, in their order."""

    def __init__(self, store):
        self.store = store

    def prepare(self):
        """A log that has a past, rules, and a gate; a head of the past is kept elsewhere."""
        with open(self.store.path + "/config.yaml", "a", encoding="utf-8") as file:
            file.write("rotation: {size: 64K}\n")
        with open(self.store.path + "/rules.yaml", "w", encoding="utf-8") as file:
            file.write(RULES)
        for number in range(20):
            self.store.tlm("emit", "old", f"n:={number}", "t=" + "x" * 9000, "ts=2020-01-01T00:00:00Z")
        self.head = json.loads(self.store.tlm("seal", "--json").stdout)["head"]
        os.makedirs(self.store.folder + "/.claude")
        self.store.tlm("gate", "install", "claude-code")

    def mode(self):
        return json.loads(self.store.tlm("mode", "show", "--json").stdout)["mode"]

    def gated(self):
        """The mode that the gate goes by."""
        said = self.store.tlm("gate", "explain", "--json", check=False).stdout
        return json.loads(said)["boards"][0].get("mode")

    def work(self, agent, runs):
        """The agent works within its budget, and a job is told to the runs API."""
        eventually(lambda: self.gated() == "NORMAL")
        agent.hook("UserPromptSubmit", prompt="make it work")
        same(agent.call("Read", file_path="/work/a.swift")[0], "nothing")
        same(agent.call("Edit", file_path="/work/a.swift", old_string="a", new_string="b")[0], "nothing")
        agent.respond(0)
        agent.trace()
        runs.post(made("job-1", agent_name="nightly", job_type="sync", items_discovered=7))
        runs.patch("job-1", {"status": "success", "items_succeeded": 7, "duration_ms": 1500})
        job = runs.run("job-1")
        same((job["status"], job["items_discovered"], job["duration_ms"]), ("success", 7, 1500))
        same(self.mode(), "NORMAL")

    def overspend(self, agent):
        """The rule goes to ALERT, and the agent is held and told why."""
        agent.respond(1)
        eventually(lambda: self.gated() == "ALERT")
        told = self.store.names("mode_transition")
        same([(one["from"], one["to"], one["rule"]) for one in told],
             [("NORMAL", "ALERT", "NORMAL_to_ALERT")])
        said, why = agent.call("Edit", file_path="/work/b.swift", old_string="a", new_string="b")
        same(said, "deny")
        holds("ALERT" in why and "agent_cost_today" in why, why)
        same(agent.call("Read", file_path="/work/b.swift")[0], "nothing")
        same([one["tool_use_id"] for one in self.store.names("agent_call_gated")],
             ["toolu_01Day000000000003"])

    def approve(self, agent, server):
        """A person agrees in the dashboard, by the token that only they were shown."""
        eventually(lambda: self.store.names("mode_transition_proposed"))
        reader = Reader(server)
        overview = reader.get("/").text
        holds("ALERT" in overview and "calls refused today 1 -0.75 of 5.00 USD left" in overview, overview)
        page = reader.get("/sensors")
        action = [attrs["action"] for attrs, _ in page.forms
                  if attrs.get("action", "").startswith("/sensors/proposals/")][0]
        fields = [(n, v) for n, v in page.form(action) if n not in ("approval", "note")]
        fields += [("answer", "approve"), ("note", "one more hour")]
        same(reader.post(action, fields + [("approval", server.token)])[0], 403)
        same(reader.post(action, fields + [("approval", server.approvals)])[0], 303)
        eventually(lambda: self.gated() == "EXTENDED")
        same(self.store.names("mode_transition_approved")[0]["note"], "one more hour")
        same(agent.call("Edit", file_path="/work/b.swift", old_string="a", new_string="b")[0], "nothing")

    def look(self, server):
        """What the summary and the trace say, over HTTP and at the command line."""
        summary = server.read("/v1/summary")
        told = json.loads(self.store.tlm("summary", "--json").stdout)
        same({**told, "since": 0, "until": 0, "modes": 0}, {**summary, "since": 0, "until": 0, "modes": 0})
        (read, written, dollars), work = [sum(kind) for kind in zip(*RESPONSES)], summary["work"]
        same((work["input_tokens"], work["output_tokens"], work["cost_usd"]), (read, written, dollars))
        same((work["responses"], work["prompts"], work["sessions"]), (2, 1, 1))
        gate = summary["gate"]
        same((gate["refused"], gate["by"]), (1, {"ALERT": 1}))
        same(gate["budget"], {"limit_usd": 5, "spent_usd": dollars, "left_usd": 5 - dollars})
        same(summary["tools"]["overall"]["success"], 4)
        same((summary["runs"]["runs"], summary["runs"]["overall"]["success"]), (1, 1))
        same((summary["modes"]["mode"], summary["modes"]["changes"]), ("EXTENDED", 2))
        trace = server.read("/v1/trace/" + TRACE)
        same([(one["span_id"].strip("0"), (one["parent_span_id"] or "").strip("0"), one["name"],
               one["duration_s"]) for one in trace["spans"]],
             [(id_, parent, name, length / 1000) for id_, parent, name, _, length in SPANS])
        same((trace["duration_s"], [one["critical_s"] for one in trace["spans"]]), (9, [1.5, 2, 5.5]))

    def ask(self, server):
        """An agent's question by MCP is what was told, and is told of itself."""
        def call(name, **arguments):
            body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call",
                    "params": {"name": name, "arguments": arguments}}
            status, _, answer = server.ask("POST", "/mcp", json.dumps(body), {
                "Content-Type": "application/json", "Accept": "application/json, text/event-stream",
                **server.bearer})
            same(status, 200, answer)
            return json.loads(answer)["result"]["structuredContent"]
        same(call("summary")["gate"]["refused"], 1)
        same(call("usage")["totals"]["cost_usd"], 5.75)
        same(call("query", event=["agent_call_gated"])["events"][0]["event"]["mode"], "ALERT")
        eventually(lambda: len(self.store.names("mcp_call")) == 3)

    def report(self):
        """The page needs nothing else, and says what the summary says."""
        path = self.store.folder + "/day.html"
        self.store.tlm("report", "-o", path)
        with open(path, encoding="utf-8") as file:
            page = file.read()
        holds("<script" not in page and "src=" not in page and "$5.75" in page and "interaction" in page)

    def export(self):
        """A collector is sent each span and each event, by the rules of OpenTelemetry."""
        count = len(json.loads(self.store.tlm("query", "--since", "today", "--json").stdout)["events"])
        with Collector() as collector:
            place = f"http://127.0.0.1:{collector.port}"
            export = ["export", "--format", "otlp", "--endpoint", place]
            self.store.tlm(*export, "--trace-id", TRACE)
            self.store.tlm(*export, "--signal", "logs", "--since", "today")
            spans, *records = collector.told()
        same([one["faults"] for one in [spans, *records]], [[]] * (1 + len(records)))
        same(sorted((one["name"], one["span"].strip("0"), int(one["end"]) - int(one["start"]))
                    for one in spans["told"]),
             sorted((name, id_, length * 10**6) for id_, _, name, _, length in SPANS))
        same(sum(one["records"] for one in records), count)

    def prune(self, server):
        """The past goes, its counts stay, and the log is what it was when its heads were taken."""
        def counted():
            found = json.loads(self.store.tlm("replay", "-p", "event-counts", "--json").stdout)
            return found["report"]["names"]["old"]["count"]
        same(counted(), 20)
        self.verify(self.head)
        kept = json.loads(self.store.tlm("seal", "--json").stdout)["head"]
        pruned = json.loads(self.store.tlm("prune", "--older-than", "90d", "--json").stdout)
        same((pruned["events"], len(self.store.names("old"))), (20, 0))
        same(counted(), 20)
        same(server.read("/v1/summary")["work"]["cost_usd"], 5.75)
        self.verify(kept)
        modes = self.store.tlm("control", "verify", check=False)
        same(modes.returncode, 0, modes.stdout)

    def verify(self, head):
        found = json.loads(self.store.tlm("verify-log", "--json", "--head", head).stdout)
        same((found["whole"], found["faults"]), (True, []))
        same([one["outcome"] for one in found["heads"]], ["holds"])


def a_day_from_its_first_call_to_its_last_proof():
    with Store() as store:
        day = Day(store)
        day.prepare()
        with ApprovedServer(store, "--runs", "127.0.0.1:0", watch=True) as server:
            agent, runs = Agent(store, server), Runs(store)
            day.work(agent, runs)
            day.overspend(agent)
            day.approve(agent, server)
            day.look(server)
            day.ask(server)
            day.report()
            day.export()
            day.prune(server)


run({"a_day_from_its_first_call_to_its_last_proof": a_day_from_its_first_call_to_its_last_proof})
