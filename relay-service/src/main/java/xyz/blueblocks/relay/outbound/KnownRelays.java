package xyz.blueblocks.relay.outbound;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;
import xyz.blueblocks.relay.core.Directory;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.RelayDescriptor;
import xyz.blueblocks.wire.token.JwkSet;

/// The signed directory as it was read last. Safe for threads: each update replaces it whole.
///
/// Every descriptor is verified with the key that its peer id is, so whoever passed it on could
/// leave relays out, and nothing else.
public final class KnownRelays implements Directory {
    private record Snapshot(Map<PeerId, RelayDescriptor> relays, JwkSet keys) {}

    private final InstantSource clock;
    private volatile Snapshot snapshot = new Snapshot(Map.of(), new JwkSet(List.of()));
    private volatile boolean loaded;

    public KnownRelays(InstantSource clock) {
        this.clock = clock;
    }

    /// Takes over a new list of signed descriptors; those that do not verify are left out.
    ///
    /// @return how many were left out
    public int relays(List<JsonObject> signed) {
        Map<PeerId, RelayDescriptor> good = new LinkedHashMap<>();
        Instant now = clock.instant();
        for (JsonObject each : signed) {
            verified(each, now).ifPresent(relay -> good.put(relay.peerId(), relay));
        }
        snapshot = new Snapshot(Map.copyOf(good), snapshot.keys);
        loaded = true;
        return signed.size() - good.size();
    }

    /// Takes over a new set of keys.
    public void keys(JwkSet keys) {
        snapshot = new Snapshot(snapshot.relays, keys);
    }

    private static Optional<RelayDescriptor> verified(JsonObject json, Instant now) {
        return switch (RelayDescriptor.fromJson(json)) {
            case Decoded.Malformed<RelayDescriptor> _ -> Optional.empty();
            case Decoded.Ok<RelayDescriptor>(var read) ->
                    RelayDescriptor.verified(json, read.peerId(), now).toOptional();
        };
    }

    /// Whether the directory was ever read.
    public boolean loaded() {
        return loaded && !snapshot.keys.keys().isEmpty();
    }

    /// Keys that sign session and admission tokens.
    public JwkSet keys() {
        return snapshot.keys;
    }

    /// A relay's own descriptor, while it is in force.
    public Optional<RelayDescriptor> descriptor(PeerId relay) {
        return Optional.ofNullable(snapshot.relays.get(relay))
                .filter(each -> each.inForce(clock.instant()));
    }

    @Override
    public boolean lists(PeerId peer) {
        return descriptor(peer).isPresent();
    }

    @Override
    public Optional<Ed25519PublicKey> planner(String keyId) {
        return snapshot.keys.find(keyId, JwkSet.Use.ADMISSION);
    }

    @Override
    public List<PeerId> others(PeerId self, int most) {
        return snapshot.relays.keySet().stream()
                .filter(relay -> !relay.equals(self))
                .limit(most)
                .toList();
    }
}
