"""Cases of load: many who tell, many who listen, and a server that is killed meanwhile. Small here; as
long as is promised where TLM_SOAK is set."""
import asyncio
import http.client
import json
import os
import signal
import socket
import threading
import time

from served import Server, Store, eventually, holds, run, same

SOAK = bool(os.environ.get("TLM_SOAK"))
SECONDS, KILLS = (60, 10) if SOAK else (4, 2)
LISTENERS, SLOW = (195, 5) if SOAK else (20, 2)
CONNECTIONS, EVENTS = 64, 64
FILLER = "x" * 90


class Tellers:
    """Clients that post bodies of 11 KB as fast as they are answered, over one connection each."""

    def __init__(self, port, rate):
        self.port, self.rate, self.sent, self.lock = port, rate, 0, threading.Lock()
        self.acknowledged, self.times, self.stops = [], [], False
        self.start = time.monotonic()
        self.threads = [threading.Thread(target=self.tell, args=(n,)) for n in range(CONNECTIONS)]
        for thread in self.threads:
            thread.start()

    def turn(self):
        """The number of the next body, once it is due."""
        with self.lock:
            number, self.sent = self.sent, self.sent + 1
        due = self.start + number * EVENTS / self.rate
        while time.monotonic() < due and not self.stops:
            time.sleep(min(0.05, max(0, due - time.monotonic())))
        return number

    def tell(self, _):
        connection = None
        while not self.stops:
            number = self.turn()
            lines = [json.dumps({"event": "rare" if number % 128 == 0 and n == 0 else "load",
                                 "id": f"{number}-{n}", "filler": FILLER}) for n in range(EVENTS)]
            begun = time.monotonic()
            try:
                connection = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
                connection.request("POST", "/v1/events", "\n".join(lines),
                                   {"Content-Type": "application/x-ndjson"})
                answer = connection.getresponse()
                answer.read()
                if answer.status == 200:
                    self.acknowledged.append(number)
                    self.times.append(time.monotonic() - begun)
            except (OSError, http.client.HTTPException):
                connection.close()
                connection = None
                time.sleep(0.05)

    def end(self):
        self.stops = True
        for thread in self.threads:
            thread.join(60)


class Listeners:
    """Clients of streams: those that take all that is rare, and those that take nothing of what comes."""

    def __init__(self, port, token):
        self.port, self.token, self.heard, self.stops = port, token, {}, False
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        async def all_():
            await asyncio.gather(*[self.listen(n) for n in range(LISTENERS)])

        asyncio.run(all_())

    async def listen(self, number):
        heard, last = self.heard.setdefault(number, []), None
        while not self.stops:
            try:
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
                head = f"Last-Event-ID: {last}\r\n" if last else ""
                query = "event=rare" + ("" if last else "&from=start")
                writer.write(f"GET /v1/events/stream?{query} HTTP/1.1\r\nHost: 127.0.0.1\r\n{head}"
                             f"Authorization: Bearer {self.token}\r\n\r\n".encode())
                waiting = None
                while not self.stops:
                    line = await asyncio.wait_for(reader.readline(), 1)
                    if not line:
                        break
                    if line.startswith(b"id:"):
                        waiting = line[3:].strip().decode()
                    elif line.startswith(b"data:") and b'"rare"' in line:
                        heard.append(json.loads(line[5:])["event"]["id"])
                    elif line.strip() == b"" and waiting:
                        last, waiting = waiting, None
            except TimeoutError:
                pass
            except OSError:
                await asyncio.sleep(0.1)
            finally:
                try:
                    writer.close()
                except (OSError, UnboundLocalError):
                    pass

    def end(self):
        self.stops = True
        self.thread.join(60)


def slow(server):
    """A client that asks for everything and takes nothing."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.settimeout(30)
    connection.connect(("127.0.0.1", server.port))
    connection.sendall(b"GET /v1/events/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                       + server.token.encode() + b"\r\n\r\n")
    holds(connection.recv(1000).startswith(b"HTTP/1.1 200"))
    return connection


def memory(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("VmRSS")) >> 10


def used(pid):
    """Seconds of processors."""
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def what_is_acknowledged_is_there_once_whatever_happens():
    with Store() as store:
        server = Server(store)
        tellers = Tellers(server.port, 20_000 if SOAK else 6_000)
        listeners = Listeners(server.port, server.token)
        sizes = []
        try:
            for kill in range(KILLS + 1):
                lazy = [slow(server) for _ in range(SLOW)]
                time.sleep(SECONDS / (KILLS + 1))
                sizes.append(memory(server.process.pid))
                for one in lazy:
                    one.close()
                if kill == KILLS:
                    break
                with server:
                    same(server.end(signal.SIGKILL), -signal.SIGKILL)
                server = Server(store, http=f"127.0.0.1:{server.port}")
            tellers.end()
            rare = {f"{n}-0" for n in tellers.acknowledged if n % 128 == 0}
            eventually(lambda: all(rare <= set(heard) for heard in listeners.heard.values()), 60)
        finally:
            tellers.end()
            listeners.end()
            with server:
                same(server.end(), 0)
        ids = [line["id"] for line in store.lines() if line["event"] in ("load", "rare")]
        same(len(ids), len(set(ids)))
        lost = {f"{n}-{m}" for n in tellers.acknowledged for m in range(EVENTS)} - set(ids)
        same(lost, set())
        # What a stream tells it tells once, over all the kills.
        for heard in listeners.heard.values():
            same(len(heard), len(set(heard)))
        times = sorted(tellers.times)
        count = len(tellers.acknowledged) * EVENTS
        print(f"{count} events acknowledged, {count / SECONDS:.0f}/s; answered in "
              f"p50 {1e3 * times[len(times) // 2]:.1f} ms, p99 {1e3 * times[len(times) * 99 // 100]:.1f} ms; "
              f"memory {sizes} MiB")
        holds(max(sizes) < 400, sizes)


def slow_ones_are_told_and_dropped_and_nobody_waits():
    with Store() as store, Server(store) as server:
        lazy = [slow(server) for _ in range(5)]
        body = "\n".join(json.dumps({"event": "load", "filler": "x" * 1000}) for _ in range(2000))

        def figure(name):
            page = server.ask("GET", "/metrics", headers=server.bearer)[2].decode()
            return next(int(line.split()[1]) for line in page.splitlines() if line.startswith(name + " "))

        for _ in range(40):
            begun = time.monotonic()
            server.post(body, {"Content-Type": "application/x-ndjson"})
            holds(time.monotonic() - begun < 15)
            if figure("tlm_server_streams_dropped_total") == 5:
                break
        same(figure("tlm_server_streams_dropped_total"), 5)
        told = []

        def hear(one):
            said = b""
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
            while b"event: dropped" not in said:
                part = one.recv(1 << 20)
                if not part:
                    return
                said = said[-100:] + part
            told.append(one)

        # Who begins to take what there is within half a minute hears why nothing more comes.
        threads = [threading.Thread(target=hear, args=(one,)) for one in lazy]
        for thread in threads:
            thread.start()
        for thread, one in zip(threads, lazy):
            thread.join(60)
            one.close()
        same(len(told), 5)


def a_server_that_nobody_asks_does_next_to_nothing():
    with Store() as store, Server(store, watch=True) as server:
        server.post([{"event": "a"}] * 1000)
        server.read("/v1/stats")
        time.sleep(2)
        seconds = 30 if SOAK else 6
        before = used(server.process.pid)
        time.sleep(seconds)
        share = (used(server.process.pid) - before) / seconds
        size = memory(server.process.pid)
        print(f"idle: {100 * share:.2f} % of a core, {size} MiB")
        # Of a program without optimisation as much again is fair.
        holds(share <= 0.02 and size <= 120, share, size)


run({name: value for name, value in list(globals().items())
     if callable(value) and getattr(value, "__module__", "") == "__main__"
     and name not in ("slow", "memory", "used") and not isinstance(value, type)})
