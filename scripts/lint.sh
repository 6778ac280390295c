#!/usr/bin/env bash
# Taste that a machine can check.
set -uo pipefail
cd "$(dirname "$0")/.."

status=0
complain() { echo "lint: $1" >&2; status=1; }

swift format lint --strict --recursive Package.swift Sources Projections Tests Examples || status=1

# A hook starts tlm at every step of an agent: Foundation would double the time of its start.
found=$(grep -rnE '^\s*((public|package|internal) )?import Foundation$' Sources Projections)
[ -z "$found" ] || complain "Foundation is imported: $found"

# Folds are the same on every machine: nothing with a clock or a random number is within reach.
found=$(grep -rnE '^\s*((public|package|internal) )?import (Glibc|Darwin|Foundation|Synchronization)' Projections Sources/Events/Folding)
[ -z "$found" ] || complain "a fold reaches outside: $found"

# Who may see whom, who may reach the system, and what every catalog lists.
scripts/house.py || status=1

# The prices in the program are those of the file that says where they are from.
scripts/prices.py --check || status=1

# One idea a file. A manifest is a table of arrows, and cannot be split.
while IFS= read -r file; do
  lines=$(wc -l <"$file")
  [ "$lines" -le 300 ] || complain "$file has $lines lines; split it"
done < <(git ls-files -- '*.swift' ':!Package.swift')

# What a compiler leaves where it is called stands in no tree.
found=$(git ls-files -- '*.dia' '*.o' '*.swiftmodule' '*.swiftdoc' ':(top,glob)*.h')
[ -z "$found" ] || complain "made by a compiler, and kept: $found"

exit $status
