#!/usr/bin/env bash
# Puts Python libraries of other people into .build-peers, from PyPI: DuckDB, pandas and others, which
# read our log and our exports in the tests, and structlog and OpenTelemetry, which write to it. Where
# they cannot be had those tests are skipped, and say so.
set -uo pipefail
cd "$(dirname "$0")/.."

work=.build-peers
python=$work/venv/bin/python
mkdir -p "$work"
[ -x "$python" ] || python3 -m venv "$work/venv" >"$work/log" 2>&1 || rm -rf "$work/venv"

# get MODULES PACKAGES TESTS: those that are there already, or can be had, are there afterwards.
get() {
  [ -x "$python" ] && "$python" -c "import $1" 2>/dev/null && return
  # shellcheck disable=SC2086
  [ -x "$python" ] && "$python" -m pip install --quiet $2 >>"$work/log" 2>&1 && return
  echo "peers: $1 cannot be had here (see $work/log): $3 are skipped" >&2
}

get "duckdb, pandas" "duckdb>=1.1,<3 pandas>=2.2,<4" ReadersTests
get "openpyxl, polars, pyarrow" "openpyxl>=3.1,<4 polars>=1,<2 pyarrow>=18,<27" ExportTests
get "opentelemetry.proto.logs.v1.logs_pb2" "opentelemetry-proto>=1.30,<2" "ExportSendingTests and IngestPeerTests"
get "opentelemetry.exporter.otlp.proto.grpc, opentelemetry.exporter.otlp.proto.http" "opentelemetry-exporter-otlp>=1.40,<2" "ServingTests of telemetry"
get "schemathesis" "schemathesis>=4,<5" "ServingTests of the OpenAPI document"
get "structlog, opentelemetry.sdk" "structlog>=25.1,<27 opentelemetry-sdk>=1.40,<2" IntegrationsTests
# A browser for the pages of `tlm serve`, and what drives it.
get "playwright.sync_api" "playwright>=1.50,<2" "tests of pages in a browser"
if ! command -v chromium >/dev/null; then
  { [ "$(id -u)" = 0 ] && command -v apt-get && apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium; } \
    >>"$work/log" 2>&1 \
    || echo "peers: chromium cannot be had here (see $work/log): tests of pages in it are skipped" >&2
fi
# The official clients of the Model Context Protocol, of both its forms: each in a folder of its own, as
# one cannot stand beside the other.
for mcp in "mcp2 mcp>=2.3,<3" "mcp1 mcp>=1.26,<2"; do
  folder=$work/${mcp%% *}
  [ -d "$folder/mcp" ] && continue
  [ -x "$python" ] && "$python" -m pip install --quiet --target "$folder" "${mcp#* }" \
    >>"$work/log" 2>&1 && continue
  echo "peers: ${mcp#* } cannot be had here (see $work/log): tests of MCPPeersTests are skipped" >&2
done
# Prometheus itself, and what it says of metrics; nothing of it is installed.
if [ ! -x "$work/prometheus" ] || [ ! -x "$work/promtool" ]; then
  (cd "$work" && apt-get download prometheus && dpkg -x prometheus_*.deb unpacked \
    && mv unpacked/usr/bin/promtool unpacked/usr/bin/prometheus .) >>"$work/log" 2>&1 \
    || echo "peers: Prometheus cannot be had here (see $work/log): its checks are skipped" >&2
  rm -rf "$work"/unpacked "$work"/prometheus_*.deb
fi
exit 0
