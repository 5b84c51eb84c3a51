package xyz.blueblocks.discovery.core;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import xyz.blueblocks.crypto.hpke.HpkePublicKey;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.event.PeerEvent;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.Capability;
import xyz.blueblocks.wire.message.Heartbeat;
import xyz.blueblocks.wire.message.KeyRecord;
import xyz.blueblocks.wire.message.Register;
import xyz.blueblocks.wire.message.RelayDescriptor;

/// The steps of a peer's life, as functions of what was known before and what it says now.
/// Signatures of the outer message have been verified before; those of key record and descriptor
/// are judged here.
final class Lifecycle {
    private final DiscoveryPolicy policy;

    Lifecycle(DiscoveryPolicy policy) {
        this.policy = policy;
    }

    /// What a registration makes of a peer.
    ///
    /// @param granted what its invitation attests; empty where it comes back with its own key only,
    ///   and then keeps what an earlier invitation attested
    Decoded<PeerRecord> register(
            Optional<PeerRecord> before,
            Register asked,
            Optional<Set<Capability>> granted,
            Instant now) {
        return policy.region(asked.metadata().region())
                .flatMap(_ -> policy.endpoints("endpoints", asked.endpoints()))
                .flatMap(_ -> keys(before, asked, now))
                .flatMap(keys ->
                        descriptor(before, asked.descriptor(), asked.peerId(), now)
                                .map(descriptor ->
                                        registered(before, asked, granted, keys, descriptor, now)));
    }

    /// What a heartbeat makes of a peer.
    Decoded<PeerRecord> beat(PeerRecord before, Heartbeat said, Instant now) {
        if (said.descriptor().isPresent() && !before.claimed().contains(Capability.RELAY)) {
            return Decoded.malformed("descriptor: want only of relays", -1);
        }
        Decoded<Keys> keys =
                said.keyRecord().isEmpty()
                        ? Decoded.ok(Keys.of(before))
                        : newKeys(before.keySerial(), said.keyRecord().get(), before, now);
        return keys.flatMap(k ->
                descriptor(Optional.of(before), said.descriptor(), before.id(), now)
                        .map(d ->
                                new PeerRecord(
                                        before.id(),
                                        PeerState.ALIVE,
                                        k.encryption,
                                        before.claimed(),
                                        before.granted(),
                                        before.endpoints(),
                                        before.softwareVersion(),
                                        before.region(),
                                        before.npi(),
                                        k.record,
                                        k.serial,
                                        d.or(before::descriptor),
                                        new PeerEvent.Load(
                                                said.load(),
                                                said.connections(),
                                                said.bandwidthAvailableMbps()),
                                        now,
                                        versionAfter(before.version(), now))));
    }

    /// Not a mere count: where the store was restored from a backup, or a peer's row is lost, what
    /// is said now is newer for readers than all that was said before.
    private static long versionAfter(long before, Instant now) {
        return Math.max(before + 1, now.toEpochMilli());
    }

    /// Whether others must hear of the step: of all but a heartbeat that changed nothing, and of
    /// every heartbeat of a relay, because routes depend on its load.
    static boolean announced(PeerRecord before, PeerRecord after) {
        return after.isRelay()
                || before.state() != after.state()
                || !before.keyRecord().equals(after.keyRecord())
                || !before.descriptor().equals(after.descriptor());
    }

    private static PeerRecord registered(
            Optional<PeerRecord> before,
            Register asked,
            Optional<Set<Capability>> granted,
            Keys keys,
            Optional<JsonObject> descriptor,
            Instant now) {
        return new PeerRecord(
                asked.peerId(),
                PeerState.ALIVE,
                keys.encryption,
                EnumSet.copyOf(asked.capabilities()),
                granted.or(() -> before.map(PeerRecord::granted)).orElse(Set.of()),
                asked.endpoints(),
                asked.metadata().version(),
                asked.metadata().region(),
                asked.metadata().npi(),
                keys.record,
                keys.serial,
                descriptor,
                before.map(PeerRecord::load).orElse(PeerEvent.Load.NONE),
                now,
                versionAfter(before.map(PeerRecord::version).orElse(0L), now));
    }

    private static Decoded<Keys> keys(Optional<PeerRecord> before, Register asked, Instant now) {
        long known = before.map(PeerRecord::keySerial).orElse(-1L);
        if (asked.keyRecord().isEmpty()) {
            return Decoded.ok(new Keys(asked.encryptionKey(), Optional.empty(), known));
        }
        JsonObject json = asked.keyRecord().get();
        return KeyRecord.verified(json, asked.peerId(), now)
                .flatMap(record ->
                        record.encryptionKey().equals(asked.encryptionKey())
                                ? inOrder(known, record, json)
                                : Decoded.malformed("key_record: another encryption_key", -1));
    }

    private static Decoded<Keys> newKeys(
            long known, JsonObject json, PeerRecord before, Instant now) {
        return KeyRecord.verified(json, before.id(), now)
                .flatMap(record -> inOrder(known, record, json));
    }

    /// A serial that goes down would bring back keys that the peer has destroyed or lost.
    private static Decoded<Keys> inOrder(long known, KeyRecord record, JsonObject json) {
        return record.serial() < known
                ? Decoded.malformed("key_record.serial: want at least " + known, -1)
                : Decoded.ok(new Keys(record.encryptionKey(), Optional.of(json), record.serial()));
    }

    private Decoded<Optional<JsonObject>> descriptor(
            Optional<PeerRecord> before, Optional<JsonObject> said, PeerId relay, Instant now) {
        if (said.isEmpty()) {
            return Decoded.ok(Optional.empty());
        }
        Optional<Instant> known =
                before.flatMap(PeerRecord::descriptor)
                        .flatMap(json -> RelayDescriptor.fromJson(json).toOptional())
                        .map(RelayDescriptor::issued);
        return RelayDescriptor.verified(said.get(), relay, now)
                .flatMap(d ->
                        known.isPresent() && d.issued().isBefore(known.get())
                                ? Decoded.malformed("descriptor: older than known", -1)
                                : policy.endpoints("descriptor.endpoints", d.endpoints()))
                .map(_ -> said);
    }

    /// The keys that a peer has after a step.
    private record Keys(HpkePublicKey encryption, Optional<JsonObject> record, long serial) {
        static Keys of(PeerRecord peer) {
            return new Keys(peer.encryptionKey(), peer.keyRecord(), peer.keySerial());
        }
    }
}
