"""How long an append takes to be seen by another process that follows the log."""

from tools import Row, duration, percentile, rate, read_samples, spread

COUNT, SKIPPED, PAUSE_US = 1_200, 50, 2_000
FLOOD, FLOOD_S = 50_000, 6


def measure(bench):
    for mode, what, goal in (("follow", "process that follows", None),
                             ("subscribe", "process's subscription", 1e-3)):
        idle, _ = seen(bench, mode)
        last = percentile(idle, 0.99)
        row = Row(f"append to seen in another {what}, idle", duration(percentile(idle, 0.5)),
                  spread(idle))
        if goal:
            row.goal, row.is_reached, row.missed_by = "p99 ≤ 1 ms", last <= goal, duration(last)
        yield row
    busy, flood = seen(bench, "subscribe", lambda store: bench.start(
        "flood", store=store, rate=FLOOD, seconds=FLOOD_S))
    yield Row(f"  the same, while a third process appends {rate(flood['rate'])}",
              duration(percentile(busy, 0.5)), spread(busy))


def seen(bench, mode, beside=None):
    """Seconds from append to sight, of a process that appends and one that follows."""
    folder = bench.fresh("following")
    store, samples = folder / "store", folder / "samples"
    bench.run("tick", store=store, count=0, pause_us=0)
    follower = bench.start(mode, store=store, count=COUNT, skip=SKIPPED, samples=samples)
    other = beside(store) if beside else None
    ticker = bench.start("tick", store=store, count=COUNT + SKIPPED, pause_us=PAUSE_US)
    bench.finish(ticker)
    bench.finish(follower)
    return read_samples(samples), bench.finish(other) if other else None
