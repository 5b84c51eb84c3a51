"""Session tokens, proofs, key sets and admission tokens."""
import hashlib
import struct

from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric import mlkem
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from forms import NOW, b64u, fill, jcs, key, peer, peer_bytes, public, raw, write


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
