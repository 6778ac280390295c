"""What groups of events come to: sums without rounding, quantiles, ends."""

import math
import struct
from collections import Counter
from fractions import Fraction

from distribution import Distribution
from query_values import HIGH, LOW, MISSING, plain, precedes

EXACT_LIMIT = 1024


class Sum:
    def __init__(self):
        self.total = Fraction(0)
        self.has_decimals, self.count = False, 0

    def add(self, value):
        self.count += 1
        if isinstance(value, int):
            self.total += value
            return
        self.has_decimals = True
        for places in (0, 3, 6, 9, 12):
            product = value * 10.0**places
            if not math.isfinite(product) or abs(round(product)) >= 1 << 53:
                break
            digits = round(product)
            if digits / 10.0**places == value:
                self.total += Fraction(digits, 10**places)
                return
        self.total += Fraction(value)

    def double(self):
        try:
            return float(self.total)
        except OverflowError:
            return math.inf if self.total > 0 else -math.inf

    def datum(self):
        if self.count == 0:
            return MISSING
        if not self.has_decimals and LOW <= self.total < HIGH:
            return ("num", int(self.total))
        return finite(self.double())


def finite(number):
    return ("num", number) if math.isfinite(number) else MISSING


def half_away(total, count):
    whole, rest = divmod(abs(total), count)
    return (whole + (2 * rest >= count)) * (-1 if total < 0 else 1)


def summed(kind, values):
    sums, lengths = Sum(), []
    for value in values:
        if value[0] == "dur":
            lengths.append(value[1])
        elif value[0] == "num":
            sums.add(value[1])
    if sums.count > 0 or not lengths:
        if kind == "avg":
            return finite(sums.double() / sums.count) if sums.count else MISSING
        return sums.datum()
    total = sum(lengths)
    return ("dur", half_away(total, len(lengths)) if kind == "avg" else total)


def bucket(value):
    place = struct.unpack("<Q", struct.pack("<d", abs(value)))[0] >> 45
    return -place - 1 if value < 0 else place


def middle(place):
    low, high = (struct.unpack("<d", struct.pack("<Q", (abs_place(place) + more) << 45))[0]
                 for more in (0, 1))
    value = low + (high - low) / 2 if math.isfinite(high) else low
    return -value if place < 0 else value


def abs_place(place):
    return -(place + 1) if place < 0 else place


def quantile(thousandths, values):
    numbers = [float(value[1]) or 0.0 for value in values if value[0] == "num"]
    if numbers:
        rank = max(1, -(-thousandths * len(numbers) // 100000))
        if len(numbers) <= EXACT_LIMIT:
            return ("num", sorted(numbers)[rank - 1])
        passed = 0
        for place, count in sorted(Counter(map(bucket, numbers)).items()):
            passed += count
            if passed >= rank:
                return ("num", min(max(middle(place), min(numbers)), max(numbers)))
    lengths = Distribution()
    for value in values:
        if value[0] == "dur" and value[1] >= 0:
            lengths.add(value[1])
    if not lengths.values:
        return MISSING
    return ("dur", lengths.ranked(max(1, -(-thousandths * len(lengths.values) // 100000))))


def best(values, is_least):
    found = MISSING
    for value in values:
        if found is MISSING or (precedes(value, found) if is_least else precedes(found, value)):
            found = plain(value)
    return found


def aggregate(kind, values):
    """What values come to that are not missing, in the order of the log."""
    if kind == "count":
        return ("num", sum(value != ("flag", False) for value in values))
    if kind in ("sum", "avg"):
        return summed(kind, values)
    if kind in ("min", "max"):
        return best(values, kind == "min")
    if kind in ("first", "last"):
        return values[0 if kind == "first" else -1] if values else MISSING
    if kind == "distinct":
        return ("num", len(set(map(key_of, values))))
    return quantile(kind, values)


def key_of(value):
    """Tells kinds apart that Python takes for one: 1 and true."""
    kind, content = plain(value)
    return (kind, repr(content) if kind == "json" else content)
