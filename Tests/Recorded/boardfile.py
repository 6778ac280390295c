"""A store's board as text, without what is of this one process: its number, counts and times."""

import struct

from narrow import place

HEADER = struct.Struct("<8sIIIIQqqQI60xQ")
RECORD = struct.Struct("<Q48s8sBBHIdq24sqQ")
NO_TIME = -(1 << 63)
MASK = (1 << 64) - 1


def checksum(data):
    """Of the fifteen words before it."""
    value = 0xCBF29CE484222325
    for word in struct.unpack("<15Q", data[:120]):
        value = (value ^ word) * 0x100000001B3 & MASK
        value ^= value >> 32
    return value


def text(data):
    magic, version, size, count, _, _, through, _, _, length, sum_ = HEADER.unpack(data[:128])
    lines = ["%s version %d, %d records of %d bytes, through %d, %s" % (
        magic.decode(), version, count, size, through, right(data[:128], sum_))]
    for number in range(count):
        record = data[128 + number * 128:][:128]
        (_, id_, unit, kind, flags, _, stale, amount, time, word, _, sum_) = RECORD.unpack(record)
        lines.append("%-32s %-8s kind %d flags %d stale after %d: %r %s %r, %s" % (
            plain(id_), plain(unit), kind, flags, stale, amount, moment(time), plain(word),
            right(record, sum_)))
    lines.append("modes: " + data[128 + count * 128:][:length].decode())
    return "\n".join(lines) + "\n"


def plain(data):
    return data.rstrip(b"\0").decode()


def moment(time):
    """Nanoseconds since 1970, or that they are of now, or that there is no time."""
    return "no time" if time == NO_TIME else place(time / 1e9) or str(time)


def right(data, sum_):
    return "sum right" if checksum(data) == sum_ else "sum wrong"
