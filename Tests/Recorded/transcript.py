"""A record of commands: what was typed, what each said, and how it ended.

    $ tlm query --count          what was typed
    < {"event":"x"}              standard input
      12                         standard output
    ! tlm: there is no store     standard error
    = 2                          the status it ended with
"""

import hashlib
import re
import shlex

from layout import laid_out
from narrow import Narrow

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
INPUT_LINES = 30
LONGEST = 40_000  # characters of output that are kept whole
BEGINNING = 40  # lines that are kept of a longer one


class Transcript:
    """What happens in a sandbox, command by command."""

    def __init__(self, sandbox):
        self.sandbox, self.narrow, self.lines = sandbox, Narrow(sandbox.root), []

    @property
    def text(self):
        return "\n".join(self.lines) + "\n"

    def note(self, words):
        """A line that says what comes."""
        self.lines += ([""] if self.lines else []) + ["# " + words]

    def run(self, *arguments, stdin=None, env=None, **how):
        """Runs tlm and writes down all of it. Gives the outcome."""
        given = stdin.encode() if isinstance(stdin, str) else stdin
        outcome = self.sandbox.run(*arguments, stdin=given or b"", env=env, **how)
        self.add(arguments, outcome, given, env)
        return outcome

    def add(self, arguments, outcome, stdin=None, env=None):
        """Writes down a command that was run otherwise."""
        words = ["%s=%s" % pair for pair in sorted((env or {}).items())] + ["tlm"]
        typed = "$ %s %s" % (" ".join(words), shlex.join(arguments))
        self.lines += ["", self.readable(typed.encode()).strip()]
        if stdin is not None:
            self._block("< ", stdin, is_json=False, limit=INPUT_LINES)
        self._block("  ", outcome.output or b"", is_json="--json" in arguments)
        self._block("! ", outcome.errors or b"", is_json=False)
        self.lines.append("= %d" % outcome.status)

    def content(self, name, content):
        """Writes down what a file holds."""
        self.lines += ["", "$ cat " + name]
        self._block("  ", content, is_json=False)

    def _block(self, mark, content, is_json, limit=None):
        if not content:
            return
        lines, is_whole = self.readable(content).split("\n"), content.endswith(b"\n")
        if is_whole:
            lines.pop()
        if is_json:
            lines = [each for line in lines for each in laid_out(line).split("\n")]
        size = sum(map(len, lines))
        if size > LONGEST or limit and len(lines) > limit:
            kept = lines[:limit or BEGINNING]
            digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
            lines = [line[:400] for line in kept] + [
                "… %d lines of %d characters, SHA-256 %s" % (len(lines), size, digest)]
        self.lines += [mark + line for line in lines]
        if not is_whole:
            self.lines.append(mark + "(no newline at its end)")

    def readable(self, content):
        """Bytes as text without control characters, after the rules."""
        text = self.narrow(content.decode("utf-8", "backslashreplace"))
        return CONTROL.sub(lambda found: "\\x%02x" % ord(found[0]), text)
