#!/usr/bin/env python3
"""Makes the golden vectors of common-wire with an implementation that shares no code with it.

Needs Python 3.11 and the package `cryptography` (48 or newer). Writes into ../resources/vectors.
Everything is derived from fixed seeds except the HPKE seals of route-capability.json, which are
random each time; any of them is a valid vector.
"""
from forms import SEEDS, peer, peer_bytes, public, write
from frame_vectors import frames, link_handshake, small_payloads
from json_vectors import strict_json
from message_vectors import messages
from token_vectors import admission, tokens
from transfer_vectors import transfer


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
