"""Cases of what is told of a gate: the calls that it refused, and what is left of the day's budget."""
import json

from pages import Reader
from served import Server, Store, holds, run, same
from world import moment

RULES = """
modes:
  NORMAL: {allowed_tool_categories: []}
  ALERT: {allowed_tool_categories: []}
  READ_ONLY: {allowed_tool_categories: [read_only]}
edges: [NORMAL_to_ALERT, NORMAL_to_READ_ONLY, ALERT_to_READ_ONLY]
transition_rules:
  NORMAL_to_ALERT:
    conditions: [{metric: agent_cost_today, operator: ">=", value: 16}]
  NORMAL_to_READ_ONLY:
    conditions: [{metric: agent_cost_today, operator: ">=", value: 25}]
  ALERT_to_READ_ONLY:
    conditions: [{metric: agent_cost_today, operator: ">=", value: 20}]
"""
# Times are of this second, which is today.
DAY = 86_400
REFUSED = 'tlm_events_total{event="agent_call_gated"}'


def refused(number, seconds_ago=0, cause="mode", mode="READ_ONLY"):
    return {"event": "agent_call_gated", "ts": moment(seconds_ago), "tool": "claude-code", "session_id": "s",
            "tool_name": "Edit", "tool_use_id": f"toolu_01Gated{number:010}", "category": "write",
            "mode": mode, "cause": cause, "reason": "tlm: …"}


def spent(number, dollars, seconds_ago=0):
    return {"event": "api_request", "ts": moment(seconds_ago), "session_id": "s", "request_id": f"r{number}",
            "model": "m", "input_tokens": 1, "output_tokens": 1, "cost_usd": dollars}


class Told:
    """What a store with some rules and some events says of its gate, by every way there is."""

    def __init__(self, events, rules=RULES):
        self.store, self.events, self.rules = Store(), events, rules

    def __enter__(self):
        if self.rules:
            with open(self.store.path + "/rules.yaml", "w", encoding="utf-8") as file:
                file.write(self.rules)
        self.tell(self.events)
        self.server = Server(self.store).__enter__()
        return self

    def tell(self, events):
        self.store.tlm("append", input="".join(json.dumps(event) + "\n" for event in events))

    def __exit__(self, *details):
        self.server.__exit__(*details)
        self.store.__exit__(*details)

    def gates(self, since):
        """The section of a period: over HTTP, by MCP, and at the command line."""
        call = {"jsonrpc": "2.0", "id": 1, "method": "tools/call",
                "params": {"name": "summary", "arguments": {"since": since}}}
        status, _, answer = self.server.ask("POST", "/mcp", json.dumps(call), {
            "Content-Type": "application/json", "Accept": "application/json, text/event-stream",
            **self.server.bearer})
        same(status, 200, answer)
        documents = [
            self.server.read("/v1/summary?since=" + since),
            json.loads(answer)["result"]["structuredContent"],
            json.loads(self.store.tlm("summary", "--since", since, "--json").stdout)]
        found = [document.get("gate") for document in documents]
        same(found, found[:1] * 3)
        return found[0]

    def sentence(self, since):
        """What the summary says that people read; None where it says nothing."""
        lines = self.store.tlm("summary", "--since", since).stdout.splitlines()
        return lines[lines.index("gate") + 1].strip() if "gate" in lines else None

    def metrics(self):
        """What of the page is about the gate."""
        page = self.server.ask("GET", "/metrics", headers=self.server.bearer)[2].decode()
        return {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in page.splitlines()
                if line.startswith(("tlm_budget", REFUSED))}

    def card(self):
        """What the overview says; None where it says nothing."""
        text = Reader(self.server).get("/").text
        if "calls refused today" not in text:
            return None
        return text.split("calls refused today ")[1].split("Today against a usual day")[0].strip()


def what_was_refused_and_what_is_left_is_told_everywhere():
    events = [spent(1, 10), spent(2, 7.5), spent(3, 40, DAY), refused(1), refused(2),
              refused(3, cause="rate"), refused(4, DAY)]
    with Told(events) as told:
        budget = {"limit_usd": 20, "spent_usd": 17.5, "left_usd": 2.5}
        week = told.gates("7d")
        same({**week, "first": ""},
             {"refused": 4, "first": "", "by": {"READ_ONLY": 3, "rate": 1}, "budget": budget})
        same(week["first"][:19], events[-1]["ts"][:19])
        today = told.gates("today")
        same((today["refused"], today["by"], today["budget"]), (3, {"READ_ONLY": 2, "rate": 1}, budget))
        same(told.sentence("today"), "3 calls refused (READ_ONLY 2, rate 1) · 2.50 of 20.00 USD left today")
        same(told.metrics(), {REFUSED: 4, "tlm_budget_usd": 20, "tlm_budget_left_usd": 2.5})
        same(told.card(), "3 2.50 of 20.00 USD left")


def without_a_gate_nothing_is_said():
    with Told([spent(1, 40)], rules=None) as told:
        same((told.gates("7d"), told.sentence("7d"), told.metrics(), told.card()), (None, None, {}, None))


def without_a_budget_refusals_are_told():
    with Told([refused(1, cause="release", mode="NORMAL"), refused(2)], rules=None) as told:
        found = told.gates("7d")
        same((found["refused"], found["by"], found["budget"]), (2, {"READ_ONLY": 1, "release": 1}, None))
        same(told.sentence("7d"), "2 calls refused (READ_ONLY 1, release 1)")
        same((told.metrics(), told.card()), ({REFUSED: 2}, "2 no budget is set"))


def a_budget_of_which_nothing_is_spent_is_all_left():
    with Told([spent(1, 40, DAY)]) as told:
        found = told.gates("7d")
        same((found["refused"], found["first"], found["by"]), (0, None, {}))
        same(found["budget"], {"limit_usd": 20, "spent_usd": 0, "left_usd": 20})
        same(told.sentence("7d"), "20.00 of 20.00 USD left today")
        same(told.metrics(), {"tlm_budget_usd": 20, "tlm_budget_left_usd": 20})
        same(told.card(), "0 20.00 of 20.00 USD left")


def what_comes_is_told_at_the_next_look():
    with Told([spent(1, 19)]) as told:
        same(told.gates("today")["budget"]["left_usd"], 1)
        same(told.card(), "0 1.00 of 20.00 USD left")
        told.tell([spent(2, 3.25), refused(1)])
        same((told.gates("today")["refused"], told.gates("today")["budget"]["left_usd"]), (1, -2.25))
        same(told.sentence("today"), "1 call refused (READ_ONLY 1) · -2.25 of 20.00 USD left today")
        same(told.metrics(), {REFUSED: 1, "tlm_budget_usd": 20, "tlm_budget_left_usd": -2.25})
        same(told.card(), "1 -2.25 of 20.00 USD left")


def a_mistake_in_the_rules_is_named_and_takes_no_metrics_away():
    with Told([spent(1, 19), refused(1)], rules="modes: [") as told:
        same(told.metrics(), {REFUSED: 1})
        for path in ["/", "/v1/summary"]:
            accept = {"Accept": "text/html"} if path == "/" else {}
            body = told.server.ask("GET", path, headers={**told.server.bearer, **accept})[2].decode()
            holds("rules.yaml:2:1: expected YAML" in body, body)


run({name: value for name, value in list(globals().items())
     if callable(value) and getattr(value, "__module__", "") == "__main__"
     and not isinstance(value, type) and name not in ("refused", "spent")})
