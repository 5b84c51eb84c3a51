package xyz.blueblocks.discovery.outbound;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import xyz.blueblocks.discovery.core.Announcements;
import xyz.blueblocks.discovery.core.StoreUnavailable;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.Announcement;

/// Announcements in PostgreSQL.
@Singleton
class PgAnnouncements implements Announcements {
    private static final String INSERT =
            "insert into announcements (id, body, issued, expires) values ($1, $2, $3, $4)"
                    + " on conflict do nothing";
    private static final String SELECT =
            "select body from announcements where issued <= $1 and expires > $1"
                    + " order by issued desc, id limit $2";
    // An operator's clock may be ahead of ours.
    private static final int SKEW_SECONDS = 120;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Pool pool;

    @Inject
    PgAnnouncements(Pool pool) {
        this.pool = pool;
    }

    @Override
    public CompletionStage<Boolean> publish(JsonObject signed, Announcement announcement) {
        return run(
                "publish an announcement",
                pool.preparedQuery(INSERT)
                        .execute(
                                Tuple.of(
                                        announcement.id(),
                                        signed.text(),
                                        announcement
                                                .issued()
                                                .minusSeconds(SKEW_SECONDS)
                                                .atOffset(ZoneOffset.UTC),
                                        announcement.expires().atOffset(ZoneOffset.UTC)))
                        .map(rows -> rows.rowCount() == 1));
    }

    @Override
    public CompletionStage<List<JsonObject>> inForce(Instant now, int limit) {
        return run(
                "read announcements",
                pool.preparedQuery(SELECT)
                        .execute(Tuple.of(now.atOffset(ZoneOffset.UTC), limit))
                        .map(rows -> {
                            List<JsonObject> all = new ArrayList<>();
                            for (Row row : rows) {
                                all.add(parse(row.getString(0)));
                            }
                            return all;
                        }));
    }

    private static JsonObject parse(String body) {
        return Json.parse(body.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }

    private static <T> CompletionStage<T> run(String tried, Uni<T> work) {
        return Patience.within(PATIENCE, () -> work)
                .onFailure()
                .transform(e -> new StoreUnavailable("cannot " + tried, e))
                .subscribeAsCompletionStage();
    }
}
