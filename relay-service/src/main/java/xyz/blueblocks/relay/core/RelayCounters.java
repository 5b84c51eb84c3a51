package xyz.blueblocks.relay.core;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// What a relay counts. Numbers only: no peer, no circuit. Written on the event loop, read
/// anywhere.
public final class RelayCounters {
    /// Why a set-up was not forwarded, or a circuit ended.
    public enum Drop {
        RATE,
        BUSY,
        MALFORMED,
        REPLAY,
        UNOPENED,
        STALE,
        TOKEN,
        NEXT,
        NO_ROUTE,
        NEXT_REFUSED,
        TIMEOUT,
        CELL,
        CREDIT,
        BUDGET,
        QUEUE,
        IDLE,
        LIFE,
        LINK_LOST,
        LEAVING
    }

    private final LongAdder circuitsOpened = new LongAdder();
    private final LongAdder circuitsClosed = new LongAdder();
    private final LongAdder cells = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder strayFrames = new LongAdder();
    private final Map<Drop, LongAdder> drops = new EnumMap<>(Drop.class);
    private final AtomicLong openCircuits = new AtomicLong();
    private final AtomicLong pendingSetups = new AtomicLong();
    private final AtomicLong queuedBytes = new AtomicLong();
    private final AtomicLong oldestQueuedMillis = new AtomicLong();
    private final AtomicLong neighbours = new AtomicLong();
    private final AtomicLong attachedPeers = new AtomicLong();

    public RelayCounters() {
        for (Drop drop : Drop.values()) {
            drops.put(drop, new LongAdder());
        }
    }

    void opened() {
        circuitsOpened.increment();
    }

    void closed() {
        circuitsClosed.increment();
    }

    void cell(int payloadBytes) {
        cells.increment();
        bytes.add(payloadBytes);
    }

    void stray() {
        strayFrames.increment();
    }

    void drop(Drop why) {
        LongAdder counter = drops.get(why);
        if (counter != null) {
            counter.increment();
        }
    }

    void gauges(long circuits, long pending, long queued, long oldestMillis) {
        openCircuits.setPlain(circuits);
        pendingSetups.setPlain(pending);
        queuedBytes.setPlain(queued);
        oldestQueuedMillis.setPlain(oldestMillis);
    }

    void peers(long links, long attached) {
        neighbours.set(links);
        attachedPeers.set(attached);
    }

    /// Circuits set up since the start.
    public long circuitsOpened() {
        return circuitsOpened.sum();
    }

    /// Circuits ended since the start.
    public long circuitsClosed() {
        return circuitsClosed.sum();
    }

    /// Cells forwarded since the start, both directions.
    public long cells() {
        return cells.sum();
    }

    /// Payload bytes of those cells.
    public long bytes() {
        return bytes.sum();
    }

    /// Frames of circuits that are not there (any more).
    public long strayFrames() {
        return strayFrames.sum();
    }

    /// Set-ups and circuits that ended for this reason.
    public long drops(Drop why) {
        LongAdder counter = drops.get(why);
        return counter == null ? 0 : counter.sum();
    }

    /// All of them.
    public long dropped() {
        return drops.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /// Circuits now.
    public long openCircuits() {
        return openCircuits.get();
    }

    /// Set-ups that wait for an answer now.
    public long pendingSetups() {
        return pendingSetups.get();
    }

    /// Bytes that wait in this relay now.
    public long queuedBytes() {
        return queuedBytes.get();
    }

    /// How long the oldest of them has waited, in milliseconds.
    public long oldestQueuedMillis() {
        return oldestQueuedMillis.get();
    }

    /// Links now.
    public long neighbours() {
        return neighbours.get();
    }

    /// Attached peers now.
    public long attachedPeers() {
        return attachedPeers.get();
    }
}
