#!/usr/bin/env python3
"""A relay of 1 000 and of 100 000 origins, on paper: a day of laptops and build machines, minute by minute,
through streams and hubs of which it is known what each event and each origin costs. Says what one hub
holds, when to split, and what fails first. The article ManyMachines quotes it.

Usage: relay_model.py [--seed N]; the same seed gives the same figures."""
import argparse
import math
import random

MINUTES = 24 * 60
# Measured on 2 cores with nats-server 2.9.10, three nodes of it beside each other and beside other work.
STREAM_RATE = 27_000          # events/s that a stream of three replicas keeps, the least of three runs
LINE = 238                    # bytes of an event in a log
MESSAGE = 480                 # bytes of it in a stream, with its headers
INDEX = 0.28                  # of a log's bytes, with an id on each line: the most that is promised
# Assumed, not measured: of a release build, what `run.sh relay` says of a machine goes here.
HUB_RATE = 20_000             # events/s that a hub pulls, checks and appends: the bench's goal
PUSH_RATE = 20_000            # events/s of an origin that catches up: the same
HEADS = 4.7e-5                # s of a node to tell of one origin's head, and to give it
HEADS_EVERY = 10              # s between two questions of a hub
# Of one consumer for one origin: s to make it among 32 that are made at once, as a hub does (0.43 s by itself,
# of three replicas), share of a core of a node where nothing happens, MiB there. A hub makes those of three:
# one replica stands still as long as its node does.
CONSUMERS = {3: (0.029, 0.00024, 0.12), 1: (0.0016, 0.000002, 0.04)}
HUBS = 2
# What there is: so many cores and MiB of a node, a disk of a node and one of a hub, a day to catch up.
CORES, MEMORY, DISK = 8, 16 << 10, 2e12
KEPT_DAYS, HUB_DAYS = 7, 90
# A hub that begins anew must have all consumers before people wait for it.
PATIENCE = 600
ROOM = 0.7


def sessions(dice):
    """Begin, end and events/s of the hours in which an origin works; whether it is cut off meanwhile."""
    if dice.random() < 0.3:
        # A build machine: a run every half hour, at any time of the day.
        for _ in range(48):
            begin = dice.randrange(MINUTES)
            yield begin, begin + 1 + int(dice.expovariate(1 / 4)), dice.lognormvariate(0, 0.8), False
        return
    zone = dice.choice((0, 0, 0, -360, 480))
    for _ in range(6):
        begin = int(dice.gauss(12.5 * 60 + zone, 150)) % MINUTES
        # In the train: what was told there is pushed afterwards.
        yield begin, begin + 5 + int(dice.expovariate(1 / 40)), dice.lognormvariate(0.3, 0.8), dice.random() < 0.15


def day(origins, streams, seed):
    """Events of each minute, of each stream."""
    dice = random.Random(seed)
    arriving = [[0.0] * MINUTES for _ in range(streams)]
    for _ in range(origins):
        # By a hash of the origin's id, which is random.
        own = arriving[dice.randrange(streams)]
        for begin, end, rate, is_away in sessions(dice):
            if is_away:
                left, minute = 60 * rate * (end - begin), end
                while left > 0:
                    own[minute % MINUTES] += min(left, 60 * PUSH_RATE)
                    left, minute = left - 60 * PUSH_RATE, minute + 1
            else:
                for minute in range(begin, end):
                    own[minute % MINUTES] += 60 * rate
    return arriving


def waiting(arriving, rate):
    """Seconds that an event waits at something of that rate: the most, and what is left at midnight."""
    room, behind, most = 60 * rate, 0.0, 0.0
    for count in arriving * 2:
        behind = max(0.0, behind + count - room)
        most = max(most, behind / rate)
    return most, behind / rate


def shares(origins, streams, replicas, seed):
    """How much of each thing is used: above 1 it fails."""
    arriving = day(origins, streams, seed)
    peak = max(max(one) for one in arriving) / 60
    total = [sum(column) for column in zip(*arriving)]
    events = sum(total)
    made, idle, memory = CONSUMERS[replicas]
    consumers = origins * HUBS
    found = {
        "events/s of a stream": peak / STREAM_RATE,
        "events/s of a hub": max(total) / 60 / HUB_RATE,
        "making consumers": origins / streams * made / PATIENCE,
        "cores of a node, idle consumers": consumers * idle / CORES,
        "memory of a node": consumers * memory / MEMORY,
        "telling heads": HUBS * origins / streams * HEADS / HEADS_EVERY,
        f"disk of a node, {KEPT_DAYS} days": events * MESSAGE * KEPT_DAYS / DISK,
        f"disk of a hub, {HUB_DAYS} days": events * LINE * (1 + INDEX) * HUB_DAYS / DISK,
    }
    return events, max(total) / 60, waiting(total, HUB_RATE), found


def show(origins, streams, replicas, seed):
    events, peak, (most, left), found = shares(origins, streams, replicas, seed)
    print(f"\n{origins} origins, {streams} stream{'s' if streams > 1 else ''}, consumers of {replicas} "
          f"replica{'s' if replicas > 1 else ''}: {events / 1e6:.0f} M events a day, {peak:.0f}/s at most; "
          f"a hub is {most:.0f} s behind at worst" + (", and never catches up" if left > 60 else ""))
    for what, share in sorted(found.items(), key=lambda pair: -pair[1]):
        print(f"  {100 * share:8.1f} %  {what}{'  fails' if share > 1 else ''}")
    return found


def held(replicas, seed):
    """The most origins that one stream and one hub hold with room left, and what holds them back."""
    low, high = 10, 1_000_000
    while high - low > low // 50:
        middle = math.isqrt(low * high)
        # Shares go with the number of origins: a tenth of so many is enough to know them by.
        sample = max(200, min(middle, 5_000))
        found = {what: share * middle / sample for what, share in shares(sample, 1, replicas, seed)[3].items()}
        low, high = (middle, high) if max(found.values()) < ROOM else (low, middle)
        first = max(found, key=found.get)
    return low, first


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    seed = parser.parse_args().seed
    for replicas in (3, 1):
        most, first = held(replicas, seed)
        print(f"one stream, one hub and consumers of {replicas} replica{'s' if replicas > 1 else ''} hold "
              f"{most} origins; then: {first}")
    show(1_000, 1, 3, seed)
    show(1_000, 1, 1, seed)
    for streams in (1, 4, 16):
        show(100_000, streams, 3, seed)


if __name__ == "__main__":
    main()
