"""How long an append takes to be seen by another process that follows the log."""

from tools import Row, duration, percentile, read_samples, spread

COUNT, SKIPPED, PAUSE_US = 1_200, 50, 2_000


def measure(bench):
    folder = bench.fresh("following")
    store, samples = folder / "store", folder / "samples"
    bench.run("tick", store=store, count=0, pause_us=0)
    follower = bench.start("follow", store=store, count=COUNT, skip=SKIPPED, samples=samples)
    ticker = bench.start("tick", store=store, count=COUNT + SKIPPED, pause_us=PAUSE_US)
    bench.finish(ticker)
    bench.finish(follower)
    seen = read_samples(samples)
    last = percentile(seen, 0.99)
    yield Row("append to seen in another process, idle", duration(percentile(seen, 0.5)),
              spread(seen), goal="p99 ≤ 1 ms", is_reached=last <= 1e-3, missed_by=duration(last))
