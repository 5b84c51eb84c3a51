package xyz.blueblocks.audit.outbound;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import xyz.blueblocks.audit.core.LogStoreException;
import xyz.blueblocks.audit.core.MasterKey;
import xyz.blueblocks.audit.core.TagKind;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.servicekit.limit.ReplayGuard;
import xyz.blueblocks.servicekit.limit.ReplayMemory;

/// Nonces that any replica has seen: a unique insert in PostgreSQL, behind this replica's own
/// memory.
///
/// While the database is away the memory alone answers. That is enough here: what a replayed
/// request could add are events that are leaves already.
public final class PgReplayGuard implements ReplayGuard {
    private static final Logger LOG = Logger.getLogger(PgReplayGuard.class);
    private static final int PER_PEER = 2_000;
    private static final int TOTAL = 100_000;

    /// A caller waits for two answers of this guard, and ten seconds for all.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// After silence nobody waits for the database.
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final Database database;
    private final MasterKey master;
    private final Executor executor;
    private final ReplayMemory memory = new ReplayMemory(PER_PEER, TOTAL);
    private volatile long askAgainNanos = System.nanoTime();

    /// A guard whose database calls run on `executor`.
    ///
    /// @param executor whose threads may block
    public PgReplayGuard(Database database, MasterKey master, Executor executor) {
        this.database = database;
        this.master = master;
        this.executor = executor;
    }

    @Override
    public CompletionStage<Verdict> remember(PeerId peer, String nonce, Instant now) {
        Verdict here = memory.rememberNow(peer, nonce, now);
        boolean away = System.nanoTime() - askAgainNanos < 0;
        return here != Verdict.FRESH || away
                ? CompletableFuture.completedFuture(here)
                : CompletableFuture.supplyAsync(() -> everywhere(peer, nonce, now), executor)
                        .completeOnTimeout(
                                Verdict.UNAVAILABLE, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        .thenApply(this::orMemory);
    }

    /// The memory has said that it is fresh already.
    private Verdict orMemory(Verdict verdict) {
        if (verdict != Verdict.UNAVAILABLE) {
            return verdict;
        }
        askAgainNanos = System.nanoTime() + PAUSE.toNanos();
        return Verdict.FRESH;
    }

    private Verdict everywhere(PeerId peer, String nonce, Instant now) {
        OffsetDateTime at = OffsetDateTime.ofInstant(now, ZoneOffset.UTC);
        try {
            int inserted =
                    database.session()
                            .update(
                                    "insert into seen_once (tag, expires) values ($1, $2)"
                                            + " on conflict (tag) do nothing",
                                    Database.buffer(
                                            master.tag(TagKind.ONCE, peer.toString(), nonce)),
                                    at.plusSeconds(2 * KEPT_SECONDS));
            return inserted == 1 ? Verdict.FRESH : Verdict.REPLAYED;
        } catch (LogStoreException e) {
            LOG.warn(
                    "replay guard: the database cannot be asked, this replica's memory answers", e);
            return Verdict.UNAVAILABLE;
        }
    }

    /// Forgets what is too old to be replayed.
    public void sweep(Instant now) {
        database.session()
                .update(
                        "delete from seen_once where expires < $1",
                        OffsetDateTime.ofInstant(now, ZoneOffset.UTC));
    }
}
