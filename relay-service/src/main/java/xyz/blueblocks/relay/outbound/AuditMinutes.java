package xyz.blueblocks.relay.outbound;

import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import xyz.blueblocks.relay.core.RelayCounters;
import xyz.blueblocks.relay.core.RelayCounters.Drop;
import xyz.blueblocks.servicekit.audit.AuditOutbox;
import xyz.blueblocks.wire.event.AuditEntry;
import xyz.blueblocks.wire.event.AuditEvent;

/// What a relay allowed and refused, minute by minute, for the audit log: numbers only.
///
/// No circuit, no peer, no time finer than a minute: an entry that named a circuit at this relay
/// could be joined with one of the next.
public final class AuditMinutes {
    private final AuditOutbox outbox;
    private final String source;
    private final String subject;
    private final RelayCounters counters;
    private final InstantSource clock;
    private final Map<Drop, Long> dropped = new EnumMap<>(Drop.class);
    private long opened;
    private long closed;

    public AuditMinutes(
            AuditOutbox outbox,
            String replica,
            RelayIdentity identity,
            RelayCounters counters,
            InstantSource clock) {
        this.outbox = outbox;
        source = AuditEvent.serviceSource("relay", replica);
        subject = identity.id().toString();
        this.counters = counters;
        this.clock = clock;
    }

    /// Writes the minute that is over, if anything happened in it.
    public synchronized void minute() {
        Instant now = clock.instant();
        long newlyOpened = counters.circuitsOpened() - opened;
        long newlyClosed = counters.circuitsClosed() - closed;
        opened += newlyOpened;
        closed += newlyClosed;
        if (newlyOpened > 0 || newlyClosed > 0) {
            append(
                    now,
                    "relay.circuits",
                    true,
                    "opened " + newlyOpened + ", closed " + newlyClosed);
        }
        String refusals = refusals();
        if (!refusals.isEmpty()) {
            append(now, "relay.refusals", false, refusals);
        }
    }

    /// Notes a change of the relay itself, such as its start.
    public void event(String action) {
        append(clock.instant(), action, true, "relay");
    }

    private String refusals() {
        StringBuilder text = new StringBuilder();
        for (Drop why : Drop.values()) {
            long total = counters.drops(why);
            long before = dropped.getOrDefault(why, 0L);
            dropped.put(why, total);
            if (total > before) {
                text.append(text.isEmpty() ? "" : ", ")
                        .append(why.name().toLowerCase(java.util.Locale.ROOT))
                        .append(' ')
                        .append(total - before);
            }
        }
        return text.toString();
    }

    private void append(Instant now, String action, boolean allowed, String reason) {
        String id = action + "-" + now.toEpochMilli();
        AuditEntry entry =
                new AuditEntry(
                        id,
                        now,
                        action,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(reason),
                        Optional.empty(),
                        allowed,
                        Optional.empty(),
                        Optional.empty());
        outbox.append(new AuditEvent(id, source, now, subject, entry));
    }
}
