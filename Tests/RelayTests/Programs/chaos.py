"""Four origins, three nodes, two hubs, and everything killed, stopped, cut off and deleted at random: in
the end both hubs have every acknowledged event once, in its origin's order, byte for byte.

Usage: chaos.py TLM [CASE] [--seconds N] [--seed N] [--rate N] [--writers N]; without CASE it lists them."""
import argparse
import hashlib
import os
import random
import shutil
import signal
import sys
import time

from machines import Hub, Origin, Scratch, eventually
from nodes import LARGEST, Cluster, Network

SOAK = bool(os.environ.get("TLM_SOAK"))
ORIGINS, HUBS = 4, 2


def options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tlm")
    parser.add_argument("case", nargs="?")
    parser.add_argument("--seconds", type=float, default=300 if SOAK else 20)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--rate", type=int, default=5_000 if SOAK else 800, help="events/s of all origins")
    parser.add_argument("--writers", type=int, default=8 if SOAK else 2, help="of each origin")
    parser.add_argument("--patience", type=float, default=600 if SOAK else 120,
                        help="seconds until the hubs must be level")
    return parser.parse_args()


class Chaos:
    """What happens, one thing after the other, to the nodes; and beside it to pushers and pullers."""

    def __init__(self, cluster, machines, dice, is_long):
        self.cluster, self.machines, self.dice, self.counts = cluster, machines, dice, {}
        self.stop_s = 20 if is_long else 3
        # What ends what goes on, and when.
        self.due, self.remedy = time.monotonic() + (5 if is_long else 1), None
        self.kill_due = self.due

    def count(self, what):
        self.counts[what] = self.counts.get(what, 0) + 1
        print(f"{time.strftime('%H:%M:%S')} {what}", file=sys.stderr, flush=True)

    def step(self):
        now = time.monotonic()
        if now >= self.kill_due:
            machine = self.dice.choice(self.machines)
            self.count(f"kill -9 of a {machine.words[1]}er")
            machine.end()
            machine.start()
            self.kill_due = now + self.dice.uniform(0.5, 0.5 * self.stop_s)
        if now >= self.due:
            if self.remedy:
                self.mend()
                self.due = now + self.dice.uniform(0.5, self.stop_s / 2)
            else:
                self.due = now + self.harm()

    def mend(self):
        remedy, self.remedy = self.remedy, None
        if remedy:
            remedy()

    def harm(self):
        """Does one thing, and says how long it is to last."""
        node = self.dice.choice(self.cluster.nodes)
        what = self.dice.choice(["kill", "stop", "lose", "cut", "cut", "clients"])
        if what == "lose" and not self.cluster.is_level():
            # With two of three gone nothing of the stream is left; lossy.py does that.
            what = "kill"
        if what == "kill":
            self.count("kill -9 of a node")
            node.kill()
            self.remedy = node.start
            return self.dice.uniform(0.2, self.stop_s / 2)
        if what == "stop":
            node = self.cluster.leader()
            self.count("SIGSTOP of the leader")
            node.stop()
            self.remedy = node.go_on
            return self.stop_s
        if what == "lose":
            self.count("a node's data deleted")
            node.lose()
            return self.stop_s / 2
        leg = "n" if what == "cut" else "c"
        self.count("a node cut off from the others" if leg == "n" else "a node cut off from its clients")
        node.cut(leg)
        self.remedy = lambda: node.join(leg)
        return self.dice.uniform(1, self.stop_s)


def tell(origins, chaos, seconds, rate):
    """Writers write at the rate, beside what happens."""
    writers = [writer for origin in origins for writer in origin.writers]
    begin, told = time.monotonic(), 0
    while (now := time.monotonic() - begin) < seconds:
        due = int(now * rate)
        for writer in writers:
            count = due // len(writers) - told // len(writers)
            if count > 0:
                writer.tell(count)
            writer.hear()
        told = due
        chaos.step()
        for machine in chaos.machines:
            machine.mind()
        time.sleep(0.05)
    for writer in writers:
        writer.end()
    return time.monotonic() - begin


def play(given):
    seed = given.seed if given.seed is not None else random.randrange(1 << 32)
    print(f"seed {seed}", flush=True)
    dice, network = random.Random(seed), Network()
    network.make()
    with Scratch() as folder, Cluster(folder + "/nodes", 3, network) as cluster:
        origins = [Origin(folder, number, cluster.url) for number in range(ORIGINS)]
        hubs = [Hub(folder, number, cluster.url) for number in range(HUBS)]
        machines = origins + hubs
        try:
            for machine in machines:
                machine.start()
            for origin in origins:
                origin.write(given.writers, seed, LARGEST)
            chaos = Chaos(cluster, machines, dice, given.seconds > 100)
            took = tell(origins, chaos, given.seconds, given.rate)
            chaos.mend()
            figures(given, chaos, took, origins, hubs, network)
            for hub in hubs:
                hub.end(signal.SIGTERM)
        finally:
            for machine in machines:
                machine.end()
            for origin in origins:
                for writer in origin.writers:
                    writer.process.kill()
                    writer.process.wait()


def figures(given, chaos, took, origins, hubs, network):
    """Waits until the hubs are level, holds them against the origins, and prints what came out."""
    lost = {origin.name: origin.unacknowledged() for origin in origins}
    if any(lost.values()):
        raise AssertionError(f"acknowledged and not in the origin's own log: {lost}")
    expected = {origin.id: origin.pushed() for origin in origins}
    lengths = {id_: len(text) for id_, text in expected.items()}
    begin = time.monotonic()
    for hub in hubs:
        def is_level(hub=hub):
            for machine in chaos.machines:
                machine.mind()
            return hub.gathered(expected) == lengths
        eventually(is_level, given.patience, lambda hub=hub: (
            f"{hub.name} is level: it has {hub.gathered(expected)} of {lengths}; {hub.said()[-2000:]}"),
            pause=given.seconds / 100)
    level_s = time.monotonic() - begin
    # What they say of all that they pushed is their last word.
    for origin in origins:
        origin.end(signal.SIGTERM)
    for hub in hubs:
        eventually(lambda hub=hub: verified(hub, expected), 60, lambda hub=hub: (
            f"{hub.name} has verified all: {hub.status()}"))
    events = sum(len(writer.receipts) for origin in origins for writer in origin.writers)
    print(f"{events} events of {len(origins)} origins acknowledged in {took:.0f} s, {events / took:.0f}/s, "
          f"{sum(lengths.values()) / 1e6:.1f} MB; the network is "
          f"{'cut in namespaces' if network.is_ours else 'cut by SIGSTOP'}")
    for what, count in sorted(chaos.counts.items()):
        print(f"{count:4} × {what}")
    print(f"both hubs level {level_s:.1f} s after the last event; relays that ended by themselves: "
          f"{sum(machine.ends for machine in chaos.machines)}")
    for hub in hubs:
        gaps = hub.gaps()
        print(f"{hub.name}: {len(gaps)} gaps told {sorted({gap.get('kind') for gap in gaps})}, sums "
              + ", ".join(hashlib.sha256(text).hexdigest()[:12] for text in expected.values()))


def verified(hub, expected):
    """Whether the hub says of each origin that all of it is verified by the origin's heads."""
    found = {one["origin"]: one for one in hub.status().get("origins", [])}
    return all(found.get(origin, {}).get("verified_offset") == len(text)
               for origin, text in expected.items())


def both_hubs_have_every_acknowledged_event_once_whatever_happens():
    play(options())


CASES = [both_hubs_have_every_acknowledged_event_once_whatever_happens]

if __name__ == "__main__":
    given = options()
    named = [case for case in CASES if case.__name__ == given.case]
    for case in named:
        case()
    if named or given.case:
        print("ok" if named else "no such case")
    elif shutil.which("nats-server"):
        print("\n".join(case.__name__ for case in CASES))
