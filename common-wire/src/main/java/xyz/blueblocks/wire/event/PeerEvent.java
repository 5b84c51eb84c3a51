package xyz.blueblocks.wire.event;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import xyz.blueblocks.crypto.hpke.HpkePublicKey;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;
import xyz.blueblocks.wire.json.Members;
import xyz.blueblocks.wire.message.Capability;
import xyz.blueblocks.wire.message.Endpoint;

/// What discovery knows of a peer, on topic [xyz.blueblocks.wire.Topics#PEERS]; key = peer id, the
/// newest version counts.
///
/// Never the NPI, the address a request came from, or a token.
///
/// @param peerId who
/// @param state whether it lives
/// @param publicKey the key that the peer id is made of
/// @param encryptionKey to which its route capabilities are sealed
/// @param capabilities what it says it is
/// @param attested which of these an authority has attested
/// @param endpoints where it listens
/// @param region cloud label
/// @param keyRecord its KeyRecord as signed
/// @param descriptor its RelayDescriptor as signed; relays only
/// @param load newest heartbeat's numbers
/// @param lastSeen newest heartbeat
/// @param version grows with every event of this peer
public record PeerEvent(
        PeerId peerId,
        State state,
        Ed25519PublicKey publicKey,
        HpkePublicKey encryptionKey,
        List<Capability> capabilities,
        List<Capability> attested,
        List<Endpoint> endpoints,
        String region,
        Optional<JsonObject> keyRecord,
        Optional<JsonObject> descriptor,
        Load load,
        Instant lastSeen,
        long version) {
    private static final int MAX_ENDPOINTS = 8;
    private static final long MAX = 1_000_000_000L;

    /// Whether a peer lives.
    public enum State {
        /// It sends heartbeats.
        ALIVE,
        /// It missed three.
        LOST,
        /// It deregistered, or was revoked.
        GONE;

        /// Member `state`.
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<State> parse(String text) {
            for (State each : values()) {
                if (each.text().equals(text)) {
                    return Optional.of(each);
                }
            }
            return Optional.empty();
        }
    }

    /// A heartbeat's numbers.
    ///
    /// @param load 0 idle to 1 full
    /// @param connections open links
    /// @param bandwidthAvailableMbps what the peer could still carry, Mbit/s; a claim
    public record Load(double load, long connections, double bandwidthAvailableMbps) {
        /// Of a peer that has not sent a heartbeat yet.
        public static final Load NONE = new Load(0, 0, 0);

        /// Checks the ranges.
        public Load {
            Require.that(load >= 0 && load <= 1, "load: want 0..1");
            Require.range("connections", connections, 0, MAX);
            Require.that(
                    bandwidthAvailableMbps >= 0 && bandwidthAvailableMbps <= MAX,
                    "bandwidth_available_mbps: want 0.." + MAX);
        }
    }

    /// Copies the lists and checks the ranges.
    public PeerEvent {
        capabilities = List.copyOf(capabilities);
        attested = List.copyOf(attested);
        endpoints = List.copyOf(endpoints);
        Require.that(PeerId.of(publicKey).equals(peerId), "peer_id: want the id of public_key");
        Require.range("endpoints", endpoints.size(), 0, MAX_ENDPOINTS);
        Require.range("version", version, 0, JsonValue.Num.MAX);
    }

    /// Reads the form; parse with [xyz.blueblocks.wire.Limits#MAX_JSON_BYTES].
    public static Decoded<PeerEvent> fromJson(JsonObject json) {
        return Members.read(
                json,
                m ->
                        new PeerEvent(
                                m.peerId("peer_id"),
                                m.parsed("state", State::parse),
                                m.signingKey("public_key"),
                                m.parsed("encryption_key", HpkePublicKey::parse),
                                m.texts("capabilities", 0, 3, Capability::parse),
                                m.texts("attested", 0, 3, Capability::parse),
                                m.list("endpoints", 0, MAX_ENDPOINTS, Endpoint::fromJson),
                                m.text("region"),
                                m.optionalObject("key_record"),
                                m.optionalObject("descriptor"),
                                new Load(
                                        m.number("load", 0, 1),
                                        m.integer("connections", 0, MAX),
                                        m.number("bandwidth_available_mbps", 0, MAX)),
                                m.iso("last_seen"),
                                m.integer("version", 0, JsonValue.Num.MAX)));
    }

    /// The form.
    public JsonObject toJson() {
        return Json.object()
                .put("peer_id", peerId.toString())
                .put("state", state.text())
                .put("public_key", publicKey.text())
                .put("encryption_key", encryptionKey.text())
                .putTexts("capabilities", capabilities.stream().map(Capability::text).toList())
                .putTexts("attested", attested.stream().map(Capability::text).toList())
                .put("endpoints", endpoints.stream().map(Endpoint::toJson).toList())
                .put("region", region)
                .putValue("key_record", keyRecord)
                .putValue("descriptor", descriptor)
                .put("load", load.load)
                .put("connections", load.connections)
                .put("bandwidth_available_mbps", load.bandwidthAvailableMbps)
                .putIso("last_seen", lastSeen)
                .put("version", version)
                .build();
    }
}
