package xyz.blueblocks.discovery.outbound;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.hpke.HpkePublicKey;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.discovery.core.PeerRecord;
import xyz.blueblocks.discovery.core.PeerState;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.event.PeerEvent;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;
import xyz.blueblocks.wire.message.Capability;
import xyz.blueblocks.wire.message.Endpoint;
import xyz.blueblocks.wire.message.RelayDescriptor;

/// Rows of `peers`, and how a record is written in one.
@Singleton
class PeerRows implements PanacheRepositoryBase<PeerRow, String> {
    private static final String ENDPOINTS = "endpoints";

    /// The record that a row holds; a row that is not ours to read is a broken world.
    PeerRecord read(PeerRow row) {
        return new PeerRecord(
                PeerId.parse(row.peerId).orElseThrow(() -> broken(row)),
                PeerState.valueOf(row.state),
                HpkePublicKey.parse(row.encryptionKey).orElseThrow(() -> broken(row)),
                capabilities(row.claimed),
                capabilities(row.granted),
                endpoints(row),
                row.softwareVersion,
                row.region,
                Optional.ofNullable(row.npi),
                object(row.keyRecord),
                row.keySerial,
                object(row.descriptor),
                new PeerEvent.Load(row.load, row.connections, row.bandwidthMbps),
                row.lastSeen,
                row.version);
    }

    /// Writes a record over a row.
    PeerRow write(PeerRecord peer, PeerRow row) {
        row.peerId = peer.id().toString();
        row.state = peer.state().name();
        row.encryptionKey = peer.encryptionKey().text();
        row.claimed = bits(peer.claimed());
        row.granted = bits(peer.granted());
        row.endpoints =
                Json.object()
                        .put(ENDPOINTS, peer.endpoints().stream().map(Endpoint::toJson).toList())
                        .build()
                        .text();
        row.softwareVersion = peer.softwareVersion();
        row.region = peer.region();
        row.npi = peer.npi().orElse(null);
        row.keyRecord = peer.keyRecord().map(JsonValue::text).orElse(null);
        row.keySerial = peer.keySerial();
        row.descriptor = peer.descriptor().map(JsonValue::text).orElse(null);
        row.descriptorExpires =
                peer.descriptor()
                        .map(json -> RelayDescriptor.fromJson(json).orElseThrow().expires())
                        .orElse(null);
        row.load = peer.load().load();
        row.connections = peer.load().connections();
        row.bandwidthMbps = peer.load().bandwidthAvailableMbps();
        row.lastSeen = peer.lastSeen();
        row.version = peer.version();
        return row;
    }

    /// The bit of a capability: 1 patient, 2 provider, 4 relay, as the migration says.
    static int bit(Capability capability) {
        return switch (capability) {
            case PATIENT -> 1;
            case PROVIDER -> 2;
            case RELAY -> 4;
        };
    }

    private static int bits(Set<Capability> capabilities) {
        return capabilities.stream().mapToInt(PeerRows::bit).sum();
    }

    private static Set<Capability> capabilities(int bits) {
        EnumSet<Capability> found = EnumSet.noneOf(Capability.class);
        for (Capability each : Capability.values()) {
            if ((bits & bit(each)) != 0) {
                found.add(each);
            }
        }
        return found;
    }

    private static List<Endpoint> endpoints(PeerRow row) {
        return object(row.endpoints)
                .flatMap(json -> json.array(ENDPOINTS))
                .orElseThrow(() -> broken(row))
                .stream()
                .map(value -> Endpoint.fromJson((JsonObject) value).orElseThrow())
                .toList();
    }

    private static Optional<JsonObject> object(@Nullable String text) {
        return text == null
                ? Optional.empty()
                : Optional.of(
                        Json.parse(text.getBytes(StandardCharsets.UTF_8), Limits.MAX_JSON_BYTES)
                                .orElseThrow());
    }

    private static IllegalStateException broken(PeerRow row) {
        return new IllegalStateException("peers: row " + row.peerId + " is damaged");
    }
}
