package xyz.blueblocks.wire.message;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import xyz.blueblocks.crypto.hpke.HpkePublicKey;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;
import xyz.blueblocks.wire.json.Members;

/// A peer as discovery shows it to others: the seed's seven members, then ours. Never its NPI.
///
/// @param peerId who
/// @param publicKey the key that the peer id is made of
/// @param encryptionKey for what is sealed to the peer outside sessions
/// @param endpoints where it listens, best first
/// @param reputation 0 to 1; `null` until something measures it
/// @param latencyMillis measured round trip; `null` until one was measured
/// @param lastSeen last heartbeat
/// @param capabilities what it says it is
/// @param attested which of these an authority has attested
/// @param region cloud label, if it said one
/// @param keyRecord its [KeyRecord] as signed; to be verified by whoever uses it
/// @param descriptor its [RelayDescriptor] as signed; relays only
public record Peer(
        PeerId peerId,
        Ed25519PublicKey publicKey,
        HpkePublicKey encryptionKey,
        List<Endpoint> endpoints,
        Optional<Double> reputation,
        Optional<Long> latencyMillis,
        Instant lastSeen,
        List<Capability> capabilities,
        List<Capability> attested,
        Optional<String> region,
        Optional<JsonObject> keyRecord,
        Optional<JsonObject> descriptor) {
    private static final long MAX_LATENCY_MILLIS = 600_000;

    /// Copies the lists and checks the ranges.
    public Peer {
        endpoints = List.copyOf(endpoints);
        capabilities = List.copyOf(capabilities);
        attested = List.copyOf(attested);
        Check.that(PeerId.of(publicKey).equals(peerId), "peer_id: want the id of public_key");
        Check.most("endpoints", endpoints, Register.MAX_ENDPOINTS);
        reputation.ifPresent(value -> Check.range("reputation", value, 0.0, 1.0));
        latencyMillis.ifPresent(value -> Check.range("latency_ms", value, 0, MAX_LATENCY_MILLIS));
        Check.distinct("capabilities", capabilities);
        Check.distinct("attested", attested);
        Check.that(
                region.isEmpty() || PeerMetadata.isRegion(region.get()),
                "region: want 1..32 of a-z 0-9 -");
    }

    /// Reads the form.
    public static Decoded<Peer> fromJson(JsonObject json) {
        return Members.read(
                json,
                m ->
                        new Peer(
                                m.peerId("peer_id"),
                                m.signingKey("public_key"),
                                m.parsed("encryption_key", HpkePublicKey::parse),
                                m.list("endpoints", 0, Register.MAX_ENDPOINTS, Endpoint::fromJson),
                                m.nullableNumber("reputation", 0, 1),
                                m.nullableInteger("latency_ms", 0, MAX_LATENCY_MILLIS),
                                m.iso("last_seen"),
                                m.optionalTexts("capabilities", 3, Capability::parse),
                                m.optionalTexts("attested", 3, Capability::parse),
                                m.optionalText("region", 32),
                                m.optionalObject("key_record"),
                                m.optionalObject("descriptor")));
    }

    /// The form.
    public JsonObject toJson() {
        return Json.object()
                .put("peer_id", peerId.toString())
                .put("public_key", publicKey.text())
                .put("encryption_key", encryptionKey.text())
                .put("endpoints", endpoints.stream().map(Endpoint::toJson).toList())
                .put(
                        "reputation",
                        reputation.<JsonValue>map(JsonValue.Num::new).orElse(JsonValue.Null.NULL))
                .put(
                        "latency_ms",
                        latencyMillis
                                .<JsonValue>map(JsonValue.Num::new)
                                .orElse(JsonValue.Null.NULL))
                .putIso("last_seen", lastSeen)
                .putTexts("capabilities", capabilities.stream().map(Capability::text).toList())
                .putTexts("attested", attested.stream().map(Capability::text).toList())
                .putText("region", region)
                .putValue("key_record", keyRecord)
                .putValue("descriptor", descriptor)
                .build();
    }
}
