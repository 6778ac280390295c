"""Arguments that nobody meant: what is said, and that it ends with 64."""

from sandbox import Sandbox
from transcript import Transcript

MISTAKES = (
    ["nonsense"], ["--nonsense"], ["quer"], ["query", "--evnt", "x"], ["replay", "--projection"],
    ["replay", "-p"], ["replay", "-x"], ["append", "--recipts"], ["doctor", "--fixx"],
    ["index", "rebild"], ["projections", "staus"], ["sensors", "gett"], ["mode", "st", "X"],
    ["control", "chek"], ["control"], ["projection"], ["control", "check"], ["init", "--json", "x"],
    ["tail", "-n"], ["tail", "extra"], ["watch", "--sample", "x"], ["watch", "--sample", "0s"],
    ["watch", "--rules", "nowhere.yaml"], ["watch", "extra"], ["sensors", "describe"],
    ["mode", "set"], ["mode", "set", "ALERT"], ["control", "run", "--clock", "sun"],
    ["control", "run", "--interval", "0"], ["control", "run", "--rules", "nowhere.yaml"],
    ["help", "nonsense"], ["query", "--store", ""], ["query", "--", "-x"], ["-h", "x"])


def record(binary):
    with Sandbox(binary) as sandbox:
        sandbox.make_store()
        script = Transcript(sandbox)
        for words in MISTAKES:
            script.run(*words)
        return {"arguments.txt": script.text}
