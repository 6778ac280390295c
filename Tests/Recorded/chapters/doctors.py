"""doctor: a store in order, and every kind of damage before and after --fix."""

import os

import samples
from sandbox import Sandbox
from storefiles import begin_rotation, pin_times, write_identity
from transcript import Transcript


def record(binary):
    return {damage.__name__ + ".txt": of(binary, damage) for damage in (
        healthy, lines, torn_tail, flipped, missing_sum, damaged_sum, cut_segment, missing_segment,
        missing_identity, damaged_identity, newer_format, rotation, waiting, strange, fields)}


def of(binary, damage):
    """A store of three segments, one of which takes appends; then the damage."""
    with Sandbox(binary) as sandbox:
        store = sandbox.make_store()
        for part in range(3):
            if part:
                begin_rotation(store)
            ticks = [samples.line(60 * part + second, "tick", n=second) for second in range(20)]
            sandbox.run("append", stdin="".join(ticks).encode())
        script = Transcript(sandbox)
        script.note(damage.__doc__)
        damage(sandbox, store)
        script.run("doctor")
        script.run("doctor", "--json")
        if damage is not waiting:  # these would take in what waits
            script.run("query", "--count")
            script.run("replay", "-p", "runs", "--json")
        script.run("doctor", "--fix", "--json")
        script.run("doctor", "--fix")
        pin_times(store)
        script.run("replay", "-p", "event-counts", "--json")
        script.run("doctor")
        script.run("append", stdin=samples.line(999, "after"))
        script.run("tail", "-n", "1")
        return script.text


def names(store, ending=".jsonl"):
    folder = os.path.join(store, "log")
    return [os.path.join(folder, name) for name in sorted(os.listdir(folder))
            if name.endswith(ending)]


def change(path, how):
    """Rewrites a file of the log, sealed or not."""
    mode = os.stat(path).st_mode
    os.chmod(path, 0o600)
    with open(path, "rb") as file:
        content = how(file.read())
    with open(path, "wb") as file:
        file.write(content)
    os.chmod(path, mode)


def healthy(sandbox, store):
    """a store in order"""


def lines(sandbox, store):
    """lines that are no events"""
    long = "é\x01" * 100
    sandbox.run("append", stdin='not json\n[1]\n{"n":1e999}\n{"n":1}\n\n'.encode() + long.encode()
                + b'\n{"a":"\xff"}\n\0\0\0\n' + b'{"a":' * 1100 + b"1" + b"}" * 1100 + b"\n"
                + b"broken\n" * 40)


def torn_tail(sandbox, store):
    """half a line at the end"""
    sandbox.append(".tlm/current.jsonl", '{"half":')


def flipped(sandbox, store):
    """a bit that flipped in a sealed segment"""
    change(names(store)[1], lambda data: data.replace(b'"n":7', b'"n":5', 1))


def missing_sum(sandbox, store):
    """a sum that is gone"""
    os.unlink(names(store, ".sum")[0])


def damaged_sum(sandbox, store):
    """a sum that was cut"""
    change(names(store, ".sum")[0], lambda data: data[:-9])


def cut_segment(sandbox, store):
    """a sealed segment that was cut"""
    change(names(store)[1], lambda data: data[:-100])


def missing_segment(sandbox, store):
    """a segment that is gone"""
    os.unlink(names(store)[1])


def missing_identity(sandbox, store):
    """no log/STORE"""
    os.unlink(os.path.join(store, "log", "STORE"))


def damaged_identity(sandbox, store):
    """a log/STORE that was changed"""
    sandbox.write(".tlm/log/STORE", '{"store":1}')


def newer_format(sandbox, store):
    """a store of a format to come"""
    write_identity(store, 2)


def rotation(sandbox, store):
    """a rotation half done, with a line behind it"""
    begin_rotation(store)
    sandbox.append(".tlm/current.jsonl", samples.line(500, "last") + "broken\n")


def waiting(sandbox, store):
    """lines that wait in sources"""
    sandbox.append(".tlm/in.jsonl", samples.line(600, "waits") + '{"half')
    sandbox.write(".tlm/spool/00000000000000000000-01709546400000000000-1-2.jsonl",
                  samples.line(601, "spooled"))


def strange(sandbox, store):
    """files of strangers, and a source that is a folder"""
    sandbox.write(".tlm/log/notes.txt", "mine")
    sandbox.write(".tlm/damaged/00000000000000000007", "bytes")
    os.mkdir(os.path.join(store, "in.jsonl"))


def fields(sandbox, store):
    """fields of one's own, slips, and values that nobody can read"""
    sandbox.run("append", stdin=b"".join(
        samples.line(700 + n, "slip", durations_s=n, mine=2, isue_id="x", duration_s="long",
                     result=7).encode() for n in range(3)))
