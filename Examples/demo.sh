#!/usr/bin/env bash
# The main job on real input: logs of three different tools go into one store, and out comes
# where the time went. The store is made in a folder of its own and left there to look at.
set -euo pipefail
cd "$(dirname "$0")/.."
: "${TLM:=tlm}"
tlm=$TLM
data=Examples/data
store=.build-demo/.tlm
rm -rf .build-demo
mkdir -p .build-demo

run() {
  printf '\n\033[1m$ tlm %s\033[0m\n' "$*"
  "$tlm" "$@"
}

echo "Real logs: issues worked on by a coding agent, its loops, and a personal agent's requests."
run init --store "$store"
export TLM_STORE="$PWD/$store"
run append "$data/little-loops/issue_sessions.jsonl" "$data/little-loops/issue_lifecycle.jsonl"
run append "$data/dialects/feat417_seed000.jsonl"
run append "$data"/little-loops/loop_history/*/events.jsonl
run append "$data/structlog/current.jsonl.1" "$data/structlog/current.jsonl"
run emit issue_phase issue_id=DEMO-1 phase=implement duration_s:=12.5 result=pass
printf '\n\033[1m$ echo '\''{"event":"from_a_stranger"}'\'' >> %s/in.jsonl\033[0m\n' "$store"
echo '{"event":"from_a_stranger"}' >>"$store/in.jsonl"
run replay --projection event-counts
run replay --projection velocity --set per=week
run replay --projection tool-usage
run replay --projection phase-timing
run query --event issue_complete --where 'duration_s > 100' --explain
for _ in 1 2; do
  printf '\n\033[1m$ echo '\''{"event":"deployed"}'\'' | tlm append --key deploy-7\033[0m\n'
  echo '{"event":"deployed"}' | "$tlm" append --key deploy-7
done
run projections verify
# Twenty minutes of samples, one every 5 s: the load rises after five and falls after twelve.
awk 'BEGIN {
  for (second = 0; second < 1200; second += 5)
    printf "{\"ts\":\"2026-03-02T09:%02d:%02dZ\",\"event\":\"system_metrics_snapshot\",\"cpu_load_percent\":%d}\n",
      second / 60, second % 60, (second >= 300 && second < 720) ? 94 : 31
}' >.build-demo/load.jsonl
run control backtest --rules Examples/rules/server.yaml --approve always .build-demo/load.jsonl
run mode set ALERT --reason "something smells"
run mode explain
run sensors get safety_tool_calls_total safety_mode_state
run tail -n 3
run doctor || true
printf '\nThe store stays in %s; delete it when you like.\n' "$store"
