#!/usr/bin/env bash
# Puts the readers of other people into .build-peers, for the tests that let them read our log:
# DuckDB and pandas, from PyPI. Where they cannot be had those tests are skipped, and say so.
set -uo pipefail
cd "$(dirname "$0")/.."

work=.build-peers
python=$work/venv/bin/python
[ -x "$python" ] && "$python" -c 'import duckdb, pandas' 2>/dev/null && exit 0

mkdir -p "$work"
if python3 -m venv "$work/venv" >"$work/log" 2>&1 &&
  "$work/venv/bin/pip" install --quiet 'duckdb>=1.1,<3' 'pandas>=2.2,<4' >>"$work/log" 2>&1; then
  exit 0
fi
rm -rf "$work/venv"
echo "peers: DuckDB and pandas cannot be had here (see $work/log): ReadersTests are skipped" >&2
