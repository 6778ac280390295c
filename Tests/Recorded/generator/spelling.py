"""How the same thing is spelled by one tool and another: times, durations and outcomes."""

SECOND_NS = 1_000_000_000
DAY_S = 86_400

TIME_KEYS = ("ts", "ts", "ts", "ts", "timestamp", "timestamp", "@timestamp", "created_at",
             "started_at", "sample_timestamp", "updated_at", "timeUnixNano", "time")
# Values in which nobody can read a time.
ODD_TIMES = ('"soon"', "null", '""', "true", "[]", '"2024-13-01T00:00:00Z"',
             '"2024-03-01T24:00:00Z"', "1e300", '"12:30"')

DURATIONS = ("duration_s", "duration_s", "duration_s", "duration_seconds", "elapsed_s",
             "duration_ms", "latency_ms", "response_time_ms", "duration")
ODD_DURATIONS = ('"duration_s":-1', '"duration_s":9000000001', '"duration_s":"12.5"',
                 '"duration_s":null', '"duration_ms":1e300', '"duration_s":0',
                 '"duration_s":0.0000000005', '"elapsed_s":"1","duration_ms":250')

WORDS = ("pass", "pass", "passed", "ok", "success", "completed", "done", "yes", "fail", "failed",
         "failure", "error", "no", "skipped", "partial", "timeout", "timed_out", "cancelled",
         "interrupted", "running", "Success", "unheard-of")

_dates = {}


def _date(day):
    """`2024-03-01` of so many days since 1970."""
    if day not in _dates:
        # The civil calendar, counted from 0000-03-01.
        shifted = day + 719_468
        era, of_era = divmod(shifted, 146_097)
        year = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // 365
        of_year = of_era - (365 * year + year // 4 - year // 100)
        month = (5 * of_year + 2) // 153
        of_month = of_year - (153 * month + 2) // 5 + 1
        month = month + 3 if month < 10 else month - 9
        _dates[day] = "%04d-%02d-%02d" % (year + era * 400 + (month <= 2), month, of_month)
    return _dates[day]


def rfc3339(ns, digits=6, middle="T", zone="Z", shift_s=0):
    """A time in nanoseconds since 1970 as text."""
    seconds, rest = divmod(ns + shift_s * SECOND_NS, SECOND_NS)
    day, second = divmod(seconds, DAY_S)
    text = "%s%s%02d:%02d:%02d" % (
        _date(day), middle, second // 3600, second // 60 % 60, second % 60)
    return text + ("." + ("%09d" % rest)[:digits] if digits else "") + zone


def time(draw, ns):
    """A time as JSON, in one of its spellings."""
    kind = draw.below(24)
    if kind < 8:
        return '"%s"' % rfc3339(ns)
    if kind < 12:
        return '"%s"' % rfc3339(ns, 3)
    return (
        lambda: '"%s"' % rfc3339(ns, zone="+00:00"), lambda: '"%s"' % rfc3339(ns, zone=""),
        lambda: '"%s"' % rfc3339(ns, 0, " ", ""), lambda: '"%s"' % rfc3339(ns, 9),
        lambda: '"%s"' % rfc3339(ns, 0, zone="+05:30", shift_s=19_800),
        lambda: '"%s"' % rfc3339(ns, 3, zone="-0800", shift_s=-28_800),
        lambda: "%d.%06d" % (ns // SECOND_NS, ns % SECOND_NS // 1000),
        lambda: str(ns // 1_000_000), lambda: str(ns), lambda: '"%d"' % ns,
        lambda: '"%s"' % rfc3339(ns, 0)[:16], lambda: str(ns // SECOND_NS),
    )[kind - 12]()


def duration(draw, ms):
    """A member that tells a length of so many milliseconds; now and then one that is odd."""
    if draw.chance(3):
        return draw.pick(ODD_DURATIONS)
    key = draw.pick(DURATIONS)
    if key.endswith("_ms") or key == "duration":
        return '"%s":%d' % (key, ms)
    return '"%s":%d.%d' % (key, ms // 1000, ms % 1000)


def verdict(draw):
    """A member that tells how something ended, with the comma before it, or nothing."""
    kind = draw.below(10)
    if kind < 4:
        key = draw.pick(("result", "outcome", "status", "verdict"))
        return ',"%s":"%s"' % (key, draw.pick(WORDS))
    return (',"result":"pass"', ',"result":"fail"', ',"success":true', ',"success":false',
            ',"exit_code":%d' % draw.pick((0, 1, -9)), "")[kind - 4]
