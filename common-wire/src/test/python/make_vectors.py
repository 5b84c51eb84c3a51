#!/usr/bin/env python3
"""Makes the golden vectors of common-wire with an implementation that shares no code with it.

Needs Python 3.11 and the package `cryptography` (48 or newer). Writes into ../resources/vectors.
Everything is derived from fixed seeds except the HPKE seals of route-capability.json, which are
random each time; any of them is a valid vector.
"""
import base64
import hashlib
import json
import pathlib
import struct

from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric import mlkem
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "vectors"
NOW = 1705420800  # the seed's example: 2024-01-16T16:00:00Z
SEEDS = dict(patient=0x11, provider=0x22, relay1=0x31, relay2=0x32, planner=0x41, admin=0x51,
             discovery=0x61)


# --- forms -------------------------------------------------------------------------------------

def b64u(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def jcs(value):
    """RFC 8785 for the values used here: integers, short decimals, text without odd characters."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def key(name):
    return Ed25519PrivateKey.from_private_bytes(bytes([SEEDS[name]]) * 32)


def raw(private):
    return private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def public(name):
    return "ed25519:" + b64u(raw(key(name)))


def peer_bytes(name):
    return bytes.fromhex("002408011220") + raw(key(name))


def base58(data):
    alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    number, out = int.from_bytes(data, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        out = alphabet[digit] + out
    return "1" * (len(data) - len(data.lstrip(b"\0"))) + out


def peer(name):
    return base58(peer_bytes(name))


def x25519_private(fill):
    return X25519PrivateKey.from_private_bytes(bytes([fill]) * 32)


def x25519(fill):
    return "x25519:" + b64u(raw(x25519_private(fill)))


def mlkem_public(fill):
    return mlkem.MLKEM768PrivateKey.from_seed_bytes(bytes([fill]) * 64).public_key().public_bytes_raw()


def xwing_bytes(fill):
    return mlkem_public(fill) + raw(x25519_private(fill))


def xwing(fill):
    return "xwing:" + b64u(xwing_bytes(fill))


def fill(start, count):
    return bytes((start + i) & 0xFF for i in range(count))


def nonce(start):
    return fill(start, 32).hex()


def h(algorithm, start):
    return algorithm + ":" + fill(start, 32).hex()


def address(data20):
    """bech32m (BIP-350), human-readable part bb."""
    charset = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

    def polymod(values):
        check = 1
        for value in values:
            top = check >> 25
            check = (check & 0x1FFFFFF) << 5 ^ value
            for i, gen in enumerate([0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3]):
                check ^= gen if (top >> i) & 1 else 0
        return check

    bits = int.from_bytes(data20, "big")
    words = [(bits >> (155 - 5 * i)) & 31 for i in range(32)]
    expanded = [ord(c) >> 5 for c in "bb"] + [0] + [ord(c) & 31 for c in "bb"]
    mod = polymod(expanded + words + [0] * 6) ^ 0x2BC830A3
    return "bb1" + "".join(charset[w] for w in words + [(mod >> 5 * (5 - i)) & 31 for i in range(6)])


def sign(body, label, who):
    signature = key(who).sign(label.encode() + b"\0" + jcs(body))
    return dict(body, signature="ed25519:" + b64u(signature))


def write(name, content):
    path = OUT / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=1, ensure_ascii=True) + "\n")


# --- frames ------------------------------------------------------------------------------------

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


# --- JSON --------------------------------------------------------------------------------------

def strict_json():
    sample = ('{"peaches":"This sorting order","p\u00e9ch\u00e9":"is wrong according to French","p\u00eache":'
              '"but canonicalization MUST","sin":"ignore locale"}')
    # text as sent, canonical form (RFC 8785; the first three are the RFC's own examples)
    good = [
        ("sorting by UTF-16 of RFC 8785, 3.2.3",
         '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh",'
         '"1":"One","\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control",'
         '"\\u00f6":"Latin Small Letter O With Diaeresis"}',
         '{"\\r":"Carriage Return","1":"One","\u0080":"Control","\u00f6":"Latin Small Letter O With '
         'Diaeresis","\u20ac":"Euro Sign","\U0001f600":"Emoji: Grinning Face","\ufb33":"Hebrew Letter '
         'Dalet With Dagesh"}'),
        ("text of RFC 8785, 3.2.2", '{"s":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/"}',
         '{"s":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'),
        ("French", sample, sample),
        ("blanks", ' {\n\t"a" : 1 ,\r "b":[ ] } ', '{"a":1,"b":[]}'),
        ("literals", '{"t":true,"f":false,"n":null}', '{"f":false,"n":null,"t":true}'),
        ("all short escapes", '{"a":"\\b\\t\\n\\f\\r\\"\\\\"}', '{"a":"\\b\\t\\n\\f\\r\\"\\\\"}'),
        ("delete is not escaped", '{"a":"\\u007f"}', '{"a":"\x7f"}'),
        ("empty name", '{"":{}}', '{"":{}}'),
        ("largest integer", '{"n":9007199254740991}', '{"n":9007199254740991}'),
        ("smallest integer", '{"n":-9007199254740991}', '{"n":-9007199254740991}'),
        ("zero", '{"n":0}', '{"n":0}'), ("zero with exponent", '{"n":0e5}', '{"n":0}'),
        ("zero with point", '{"n":0.0}', '{"n":0}'), ("integer with point", '{"n":1.0}', '{"n":1}'),
        ("integer with exponent", '{"n":1.705420800E9}', '{"n":1705420800}'),
        ("fraction", '{"n":0.45}', '{"n":0.45}'), ("negative fraction", '{"n":-0.98}', '{"n":-0.98}'),
        ("no exponent down to 1e-6", '{"n":1e-6}', '{"n":0.000001}'),
        ("exponent below", '{"n":0.0000001}', '{"n":1e-7}'),
        ("smallest double", '{"n":5e-324}', '{"n":5e-324}'),
        ("17 digits", '{"n":0.30000000000000004}', '{"n":0.30000000000000004}'),
        ("17 digits that round", '{"n":0.10000000000000001}', '{"n":0.1}'),
        ("zeros behind do not count", '{"n":0.10000000000000000000}', '{"n":0.1}'),
        ("many zeros before", '{"n":0.00000000000000000000125}', '{"n":1.25e-21}'),
        ("RFC 8785, 3.2.2.3", '{"n":333333333.33333329}', '{"n":333333333.3333333}'),
        ("capital E with plus", '{"n":2E+3}', '{"n":2000}'),
        ("astral plane", '{"a":"\U0001f600"}', '{"a":"\U0001f600"}'),
        ("names that differ in form only", '{"\u00e9":1,"e\u0301":2}', '{"e\u0301":2,"\u00e9":1}'),
        ("critical and unknown members", '{"critical":[],"x":[[[]]]}', '{"critical":[],"x":[[[]]]}'),
    ]
    e = [
        "", " ", "null", "[]", "\"a\"", "1", "{", "}", "{}}", "{} {}", "{}x", "[{}]", "{\"a\"}", "{\"a\":}",
        "{\"a\":1,}", "{,}", "{\"a\":1 \"b\":2}", "{a:1}", "{'a':1}", "{\"a\":'b'}", "{\"a\":[1,]}",
        "{\"a\":[,1]}", "{\"a\":undefined}", "{\"a\":NaN}", "{\"a\":Infinity}", "{\"a\":-Infinity}",
        "{\"a\":TRUE}", "{\"a\":01}", "{\"a\":+1}", "{\"a\":.5}", "{\"a\":5.}", "{\"a\":0x10}", "{\"a\":1e}",
        "{\"a\":-}", "{\"a\":1} // b", "{/**/}", "{\"a\":1,\"a\":1}", "{\"a\":1,\"\\u0061\":2}",
        "{\"x\":{\"a\":1,\"a\":2}}", "{\"a\":\"\\ud800\"}", "{\"a\":\"\\udc00\"}",
        "{\"a\":\"\\udc00\\ud800\"}", "{\"a\":\"\\ud800x\"}", "{\"\\ud800\":1}", "{\"a\":\"\\u0000\"}",
        "{\"a\":\"\\uffff\"}", "{\"a\":\"\\ufdd0\"}", "{\"a\":\"\\ud83f\\udffe\"}", "{\"a\":\"\\x41\"}",
        "{\"a\":\"\\u12\"}", "{\"a\":\"\n\"}", "{\"a\":\"\t\"}", "{\"a\":-0}", "{\"a\":-0.0}", "{\"a\":-0e9}",
        "{\"a\":9007199254740992}", "{\"a\":-9007199254740992}", "{\"a\":1e16}", "{\"a\":1e400}",
        "{\"a\":1e-400}", "{\"a\":3.141592653589793238462643383279}", "{\"a\":1e999999999999999999999}",
    ]
    raw = [("byte order mark", b"\xef\xbb\xbf{}"), ("UTF-16", '{"a":1}'.encode("utf-16-be")),
           ("surrogates as UTF-8", b'{"a":"\xed\xa0\xbd\xed\xb8\x80"}'),
           ("overlong slash", b'{"a":"\xc0\xaf"}'), ("a lone continuation", b'{"a":"\x80"}'),
           ("beyond Unicode", b'{"a":"\xf4\x90\x80\x80"}')]
    write("json.json", dict(
        good=[dict(name=n, hex=t.encode().hex(), canonical=c.encode().hex()) for n, t, c in good],
        bad=[dict(name=repr(t), hex=t.encode().hex()) for t in e]
        + [dict(name=n, hex=b.hex()) for n, b in raw]))


# --- messages ----------------------------------------------------------------------------------

def endpoints(host):
    return [dict(protocol="wss", address=f"wss://{host}:443/p2p", priority=1),
            dict(protocol="quic", address="quic://203.0.113.4:4242", priority=2)]


def key_record(who, number):
    return sign(dict(peer_id=peer(who), public_key=public(who), encryption_key=x25519(number),
                     handshake_key=xwing(number), serial=7, issued=NOW - 3600,
                     expires=NOW + 29 * 86400), "bb/keys/v1", who)


def onion_key(text, kem, data, begin):
    return dict(key_id=hashlib.sha256(data).digest()[:8].hex(), kem=kem, key=text, not_before=begin,
                expires=begin + 86400)


def descriptor(who, number):
    return sign(dict(
        peer_id=peer(who), public_key=public(who),
        endpoints=[dict(protocol="bb-link", address=f"bb-link://{who}.example.org:4443", priority=0),
                   dict(protocol="wss", address=f"wss://{who}.example.org/p2p", priority=1)],
        onion_keys=[onion_key(xwing(number), "xwing", xwing_bytes(number), NOW - 3600),
                    onion_key(x25519(number), "x25519", raw(x25519_private(number)), NOW - 3600)],
        operator=f"Operator of {who}", region="us-west-2", jurisdiction="US-OR", node=f"node-{number}",
        limits=dict(open=False, circuits=100000, setups_per_second_client=50,
                    setups_per_second_relay=2000, setups_per_second_receiver=50, bandwidth_mbps=1000),
        issued=NOW - 60, expires=NOW + 26 * 3600 - 60), "bb/descriptor/v1", who)


def peer_item(who, number, relay=False):
    item = dict(peer_id=peer(who), public_key=public(who), encryption_key=x25519(number),
                endpoints=endpoints(who + ".example.org"), reputation=0.98, latency_ms=45,
                last_seen="2024-01-16T12:00:00Z", capabilities=["relay" if relay else "provider"],
                attested=["relay"] if relay else [], region="us-west-2",
                key_record=key_record(who, number))
    return dict(item, descriptor=descriptor(who, number)) if relay else item


def messages():
    patient, provider, relay1 = peer("patient"), peer("provider"), peer("relay1")
    stamp = dict(timestamp=NOW, nonce=nonce(0))
    ends = dict(sender_peer_id=patient, recipient_peer_id=provider)
    back = dict(sender_peer_id=provider, recipient_peer_id=patient)
    kem_ciphertext = "ml-kem-768:" + b64u(fill(3, 1088))
    error_details = dict(record_id="rec_xyz789", required_permission="read")
    register = dict(
        stamp, peer_id=provider, public_key=public("provider"), encryption_key=x25519(2),
        capabilities=["patient", "provider", "relay"], endpoints=endpoints("peer.example.com"),
        metadata=dict(version="1.0.0", region="us-west-2", npi="1234567893"),
        key_record=key_record("provider", 2), descriptor=descriptor("provider", 2))
    completion = dict(hash=h("blake3", 1), size_bytes=52428800, pq=True)
    # file, what (type of message), label or None, author, optional members, body
    table = [
        ("register", "Register", "bb/register/v1", "provider", ["key_record", "descriptor"], register),
        ("registered", "Registered", None, None, [],
         dict(status="registered", peer_id=provider, token="eyJ.x.y", ttl=3600,
              bootstrap_peers=[peer_item("relay1", 3, True)])),
        ("heartbeat", "Heartbeat", "bb/heartbeat/v1", "provider", ["key_record", "descriptor"],
         dict(stamp, load=0.45, connections=12, bandwidth_available_mbps=100,
              key_record=key_record("provider", 2), descriptor=descriptor("provider", 2))),
        ("heartbeat-answer", "HeartbeatAnswer", None, None, ["token"],
         dict(status="alive", next_heartbeat_ms=30000, token="eyJ.x.y", announcements=[
             sign(dict(type="ANNOUNCEMENT", id="ann-1", severity="info", text="Maintenance at noon",
                       issued=NOW, expires=NOW + 86400), "bb/announcement/v1", "admin")])),
        ("announcement", "Announcement", "bb/announcement/v1", "admin", [],
         dict(type="ANNOUNCEMENT", id="ann-1", severity="urgent", text="Update now", issued=NOW,
              expires=NOW + 86400)),
        ("deregister", "Deregister", "bb/deregister/v1", "provider", ["reason"],
         dict(stamp, type="DEREGISTER", peer_id=provider, reason="retired")),
        ("peer", "Peer", None, None, ["capabilities", "attested", "region", "key_record", "descriptor"],
         peer_item("relay1", 3, True)),
        ("peer-list", "PeerList", None, None, ["next"],
         dict(peers=[peer_item("provider", 2), peer_item("relay1", 3, True)], total=156, page=1,
              next="b3BhcXVl")),
        ("relay-directory", "RelayDirectory", None, None, [],
         dict(relays=[descriptor("relay1", 3), descriptor("relay2", 4)])),
        ("key-record", "KeyRecord", "bb/keys/v1", "provider", [], key_record("provider", 2)),
        ("relay-descriptor", "RelayDescriptor", "bb/descriptor/v1", "relay1", [],
         descriptor("relay1", 3)),
        ("route-request", "RouteRequest", "bb/route/v1", "patient", [],
         dict(stamp, source_peer_id=patient, destination_peer_id=provider, data_type="medical_record",
              estimated_size_bytes=1048576, priority="normal")),
        ("route-request-wishes", "RouteRequest", "bb/route/v1", "patient",
         ["first_hop", "avoid", "only_relays", "hops", "allowed_regions", "allowed_jurisdictions",
          "relax_diversity"],
         dict(stamp, source_peer_id=patient, destination_peer_id=provider, data_type="medical_record",
              estimated_size_bytes=5368709120, priority="emergency", first_hop=[relay1],
              avoid=[peer("relay2")], only_relays=[relay1], hops=2, allowed_regions=["us-west-2"],
              allowed_jurisdictions=["US", "US-OR"], relax_diversity=True)),
        ("route-answer", "RouteAnswer", None, None, [],
         dict(route_id="route_abc123", ttl_seconds=300, key_record=key_record("provider", 2),
              session_key_encrypted=b64u(fill(0, 400)), path=[
                  dict(peer_id=peer(r), endpoint=f"wss://{r}.example.org/p2p", public_key=public(r),
                       descriptor=descriptor(r, n)) for r, n in (("relay1", 3), ("relay2", 4))])),
        ("handshake", "Handshake", "bb/handshake/v1", "patient", ["kem_public_key"],
         dict(stamp, **ends, type="HANDSHAKE", version="1.0", ephemeral_public_key=x25519(1),
              kem_public_key="ml-kem-768:" + b64u(mlkem_public(1)),
              supported_ciphers=["AES-256-GCM", "ChaCha20-Poly1305"], supported_versions=["1.0"])),
        ("handshake-ack", "HandshakeAck", "bb/handshake-ack/v1", "provider", ["kem_ciphertext"],
         dict(stamp, **back, type="HANDSHAKE_ACK", version="1.0", ephemeral_public_key=x25519(2),
              cipher="AES-256-GCM", kem_ciphertext=kem_ciphertext, transcript=h("sha256", 9))),
        ("data", "DataMessage", "bb/data/v1", "patient", [],
         dict(ends, type="DATA", message_id="msg_abc123", content_type="application/fhir+json",
              payload=base64.b64encode(fill(0, 100)).decode(), nonce=fill(0, 12).hex(),
              auth_tag=fill(0, 16).hex(), timestamp=NOW)),
        ("message-head", "MessageHead", "bb/data/v1", "patient", ["filename", "in_reply_to"],
         dict(ends, type="DATA", message_id="msg_abc123", content_type="application/fhir+json",
              payload_hash=h("blake3", 5), filename="summary.json", in_reply_to="msg_abc122",
              timestamp=NOW)),
        ("file-metadata", "FileMetadata", "bb/metadata/v1", "patient", [],
         dict(ends, file_id=fill(0x10, 16).hex(), filename="mri_scan.dcm",
              mime_type="application/dicom", size_bytes=52428800, chunk_size=1048576, total_chunks=50,
              hash=h("blake3", 1), timestamp=NOW)),
        ("data-ack-accepted", "DataAck", "bb/data-ack/v1", "provider", [],
         dict(back, type="DATA_ACK", status="accepted", file_id=fill(0x10, 16).hex(),
              offer_hash=h("blake3", 2), received=b64u(bytes([0xA0] + [0] * 6)), timestamp=NOW)),
        ("data-ack-complete", "DataAck", "bb/data-ack/v1", "provider", ["received"],
         dict(back, type="DATA_ACK", status="complete", file_id=fill(0x10, 16).hex(),
              offer_hash=h("blake3", 2), received=b64u(b"\xff" * 6 + b"\xc0"), timestamp=NOW,
              **completion)),
        ("data-ack-message", "DataAck", "bb/data-ack/v1", "provider", [],
         dict(back, type="DATA_ACK", status="complete", message_id="msg_abc123",
              offer_hash=h("blake3", 2), timestamp=NOW, hash=h("blake3", 5), size_bytes=0, pq=False)),
        ("data-ack-refused", "DataAck", "bb/data-ack/v1", "provider", ["error_code"],
         dict(back, type="DATA_ACK", status="refused", message_id="msg_abc123",
              offer_hash=h("blake3", 2), error_code="E002", timestamp=NOW)),
        ("record-request", "RecordRequest", "bb/record-request/v1", "provider", [],
         dict(stamp, **back, type="RECORD_REQUEST", request_id="req_abc123",
              record_type="patient_summary", patient_id=address(fill(1, 20)),
              requester_id=address(fill(2, 20)), purpose="emergency_treatment",
              access_proof=dict(grant_tx="0x" + fill(7, 32).hex(), block_height=12345,
                                merkle_proof=[h("sha256", 8), h("sha256", 9)]))),
        ("error", "ErrorMessage", None, None, [],
         dict(type="ERROR", error_code="E002", error_name="ACCESS_DENIED",
              message="No valid access grant found for this record", request_id="req_abc123",
              timestamp=NOW, details=error_details)),
        ("token", "LinkToken", None, None, [], dict(type="TOKEN", token="eyJ.x.y")),
        ("attach", "Attach", "bb/attach/v1", "provider", [],
         dict(stamp, type="ATTACH", peer_id=provider, relay_peer_id=relay1, expires=NOW + 3600)),
        ("reservation", "Reservation", "bb/reservation/v1", "relay1", [],
         dict(type="RESERVATION", relay_peer_id=relay1, peer_id=provider, timestamp=NOW,
              expires=NOW + 3600, limits=dict(circuits=1000, setups_per_second=50))),
        ("goaway", "GoAway", None, None, [],
         dict(type="GOAWAY", relays=[relay1, peer("relay2")], seconds=30)),
        ("invite", "Invite", "bb/invite/v1", "admin", [],
         dict(type="INVITE", network="example", discovery=["https://discovery.example.org:8443"],
              audit=["https://audit.example.org/"], ca_pem="-----BEGIN CERTIFICATE-----\nAA==\n",
              admin_key=public("admin"), log_key="example.org/log+0123abcd+AQ==",
              enrolment_token="eyJ.x.y", capabilities=["patient"], issued=NOW, expires=NOW + 86400)),
        ("relay-report", "RelayReport", "bb/relay-report/v1", "relay1", [],
         dict(type="RELAY_REPORT", relay_peer_id=relay1, minute=NOW, timestamp=NOW + 61,
              counts=dict(circuits_opened=10, circuits_refused=1, circuits_closed=4, circuits_open=6,
                          bytes_forwarded=9007199254740991),
              failures=[fill(0x50, 16).hex()], attachments=[dict(attach=sign(
                  dict(stamp, type="ATTACH", peer_id=provider, relay_peer_id=relay1,
                       expires=NOW + 3600), "bb/attach/v1", "provider"))])),
        ("peer-event", "PeerEvent", None, None, ["key_record", "descriptor"],
         dict(peer_id=relay1, state="alive", public_key=public("relay1"), encryption_key=x25519(3),
              capabilities=["relay"], attested=["relay"], endpoints=endpoints("relay1.example.org"),
              region="us-west-2", key_record=key_record("relay1", 3),
              descriptor=descriptor("relay1", 3), load=0.45, connections=12,
              bandwidth_available_mbps=100, last_seen="2024-01-16T12:00:00.123Z", version=42)),
    ]
    event = dict(specversion="1.0", id="evt-1", source="urn:blueblocks:peer:" + provider,
                 type="xyz.blueblocks.audit.v1", time="2024-01-16T12:30:00Z", subject="rec_abc123",
                 datacontenttype="application/json", data=dict(
                     log_id="log_xyz789", timestamp="2024-01-16T12:30:00Z", action="read",
                     record_id="rec_abc123", patient_address=address(fill(1, 20)),
                     accessor_address=address(fill(2, 20)), accessor_npi="1234567890",
                     access_reason="treatment", ip_hash="hmac-sha256:2024-01-16:" + fill(4, 32).hex(),
                     success=True, block_height=12345, tx_hash="0x" + fill(5, 32).hex()))
    bare = dict(event, id="evt-2", source="urn:blueblocks:service:discovery:0", data=dict(
        event["data"], record_id=None, patient_address=None, accessor_address=None, accessor_npi=None,
        access_reason=None, ip_hash=None, success=False, block_height=None, tx_hash=None))
    table += [
        ("audit-entry", "AuditEntry", None, None, [], event["data"]),
        ("audit-event", "AuditEvent", None, None, [], event),
        ("audit-event-nulls", "AuditEvent", None, None, [], bare),
        ("audit-events", "AuditEvents", "bb/audit-events/v1", "provider", [],
         dict(stamp, type="AUDIT_EVENTS", peer_id=provider, events=[event])),
    ]
    for name, what, label, author, optional, body in table:
        signed = body if label is None or "signature" in body else sign(body, label, author)
        vector = dict(message=what, optional=optional, json=jcs(signed).decode())
        if label is not None:
            vector.update(label=label, author=public(author))
        write(f"message/{name}.json", vector)


# --- tokens ------------------------------------------------------------------------------------

def kid(who):
    return hashlib.sha256(raw(key(who))).digest()[:8].hex()


def jwk(who):
    return dict(kty="OKP", crv="Ed25519", x=b64u(raw(key(who))))


def jws(header, claims, who, signature=None):
    data = b64u(jcs(header)) + "." + b64u(jcs(claims))
    return data + "." + b64u(key(who).sign(data.encode()) if signature is None else signature)


def tokens():
    jkt = b64u(hashlib.sha256(jcs(jwk("provider"))).digest())
    head = dict(alg="EdDSA", typ="bb-session+jwt", kid=kid("discovery"))
    claims = dict(iss="https://discovery.example.org", sub=peer("provider"),
                  aud=["discovery", "relay", "audit"], capabilities=["provider"], iat=NOW,
                  exp=NOW + 3600, jti="tok-1", cnf=dict(jkt=jkt))
    good = jws(head, claims, "discovery")
    part = good.split(".")

    def session(name, error, text, now=NOW + 10, audience="relay"):
        return dict(name=name, error=error, token=text, now=now, audience=audience)

    sessions = [
        session("good", "", good), session("in its last second", "", good, NOW + 3599),
        session("for discovery", "", good, audience="discovery"),
        session("at its end", "E016", good, NOW + 3600),
        session("for somebody else", "E005", good, audience="bank"),
        session("of the future", "E005", good, NOW - 121),
        session("alg none", "E005", jws(dict(head, alg="none"), claims, "discovery", b"")),
        session("alg none, signed", "E005", jws(dict(head, alg="none"), claims, "discovery")),
        session("alg HS256 with the public key", "E005",
                jws(dict(head, alg="HS256"), claims, "discovery")),
        session("alg in lower case", "E005", jws(dict(head, alg="eddsa"), claims, "discovery")),
        session("crit", "E005", jws(dict(head, crit=["exp"]), claims, "discovery")),
        session("b64 false", "E005", jws(dict(head, b64=False), claims, "discovery")),
        session("another typ", "E005", jws(dict(head, typ="JWT"), claims, "discovery")),
        session("unknown kid", "E005", jws(dict(head, kid=kid("planner")), claims, "planner")),
        session("kid of a key for admission", "E005",
                jws(dict(head, kid=kid("planner")), claims, "planner")),
        session("signed by another key", "E005", jws(head, claims, "planner")),
        session("key in the header", "E005",
                jws(dict(head, kid=kid("provider"), jwk=jwk("provider")), claims, "provider")),
        session("jkt of another key", "E005",
                jws(head, dict(claims, cnf=dict(jkt=b64u(bytes(32)))), "discovery")),
        session("without cnf", "E005",
                jws(head, {k: v for k, v in claims.items() if k != "cnf"}, "discovery")),
        session("expired and signed by another key", "E005", jws(head, claims, "planner"), NOW + 9999),
        session("exp before iat", "E005", jws(head, dict(claims, exp=NOW - 1), "discovery")),
        session("exp as text", "E005", jws(head, dict(claims, exp=str(NOW + 3600)), "discovery")),
        session("padding in base64", "E005", good + "="),
        session("four parts", "E005", good + "."), session("two parts", "E005", ".".join(part[:2])),
        session("empty", "E005", ""), session("dots", "E005", ".."),
        session("two members of one name", "E005",
                part[0] + "." + b64u(b'{"sub":"a","sub":"b"}') + "." + part[2]),
    ]
    url = "https://discovery.example.org/api/v1/peers"
    ath = b64u(hashlib.sha256(good.encode()).digest())
    dhead = dict(alg="EdDSA", typ="dpop+jwt", jwk=jwk("provider"))
    dclaims = dict(htm="GET", htu=url, ath=ath, iat=NOW, jti="proof-1")

    def dpop(name, error, text, now=NOW, method="GET", at=url + "?limit=20", token=good):
        return dict(name=name, error=error, proof=text, now=now, method=method, url=at, token=token)

    good_proof = jws(dhead, dclaims, "provider")
    proofs = [
        dpop("good", "", good_proof), dpop("120 s old", "", good_proof, NOW + 120),
        dpop("120 s early", "", good_proof, NOW - 120),
        dpop("the port that https has", "", good_proof,
             at="https://Discovery.example.org:443/api/v1/peers#x"),
        dpop("121 s old", "E005", good_proof, NOW + 121),
        dpop("121 s early", "E005", good_proof, NOW - 121),
        dpop("another method", "E005", good_proof, method="POST"),
        dpop("another path", "E005", good_proof, at=url + "/x"),
        dpop("path in another case", "E005", good_proof, at=url.replace("peers", "Peers")),
        dpop("another host", "E005", good_proof, at=url.replace("discovery", "audit")),
        dpop("another token", "E005", good_proof, token=good + "x"),
        dpop("signed by another key", "E005", jws(dhead, dclaims, "patient")),
        dpop("private half in the header", "E005",
             jws(dict(dhead, jwk=dict(jwk("provider"), d=b64u(bytes(32)))), dclaims, "provider")),
        dpop("key of small order", "E005",
             jws(dict(dhead, jwk=dict(kty="OKP", crv="Ed25519", x=b64u(b"\x01" + bytes(31)))), dclaims,
                 "provider", b"\x01" + bytes(63))),
        dpop("another curve", "E005",
             jws(dict(dhead, jwk=dict(jwk("provider"), crv="X25519")), dclaims, "provider")),
        dpop("without ath", "E005",
             jws(dhead, {k: v for k, v in dclaims.items() if k != "ath"}, "provider")),
        dpop("typ of a session", "E005", jws(dict(dhead, typ="bb-session+jwt"), dclaims, "provider")),
    ]
    ehead = dict(alg="EdDSA", typ="bb-enrolment+jwt", kid=kid("admin"))
    eclaims = dict(iss="network-admin", aud="discovery", capabilities=["relay"], iat=NOW,
                   exp=NOW + 86400, jti="inv-1")

    def enrol(name, error, text, now=NOW + 5):
        return dict(name=name, error=error, token=text, now=now)

    enrolments = [
        enrol("good", "", jws(ehead, eclaims, "admin")),
        enrol("expired", "E016", jws(ehead, eclaims, "admin"), NOW + 86400),
        enrol("wrong audience", "E005", jws(ehead, dict(eclaims, aud="relay"), "admin")),
        enrol("wrong issuer", "E005", jws(ehead, dict(eclaims, iss="somebody"), "admin")),
        enrol("alg none", "E005", jws(dict(ehead, alg="none"), eclaims, "admin", b"")),
        enrol("another key under the admin's kid", "E005", jws(ehead, eclaims, "provider")),
        enrol("unknown capability", "E005", jws(ehead, dict(eclaims, capabilities=["god"]), "admin")),
        enrol("without jti", "E005",
              jws(ehead, {k: v for k, v in eclaims.items() if k != "jti"}, "admin")),
        enrol("a session token", "E005", good),
    ]
    ahead = dict(alg="EdDSA", typ="bb-assertion+jwt")
    aclaims = dict(iss=peer("provider"), sub=peer("provider"), aud="discovery", iat=NOW, exp=NOW + 300,
                   jti="again-1")
    assertions = [
        enrol("good", "", jws(ahead, aclaims, "provider")),
        enrol("expired", "E016", jws(ahead, aclaims, "provider"), NOW + 300),
        enrol("life of 301 s", "E005", jws(ahead, dict(aclaims, exp=NOW + 301), "provider")),
        enrol("issuer is not subject", "E005", jws(ahead, dict(aclaims, iss=peer("patient")), "provider")),
        enrol("signed by another peer", "E005", jws(ahead, aclaims, "patient")),
        enrol("wrong audience", "E005", jws(ahead, dict(aclaims, aud="audit"), "provider")),
        enrol("typ of a proof", "E005", jws(dict(ahead, typ="dpop+jwt"), aclaims, "provider")),
    ]
    keys = [dict(jwk(w), kid=kid(w), use="sig", alg="EdDSA", bb_use=u)
            for w, u in (("discovery", "session"), ("planner", "admission"))]
    write("tokens.json", dict(
        jwks=dict(keys=keys), thumbprint=jkt, admin=public("admin"), provider=peer("provider"),
        session=sessions, dpop=proofs, enrolment=enrolments, assertion=assertions))


def admission():
    def token(relay, dst, expiry, budget, priority, version=1):
        body = (bytes([version]) + fill(0x50, 16) + peer_bytes(relay) + dst + struct.pack(">I", expiry)
                + bytes([budget, priority]) + bytes.fromhex(kid("planner")))
        return body + key("planner").sign(b"bb/admission/v1\0" + body)

    dst = hashlib.sha256(b"bb/admission-dst/v1\0" + fill(0x50, 16) + peer_bytes("provider")).digest()[:16]
    expiry = NOW + 300
    good = [dict(name=n, relay=peer(r), expires=expiry, budget_log2=b, priority=p,
                 delivers=d == dst, hex=token(r, d, expiry, b, p).hex())
            for n, r, d, b, p in (("last hop", "relay2", dst, 30, 1),
                                  ("middle hop", "relay1", fill(0x77, 16), 30, 1),
                                  ("largest budget, emergency", "relay1", fill(0x77, 16), 62, 2),
                                  ("smallest budget, low", "relay1", fill(0x77, 16), 0, 0))]
    t = token("relay1", dst, expiry, 30, 1)
    bad = [("version 2", "E014", token("relay1", dst, expiry, 30, 1, 2)),
           ("expiry between two minutes", "E010", token("relay1", dst, expiry + 1, 30, 1)),
           ("budget 63", "E010", token("relay1", dst, expiry, 63, 1)),
           ("budget 255", "E010", token("relay1", dst, expiry, 255, 1)),
           ("priority 3", "E010", token("relay1", dst, expiry, 30, 3)),
           ("relay that is no peer id", "E010", t[:17] + bytes(38) + t[55:]),
           ("one byte more", "E010", t + b"\0"), ("one byte less", "E010", t[:-1]),
           ("nothing", "E010", b"")]
    write("admission-token.json", dict(
        planner=public("planner"), key_id=kid("planner"), hop_id=fill(0x50, 16).hex(),
        receiver=peer("provider"), dst=dst.hex(), good=good,
        bad=[dict(name=n, error=e, hex=b.hex()) for n, e, b in bad]))

    body = jcs(dict(route_id="route_abc123", tokens=[b64u(bytes.fromhex(g["hex"])) for g in good[:2]]))
    info = b"bb/capability/v1\0route_abc123"
    seals = []
    for name, private in (("X25519", bytes([9]) * 32), ("XWING", bytes([10]) * 32)):
        if name == "X25519":
            kem, pair = hpke.KEM.X25519, X25519PrivateKey.from_private_bytes(private).public_key()
        else:  # draft-connolly-cfrg-xwing-kem: 32 bytes expand to both halves
            halves = hashlib.shake_256(private).digest(96)
            kem, pair = hpke.KEM.MLKEM768_X25519, hpke.MLKEM768X25519PublicKey(
                mlkem.MLKEM768PrivateKey.from_seed_bytes(halves[:64]).public_key(),
                X25519PrivateKey.from_private_bytes(halves[64:]).public_key())
        suite = hpke.Suite(kem, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
        seals.append(dict(kem=name, private=private.hex(),
                          sealed=b64u(suite.encrypt(body, pair, info))))
    write("route-capability.json", dict(route_id="route_abc123", json=body.decode(), seals=seals))


# --- transfer ----------------------------------------------------------------------------------

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


def identities():
    write("identities.json", {name: dict(seed=(bytes([value]) * 32).hex(), public_key=public(name),
                                         peer_id=peer(name), binary=peer_bytes(name).hex())
                              for name, value in SEEDS.items()})


if __name__ == "__main__":
    identities()
    frames()
    link_handshake()
    small_payloads()
    strict_json()
    messages()
    tokens()
    admission()
    transfer()
