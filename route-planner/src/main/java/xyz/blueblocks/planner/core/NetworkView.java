package xyz.blueblocks.planner.core;

import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.event.PeerEvent;
import xyz.blueblocks.wire.event.RelayReport;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.Attach;
import xyz.blueblocks.wire.message.Capability;
import xyz.blueblocks.wire.message.KeyRecord;
import xyz.blueblocks.wire.message.RelayDescriptor;

/// What this replica knows of the network: who lives, which relays may be used, who is attached
/// where. Built from events alone, so any replica can be rebuilt from the topics.
///
/// Believes signatures, not the messenger: a descriptor counts with the relay's signature, a key
/// record with its owner's, an attachment with the receiver's, so no relay can attract a peer's
/// traffic. Safe for use by many threads.
public final class NetworkView {
    /// A relay reports what is attached at each change and each minute: where its last two reports
    /// did not come, it is gone, long before the attachment itself ends.
    static final Duration ATTACHMENT_LIFE = Duration.ofSeconds(150);

    /// Where the topics could not be read for longer than this, reports grow no older: an outage of
    /// Kafka would else end every route of a network that works.
    static final Duration DEAF_AFTER = Duration.ofSeconds(15);

    private static final int IPV4_PREFIX_BYTES = 2;
    private static final int IPV6_PREFIX_BYTES = 6;

    private final Map<PeerId, Known> peers = new ConcurrentHashMap<>();
    private final Map<PeerId, Map<PeerId, Attachment>> attachments = new ConcurrentHashMap<>();
    private volatile Optional<Instant> lastHeard = Optional.empty();

    private record Known(PeerEvent event, Optional<KnownPeer> peer, Optional<Relay> relay) {}

    private record Attachment(JsonObject signed, Instant attachedUntil, Instant reported) {
        /// @param heardUntil until when relays could be heard
        boolean holds(Instant now, Instant heardUntil) {
            return now.isBefore(attachedUntil)
                    && heardUntil.isBefore(reported.plus(ATTACHMENT_LIFE));
        }
    }

    /// Takes what discovery says of a peer; an event older than what is known changes nothing.
    public void apply(PeerEvent event, Instant now) {
        peers.compute(
                event.peerId(),
                (_, known) ->
                        known != null && known.event.version() > event.version()
                                ? known
                                : judged(event, now));
    }

    /// Forgets a peer whose record was removed from the topic.
    public void forget(PeerId peer) {
        peers.remove(peer);
        attachments.remove(peer);
    }

    /// Takes a relay's report, whose own signature must have been verified.
    public void apply(RelayReport report, Instant now) {
        for (JsonObject signed : report.attachments()) {
            apply(report.relay(), signed, report.timestamp(), now);
        }
        if (report.attachments().size() < RelayReport.MAX_ATTACHMENTS) {
            left(report.relay(), report.timestamp());
        }
    }

    /// A report that is not full ends the relay's list of who is attached: who was in an older one
    /// alone has left. Relays where a receiver only was would else be kept from being earlier hops.
    private void left(PeerId relay, Instant reported) {
        for (Map<PeerId, Attachment> of : attachments.values()) {
            of.computeIfPresent(
                    relay, (_, known) -> known.reported.isBefore(reported) ? null : known);
        }
    }

    private void apply(PeerId relay, JsonObject signed, Instant reported, Instant now) {
        Optional<PeerId> receiver = signed.text("peer_id").flatMap(PeerId::parse);
        if (receiver.isEmpty()) {
            return;
        }
        attachments
                .computeIfAbsent(receiver.get(), _ -> new ConcurrentHashMap<>())
                .compute(
                        relay,
                        (_, known) -> {
                            if (known != null && known.signed.equals(signed)) {
                                return known.reported.isAfter(reported)
                                        ? known
                                        : new Attachment(signed, known.attachedUntil, reported);
                            }
                            return Attach.verified(signed, relay, now)
                                    .toOptional()
                                    .map(attach ->
                                            new Attachment(signed, attach.expires(), reported))
                                    .orElse(known);
                        });
    }

    /// Drops what is out of force, so that memory follows the network's size.
    public void sweep(Instant now) {
        Instant heardUntil = heardUntil(now);
        attachments
                .values()
                .forEach(of -> of.values().removeIf(each -> !each.holds(now, heardUntil)));
        attachments.values().removeIf(Map::isEmpty);
        peers.values().removeIf(known -> known.event.state() == PeerEvent.State.GONE);
    }

    /// A peer that can be asked for or asks, if it is registered and its key record is in force.
    ///
    /// A receiver need not send heartbeats to be found: being attached is what counts.
    Optional<KnownPeer> peer(PeerId id, Instant now) {
        Known known = peers.get(id);
        return known == null || known.event.state() == PeerEvent.State.GONE
                ? Optional.empty()
                : known.peer.filter(peer -> peer.keyRecord().inForce(now));
    }

    /// Relays that live, are attested and have a descriptor in force.
    List<Relay> relays(Instant now) {
        return peers.values().stream()
                .filter(known -> known.event.state() == PeerEvent.State.ALIVE)
                .flatMap(known -> known.relay.stream())
                .filter(relay -> relay.descriptor().inForce(now))
                .toList();
    }

    /// Relays that hold an attachment of this receiver now.
    Set<PeerId> attachedAt(PeerId receiver, Instant now) {
        Instant heardUntil = heardUntil(now);
        Set<PeerId> at = new HashSet<>();
        attachments
                .getOrDefault(receiver, Map.of())
                .forEach((relay, attachment) -> {
                    if (attachment.holds(now, heardUntil)) {
                        at.add(relay);
                    }
                });
        return at;
    }

    /// The topics can be read now. Who never says so is taken to hear always.
    public void hearing(Instant now) {
        lastHeard = Optional.of(now);
    }

    private Instant heardUntil(Instant now) {
        return lastHeard
                .map(last -> last.plus(DEAF_AFTER))
                .filter(end -> end.isBefore(now))
                .orElse(now);
    }

    /// Number of usable relays, for metrics.
    public int relayCount(Instant now) {
        return relays(now).size();
    }

    /// Number of registered peers, for metrics.
    public int peerCount() {
        return peers.size();
    }

    private static Known judged(PeerEvent event, Instant now) {
        Optional<KnownPeer> peer =
                event.keyRecord()
                        .flatMap(json ->
                                KeyRecord.verified(json, event.peerId(), now)
                                        .toOptional()
                                        .map(record ->
                                                new KnownPeer(event.region(), record, json)));
        Optional<Relay> relay =
                event.attested().contains(Capability.RELAY)
                        ? event.descriptor().flatMap(json -> relay(event, json, now))
                        : Optional.empty();
        return new Known(event, peer, relay);
    }

    private static Optional<Relay> relay(PeerEvent event, JsonObject json, Instant now) {
        return switch (RelayDescriptor.verified(json, event.peerId(), now)) {
            case Decoded.Malformed<RelayDescriptor> _ -> Optional.empty();
            case Decoded.Ok<RelayDescriptor>(RelayDescriptor descriptor) ->
                    Optional.of(
                            new Relay(
                                    descriptor,
                                    json,
                                    network(descriptor.endpoints().getFirst().host()),
                                    event.load().load(),
                                    event.load().bandwidthAvailableMbps()));
        };
    }

    /// The /16 of an IPv4 host, the /48 of an IPv6 one, or the name: asks no name server, because
    /// an answer could be made to differ from what clients see.
    static String network(String host) {
        try {
            byte[] address = InetAddress.ofLiteral(host).getAddress();
            int prefix = address.length == 4 ? IPV4_PREFIX_BYTES : IPV6_PREFIX_BYTES;
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < prefix; i++) {
                text.append(address[i] & 0xff).append('.');
            }
            return text.append(address.length == 4 ? "/16" : "/48").toString();
        } catch (IllegalArgumentException e) {
            return host;
        }
    }
}
