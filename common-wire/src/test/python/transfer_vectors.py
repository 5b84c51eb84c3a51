"""What travels in a session."""
import json
import struct

from forms import NOW, OUT, fill, h, jcs, peer, sign, write


def transfer():
    vectors = OUT / "message"
    head = json.loads((vectors / "message-head.json").read_text())["json"].encode()
    small = sign(dict(sender_peer_id=peer("patient"), recipient_peer_id=peer("provider"),
                      file_id=fill(0x10, 16).hex(), filename="a.bin", mime_type="application/octet-stream",
                      size_bytes=1048577, chunk_size=1048576, total_chunks=2, hash=h("blake3", 1),
                      timestamp=NOW), "bb/metadata/v1", "patient")
    meta = jcs(small)

    def body(kind, data, tail, n=None):
        return bytes([kind]) + struct.pack(">I", len(data) if n is None else n) + data + tail

    epoch = b"\x03" + fill(0x10, 16) + fill(0x60, 24) + fill(0x80, 32)
    good = [dict(name="message", kind="message", json=head.decode(), tail=fill(0, 50).hex(),
                 hex=body(1, head, fill(0, 50)).hex()),
            dict(name="message without payload", kind="message", json=head.decode(), tail="",
                 hex=body(1, head, b"").hex()),
            dict(name="file", kind="file", json=meta.decode(), tail=fill(0, 64).hex(),
                 hex=body(2, meta, fill(0, 64)).hex()),
            dict(name="epoch", kind="epoch", file_id=fill(0x10, 16).hex(), salt=fill(0x60, 24).hex(),
                 commit=fill(0x80, 32).hex(), hex=epoch.hex())]
    bad = [("nothing", b""), ("kind 0", body(0, head, b"")), ("kind 4", body(4, head, b"")),
           ("n larger than what follows", body(1, head, b"", len(head) + 1)),
           ("n of 2^32 - 1", body(1, head, b"", 2**32 - 1)), ("n of 2^31", body(1, head, b"", 2**31)),
           ("n of 64 KiB + 1", body(1, head, bytes(70000), 65537)),
           ("n of 0", body(1, b"", b"xyz")), ("n one too small", body(1, head, b"", len(head) - 1)),
           ("one value missing", body(2, meta, fill(0, 32))),
           ("one byte too many", body(2, meta, fill(0, 65))),
           ("metadata in a message", body(1, meta, b"")), ("head in an offer", body(2, head, b"")),
           ("epoch too short", epoch[:-1]), ("epoch too long", epoch + b"\0")]

    def ack(below, above, n=None):
        return (fill(0x10, 16) + struct.pack(">IH", below, len(above) if n is None else n)
                + b"".join(struct.pack(">I", a) for a in above))

    acks = [(0, []), (50, []), (16384, []), (3, [5, 7, 8]), (0, [1]), (0, [16383])]
    bad_acks = [("nothing", b""), ("m of 16385", ack(16385, [])), ("m of 2^31", ack(2**31, [])),
                ("m listed", ack(3, [3])), ("below m", ack(3, [2])), ("descending", ack(0, [5, 4])),
                ("repeated", ack(0, [5, 5])), ("beyond the largest file", ack(0, [16384])),
                ("2^32 - 1", ack(0, [2**32 - 1])), ("n too large", ack(0, [5], 2)),
                ("n too small", ack(0, [5], 0)), ("n of 65535", ack(0, [], 65535))]
    write("transfer.json", dict(
        good=good, bad=[dict(name=n, hex=b.hex()) for n, b in bad],
        chunk_ack=[dict(below=b, above=a, hex=ack(b, a).hex()) for b, a in acks],
        chunk_ack_bad=[dict(name=n, hex=b.hex()) for n, b in bad_acks]))
