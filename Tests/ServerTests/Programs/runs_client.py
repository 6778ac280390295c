"""A client of the runs API as its reference has it, and a server of it for one case."""
import http.client
import json
import urllib.parse
import uuid

from served import Server, Store, same

BASE = "/api/v1/runs"


class API:
    """A store, served with its runs API."""

    def __init__(self, *options, variables=None, watch=False, runs="127.0.0.1:0"):
        self.store = Store()
        self.options = options
        self.variables = variables
        self.watch = watch
        self.asked = ["--runs", runs] if runs else ["--runs"]
        self.begin()

    def begin(self):
        self.server = Server(
            self.store, *self.asked, *self.options, variables=self.variables, watch=self.watch,
            http="off")
        self.port = int(self.server.begun["runs"].rsplit(":", 1)[1])

    def ask(self, method, path, body=None, **headers):
        """Status, headers and what the body says."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            if body is not None and not isinstance(body, (bytes, str)):
                body = json.dumps(body)
                headers.setdefault("Content-Type", "application/json")
            connection.request(
                method, path, body, {k.replace("_", "-"): v for k, v in headers.items()})
            answer = connection.getresponse()
            data = answer.read()
            kind = answer.headers.get("Content-Type", "")
            return answer.status, answer.headers, json.loads(data) if "json" in kind and data else data
        finally:
            connection.close()

    def get(self, path, status=200, **headers):
        found, _, body = self.ask("GET", path, **headers)
        same(found, status, path, body)
        return body

    def post(self, run, status=201, path=BASE, **headers):
        found, _, body = self.ask("POST", path, run, **headers)
        same(found, status, body)
        return body

    def patch(self, event_id, changes, status=200, **headers):
        found, _, body = self.ask("PATCH", f"{BASE}/{event_id}", changes, **headers)
        same(found, status, body)
        return body

    def run(self, event_id, status=200):
        return self.get(f"{BASE}/{event_id}", status)

    def find(self, answered=200, **query):
        return self.get(f"{BASE}?{urllib.parse.urlencode(query, doseq=True)}", answered)

    def ids(self, **query):
        return [run["event_id"] for run in self.find(**query)]

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self.server.__exit__(*details)
        self.store.__exit__(*details)


def made(event_id=None, **fields):
    """A run with the fields that nobody may leave out."""
    event_id = event_id or str(uuid.uuid4())
    run = {
        "event_id": event_id, "run_id": "run-" + event_id, "agent_name": "agent",
        "job_type": "job", "start_time": "2026-11-20T10:00:00+00:00"}
    return {**run, **fields}


def fault(api, method, path, body, kind, *place):
    """Checks that a request is refused for one value, of that kind and at that place."""
    status, _, answer = api.ask(method, path, body)
    same(status, 422, answer)
    found = [(one["type"], one["loc"]) for one in answer["detail"]]
    same((kind, list(place)) in found, True, found, kind, place)
    same(all(set(one) >= {"type", "loc", "msg", "input"} for one in answer["detail"]), True, answer)
