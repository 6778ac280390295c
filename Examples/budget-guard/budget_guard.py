#!/usr/bin/env python3
"""budget_guard.py: an agent that is warned, gated, approved by a person and released, as a timeline.

Runs the real `tlm` (or the one that TLM names) in a folder of its own: a watch under the rules that
`tlm control init --profile budget` writes, the hook and the gate as Claude Code runs them, and a person at a
terminal.
"""

import json
import os
import pty
import signal
import subprocess
import sys
import tempfile
import time

from session import STEPS

TLM = os.path.abspath(os.environ["TLM"]) if "TLM" in os.environ else "tlm"


class Machine:
    def __init__(self, folder):
        self.folder = folder
        self.variables = {"HOME": folder, "PATH": os.environ.get("PATH", ""), "TZ": "UTC"}
        self.run("init")
        self.run("control", "init", "--profile", "budget")
        self.run("gate", "install", "claude-code")
        self.watch = subprocess.Popen(
            [TLM, "watch", "--sample", "off"], cwd=folder, env=self.variables,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.wait("NORMAL")

    def run(self, *words, given="", **more):
        return subprocess.run(
            [TLM, *words], cwd=self.folder, env={**self.variables, **more}, input=given, text=True,
            capture_output=True, check=False)

    def board(self):
        return json.loads(self.run("gate", "explain", "--json").stdout)["boards"][0]

    def wait(self, mode):
        """Until the gate goes by this mode."""
        for _ in range(600):
            board = self.board()
            if board.get("mode") == mode:
                return board
            time.sleep(0.05)
        sys.exit("the mode did not become " + mode)

    def proposal(self):
        """The id of the change that waits for a person."""
        for _ in range(600):
            told = self.run("query", "--event", "mode_transition_proposed").stdout.splitlines()
            if told:
                return json.loads(told[-1])["proposal_id"]
            time.sleep(0.05)
        sys.exit("nothing was proposed")

    def person(self, *words):
        """A person types at a terminal."""
        child, terminal = pty.fork()
        if child == 0:
            os.chdir(self.folder)
            os.execvpe(TLM, [TLM, *words], self.variables)
        try:
            while os.read(terminal, 1024):
                pass
        except OSError:
            pass
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    def end(self):
        self.watch.send_signal(signal.SIGTERM)
        self.watch.wait()


def say(who, what):
    print("%-7s %s" % (who, what), flush=True)


def step(machine, kind, what):
    if kind == "call":
        document = json.dumps(what)
        machine.run("hook", "claude-code", given=document, CLAUDECODE="1")
        said = machine.run("gate", "claude-code", given=document, CLAUDECODE="1").stdout
        shown = what["tool_name"] + " " + str(next(iter(what["tool_input"].values())))
        if said:
            answer = json.loads(said)["hookSpecificOutput"]
            say("agent", "%s: %s" % (shown, answer["permissionDecision"]))
            return say("", answer["permissionDecisionReason"])
        say("agent", shown)
        machine.run("hook", "claude-code", given=json.dumps(
            {**what, "hook_event_name": "PostToolUse", "tool_response": {}}), CLAUDECODE="1")
    elif kind == "response":
        machine.run("append", given=json.dumps(what) + "\n")
        said = json.loads(machine.run("sensors", "get", "agent_cost_today", "--json").stdout)
        say("model", "%.2f USD today" % said["sensors"]["agent_cost_today"]["value"])
    elif kind == "mode":
        say("tlm", "%s, %s" % (what, machine.wait(what)["why"]))
    elif kind == "agent":
        tried = machine.run(*what, CLAUDECODE="1")
        say("agent", "tlm %s: %s" % (" ".join(what[:2]), "done" if tried.returncode == 0 else "refused"))
    elif kind == "person":
        code = machine.person("mode", "approve", machine.proposal(), "--by", "ada")
        say("person", "tlm mode approve: %s" % ("done" if code == 0 else "refused"))


def main():
    with tempfile.TemporaryDirectory() as folder:
        machine = Machine(folder)
        try:
            for kind, what in STEPS:
                step(machine, kind, what)
            summary = json.loads(machine.run("summary", "--json").stdout)["gate"]
            say("tlm", "%d calls refused; %.2f USD spent, of the 30 that were agreed to" % (
                summary["refused"], summary["budget"]["spent_usd"]))
        finally:
            machine.end()
        verified = machine.run("control", "verify")
        say("tlm", "control verify: " + ("every mode as the rules say" if verified.returncode == 0
                                         else verified.stdout + verified.stderr))


if __name__ == "__main__":
    main()
