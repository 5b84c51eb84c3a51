package xyz.blueblocks.discovery.outbound;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;
import xyz.blueblocks.crypto.hash.Sha256;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.discovery.core.Nonces;
import xyz.blueblocks.servicekit.limit.ReplayGuard;
import xyz.blueblocks.servicekit.limit.ReplayMemory;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;

/// Nonces in PostgreSQL: the insert that comes first, on whatever replica, wins (row X21).
///
/// The replica's own memory is asked before: it refuses floods and plain repeats without a query,
/// and stands in while the database is away (docs/adr/0010-without-the-database.md says why that is
/// enough). What was used meanwhile is written once the database answers again.
@Singleton
class PgNonces implements Nonces, ReplayGuard {
    private static final Logger LOG = Logger.getLogger(PgNonces.class);
    private static final String INSERT =
            "insert into nonces (seen, expires) values ($1, $2) on conflict do nothing";
    private static final List<String> EXPIRING = List.of("nonces", "invitations", "announcements");
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int PER_PEER = 10_000;
    private static final int TOTAL = 100_000;

    private final Pool pool;
    private final Absence absence;
    private final ReplayMemory memory = new ReplayMemory(PER_PEER, TOTAL);
    private final OwedNonces owed = new OwedNonces(TOTAL);

    @Inject
    PgNonces(Pool pool, Absence absence) {
        this.pool = pool;
        this.absence = absence;
    }

    @Override
    public CompletionStage<Decoded<PeerId>> use(PeerId peer, String nonce, Instant now) {
        return remember(peer, nonce, now)
                .thenApply(verdict ->
                        switch (verdict) {
                            case FRESH -> Decoded.ok(peer);
                            case REPLAYED ->
                                    Decoded.malformed(
                                            ErrorCode.REPLAY_DETECTED, "nonce: used before", -1);
                            case FULL, UNAVAILABLE ->
                                    Decoded.malformed(
                                            ErrorCode.RATE_LIMITED,
                                            "nonce: too many of this peer",
                                            -1);
                        });
    }

    @Override
    public CompletionStage<Verdict> remember(PeerId peer, String nonce, Instant now) {
        Verdict own = memory.rememberNow(peer, nonce, now);
        if (own != Verdict.FRESH) {
            return CompletableFuture.completedFuture(own);
        }
        byte[] seen = Sha256.hash(peer.bytes(), nonce.getBytes(StandardCharsets.UTF_8));
        Tuple row = row(seen, now.plusSeconds(KEPT_SECONDS));
        if (absence.lately()) {
            owed.add(row);
            return CompletableFuture.completedFuture(own);
        }
        return Patience.within(PATIENCE, () -> pool.preparedQuery(INSERT).execute(row))
                .map(rows -> rows.rowCount() == 1 ? Verdict.FRESH : Verdict.REPLAYED)
                .onFailure()
                .invoke(e -> {
                    absence.noticed();
                    owed.add(row);
                    LOG.warnf("nonces: database away (%s)", e.getClass().getSimpleName());
                })
                .onFailure()
                .recoverWithItem(Verdict.FRESH)
                .subscribeAsCompletionStage();
    }

    private static Tuple row(byte[] seen, Instant expires) {
        return Tuple.of(Buffer.buffer(seen).getDelegate(), expires.atOffset(ZoneOffset.UTC));
    }

    /// Writes what was used while the database was away.
    Uni<Void> settle() {
        List<Tuple> rows = owed.take();
        return rows.isEmpty()
                ? Uni.createFrom().voidItem()
                : Patience.within(PATIENCE, () -> pool.preparedQuery(INSERT).executeBatch(rows))
                        .replaceWithVoid()
                        .onFailure()
                        .invoke(() -> owed.putBack(rows));
    }

    /// Deletes what has expired, here and beside.
    Uni<Void> forget(Instant now) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (String table : EXPIRING) {
            all =
                    all.chain(() ->
                                    pool.preparedQuery(
                                                    "delete from " + table + " where expires < $1")
                                            .execute(Tuple.of(now.atOffset(ZoneOffset.UTC))))
                            .replaceWithVoid();
        }
        return all;
    }
}
