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
        # A line over the log's limit.
        found, _, body = server.ask("POST", "/v1/events", b'{"event":"x","t":"' + b"x" * (2 << 20) + b'"}')
        holds(found in (200, 413), found, body)
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
