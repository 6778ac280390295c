#!/usr/bin/env python3
"""Three nats-servers with JetStream on this machine, on ports that are free, until Ctrl-C; `make cluster`
runs it. What they keep and who may use them lies below --work, and is there again the next time."""
import argparse
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import credentials

NODES = ("one", "two", "three")
HERE = pathlib.Path(__file__).parent


def free_ports(count):
    """Held all at once, so that no two are the same."""
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


class Cluster:
    """The nodes, and the folder that they live in."""

    def __init__(self, work, program):
        self.work, self.program, self.nodes = pathlib.Path(work), program, {}
        self.work.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not (self.work / "accounts.conf").exists():
            credentials.make(str(self.work))
        for file in HERE.glob("*.conf"):
            shutil.copy(file, self.work)
        self.ports = {}
        self.variables = {}
        ports = free_ports(3 * len(NODES))
        for number, node in enumerate(NODES):
            clients, nodes, monitor = ports[3 * number:3 * number + 3]
            self.ports[node] = clients, monitor
            self.variables |= {
                f"{node.upper()}_{key}": str(value) for key, value in {
                    "CLIENTS": clients, "NODES": nodes, "MONITOR": monitor,
                    "DATA": json.dumps(str(self.work.resolve() / "data" / node)),
                    "ROUTE": f"nats-route://127.0.0.1:{nodes}"}.items()}

    @property
    def url(self):
        return ",".join(f"nats://127.0.0.1:{self.ports[node][0]}" for node in NODES)

    def start(self):
        for node in NODES:
            with open(self.work / f"{node}.log", "ab") as log:
                # In a group of its own: Ctrl-C reaches this program alone, which ends them in turn.
                self.nodes[node] = subprocess.Popen(
                    [self.program, "-c", f"{node}.conf"], cwd=self.work, stdin=subprocess.DEVNULL,
                    stdout=log, stderr=log, env={**os.environ, **self.variables},
                    start_new_session=True)

    def ended(self):
        return next((node for node, process in self.nodes.items() if process.poll() is not None), None)

    def leader(self):
        """The node that all of them follow, once there is one."""
        leaders = set()
        for node in NODES:
            try:
                with urllib.request.urlopen(
                        f"http://127.0.0.1:{self.ports[node][1]}/jsz", timeout=2) as answer:
                    leaders.add(json.load(answer).get("meta_cluster", {}).get("leader"))
            except OSError:
                return None
        return leaders.pop() if len(leaders) == 1 else None

    def stop(self):
        for process in self.nodes.values():
            if process.poll() is None:
                process.terminate()
        for process in self.nodes.values():
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def begin(cluster, seconds=30):
    """Waits until they are one cluster; otherwise the reason why not."""
    end = time.monotonic() + seconds
    while not cluster.leader():
        if node := cluster.ended():
            return f"node {node} ended; {cluster.work}/{node}.log says why"
        if time.monotonic() > end:
            return f"the nodes found no leader in {seconds} s; see {cluster.work}/*.log"
        time.sleep(0.1)
    return None


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", default=".build/cluster", help="where all of it lies")
    parser.add_argument("--nats-server", default="nats-server", help="the program")
    options = parser.parse_args()
    if not shutil.which(options.nats_server):
        sys.exit("cluster: there is no nats-server; apt-get install nats-server, or brew install nats-server")
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: sys.exit(0))
    cluster = Cluster(options.work, options.nats_server)
    try:
        cluster.start()
        if reason := begin(cluster):
            sys.exit("cluster: " + reason)
        for node in NODES:
            print(f"{node:6} nats://127.0.0.1:{cluster.ports[node][0]}  "
                  f"http://127.0.0.1:{cluster.ports[node][1]}")
        print(f"\ntlm relay push --nats {cluster.url} --creds {cluster.work}/push.creds"
              f"\ntlm relay pull --nats {cluster.url} --creds {cluster.work}/pull.creds"
              "\n\nCtrl-C ends the three; what they keep stays.", flush=True)
        while not (node := cluster.ended()):
            time.sleep(0.5)
        sys.exit(f"cluster: node {node} ended; {cluster.work}/{node}.log says why")
    finally:
        cluster.stop()


if __name__ == "__main__":
    main()
