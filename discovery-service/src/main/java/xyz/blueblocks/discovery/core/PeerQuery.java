package xyz.blueblocks.discovery.core;

import java.util.Optional;
import xyz.blueblocks.wire.message.Capability;

/// What `GET /peers` asks for; filters combine with AND (row A12).
///
/// @param capability only peers that say they are this
/// @param region only peers of this region
/// @param limit 1 to 100
/// @param from where the page begins
public record PeerQuery(
        Optional<Capability> capability, Optional<String> region, int limit, Cursor from) {
    /// Most peers on a page.
    public static final int MAX_LIMIT = 100;

    /// Checks the limit.
    public PeerQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit: " + limit + " (want 1..100)");
        }
    }
}
