"""Between a relay and its node: what changes what passes."""
import re
import socket
import threading

PUBLICATION = re.compile(rb"HPUB tlm\.[0-9a-f]+\.[^ %]+ [^\r]*\r\n")


class Proxy:
    """Passes bytes on; `change` is given each message that a client publishes and gives back what is sent
    in its place, of the same length. What it changed is kept."""

    def __init__(self, node, change):
        self.node, self.change, self.changed = node, change, []
        self.listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=self.accept, daemon=True).start()

    @property
    def url(self):
        return f"nats://127.0.0.1:{self.listener.getsockname()[1]}"

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection((self.node.host, self.node.port), 5)
                server.settimeout(None)
            except OSError:
                client.close()
                continue
            threading.Thread(target=self.up, args=(client, server), daemon=True).start()
            threading.Thread(target=self.down, args=(server, client), daemon=True).start()

    @staticmethod
    def down(server, client):
        try:
            while part := server.recv(1 << 16):
                client.sendall(part)
        except OSError:
            pass
        finally:
            for one in (server, client):
                try:
                    one.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass

    def up(self, client, server):
        """Message by message: a change must not depend on how the bytes were cut."""
        waiting = b""
        try:
            while part := client.recv(1 << 16):
                waiting += part
                done, waiting = self.passed(waiting)
                server.sendall(done)
        except OSError:
            pass
        finally:
            server.close()

    def passed(self, waiting):
        done = b""
        while b"\r\n" in waiting:
            end = waiting.index(b"\r\n") + 2
            words = waiting[:end].split()
            if words[0].upper() not in (b"PUB", b"HPUB"):
                done, waiting = done + waiting[:end], waiting[end:]
                continue
            size = end + int(words[-1]) + 2
            if len(waiting) < size:
                break
            message, waiting = waiting[:size], waiting[size:]
            if PUBLICATION.match(message):
                other = self.change(message)
                if other != message:
                    self.changed.append((message, other))
                    message = other
            done += message
        return done, waiting

    def close(self):
        self.listener.close()
