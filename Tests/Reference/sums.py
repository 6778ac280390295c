"""Sums of numbers against fractions.

    python3 Tests/Reference/sums.py FILE

Each line of FILE is an array: what it comes to, or null, and the numbers that are summed up. Ends with 1
and prints the first wrong one, if there is one.
"""

import json
import sys

from query_sums import Sum


def main():
    lines = open(sys.argv[1], encoding="utf-8").read().splitlines()
    for line in lines:
        result, *numbers = json.loads(line)
        sums = Sum()
        for number in numbers:
            sums.add(number)
        exact = sums.datum()[1]
        if exact != result:
            print(f"{exact!r} and not {line}")
            return 1
    print(len(lines), "sums")
    return 0


if __name__ == "__main__":
    sys.exit(main())
