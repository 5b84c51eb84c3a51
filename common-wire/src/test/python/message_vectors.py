"""Signed messages, key records and descriptors."""
import base64
import hashlib

from forms import (
    NOW, address, b64u, fill, h, jcs, mlkem_public, nonce, peer, public, raw, sign, write, x25519,
    x25519_private, xwing, xwing_bytes,
)


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
