#!/usr/bin/env bash
# Runs the demo on a pseudo-terminal of 110 columns, as a person would see it, colours and all.
set -euo pipefail
cd "$(dirname "$0")/.."
: "${TLM:?}"
export TLM COLUMNS=110 TERM=xterm-256color
if script --version 2>/dev/null | grep -q util-linux; then
  exec script -qec Examples/demo.sh /dev/null
else
  exec script -q /dev/null Examples/demo.sh
fi
