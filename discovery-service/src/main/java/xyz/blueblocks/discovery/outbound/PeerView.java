package xyz.blueblocks.discovery.outbound;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.discovery.core.Cursor;
import xyz.blueblocks.discovery.core.PeerLookup.Page;
import xyz.blueblocks.discovery.core.PeerQuery;
import xyz.blueblocks.discovery.core.PeerRecord;
import xyz.blueblocks.discovery.core.PeerState;
import xyz.blueblocks.wire.message.Capability;
import xyz.blueblocks.wire.message.RelayDescriptor;

/// The directory as this replica heard it on the peers topic; for the time when the database is
/// away. Thread-safe. Holds at most [#MAX_PEERS]: about 4 KiB each.
@Singleton
class PeerView {
    static final int MAX_PEERS = 10_000;

    private final Map<PeerId, Long> numbers = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Long, PeerRecord> peers = new ConcurrentSkipListMap<>();

    /// Takes what an event says, if it is newer than what is known.
    void take(SequencedEvent heard) {
        PeerRecord told = PeerRecord.of(heard.event());
        PeerRecord known = peers.get(heard.seq());
        if (known == null ? peers.size() < MAX_PEERS : newer(told, known)) {
            peers.put(heard.seq(), told);
            numbers.put(told.id(), heard.seq());
        }
    }

    /// A number that belongs to another peer now is one of a database that was set up anew.
    private static boolean newer(PeerRecord told, PeerRecord known) {
        return told.id().equals(known.id())
                ? told.version() > known.version()
                : told.lastSeen().isAfter(known.lastSeen());
    }

    /// Number of peers known.
    int size() {
        return peers.size();
    }

    Optional<PeerRecord> find(PeerId id) {
        return Optional.ofNullable(numbers.get(id))
                .map(peers::get)
                .filter(peer -> peer.id().equals(id));
    }

    Page page(PeerQuery query) {
        long total = matching(query, 0).count();
        List<Map.Entry<Long, PeerRecord>> found =
                matching(query, query.from().after()).limit(query.limit() + 1L).toList();
        boolean more = found.size() > query.limit();
        List<Map.Entry<Long, PeerRecord>> shown = more ? found.subList(0, query.limit()) : found;
        return new Page(
                shown.stream().map(Map.Entry::getValue).toList(),
                Math.max(total, shown.size()),
                more
                        ? Optional.of(query.from().next(shown.getLast().getKey()))
                        : Optional.<Cursor>empty());
    }

    List<PeerRecord> relays(int limit, Instant now) {
        return peers.values().stream()
                .filter(PeerRecord::isRelay)
                .filter(relay ->
                        relay.descriptor()
                                .flatMap(d -> RelayDescriptor.fromJson(d).toOptional())
                                .filter(d -> d.expires().isAfter(now))
                                .isPresent())
                .limit(limit)
                .toList();
    }

    private Stream<Map.Entry<Long, PeerRecord>> matching(PeerQuery query, long after) {
        return peers.tailMap(after, false).entrySet().stream()
                .filter(e -> e.getValue().state() == PeerState.ALIVE)
                .filter(e -> query.region().filter(r -> !r.equals(e.getValue().region())).isEmpty())
                .filter(e -> claims(e.getValue(), query.capability()));
    }

    private static boolean claims(PeerRecord peer, Optional<Capability> wanted) {
        return wanted.isEmpty() || peer.claimed().contains(wanted.get());
    }
}
