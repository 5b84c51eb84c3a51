package xyz.blueblocks.relay.core;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.frame.CloseLimit;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.Attach;
import xyz.blueblocks.wire.message.Reservation;

/// Who can be reached here: peers that said so with their own signature, by which links.
///
/// An attachment lasts as long as its link, and not longer than its signature says. Circuits for a
/// peer go to the link that attached last.
final class AttachDesk {
    private final RelayParts parts;
    private final Map<PeerId, ArrayDeque<Neighbour>> links = new LinkedHashMap<>();
    private final Map<PeerId, RateBucket> setups = new HashMap<>();

    AttachDesk(RelayParts parts) {
        this.parts = parts;
    }

    int size() {
        return links.size();
    }

    /// ATTACH came on a link; answers with RESERVATION, or ends the link.
    void attach(Neighbour from, JsonObject message) {
        Instant now = parts.time().now();
        switch (Attach.verified(message, parts.self(), now)) {
            case Decoded.Malformed<Attach> bad -> from.port.close(bad.code(), CloseLimit.NONE);
            case Decoded.Ok<Attach>(var attach) -> {
                if (!attach.peerId().equals(from.peer())) {
                    from.port.close(
                            xyz.blueblocks.wire.ErrorCode.INVALID_SIGNATURE, CloseLimit.NONE);
                    return;
                }
                from.attach = message;
                from.attachedUntil = attach.expires();
                ArrayDeque<Neighbour> same =
                        links.computeIfAbsent(from.peer(), _ -> new ArrayDeque<>(2));
                same.remove(from);
                same.addLast(from);
                from.port.control(parts.signReservation().apply(reservation(attach, now)));
                parts.attachmentsChanged().run();
            }
        }
    }

    private JsonObject reservation(Attach attach, Instant now) {
        return new Reservation(
                        parts.self(),
                        attach.peerId(),
                        parts.policy().circuitsPerReceiver(),
                        parts.policy().limits().setupsPerSecondReceiver(),
                        now,
                        attach.expires())
                .toJson();
    }

    /// The link by which the peer attached last.
    Optional<Neighbour> newest(PeerId peer) {
        ArrayDeque<Neighbour> same = links.get(peer);
        return same == null ? Optional.empty() : Optional.of(same.getLast());
    }

    /// Whether one more set-up towards the peer is within its reservation. True for a peer that is
    /// not attached: the answer to that is another one.
    boolean admits(PeerId peer, long nanos) {
        Optional<Neighbour> link = newest(peer);
        if (link.isEmpty()) {
            return true;
        }
        RelayPolicy policy = parts.policy();
        RateBucket bucket =
                setups.computeIfAbsent(
                        peer,
                        _ ->
                                new RateBucket(
                                        policy.limits().setupsPerSecondReceiver(),
                                        policy.setupBurst(),
                                        nanos));
        return bucket.take(nanos) && link.get().circuits.size() < policy.circuitsPerReceiver();
    }

    void lost(Neighbour link) {
        if (detach(link)) {
            parts.attachmentsChanged().run();
        }
    }

    private boolean detach(Neighbour link) {
        if (link.attach == null) {
            return false;
        }
        link.attach = null;
        ArrayDeque<Neighbour> same = links.get(link.peer());
        if (same != null && same.remove(link) && same.isEmpty()) {
            links.remove(link.peer());
        }
        return true;
    }

    /// Forgets attachments that have ended, and rates of peers that have been quiet.
    void sweep(Instant now, long nanos) {
        List<Neighbour> ended = new ArrayList<>();
        links.values()
                .forEach(same ->
                        same.stream()
                                .filter(link -> !now.isBefore(link.attachedUntil))
                                .forEach(ended::add));
        ended.forEach(this::detach);
        if (!ended.isEmpty()) {
            parts.attachmentsChanged().run();
        }
        setups.entrySet()
                .removeIf(each -> !links.containsKey(each.getKey()) && each.getValue().full(nanos));
    }

    /// Every peer's newest ATTACH as it signed it.
    List<JsonObject> signed() {
        return links.values().stream()
                .map(ArrayDeque::getLast)
                .flatMap(link -> link.attachment().stream())
                .toList();
    }

    List<PeerId> peers() {
        return List.copyOf(links.keySet());
    }
}
