"""The engine made to lose and to lie: each loss is found, named, and healed where the origin still has what
is missing."""
import json
import os
import random
import re
import shutil
import signal
import sys

from machines import Hub, Origin, Scratch, eventually
from nodes import Cluster
from proxies import Proxy

PATIENCE = 90


class Scene:
    """One node, two origins and a hub that has all of them; then something happens."""

    def __enter__(self):
        self.scratch = Scratch()
        self.folder = self.scratch.__enter__()
        self.cluster = Cluster(self.folder + "/nodes", 1).__enter__()
        self.node = self.cluster.nodes[0]
        self.one = Origin(self.folder, 1, self.cluster.url)
        self.other = Origin(self.folder, 2, self.cluster.url)
        self.hub = Hub(self.folder, 0, self.cluster.url)
        self.machines = [self.one, self.other, self.hub]
        self.told = 0
        return self

    def __exit__(self, kind, *more):
        try:
            for machine in self.machines:
                machine.end()
                if kind:
                    print(f"-- {machine.name} said:\n{machine.said()[-1500:]}", file=sys.stderr)
        finally:
            self.cluster.__exit__(kind, *more)
            self.scratch.__exit__(kind, *more)

    def start(self, *machines):
        for machine in machines or self.machines:
            machine.start()

    def tell(self, origin, count=200):
        """Lines that are all of one length, so that another can stand for each."""
        lines = "".join(
            f'{{"event":"work","w":0,"n":{1_000_000 + self.told + n},"pad":"{"x" * 60}"}}\n'
            for n in range(count))
        self.told += count
        origin.tlm("append", "-", input=lines.encode())

    def kept(self, origin):
        """How many messages of an origin the stream has, its heads included."""
        found = self.cluster.stream(subjects_filter=f"tlm.{origin.id}.*")
        return found["state"].get("subjects", {})

    def push(self, *origins):
        """Has all pushed that is there, with a last word on it."""
        for origin in origins:
            if origin.relay:
                origin.end(signal.SIGTERM)
            origin.tlm("relay", "push", "--nats", self.cluster.url, "--once")

    def is_level(self, *origins):
        return all(self.hub.text(origin.id) == origin.pushed() for origin in origins or (self.one, self.other))

    def await_level(self, *origins):
        eventually(lambda: self.is_level(*origins), PATIENCE, lambda: (
            f"the hub has all: {[len(self.hub.text(origin.id)) for origin in (self.one, self.other)]} of "
            f"{[len(origin.pushed()) for origin in (self.one, self.other)]}; {self.hub.status()}"))

    def gap(self, origin, **expected):
        """The first gap of an origin that was told, with what it must say."""
        def found():
            return [gap for gap in self.hub.gaps() if gap["origin"] == origin.id
                    and all(gap.get(key) == value for key, value in expected.items())]
        return eventually(found, PATIENCE, lambda: f"a gap {expected} is told: {self.hub.gaps()}")[0]

    def doctor(self):
        return self.hub.tlm("doctor", code=None).stdout.decode()

    def findings(self, severity):
        found = json.loads(self.hub.tlm("doctor", "--json", code=None).stdout)["findings"]
        return {one["code"] for one in found if one["severity"] == severity}

    def of(self, origin):
        return next(one for one in self.hub.status()["origins"] if one["origin"] == origin.id)


def named(scene, origin):
    """The damage is told by the commands that people look at."""
    said = scene.doctor()
    if origin.id[:8] not in said:
        raise AssertionError(f"doctor says nothing of it: {said}")


def a_stream_purged_in_the_middle_is_asked_for_from_the_origin():
    with Scene() as scene:
        scene.start()
        scene.tell(scene.one)
        scene.tell(scene.other)
        scene.await_level()
        scene.hub.end(signal.SIGTERM)
        begin = len(scene.one.pushed())
        scene.tell(scene.one)
        scene.tell(scene.other)
        eventually(lambda: sum(scene.kept(scene.one).values()) > 400, PATIENCE, "all is pushed")
        scene.cluster.ask("STREAM.PURGE.tlm", filter=f"tlm.{scene.one.id}.*")
        scene.tell(scene.one, 10)
        scene.start(scene.hub)
        scene.await_level()
        gap = scene.gap(scene.one, kind="missing", healed=True)
        if gap["from"] != begin:
            raise AssertionError(f"it begins at {begin}: {gap}")
        if any(gap["origin"] == scene.other.id for gap in scene.hub.gaps()):
            raise AssertionError(f"nothing is amiss with the other: {scene.hub.gaps()}")
        named(scene, scene.one)


def a_hub_begun_after_a_purge_finds_origins_by_their_events():
    """Their last heads are gone, and the next ones are most of a minute away."""
    with Scene() as scene:
        scene.start(scene.one, scene.other)
        for origin in (scene.one, scene.other):
            scene.tell(origin)
            eventually(lambda origin=origin: sum(scene.kept(origin).values()) > 200, PATIENCE, "all is pushed")
        scene.cluster.ask("STREAM.PURGE.tlm")
        for origin in (scene.one, scene.other):
            scene.tell(origin, 10)
            eventually(lambda origin=origin: sum(scene.kept(origin).values()) >= 10, PATIENCE, "all is pushed")
        if any(subject.endswith("%head") for origin in (scene.one, scene.other) for subject in scene.kept(origin)):
            raise AssertionError("a head came before its time")
        scene.start(scene.hub)
        eventually(lambda: {one["origin"] for one in scene.hub.status().get("origins", [])}
                   == {scene.one.id, scene.other.id}, 10, lambda: f"the hub finds both: {scene.hub.status()}")
        scene.await_level()
        for origin in (scene.one, scene.other):
            scene.gap(origin, kind="missing", healed=True)


def the_last_lines_of_an_origin_that_says_no_more_are_missed():
    """Nothing comes behind them, and the engine takes its consumers past what was purged."""
    with Scene() as scene:
        scene.start(scene.one, scene.hub)
        scene.tell(scene.one, 3)
        scene.await_level(scene.one)
        scene.hub.end(signal.SIGTERM)
        scene.tell(scene.one, 50)
        scene.push(scene.one)
        scene.cluster.ask("STREAM.PURGE.tlm", filter=f"tlm.{scene.one.id}.work")
        done = scene.hub.tlm("relay", "pull", "--nats", scene.cluster.url, "--once", code=1)
        if b"waits since" not in done.stdout:
            raise AssertionError(f"it is said: {done.stdout}")
        scene.hub.tlm("relay", "status", code=1)
        if "relay-stalled" not in scene.findings("wrong"):
            raise AssertionError(f"doctor says nothing of it: {scene.doctor()}")
        # Without what a puller wrote down the engine is asked.
        os.remove(scene.hub.path + "/relay/pull-tlm.json")
        scene.hub.tlm("relay", "status", "--nats", scene.cluster.url, code=1)
        scene.start(scene.one)
        done = scene.hub.tlm("relay", "pull", "--nats", scene.cluster.url, "--once")
        if b"50 events pulled" not in done.stdout:
            raise AssertionError(f"what the origin gave is counted: {done.stdout}")
        if not scene.is_level(scene.one):
            raise AssertionError(f"the hub has all: {scene.hub.status()}")
        scene.gap(scene.one, kind="missing", healed=True)
        scene.hub.tlm("relay", "status", "--nats", scene.cluster.url)


def what_an_idle_origin_lost_is_found_while_both_go_on():
    """Its heads, too: the pusher sends the last one again."""
    with Scene() as scene:
        scene.start()
        scene.tell(scene.one, 3)
        scene.tell(scene.other, 3)
        scene.await_level()
        scene.hub.end(signal.SIGTERM)
        scene.tell(scene.one, 50)
        scene.tell(scene.other, 50)
        scene.push(scene.one)
        scene.start(scene.one)
        eventually(lambda: sum(scene.kept(scene.other).values()) > 53, PATIENCE, "all is pushed")
        scene.cluster.ask("STREAM.PURGE.tlm", filter=f"tlm.{scene.one.id}.work")
        scene.cluster.ask("STREAM.PURGE.tlm", filter=f"tlm.{scene.other.id}.*")
        scene.start(scene.hub)
        eventually(lambda: scene.is_level(scene.one), 45, lambda: f"the hub has all: {scene.hub.status()}")
        eventually(lambda: scene.is_level(scene.other), 120, lambda: f"the hub has all: {scene.hub.status()}")
        for origin in (scene.one, scene.other):
            scene.gap(origin, kind="missing", healed=True)
            eventually(lambda origin=origin: scene.of(origin)["verified_events"] == 53, PATIENCE,
                       lambda: f"it is verified: {scene.hub.status()}")


def an_origin_that_is_away_waits_alone():
    with Scene() as scene:
        scene.start()
        scene.tell(scene.one)
        scene.await_level(scene.one)
        scene.hub.end(signal.SIGTERM)
        scene.tell(scene.one)
        eventually(lambda: sum(scene.kept(scene.one).values()) > 400, PATIENCE, "all is pushed")
        scene.cluster.ask("STREAM.PURGE.tlm", filter=f"tlm.{scene.one.id}.*")
        scene.tell(scene.one, 10)
        scene.push(scene.one)
        scene.tell(scene.other)
        scene.start(scene.hub)
        scene.await_level(scene.other)
        eventually(lambda: scene.of(scene.one)["waiting_since"], PATIENCE,
                   lambda: f"status says since when it waits: {scene.hub.status()}")
        named(scene, scene.one)
        if scene.is_level(scene.one):
            raise AssertionError("what is missing cannot be there")
        scene.start(scene.one)
        scene.await_level()
        scene.gap(scene.one, kind="missing", healed=True)


def what_the_origin_pruned_is_told_and_passed():
    with Scene() as scene:
        with open(scene.one.path + "/config.yaml", "w", encoding="ascii") as file:
            file.write("rotation:\n  size: 64K\n")
        scene.start(scene.one)
        scene.tell(scene.one, 1000)
        eventually(lambda: sum(scene.kept(scene.one).values()) > 1000, PATIENCE, "all is pushed")
        scene.cluster.ask("STREAM.PURGE.tlm", filter=f"tlm.{scene.one.id}.*")
        before = scene.one.pushed()
        scene.one.tlm("prune", "--older-than", "0s")
        left = scene.one.pushed()
        if not len(left) < len(before):
            raise AssertionError("nothing was pruned")
        scene.tell(scene.one, 50)
        scene.start(scene.hub)
        gap = scene.gap(scene.one, kind="gone", healed=False)
        if (gap["from"], gap["to"]) != (0, len(before) - len(left)):
            raise AssertionError(f"it is of all {len(before) - len(left)} bytes that were pruned: {gap}")
        eventually(lambda: scene.hub.text(scene.one.id) == scene.one.pushed(), PATIENCE,
                   lambda: f"what was left, and what came later, is there: {scene.hub.status()}")
        named(scene, scene.one)
        if "relay-gap" not in scene.findings("wrong"):
            raise AssertionError(f"it is wrong until somebody has looked: {scene.doctor()}")
        scene.hub.tlm("relay", "accept", "--origin", scene.one.id, "--reason", "pruned there", "--by", "ada")
        if "relay-gap" in scene.findings("wrong") or "relay-accepted" not in scene.findings("note"):
            raise AssertionError(f"who has looked is told, and the gap as well: {scene.doctor()}")
        named(scene, scene.one)
        again = scene.hub.tlm("relay", "accept", "--reason", "once more", code=1)
        if b"no gap" not in again.stderr:
            raise AssertionError(f"there is nothing to accept: {again.stderr}")


def a_node_restored_from_an_old_copy_is_found_out():
    with Scene() as scene:
        scene.start(scene.one, scene.other)
        scene.tell(scene.one)
        scene.tell(scene.other)
        eventually(lambda: all(sum(scene.kept(origin).values()) > 200
                               for origin in (scene.one, scene.other)), PATIENCE, "all is pushed")
        scene.node.process.terminate()
        scene.node.process.wait()
        shutil.copytree(scene.node.folder, scene.folder + "/old")
        scene.node.start()
        scene.tell(scene.one)
        eventually(lambda: sum(scene.kept(scene.one).values()) > 400, PATIENCE, "all is pushed")
        scene.node.kill()
        shutil.rmtree(scene.node.folder)
        shutil.copytree(scene.folder + "/old", scene.node.folder)
        scene.node.start()
        scene.tell(scene.one, 10)
        scene.start(scene.hub)
        scene.await_level()
        scene.gap(scene.one, kind="missing", healed=True)
        if any(gap["origin"] == scene.other.id for gap in scene.hub.gaps()):
            raise AssertionError(f"nothing is amiss with the other: {scene.hub.gaps()}")


def altered(change):
    """An origin pushes through a proxy; the hub has what came, and behind it what is true."""
    with Scene() as scene:
        proxy = Proxy(scene.node, change)
        words = list(scene.one.words)
        scene.one.words[scene.one.words.index(scene.cluster.url)] = proxy.url
        scene.start()
        scene.tell(scene.one)
        scene.tell(scene.other)
        eventually(lambda: sum(scene.kept(scene.one).values()) > 200, PATIENCE, "all is pushed")
        proxy.close()
        if not proxy.changed:
            raise AssertionError("nothing was altered")
        # Its last word on what it pushed, past the proxy; and then it answers who asks.
        scene.one.end(signal.SIGTERM)
        scene.one.words = words
        scene.start(scene.one)
        scene.await_level()
        return scene, proxy, scene.gap(scene.one, kind="altered", healed=True), scene.hub.log()


def lines_altered_on_their_way_are_found_and_the_true_ones_follow():
    dice = random.Random(3)

    def change(message):
        return message.replace(b'"pad":"xxxx', b'"pad":"liar') if dice.random() < 0.02 else message

    scene, proxy, gap, log = altered(change)
    numbers = [int(re.search(rb'"n":(\d+)', before)[1]) for before, _ in proxy.changed]
    if not gap["from"] < gap["to"]:
        raise AssertionError(f"it names what was altered: {gap}")
    for number in numbers:
        lie = b'"n":%d,"pad":"liar' % number
        truth = b'"n":%d,"pad":"xxxx' % number
        if not -1 < log.find(lie) < log.find(truth):
            raise AssertionError(f"line {number}: what came stays, and the true one stands behind it")


def a_line_that_another_stands_for_is_put_right():
    last = []

    def change(message):
        # The line before it once more, under the number of this one.
        head, text = message.rsplit(b"\r\n\r\n", 1)
        last.append(text)
        return head + b"\r\n\r\n" + last[-2] if len(last) == 100 else message

    altered(change)


def a_stranger_who_tells_in_the_name_of_an_origin_is_found_out():
    with Scene() as scene:
        scene.start()
        scene.tell(scene.one)
        scene.await_level(scene.one)
        offset, line = len(scene.one.pushed()), b'{"event":"work","forged":true}'
        with scene.node.wire() as wire:
            wire.request(f"tlm.{scene.one.id}.work", line, {
                "Nats-Msg-Id": "of-a-stranger", "Tlm-Position": len(scene.one.log()),
                "Tlm-Offset": offset, "Tlm-Host": "there", "Tlm-Store": "x", "Tlm-Version": "1"})
        scene.tell(scene.one)
        scene.push(scene.one)
        scene.start(scene.one)
        eventually(lambda: [gap for gap in scene.hub.gaps() if gap["origin"] == scene.one.id], PATIENCE,
                   lambda: f"it is told: {scene.hub.status()}")
        # Every line of its own is there, whatever else is.
        eventually(lambda: set(scene.one.pushed().splitlines()) <= set(scene.hub.log().splitlines()),
                   PATIENCE, "all that is true is there")
        named(scene, scene.one)


CASES = {name: value for name, value in list(globals().items())
         if callable(value) and getattr(value, "__module__", "") == "__main__"
         and not isinstance(value, type) and name not in ("named", "altered")}

if __name__ == "__main__":
    if len(sys.argv) > 2:
        CASES[sys.argv[2]]()
        print("ok")
    elif shutil.which("nats-server"):
        print("\n".join(CASES))
