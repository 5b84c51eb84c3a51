package xyz.blueblocks.discovery.core;

import java.time.Duration;
import java.time.Instant;

/// How long a peer must have been silent to be lost (row A11).
///
/// Silence counts only while it could have been heard: from this replica's start, and after the
/// store was away, from its return. Else the first look after an outage would find every peer
/// silent, relays included, and end all routes. Safe for threads.
public final class Silence {
    private final Duration limit;
    private volatile Instant heardSince;

    /// @param limit of silence
    /// @param start since when this replica hears
    public Silence(Duration limit, Instant start) {
        this.limit = limit;
        this.heardSince = start;
    }

    /// Who was heard last before this is lost; the epoch, so nobody, while that is not known.
    public Instant cutoff(Instant now) {
        Instant cutoff = now.minus(limit);
        return cutoff.isBefore(heardSince) ? Instant.EPOCH : cutoff;
    }

    /// Until now nobody could be heard.
    public void deafUntil(Instant now) {
        heardSince = now;
    }
}
