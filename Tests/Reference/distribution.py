"""Count, sum, least, greatest and quantiles of durations in nanoseconds (definitions.md)."""

from collections import Counter

KEPT_EXACTLY = 64


def bucket(value):
    """The place of a value: a sortable pair (exponent, mantissa); under 128 each has its own."""
    if value < 128:
        return 0, value
    exponent = value.bit_length() - 8  # 56 − leading zeros of 64 bits
    return exponent, value >> exponent


class Distribution:
    def __init__(self):
        self.values = []

    def add(self, value):
        self.values.append(value)

    @property
    def sum(self):
        return sum(self.values)

    def quantile(self, percent):
        """Nearest rank, ⌈p·n⌉ in whole numbers: exact up to 64 values, else of the buckets."""
        return self.ranked(-(-percent * len(self.values) // 100))

    def ranked(self, rank):
        """The value at a place in ascending order, the first being 1."""
        if len(self.values) <= KEPT_EXACTLY:
            return sorted(self.values)[rank - 1]
        seen = 0
        for (exponent, mantissa), count in sorted(Counter(map(bucket, self.values)).items()):
            seen += count
            if seen >= rank:
                middle = (mantissa << exponent) + (1 << exponent) // 2
                return min(max(middle, min(self.values)), max(self.values))
        raise AssertionError("a rank is never above the count")

    def report(self):
        """The eight figures, in seconds; all but the count are null when nothing was added."""
        keys = ("sum_s", "mean_s", "min_s", "max_s", "p50_s", "p90_s", "p95_s", "p99_s")
        count = len(self.values)
        if count == 0:
            return {"count": 0, **dict.fromkeys(keys)}
        mean = float(self.sum) / float(count) / 1e9
        whole = [min(self.values), max(self.values)] + [
            self.quantile(percent) for percent in (50, 90, 95, 99)]
        figures = [float(self.sum) / 1e9, mean] + [float(value) / 1e9 for value in whole]
        return {"count": count, **dict(zip(keys, figures))}


def shares(sums):
    """Each key's part of the whole; null for every key when there is no time at all."""
    whole = sum(sums.values())
    return {key: float(part) / float(whole) if whole else None for key, part in sums.items()}


def bottleneck(sums):
    """The key with the most time, of equals the first by UTF-8 bytes; None without time."""
    keys = sorted((key for key in sums if sums[key] > 0), key=lambda key: key.encode())
    return max(keys, key=lambda key: sums[key], default=None)
