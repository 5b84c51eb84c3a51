package xyz.blueblocks.discovery.outbound;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.discovery.core.PeerLookup;
import xyz.blueblocks.discovery.core.PeerQuery;
import xyz.blueblocks.discovery.core.PeerRecord;
import xyz.blueblocks.discovery.core.StoreUnavailable;

/// Asks the database, and where it does not answer, the view of the peers topic (row A17).
@Singleton
class SteadyLookup implements PeerLookup {
    private static final Logger LOG = Logger.getLogger(SteadyLookup.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final PeerQueries database;
    private final PeerView view;
    private final InstantSource clock;
    private final Absence absence;

    @Inject
    SteadyLookup(PeerQueries database, PeerView view, InstantSource clock, Absence absence) {
        this.database = database;
        this.view = view;
        this.clock = clock;
        this.absence = absence;
    }

    @Override
    public CompletionStage<Optional<PeerRecord>> find(PeerId id) {
        return ask(() -> database.find(id), () -> view.find(id));
    }

    @Override
    public CompletionStage<Page> page(PeerQuery query) {
        return ask(() -> database.page(query), () -> view.page(query));
    }

    @Override
    public CompletionStage<List<PeerRecord>> relays(int limit) {
        return ask(
                () -> database.relays(limit, clock.instant()),
                () -> view.relays(limit, clock.instant()));
    }

    private <T> CompletionStage<T> ask(Supplier<Uni<T>> first, Supplier<T> instead) {
        Uni<T> answer =
                absence.lately()
                        ? Uni.createFrom().item(() -> known(instead, null))
                        : Patience.<T>within(PATIENCE, first::get)
                                .onFailure()
                                .invoke(absence::noticed)
                                .onFailure()
                                .recoverWithItem(e -> known(instead, e));
        return answer.subscribeAsCompletionStage();
    }

    private <T> T known(Supplier<T> instead, @Nullable Throwable failure) {
        if (view.size() == 0) {
            throw new StoreUnavailable(
                    "cannot be asked, and nothing was heard",
                    failure == null ? new IllegalStateException("away lately") : failure);
        }
        if (failure != null) {
            LOG.warnf(
                    "database away (%s): answering from memory",
                    failure.getClass().getSimpleName());
        }
        return instead.get();
    }
}
