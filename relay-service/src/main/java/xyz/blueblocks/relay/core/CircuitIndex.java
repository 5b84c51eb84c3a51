package xyz.blueblocks.relay.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.wire.frame.CircuitId;

/// The circuits of one link by their 16-byte ids, looked up for every frame without allocating.
///
/// Open addressing with linear probing. The ids are the other end's choice, so places depend on a
/// number it does not know.
///
/// @param <T> what an id stands for
final class CircuitIndex<T> {
    private static final int FIRST_CAPACITY = 8;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private final long seed;
    private long[] ids = new long[2 * FIRST_CAPACITY];
    private @Nullable Object[] values = new @Nullable Object[FIRST_CAPACITY];
    private int size;

    CircuitIndex(long seed) {
        this.seed = seed;
    }

    int size() {
        return size;
    }

    @SuppressWarnings("unchecked")
    @Nullable T get(long high, long low) {
        return (T) values[find(high, low)];
    }

    void put(CircuitId id, T value) {
        if (2 * (size + 1) > values.length) {
            grow();
        }
        int at = find(id.high(), id.low());
        if (values[at] == null) {
            size++;
        }
        ids[2 * at] = id.high();
        ids[2 * at + 1] = id.low();
        values[at] = value;
    }

    void remove(CircuitId id) {
        int hole = find(id.high(), id.low());
        if (values[hole] == null) {
            return;
        }
        size--;
        int mask = values.length - 1;
        int at = hole;
        while (true) {
            values[hole] = null;
            int home;
            do {
                at = (at + 1) & mask;
                if (values[at] == null) {
                    return;
                }
                home = place(ids[2 * at], ids[2 * at + 1]);
                // An entry may move into the hole unless its home lies after the hole.
            } while (hole <= at ? hole < home && home <= at : hole < home || home <= at);
            ids[2 * hole] = ids[2 * at];
            ids[2 * hole + 1] = ids[2 * at + 1];
            values[hole] = values[at];
            hole = at;
        }
    }

    @SuppressWarnings("unchecked")
    List<T> all() {
        List<T> found = new ArrayList<>(size);
        for (Object value : values) {
            if (value != null) {
                found.add((T) value);
            }
        }
        return found;
    }

    private int find(long high, long low) {
        int mask = values.length - 1;
        int at = place(high, low);
        while (values[at] != null && (ids[2 * at] != high || ids[2 * at + 1] != low)) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private int place(long high, long low) {
        long mixed = (low ^ seed) * MIX;
        mixed = (mixed ^ (mixed >>> 32) ^ high) * ((MIX ^ seed) | 1);
        return (int) (mixed >>> 40) & (values.length - 1);
    }

    private void grow() {
        long[] oldIds = ids;
        @Nullable Object[] oldValues = values;
        ids = new long[2 * oldIds.length];
        values = new @Nullable Object[2 * oldValues.length];
        for (int i = 0; i < oldValues.length; i++) {
            if (oldValues[i] != null) {
                int at = find(oldIds[2 * i], oldIds[2 * i + 1]);
                ids[2 * at] = oldIds[2 * i];
                ids[2 * at + 1] = oldIds[2 * i + 1];
                values[at] = Objects.requireNonNull(oldValues[i]);
            }
        }
    }
}
