#!/usr/bin/env bash
# Runs every test target by itself, says how long each took, and repeats at the end what failed.
# They were built with these traits, and other ones would build everything anew.
set -uo pipefail
cd "$(dirname "$0")/.."

traits=$(scripts/traits.sh)
status=0
total=0
summary=()
failures=$(mktemp)
skipped=$(mktemp)
output=$(mktemp)
trap 'rm -f "$failures" "$skipped" "$output"' EXIT

for folder in ${SUITES:-Tests/*Tests}; do
  suite=$(basename "$folder")
  start=$SECONDS
  echo "== $suite"
  # shellcheck disable=SC2086
  swift test --skip-build $traits --filter "^$suite\\." 2>&1 | tee "$output" \
    | grep -vE '^(Test Suite|	 Executed 0 tests|\[[0-9]+/[0-9]+\])|^(◇|✔) Test "|^✔ Test [a-z`]|^◇ Test [a-z`]'
  if [ "${PIPESTATUS[0]}" != 0 ]; then
    status=1
    { echo "-- $suite failed:"; grep -E -A 12 '^✘|recorded an issue|rror:|Fatal|signal' "$output" | tail -n 60; } >> "$failures"
  elif ! grep -qE 'Test run with [1-9]' "$output"; then
    # A filter that fits nothing is no success.
    status=1
    echo "-- $suite ran no test" >> "$failures"
  fi
  grep -E '^[^ ]+ Test .*[")`] skipped' "$output" >> "$skipped"
  spent=$((SECONDS - start))
  total=$((total + spent))
  summary+=("$(printf '%-18s %5d s' "$suite" "$spent")")
done
# Everything a user can see, compared with what was recorded.
echo "== Recorded"
start=$SECONDS
if ! python3 -B Tests/Recorded/record.py --tlm "$(swift build --show-bin-path)/tlm" >"$output" 2>&1; then
  status=1
  { echo "-- Recorded failed:"; tail -n 80 "$output"; } >> "$failures"
fi
tail -n 3 "$output"
spent=$((SECONDS - start))
total=$((total + spent))
summary+=("$(printf '%-18s %5d s' Recorded "$spent")")
printf '%s\n' "${summary[@]}" "all tests          $total s"
cat "$skipped" "$failures"
scripts/traits.sh --say
exit $status
