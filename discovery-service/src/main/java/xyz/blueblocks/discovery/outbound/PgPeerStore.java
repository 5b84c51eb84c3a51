package xyz.blueblocks.discovery.outbound;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.hibernate.LockMode;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.discovery.core.PeerRecord;
import xyz.blueblocks.discovery.core.PeerState;
import xyz.blueblocks.discovery.core.PeerStore;
import xyz.blueblocks.discovery.core.StoreUnavailable;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;

/// Peers in PostgreSQL. A change locks the peer's row (an enrolment: the peer's id, which may have
/// no row yet), so steps on one peer are in one order on all replicas, and so are its events.
@Singleton
class PgPeerStore implements PeerStore {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// While others got no answer: long enough for a database that is back.
    private static final Duration PATIENCE_IN_DOUBT = Duration.ofSeconds(1);

    private final PeerRows rows;
    private final Event<PeerChanged> changed;
    private final Absence absence;

    @Inject
    PgPeerStore(PeerRows rows, Event<PeerChanged> changed, Absence absence) {
        this.rows = rows;
        this.changed = changed;
        this.absence = absence;
    }

    @Override
    public CompletionStage<Decoded<PeerRecord>> change(PeerId id, Step step) {
        return run("change a peer", () -> Panache.withTransaction(() -> apply(id, step)))
                .thenApply(this::tell);
    }

    @Override
    public CompletionStage<Decoded<PeerRecord>> enrol(PeerId id, Invitation invitation, Step step) {
        return run(
                        "enrol a peer",
                        () ->
                                Panache.withTransaction(() ->
                                        use(invitation, id)
                                                .flatMap(own -> own ? apply(id, step) : taken())))
                .thenApply(this::tell);
    }

    @Override
    public CompletionStage<Integer> sweep(Instant cutoff, int limit) {
        return run(
                        "sweep peers",
                        () ->
                                Panache.withTransaction(() ->
                                        Panache.getSession()
                                                .flatMap(s -> unseen(s, cutoff, limit))
                                                .call(this::markLost)
                                                .map(List::size)))
                .thenApply(count -> {
                    if (count > 0) {
                        changed.fireAsync(PeerChanged.SOME);
                    }
                    return count;
                });
    }

    private Uni<Decoded<PeerRecord>> apply(PeerId id, Step step) {
        return rows.findById(id.toString(), LockModeType.PESSIMISTIC_WRITE)
                .flatMap(row -> {
                    Optional<PeerRecord> before = Optional.ofNullable(row).map(rows::read);
                    return switch (step.apply(before)) {
                        case Decoded.Malformed<Change> refused ->
                                Uni.createFrom().item(refused.<PeerRecord>as());
                        case Decoded.Ok<Change>(Change change) -> store(row, change);
                    };
                });
    }

    private Uni<Decoded<PeerRecord>> store(@Nullable PeerRow row, Change change) {
        PeerRecord after = change.after();
        // A new row has no number before it is flushed.
        Uni<PeerRow> written =
                row == null
                        ? rows.persistAndFlush(rows.write(after, new PeerRow()))
                        : Uni.createFrom().item(rows.write(after, row));
        return written.call(stored -> change.announced() ? announce(after, stored) : nothing())
                .map(_ -> Decoded.ok(after));
    }

    private static Uni<Void> announce(PeerRecord peer, PeerRow row) {
        String body = SequencedEvent.write(peer.event(), row.seq).text();
        return Panache.getSession()
                .flatMap(session -> session.persist(new PeerEventRow(row.peerId, body)));
    }

    private static Uni<Void> nothing() {
        return Uni.createFrom().voidItem();
    }

    /// One invitation admits one peer, as often as that peer likes until it expires. Of two peers
    /// that use it at the same moment, the table's key lets one commit; the other fails, tries
    /// again and is refused.
    private static Uni<Boolean> use(Invitation invitation, PeerId id) {
        return Panache.getSession()
                .flatMap(session ->
                        lock(session, id)
                                .chain(() -> session.find(InvitationRow.class, invitation.id()))
                                .flatMap(known ->
                                        known == null
                                                ? remember(session, invitation, id)
                                                : Uni.createFrom()
                                                        .item(known.peerId.equals(id.toString()))));
    }

    private static Uni<Integer> lock(Mutiny.Session session, PeerId id) {
        return session.createNativeQuery(
                        "select 1 from (select pg_advisory_xact_lock("
                                + "hashtextextended(:peer, 0))) as locked",
                        Integer.class)
                .setParameter("peer", id.toString())
                .getSingleResult();
    }

    private static Uni<Boolean> remember(Mutiny.Session session, Invitation invitation, PeerId id) {
        return session.persist(
                        new InvitationRow(invitation.id(), id.toString(), invitation.expires()))
                .chain(session::flush)
                .replaceWith(true);
    }

    private static Uni<Decoded<PeerRecord>> taken() {
        return Uni.createFrom()
                .item(
                        Decoded.malformed(
                                ErrorCode.ACCESS_DENIED,
                                "enrolment token: used by another peer",
                                -1));
    }

    private static Uni<List<PeerRow>> unseen(Mutiny.Session session, Instant cutoff, int limit) {
        return session.createSelectionQuery(
                        "from PeerRow where state = :alive and lastSeen < :cutoff order by lastSeen",
                        PeerRow.class)
                .setParameter("alive", PeerState.ALIVE.name())
                .setParameter("cutoff", cutoff)
                .setMaxResults(limit)
                .setLockMode(LockMode.UPGRADE_SKIPLOCKED)
                .getResultList();
    }

    private Uni<Void> markLost(List<PeerRow> found) {
        Uni<Void> all = nothing();
        for (PeerRow row : found) {
            PeerRecord lost = rows.read(row).in(PeerState.LOST);
            rows.write(lost, row);
            all = all.chain(() -> announce(lost, row));
        }
        return all;
    }

    private Decoded<PeerRecord> tell(Decoded<PeerRecord> result) {
        if (result instanceof Decoded.Ok) {
            changed.fireAsync(PeerChanged.SOME);
        }
        return result;
    }

    private <T> CompletionStage<T> run(String tried, Supplier<Uni<? extends T>> work) {
        Duration limit = absence.lately() ? PATIENCE_IN_DOUBT : PATIENCE;
        return Patience.<T>within(limit, work)
                .onFailure()
                .transform(e -> new StoreUnavailable("cannot " + tried, e))
                .subscribeAsCompletionStage();
    }
}
