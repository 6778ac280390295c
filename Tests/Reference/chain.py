#!/usr/bin/env python3
"""The head of a log, from its files alone: `chain.py STORE [POSITION]` prints POSITION:VALUE.

Knows nothing of tlm but what the documentation says of the chain: SHA-256 of blocks of 64 KiB, a Merkle
tree (RFC 6962, section 2.1), and a chain over store id, base, length, root and the value before.
"""
import hashlib
import json
import pathlib
import sys

BLOCK = 1 << 16
NAME = b"tlm.chain.1\n"


def sha(data):
    return hashlib.sha256(data).digest()


def root(leaves):
    if not leaves:
        return sha(b"")
    if len(leaves) == 1:
        return sha(b"\x00" + leaves[0])
    left = 1
    while left * 2 < len(leaves):
        left *= 2
    return sha(b"\x01" + root(leaves[:left]) + root(leaves[left:]))


def head(store, position=None):
    log = pathlib.Path(store) / "log"
    name = json.loads((log / "STORE").read_text())["store"].encode()
    value, end = sha(NAME + name), 0
    for path in sorted(log.glob("*.jsonl")):
        base, data = int(path.stem), path.read_bytes()
        if position is not None:
            if base >= position > 0:
                break
            data = data[:position - base]
        if not data:
            break
        leaves = [sha(data[i:i + BLOCK]) for i in range(0, len(data), BLOCK)]
        numbers = base.to_bytes(8, "big") + len(data).to_bytes(8, "big")
        value, end = sha(NAME + name + numbers + root(leaves) + value), base + len(data)
    return f"{end}:{value.hex()}"


if __name__ == "__main__":
    print(head(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else None))
