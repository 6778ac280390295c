"""A tlm that goes on until it is ended, and says JSON lines meanwhile."""

import json
import queue
import signal
import threading
import time

from sandbox import Outcome

PATIENCE_S = 60


class Running:
    """Started in a sandbox; ended with SIGTERM at the latest when this is left."""

    def __init__(self, sandbox, *arguments, env=None):
        self.process = sandbox.start(*arguments, env=env)
        self.lines, self.said = queue.Queue(), []
        self.errors = b""
        self.readers = [threading.Thread(target=self._read), threading.Thread(target=self._heed)]
        for reader in self.readers:
            reader.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.end()

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(line)
        self.lines.put(None)

    def _heed(self):
        self.errors = self.process.stderr.read()

    def until(self, what, is_it):
        """The next document for which it is so."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            try:
                line = self.lines.get(timeout=max(0.01, deadline - time.monotonic()))
            except queue.Empty:
                raise RuntimeError("not in time: %s; it said %s" % (what, self.said)) from None
            if line is None:
                raise RuntimeError("it ended before %s: %s" % (what, self.errors))
            self.said.append(line)
            document = json.loads(line)
            if is_it(document):
                return document

    def some(self, what, count, is_it):
        """So many documents for which it is so, of all that were said."""
        found = [each for each in map(json.loads, self.said) if is_it(each)]
        while len(found) < count:
            found.append(self.until(what, is_it))
        return found

    def end(self, by=signal.SIGTERM):
        """Ends it, and gives all that it said."""
        self.process.send_signal(by)
        self.process.wait(PATIENCE_S)
        for reader in self.readers:
            reader.join()
        while (line := self.lines.get()) is not None:
            self.said.append(line)
        return Outcome(self.process.returncode, b"".join(self.said), self.errors)
