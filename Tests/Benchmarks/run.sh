#!/bin/sh
# Builds tlm and tlm-bench as they are shipped, gets DuckDB if it can be had, and prints the table.
# Everything it makes lies in .build-bench. Usage: run.sh [MEASURE…]
set -eu
cd "$(dirname "$0")/../.."
work=$PWD/.build-bench
mkdir -p "$work"
release=$(scripts/release-flags.sh)

for product in tlm tlm-bench; do
  swift build $release --product "$product" >"$work/build.log" 2>&1 ||
    { cat "$work/build.log"; exit 1; }
done
bin=$(swift build $release --show-bin-path)
# swift-log is fetched for its own measure alone; its trait would build everything anew.
logging="$release --scratch-path .build/logging --traits Logging"
swift build $logging --product tlm-bench-logging >"$work/build.log" 2>&1 ||
  { cat "$work/build.log"; exit 1; }
TLM_BENCH_LOGGING=$(swift build $logging --show-bin-path)/tlm-bench-logging
export TLM_BENCH_LOGGING
# So is SwiftNIO, for tlm serve and the bare server beside it, where one of their measures is wanted; and
# the relay is built in there.
case " $* " in
*" runs "*|*" dashboard "*|*" serve "*|*" relay "*|"  ")
  serving="$release --scratch-path .build/serving --traits Export,Spreadsheet,Server,Relay"
  for product in tlm tlm-bench-http; do
    swift build $serving --product "$product" >"$work/build.log" 2>&1 ||
      { cat "$work/build.log"; exit 1; }
  done
  TLM_BENCH_SERVING=$(swift build $serving --show-bin-path)
  TLM_BENCH_SERVER=$TLM_BENCH_SERVING/tlm
  export TLM_BENCH_SERVING TLM_BENCH_SERVER ;;
esac

# The peer of the replays. Without it they are measured all the same, and the table says so.
if [ ! -x "$work/venv/bin/python" ] || ! "$work/venv/bin/python" -c 'import duckdb' 2>/dev/null
then
  python3 -m venv "$work/venv" >"$work/venv.log" 2>&1 &&
    "$work/venv/bin/pip" install --quiet 'duckdb>=2,<3' >>"$work/venv.log" 2>&1 ||
    echo "bench: DuckDB 2 cannot be had here (see $work/venv.log): replays go without a peer" >&2
fi

exec python3 Tests/Benchmarks/bench.py --bin "$bin" --work "$work" "$@"
