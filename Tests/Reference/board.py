"""board.py PATH: prints what a board shows, reading it as the article Sensors describes it."""

import json
import struct
import sys

HEADER = struct.Struct("<8sIIIIQqqQI60xQ")
RECORD = struct.Struct("<Q48s8sBBHIdq24sqQ")


def is_whole(record):
    words = struct.unpack("<16Q", record)
    hash = 0xCBF29CE484222325
    for word in words[:15]:
        hash = (hash ^ word) * 0x100000001B3 % 2**64
        hash ^= hash >> 32
    return hash == words[15]


def text(field):
    return field.rstrip(b"\0").decode()


def read(file, offset):
    for _ in range(200):  # a record that is being written is read again
        file.seek(offset)
        record = file.read(128)
        if len(record) == 128 and is_whole(record):
            return record
    sys.exit("the record at %d is torn" % offset)


with open(sys.argv[1], "rb", buffering=0) as file:
    magic, version, size, count, writer, sequence, through, published, _, length, _ = HEADER.unpack(
        read(file, 0))
    if (magic, version, size) != (b"TLMBOARD", 2, 128):
        sys.exit("no board")
    print("%d readings through %d at %d" % (count, through, published))
    for place in range(1, count + 1):
        (sequence, sensor, unit, kind, flags, _, stale_after, value, time, word, published,
         _) = RECORD.unpack(read(file, place * 128))
        reading = None if not flags & 1 else text(word) if flags & 2 else value
        print(text(sensor), repr(reading), text(unit))
    file.seek((count + 1) * 128)
    modes = json.loads(file.read(length) or "null")
    if modes:
        first = modes["modes"][modes["initial"]]
        print("begins in %s: %d tasks at once" % (modes["initial"], first["max_concurrent_tasks"]))
