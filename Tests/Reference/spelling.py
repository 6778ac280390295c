"""The many ways in which the generator writes a time, a duration and a line."""

import datetime
import json


class Raw(str):
    """Text that goes into the line as it is: a number in a spelling of its own."""


def time(rng, ns):
    """An instant near `ns` in one of the spellings of events.md §2.1."""
    seconds, rest = divmod(ns, 10**9)
    date = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=seconds)
    whole = date.strftime("%Y-%m-%dT%H:%M:%S")
    digits = "%09d" % rest
    return rng.choice((
        lambda: whole + "Z",
        lambda: whole + "." + digits[:3] + "Z",
        lambda: whole + "." + digits[:6] + "Z",
        lambda: whole + "." + digits[:6] + "+00:00",
        lambda: whole + "." + digits[:rng.randrange(1, 10)],
        lambda: whole + "." + digits + "987",
        lambda: whole,
        lambda: date.strftime("%Y-%m-%d %H:%M:%S"),
        lambda: date.strftime("%Y-%m-%d %H:%M:%S+00:00"),
        lambda: date.strftime("%Y-%m-%dT%H:%M"),
        lambda: with_offset(rng, date),
        lambda: other_time(rng, date, seconds, digits),
        lambda: Raw("%d.%s" % (seconds, digits[:rng.randrange(1, 10)])),
        lambda: Raw("%d.%03de3" % (seconds // 1000, seconds % 1000)),
        lambda: seconds,
        lambda: ns // 10**6,
        lambda: Raw("%d.%s" % (ns // 10**6, digits[6:])),
        lambda: ns // 10**3,
        lambda: ns,
    ))()


def other_time(rng, date, seconds, digits):
    """A spelling of definitions.md, "What cannot be read", beyond those of events.md."""
    stamp = date.strftime("%Y-%m-%dT%H:%M:%S")
    return rng.choice((
        stamp + "," + digits[:3] + "Z", stamp + "+00", stamp + " +0000", stamp + " UTC",
        stamp.replace("T", " ") + " utc", date.strftime("%Y%m%dT%H%M%SZ"),
        date.strftime("%Y%m%dT%H%M%S") + "." + digits[:6] + "+0000",
        date.strftime("%a, %d %b %Y %H:%M:%S +0000"), date.strftime("%d %b %Y %H:%M GMT"),
        date.strftime("%a %b %d %H:%M:%S %Y"), date.strftime("%a %b %d %H:%M:%S UTC %Y"),
        stamp + "+00:00[Europe/London]", stamp + "Z[UTC]", str(seconds),
        "%d.%s" % (seconds, digits[:3]), str(seconds * 1000 + int(digits[:3])),
        stamp + "+0000"))


def with_offset(rng, date):
    minutes = rng.choice((-420, -210, 60, 120, 330, 765))
    local = date + datetime.timedelta(minutes=minutes)
    sign, size = ("-" if minutes < 0 else "+"), abs(minutes)
    return local.strftime("%Y-%m-%dT%H:%M:%S") + "%s%02d:%02d" % (sign, size // 60, size % 60)


BROKEN_TIMES = ("", "yesterday", "2026-02-30T00:00:00Z", "2026-13-01", "2026-02-13T25:00:00Z",
                "2026-02-13T10:61:00Z", "2026-2-3", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z",
                None, True, [], {}, Raw("1e300"), Raw("-18446744073709551615.0"))

SECONDS = ("duration_s", "duration_seconds", "elapsed_s")
MILLISECONDS = ("duration_ms", "latency_ms", "response_time_ms", "duration")
ODD_SECONDS = ("0", "-0", "0.0", "-0.0", "5e-10", "1.5e-9", "2.5e-9", "4.9e-10", "1e-400", "0.1",
               "1E2", "1e+2", "0.30000000000000004", "1.0000000005", "12345.123456789", "3600")
HUGE_SECONDS = ("9e9", "9000000000", "8999999999.5", "4611686018.427387904")
ABSURD_SECONDS = ("-1", "-0.001", "-9e9", "9000000001", "9.0000001e9", "1e300", "-1e300",
                  "9223372036854775807", "18446744073709551615")


TEXT_LENGTHS = ("67.2", "250ms", "1.5s", "1m30s", "2h", "PT1.5S", "P1DT2H3M", " 5 Min ", "1,5 s",
                "-3s", "soon", "PT", "1e3", "", "12 parsecs", "3h 5m", "0", "+4s", "1w", "9e9")


def duration(rng, seconds):
    """A (key, value) for a length of about `seconds`."""
    if rng.random() < 0.05:
        value = rng.choice(TEXT_LENGTHS + (None, True, [], {"s": 1}))
        return rng.choice(SECONDS + MILLISECONDS), value
    if rng.random() < 0.6:
        return rng.choice(SECONDS), Raw("%.*f" % (rng.randrange(1, 10), seconds))
    value = seconds * 1000
    form = rng.choice(("%d", "%.1f", "%.6f", "%.4e"))
    return rng.choice(MILLISECONDS), Raw(form % value)


def line(rng, pairs):
    """One JSON object of (key, value) pairs, which may repeat a key; some have odd escapes."""
    odd = rng.random() < 0.1
    ascii_only = rng.random() < 0.5
    comma, colon = rng.choice(((",", ":"), (", ", ": "), (" ,\t", " : ")))

    def text(value):
        if odd and value and rng.random() < 0.3:
            at = rng.randrange(len(value))
            if " " < value[at] < "\x7f":
                left, right = encode(value[:at]), encode(value[at + 1:])
                return left[:-1] + "\\u%04X" % ord(value[at]) + right[1:]
        return encode(value)

    def encode(value):
        if isinstance(value, Raw):
            return value
        if isinstance(value, dict):
            return members(value.items())
        if isinstance(value, list):
            return "[" + comma.join(encode(each) for each in value) + "]"
        return json.dumps(value, ensure_ascii=ascii_only)

    def members(pairs):
        return "{" + comma.join(
            text(key) + colon + (encode if not plain(value) else text)(value)
            for key, value in pairs) + "}"

    return members(pairs).encode()


def plain(value):
    return isinstance(value, str) and not isinstance(value, Raw)
