#!/usr/bin/env python3
"""Makes what NATS knows people by: an operator, an account for tlm with a user that pushes and one that
pulls, and an account for the system. For trying things out; where it counts, use `nsc`, which keeps the
operator's key elsewhere. Usage: credentials.py FOLDER [ORIGIN…]

With ORIGIN, the id of a store as `tlm init` prints it, there is a user for that store alone, who can
push nothing in the name of another."""
import base64
import hashlib
import json
import os
import sys
import time

# RFC 8032: Ed25519 in what Python has. Slow, and for keys of a moment good enough.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def added(one, other):
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(number, point):
    sum_ = (0, 1, 1, 0)
    while number:
        if number & 1:
            sum_ = added(sum_, point)
        point, number = added(point, point), number >> 1
    return sum_


def encoded(point):
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def base():
    y = 4 * pow(5, P - 2, P) % P
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    x = P - x if x & 1 else x
    return x, y, 1, x * y % P


BASE = base()


class Key:
    """A pair of keys as NATS writes them: its public one begins with O, A or U."""

    PREFIXES = {"operator": 14 << 3, "account": 0, "user": 20 << 3}

    def __init__(self, kind):
        prefix, secret = self.PREFIXES[kind], os.urandom(32)
        digest = hashlib.sha512(secret).digest()
        self.scalar = int.from_bytes(digest[:32], "little") & (1 << 254) - 8 | 1 << 254
        self.nonce, self.bytes = digest[32:], encoded(times(self.scalar, BASE))
        self.public = written(bytes([prefix]) + self.bytes)
        seed = 18 << 3
        self.seed = written(bytes([seed | prefix >> 5, (prefix & 31) << 3]) + secret)

    def signature(self, message):
        r = int.from_bytes(hashlib.sha512(self.nonce + message).digest(), "little") % ORDER
        first = encoded(times(r, BASE))
        k = hashlib.sha512(first + self.bytes + message).digest()
        s = (r + int.from_bytes(k, "little") * self.scalar) % ORDER
        return first + s.to_bytes(32, "little")


def written(body):
    """Base32 with a CRC-16 behind it."""
    crc = 0
    for byte in body:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return base64.b32encode(body + crc.to_bytes(2, "little")).decode().rstrip("=")


def said(key, subject, name, claims):
    """What the holder of a key says of another one: a JWT."""
    def part(value):
        text = value if isinstance(value, bytes) else json.dumps(value).encode()
        return base64.urlsafe_b64encode(text).rstrip(b"=")

    body = {"iat": int(time.time()), "iss": key.public, "name": name, "sub": subject,
            "nats": {**claims, "version": 2}}
    body["jti"] = base64.b32encode(hashlib.sha256(json.dumps(body).encode()).digest()).decode().rstrip("=")
    text = part({"typ": "JWT", "alg": "ed25519-nkey"}) + b"." + part(body)
    return (text + b"." + part(key.signature(text))).decode()


def account(operator, name, jetstream):
    unlimited = {name: -1 for name in (
        "subs", "data", "payload", "imports", "exports", "conn", "leaf")}
    limits = {**unlimited, "wildcards": True}
    if jetstream:
        limits |= {"mem_storage": -1, "disk_storage": -1, "streams": -1, "consumer": -1}
    key = Key("account")
    return key, said(operator, key.public, name, {"type": "account", "limits": limits})


def user(account_key, name, publish, subscribe):
    """The text of a file of credentials."""
    key = Key("user")
    claims = {"type": "user", "pub": {"allow": publish}, "sub": {"allow": subscribe},
              "subs": -1, "data": -1, "payload": -1}
    return (f"-----BEGIN NATS USER JWT-----\n{said(account_key, key.public, name, claims)}\n"
            "------END NATS USER JWT------\n\n"
            f"-----BEGIN USER NKEY SEED-----\n{key.seed}\n------END USER NKEY SEED------\n")


def pushing(origin="*"):
    """What a pusher may: tell events, make the stream where there is none, look at it and at what stands
    there under a number of its own, and answer who asks again. It can delete and purge nothing."""
    return ([f"tlm.{origin}.*", "$JS.API.INFO", "$JS.API.STREAM.INFO.tlm",
             "$JS.API.STREAM.CREATE.tlm", "$JS.API.STREAM.MSG.GET.tlm", "_INBOX.>"],
            [f"tlm.relay.request.{origin}", "_INBOX.>"])


# What a puller may: read, by consumers of its own, and ask origins again.
PULLING = (["$JS.API.INFO", "$JS.API.STREAM.INFO.tlm", "$JS.API.STREAM.CREATE.tlm",
            "$JS.API.STREAM.MSG.GET.tlm", "$JS.API.CONSUMER.>", "$JS.ACK.tlm.>", "tlm.relay.request.*"],
           ["_INBOX.>"])


def write(path, text):
    """For its owner alone, and whole or not at all."""
    with open(os.open(path + ".new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    os.replace(path + ".new", path)


def make(folder, origins=()):
    """accounts.conf for the nodes, and a file of credentials for each user."""
    os.makedirs(folder, mode=0o700, exist_ok=True)
    operator = Key("operator")
    system, system_said = account(operator, "system", jetstream=False)
    tlm, tlm_said = account(operator, "tlm", jetstream=True)
    operator_said = said(operator, operator.public, "tlm", {"type": "operator"})
    write(f"{folder}/accounts.conf", f"""# Written by credentials.py.
operator: {operator_said}
system_account: {system.public}
resolver: MEMORY
resolver_preload: {{
  {system.public}: {system_said}
  {tlm.public}: {tlm_said}
}}
""")
    write(f"{folder}/push.creds", user(tlm, "push", *pushing()))
    write(f"{folder}/pull.creds", user(tlm, "pull", *PULLING))
    for origin in origins:
        write(f"{folder}/push-{origin}.creds", user(tlm, "push-" + origin, *pushing(origin)))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    make(sys.argv[1], sys.argv[2:])
