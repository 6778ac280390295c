#!/usr/bin/env bash
# Builds the documentation into .build-docs/TLM.doccarchive; a warning is an error.
# To read it: docc preview, or any web server in that folder. Every public symbol goes into
# Tests/Golden/public-symbols.txt; with --check that file must say so already.
set -euo pipefail
cd "$(dirname "$0")/.."
: "${SWIFT:=swift}"

# docc stands beside the compiler, which may not be on the PATH itself.
docc=$(command -v docc || echo "$(dirname "$(readlink -f "$(command -v "$SWIFT")")")/docc")
[ -x "$docc" ] || { echo "docs: there is no docc in this toolchain" >&2; exit 2; }

# With the traits of the tests, in the same order, so that nothing is built twice.
# shellcheck disable=SC2046
SWIFT_DETERMINISTIC_HASHING=1 "$SWIFT" package $(scripts/traits.sh) dump-symbol-graph --minimum-access-level public --skip-synthesized-members >&2
graphs=$("$SWIFT" build --show-bin-path)/../symbolgraph

# Of the graphs only those of modules that people import.
modules="Board Configuration Control Events Folding Index Journal Lines Projections Sensors Telemetry TelemetryTesting Views TLM TLMCommand ProjectionTesting \
  Emitting TelemetryLogging TelemetryMetrics TelemetryTracing TelemetryBootstrap TelemetryService"
chosen=.build-docs/graphs
rm -rf .build-docs
mkdir -p "$chosen"
for module in $modules; do
  cp "$graphs/$module".symbols.json "$graphs/$module"@*.symbols.json "$chosen/" 2>/dev/null || true
  [ -e "$chosen/$module.symbols.json" ] || { echo "docs: no symbols of $module" >&2; exit 2; }
done

# shellcheck disable=SC2086
scripts/face.py ${1:+"$1"} "$chosen" Tests/Golden/public-symbols.txt $modules

"$docc" convert Sources/TLM/TLM.docc \
  --additional-symbol-graph-dir "$chosen" \
  --output-dir .build-docs/TLM.doccarchive \
  --fallback-bundle-identifier tlm \
  --warnings-as-errors
echo "docs: .build-docs/TLM.doccarchive" >&2
