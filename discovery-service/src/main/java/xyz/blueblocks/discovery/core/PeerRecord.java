package xyz.blueblocks.discovery.core;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import xyz.blueblocks.crypto.hpke.HpkePublicKey;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.event.PeerEvent;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.Capability;
import xyz.blueblocks.wire.message.Endpoint;
import xyz.blueblocks.wire.message.KeyRecord;
import xyz.blueblocks.wire.message.Peer;

/// All that discovery knows of one peer.
///
/// Immutable: each step of its life makes a new one with the next [#version], so that whoever reads
/// its events can tell the newer from the older however they arrive.
///
/// @param id who; its key is inside
/// @param state where it stands
/// @param encryptionKey as registered
/// @param claimed what it says it is
/// @param granted what an invitation attested; what counts is both
/// @param endpoints where it listens, best first
/// @param softwareVersion of its software
/// @param region cloud label, one of the configured
/// @param npi given at registration; never leaves this service
/// @param keyRecord its other keys, as it signed them
/// @param keySerial serial of the newest key record ever seen, -1 before the first
/// @param descriptor relays only, as it signed it
/// @param load what its last heartbeat said
/// @param lastSeen last registration or heartbeat
/// @param version of this record, from 1, growing
public record PeerRecord(
        PeerId id,
        PeerState state,
        HpkePublicKey encryptionKey,
        Set<Capability> claimed,
        Set<Capability> granted,
        List<Endpoint> endpoints,
        String softwareVersion,
        String region,
        Optional<String> npi,
        Optional<JsonObject> keyRecord,
        long keySerial,
        Optional<JsonObject> descriptor,
        PeerEvent.Load load,
        Instant lastSeen,
        long version) {
    /// Copies and sorts.
    public PeerRecord {
        claimed = Set.copyOf(claimed);
        granted = Set.copyOf(granted);
        endpoints = endpoints.stream().sorted(Comparator.comparingInt(Endpoint::priority)).toList();
    }

    /// What an event tells of a peer: all but what never leaves the store.
    public static PeerRecord of(PeerEvent event) {
        return new PeerRecord(
                event.peerId(),
                PeerState.valueOf(event.state().name()),
                event.encryptionKey(),
                Set.copyOf(event.capabilities()),
                Set.copyOf(event.attested()),
                event.endpoints(),
                "",
                event.region(),
                Optional.empty(),
                event.keyRecord(),
                event.keyRecord()
                        .flatMap(json -> KeyRecord.fromJson(json).toOptional())
                        .map(KeyRecord::serial)
                        .orElse(-1L),
                event.descriptor(),
                event.load(),
                event.lastSeen(),
                event.version());
    }

    /// What it says it is and an invitation confirms.
    public Set<Capability> attested() {
        EnumSet<Capability> both = EnumSet.noneOf(Capability.class);
        both.addAll(claimed);
        both.retainAll(granted);
        return both;
    }

    /// Whether others may build circuits over it: alive, attested, and with a descriptor.
    public boolean isRelay() {
        return state == PeerState.ALIVE
                && attested().contains(Capability.RELAY)
                && descriptor.isPresent();
    }

    /// The same peer in another state, one version on.
    public PeerRecord in(PeerState next) {
        return new PeerRecord(
                id,
                next,
                encryptionKey,
                claimed,
                granted,
                endpoints,
                softwareVersion,
                region,
                npi,
                keyRecord,
                keySerial,
                descriptor,
                load,
                lastSeen,
                version + 1);
    }

    /// What others are told of its step, on the peers topic.
    public PeerEvent event() {
        return new PeerEvent(
                id,
                PeerEvent.State.valueOf(state.name()),
                id.publicKey(),
                encryptionKey,
                claimed.stream().sorted().toList(),
                attested().stream().sorted().toList(),
                endpoints,
                region,
                keyRecord,
                descriptor,
                load,
                lastSeen,
                version);
    }

    /// What other peers are shown of it. Reputation and latency are nobody's to claim: they stay
    /// unknown until something measures them.
    public Peer shown() {
        return new Peer(
                id,
                id.publicKey(),
                encryptionKey,
                endpoints,
                Optional.empty(),
                Optional.empty(),
                lastSeen,
                claimed.stream().sorted().toList(),
                attested().stream().sorted().toList(),
                Optional.of(region),
                keyRecord,
                descriptor);
    }

    /// Without the NPI.
    @Override
    public String toString() {
        return "PeerRecord[" + id + ", " + state + ", version=" + version + "]";
    }
}
