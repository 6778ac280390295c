"""The bytes of a store as text: names and modes, segments, small files, and the tables of views/.

The stores that are looked at have a fixed id and fixed times (see storefiles), so nearly all of it
is the same in each recording. Left out are, by name:

- log/CURSORS: the inode and the time of in.jsonl, and checksums that are of times of now
- views/: sizes of LMDB's files, which go by the machine's pages; OPENERS, which names a PID
  namespace; of a checkpoint when it was made, and the SHA-256 at its end, which covers that
"""

import hashlib
import os
import re

from lmdbtables import tables

MADE = re.compile(rb"s\x04madei[\x80-\xff]*[\x00-\x7f]", re.DOTALL)
SUM_LENGTH = 32
UNSIZED = ("log/CURSORS", "views/", "board")
LISTED = 150  # entries of a table; the digest is of all
WHOLE = 600  # bytes of a file that is shown and not only digested


def files(store):
    """Mode, size and name of everything, then what each file of the log holds."""
    lines, contents = [], []
    for folder, folders, names in os.walk(store):
        folders.sort()
        for name in sorted(folders + names):
            path = os.path.join(folder, name)
            short, status = os.path.relpath(path, store), os.lstat(path)
            size = "" if os.path.isdir(path) or short.startswith(UNSIZED) else status.st_size
            target = " -> " + os.readlink(path) if os.path.islink(path) else ""
            lines.append("%06o %9s %s%s" % (status.st_mode, size, short, target))
            if os.path.isfile(path) and not target and not short.startswith(("views/", "board")):
                contents += content(path, short)
    return "\n".join(sorted(lines, key=lambda line: line[17:]) + contents) + "\n"


def content(path, name):
    with open(path, "rb") as file:
        data = file.read()
    if name.endswith("CURSORS"):
        data = cursors(data)
    lines = ["", "%s: SHA-256 %s" % (name, hashlib.sha256(data).hexdigest())]
    if len(data) <= WHOLE:
        lines += ["  " + line for line in data.decode("utf-8", "backslashreplace").splitlines()]
    return lines


def cursors(data):
    data = re.sub(rb"(through \d+) [0-9a-f]{8}", rb"\1 <checksum>", data)
    data = re.sub(rb"(?m)^inbox \d+ (\d+) \d+$", rb"inbox <inode> \1 <time>", data)
    return re.sub(rb"(?m)^crc32c [0-9a-f]{8}$", rb"crc32c <checksum>", data)


def views(store, in_full):
    """The tables of views/: of each the number of entries and a digest, and the first entries."""
    found = tables(os.path.join(store, "views"))
    if found is None:
        return None
    lines = []
    for name, entries in sorted(found.items()):
        known = [(key, known_of(name, value)) for key, value in entries]
        digest = hashlib.sha256(b"".join(
            b"%d %d " % (len(key), len(value)) + key + value for key, value in known)).hexdigest()
        lines += ["", "%s: %d entries, SHA-256 %s" % (name, len(known), digest)]
        if in_full:
            lines += ["  %s  %d %s" % (shown(key), len(value), shown(value) if name == "meta" else
                                       hashlib.sha256(value).hexdigest()[:16])
                      for key, value in known[:LISTED]]
    return "\n".join(lines[1:]) + "\n"


def known_of(table, value):
    """Of a value what is not of this one recording."""
    if table != "checkpoints":
        return value
    return MADE.sub(b"s\x04made", value[:-SUM_LENGTH], count=1)


def shown(data):
    """Bytes as text: printable ones as they are, others as two digits."""
    return "".join(chr(byte) if 0x21 <= byte <= 0x7e and byte != 0x5c else "\\%02x" % byte
                   for byte in data)
