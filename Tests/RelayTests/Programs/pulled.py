"""One node, two origins and a hub: what is pulled is what was pushed, each line once and in its order,
byte for byte, and what the node loses or alters is found, told and healed.

Usage: pulled.py TLM [CASE]; without CASE it lists them."""
import contextlib
import json
import random
import re
import shutil
import signal
import sys
import time

from machines import MARKER, Hub, Machine, Origin, Scratch, eventually
from nodes import Cluster, Network


@contextlib.contextmanager
def scene(origins=2):
    """A node, origins that do not push yet, and a hub that does not pull yet."""
    with Scratch() as folder, Cluster(folder + "/nodes", 1, Network()) as cluster:
        machines = [Origin(folder, number, cluster.url) for number in range(origins)]
        hub = Hub(folder, 0, cluster.url)
        try:
            yield cluster, machines, hub
        finally:
            for machine in [*machines, hub]:
                machine.end()


def tell(origin, numbers, pad=60):
    lines = [f'{{"ts":"2026-01-01T{n // 3600 % 24:02}:{n // 60 % 60:02}:{n % 60:02}.000000Z","event":"said",'
             f'"by":"{origin.name}","n":{n},"pad":"{"x" * (n * 7 % pad)}"}}' for n in numbers]
    origin.tlm("append", "-", input=("\n".join(lines) + "\n").encode())


def pushed(*origins):
    """Everything is in the stream, and nobody pushes any more."""
    for origin in origins:
        origin.tlm("relay", "push", "--nats", origin.words[3], "--once")


def is_level(hub, *origins):
    expected = {origin.id: origin.pushed() for origin in origins}
    return hub.gathered(expected) == {id_: len(text) for id_, text in expected.items()}


def lines_at(hub, origin):
    """What the hub has of an origin: lines by the offset that each run gives them, in the log's order."""
    log, place, found = hub.log(), 0, {}
    while (end := log.find(b"\n", place)) >= 0:
        line, place = log[place:end], end + 1
        match = MARKER.search(line, 0, 400) if b"tlm.drained" in line[:200] else None
        if match and match[1].decode() == origin.id:
            marker = json.loads(line)
            offset = marker["from"]
            for pulled in log[place:place + marker["length"]].split(b"\n")[:-1]:
                found.setdefault(offset, []).append(pulled)
                offset += len(pulled) + 1
    return found


def true_lines(origin):
    offset, found = 0, {}
    for line in origin.pushed().split(b"\n")[:-1]:
        found[offset] = line
        offset += len(line) + 1
    return found


def standing(hub, origin):
    return next((one for one in hub.status().get("origins", []) if one["origin"] == origin.id), {})


def is_verified(hub, origin):
    return standing(hub, origin).get("verified_offset") == len(origin.pushed())


def of_subject(cluster, origin):
    """The numbers in the stream of an origin's events, in their order, with their messages."""
    last, found = cluster.stream()["state"]["last_seq"], []
    for number in range(1, last + 1):
        try:
            message = cluster.ask("STREAM.MSG.GET.tlm", 2, seq=number)["message"]
        except AssertionError:
            continue
        if message["subject"].startswith(f"tlm.{origin.id}.") and not message["subject"].endswith("%head"):
            found.append((number, message))
    return found


def drop(cluster, numbers):
    for number in numbers:
        cluster.ask("STREAM.MSG.DELETE.tlm", seq=number)


def two_origins_come_whole_and_in_order():
    with scene() as (_, origins, hub):
        for machine in [*origins, hub]:
            machine.start()
        for part in range(4):
            for origin in origins:
                tell(origin, range(100 * part, 100 * (part + 1)), pad=40_000 if part == 2 else 60)
            time.sleep(0.3)
        tell(origins[0], [400], pad=200_000)
        eventually(lambda: is_level(hub, *origins), 30, hub.said)
        for origin in origins:
            origin.end(signal.SIGTERM)
        eventually(lambda: all(is_verified(hub, origin) for origin in origins), 30, hub.status)
        assert not hub.gaps(), hub.gaps()
        hub.end(signal.SIGTERM)
        done = hub.tlm("relay", "status")
        assert b"verified 401 events" in done.stdout, done.stdout


def a_hole_in_the_stream_is_filled_by_the_origin():
    with scene() as (cluster, origins, hub):
        for origin in origins:
            tell(origin, range(200))
        pushed(*origins)
        drop(cluster, [number for number, _ in of_subject(cluster, origins[0])[50:90]])
        for machine in [*origins, hub]:
            machine.start()
        eventually(lambda: is_level(hub, *origins), 40, hub.said)
        (gap,) = hub.gaps()
        assert (gap["kind"], gap["healed"], gap["origin"]) == ("missing", True, origins[0].id), gap
        text = origins[0].pushed().split(b"\n")
        assert gap["from"] == len(b"\n".join(text[:50])) + 1 and gap["to"] == len(b"\n".join(text[:90])) + 1


def an_origin_that_is_away_is_told_and_waited_for_alone():
    with scene() as (cluster, origins, hub):
        for origin in origins:
            tell(origin, range(100))
        pushed(*origins)
        drop(cluster, [number for number, _ in of_subject(cluster, origins[0])[10:20]])
        hub.start()
        eventually(lambda: standing(hub, origins[1]).get("pulled_events") == 100, 20, hub.status)
        eventually(lambda: standing(hub, origins[0]).get("waiting_since"), 30, hub.status)
        assert standing(hub, origins[0])["pulled_events"] == 10, hub.status()
        assert "does not answer" in standing(hub, origins[0])["reason"]
        assert hub.tlm("relay", "status", code=1).stdout
        found = json.loads(hub.tlm("doctor", "--json", code=None).stdout)
        assert any("waits" in one["message"] for one in found["findings"]), found["findings"]
        origins[0].start()
        eventually(lambda: is_level(hub, *origins), 40, hub.said)
        eventually(lambda: not standing(hub, origins[0]).get("waiting_since"), 20, hub.status)


def a_puller_that_is_killed_loses_and_doubles_nothing():
    with scene() as (_, origins, hub):
        dice = random.Random(5)
        for origin in origins:
            origin.start()
        for part in range(12):
            for origin in origins:
                tell(origin, range(300 * part, 300 * (part + 1)))
            hub.end()
            hub.start()
            time.sleep(dice.uniform(0.02, 0.5))
        eventually(lambda: is_level(hub, *origins), 60, hub.said)
        for origin in origins:
            origin.end(signal.SIGTERM)
        eventually(lambda: all(is_verified(hub, origin) for origin in origins), 30, hub.status)


def two_pullers_into_one_hub_double_nothing():
    with scene() as (cluster, origins, hub):
        second = Machine.__new__(Machine)
        second.__dict__ = {**hub.__dict__, "relay": None}
        try:
            for machine in [*origins, hub, second]:
                machine.start()
            for part in range(8):
                for origin in origins:
                    tell(origin, range(100 * part, 100 * (part + 1)))
                time.sleep(0.2)
            eventually(lambda: is_level(hub, *origins), 60, hub.said)
        finally:
            second.end()


def altered(length):
    """A line that somebody changed on its way, and perhaps its length, is found by the origin's word."""
    with scene() as (cluster, origins, hub):
        origin = origins[0]
        tell(origin, range(100))
        pushed(origin)
        number, message = of_subject(cluster, origin)[40]
        drop(cluster, [number])
        true = true_lines(origin)
        offset = list(true)[40]
        position = int(re.search(rb"Tlm-Position: (\d+)", decoded(message["hdrs"]))[1])
        changed = true[offset].replace(b'"said"', b'"SAID"' if length == 0 else b'"said otherwise"')
        with cluster.nodes[0].wire() as wire:
            wire.publish(message["subject"], changed, {
                "Nats-Msg-Id": "another", "Tlm-Position": position, "Tlm-Offset": offset,
                "Tlm-Host": origin.name, "Tlm-Store": "work", "Tlm-Version": "1"})
            wire.request("$JS.API.INFO")
        hub.start()
        eventually(lambda: standing(hub, origin).get("waiting_since"), 40, lambda: (hub.status(), hub.said()))
        origin.start()
        eventually(lambda: is_verified(hub, origin), 40, lambda: (hub.status(), hub.said()))
        gaps = hub.gaps()
        assert any(gap["kind"] == "altered" and gap["healed"] for gap in gaps), gaps
        found = lines_at(hub, origin)
        assert all(line in found.get(place, []) for place, line in true.items()), hub.gaps()
        assert sum(map(len, found.values())) == len(true) + 1
        # From here on all is as ever.
        tell(origin, range(100, 150))
        eventually(lambda: all(line in lines_at(hub, origin).get(place, [])
                               for place, line in true_lines(origin).items()), 30, hub.status)


def decoded(text):
    import base64
    return base64.b64decode(text)


def an_altered_line_is_found_and_healed():
    altered(0)


def an_altered_line_of_another_length_is_found_and_healed():
    altered(10)


def a_repeat_that_says_something_else_is_told_and_left_out():
    with scene() as (cluster, origins, hub):
        origin = origins[0]
        tell(origin, range(50))
        origin.start()
        hub.start()
        eventually(lambda: is_level(hub, origin), 20, hub.said)
        _, message = of_subject(cluster, origin)[20]
        position = re.search(rb"Tlm-Position: (\d+)", decoded(message["hdrs"]))[1].decode()
        with cluster.nodes[0].wire() as wire:
            wire.publish(message["subject"], b'{"event":"said","by":"nobody"}', {
                "Nats-Msg-Id": "another", "Tlm-Position": position,
                "Tlm-Offset": list(true_lines(origin))[20]})
            wire.request("$JS.API.INFO")
        eventually(lambda: hub.gaps(), 30, hub.status)
        assert is_level(hub, origin)
        assert all(gap["kind"] == "extra" for gap in hub.gaps()), hub.gaps()


def the_engine_may_go_and_come_back():
    with scene() as (cluster, origins, hub):
        for machine in [*origins, hub]:
            machine.start()
        for part in range(3):
            for origin in origins:
                tell(origin, range(100 * part, 100 * (part + 1)))
            time.sleep(0.5)
            cluster.nodes[0].kill()
            time.sleep(1)
            for origin in origins:
                tell(origin, range(1000 + 100 * part, 1000 + 100 * (part + 1)))
            cluster.nodes[0].start()
        eventually(lambda: is_level(hub, *origins), 60, hub.said)


def a_hub_answers_for_each_origin_as_its_own_log_does():
    with scene() as (_, origins, hub):
        for number, origin in enumerate(origins):
            tell(origin, range(150 + number))
            origin.tlm("append", "-", input=b'{"event":"tick"}\n{"event":"tick","level":"warn"}\n')
        pushed(*origins)
        hub.tlm("relay", "pull", "--nats", origins[0].words[3], "--once")
        for origin in origins:
            words = ["replay", "-p", "event-counts", "--digest"]
            own, there = origin.tlm(*words).stdout, hub.tlm(*words, "--origin", origin.id).stdout
            assert own == there, (own, there)
            lines = origin.tlm("query", "--json").stdout
            same = hub.tlm("query", "--json", "--origin", origin.id[:12]).stdout
            # Where they stand differs; what they say does not.
            assert texts(lines) == texts(same), (lines[:500], same[:500])
        assert hub.tlm("query", "--origin", "nobody", code=None).returncode != 0


def a_store_of_a_machine_that_has_several_is_named_with_its_folder():
    with scene() as (_, origins, hub):
        for number, origin in enumerate(origins):
            tell(origin, range(10 + number))
        pushed(*origins)
        nats = ["relay", "pull", "--nats", origins[0].words[3], "--once"]
        said = hub.tlm(*nats).stdout.decode()
        names = {origin.id: re.search(rf"(\S+) \({origin.id[:8]}\)", said)[1] for origin in origins}
        assert all(names[origin.id].endswith("/" + origin.name) for origin in origins), said
        for number, origin in enumerate(origins):
            found = hub.tlm("query", "--count", "--event", "said", "--origin", names[origin.id]).stdout
            assert int(found) == 10 + number, found
        refused = hub.tlm("query", "--count", "--origin", origins[0].name, code=None).stderr.decode()
        assert names[origins[0].id] in refused, refused
        one = Hub(hub.folder, 9, origins[0].words[3])
        said = one.tlm(*nats, "--origin", names[origins[1].id]).stdout.decode()
        assert "11 events pulled from 1 origin" in said, said


def texts(answer):
    return [(one["time"], one["event"]) for one in json.loads(answer)["events"]]


CASES = [
    two_origins_come_whole_and_in_order,
    a_hole_in_the_stream_is_filled_by_the_origin,
    an_origin_that_is_away_is_told_and_waited_for_alone,
    a_puller_that_is_killed_loses_and_doubles_nothing,
    two_pullers_into_one_hub_double_nothing,
    an_altered_line_is_found_and_healed,
    an_altered_line_of_another_length_is_found_and_healed,
    a_repeat_that_says_something_else_is_told_and_left_out,
    the_engine_may_go_and_come_back,
    a_hub_answers_for_each_origin_as_its_own_log_does,
    a_store_of_a_machine_that_has_several_is_named_with_its_folder,
]

if __name__ == "__main__":
    name = sys.argv[2] if len(sys.argv) > 2 else None
    named = [case for case in CASES if case.__name__ == name]
    for case in named:
        case()
    if name:
        print("ok" if named else "no such case")
    elif shutil.which("nats-server"):
        print("\n".join(case.__name__ for case in CASES))
