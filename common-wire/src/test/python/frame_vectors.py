"""Frames, the opening of a link, and small payloads."""
import struct

from forms import fill, peer, peer_bytes, raw, write, x25519_private


def frame(kind, circuit, payload, version=1, length=None, flags=0, src="patient", dst="relay1", n=38,
          hops=1, auth=None):
    length = 95 + len(payload) if length is None else length
    return (struct.pack(">BBIH", version, kind, length & 0xFFFFFFFF, flags)
            + bytes([n]) + peer_bytes(src) + bytes([n]) + peer_bytes(dst) + circuit + bytes([hops])
            + payload + (fill(0x40, 64) if auth is None else auth))


def frames():
    zero, circuit = bytes(16), fill(0xA0, 16)
    good = []
    types = ["HANDSHAKE", "HANDSHAKE_ACK", "DATA", "DATA_ACK", "CHUNK", "CHUNK_ACK", "PING", "PONG",
             "CLOSE", "ERROR"]
    for value, name in enumerate(types, 1):
        for where, payload in ((zero, b""), (circuit, fill(value, 40))):
            good.append(dict(name=f"{name} of {len(payload)} bytes", type=name,
                             source=peer("patient"), destination=peer("relay1"),
                             circuit=where.hex(), payload=payload.hex(),
                             auth=fill(0x40, 64).hex(), hex=frame(value, where, payload).hex()))
    base = dict(circuit=circuit, payload=b"abc")
    bad = [
        ("version 0", "E014", frame(3, **base, version=0)),
        ("version 2", "E014", frame(3, **base, version=2)),
        ("type 0", "E010", frame(0, **base)),
        ("type 0x0B, the first reserved", "E010", frame(0x0B, **base)),
        ("type 0x3F, the last reserved", "E010", frame(0x3F, **base)),
        ("type 0xFF", "E010", frame(0xFF, **base)),
        ("flags 0x0001", "E010", frame(3, **base, flags=1)),
        ("flags 0x8000", "E010", frame(3, **base, flags=0x8000)),
        ("length below the routing", "E010", frame(3, **base, length=94)),
        ("length 0", "E010", frame(3, **base, length=0)),
        ("length 10 MiB + 1", "E010", frame(3, **base, length=10 * 1024 * 1024 + 1)),
        ("length 2^31", "E010", frame(3, **base, length=1 << 31)),
        ("length 2^32 - 1", "E010", frame(3, **base, length=(1 << 32) - 1)),
        ("length one more than there is", "E010", frame(3, **base, length=99)),
        ("length one less than there is", "E010", frame(3, **base, length=97)),
        ("one byte behind the frame", "E010", frame(3, **base) + b"\0"),
        ("peer ids of 37 bytes", "E010", frame(3, **base, n=37)),
        ("hop count 0", "E010", frame(3, **base, hops=0)),
        ("hop count 2", "E010", frame(3, **base, hops=2)),
        ("source that is no key", "E010",
         frame(3, **base).replace(peer_bytes("patient"), bytes.fromhex("002408011220") + b"\xff" * 32)),
        ("destination of small order", "E010",
         frame(3, **base).replace(peer_bytes("relay1"),
                                  bytes.fromhex("002408011220") + b"\x01" + bytes(31))),
        ("nothing", "E010", b""),
        ("half a header", "E010", frame(3, **base)[:4]),
    ]
    write("frames.json", dict(
        good=good, bad=[dict(name=n, error=e, hex=b.hex()) for n, e, b in bad]))


def first(version=1, reserved=0, features=1, token=b"eyJ.x.y", n=None, tail=b""):
    return (struct.pack(">BBH", version, reserved, features) + raw(x25519_private(0x71)) + fill(0x20, 32)
            + struct.pack(">H", len(token) if n is None else n) + token + tail)


def link_handshake():
    good = [dict(name=name, features=features, ephemeral=raw(x25519_private(0x71)).hex(),
                 nonce=fill(0x20, 32).hex(), token=token.decode(),
                 hex=first(features=features, token=token).hex())
            for name, features, token in (
                ("with a token and LINK_MAC", 1, b"eyJ.x.y"),
                ("without a token", 0, b""),
                ("features nobody knows yet", 0xFFFF, b""),
                ("the longest token", 1, b"a" * 4096))]
    bad = [("version 0", "E014", first(version=0)), ("version 2", "E014", first(version=2)),
           ("reserved byte", "E010", first(reserved=1)),
           ("token length too small", "E010", first(n=3)),
           ("token length too large", "E010", first(n=65535)),
           ("token of 4097 bytes", "E010", first(token=b"a" * 4097)),
           ("a blank in the token", "E010", first(token=b"a b")),
           ("a byte behind", "E010", first(tail=b"x")),
           ("a token that is not ASCII", "E010", first(token="ä".encode()))]
    write("link-handshake.json", dict(
        good=good, bad=[dict(name=n, error=e, hex=b.hex()) for n, e, b in bad]))


def small_payloads():
    limits = ["NONE", "BUDGET", "TIME", "CREDIT", "TOTAL_QUEUE", "RATE"]
    close = [dict(error=e, limit=l, hex=struct.pack(">HH", e, limits.index(l)).hex())
             for e, l in ((0, "NONE"), (6, "NONE"), (7, "NONE"), (9, "BUDGET"), (9, "CREDIT"),
                          (9, "TOTAL_QUEUE"), (9, "RATE"), (16, "TIME"), (19, "NONE"))]
    write("small-payloads.json", dict(
        close=close, close_bad=["", "00", "000000", "0000000000", "00140000", "ffff0000", "00000006",
                                "0000ffff"],
        credit=[dict(bytes=n, hex=struct.pack(">I", n).hex()) for n in (1, 65792, 1 << 20, 2**32 - 1)],
        credit_bad=["", "000000", "0000000001", "00000000"],
        ping=["0000000000000000", "0123456789abcdef", "ffffffffffffffff"],
        ping_bad=["", "00", "00000000000000", "000000000000000000"]))
