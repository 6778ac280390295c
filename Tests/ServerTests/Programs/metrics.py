"""Cases of Prometheus: its own server scrapes ours, and its own tool reads the page."""
import json
import os
import signal
import socket
import subprocess
import time
import urllib.parse
import urllib.request

from served import Server, Store, eventually, holds, run, same

PEERS = os.path.dirname(os.path.abspath(__file__)) + "/../../../.build-peers/"
NOW = time.time_ns()


def delta(name, values, unit="{token}", **attributes):
    """A request with points of a counter that tell what came since the one before."""
    given = [{"key": key, "value": {"stringValue": value}} for key, value in attributes.items()]
    points = [
        {"startTimeUnixNano": str(NOW + n), "timeUnixNano": str(NOW + n + 1), "asInt": str(value),
         "attributes": given} for n, value in enumerate(values)]
    return {"resourceMetrics": [{
        "resource": {"attributes": [{"key": "service.name", "value": {"stringValue": "svc"}}]},
        "scopeMetrics": [{"metrics": [{
            "name": name, "unit": unit,
            "sum": {"aggregationTemporality": 1, "isMonotonic": True, "dataPoints": points}}]}]}]}


def whole(name, start, value, at):
    """One that tells all since its program began, in milliseconds from now."""
    message = delta(name, [value], "s", kind="whole")
    total = message["resourceMetrics"][0]["scopeMetrics"][0]["metrics"][0]["sum"]
    total["aggregationTemporality"] = 2
    point = total["dataPoints"][0]
    point["startTimeUnixNano"] = str(NOW + start * 1_000_000)
    point["timeUnixNano"] = str(NOW + at * 1_000_000)
    return message


class Prometheus:
    """A server of Prometheus that scrapes another one each second."""

    def __init__(self, store, port):
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        with open(store.folder + "/prometheus.yml", "w", encoding="utf-8") as file:
            file.write(f"""
global: {{scrape_interval: 1s, scrape_timeout: 1s}}
scrape_configs:
- job_name: tlm
  authorization: {{credentials_file: "{store.path}/serve.token"}}
  static_configs: [{{targets: ["127.0.0.1:{port}"]}}]
""")
        self.process = subprocess.Popen(
            [PEERS + "prometheus", f"--config.file={store.folder}/prometheus.yml",
             f"--storage.tsdb.path={store.folder}/prometheus", "--enable-feature=exemplar-storage",
             f"--web.listen-address=127.0.0.1:{self.port}", "--log.level=error"])

    def ask(self, path, **words):
        url = f"http://127.0.0.1:{self.port}/api/v1/{path}?{urllib.parse.urlencode(words)}"
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return json.load(answer)["data"]
        except OSError:
            return None

    def value(self, query):
        """The one number that a query comes to; None where there is none."""
        found = (self.ask("query", query=query) or {"result": []})["result"]
        return float(found[0]["value"][1]) if found else None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait(30)


def counters_outlive_a_kill_and_never_fall():
    with Store() as store, Server(store) as server:
        with Prometheus(store, server.port) as prometheus:
            a, tokens, seconds = ('tlm_events_total{event="a"}', 'agent_tokens_total{model="m"}',
                                  'work_seconds_total{kind="whole"}')
            server.post([{"event": "a", "trace_id": "0af7651916cd43dd8448eb211c80319c"}] * 10)
            server.post(delta("agent.tokens", [5, 7, 11], model="m"), path="/v1/metrics")
            server.post(whole("work", 0, 100, 1), path="/v1/metrics")
            eventually(lambda: prometheus.value(a) == 10, 60)
            eventually(lambda: prometheus.value(tokens) == 23)
            eventually(lambda: prometheus.value(seconds) == 100)
            server.end(signal.SIGKILL)
            with Server(store, http=f"127.0.0.1:{server.port}") as again:
                # The same once more, as whoever heard no answer sends it, and what comes then.
                again.post(delta("agent.tokens", [5, 7, 11], model="m"), path="/v1/metrics")
                again.post(delta("agent.tokens", [0, 0, 0, 4], model="m"), path="/v1/metrics")
                again.post(whole("work", 0, 130, 2), path="/v1/metrics")
                # The program that was measured began anew.
                again.post(whole("work", 5, 20, 6), path="/v1/metrics")
                again.post([{"event": "a"}] * 7)
                eventually(lambda: prometheus.value(a) == 17, 60)
                eventually(lambda: prometheus.value(seconds) == 150, 60)
                eventually(lambda: prometheus.value(tokens) == 27)
                for query in [a, tokens, seconds]:
                    same(prometheus.value(f"resets({query}[10m])"), 0, query)
                eventually(lambda: prometheus.value("up") == 1)
                found = prometheus.ask(
                    "query_exemplars", query=a, start=time.time() - 600, end=time.time() + 5)
                labels = [one["labels"] for series in found for one in series["exemplars"]]
                holds({"trace_id": "0af7651916cd43dd8448eb211c80319c"} in labels, found)


def its_tool_finds_nothing():
    with Store() as store, Server(store) as server:
        server.post([
            {"event": "issue_start", "issue_id": "I-1", "tool": "t"},
            {"event": "issue_complete", "issue_id": "I-1", "tool": "t", "result": "success"},
            {"event": 'o"d\\d\n', "tool": "t"}, {"event": "phase", "phase": "p", "duration_s": 2.5},
            {"event": "tool_call_completed", "tool_name": "Bash", "success": True, "duration_ms": 3}])
        for name, unit in [("alpha.beta", "By"), ("tlm_own", "1"), ("9 lives", "{life}"), ("work_total", "s"),
                           ("é", "{thing}"), ("alpha/beta", "By")]:
            server.post(delta(name, [1, 2], unit, **{"a.b": 'x"y', "a_b": "z", "session.id": "s"}),
                        path="/v1/metrics")
        store.tlm("run", "--", "true", check=False)
        page = server.ask("GET", "/metrics", headers=server.bearer)[2]
        done = subprocess.run([PEERS + "promtool", "check", "metrics"], input=page,
                              capture_output=True, check=False)
        same((done.returncode, done.stdout + done.stderr), (0, b""), page)
        text = page.decode()
        holds('tlm_sensor{sensor="' in text and 'tlm_runs{agent="' in text, text)
        holds('alpha_beta_bytes_total{a_b="x\\"y;z",tool="svc"} 6' in text, text)
        holds('otel_tlm_own_total{' in text and "otel_9_lives_total{" in text, text)
        holds("work_seconds_total" in text and "session_id" not in text, text)


# Where Prometheus cannot be had there are no cases.
if os.access(PEERS + "prometheus", os.X_OK):
    run({name: value for name, value in list(globals().items())
         if callable(value) and getattr(value, "__module__", "") == "__main__"
         and name not in ("delta", "whole") and not isinstance(value, type)})
