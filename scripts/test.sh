#!/usr/bin/env bash
# Runs every test target by itself and says how long each took.
set -uo pipefail
cd "$(dirname "$0")/.."

status=0
total=0
summary=()
for folder in Tests/*Tests; do
  suite=$(basename "$folder")
  start=$SECONDS
  echo "== $suite"
  if swift test --skip-build --filter "^$suite\\." 2>&1 | grep -vE '^(Test Suite|	 Executed 0 tests|\[[0-9]+/[0-9]+\])|^(◇|✔) Test "|^✔ Test [a-z`]|^◇ Test [a-z`]'; then :; fi
  [ "${PIPESTATUS[0]}" = 0 ] || status=1
  spent=$((SECONDS - start))
  total=$((total + spent))
  summary+=("$(printf '%-18s %5d s' "$suite" "$spent")")
done
printf '%s\n' "${summary[@]}" "all tests          $total s"
exit $status
