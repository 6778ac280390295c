"""Cases of a server that passes on what comes in, over HTTP and over gRPC."""
import signal
import socket
import time

from served import Server, Store, eventually, holds, run, same

# Lines have microseconds.
NOW = time.time_ns() // 1000 * 1000


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def attribute(key, value):
    return {"key": key, "value": {"stringValue": value}}


def sent_by(service):
    return {"attributes": [attribute("service.name", service), attribute("team", "a")]}


def span(number, **more):
    return {"traceId": f"{number + 1:032x}", "spanId": f"{number + 1:016x}", "name": "work",
            "kind": 2, "startTimeUnixNano": str(NOW + number * 1000), "endTimeUnixNano": str(NOW + number * 1000 + 1234567),
            "attributes": [attribute("n", str(number))], "status": {"code": 2, "message": "no"},
            "events": [{"name": "at", "timeUnixNano": str(NOW), "attributes": [attribute("k", "v")]}],
            **more}


def spans(*numbers):
    return {"resourceSpans": [{"resource": sent_by("svc"), "scopeSpans": [{
        "scope": {"name": "lib", "version": "2"}, "spans": [span(n) for n in numbers]}]}]}


def records():
    return {"resourceLogs": [{"resource": sent_by("svc"), "scopeLogs": [{"logRecords": [
        {"timeUnixNano": str(NOW + 5000), "severityNumber": 17, "severityText": "ERROR",
         "eventName": "said", "body": {"stringValue": "words"}, "traceId": "f" * 32,
         "attributes": [attribute("a", "b")]}]}]}]}


def points():
    return {"resourceMetrics": [{"resource": sent_by("svc"), "scopeMetrics": [{"metrics": [
        {"name": "c", "unit": "1", "description": "counts", "sum": {
            "aggregationTemporality": 1, "isMonotonic": True, "dataPoints": [
                {"startTimeUnixNano": str(NOW), "timeUnixNano": str(NOW + 9000), "asInt": "7"}]}},
        {"name": "h", "unit": "s", "histogram": {"aggregationTemporality": 2, "dataPoints": [
            {"startTimeUnixNano": str(NOW), "timeUnixNano": str(NOW + 9000), "count": "3", "sum": 2.5,
             "bucketCounts": ["1", "2"], "explicitBounds": [1.5]}]}}]}]}]}


def plain(line):
    """What must be the same on both sides: all but the id, which is made of what came."""
    return {key: value for key, value in line.items() if key not in ("event_id", "otlp_id", "ts")}


def compared(one, other):
    """Lines that came in by OpenTelemetry, in an order of their own."""
    def lines(store):
        found = [line for line in store.lines() if line.get("kind") in ("span", "metric", "log")]
        return sorted(found, key=lambda line: (line["kind"], line["event"], str(line.get("n"))))
    return lines(one), lines(other)


def all_signals_arrive_as_they_were(scheme="http"):
    grpc = scheme == "grpc"
    with Store() as one, Store() as two, Server(two, grpc="127.0.0.1:0") as far:
        url = f"{scheme}://127.0.0.1:{far.grpc if grpc else far.port}"
        with Server(one, "--forward", url) as near:
            near.post(spans(*range(600)), path="/v1/traces")
            near.post(records(), path="/v1/logs")
            near.post(points(), path="/v1/metrics")
            near.post({"event": "own", "x": 1})
            eventually(lambda: len(two.lines()) >= 604, 60)
            same(near.end(), 0)
        mine, others = compared(one, two)
        same([line for line in others if line["event"] == "own"][0]["x"], 1)
        others = [line for line in others if line["event"] != "own"]
        same(len(others), 603)
        for left, right in zip(mine, others):
            same(right, left)


def all_signals_arrive_over_grpc():
    all_signals_arrive_as_they_were("grpc")


def nothing_is_lost_while_the_other_side_is_away():
    for scheme in ["http", "grpc"]:
        port = free_port()
        own, any_ = f"127.0.0.1:{port}", "127.0.0.1:0"
        http, grpc = (own, "off") if scheme == "http" else (any_, own)
        with Store() as one, Store() as two:
            url = f"{scheme}://127.0.0.1:{port}"
            with Server(one, "--forward", url) as near:
                near.post(spans(*range(20)), path="/v1/traces")
                near.end(signal.SIGKILL)
            with Server(one, "--forward", url) as near:
                near.post(spans(*range(20, 40)), path="/v1/traces")
                with Server(two, http=http, grpc=grpc) as far:
                    eventually(lambda: len(two.names("work")) == 40, 90)
                    far.end(signal.SIGKILL)
                near.post(spans(*range(40, 60)), path="/v1/traces")
                with Server(two, http=http, grpc=grpc) as far:
                    eventually(lambda: len(two.names("work")) == 60, 90)
                # Both were killed; what came twice counts once.
                same(sorted(int(line["n"]) for line in two.names("work")), list(range(60)))


def a_setting_counts_once_it_is_trusted():
    with Store() as one, Store() as two, Server(two) as far:
        with open(one.path + "/config.yaml", "a", encoding="utf-8") as file:
            file.write(f"forward: http://127.0.0.1:{far.port}\n")
        with Server(one) as near:
            near.post({"event": "early"})
            near.end()
            holds("does not count before tlm trust" in near.said, near.said)
        one.tlm("trust")
        with Server(one) as near:
            near.post({"event": "late"})
            eventually(lambda: len(two.names("late")) == 1)
        same(two.names("early"), [])


def it_does_not_lead_to_itself():
    with Store() as store:
        port = free_port()
        done = store.tlm("serve", "--listen", f"127.0.0.1:{port}", "--grpc", "off", "--no-watch",
                         "--forward", f"http://localhost:{port}", check=False)
        same(done.returncode, 64)
        holds("itself" in done.stderr, done.stderr)


run({name: value for name, value in list(globals().items())
     if callable(value) and getattr(value, "__module__", "") == "__main__"
     and name not in ("free_port", "attribute", "sent_by", "span", "spans", "records", "points", "plain",
                      "compared") and not isinstance(value, type)})
