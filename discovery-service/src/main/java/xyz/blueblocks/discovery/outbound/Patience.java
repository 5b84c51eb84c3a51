package xyz.blueblocks.discovery.outbound;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Supplier;

/// Waiting for the database with a limit.
final class Patience {
    private Patience() {}

    /// What `work` comes to, or a failure once `limit` is over.
    ///
    /// The work itself is never cut short: a transaction that is cancelled in the middle keeps its
    /// connection for ever, and a database that stands still would empty the pool for good.
    static <T> Uni<T> within(Duration limit, Supplier<Uni<? extends T>> work) {
        return Uni.createFrom()
                .<T>emitter(waiting ->
                        Uni.createFrom()
                                .<T>deferred(work)
                                .subscribe()
                                .with(waiting::complete, waiting::fail))
                .ifNoItem()
                .after(limit)
                .fail();
    }
}
