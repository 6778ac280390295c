#!/usr/bin/env python3
"""Writes the table of prices that goes into the program from prices.yaml; --check only compares.

It reads the few forms that the file has and no other YAML; a test reads the same file with the
program's own reader and compares.
"""
import decimal
import os
import re
import sys

SOURCE = "prices.yaml"
TARGET = "Projections/Prices/PriceTable+Shipped.swift"
KINDS = {
    "input": "input", "output": "output", "cache_read": "cacheRead", "cache_write": "cacheWrite",
    "cache_write_1h": "cacheWrite1h",
}


def members(text):
    """The members of a flow mapping without nested ones."""
    return dict(re.findall(r'(\w+): *"?([^",}]+)"?', text))


def read(path):
    sources, prices, part = {}, [], None
    with open(path, encoding="utf-8") as file:
        for line in file:
            if line.startswith("#") or not line.strip():
                continue
            if not line.startswith(" "):
                part = line.strip().rstrip(":")
            elif part == "sources":
                name, rest = line.strip().split(":", 1)
                sources[name] = members(rest)
            else:
                prices.append(members(line))
    return sources, prices


def pico(text):
    """Dollars for a million tokens as 1e-12 dollars for one."""
    number = decimal.Decimal(text) * 1_000_000
    if number != int(number):
        sys.exit(f"prices.yaml: {text} has more than six decimals")
    return str(int(number))


def entry(price, sources):
    source = sources[price["source"]]
    rates = [pico(price[kind]) if kind in price else "-" for kind in KINDS]
    cells = [price["model"], price.get("from", "-"), price.get("above", "-")] + rates
    return "    " + " ".join(cells + [price["source"], source["date"]])


def table(path):
    sources, prices = read(path)
    text = """// Written by scripts/prices.py from prices.yaml, where the figures have their sources: change those.
extension PriceTable {
  /// The prices that come with tlm: what is shown as a cost where the source says none itself.
  package static let shipped = PriceTable(compact: compact)

  // Model, first day, size of request that it holds above; then input, output, what came out of a
  // cache, what went into one, and for an hour, in 1e-12 US dollars for a token; who says so, and when.
  private static let compact = ""\"
"""
    text += "\n".join(entry(price, sources) for price in prices)
    return text + '\n    """\n}\n'


def main():
    text = table(SOURCE)
    if "--check" not in sys.argv:
        with open(TARGET, "w", encoding="utf-8") as file:
            file.write(text)
        return 0
    with open(TARGET, encoding="utf-8") as file:
        if file.read() == text:
            return 0
    print(f"prices: {TARGET} is not what scripts/prices.py makes of {SOURCE}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
    sys.exit(main())
