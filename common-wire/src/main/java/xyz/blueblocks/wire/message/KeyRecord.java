package xyz.blueblocks.wire.message;

import java.time.Instant;
import xyz.blueblocks.crypto.hpke.HpkePublicKey;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;
import xyz.blueblocks.wire.json.Members;
import xyz.blueblocks.wire.json.SignLabels;

/// A peer's other keys, signed by the peer: the only source of them.
///
/// @param peerId whose keys
/// @param publicKey the key that the peer id is made of
/// @param encryptionKey for what is sealed to the peer outside sessions
/// @param handshakeKey for sessions; random, replaced weekly
/// @param serial grows with each record; one below a serial already seen is refused
/// @param issued when it was made
/// @param expires at most 30 days later
public record KeyRecord(
        PeerId peerId,
        Ed25519PublicKey publicKey,
        HpkePublicKey encryptionKey,
        HpkePublicKey handshakeKey,
        long serial,
        Instant issued,
        Instant expires)
        implements SelfSigned {
    /// Label of its signature.
    public static final String LABEL = SignLabels.KEYS;

    /// Checks that the id is made of the key, and the life.
    public KeyRecord {
        Check.that(PeerId.of(publicKey).equals(peerId), "peer_id: want the id of public_key");
        Check.range("serial", serial, 0, JsonValue.Num.MAX);
        Check.that(
                expires.isAfter(issued)
                        && !expires.isAfter(issued.plus(Limits.MAX_KEY_RECORD_LIFE)),
                "expires: want within 30 days after issued");
    }

    /// Reads the form without judging signature and time.
    public static Decoded<KeyRecord> fromJson(JsonObject json) {
        return Members.read(
                json,
                m -> {
                    m.signature();
                    return new KeyRecord(
                            m.peerId("peer_id"),
                            m.signingKey("public_key"),
                            m.parsed("encryption_key", HpkePublicKey::parse),
                            m.parsed("handshake_key", HpkePublicKey::parse),
                            m.integer("serial", 0, JsonValue.Num.MAX),
                            m.epochSeconds("issued"),
                            m.epochSeconds("expires"));
                });
    }

    /// Reads a record and judges everything but its serial: that it is this peer's, that the peer
    /// signed it (`E005` if not), and that it is in force at `now`.
    public static Decoded<KeyRecord> verified(JsonObject json, PeerId owner, Instant now) {
        return SelfSigned.verified("key_record", json, fromJson(json), LABEL, owner, now);
    }

    /// The form without signature.
    public JsonObject toJson() {
        return Json.object()
                .put("peer_id", peerId.toString())
                .put("public_key", publicKey.text())
                .put("encryption_key", encryptionKey.text())
                .put("handshake_key", handshakeKey.text())
                .put("serial", serial)
                .putEpochSeconds("issued", issued)
                .putEpochSeconds("expires", expires)
                .build();
    }
}
