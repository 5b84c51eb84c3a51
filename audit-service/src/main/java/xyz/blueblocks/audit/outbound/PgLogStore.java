package xyz.blueblocks.audit.outbound;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import xyz.blueblocks.audit.core.AppendOutcome;
import xyz.blueblocks.audit.core.AppendPlan;
import xyz.blueblocks.audit.core.AppendPlanner;
import xyz.blueblocks.audit.core.CheckpointSigner;
import xyz.blueblocks.audit.core.EventJudge;
import xyz.blueblocks.audit.core.EventPosition;
import xyz.blueblocks.audit.core.IncomingEvent;
import xyz.blueblocks.audit.core.LogStore;
import xyz.blueblocks.audit.core.Octets;
import xyz.blueblocks.audit.core.Snapshot;
import xyz.blueblocks.audit.core.StoredSubject;
import xyz.blueblocks.audit.core.Tile;
import xyz.blueblocks.audit.core.TileEdge;
import xyz.blueblocks.audit.core.TileNodes;
import xyz.blueblocks.audit.core.Verdict;
import xyz.blueblocks.crypto.merkle.MerkleHash;

/// The log in PostgreSQL: appends batches, signs checkpoints, erases persons.
///
/// Every write takes one transaction-level advisory lock first. It serialises the writers of all
/// replicas and goes with the connection, so a writer that dies holds up nobody. Life of a leaf:
/// its row, its tags, the tiles that grew, the reader's positions and, when due, the checkpoint are
/// committed together; what a crash leaves is what was before.
public final class PgLogStore implements LogStore {
    /// Advisory lock of whoever changes the log; the number is ASCII "bbauditW".
    private static final long WRITER_LOCK = 0x6262617564697457L;

    /// Bounds, on the server's side, how long a frozen process can hold the lock, and how long
    /// others wait for it: they must outlast the former.
    private static final String BOUNDS =
            "set local idle_in_transaction_session_timeout = '10s'; set local lock_timeout = '15s'";

    private final Database database;
    private final EventJudge judge;
    private final AppendPlanner planner;
    private final CheckpointSigner signer;
    private final Duration checkpointInterval;
    private final SubjectEraser eraser;
    private final AtomicLong longest = new AtomicLong();

    public PgLogStore(
            Database database,
            EventJudge judge,
            AppendPlanner planner,
            CheckpointSigner signer,
            Duration checkpointInterval) {
        this.database = database;
        this.judge = judge;
        this.planner = planner;
        this.signer = signer;
        this.checkpointInterval = checkpointInterval;
        this.eraser = new SubjectEraser(planner);
    }

    @Override
    public AppendOutcome append(List<IncomingEvent> batch, Instant now) {
        List<Verdict> verdicts = batch.stream().map(judge::judge).toList();
        AppendOutcome outcome =
                database.inTransaction(session -> {
                    State state = lock(session);
                    Snapshot snapshot = snapshot(session, state.treeSize, verdicts);
                    AppendPlan plan = planner.plan(snapshot, verdicts);
                    LeafRows.write(session, plan, now);
                    List<Verdict.Refused> noted = DeadLetterRows.write(session, plan, now);
                    movePositions(session, batch);
                    checkpoint(session, state, plan.treeSize(), plan.edge(), now);
                    return new AppendOutcome(
                            plan.leaves().size(), plan.repeats(), noted, plan.treeSize());
                });
        longest.accumulateAndGet(outcome.treeSize(), Math::max);
        return outcome;
    }

    @Override
    public void checkpointIfDue(Instant now) {
        State seen = read(database.session()).orElse(State.NONE);
        if (!due(seen, seen.treeSize, now)) {
            return;
        }
        database.inTransaction(session -> {
            State state = lock(session);
            List<Tile> edge = edge(session, state.treeSize);
            checkpoint(session, state, state.treeSize, edge, now);
            return state;
        });
    }

    @Override
    public Map<Integer, Long> positions(String topicId) {
        Map<Integer, Long> next = new HashMap<>();
        for (Row row :
                database.session()
                        .query(
                                "select partition, next_offset from topic_position"
                                        + " where topic_id = $1",
                                topicId)) {
            next.put(row.getInteger(0), row.getLong(1));
        }
        return next;
    }

    @Override
    public long erase(String address) {
        return database.inTransaction(session -> {
            lock(session);
            return eraser.erase(session, address);
        });
    }

    /// Waits for the lock, then reads where the log stands; begins the log at the first call ever.
    private State lock(Database.Session session) {
        session.script(BOUNDS);
        session.query("select pg_advisory_xact_lock($1)", WRITER_LOCK);
        session.update(
                "insert into log_state (origin, tree_size, checkpoint_size, checkpoint_millis)"
                        + " values ($1, 0, -1, 0) on conflict do nothing",
                signer.origin());
        State state = read(session).orElseThrow();
        if (!state.origin.equals(signer.origin())) {
            throw new IllegalStateException(
                    "origin: " + signer.origin() + " (want " + state.origin + ", this log's name)");
        }
        if (state.treeSize < longest.get()) {
            throw new IllegalStateException(
                    "tables: "
                            + state.treeSize
                            + " leaves (want at least "
                            + longest
                            + ", which"
                            + " were there before)");
        }
        return state;
    }

    private static Optional<State> read(Database.Session session) {
        for (Row row :
                session.query(
                        "select origin, tree_size, checkpoint_size, checkpoint_millis"
                                + " from log_state")) {
            return Optional.of(
                    new State(row.getString(0), row.getLong(1), row.getLong(2), row.getLong(3)));
        }
        return Optional.empty();
    }

    private Snapshot snapshot(Database.Session session, long treeSize, List<Verdict> verdicts) {
        Map<Octets, Optional<Octets>> known = new HashMap<>();
        Set<Octets> eventTags = planner.eventTags(verdicts);
        for (Row row :
                session.query(
                        "select event_tag, fingerprint from log_entry where event_tag = any($1)",
                        (Object) Database.buffers(eventTags))) {
            Optional<Octets> fingerprint =
                    Optional.ofNullable(row.getBuffer(1)).map(b -> Octets.of(b.getBytes()));
            known.put(Database.octets(row, "event_tag"), fingerprint);
        }
        Map<Octets, StoredSubject> subjects = new HashMap<>();
        for (Row row :
                session.query(
                        "select subject_ref, subject_tag, wrapped from subject_key"
                                + " where subject_tag = any($1)",
                        (Object) Database.buffers(planner.subjectTags(verdicts)))) {
            StoredSubject subject = LeafRows.subject(row);
            subjects.put(subject.tag(), subject);
        }
        return new Snapshot(treeSize, edge(session, treeSize), known, subjects);
    }

    private static List<Tile> edge(Database.Session session, long treeSize) {
        return TileRows.read(session, TileEdge.needed(treeSize));
    }

    private static void movePositions(Database.Session session, List<IncomingEvent> batch) {
        Map<EventPosition, Long> next = new HashMap<>();
        for (IncomingEvent event : batch) {
            EventPosition at = event.position();
            next.merge(
                    new EventPosition(at.topicId(), at.partition(), 0), at.offset() + 1, Math::max);
        }
        List<Tuple> rows = new ArrayList<>();
        next.forEach((at, offset) -> rows.add(Tuple.of(at.topicId(), at.partition(), offset)));
        session.batch(
                "insert into topic_position (topic_id, partition, next_offset)"
                        + " values ($1, $2, $3) on conflict (topic_id, partition)"
                        + " do update set next_offset = excluded.next_offset",
                rows);
    }

    private void checkpoint(
            Database.Session session,
            State state,
            long treeSize,
            Collection<Tile> edge,
            Instant now) {
        boolean sign = due(state, treeSize, now);
        if (sign) {
            byte[] root = MerkleHash.root(TileNodes.of(edge), treeSize);
            session.update(
                    "insert into checkpoint (tree_size, note, signed_at) values ($1, $2, $3)",
                    treeSize,
                    signer.sign(treeSize, root),
                    OffsetDateTime.ofInstant(now, ZoneOffset.UTC));
        }
        if (sign || treeSize != state.treeSize) {
            session.update(
                    "update log_state set tree_size = $1, checkpoint_size = $2,"
                            + " checkpoint_millis = $3",
                    treeSize,
                    sign ? treeSize : state.checkpointSize,
                    sign ? now.toEpochMilli() : state.checkpointMillis);
        }
    }

    private boolean due(State state, long treeSize, Instant now) {
        long age = now.toEpochMilli() - state.checkpointMillis;
        // A negative age is another replica's faster clock: do not let it hold up checkpoints.
        return treeSize > state.checkpointSize && (age < 0 || age >= checkpointInterval.toMillis());
    }

    private record State(String origin, long treeSize, long checkpointSize, long checkpointMillis) {
        static final State NONE = new State("", 0, -1, 0);
    }
}
