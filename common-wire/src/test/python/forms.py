"""Keys, ids and encodings that all golden vectors are made of."""
import base64
import json
import pathlib

from cryptography.hazmat.primitives.asymmetric import mlkem
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


OUT = pathlib.Path(__file__).resolve().parent.parent / "resources" / "vectors"
NOW = 1705420800  # the seed's example: 2024-01-16T16:00:00Z
SEEDS = dict(patient=0x11, provider=0x22, relay1=0x31, relay2=0x32, planner=0x41, admin=0x51,
             discovery=0x61)


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
