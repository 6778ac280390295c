"""emit: fields, objects, standard input, what it forgives and what --strict does not."""

from sandbox import Sandbox
from transcript import Transcript

AT = "ts=2024-03-04T10:00:00Z"


def record(binary):
    with Sandbox(binary) as sandbox:
        sandbox.make_store()
        return {"fields.txt": fields(sandbox), "input.txt": given(sandbox),
                "mistakes.txt": mistakes(sandbox), "stores.txt": stores(sandbox)}


def fields(sandbox):
    script = Transcript(sandbox)
    for words in (
            ["one", AT], ["two", AT, "a=text", "b:=1.50", "c:={\"d\":[1,null]}", "e=", "f=x=y"],
            ["three", "timestamp=2024-03-04T10:00:01+01:00", "n:=12345678901234567"],
            ["four", AT, "issue_id=BUG-1", "tool=hand", "duration_s:=1", "zebra=1", "trace_id=t"],
            ["--object", '{"event":"five","z":1,"ts":"2024-03-04T10:00:02Z"}'],
            ["six", AT, "--object", '{"event":"other","a":1,"b":2}', "a:=3"],
            ["seven", AT, "--strict", "--synced", "a=ü\n\t\x01"], ["eight", AT, "a=1", "a=2"],
            ["now"]):
        script.run("emit", *words)
    script.run("query")
    script.content(".tlm/log/00000000000000000000.jsonl",
                   sandbox.read(".tlm/log/00000000000000000000.jsonl"))
    return script.text


def given(sandbox):
    script = Transcript(sandbox)
    script.run("emit", "-", stdin='{"ts":"2024-03-04T11:00:00Z","event":"a"}\n{"event":"b"}\n\n'
                                  'no event\n[1]\n{"timestamp":1709550000,"event":"c"}')
    script.run("emit", "-", "--strict", stdin="broken\n")
    script.run("emit", "-", stdin="")
    long = '{"ts":"2024-03-04T11:00:01Z","event":"long","text":"%s","end":1}\n' % ("x" * (1 << 20))
    script.add(["emit", "-"], sandbox.run("emit", "-", stdin=long.encode()))
    script.add(["emit", "-"], sandbox.run("emit", "-", stdin=b"y" * ((1 << 20) + 9)))
    script.run("query", "--where", "tlm_truncated exists", "--count")
    for line in sandbox.run("tail", "-n", "6").output.splitlines():
        script.content("a line of the log, %d bytes" % len(line),
                       line if len(line) < 300 else line[:150] + b" ... " + line[-150:])
    return script.text


def mistakes(sandbox):
    script = Transcript(sandbox)
    for words in ([], ["", "a=1"], ["x", "a"], ["x", "a:=b"], ["x", "=1"], ["x", "--object", "{"],
                  ["--object", "[1]"], ["--object", "{}"], ["x", "--colour"], ["x", "--store"],
                  ["x", "a:={\"b\":"], ["x", "y"], ["tlm.skip", "projection=runs"],
                  ["x", "--store", ".gitignore/none"], ["-", "x"]):
        script.run("emit", *words)
        script.run("emit", "--strict", *words)
        script.run("emit", *words, env={"TLM_DEBUG": "1"})
    return script.text


def stores(sandbox):
    script = Transcript(sandbox)
    script.run("emit", "elsewhere", AT, "--store", "new/store")
    script.run("query", "--store", "new/store")
    script.run("emit", "own", AT, cwd="..")
    script.run("query", cwd="..")
    script.run("emit", "named", AT, env={"TLM_STORE": "new/store"})
    script.run("query", "--count", env={"TLM_STORE": "new/store"})
    return script.text
