"""As much of NATS as the tests need to look into a stream, and to harm it: by Python's sockets alone."""
import json
import socket
import time


class Refused(Exception):
    """What the server said no by."""


class Wire:
    """A connection to a node; one thread's."""

    def __init__(self, host, port, timeout=5):
        self.socket = socket.create_connection((host, port), timeout)
        self.waiting, self.replies, self.number = b"", {}, 0
        self.info = json.loads(self.line().split(b" ", 1)[1])
        self.inbox = f"_INBOX.{time.monotonic_ns():x}"
        self.send(b'CONNECT {"verbose":false,"headers":true,"no_responders":true,"name":"test"}\r\n'
                  + f"SUB {self.inbox}.* 1\r\n".encode())

    def send(self, text):
        self.socket.sendall(text)

    def line(self):
        while b"\r\n" not in self.waiting:
            self.more()
        line, self.waiting = self.waiting.split(b"\r\n", 1)
        return line

    def more(self):
        part = self.socket.recv(1 << 16)
        if not part:
            raise ConnectionError("the node closed the connection")
        self.waiting += part

    def subscribe(self, subject, number):
        """By a number above 1, which is that of the inbox."""
        self.send(f"SUB {subject} {number}\r\n".encode())

    def publish(self, subject, body=b"", headers=None, reply=""):
        head = "".join(f"{key}: {value}\r\n" for key, value in (headers or {}).items())
        if head:
            head = f"NATS/1.0\r\n{head}\r\n".encode()
            text = f"HPUB {subject} {reply} {len(head)} {len(head) + len(body)}\r\n".encode() + head
        else:
            text = f"PUB {subject} {reply} {len(body)}\r\n".encode()
        self.send(text + body + b"\r\n")

    def next(self, timeout=5):
        """Subject, subscription, reply, headers and body of the next message; pings are answered."""
        end = time.monotonic() + timeout
        while True:
            # Pings are no reason to wait longer.
            self.socket.settimeout(max(0.001, end - time.monotonic()))
            words = self.line().split()
            kind = words[0].upper()
            if kind == b"PING":
                self.send(b"PONG\r\n")
            elif kind == b"-ERR":
                raise Refused(b" ".join(words).decode())
            elif kind in (b"MSG", b"HMSG"):
                size = int(words[-1])
                while len(self.waiting) < size + 2:
                    self.more()
                body, self.waiting = self.waiting[:size], self.waiting[size + 2:]
                split = int(words[-2]) if kind == b"HMSG" else 0
                plain = len(words) - (2 if kind == b"HMSG" else 1)
                reply = words[3].decode() if plain == 4 else ""
                return (words[1].decode(), int(words[2]), reply, headers(body[:split]), body[split:])

    def request(self, subject, body=b"", headers_=None, timeout=5):
        self.number += 1
        own = f"{self.inbox}.{self.number}"
        self.publish(subject, body, headers_, own)
        end = time.monotonic() + timeout
        while True:
            found, _, _, said, answer = self.next(max(0.01, end - time.monotonic()))
            if found == own:
                if said.get("status", "").startswith("503"):
                    raise Refused("nobody answers " + subject)
                return said, answer

    def ask(self, subject, timeout=5, **body):
        """A question to JetStream."""
        text = json.dumps(body).encode() if body else b""
        answer = json.loads(self.request("$JS.API." + subject, text, timeout=timeout)[1])
        if "error" in answer:
            raise Refused(f"{subject}: {answer['error']}")
        return answer

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def headers(text):
    lines = text.decode().split("\r\n")
    found = {"status": lines[0].removeprefix("NATS/1.0").strip()} if text else {}
    for line in lines[1:]:
        if ":" in line:
            key, value = line.split(":", 1)
            found[key.strip()] = value.strip()
    return found
