"""The peer of the replays: DuckDB on the same file. Started by bench.py, in its own environment."""

import json
import sys
import time

import duckdb

PHASES = """
select phase, count(*), avg(duration_s), quantile_cont(duration_s, 0.95)
from read_json('{file}', format='newline_delimited',
  columns={{event:'VARCHAR', phase:'VARCHAR', duration_s:'DOUBLE'}})
where event = 'issue_phase' group by 1 order by 1"""
COUNTS = """
select event, count(*), min(coalesce(ts, timestamp)), max(coalesce(ts, timestamp))
from read_json('{file}', format='newline_delimited', columns={{event:'VARCHAR', ts:'VARCHAR',
  timestamp:'VARCHAR', tool:'VARCHAR', component:'VARCHAR'}})
group by 1"""


def main():
    """One round a line of input, so that its rounds and ours take turns."""
    path, threads = sys.argv[1], int(sys.argv[2])
    connection = duckdb.connect(config={"threads": threads})
    print(json.dumps({"version": duckdb.__version__}), flush=True)
    for line in sys.stdin:
        named = {"event-counts": COUNTS, "phase-timing": PHASES}.get(line.strip())
        query = named.format(file=path) if named else line
        start = time.perf_counter()
        rows = connection.execute(query).fetchall()
        elapsed = time.perf_counter() - start
        print(json.dumps({"elapsed_s": elapsed, "rows": len(rows)}), flush=True)


main()
