"""Cases of a server: who may, what goes in and out, how it begins and ends."""
import concurrent.futures
import http.client
import json
import os
import signal
import stat
import subprocess
import time

from served import TLM, Server, Store, environment, eventually, holds, run, same


def events_go_in_and_are_read():
    with Store() as store, Server(store) as server:
        receipt = server.post({"event": "a", "n": 1})
        same(receipt["lines"], 1)
        receipt = server.post('{"event":"b"}\n{"event":"c"}\n')
        same(receipt["lines"], 2)
        server.post([{"event": "d"}, {"event": "e"}])
        same([line["event"] for line in store.lines()], ["a", "b", "c", "d", "e"])
        holds(all("ts" in line for line in store.lines()))
        found = server.read("/v1/query?event=c")
        same(len(found["events"]), 1, found)


def reading_takes_the_token():
    with Store() as store, Server(store) as server:
        for path in ["/v1/query", "/v1/summary", "/metrics", "/", "/v1/events/stream", "/mcp"]:
            status, headers, body = server.ask("GET", path)
            same(status, 401, path)
            same(json.loads(body)["error"]["code"], "unauthorized")
            holds("Bearer" in headers["WWW-Authenticate"])
        same(server.ask("GET", "/v1/query", headers={"Authorization": "Bearer no"})[0], 401)
        same(server.ask("GET", "/v1/query", headers=server.bearer)[0], 200)
        same(server.ask("GET", "/health")[0], 200)
        # A browser is given a cookie in place of the token in its address.
        status, headers, _ = server.ask("GET", f"/?token={server.token}", headers={"Accept": "text/html"})
        same((status, headers["Location"]), (303, "/"))
        asked = f"/v1/query?event=a%20b&token={server.token}&limit=5"
        found = server.ask("GET", asked, headers={"Accept": "text/html"})[1]["Location"]
        same(found, "/v1/query?event=a%20b&limit=5")
        same(server.ask("GET", asked)[0], 200)
        cookie = headers["Set-Cookie"].split(";")[0]
        holds("HttpOnly" in headers["Set-Cookie"] and "SameSite=Strict" in headers["Set-Cookie"])
        holds(server.token not in cookie)
        same(server.ask("GET", "/v1/query", headers={"Cookie": "a=b; " + cookie})[0], 200)
        same(stat.S_IMODE(os.stat(store.path + "/serve.token").st_mode), 0o600)
        same(stat.S_IMODE(os.stat(store.path + "/serve.lock").st_mode), 0o600)


def no_token_opens_reads_and_no_approvals():
    with Store() as store, Server(store, "--no-token") as server:
        same(server.ask("GET", "/v1/query")[0], 200)
        same(server.ask("POST", "/v1/mode/x/approve")[0], 403)
        same(server.ask("POST", "/v1/mode/x/approve", headers=server.bearer)[0], 403)


def other_hosts_and_pages_are_refused():
    with Store() as store, Server(store, "--no-token") as server:
        for host in ["evil.example", "evil.example:80", "127.0.0.1.evil.example", ""]:
            for path in ["/health", "/v1/query"]:
                status, _, body = server.ask("GET", path, headers={"Host": host})
                same(status, 421, host, body)
        for host in ["localhost", "127.0.0.1:1", "[::1]:80", "LOCALHOST:5"]:
            same(server.ask("GET", "/v1/query", headers={"Host": host})[0], 200, host)
        post = {"Origin": "http://evil.example", "Content-Type": "text/plain"}
        same(server.ask("POST", "/v1/events", '{"event":"x"}', post)[0], 403)
        for origin in ["null", f"http://127.0.0.1:{server.port + 1}", "http://localhost"]:
            same(server.ask("GET", "/v1/query", headers={"Origin": origin})[0], 403, origin)
        own = {"Origin": f"http://127.0.0.1:{server.port}"}
        same(server.ask("GET", "/v1/query", headers=own)[0], 200)
        same(store.lines(), [])


def reserved_and_unreadable_events_are_refused_whole():
    with Store() as store, Server(store) as server:
        for name in ["tlm.drained", "mode_transition", "control_effect"]:
            found = server.post([{"event": "ok"}, {"event": name}], status=422)
            same(found["error"]["code"], "reserved")
        for body in ["", "no", "[1]", '{"event":"a"}\nno\n', "[{}", '"text"']:
            status = server.ask("POST", "/v1/events", body)[0]
            same(status, 422, body)
        same(store.lines(), [])
        same(server.ask("POST", "/v1/events", "{}", {"Content-Type": "text/html"})[0], 415)


def bodies_may_be_packed():
    import gzip
    with Store() as store, Server(store) as server:
        lines = "".join('{"event":"n","n":%d}\n' % n for n in range(1000))
        packed = {"Content-Type": "application/x-ndjson", "Content-Encoding": "gzip"}
        same(server.ask("POST", "/v1/events", gzip.compress(lines.encode()), packed)[0], 200)
        same(len(store.lines()), 1000)
        same(server.ask("POST", "/v1/events", gzip.compress(lines.encode())[:-9], packed)[0], 400)
        bomb = gzip.compress(b" " * (64 << 20))
        same(server.ask("POST", "/v1/events", bomb, packed)[0], 413)
        other = {**packed, "Content-Encoding": "br"}
        same(server.ask("POST", "/v1/events", b"x", other)[0], 415)
        same(len(store.lines()), 1000)


def revisions_and_keys_are_kept():
    with Store() as store, Server(store) as server:
        first = server.post({"event": "o"}, {"Tlm-Expect-Revision": "order-7=0"})
        same(first["revision"], 1)
        found = server.post({"event": "o"}, {"Tlm-Expect-Revision": "order-7=0"}, status=409)
        same(found["conflict"]["actual"], 1)
        one = server.post({"event": "paid", "n": 1}, {"Idempotency-Key": "k"})
        two = server.post({"event": "paid", "n": 1}, {"Idempotency-Key": "k"})
        same((one["appended"], two["appended"], two["position"]), (True, False, one["position"]))
        same(len(store.names("paid")), 1)
        server.post({"event": "x"}, {"Tlm-Expect-Revision": "no"}, status=400)


def secrets_and_levels_are_as_everywhere():
    with Store() as store:
        with open(store.path + "/config.yaml", "a", encoding="utf-8") as file:
            file.write("level: info\n")
        with Server(store) as server:
            server.post({"event": "in", "token": "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"})
            found = server.post({"event": "out", "level": "debug"})
            same(found, {"appended": False, "lines": 0})
            same(len(store.lines()), 1)
            holds("a1B2c3D4" not in json.dumps(store.lines()))


def settings_are_taken_as_they_come_and_a_mistake_changes_nothing():
    with Store() as store, Server(store) as server:
        def write(text):
            with open(store.path + "/config.yaml", "w", encoding="utf-8") as file:
                file.write(text)

        def is_in():
            return server.post({"event": "d", "level": "debug"})["appended"]

        write("level: info\n")
        eventually(lambda: not is_in())
        write("level: [\n")
        eventually(lambda: "settings" in json.loads(server.ask("GET", "/health")[2]) or is_in())
        same(is_in(), False)
        write("level: debug\n")
        eventually(is_in)
        same("settings" in json.loads(server.ask("GET", "/health")[2]), False)


def a_second_server_says_who_serves():
    with Store() as store, Server(store) as server:
        done = store.tlm("serve", "--listen", "127.0.0.1:0", "--grpc", "off", check=False)
        same(done.returncode, 2)
        holds(str(server.process.pid) in done.stderr and server.begun["http"][0] in done.stderr)
        found = json.loads(store.tlm("serve", "status", "--json").stdout)
        same((found["serving"], found["pid"]), (True, server.process.pid))


def stop_ends_it_and_status_says_so():
    with Store() as store, Server(store) as server:
        store.tlm("serve", "stop")
        same(server.end(), 0)
        done = store.tlm("serve", "status", "--json", check=False)
        same((done.returncode, json.loads(done.stdout)["serving"]), (1, False))
        same(store.tlm("serve", "stop", check=False).returncode, 1)


def a_taken_port_is_named_and_the_others_serve():
    with Store() as one, Store() as two, Server(one) as server:
        taken = f"127.0.0.1:{server.port}"
        done = two.tlm("serve", "--listen", taken, "--grpc", "off", "--no-watch", check=False)
        same(done.returncode, 1)
        holds(taken in done.stderr, done.stderr)
        with Server(two, http=taken, grpc="127.0.0.1:0") as other:
            same(len(other.begun["grpc"]), 1)
            holds(taken in other.begun["failures"][0])
            same(other.end(), 0)


def a_socket_needs_no_token():
    with Store() as store:
        path = store.folder + "/s"
        with Server(store, "--socket", path) as server:
            same(stat.S_IMODE(os.stat(path).st_mode) & 0o077, 0)
            import socket

            connection = http.client.HTTPConnection("localhost")
            connection.sock = socket.socket(socket.AF_UNIX)
            connection.sock.connect(path)
            connection.request("GET", "/v1/query")
            same(connection.getresponse().status, 200)
            connection.close()
            same(server.end(), 0)


def addresses_and_methods_that_are_none():
    with Store() as store, Server(store) as server:
        for path in ["/nothing", "/v1", "/v1/query/more", "/../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd",
                     "/v1/%00", "/%", "//v1//nothing"]:
            status, _, body = server.ask("GET", path, headers=server.bearer)
            holds(status in (400, 404), path, status, body)
            holds(b"root:" not in body)
        status, headers, _ = server.ask("DELETE", "/v1/events", headers=server.bearer)
        same((status, headers["Allow"]), (405, "POST"))
        status, headers, _ = server.ask("GET", "/v1/traces", headers=server.bearer)
        same((status, headers["Allow"]), (405, "POST"))
        status, headers, body = server.ask("HEAD", "/v1/query", headers=server.bearer)
        same((status, body), (200, b""))
        same(server.ask("GET", "/v1/query?limit=no", headers=server.bearer)[0], 400)
        same(server.ask("GET", "/v1/query?nothing=1", headers=server.bearer)[0], 400)
        same(server.ask("GET", "/v1/trace/none", headers=server.bearer)[0], 404)
        same(server.ask("GET", "/v1/projections/none", headers=server.bearer)[0], 404)


def questions_are_the_documents_of_commands():
    with Store() as store, Server(store) as server:
        server.post([{"event": "issue_start", "issue_id": "I-1", "tool": "t"},
                     {"event": "issue_complete", "issue_id": "I-1", "tool": "t", "result": "success"}])
        for name in ["usage", "stats", "sessions", "runs"]:
            same(server.read("/v1/" + name),
                 json.loads(store.tlm(*{"stats": ["stats"], "runs": ["runs", "list"],
                                        "sessions": ["sessions", "list"]}.get(name, [name]),
                                      "--json", check=False).stdout), name)
        holds("I-1" in json.dumps(server.read("/v1/trace/I-1")))
        found = server.read("/v1/projections/event-counts")
        same(found["events"], 2)
        receipt = server.post({"event": "more"})
        found = server.read(f"/v1/projections/event-counts?reach={receipt['end']}&timeout=5")
        same(found["events"], 3)
        same(server.ask("GET", f"/v1/projections/event-counts?after={receipt['end']}&timeout=0",
                        headers=server.bearer)[0], 204)
        with concurrent.futures.ThreadPoolExecutor() as pool:
            waiting = pool.submit(
                server.read, f"/v1/projections/event-counts?after={receipt['end']}&timeout=20")
            time.sleep(0.2)
            server.post({"event": "last"})
            same(waiting.result()["events"], 4)


def what_cannot_be_meant_is_not_waited_for():
    with Store() as store, Server(store) as server:
        begin = time.monotonic()
        found = server.read("/v1/projections/event-counts?reach=1000000000&wait=1", 400)
        holds("wait" in found["error"]["message"], found)
        holds(time.monotonic() - begin < 10)


def pages_of_events_end_before_they_are_too_large():
    with Store() as store, Server(store) as server:
        with open(store.path + "/in.jsonl", "a", encoding="utf-8") as file:
            for number in range(20):
                file.write(json.dumps({"event": "big", "n": number, "t": "x" * 1_000_000}) + "\n")
        numbers, more = [], ""
        while more is not None:
            _, _, body = server.ask(
                "GET", "/v1/query?limit=1000" + more, headers=server.bearer, timeout=300)
            holds(len(body) < 18 << 20, len(body))
            page = json.loads(body)
            numbers += [one["event"]["n"] for one in page["events"]]
            more = f"&cursor={page['next']}" if page["next"] is not None else None
        same(numbers, list(range(20)))


def many_posts_are_in_once():
    with Store() as store, Server(store) as server:
        def post(number):
            return server.post([{"event": "n", "n": number, "m": m} for m in range(5)])["position"]

        with concurrent.futures.ThreadPoolExecutor(32) as pool:
            places = list(pool.map(post, range(400)))
        same(len(set(places)), 400)
        found = [(line["n"], line["m"]) for line in store.names("n")]
        same(sorted(found), [(n, m) for n in range(400) for m in range(5)])
        # Each request's events stand together, in their order.
        same([m for _, m in found], list(range(5)) * 400)


def what_was_acknowledged_outlives_a_kill():
    with Store() as store:
        acknowledged = []
        for round_ in range(3):
            with Server(store) as server, concurrent.futures.ThreadPoolExecutor(16) as pool:
                def post(number, server=server, round_=round_):
                    try:
                        server.post({"event": "k", "id": f"{round_}-{number}"})
                        acknowledged.append(f"{round_}-{number}")
                    except Exception:
                        pass

                waiting = [pool.submit(post, number) for number in range(300)]
                eventually(lambda: len(acknowledged) > 60 * (round_ + 1))
                server.end(signal.SIGKILL)
                concurrent.futures.wait(waiting)
        ids = [line["id"] for line in store.names("k")]
        same(len(ids), len(set(ids)))
        holds(set(acknowledged) <= set(ids), len(acknowledged), len(ids))


def sigterm_finishes_what_goes_on():
    with Store() as store:
        acknowledged = []
        with Server(store) as server, concurrent.futures.ThreadPoolExecutor(16) as pool:
            def post(number):
                try:
                    server.post({"event": "k", "id": number})
                    acknowledged.append(number)
                except Exception:
                    pass

            waiting = [pool.submit(post, number) for number in range(300)]
            eventually(lambda: len(acknowledged) > 50)
            begin = time.monotonic()
            same(server.end(), 0)
            holds(time.monotonic() - begin < 8)
            concurrent.futures.wait(waiting)
        ids = [line["id"] for line in store.names("k")]
        holds(set(acknowledged) <= set(ids))
        same(len(ids), len(set(ids)))


def sigterm_waits_for_no_question_that_waits():
    with Store() as store, Server(store) as server:
        server.post({"event": "k"})
        path = "/v1/projections/event-counts?reach=1000000000&timeout=60"
        with server.raw() as asking:
            asking.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
                           f"Authorization: Bearer {server.token}\r\n\r\n".encode())
            time.sleep(1)
            begin = time.monotonic()
            same(server.end(), 0)
            holds(time.monotonic() - begin < 20)


def it_watches_too():
    with Store() as store, Server(store, watch=True) as server:
        with open(store.path + "/in.jsonl", "a", encoding="utf-8") as file:
            file.write('{"event":"stranger"}\n')
        eventually(lambda: len(store.names("stranger")) == 1)
        eventually(lambda: os.path.exists(store.path + "/board"))
        same(server.end(), 0)


def hooks_are_answered_with_nothing():
    with Store() as store, Server(store) as server:
        hook = {"hook_event_name": "PostToolUse", "session_id": "s", "tool_name": "Bash"}
        status, _, body = server.ask("POST", "/v1/hooks/claude-code", json.dumps(hook),
                                     {"Content-Type": "application/json"})
        same((status, body), (204, b""))
        same(server.ask("POST", "/v1/hooks/claude-code", "no")[0], 204)
        eventually(lambda: len(store.lines()) == 2)
        same(store.lines()[0]["session_id"], "s")


def what_a_coding_agent_tells_by_every_way_counts_once():
    import gzip

    def attributes(**given):
        return [{"key": key.replace("__", "."), "value": {"stringValue": str(value)}}
                for key, value in given.items()]

    def record(second, name, **given):
        return {"timeUnixNano": str((1780000000 + second) * 10**9),
                "body": {"stringValue": "claude_code." + name},
                "attributes": attributes(event__name=name, session__id="s-1", **given)}

    logs = {"resourceLogs": [{"resource": {"attributes": attributes(service__name="claude-code")}, "scopeLogs": [{
        "scope": {"name": "com.anthropic.claude_code.events"}, "logRecords": [
            record(0, "user_prompt", prompt="do it", prompt_length=5, prompt__id="q-1"),
            record(2, "api_request", model="claude-opus-4-5", request_id="req_1", input_tokens=10,
                   output_tokens=7, cache_read_tokens=100, cache_creation_tokens=20, cost_usd="0.5",
                   duration_ms=900),
            record(4, "tool_result", tool_name="Bash", tool_use_id="toolu_01AAAAAAAAAAAAAA",
                   success="true", duration_ms=2900)]}]}]}
    metrics = {"resourceMetrics": [{
        "resource": {"attributes": attributes(service__name="claude-code")}, "scopeMetrics": [{"metrics": [
            {"name": "claude_code.token.usage", "unit": "tokens", "sum": {
                "aggregationTemporality": 1, "isMonotonic": True, "dataPoints": [
                    {"startTimeUnixNano": "1780000000000000000", "timeUnixNano": "1780000005000000000",
                     "asDouble": 10, "attributes": attributes(
                         type="input", model="claude-opus-4-5", session__id="s-1", user__id="u")}]}}]}]}]}
    hook = {"hook_event_name": "PostToolUse", "session_id": "s-1", "tool_name": "Bash",
            "tool_use_id": "toolu_01AAAAAAAAAAAAAA", "duration_ms": 2900, "tool_response": {"stdout": "x"}}
    with Store() as store, Server(store) as server:
        for _ in range(2):
            # Packed, in pieces, by one who waits to be told that the body is wanted.
            packed = gzip.compress(json.dumps(logs).encode())
            pieces = (packed[start:start + 100] for start in range(0, len(packed), 100))
            status, _, body = server.ask("POST", "/v1/logs", pieces, {
                "Content-Type": "application/json; charset=utf-8", "Content-Encoding": "gzip",
                "Expect": "100-continue"})
            same(status, 200, body)
            server.post(metrics, path="/v1/metrics")
        same(server.ask("POST", "/v1/hooks/claude-code", json.dumps(hook))[0], 204)
        eventually(lambda: len(store.lines()) == 5)
        totals = server.read("/v1/usage")["totals"]
        same((totals["input_tokens"], totals["output_tokens"], totals["prompts"], totals["sessions"]),
             (10, 7, 1, 1), totals)
        tools = server.read("/v1/projections/tool-usage")["report"]["tools"]
        same(tools["Bash"]["calls"], 1, tools)
        page = server.ask("GET", "/metrics", headers=server.bearer)[2].decode()
        holds('claude_code_token_usage_tokens_total{' in page and "user_id" not in page, page)
        holds("session" not in page.split("# TYPE claude_code_token_usage")[1].split("#")[0], page)


def openapi_names_every_address():
    with Store() as store, Server(store) as server:
        document = server.read("/openapi.json")
        same(document["openapi"], "3.1.0")
        for path, method in [("/v1/events", "post"), ("/v1/traces", "post"), ("/metrics", "get"),
                             ("/v1/projections/{name}", "get"), ("/v1/summary", "get"),
                             ("/v1/mode/{proposal}/approve", "post"), ("/mcp", "post")]:
            holds(method in document["paths"][path], path)
        ids = [o["operationId"] for p in document["paths"].values() for o in p.values()]
        same(len(ids), len(set(ids)))


def metrics_are_a_page():
    with Store() as store, Server(store) as server:
        server.post([{"event": "a"}, {"event": "a"}])
        status, headers, body = server.ask("GET", "/metrics", headers=server.bearer)
        same(status, 200)
        holds(headers["Content-Type"].startswith("text/plain; version=0.0.4"))
        holds(b'tlm_events_total{event="a"} 2\n' in body, body)
        holds(body.endswith(b"\n"))


def the_form_of_metrics_is_the_one_that_is_asked_for():
    with Store() as store, Server(store) as server:
        server.post({"event": "a"})
        asked = ("application/openmetrics-text;version=1.0.0;q=0.75,text/plain;version=0.0.4;q=0.5,"
                 "*/*;q=0.1")
        _, headers, body = server.ask("GET", "/metrics", headers={**server.bearer, "Accept": asked})
        holds(headers["Content-Type"].startswith("application/openmetrics-text; version=1.0.0"))
        holds(body.endswith(b"# EOF\n") and b"# TYPE tlm_events counter\n" in body, body)
        holds(b'tlm_events_total{event="a"} 1\n' in body, body)
        plain = {**server.bearer, "Accept": "text/plain"}
        holds(server.ask("GET", "/metrics", headers=plain)[1]["Content-Type"].startswith("text/plain"))


def mcp_answers():
    with Store() as store, Server(store) as server:
        call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
        status, _, body = server.ask("POST", "/mcp", json.dumps(call), {
            "Content-Type": "application/json", "Accept": "application/json, text/event-stream",
            **server.bearer})
        same(status, 200, body)
        holds(any(tool["name"] == "summary" for tool in json.loads(body)["result"]["tools"]))


def a_service_manager_may_listen():
    import socket
    with Store() as store:
        listening = [socket.create_server(("127.0.0.1", 0)) for _ in range(2)]
        words = 'exec 3<&%d 4<&%d; LISTEN_PID=$$ LISTEN_FDS=2 exec "$@"' % tuple(
            one.fileno() for one in listening)
        process = subprocess.Popen(
            ["/bin/bash", "-c", words, "sh", TLM, "serve", "--no-watch"], cwd=store.folder,
            env=environment(HOME=store.folder), stdout=subprocess.PIPE, text=True,
            pass_fds=[one.fileno() for one in listening])
        begun = json.loads(process.stdout.readline())
        ports = ["127.0.0.1:%d" % one.getsockname()[1] for one in listening]
        same((begun["http"], begun["grpc"]), (ports[:1], ports[1:]))
        process.send_signal(signal.SIGTERM)
        same(process.wait(20), 0)
        process.stdout.close()


def a_service_manager_hears_when_it_is_ready_and_ends():
    import socket
    for name in ["/notify", "@tlm-test-%d" % os.getpid()]:
        with Store() as store, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
            path = name if name[0] == "@" else store.folder + name
            heard.bind("\0" + path[1:] if path[0] == "@" else path)
            heard.settimeout(20)
            process = subprocess.Popen(
                [TLM, "serve", "--no-watch", "--listen", "127.0.0.1:0", "--grpc", "off"],
                cwd=store.folder, env=environment(HOME=store.folder, NOTIFY_SOCKET=path),
                stdout=subprocess.PIPE, text=True)
            begun = json.loads(process.stdout.readline())
            same(heard.recv(100), b"READY=1")
            holds(begun["http"])
            process.send_signal(signal.SIGTERM)
            same(heard.recv(100), b"STOPPING=1")
            same(process.wait(20), 0)
            process.stdout.close()


def another_store_in_its_place_is_served():
    with Store() as store, Server(store) as server:
        server.post({"event": "old"})
        os.rename(store.path, store.folder + "/away")
        store.tlm("init")
        eventually(lambda: server.ask("POST", "/v1/events", '{"event":"new"}')[0] == 200)
        same([line["event"] for line in store.lines()], ["new"])


def a_disk_without_room_is_told():
    import resource
    with Store() as store:
        limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000))
        with Server(store, preexec_fn=limit) as server:
            acknowledged = 0
            for _ in range(60):
                status, _, body = server.ask(
                    "POST", "/v1/events", json.dumps([{"event": "f", "t": "x" * 9000}] * 2))
                if status != 200:
                    break
                acknowledged += 2
            same((status, json.loads(body)["error"]["code"]), (507, "fileTooLarge"), body)
            same(len(store.names("f")), acknowledged)
            same(server.ask("GET", "/v1/query", headers=server.bearer)[0], 200)


def a_store_that_was_pruned_is_told():
    with Store() as store, Server(store) as server:
        with open(store.path + "/config.yaml", "a", encoding="utf-8") as file:
            file.write("rotation: {size: 64K}\n")
        for n in range(20):
            store.tlm("emit", "old", "t=" + "x" * 9000, "ts=2020-01-01T00:00:00Z")
        store.tlm("prune", "--older-than", "90d")
        status, _, body = server.ask(
            "GET", "/v1/events/stream", headers={**server.bearer, "Last-Event-ID": "1"})
        same((status, json.loads(body)["error"]["code"]), (410, "truncated"))
        server.post({"event": "after"})


def approvals_take_a_token_that_is_shown_once():
    import pty
    with Store() as store:
        done = store.tlm("serve", "--approvals", "--listen", "127.0.0.1:0", "--grpc", "off", check=False)
        same(done.returncode, 2)
        holds("terminal" in done.stderr)
        near, far = pty.openpty()
        process = subprocess.Popen(
            [TLM, "serve", "--approvals", "--listen", "127.0.0.1:0", "--grpc", "off", "--no-watch"],
            cwd=store.folder, env=environment(HOME=store.folder), stdin=far, stdout=far, stderr=far)
        said = b""
        while b"ends it" not in said:
            said += os.read(near, 10_000)
        said = said.decode()
        token = said.split("shown this once: ")[1].split()[0]
        port = int(said.split("http://127.0.0.1:")[1].split("/")[0])
        holds(len(token) == 64)
        for place, _, names in os.walk(store.path):
            for name in names:
                with open(os.path.join(place, name), "rb") as file:
                    holds(token.encode() not in file.read(), name)

        def approve(bearer, body=None):
            connection = http.client.HTTPConnection("127.0.0.1", port)
            connection.request(
                "POST", "/v1/mode/none/approve", body, {"Authorization": "Bearer " + bearer})
            return connection.getresponse().status

        with open(store.path + "/serve.token", encoding="ascii") as file:
            same(approve(file.read().strip()), 403)
        same(approve(token), 404)
        # Nothing to say is said in an empty object, too; whatever else is meant stands in the query.
        same(approve(token, "{}"), 404)
        same(approve(token, '{"by":"ada"}'), 400)
        process.send_signal(signal.SIGTERM)
        same(process.wait(20), 0)


def a_store_that_goes_or_cannot_be_written_is_told():
    with Store() as store, Server(store) as server:
        server.post({"event": "before"})
        os.rename(store.path, store.path + ".away")
        found = server.post({"event": "gone"}, status=503)
        same(found["error"]["code"], "noStore")
        same(server.ask("GET", "/health")[0], 503)
        os.rename(store.path + ".away", store.path)
        eventually(lambda: server.ask("POST", "/v1/events", '{"event":"after"}')[0] == 200)
        same([line["event"] for line in store.lines()], ["before", "after"])


run({name: value for name, value in list(globals().items())
     if callable(value) and getattr(value, "__module__", "") == "__main__"
     and not isinstance(value, type)})
