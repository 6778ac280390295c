"""Instants and lengths of time as whole nanoseconds, in Python integers."""

import datetime
import math
import re
from fractions import Fraction

from lines import Number

LIMIT_NS = 9e18  # ±9e9 s: a longer duration is invalid
EPOCH_DAY = datetime.date(1970, 1, 1).toordinal()

SPELLING = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)"
    r"(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?"
    r"(?:[Zz]|([+-])(\d\d):?(\d\d))?)?", re.ASCII)


def is_number(value):
    """A number that some double is near to."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    try:
        return math.isfinite(float(value))
    except OverflowError:
        return False


def instant(value):
    """Nanoseconds since 1970 of a JSON value, or None; what does not fit 64 bits is no time."""
    if isinstance(value, str):
        time = from_text(value)
    elif is_number(value):
        time = from_number(value)
    else:
        return None
    return time if time is not None and -(1 << 63) <= time < 1 << 63 else None


def from_text(text):
    """Date, date and minute, or date and time with a fraction; without a zone it is UTC."""
    match = SPELLING.fullmatch(text)
    if not match:
        return from_other_text(text.lower())
    year, month, day = (int(part) for part in match.group(1, 2, 3))
    hour, minute, second = (int(part or 0) for part in match.group(4, 5, 6))
    fraction = int((match[7] or "")[:9].ljust(9, "0"))  # digits beyond nanoseconds are cut off
    offset_h, offset_min = (int(part or 0) for part in match.group(9, 10))
    if hour > 23 or minute > 59 or second > 59 or offset_h > 23 or offset_min > 59:
        return None
    try:
        days = datetime.date(year, month, day).toordinal() - EPOCH_DAY
    except ValueError:
        return None
    offset = (offset_h * 60 + offset_min) * (-1 if match[8] == "-" else 1)
    minutes = (days * 24 + hour) * 60 + minute - offset
    return (minutes * 60 + second) * 1_000_000_000 + fraction


MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)"
CLOCK = r"(?P<h>\d\d):(?P<mi>\d\d)(?::(?P<s>\d\d))?"
ZONE = r"(?: *(?P<zone>z|utc|gmt|ut|[+-]\d\d(?::?\d\d)?))?"
FRACTION = r"(?:[.,](?P<f>\d+))?"
OTHERS = [re.compile(each, re.ASCII) for each in (
    r"(?P<y>\d{4})-(?P<mo>\d\d)-(?P<d>\d\d)[t ](?P<h>\d\d):(?P<mi>\d\d)"
    r"(?::(?P<s>\d\d)" + FRACTION + ")?" + ZONE,
    r"(?P<y>\d{4})(?P<mo>\d\d)(?P<d>\d\d)[t ](?P<h>\d\d)(?P<mi>\d\d)"
    r"(?:(?P<s>\d\d)" + FRACTION + ")?" + ZONE,
    "(?:" + DAY + ", *)?(?P<d>\\d{1,2}) +(?P<month>[a-z]{3}) +(?P<y>\\d{4}) +" + CLOCK + ZONE,
    DAY + " +(?P<month>[a-z]{3}) +(?P<d>\\d{1,2}) +" + CLOCK + " +(?:(?P<zone>utc|gmt|ut|z) +)?"
    "(?P<y>\\d{4})")]


def from_other_text(text):
    """A comma, a short or a named zone, the basic form, RFC 2822, asctime, time since 1970."""
    if re.fullmatch(r"-?\d+(?:\.\d+)?", text, re.ASCII):
        return from_number(Number(text) if "." in text else int(text))
    bracket = re.fullmatch(r"(.*)\[([^\]]*)\]", text)
    if bracket and (re.search(r"(?:z|[+-]\d\d(?::?\d\d)?)$", bracket[1]) and len(bracket[1]) > 16
                    or bracket[2] in ("utc", "gmt", "z", "etc/utc")):
        text = bracket[1]
    match = next((found for found in (each.fullmatch(text) for each in OTHERS) if found), None)
    if not match:
        return None
    parts = match.groupdict()
    if parts.get("month") and parts["month"] not in MONTHS:
        return None
    month = MONTHS.index(parts["month"]) + 1 if parts.get("month") else int(parts["mo"])
    hour, minute, second = int(parts["h"]), int(parts["mi"]), int(parts["s"] or 0)
    zone = parts.get("zone") or "z"
    offset_h, offset_min = (int(zone[1:3]), int(zone[3:].strip(":") or 0)) \
        if zone[0] in "+-" else (0, 0)
    if hour > 23 or minute > 59 or second > 59 or offset_h > 23 or offset_min > 59:
        return None
    try:
        days = datetime.date(int(parts["y"]), month, int(parts["d"])).toordinal() - EPOCH_DAY
    except ValueError:
        return None
    offset = (offset_h * 60 + offset_min) * (-1 if zone[0] == "-" else 1)
    minutes = (days * 24 + hour) * 60 + minute - offset
    fraction = int((parts.get("f") or "")[:9].ljust(9, "0"))
    return (minutes * 60 + second) * 1_000_000_000 + fraction


def from_number(value):
    """Seconds below 1e11, milliseconds below 1e14, microseconds below 1e17, else nanoseconds.

    The unit and the value come from the digits as written, never from a double.
    """
    if value == 0:  # also what is too small for a double, so that its exponent costs nothing
        return 0
    exact = Fraction(value.text) if isinstance(value, Number) else Fraction(value)
    for bound, unit in ((10**11, 10**9), (10**14, 10**6), (10**17, 10**3)):
        if abs(exact) < bound:
            return math.trunc(exact * unit)
    return math.trunc(exact)


def duration(value, unit):
    """A number of `unit` (1e9 for seconds, 1e6 for milliseconds) in ns; None if it is invalid.

    The product is a double; it is rounded half away from zero.
    """
    product = float(value) * unit
    if abs(product) > LIMIT_NS:
        return None
    whole = math.trunc(product)
    if abs(product - whole) >= 0.5:  # the difference is exact
        whole += 1 if product > 0 else -1
    return whole


def rfc3339(ns):
    """UTC with six fraction digits, cut off towards minus infinity, and Z."""
    if ns is None:
        return None
    seconds, rest = divmod(ns, 1_000_000_000)
    date = datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=seconds)
    return "%s.%06dZ" % (date.isoformat(timespec="seconds"), rest // 1000)
