#!/usr/bin/env python3
"""The head of a log, from its files alone: `chain.py STORE [POSITION]` prints POSITION:VALUE.

Knows nothing of tlm but what the documentation says of the chain: SHA-256 of blocks of 64 KiB, a Merkle
tree (RFC 6962, section 2.1), and a chain over store id, base, length, root and the value before; where
something was pruned the value that the first seal names; and what was blanked, in BASE.redacted.
"""
import hashlib
import json
import pathlib
import sys

BLOCK = 1 << 16
NAME = b"tlm.chain.1\n"
MARK = b"tlm redacted 1\n"


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


class Packed:
    """Numbers of 8 bytes, the least significant first, and bytes behind their number."""

    def __init__(self, data):
        self.data, self.place = data, 0

    def number(self):
        self.place += 8
        return int.from_bytes(self.data[self.place - 8:self.place], "little", signed=True)

    def blob(self):
        count = self.number()
        self.place += count
        return self.data[self.place - count:self.place]


def told(log):
    """What events of the log say of redactions: BASE:DIGEST of proofs, by the key of the event; None where
    the store was restored since, and has sealed what the lines are now."""
    proofs = {}
    for path in sorted(log.glob("*.jsonl")):
        for line in path.read_bytes().split(b"\n"):
            if b'"tlm.re' in line:
                event = json.loads(line)
                if event["event"] == "tlm.redacted":
                    proofs[event["idempotency_key"]] = event["proofs"]
                elif event["event"] == "tlm.restored":
                    proofs = dict.fromkeys(proofs)
    return proofs


def redacted(log, base, proofs):
    """Blocks of a segment that were blanked: what they were, what they are, and their beginnings."""
    path, blocks = log / f"{base:020}.redacted", {}
    if not path.exists():
        return blocks
    packed = Packed(path.read_bytes()[len(MARK):])
    for _ in range(packed.number()):
        key = packed.blob().decode()
        for _ in range(2):  # its lines, and the ends of imported runs
            for _ in range(packed.number()):
                packed.number(), packed.number()
        proof = packed.blob()
        if proofs.get(key, ()) is None:
            continue
        assert f"{base}:{sha(proof).hex()}" in proofs.get(key, ()), f"nothing tells of {key}"
        part = Packed(proof)
        for _ in range(part.number()):
            number, digests = part.number(), part.blob()
            old, new = digests[:32], digests[32:]
            beginnings = {}
            for _ in range(part.number()):
                place = part.number()
                beginnings[place] = part.blob()
            if number not in blocks:
                blocks[number] = [old, new, beginnings]
            elif blocks[number][1] == old:  # blanked once more
                blocks[number][1] = new
                blocks[number][2] = beginnings | blocks[number][2]
    return blocks


def before_first(log, base, name):
    """The value where the first segment begins."""
    for kind in ("seal", "head"):
        path = log / f"{base:020}.{kind}"
        if base > 0 and path.exists():
            return bytes.fromhex(json.loads(path.read_text())["before"])
    return sha(NAME + name)


def head(store, position=None):
    log = pathlib.Path(store) / "log"
    name = json.loads((log / "STORE").read_text())["store"].encode()
    proofs = told(log)
    first = min(int(path.stem) for path in log.glob("*.jsonl"))
    value, end = before_first(log, first, name), first
    for path in sorted(log.glob("*.jsonl")):
        base, data = int(path.stem), path.read_bytes()
        was = redacted(log, base, proofs)
        whole = [sha(data[i:i + BLOCK]) for i in range(0, len(data), BLOCK)]
        if position is not None:
            if base >= position > 0:
                break
            data = data[:position - base]
        if not data:
            break
        leaves = [sha(data[i:i + BLOCK]) for i in range(0, len(data), BLOCK)]
        for number, (old, new, beginnings) in was.items():
            if number < len(leaves) and whole[number] == new:
                is_whole = leaves[number] == whole[number]
                leaves[number] = old if is_whole else beginnings.get(position, leaves[number])
        numbers = base.to_bytes(8, "big") + len(data).to_bytes(8, "big")
        value, end = sha(NAME + name + numbers + root(leaves) + value), base + len(data)
    return f"{end}:{value.hex()}"


if __name__ == "__main__":
    print(head(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else None))
