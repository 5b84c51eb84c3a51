package xyz.blueblocks.discovery.outbound;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.discovery.core.Cursor;
import xyz.blueblocks.discovery.core.PeerLookup.Page;
import xyz.blueblocks.discovery.core.PeerQuery;
import xyz.blueblocks.discovery.core.PeerRecord;
import xyz.blueblocks.discovery.core.PeerState;
import xyz.blueblocks.wire.message.Capability;

/// Questions about peers that change nothing.
@Singleton
class PeerQueries {
    private final PeerRows rows;

    @Inject
    PeerQueries(PeerRows rows) {
        this.rows = rows;
    }

    Uni<Optional<PeerRecord>> find(PeerId id) {
        return Panache.withSession(() ->
                rows.findById(id.toString()).map(r -> Optional.ofNullable(r).map(rows::read)));
    }

    Uni<Page> page(PeerQuery query) {
        Map<String, Object> values = new HashMap<>();
        String filter = filter(query, values);
        return Panache.withSession(() ->
                rows.count(filter, values).flatMap(total -> page(query, filter, values, total)));
    }

    Uni<List<PeerRecord>> relays(int limit, Instant now) {
        Map<String, Object> values = new HashMap<>();
        values.put("alive", PeerState.ALIVE.name());
        values.put("bit", PeerRows.bit(Capability.RELAY));
        values.put("now", now);
        String filter =
                "state = :alive and bitand(claimed, :bit) <> 0 and bitand(granted, :bit) <> 0"
                        + " and descriptorExpires > :now order by seq";
        return Panache.withSession(() ->
                rows.find(filter, values)
                        .range(0, limit - 1)
                        .list()
                        .map(found -> found.stream().map(rows::read).toList()));
    }

    private Uni<Page> page(PeerQuery query, String filter, Map<String, Object> values, long total) {
        Map<String, Object> more = new HashMap<>(values);
        more.put("after", query.from().after());
        // One more than asked for: it tells whether there is a next page.
        return rows.find(filter + " and seq > :after order by seq", more)
                .range(0, query.limit())
                .list()
                .map(found -> page(query, total, found));
    }

    private Page page(PeerQuery query, long total, List<PeerRow> found) {
        boolean more = found.size() > query.limit();
        List<PeerRow> shown = more ? found.subList(0, query.limit()) : found;
        Optional<Cursor> next =
                more ? Optional.of(query.from().next(shown.getLast().seq)) : Optional.empty();
        return new Page(
                shown.stream().map(rows::read).toList(), Math.max(total, shown.size()), next);
    }

    private static String filter(PeerQuery query, Map<String, Object> values) {
        StringBuilder filter = new StringBuilder("state = :alive");
        values.put("alive", PeerState.ALIVE.name());
        query.capability()
                .ifPresent(capability -> {
                    filter.append(" and bitand(claimed, :bit) <> 0");
                    values.put("bit", PeerRows.bit(capability));
                });
        query.region()
                .ifPresent(region -> {
                    filter.append(" and region = :region");
                    values.put("region", region);
                });
        return filter.toString();
    }
}
