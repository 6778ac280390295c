#!/usr/bin/env bash
# How tlm is built to be shipped. A program that starts at every step of an agent has no time for the
# loader: it is placed where it was linked, and offers its symbols to nobody (a sixth of `tlm emit`).
# With --static it is for programs that need no loader at all, in a folder of their own.
set -euo pipefail
flags="-c release --static-swift-stdlib"
if [ "${1:-}" = --static ]; then
  flags+=" --scratch-path .build/static"
  [ "$(uname)" != Linux ] || flags+=" -Xswiftc -static-executable"
elif [ "$(uname)" = Linux ]; then
  flags+=" -Xlinker --no-export-dynamic -Xswiftc -Xclang-linker -Xswiftc -no-pie"
fi
echo "$flags"
