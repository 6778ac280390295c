"""The small files of a store that this recording writes or checks: STORE, and sums of segments."""

import calendar
import os
import re
import time

from narrow import FIXED_ID, place

OWN_TIME = re.compile(rb'\{"ts":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)\.\d{6}Z"')
FIXED_CREATED = "2024-03-01T00:00:00.000000Z"


def _table():
    table = []
    for byte in range(256):
        for _ in range(8):
            byte = byte >> 1 ^ (0x82F63B78 if byte & 1 else 0)
        table.append(byte)
    return table


_TABLE = _table()


def crc32c(data):
    """CRC-32C (Castagnoli)."""
    value = 0xFFFFFFFF
    for byte in data:
        value = value >> 8 ^ _TABLE[(value ^ byte) & 0xFF]
    return value ^ 0xFFFFFFFF


def write_identity(store, number=1):
    """Writes log/STORE with an id and a time that are the same each time."""
    text = '{"store":"%s","format":%d,"created":"%s"' % (FIXED_ID, number, FIXED_CREATED)
    with open(os.path.join(store, "log", "STORE"), "wb") as file:
        file.write(('%s,"crc32c":"%08x"}\n' % (text, crc32c(text.encode()))).encode())


def pin_times(store):
    """Gives the lines of now in the last segment times of 2024 instead, as long as they were.

    These are the markers of drains and events that were emitted without a time. Digests, sums and
    the index are then the same in each recording; nothing of a line but its first time is changed.
    """
    path = _last_segment(store)
    with open(path, "rb") as file:
        lines = file.read().split(b"\n")
    for number, line in enumerate(lines):
        found = OWN_TIME.match(line)
        if found and place(calendar.timegm(time.strptime(found[1].decode(), "%Y-%m-%dT%H:%M:%S"))):
            pinned = b'{"ts":"2024-03-05T%02d:%02d:%02d.000000Z' % (
                number // 3600 % 24, number // 60 % 60, number % 60)
            lines[number] = pinned + line[len(pinned):]
    with open(path, "r+b") as file:
        file.write(b"\n".join(lines))


def begin_rotation(store):
    """Leaves the intent to seal the last segment, as a writer does that dies right after it.

    Whoever writes next finishes the sealing, so no segment has to be filled for a rotation.
    """
    last = _last_segment(store)
    os.link(last, last.replace(".jsonl", ".next"))


def _last_segment(store):
    log = os.path.join(store, "log")
    return os.path.join(log, max(name for name in os.listdir(log) if name.endswith(".jsonl")))
