#!/usr/bin/env bash
# Installs the system libraries and tools that are missing; does nothing when all are there. With --relay
# only what the relay and its tests need: where that cannot be had, all else is built and tested
# (scripts/traits.sh).
set -euo pipefail

missing=()
# header or command, apt package, brew package
need_header() {
  for folder in /usr/include /usr/include/*-linux-gnu /usr/local/include /opt/homebrew/include; do
    [ -e "$folder/$1" ] && return
  done
  missing+=("$2:$3")
}
need_command() { command -v "$1" >/dev/null 2>&1 || missing+=("$2:$3"); }

command -v swift >/dev/null 2>&1 || {
  echo "deps: no swift on the PATH; install Swift 6.3 from https://swift.org/install" >&2
  exit 2
}
if [ "${1:-}" = --relay ]; then
  need_header nats/nats.h libnats-dev cnats
  need_command nats-server nats-server nats-server
else
  need_header simdjson.h libsimdjson-dev simdjson
  need_header lmdb.h liblmdb-dev lmdb
  need_header yaml.h libyaml-dev libyaml
  need_header nettle/sha2.h nettle-dev nettle
  need_header zlib.h zlib1g-dev zlib
  need_header zstd.h libzstd-dev zstd
  need_header xlsxwriter.h libxlsxwriter-dev libxlsxwriter
  need_header curl/curl.h libcurl4-openssl-dev curl
  need_command jq jq jq
  need_command python3 python3 python3
  need_command curl curl curl
fi
[ ${#missing[@]} -eq 0 ] && exit 0

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null 2>&1; then sudo "$@"; else
    echo "deps: run this as root: $*" >&2
    exit 2
  fi
}
if command -v apt-get >/dev/null 2>&1; then
  packages=("${missing[@]%%:*}")
  echo "deps: installing ${packages[*]}" >&2
  export DEBIAN_FRONTEND=noninteractive
  as_root apt-get install -y -qq "${packages[@]}" >/dev/null 2>&1 || {
    as_root apt-get update -qq
    as_root apt-get install -y -qq "${packages[@]}" >/dev/null
  }
elif command -v brew >/dev/null 2>&1; then
  packages=("${missing[@]##*:}")
  echo "deps: installing ${packages[*]}" >&2
  brew install "${packages[@]}"
else
  echo "deps: neither apt-get nor brew is here; install: ${missing[*]%%:*}" >&2
  exit 2
fi
