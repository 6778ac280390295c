"""What each command says of itself, and the completions of shells."""

from sandbox import Sandbox
from transcript import Transcript

COMMANDS = (
    "", "init", "emit", "append", "tail", "query", "replay", "projections", "projections list",
    "projections show", "projections status", "projections rebuild", "projections verify",
    "projections rows", "sensors", "sensors list", "sensors get", "sensors watch", "sensors series",
    "sensors describe", "mode", "mode show", "mode history", "mode explain", "mode approve",
    "mode reject", "mode set", "control", "control check", "control run", "control backtest",
    "control verify", "watch", "index", "index status", "index rebuild", "doctor", "projection",
    "projection new")


def record(binary):
    with Sandbox(binary) as sandbox:
        script = Transcript(sandbox)
        script.run()
        script.run("--version")
        for command in COMMANDS:
            script.run(*command.split(), "--help")
        for words in (["help"], ["help", "query"], ["help", "mode", "set"], ["query", "-h"]):
            script.run(*words)
        script.run("replay", "--help", env={"COLUMNS": "50"})
        documents = {"commands.txt": script.text}
        for shell in ("bash", "zsh", "fish"):
            script = Transcript(sandbox)
            script.run("--generate-completion-script", shell)
            documents["completions-%s.txt" % shell] = script.text
        return documents
