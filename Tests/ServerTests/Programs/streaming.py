"""Cases of those who listen: nothing missed, nothing twice, and the slow are let go."""
import http.client
import json
import socket
import threading
import time

from served import Server, Store, eventually, holds, run, same


class Listener(threading.Thread):
    """A client of a stream that keeps what it was told."""

    def __init__(self, server, path, headers=None):
        super().__init__(daemon=True)
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        self.connection.request("GET", path, headers={**server.bearer, **(headers or {})})
        # The connection forgets its socket once the answer has begun.
        self.socket = self.connection.sock
        self.answer = self.connection.getresponse()
        self.events, self.last, self.named, self.ended = [], None, [], False
        self.start()

    def run(self):
        name, data = "message", []
        try:
            while True:
                line = self.answer.readline().decode().rstrip("\n")
                if not line and self.answer.isclosed():
                    break
                if line.startswith("id: "):
                    self.last = line[4:]
                elif line.startswith("event: "):
                    name = line[7:]
                elif line.startswith("data: "):
                    data.append(line[6:])
                elif not line:
                    if data:
                        value = json.loads("\n".join(data))
                        (self.events if name == "message" else self.named).append(
                            value if name == "message" else (name, value))
                    name, data = "message", []
        except (OSError, ValueError, AttributeError, http.client.HTTPException):
            pass
        self.ended = True

    def names(self):
        return [event["event"]["event"] for event in self.events]


def events_come_as_they_are_appended():
    with Store() as store, Server(store) as server:
        server.post({"event": "before"})
        live = Listener(server, "/v1/events/stream")
        all_ = Listener(server, "/v1/events/stream?from=0")
        some = Listener(server, "/v1/events/stream?from=start&event=b")
        same(live.answer.headers["Content-Type"], "text/event-stream")
        eventually(lambda: all_.names() == ["before"])
        server.post([{"event": "a"}, {"event": "b"}])
        store.tlm("emit", "c")
        eventually(lambda: all_.names() == ["before", "a", "b", "c"])
        eventually(lambda: live.names() == ["a", "b", "c"])
        eventually(lambda: some.names() == ["b"])


def who_comes_again_misses_nothing():
    with Store() as store, Server(store) as server:
        server.post([{"event": "n", "n": n} for n in range(1000)])
        seen = []
        last = None
        for _ in range(5):
            headers = {"Last-Event-ID": last} if last else {}
            path = "/v1/events/stream" + ("" if last else "?from=0")
            listener = Listener(server, path, headers)
            eventually(lambda: len(listener.events) > 100 or len(seen) + len(listener.events) == 1000)
            listener.socket.shutdown(socket.SHUT_RDWR)
            eventually(lambda: listener.ended)
            seen += [event["event"]["n"] for event in listener.events]
            last = listener.last
            same(seen, list(range(len(seen))))
        status, _, body = server.ask(
            "GET", "/v1/events/stream", headers={**server.bearer, "Last-Event-ID": "99999999999"})
        same((status, json.loads(body)["error"]["code"]), (410, "truncated"))
        same(server.ask("GET", "/v1/events/stream?from=-1", headers=server.bearer)[0], 400)
        same(server.ask("GET", "/v1/events/stream?nothing=1", headers=server.bearer)[0], 400)


def two_hundred_listen_while_many_write():
    with Store() as store, Server(store) as server:
        listeners = [Listener(server, f"/v1/events/stream?event=e{n % 10}") for n in range(200)]
        for round_ in range(20):
            server.post([{"event": f"e{n % 10}", "n": n + 100 * round_} for n in range(100)])
        for n, listener in enumerate(listeners):
            eventually(lambda: len(listener.events) == 200)
            same([e["event"]["n"] for e in listener.events],
                 [m for m in range(2000) if m % 10 == n % 10])
        # One more than there may be is told so.
        more = [Listener(server, "/v1/events/stream") for _ in range(56)]
        status, _, body = server.ask("GET", "/v1/events/stream", headers=server.bearer)
        same((status, json.loads(body)["error"]["code"]), (503, "unavailable"))
        for listener in more + listeners:
            listener.socket.shutdown(socket.SHUT_RDWR)
        begin = time.monotonic()
        same(server.end(), 0)
        holds(time.monotonic() - begin < 8)


def a_slow_client_is_told_and_let_go():
    with Store() as store, Server(store) as server:
        slow = socket.socket()
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        slow.connect(("127.0.0.1", server.port))
        slow.sendall(f"GET /v1/events/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                     f"{server.token}\r\n\r\n".encode())
        holds(slow.recv(1000).startswith(b"HTTP/1.1 200"))
        quick = Listener(server, "/v1/events/stream?event=last")
        text = "x" * 10_000
        for _ in range(30):
            server.post([{"event": "n", "text": text} for _ in range(20)])
        server.post({"event": "last"})
        eventually(lambda: quick.names() == ["last"])
        page = server.ask("GET", "/metrics", headers=server.bearer)[2].decode()
        holds("tlm_server_streams_dropped_total 1" in page or "tlm_server_streams 2" in page, page)
        found = b""
        slow.settimeout(40)
        # It begins to take what there is, and quickly, before it is let go without a word.
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        while True:
            part = slow.recv(1 << 20)
            if not part:
                break
            found += part
        holds(b"event: dropped" in found[-2000:], found[-500:])


def who_has_gone_listens_no_more():
    with Store() as store, Server(store) as server:
        listeners = [Listener(server, "/v1/events/stream") for _ in range(20)]

        def streams():
            page = server.ask("GET", "/metrics", headers=server.bearer)[2].decode()
            return int(page.split("\ntlm_server_streams ")[1].split("\n")[0])

        eventually(lambda: streams() == 20)
        for listener in listeners:
            listener.socket.shutdown(socket.SHUT_RDWR)
        eventually(lambda: streams() == 0, seconds=5)


def projections_come_as_they_change():
    with Store() as store, Server(store) as server:
        listener = Listener(server, "/v1/projections/event-counts/stream")
        eventually(lambda: len(listener.events) == 1)
        server.post({"event": "a"})
        eventually(lambda: listener.events[-1]["events"] == 1)
        same(server.ask("GET", "/v1/projections/none/stream", headers=server.bearer)[0], 404)


def streams_end_with_the_server():
    with Store() as store, Server(store) as server:
        listener = Listener(server, "/v1/events/stream")
        server.post({"event": "a"})
        eventually(lambda: listener.names() == ["a"])
        same(server.end(), 0)
        eventually(lambda: listener.ended)


run({name: value for name, value in list(globals().items())
     if callable(value) and getattr(value, "__module__", "") == "__main__"
     and not isinstance(value, type)})
