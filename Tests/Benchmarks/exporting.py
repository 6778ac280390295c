"""How fast the log goes out: a table of 1 M events against DuckDB's COPY of the same columns, every other
format, and how much memory each takes."""

import subprocess
import time

import indexing
from replaying import anonymous
from tools import Row, duration, median

RUNS = 3
COLUMNS = ["event", "tool", "session_id", "issue_id", "phase", "duration_s"]
COPY = """
import duckdb, sys, time
connection = duckdb.connect(config={{"threads": {threads}}})
start = time.perf_counter()
connection.execute('''copy (select {names} from read_json('{file}', format='newline_delimited',
  columns={{'ts':'VARCHAR',{columns}}})) to '{out}' (format csv, header)''')
print(time.perf_counter() - start)
"""
FORMATS = [("csv", []), ("jsonl", []), ("json", []), ("otlp-json", ["--signal", "logs"]),
           ("otlp", ["--signal", "logs"]), ("xlsx", [])]


def exported(bench, store, out, *words):
    """Seconds and the most anonymous memory in MiB of an export into a file."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        [bench.tlm, "export", "--store", store, "-o", out, *words], stderr=subprocess.DEVNULL)
    most = 0
    while process.poll() is None:
        most = max(most, anonymous(process.pid))
        time.sleep(0.002)
    if process.returncode != 0:
        raise SystemExit(f"bench: {process.args} ended with {process.returncode}")
    return time.perf_counter() - begin, most / 1024


def copied(bench, log, out):
    """Seconds of DuckDB's COPY of the same columns of the same lines."""
    kinds = {"duration_s": "DOUBLE"}
    code = COPY.format(
        threads=bench.threads, names="ts," + ",".join(COLUMNS), file=log, out=out,
        columns=",".join(f"'{name}':'{kinds.get(name, 'VARCHAR')}'" for name in COLUMNS))
    done = subprocess.run([bench.duck_python, "-c", code], check=True, capture_output=True, text=True)
    return float(done.stdout)


def measure(bench):
    log = bench.workload()
    store = indexing.made_store(bench, "million.store", log, 1)
    folder = bench.fresh("exporting")
    chosen = ["--format", "csv", "--select", ",".join(["time", *COLUMNS])]
    duck = ([copied(bench, log, folder / "duck.csv") for _ in range(RUNS)]
            if bench.duck_python else None)
    times = [exported(bench, store, folder / "out.csv", *chosen)[0] for _ in range(RUNS)]
    ratio = median(duck) / median(times) if duck else 0
    yield Row(f"export of {len(COLUMNS) + 1} columns of 1 M events as CSV", duration(median(times)),
              f"{duration(min(times))} – {duration(max(times))}",
              f"DuckDB's COPY {duration(median(duck))}" if duck else "no DuckDB here",
              f"{ratio:.2f} ×" if duck else "", "≥ 1 × DuckDB" if duck else "",
              ratio >= 1 if duck else None, f"{ratio:.2f} ×")
    for name, words in FORMATS:
        out = folder / f"out.{name}"
        seconds, mebibytes = exported(bench, store, out, "--format", name, *words)
        yield Row(f"export of 1 M events as {name}", duration(seconds),
                  f"{out.stat().st_size / 1e6:.0f} MB, {mebibytes:.1f} MiB anonymous",
                  goal="≤ 60 MiB", is_reached=mebibytes <= 60, missed_by=f"{mebibytes:.0f} MiB")
        out.unlink()
    large = indexing.made_store(bench, "ten-million.store", log, 10)
    seconds, mebibytes = exported(bench, large, folder / "large.csv", *chosen)
    yield Row("export of 10 M events as CSV", duration(seconds), f"{mebibytes:.1f} MiB anonymous",
              goal="≤ 60 MiB", is_reached=mebibytes <= 60, missed_by=f"{mebibytes:.0f} MiB")
