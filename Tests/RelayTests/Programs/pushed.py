"""One node and an origin that pushes: what the stream has is what the log has, each line once, byte for
byte, whatever is killed or goes away, and what a hub asks for is answered.

Usage: pushed.py TLM [CASE]; without CASE it lists them."""
import base64
import contextlib
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time

from machines import Origin, Scratch, environment, eventually, is_told
from nodes import LARGEST, Cluster, Network, free_port, spawned
from wire import Refused, headers


@contextlib.contextmanager
def scene(count=1):
    """A node, and an origin that does not push yet."""
    with Scratch() as folder, Cluster(folder + "/nodes", count, Network()) as cluster:
        origin = Origin(folder, 0, cluster.url)
        try:
            yield cluster, origin
        finally:
            origin.end()


def tell(origin, numbers, name="said", pad=0):
    lines = [json.dumps({"event": name, "n": n, "pad": "x" * pad}) for n in numbers]
    origin.tlm("append", "-", input=("\n".join(lines) + "\n").encode())


def once(origin, *words, code=0):
    done = origin.tlm("relay", "push", "--nats", origin.words[3], "--once", "--json", *words, code=code)
    return json.loads(done.stdout) if code == 0 else done.stderr.decode()


def stream(cluster, name="tlm"):
    """Subject, headers and body of every message, in the stream's order."""
    found = []
    with cluster.nodes[0].wire() as wire:
        try:
            state = wire.ask("STREAM.INFO." + name)["state"]
        except Refused:
            return found
        for number in range(state["first_seq"], state["last_seq"] + 1):
            try:
                message = wire.ask("STREAM.MSG.GET." + name, seq=number)["message"]
            except Refused:
                continue
            found.append((message["subject"], headers(base64.b64decode(message.get("hdrs", ""))),
                          base64.b64decode(message.get("data", ""))))
    return found


def is_head(subject):
    return subject.endswith(".%head")


class Text:
    """What an origin pushed, put together from its messages."""

    def __init__(self, messages, origin):
        self.lines, self.ids, self.heads, self.places = {}, [], [], {}
        parts = {}
        for subject, head, body in messages:
            if subject.split(".")[1] != origin:
                continue
            if is_head(subject):
                self.heads.append(json.loads(body))
                continue
            self.ids.append(head["Nats-Msg-Id"])
            offset, position = int(head["Tlm-Offset"]), int(head["Tlm-Position"])
            part, count = map(int, head.get("Tlm-Part", "1/1").split("/"))
            parts.setdefault(offset, {})[part] = body
            if len(parts[offset]) == count:
                self.lines[offset] = b"".join(parts[offset][n] for n in range(1, count + 1))
                self.places[offset] = position
        self.text = b"".join(line + b"\n" for _, line in sorted(self.lines.items()))

    def chain(self, end=None):
        value = bytes(32)
        for offset, line in sorted(self.lines.items()):
            if end is None or offset < end:
                value = hashlib.sha256(value + self.places[offset].to_bytes(8, "big") + line).digest()
        return value.hex()

    def check(self, expected):
        assert self.text == expected, f"{len(self.text)} bytes pushed, {len(expected)} in the log"
        offset = 0
        for place, line in sorted(self.lines.items()):
            assert place == offset, f"a line at offset {place}, expected {offset}"
            offset += len(line) + 1
        assert len(set(self.ids)) == len(self.ids), "an id is in the stream twice"
        last = self.heads[-1]
        assert last["offset"] == len(expected) and last["lines"] == len(self.lines), last
        for head in self.heads:
            assert head["chain"] == self.chain(head["offset"]), head


def check(cluster, origin, expected=None):
    found = Text(stream(cluster), origin.id)
    found.check(origin.pushed() if expected is None else expected)
    return found


def everything():
    with scene() as (cluster, origin):
        names = ["said", "build.step", "naïve name", "a*b>c", "x" * 300, "%head", ""]
        for name in names:
            tell(origin, range(20), name)
        with open(origin.path + "/in.jsonl", "a", encoding="utf-8") as inbox:
            inbox.write('{"no":"name"}\n\n{"event":"later","ts":"2026-02-13T10:00:00Z"}\n{"n":1}\n')
        report = once(origin)
        found = check(cluster, origin)
        assert report["events"] == len(found.lines) == report["lines"] == 20 * len(names) + 3, report
        assert report["origin"] == origin.id and report["chain"] == found.chain()
        subjects = {subject.split(".", 2)[2] for subject, _, _ in stream(cluster)}
        assert subjects == {"said", "build%2Estep", "na%C3%AFve%20name", "a%2Ab%3Ec", "_", "%25head",
                            "%head", "later"}, subjects
        timed = [head.get("Tlm-Time") for _, head, body in stream(cluster) if body == b'{"n":1}']
        assert timed == ["2026-02-13T10:00:00.000000Z"], timed
        again = once(origin)
        assert again["events"] == 0 and again["lines"] == report["lines"]
        tell(origin, range(5))
        assert once(origin)["events"] == 5
        check(cluster, origin)
        # Without what is known here the engine's head says how far it is.
        shutil.rmtree(origin.path + "/relay")
        assert once(origin)["events"] == 0
        check(cluster, origin)


def long():
    with scene() as (cluster, origin):
        for size in (LARGEST - 2000, LARGEST - 500, LARGEST, LARGEST * 3, 700_000):
            tell(origin, range(2), pad=size)
            tell(origin, range(2))
        once(origin)
        found = check(cluster, origin)
        assert len(found.ids) > len(found.lines)


def written(origin, seconds, between):
    """Appends for so many seconds, and does something else between."""
    end, number = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        tell(origin, range(number, number + 200), pad=100)
        number += 200
        between()
    return number


def killed():
    with scene() as (cluster, origin):
        def between():
            origin.end(signal.SIGKILL)
            origin.start()
            time.sleep(0.3)
        origin.start()
        count = written(origin, 10, between)
        eventually(lambda: len(Text(stream(cluster), origin.id).lines) == count, 60, origin.said)
        origin.end(signal.SIGTERM)
        found = check(cluster, origin)
        assert len(found.lines) == count


def away():
    with scene() as (cluster, origin):
        node = cluster.nodes[0]
        origin.start()
        tell(origin, range(100))
        eventually(lambda: len(Text(stream(cluster), origin.id).lines) == 100, 30, origin.said)
        for _ in range(3):
            node.kill()
            tell(origin, range(300))
            time.sleep(0.5)
            node.start()
            tell(origin, range(300))
        eventually(lambda: len(Text(stream(cluster), origin.id).lines) == 1900, 60, origin.said)
        node.stop()
        tell(origin, range(300))
        time.sleep(8)
        node.go_on()
        eventually(lambda: len(Text(stream(cluster), origin.id).lines) == 2200, 60, origin.said)
        # Asked to end while nobody is there, it ends.
        node.kill()
        tell(origin, range(10))
        time.sleep(0.5)
        begun = time.monotonic()
        origin.end(signal.SIGTERM)
        assert time.monotonic() - begun < 10
        node.start()
        cluster.ask("INFO")
        once(origin)
        check(cluster, origin)


def copied():
    with scene() as (cluster, origin):
        tell(origin, range(50))
        once(origin)
        twin = f"{origin.folder}-copy"
        shutil.copytree(origin.folder, twin, symlinks=True)
        tell(origin, range(100, 110))
        once(origin)
        before = origin.pushed()

        copy = subprocess.run(
            [sys.argv[1], "append", "-"], cwd=twin, env=environment(twin), check=True, capture_output=True,
            input=b'{"event":"of the copy"}\n')
        done = subprocess.run(
            [sys.argv[1], "relay", "push", "--nats", cluster.url, "--once", "--json"], cwd=twin,
            env=environment(twin), check=True, capture_output=True)
        report = json.loads(done.stdout)
        assert report["origin"] != origin.id and report["events"] == 1, (report, done.stderr, copy)
        with open(twin + "/.tlm/log/STORE", encoding="utf-8") as file:
            assert json.load(file)["store"] == report["origin"]
        other = Text(stream(cluster), report["origin"])
        assert [json.loads(line)["event"] for line in other.lines.values()] == ["of the copy"]
        assert check(cluster, origin).text == before


def rolled_back():
    """The folder of a log is the same, and its lines are those of an older copy."""
    with scene() as (cluster, origin):
        tell(origin, range(50))
        once(origin)
        log = origin.path + "/log"
        shutil.copytree(log, origin.folder + "/old", symlinks=True)
        shutil.copytree(origin.path + "/relay", origin.folder + "/old-relay")
        tell(origin, range(100, 110))
        once(origin)
        name, before = origin.id, origin.pushed()
        for inner in os.listdir(log):
            os.remove(f"{log}/{inner}")
        for inner in os.listdir(origin.folder + "/old"):
            shutil.move(f"{origin.folder}/old/{inner}", log)
        shutil.rmtree(origin.path + "/relay")
        shutil.move(origin.folder + "/old-relay", origin.path + "/relay")
        tell(origin, range(200, 205))
        report = once(origin)
        assert report["origin"] != name and report["events"] == 5, report
        found = stream(cluster)
        Text(found, name).check(before)
        assert [json.loads(line)["n"] for line in Text(found, report["origin"]).lines.values()] == [
            200, 201, 202, 203, 204]


class Asking:
    """What a hub asks of an origin, and what it is answered."""

    def __init__(self, cluster, origin):
        self.cluster, self.origin = cluster, origin

    def ask(self, start, end, **more):
        body = json.dumps({"from": start, "position": 0, "to": end, **more}).encode()
        with self.cluster.nodes[0].wire() as wire:
            answer = wire.request(f"tlm.relay.request.{self.origin.id}", body, timeout=20)[1]
        assert len(answer) <= LARGEST
        head, rest = answer.split(b"\n", 1)
        return json.loads(head), rest

    def lines(self, start, end):
        """The text from one offset to another, by as many requests as it takes."""
        found = b""
        while start < end:
            head, rest = self.ask(start, end)
            assert head["status"] in ("ok", "part"), head
            if head["status"] == "part":
                line = rest[:head["length"]]
                for part in range(2, head["parts"] + 1):
                    more, rest = self.ask(start, end, part=part)
                    assert more["part"] == part and more["offset"] == start
                    line += rest[:more["length"]]
                found += line + b"\n"
                start += len(line) + 1
                continue
            assert head["from"] == start and head["lines"] > 0
            for _ in range(head["lines"]):
                words, rest = rest.split(b"\n", 1)
                size = json.loads(words)["length"]
                found, rest = found + rest[:size + 1], rest[size + 1:]
            start = head["to"]
        return found


def asked():
    with scene() as (cluster, origin):
        tell(origin, range(3000), pad=100)
        tell(origin, range(2), pad=200_000)
        tell(origin, range(500), "other", pad=50)
        once(origin)
        tell(origin, range(500), "other", pad=50)
        tell(origin, range(500), pad=50)
        once(origin, "--event", "said")
        tell(origin, range(100), "other")
        once(origin)
        expected = Text(stream(cluster), origin.id)
        origin.start()
        asking = Asking(cluster, origin)
        eventually(lambda: answers(asking), 30, origin.said)
        assert asking.lines(0, len(expected.text)) == expected.text
        places = sorted(expected.lines)
        for start, end in ((1, 2), (1500, 1700), (3000, 3003), (len(places) - 5, len(places) - 1)):
            text = expected.text[places[start]:places[end]]
            assert asking.lines(places[start], places[end]) == text
        assert asking.ask(len(expected.text), len(expected.text) + 5)[0]["status"] == "ok"
        assert asking.ask(len(expected.text) + 1, len(expected.text) + 5)[0]["status"] == "unknown"
        assert asking.ask(places[7] + 1, places[9])[0]["status"] == "unknown"
        with cluster.nodes[0].wire() as wire:
            answer = wire.request(f"tlm.relay.request.{origin.id}", b"nonsense")[1]
            assert json.loads(answer.split(b"\n")[0])["status"] == "unknown"


def answers(asking):
    try:
        return asking.ask(0, 1)
    except Refused:
        return None


def filtered():
    with scene() as (cluster, origin):
        tell(origin, range(10), "a.one")
        tell(origin, range(10), "b")
        once(origin, "--event", "a.*", "--where", "n >= 5")
        found = Text(stream(cluster), origin.id)
        assert [json.loads(line)["n"] for line in found.lines.values()] == [5, 6, 7, 8, 9]
        # What another filter left out stays out.
        tell(origin, range(10), "b")
        once(origin)
        found = Text(stream(cluster), origin.id)
        assert len(found.lines) == 15
        found.check(found.text)


def pruned():
    """What was taken away at the origin is said to be gone, and what is there is answered."""
    with scene() as (cluster, origin):
        with open(origin.path + "/config.yaml", "w", encoding="ascii") as file:
            file.write("rotation: {size: 64K}\n")
        for number in range(20):
            tell(origin, range(number * 50, number * 50 + 50), pad=200)
        once(origin)
        expected = Text(stream(cluster), origin.id)
        places = sorted(expected.lines)
        blanked = places[900]
        origin.tlm("redact", f"@{expected.places[blanked]}", "--reason", "a password")
        kept = origin.tlm("prune", "--max-size", "128K", "--json")
        assert json.loads(kept.stdout), kept
        first = min(base for base, _ in origin.segments())
        assert first > 0
        origin.start()
        asking = Asking(cluster, origin)
        eventually(lambda: answers(asking), 30, origin.said)
        head, _ = asking.ask(0, places[5])
        assert head["status"] == "gone", head
        there = [place for place in places if expected.places[place] >= first]
        assert head["to"] == there[0], (head, there[0])
        assert asking.lines(there[0], there[20]) == expected.text[there[0]:there[20]]
        # So is what was redacted, and nothing before or behind it.
        assert asking.lines(places[890], blanked) == expected.text[places[890]:blanked]
        head, _ = asking.ask(blanked, places[905])
        assert head["status"] == "gone" and head["to"] == places[901], head
        assert asking.lines(places[901], places[905]) == expected.text[places[901]:places[905]]


def configured():
    """A watch pushes where settings that are trusted say so."""
    with scene() as (cluster, origin):
        with open(origin.path + "/config.yaml", "w", encoding="ascii") as file:
            file.write(f'relay: {{nats: "{cluster.url}", events: [said]}}\n')
        tell(origin, range(10))
        tell(origin, range(10), "unsaid")
        origin.words = ["watch", "--sample", "off"]
        origin.start()
        eventually(lambda: "does not count before tlm trust" in origin.said(), 30, origin.said)
        time.sleep(1)
        assert not stream(cluster)
        origin.end(signal.SIGTERM)
        origin.tlm("trust")
        origin.start()
        eventually(lambda: len(Text(stream(cluster), origin.id).lines) == 10, 30, origin.said)
        origin.end(signal.SIGTERM)
        found = Text(stream(cluster), origin.id)
        found.check(b"".join(line + b"\n" for line in origin.log().split(b"\n")
                             if is_told(line) and b'"said"' in line))


@contextlib.contextmanager
def secret(folder):
    """A node that speaks TLS alone, by a certificate that nobody knows, and lets one user in."""
    def openssl(*words):
        subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-keyout", "key.pem", "-out", "ca.pem", "-subj", "/CN=127.0.0.1", "-addext",
            "subjectAltName=IP:127.0.0.1")
    port = free_port()
    with open(folder + "/node.conf", "w", encoding="ascii") as file:
        file.write(f"""listen: "127.0.0.1:{port}"
jetstream {{ store_dir: "{folder}/js" }}
tls {{ cert_file: "{folder}/ca.pem", key_file: "{folder}/key.pem" }}
authorization {{ user: teller, password: "s3cret" }}
""")
    with open(folder + "/node.log", "ab") as log:
        node = spawned(["nats-server", "-c", folder + "/node.conf"], stdout=log, stderr=log)
    try:
        eventually(lambda: is_heard(port), 20, "the node does not listen")
        yield port
    finally:
        node.kill()
        node.wait()


def is_heard(port):
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
        return True
    except OSError:
        return False


def secured():
    with Scratch() as folder, secret(folder) as port:
        origin = Origin(folder, 0, f"tls://teller:s3cret@127.0.0.1:{port}")
        tell(origin, range(10))
        assert "SSL" in once(origin, code=2)
        report = once(origin, "--tls-ca", folder + "/ca.pem")
        assert report["events"] == 10 and report["url"] == f"tls://127.0.0.1:{port}"
        with open(origin.path + "/relay/push-tlm.json", encoding="utf-8") as file:
            assert "s3cret" not in file.read()
        origin.words[3] = f"tls://teller:wrong@127.0.0.1:{port}"
        said = once(origin, "--tls-ca", folder + "/ca.pem", code=2)
        assert "uthorization" in said and "wrong" not in said, said
        with open(folder + "/creds", "w", encoding="ascii") as file:
            file.write("secret")
        os.chmod(folder + "/creds", 0o644)
        assert "chmod 600" in once(origin, "--creds", folder + "/creds", code=2)


CASES = [everything, secured, long, killed, away, copied, rolled_back, asked, filtered, pruned, configured]

if __name__ == "__main__":
    if not shutil.which("nats-server"):
        sys.exit()
    if len(sys.argv) < 3:
        print("\n".join(case.__name__ for case in CASES))
    else:
        next(case for case in CASES if case.__name__ == sys.argv[2])()
        print("ok")
