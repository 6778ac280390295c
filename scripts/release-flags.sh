#!/usr/bin/env bash
# How tlm is built to be shipped. A program that starts at every step of an agent has no time for the
# loader: it is placed where it was linked, and offers its symbols to nobody (a sixth of `tlm emit`).
set -euo pipefail
flags="-c release --static-swift-stdlib"
if [ "$(uname)" = Linux ]; then
  flags+=" -Xlinker --no-export-dynamic -Xswiftc -Xclang-linker -Xswiftc -no-pie"
fi
echo "$flags"
