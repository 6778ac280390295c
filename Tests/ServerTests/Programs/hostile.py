"""Cases of clients that mean harm, or do it."""
import concurrent.futures
import gzip
import json
import os
import socket
import time

from served import Server, Store, answer, eventually, holds, run, same


def status(found):
    return int(found.split(b" ", 2)[1]) if found.startswith(b"HTTP/1.1 ") else None


def heads_that_are_too_large_or_none():
    with Store() as store, Server(store) as server:
        cases = {
            "one field": b"GET /health HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * (1 << 20),
            "many fields": b"GET /health HTTP/1.1\r\nHost: localhost\r\n"
                           + b"".join(b"X%d: y\r\n" % n for n in range(5000)) + b"\r\n",
            "a long address": b"GET /" + b"a" * (1 << 20) + b" HTTP/1.1\r\n",
            "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + os.urandom(200),
            "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
            "two lengths": b"POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n"
                           b"Content-Length: 3\r\n\r\n{}",
            "length and chunks": b"POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n"
                                 b"Transfer-Encoding: chunked\r\n\r\n{}",
            "no host": b"GET /health HTTP/1.1\r\nConnection: close\r\n\r\n",
            "two hosts": b"GET /health HTTP/1.1\r\nHost: localhost\r\nHost: evil\r\n"
                         b"Connection: close\r\n\r\n",
        }
        for name, request in cases.items():
            connection = server.raw()
            try:
                connection.sendall(request)
                connection.shutdown(socket.SHUT_WR)
            except OSError:
                pass
            found = answer(connection)
            holds(status(found) in (None, 400, 414, 421, 431), name, found[:200])
            same(server.ask("GET", "/health")[0], 200, name)
        same(store.lines(), [])


def half_requests_write_nothing():
    with Store() as store, Server(store) as server:
        body = json.dumps({"event": "half"}).encode()
        for request in [
            b"POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n" + body,
            b"POST /v1/events HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
            + b"%x\r\n" % len(body) + body,
            b"POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Le",
        ]:
            for close in (True, False):
                connection = server.raw()
                connection.sendall(request)
                if close:
                    connection.shutdown(socket.SHUT_WR)
                time.sleep(0.05)
                connection.close()
        same(server.ask("GET", "/health")[0], 200)
        same(store.lines(), [])


def bodies_that_are_too_large():
    with Store() as store, Server(store) as server:
        large = b'{"event":"x","t":"' + b"x" * (17 << 20) + b'"}'
        found, _, body = server.ask("POST", "/v1/events", large)
        same((found, json.loads(body)["error"]["code"]), (413, "tooLarge"))
        connection = server.raw()
        connection.sendall(b"POST /v1/events HTTP/1.1\r\nHost: localhost\r\n"
                           b"Transfer-Encoding: chunked\r\n\r\n")
        sent = 0
        try:
            # It reads a bounded rest behind a refusal, so that the client gets the answer.
            while sent < 160 << 20:
                connection.sendall(b"100000\r\n" + b"x" * (1 << 20) + b"\r\n")
                sent += 1 << 20
        except OSError:
            pass
        holds(sent < 160 << 20)
        bomb = gzip.compress(b"\0" * (300 << 20), 9)
        found, _, body = server.ask("POST", "/v1/traces", bomb, {
            "Content-Type": "application/x-protobuf", "Content-Encoding": "gzip"}, timeout=120)
        same(found, 413)
        same(server.ask("GET", "/health")[0], 200)


def an_event_that_is_too_long_is_refused_and_nothing_of_it_is_cut():
    with Store() as store, Server(store) as server:
        # The limit holds for the line as it would stand in the log, with its time.
        for size, time in [(2 << 20, ""), ((1 << 20) - 40, ""), ((1 << 20), ',"ts":"2026-05-01T10:00:00Z"')]:
            long = '{"event":"x","t":"' + "x" * size + '"' + time + "}"
            for body in [long, '{"event":"before"}\n' + long, "[" + long + "]"]:
                for headers in [{}, {"Idempotency-Key": "k"}] if body == long else [{}]:
                    found = server.post(body, headers, 413)
                    same(found["error"]["code"], "lineTooLong")
        same(store.lines(), [])
        server.post('{"event":"x","t":"' + "x" * ((1 << 20) - 200) + '"}')
        same([len(line["t"]) for line in store.lines()], [(1 << 20) - 200])
        # An agent has no use for a refusal: what its hooks post is cut, with a mark.
        hook = {"hook_event_name": "UserPromptSubmit", "session_id": "s", "prompt": "p " * (1 << 20)}
        same(server.ask("POST", "/v1/hooks/claude-code", json.dumps(hook))[0], 204)
        same(len(store.lines()), 2)


def telemetry_that_is_refused_is_told_so_in_its_own_form():
    with Store() as store, Server(store) as server:
        def told(method, body, kind, **more):
            headers = {**({"Content-Type": kind} if kind else {}), **more}
            status, headers, said = server.ask(method, "/v1/logs", body, headers)
            if kind != "application/x-protobuf":
                said = json.loads(said)
                return status, headers["Content-Type"], said["code"], said["message"]
            # Two fields: the code, and the message.
            same((said[0], said[2]), (8, 18), said)
            return status, headers["Content-Type"], said[1], said[3:].decode("utf-8", "replace")

        large = b"x" * ((64 << 20) + 1)
        for kind in ["application/json", "application/x-protobuf"]:
            same(told("POST", large, kind)[:3], (413, kind, 8))
            same(told("GET", None, kind)[:3], (405, kind, 12))
            same(told("POST", b"", kind, Host="evil.example")[:3], (421, kind, 7))
            status, found, code, message = told("POST", b"", kind, Origin="http://evil.example")
            same((status, found, code), (403, kind, 7))
            holds("another site" in message, message)
        same(told("GET", None, None)[:3], (405, "application/json", 12))
        same(server.ask("GET", "/v1/logs")[1]["Allow"], "POST")


def who_says_nothing_or_too_slowly_is_let_go_in_time():
    with Store() as store, Server(store, "--runs", "127.0.0.1:0") as server:
        runs = int(server.begun["runs"].rsplit(":", 1)[1])
        begin = time.monotonic()
        idle, slow = [], []
        for port in (server.port, runs):
            for number in range(60):
                connection = socket.create_connection(("127.0.0.1", port), timeout=30)
                if number >= 40:
                    connection.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n")
                (slow if number >= 50 else idle).append(connection)
        # One that was answered before waits no longer for its next request than the others.
        again = server.raw()
        again.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        holds(again.recv(1000).startswith(b"HTTP/1.1 200"))
        idle.append(again)
        while time.monotonic() - begin < 75:
            for connection in slow:
                try:
                    connection.sendall(b"X: y\r\n")
                except OSError:
                    pass
            time.sleep(3)
        still = []
        for connection in idle + slow:
            connection.setblocking(False)
            try:
                while connection.recv(1000):
                    pass
            except BlockingIOError:
                still.append(connection)
            except OSError:
                pass
        same(len(still), 0)
        same(server.ask("GET", "/health")[0], 200)


def many_that_say_nothing_keep_nobody_out():
    with Store() as store, Server(store) as server:
        idle = []
        for _ in range(600):
            connection = server.raw()
            connection.sendall(b"POST /v1/events HTTP/1.1\r\nHost: lo")
            idle.append(connection)
        begin = time.monotonic()
        server.post({"event": "x"})
        holds(time.monotonic() - begin < 5)
        begin = time.monotonic()
        same(server.end(), 0)
        holds(time.monotonic() - begin < 8)
        for connection in idle:
            connection.close()


def too_many_connections_are_turned_away():
    with Store() as store, Server(store) as server:
        idle = [server.raw() for _ in range(1024)]
        eventually(lambda: _is_away(server))
        for connection in idle:
            connection.close()
        eventually(lambda: not _is_away(server))


def _is_away(server):
    try:
        return server.ask("GET", "/health", timeout=5)[0] == 503
    except OSError:
        return True


def continue_is_said_and_pipelines_keep_their_order():
    with Store() as store, Server(store) as server:
        connection = server.raw()
        body = json.dumps({"event": "c"}).encode()
        connection.sendall(b"POST /v1/events HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
                           b"Content-Length: %d\r\n\r\n" % len(body))
        holds(connection.recv(100).startswith(b"HTTP/1.1 100"))
        connection.sendall(body)
        holds(connection.recv(1000).startswith(b"HTTP/1.1 200"))
        connection.close()
        connection = server.raw()
        request = b"POST /v1/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: %d\r\n\r\n%s"
        parts = [b'{"event":"p","n":%d}' % n for n in range(50)]
        connection.sendall(b"".join(request % (len(part), part) for part in parts))
        connection.shutdown(socket.SHUT_WR)
        same(answer(connection).count(b"HTTP/1.1 200"), 50)
        same([line["n"] for line in store.names("p")], list(range(50)))


def noise_harms_nobody():
    with Store() as store, Server(store) as server:
        def noise(number):
            connection = server.raw()
            try:
                connection.sendall(os.urandom(2000) if number % 2 else
                                   b"GET / HTTP/1.1\r\n" + os.urandom(500))
                connection.settimeout(5)
                connection.recv(100)
            except OSError:
                pass
            connection.close()

        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            list(pool.map(noise, range(300)))
        server.post({"event": "after"})
        same(len(store.lines()), 1)


run({name: value for name, value in list(globals().items())
     if callable(value) and getattr(value, "__module__", "") == "__main__"
     and name not in ("status",) and not isinstance(value, type)})
