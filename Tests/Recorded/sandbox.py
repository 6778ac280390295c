"""A folder of its own in which tlm runs, with nothing of the machine in its environment."""

import os
import shutil
import subprocess
import tempfile

from storefiles import pin_times, write_identity

DATA = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "Data")
DEADLINE_S = 120


class Outcome:
    """What a command said and how it ended."""

    def __init__(self, status, output, errors):
        self.status, self.output, self.errors = status, output, errors


class Sandbox:
    """A working folder, with `data` in it (a copy of Tests/Data) where that is asked for."""

    def __init__(self, binary, has_data=False):
        self.binary = binary
        self.root = os.path.realpath(tempfile.mkdtemp(prefix="tlm-recorded-"))
        above = self.root
        while above != os.path.dirname(above):
            above = os.path.dirname(above)
            if os.path.exists(os.path.join(above, ".tlm")):
                raise RuntimeError("a store in %s would be found by tlm here; set TMPDIR" % above)
        self.work = self.folder("work")
        self.home = self.folder("home")
        if has_data:
            shutil.copytree(DATA, self.path("data"))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.root, ignore_errors=True)

    def folder(self, name):
        path = os.path.join(self.root, name)
        os.makedirs(path, exist_ok=True)
        return path

    def path(self, name):
        return os.path.join(self.work, name)

    def write(self, name, content, mode="wb"):
        """Writes a file below the working folder; text becomes UTF-8."""
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), mode) as file:
            file.write(content.encode() if isinstance(content, str) else content)

    def append(self, name, content):
        self.write(name, content, "ab")

    def read(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()

    def remove(self, name):
        os.unlink(self.path(name))

    def environment(self, added=None):
        variables = {
            "PATH": "/usr/bin:/bin", "HOME": self.home, "TMPDIR": self.root, "TZ": "UTC0",
            # A query at a terminal says what it says, whatever pager the machine has.
            "PAGER": "cat",
            "LC_ALL": "C", "TERM": "dumb", "COLUMNS": "80",
            "XDG_STATE_HOME": os.path.join(self.home, "state"),
            "XDG_CONFIG_HOME": os.path.join(self.home, "config"),
        }
        for name, value in (added or {}).items():
            variables[name] = value
            if value is None:
                del variables[name]
        return variables

    def run(self, *arguments, stdin=b"", env=None, cwd=".", stdout=subprocess.PIPE):
        """Runs tlm to its end. Of `env` a value of None takes a variable away."""
        done = subprocess.run(
            [self.binary, *arguments], input=stdin, stdout=stdout, stderr=subprocess.PIPE,
            env=self.environment(env), cwd=self.path(cwd), timeout=DEADLINE_S)
        return Outcome(done.returncode, done.stdout, done.stderr)

    def start(self, *arguments, env=None):
        """Starts tlm and leaves it running; its output is read line by line."""
        return subprocess.Popen(
            [self.binary, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, env=self.environment(env), cwd=self.work)

    def make_store(self, name=".tlm"):
        """A store whose id is the same in each recording, so that its bytes can be."""
        made = self.run("init", "--store", name)
        if made.status != 0:
            raise RuntimeError("no store: " + made.errors.decode())
        write_identity(self.path(name))
        return self.path(name)

    def pin_times(self, name=".tlm"):
        """Takes waiting lines into the log, at a time that is the same in each recording."""
        self.run("doctor", "--fix", "--store", name)
        pin_times(self.path(name))
