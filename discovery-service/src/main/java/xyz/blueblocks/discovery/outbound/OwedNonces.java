package xyz.blueblocks.discovery.outbound;

import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Nonces that this replica has let pass and that the table does not have yet. Over its bound the
/// oldest goes, which is the one nearest to its end. Thread-safe.
final class OwedNonces {
    private static final int MOST_AT_ONCE = 1_000;

    private final int bound;
    private final Deque<Tuple> rows = new ArrayDeque<>();

    /// @param bound of rows kept, some 150 bytes each
    OwedNonces(int bound) {
        this.bound = bound;
    }

    synchronized void add(Tuple row) {
        if (rows.size() >= bound) {
            rows.removeFirst();
        }
        rows.addLast(row);
    }

    /// The oldest, taken out.
    synchronized List<Tuple> take() {
        List<Tuple> taken = new ArrayList<>();
        while (!rows.isEmpty() && taken.size() < MOST_AT_ONCE) {
            taken.add(rows.removeFirst());
        }
        return taken;
    }

    /// Puts back what could not be written.
    synchronized void putBack(List<Tuple> taken) {
        for (Tuple row : taken.reversed()) {
            if (rows.size() < bound) {
                rows.addFirst(row);
            }
        }
    }
}
