"""The cluster of Examples/cluster, begun as people begin it: who has which credentials may do what."""
import os
import pathlib
import shutil
import signal
import subprocess
import sys

from machines import Hub, Origin, Scratch, eventually
from nodes import dies_with_the_test

CLUSTER = pathlib.Path(__file__).parents[3] / "Examples/cluster/cluster.py"


class Begun:
    """`make cluster`, until Ctrl-C."""

    def __init__(self, work):
        self.work = work
        self.process = subprocess.Popen(
            [sys.executable, "-B", str(CLUSTER), "--work", work], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=dies_with_the_test)

    def __enter__(self):
        said = [self.process.stdout.readline() for _ in range(3)]
        if not all(said):
            raise AssertionError("it did not begin: " + self.process.stderr.read())
        self.url = ",".join(line.split()[1] for line in said)
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(30)
        if code != 0:
            raise AssertionError(f"it ended with {code}: {self.process.stderr.read()}")
        # Nothing listens any more.
        ended = subprocess.run(["pgrep", "-f", "nats-server -c one.conf"], capture_output=True, text=True)
        for pid in ended.stdout.split():
            if os.path.realpath(f"/proc/{pid}/cwd") == os.path.realpath(self.work):
                raise AssertionError("a node goes on after Ctrl-C")


def who_has_credentials_may_do_what_they_say():
    with Scratch() as folder:
        work = folder + "/cluster"
        with Begun(work) as cluster:
            for name in ("push.creds", "pull.creds", "accounts.conf"):
                if os.stat(f"{work}/{name}").st_mode & 0o777 != 0o600:
                    raise AssertionError(f"{name} is for its owner alone")
            origin = Origin(folder, 0, cluster.url, "--creds", work + "/push.creds")
            hub = Hub(folder, 0, cluster.url, "--creds", work + "/pull.creds")
            origin.tlm("append", "-", input=b'{"event":"a"}\n{"event":"b"}\n')
            for machine in (origin, hub):
                machine.start()
            try:
                eventually(lambda: hub.text(origin.id) == origin.pushed(), 60, lambda: (
                    f"the hub has all: {hub.status()} {origin.said()} {hub.said()}"))
            finally:
                for machine in (origin, hub):
                    machine.end(signal.SIGTERM)
            refused = origin.tlm("relay", "push", "--nats", cluster.url, "--once", code=None)
            if refused.returncode == 0 or not refused.stderr:
                raise AssertionError("who has no credentials is told so")
            os.chmod(work + "/push.creds", 0o644)
            open_ = origin.tlm("relay", "push", "--nats", cluster.url, "--creds", work + "/push.creds",
                               "--once", code=None)
            if open_.returncode == 0:
                raise AssertionError("credentials that others may read are not used")


CASES = {"who_has_credentials_may_do_what_they_say": who_has_credentials_may_do_what_they_say}

if __name__ == "__main__":
    if len(sys.argv) > 2:
        CASES[sys.argv[2]]()
        print("ok")
    elif shutil.which("nats-server"):
        print("\n".join(CASES))
