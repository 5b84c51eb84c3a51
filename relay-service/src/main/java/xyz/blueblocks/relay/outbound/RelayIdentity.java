package xyz.blueblocks.relay.outbound;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.hpke.HpkePrivateKey;
import xyz.blueblocks.crypto.hpke.HpkePublicKey;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.relay.core.OnionKeyRing;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.Endpoint;
import xyz.blueblocks.wire.message.RelayDescriptor;
import xyz.blueblocks.wire.message.RelayLimits;

/// Who this relay is and what it says of itself. Safe for threads.
///
/// Onion keys turn by day: [#turn] makes tomorrow's, stores them, and destroys those of the day
/// before yesterday.
public final class RelayIdentity {
    /// A descriptor lives 26 h at most; it is made anew every hour.
    private static final Duration DESCRIPTOR_LIFE = Duration.ofHours(25);

    private static final Duration DESCRIPTOR_TURN = Duration.ofHours(1);

    /// What an operator decides of a relay.
    ///
    /// @param endpoints where it can be reached
    /// @param operator who runs it
    /// @param region such as `eu-central-1`
    /// @param jurisdiction such as `DE`
    /// @param node the machine; relays of one route differ in it
    /// @param limits what it grants
    public record Description(
            List<Endpoint> endpoints,
            String operator,
            String region,
            String jurisdiction,
            String node,
            RelayLimits limits) {
        public Description {
            endpoints = List.copyOf(endpoints);
        }
    }

    private final RelayVolume volume;
    private final Description description;
    private final InstantSource clock;
    private final Ed25519PrivateKey key;
    private final HpkePublicKey encryption;
    private volatile OnionKeyRing ring;
    private volatile JsonObject descriptor;
    private Instant described = Instant.MIN;

    public RelayIdentity(RelayVolume volume, Description description, InstantSource clock) {
        this.volume = volume;
        this.description = description;
        this.clock = clock;
        key = volume.identity();
        try (HpkePrivateKey own = volume.encryption()) {
            encryption = own.publicKey();
        }
        ring = volume.onionKeys();
        descriptor = turnNow();
    }

    /// The relay's id.
    public PeerId id() {
        return PeerId.of(key.publicKey());
    }

    /// Its key: signs descriptors, reports, reservations, link handshakes.
    public Ed25519PrivateKey key() {
        return key;
    }

    /// What it says of itself apart from keys.
    public Description description() {
        return description;
    }

    /// For what is sealed to it outside circuits.
    public HpkePublicKey encryptionKey() {
        return encryption;
    }

    /// An onion key that is accepted now.
    public Optional<HpkePrivateKey> onionKey(byte[] keyId) {
        return ring.find(keyId);
    }

    /// The newest signed descriptor.
    public JsonObject descriptor() {
        return descriptor;
    }

    /// Once a minute: makes keys and descriptor anew when they are due.
    public synchronized void turn() {
        descriptor = turnNow();
    }

    private JsonObject turnNow() {
        Instant now = Instant.ofEpochSecond(clock.instant().getEpochSecond());
        OnionKeyRing next = ring.at(now, () -> HpkePrivateKey.generate(HpkeKem.XWING));
        boolean changed = !next.entries().equals(ring.entries());
        if (changed) {
            List<HpkePrivateKey> dropped = ring.droppedIn(next);
            volume.onionKeys(next);
            ring = next;
            dropped.forEach(HpkePrivateKey::close);
        }
        if (changed || !now.isBefore(described.plus(DESCRIPTOR_TURN))) {
            described = now;
            JsonObject made = describe(now);
            volume.descriptor(made.canonical());
            return made;
        }
        return descriptor;
    }

    private JsonObject describe(Instant now) {
        RelayDescriptor body =
                new RelayDescriptor(
                        id(),
                        key.publicKey(),
                        description.endpoints(),
                        ring.announced(now),
                        description.operator(),
                        description.region(),
                        description.jurisdiction(),
                        description.node(),
                        description.limits(),
                        now,
                        now.plus(DESCRIPTOR_LIFE));
        return SignedJson.sign(body.toJson(), RelayDescriptor.LABEL, key);
    }
}
