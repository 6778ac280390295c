"""Real nats-servers, each in a network namespace of its own where the test may make them, so that the
network between them can be cut; otherwise on loopback, where a node that is cut off is one that is
stopped."""
import ctypes
import os
import shutil
import signal
import socket
import subprocess
import time

from wire import Refused, Wire

NEW_NETWORK = 0x40000000
# Small, so that long lines go in parts.
LARGEST = 64 << 10


def dies_with_the_test():
    """In a child: a test that is killed leaves nothing behind."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def spawned(command, **more):
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, preexec_fn=dies_with_the_test, **more)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


class Network:
    """A network of this process, and bridges in it that nodes hang from: one to clients, one to the
    other nodes."""

    def __init__(self):
        self.is_ours = False

    def make(self):
        if os.environ.get("TLM_NO_NAMESPACES") or not all(map(shutil.which, ("ip", "nsenter", "unshare"))):
            return
        if os.geteuid() != 0 or ctypes.CDLL(None).unshare(NEW_NETWORK) != 0:
            return
        try:
            self.do("ip link set lo up", "ip link add clients type bridge", "ip link add nodes type bridge",
                    "ip link set nodes up", "ip link set clients up",
                    "ip addr add 10.77.1.1/24 dev clients")
            self.is_ours = True
        except subprocess.CalledProcessError:
            pass

    @staticmethod
    def do(*commands):
        for command in commands:
            subprocess.run(command.split(), check=True, capture_output=True)

    def hang(self, number):
        """A namespace with a leg on each bridge; who holds it."""
        holder = spawned(["unshare", "-n", "sleep", "infinity"])
        own = os.readlink("/proc/self/ns/net")
        while os.readlink(f"/proc/{holder.pid}/ns/net") == own:
            time.sleep(0.01)
        inside = f"nsenter -t {holder.pid} -n ip"
        for leg, bridge, net in (("c", "clients", 1), ("n", "nodes", 2)):
            self.do(f"ip link add {leg}{number} type veth peer name {bridge} netns {holder.pid}",
                    f"ip link set {leg}{number} master {bridge} up",
                    f"{inside} addr add 10.77.{net}.{10 + number}/24 dev {bridge}",
                    f"{inside} link set {bridge} up")
        self.do(f"{inside} link set lo up")
        return holder

    def set(self, leg, is_up):
        self.do(f"ip link set {leg} {'up' if is_up else 'down'}")


class Node:
    """One nats-server, which is started, killed, stopped and cut off."""

    def __init__(self, cluster, number):
        self.cluster, self.number, self.name = cluster, number, f"node-{number}"
        self.folder = f"{cluster.folder}/{self.name}"
        self.process, self.holder, self.is_stopped = None, None, False
        if cluster.network.is_ours:
            self.holder = cluster.network.hang(number)
            self.host, self.port, self.route = f"10.77.1.{10 + number}", 4222, f"10.77.2.{10 + number}:6222"
        else:
            self.host, self.port, self.route = "127.0.0.1", free_port(), f"127.0.0.1:{free_port()}"

    @property
    def url(self):
        return f"nats://{self.host}:{self.port}"

    def write(self):
        others = [node.route for node in self.cluster.nodes if node is not self]
        routes = ", ".join(f'"nats-route://{route}"' for route in others)
        cluster = f"""
cluster {{ name: tlm, listen: "{self.route}", no_advertise: true, routes: [ {routes} ] }}""" if others else ""
        with open(self.folder + ".conf", "w", encoding="ascii") as file:
            file.write(f"""
server_name: {self.name}
listen: "{self.host}:{self.port}"
max_payload: {self.cluster.largest}
ping_interval: "3s"
ping_max: 2
write_deadline: "3s"
jetstream {{ store_dir: "{self.folder}", max_memory_store: 64MB, max_file_store: 20GB }}
{cluster}
""")

    def start(self):
        self.write()
        enter = ["nsenter", "-t", str(self.holder.pid), "-n"] if self.holder else []
        with open(self.folder + ".log", "ab") as log:
            self.process = spawned([*enter, "nats-server", "-c", self.folder + ".conf"], stdout=log, stderr=log)
        self.is_stopped = False

    def kill(self):
        if self.process:
            self.process.kill()
            self.process.wait()
            self.process = None

    def stop(self):
        self.process.send_signal(signal.SIGSTOP)
        self.is_stopped = True

    def go_on(self):
        if self.process and self.is_stopped:
            self.process.send_signal(signal.SIGCONT)
            self.is_stopped = False

    def lose(self):
        """All that it kept."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)
        self.start()

    def cut(self, leg):
        """From the others (`n`) or from its clients (`c`)."""
        if self.holder:
            self.cluster.network.set(f"{leg}{self.number}", False)
        else:
            self.stop()

    def join(self, leg):
        if self.holder:
            self.cluster.network.set(f"{leg}{self.number}", True)
        else:
            self.go_on()

    def wire(self):
        return Wire(self.host, self.port)


class Cluster:
    """So many nodes; they end with the block."""

    def __init__(self, folder, count=3, network=None, largest=LARGEST):
        self.folder, self.network, self.largest = folder, network or Network(), largest
        os.makedirs(folder, exist_ok=True)
        self.nodes = []
        for number in range(count):
            self.nodes.append(Node(self, number))

    @property
    def url(self):
        return ",".join(node.url for node in self.nodes)

    def ask(self, subject, seconds=30, **body):
        """A question to whichever node answers it."""
        end, reason = time.monotonic() + seconds, None
        while time.monotonic() < end:
            for node in self.nodes:
                if node.process is None or node.is_stopped:
                    continue
                try:
                    with node.wire() as wire:
                        return wire.ask(subject, timeout=2, **body)
                except (OSError, Refused) as error:
                    reason = error
            time.sleep(0.2)
        raise AssertionError(f"no node answered {subject} in {seconds} s: {reason}")

    def stream(self, **more):
        return self.ask("STREAM.INFO.tlm", **more)

    def leader(self):
        """The node that the stream follows; any where that cannot be said."""
        try:
            name = self.stream(seconds=3)["cluster"].get("leader")
        except (AssertionError, KeyError):
            name = None
        return next((node for node in self.nodes if node.name == name), self.nodes[0])

    def is_level(self):
        """Whether every node has all of the stream."""
        try:
            found = self.stream(seconds=2).get("cluster", {})
        except AssertionError:
            return False
        replicas = found.get("replicas", [])
        return bool(found.get("leader")) and len(replicas) == len(self.nodes) - 1 and all(
            one.get("current") and not one.get("offline") for one in replicas)

    def __enter__(self):
        for node in self.nodes:
            node.start()
        self.ask("INFO", 60)
        return self

    def __exit__(self, *_):
        for node in self.nodes:
            node.go_on()
            node.kill()
            if node.holder:
                node.holder.kill()
                node.holder.wait()
