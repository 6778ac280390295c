"""Cases of a store that is removed, replaced, read-only, full or pruned under its server."""
import http.client
import json
import os
import resource
import shutil

from served import Server, Store, eventually, holds, run, same

NOBODY = 65534


def span(number):
    return {"resourceSpans": [{"scopeSpans": [{"spans": [
        {"traceId": f"{number + 1:032x}", "spanId": f"{number + 1:016x}", "name": "s",
         "startTimeUnixNano": "1780000000000000000", "endTimeUnixNano": "1780000000000000001",
         "attributes": [{"key": "t", "value": {"stringValue": "x" * 8000}}]}]}]}]}


def tell(server, number):
    """A span over OpenTelemetry: status, headers and what is said."""
    status, headers, body = server.ask(
        "POST", "/v1/traces", json.dumps(span(number)), {"Content-Type": "application/json"})
    return status, headers, json.loads(body)


def is_told(answer, status, *words):
    """That an answer is one sentence with the right status."""
    found, _, body = answer
    same(found, status, body)
    sentence = json.loads(body)["error"]["message"]
    holds(all(word in sentence for word in words) and "\n" not in sentence, sentence)


def one_that_is_removed_is_away_until_it_is_back():
    with Store() as store, Server(store, "--no-token") as server:
        server.post({"event": "before"})
        os.rename(store.path, store.path + ".away")
        is_told(server.ask("POST", "/v1/events", '{"event":"gone"}'), 503, "no store")
        status, headers, said = tell(server, 1)
        same((status, said["code"]), (503, 14))
        holds(int(headers["Retry-After"]) >= 1)
        for path in ["/v1/query", "/v1/summary", "/metrics"]:
            is_told(server.ask("GET", path), 503)
        same(server.ask("GET", "/health")[0], 503)
        os.rename(store.path + ".away", store.path)
        eventually(lambda: tell(server, 1)[0] == 200)
        same(server.ask("POST", "/v1/events", '{"event":"after"}')[0], 200)
        same([line["event"] for line in store.lines()], ["before", "s", "after"])


def one_that_is_removed_is_neither_made_anew_nor_taken_for_empty():
    with Store() as store, Server(store, "--no-token", "--runs", "127.0.0.1:0", "--grpc", "off") as server:
        run_ = {"event_id": "x", "run_id": "x", "agent_name": "a", "job_type": "j",
                "start_time": "2026-11-01T00:00:00Z"}

        def of_runs(method, path, body=None):
            connection = http.client.HTTPConnection(server.begun["runs"], timeout=30)
            connection.request(method, path, body and json.dumps(body),
                               {"Content-Type": "application/json"} if body else {})
            found = connection.getresponse()
            body = found.read()
            connection.close()
            return found.status, body

        def talk(tool, **arguments):
            message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call",
                       "params": {"name": tool, "arguments": arguments}}
            status, _, body = server.ask("POST", "/mcp", json.dumps(message),
                                         {"Content-Type": "application/json"})
            return status, json.loads(body)["result"]

        browser = {"Accept": "text/html"}
        hook = json.dumps({"hook_event_name": "Stop", "session_id": "s"})
        same(of_runs("POST", "/api/v1/runs", run_)[0], 201)
        same(server.ask("GET", "/runs", headers=browser)[0], 200)
        os.rename(store.path, store.path + ".away")
        for _ in range(2):
            is_told(server.ask("POST", "/v1/hooks/claude-code", hook), 503, "no store")
            for tool, arguments in [("record_event", {"event": "q"}), ("summary", {}), ("runs", {})]:
                status, result = talk(tool, **arguments)
                same((status, result["isError"]), (200, True), tool)
                holds(result["content"][0]["text"].startswith("noStore: "), result)
            for path in ["/", "/runs", "/run/x", "/events", "/sessions", "/sensors", "/projections/runs",
                         "/traces", "/issues", "/runs/download?format=csv"]:
                status, headers, body = server.ask("GET", path, headers=browser)
                same(status, 503, path)
                holds(headers["Content-Type"].startswith("text/html") and b"there is no store" in body, path)
            for path in ["/v1/projections/runs/stream", "/v1/events/stream", "/v1/runs", "/runs", "/metrics"]:
                is_told(server.ask("GET", path), 503, "no store")
            for method, path, body in [
                    ("GET", "/health", None), ("GET", "/metrics", None), ("GET", "/api/v1/runs", None),
                    ("GET", "/api/v1/runs/x", None), ("GET", "/api/v1/runs/x/history", None),
                    ("GET", "/api/v1/metadata", None), ("POST", "/api/v1/runs", run_),
                    ("POST", "/api/v1/runs/batch", [run_]), ("PATCH", "/api/v1/runs/x", {"status": "failure"})]:
                status, body = of_runs(method, path, body)
                same(status, 503, method, path)
                holds("no store" in json.loads(body)["detail"], body)
            same(of_runs("GET", "/openapi.json")[0], 200)
            holds(not os.path.exists(store.path))
        os.rename(store.path + ".away", store.path)
        eventually(lambda: of_runs("GET", "/api/v1/runs/x")[0] == 200)
        same(talk("record_event", event="q")[1]["isError"], False)
        same(server.ask("POST", "/v1/hooks/claude-code", hook)[0], 204)
        same(server.ask("GET", "/runs", headers=browser)[0], 200)
        eventually(lambda: len(store.names("q")) == 1)


def one_that_is_replaced_is_served_from_its_beginning():
    with Store() as store, Server(store, "--no-token") as server:
        for number in range(3):
            same(tell(server, number)[0], 200)
        shutil.rmtree(store.path)
        store.tlm("init")
        # What stood in the old one does not stand in the new one.
        eventually(lambda: tell(server, 1)[0] == 200)
        same(tell(server, 2)[0], 200)
        same(sorted(int(line["span_id"], 16) for line in store.names("s")), [2, 3])
        found = server.ask("GET", "/v1/events/stream", headers={"Last-Event-ID": "99999999"})
        is_told(found, 410, "another store")


def one_that_is_read_only_is_read_and_loses_nothing():
    if os.getuid() != 0:
        return
    with Store() as store:
        os.chmod(store.folder, 0o777)

        def hand_over(path):
            for place, folders, files in os.walk(path):
                for name in folders + files:
                    os.lchown(os.path.join(place, name), NOBODY, NOBODY)
            os.lchown(path, NOBODY, NOBODY)

        def become_nobody():
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)

        hand_over(store.path)
        with Server(store, "--no-token", preexec_fn=become_nobody) as server:
            server.post({"event": "before"})
            # A copy in its place, which is the same store and not to be written.
            shutil.copytree(store.path, store.path + ".copy", symlinks=True)
            hand_over(store.path + ".copy")
            os.rename(store.path, store.path + ".away")
            os.rename(store.path + ".copy", store.path)
            for place, _, files in os.walk(store.path):
                for name in files:
                    path = os.path.join(place, name)
                    if not os.path.islink(path):
                        os.chmod(path, 0o400)
                os.chmod(place, 0o500)
            is_told(server.ask("POST", "/v1/events", '{"event":"late"}'), 503)
            same(tell(server, 1)[0], 503)
            found = json.loads(server.ask("GET", "/v1/query?event=before")[2])
            same(len(found["events"]), 1)
            for place, _, files in os.walk(store.path):
                os.chmod(place, 0o700)
                for name in files:
                    path = os.path.join(place, name)
                    if not os.path.islink(path):
                        os.chmod(path, 0o600)
            eventually(lambda: tell(server, 1)[0] == 200)
            same([line["event"] for line in store.lines()], ["before", "s"])


def one_that_is_full_takes_no_more_and_loses_nothing():
    with Store() as store:
        def limit():
            resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, resource.RLIM_INFINITY))

        with Server(store, "--no-token", preexec_fn=limit) as server:
            taken, number = [], 0
            while True:
                status, headers, said = tell(server, number)
                if status != 200:
                    break
                taken.append(number)
                number += 1
            same((status, said["code"]), (503, 14))
            holds(int(headers["Retry-After"]) >= 1 and "\n" not in said["message"], said)
            is_told(server.ask("POST", "/v1/events", json.dumps({"event": "e", "t": "x" * 9000})), 507)
            found = json.loads(server.ask("GET", "/v1/projections/event-counts")[2])
            same(found["events"], len(taken), found)
            # Somebody makes room, and the sender comes again.
            resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE,
                             (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            eventually(lambda: tell(server, number)[0] == 200)
            same([int(line["span_id"], 16) - 1 for line in store.names("s")], taken + [number])


def one_that_is_pruned_says_where_it_begins():
    with Store() as store, Server(store, "--no-token") as server:
        with open(store.path + "/config.yaml", "a", encoding="utf-8") as file:
            file.write("rotation: {size: 64K}\n")
        for _ in range(20):
            store.tlm("emit", "old", "t=" + "x" * 9000, "ts=2020-01-01T00:00:00Z")
        count = json.loads(server.ask("GET", "/v1/projections/event-counts")[2])["events"]
        store.tlm("prune", "--older-than", "90d")
        is_told(server.ask("GET", "/v1/events/stream", headers={"Last-Event-ID": "1"}), 410, "pruned")
        same(tell(server, 1)[0], 200)
        # What was counted stays counted.
        found = json.loads(server.ask("GET", "/v1/projections/event-counts")[2])
        holds(found["events"] >= count + 1, found)


run({name: value for name, value in list(globals().items())
     if callable(value) and getattr(value, "__module__", "") == "__main__"
     and name not in ("span", "tell", "is_told") and not isinstance(value, type)})
