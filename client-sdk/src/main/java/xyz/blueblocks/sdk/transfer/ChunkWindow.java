package xyz.blueblocks.sdk.transfer;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import xyz.blueblocks.crypto.chunk.ChunkLayout;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.transfer.ChunkAckBody;

/// Which chunks the receiver holds, which are on their way, and which is next.
///
/// Never more than ten are sent and not acknowledged. What the receiver said it holds is never sent
/// again. Not safe for threads.
final class ChunkWindow {
    private final ChunkLayout layout;
    private final BitSet held = new BitSet();
    private final BitSet flying = new BitSet();
    private final Deque<Integer> again = new ArrayDeque<>();
    private final Map<Integer, Integer> failures = new HashMap<>();
    private int fresh;
    private long heldBytes;

    ChunkWindow(ChunkLayout layout) {
        this.layout = layout;
    }

    /// A new session: its receiver's word is the truth, and nothing is on its way.
    void restart(BitSet truth) {
        held.clear();
        held.or(truth);
        held.clear(layout.total(), Math.max(layout.total(), held.length()));
        flying.clear();
        again.clear();
        fresh = 0;
        heldBytes = held.stream().mapToLong(layout::length).sum();
    }

    /// The chunk to send next, if the window has room and one is left; it counts as sent.
    OptionalInt take() {
        if (flying.cardinality() >= Limits.MAX_CONCURRENT_CHUNKS) {
            return OptionalInt.empty();
        }
        int next = again.isEmpty() ? nextFresh() : again.removeFirst();
        if (next < 0) {
            return OptionalInt.empty();
        }
        flying.set(next);
        return OptionalInt.of(next);
    }

    private int nextFresh() {
        while (fresh < layout.total() && (held.get(fresh) || flying.get(fresh))) {
            fresh++;
        }
        return fresh < layout.total() ? fresh++ : -1;
    }

    /// The receiver says what it holds.
    ///
    /// @return whether that was news
    boolean acknowledge(ChunkAckBody ack) {
        int before = held.cardinality();
        for (int i = held.nextClearBit(0); i < ack.below() && i < layout.total(); i++) {
            hold(i);
        }
        ack.above().stream().filter(i -> i < layout.total()).forEach(this::hold);
        return held.cardinality() > before;
    }

    private void hold(int sequence) {
        if (!held.get(sequence)) {
            held.set(sequence);
            heldBytes += layout.length(sequence);
        }
        flying.clear(sequence);
    }

    /// The receiver could not use a chunk, or it is to go again for another reason.
    ///
    /// @return how often that happened to this chunk, from 1; 0 if it was not on its way
    int failed(int sequence) {
        if (!layout.has(sequence) || !flying.get(sequence)) {
            return 0;
        }
        flying.clear(sequence);
        again.addLast(sequence);
        return failures.merge(sequence, 1, Integer::sum);
    }

    /// Whether a chunk went again at least once.
    boolean hasFailed(int sequence) {
        return failures.containsKey(sequence);
    }

    int flying() {
        return flying.cardinality();
    }

    boolean complete() {
        return held.cardinality() == layout.total();
    }

    long heldBytes() {
        return heldBytes;
    }
}
