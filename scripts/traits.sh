#!/usr/bin/env bash
# The traits that the tests are built with, as arguments of swift: all of them, but for the relay's where
# the header of libnats cannot be had. With --say it only tells that, where it is so.
set -euo pipefail
cd "$(dirname "$0")/.."

folders=(/usr/include /usr/include/*-linux-gnu /usr/local/include /opt/homebrew/include)
IFS=: read -r -a more <<< "${CPATH:-}:"
for folder in "${folders[@]}" ${more[@]+"${more[@]}"}; do
  [ -n "$folder" ] && [ -e "$folder/nats/nats.h" ] && has_relay=yes
done
if [ -z "${has_relay:-}" ]; then
  echo "tests: the relay's were left out: libnats cannot be installed here (scripts/deps.sh --relay)" >&2
fi
[ "${1:-}" = --say ] && exit 0
if [ -n "${has_relay:-}" ]; then
  echo --enable-all-traits
else
  # Their names as Package.swift has them.
  names=$(sed -n 's/^    \.trait(name: "\([A-Za-z]*\)".*/\1/p; s/^      name: "\(ServerAPIs\)".*/\1/p' Package.swift)
  echo --traits "$(echo "$names" | grep -vx Relay | paste -sd , -)"
fi
