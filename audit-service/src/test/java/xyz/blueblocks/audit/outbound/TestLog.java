package xyz.blueblocks.audit.outbound;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.Row;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.flywaydb.core.Flyway;
import xyz.blueblocks.audit.core.AppendPlanner;
import xyz.blueblocks.audit.core.Continuity;
import xyz.blueblocks.audit.core.EntryQueries;
import xyz.blueblocks.audit.core.EventJudge;
import xyz.blueblocks.audit.core.LogKey;
import xyz.blueblocks.audit.core.MasterKey;
import xyz.blueblocks.audit.core.ProofQueries;
import xyz.blueblocks.audit.core.Samples;
import xyz.blueblocks.servicekit.testing.TestInfra;
import xyz.blueblocks.wire.audit.LogVerifier;

/// A log of its own in a database of its own on the tests' real PostgreSQL, wired as the service
/// wires it. Randomness is seeded; nothing else is different.
public final class TestLog implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final String name;
    private final Pool pool;
    private final Database database;
    private final MasterKey master = Samples.master();
    private final LogKey key;
    private final EventJudge judge = new EventJudge(master);

    private TestLog(String url, String name) {
        this(url, name, "log.example/" + name);
    }

    private TestLog(String url, String name, String origin) {
        this.name = name;
        this.key = Samples.logKey(origin);
        PgConnectOptions where = PgConnectOptions.fromUri(url);
        where.setUser("postgres").setPassword("postgres").setCachePreparedStatements(true);
        this.pool =
                PgBuilder.pool()
                        .with(new PoolOptions().setMaxSize(6))
                        .connectingTo(where)
                        .using(vertx)
                        .build();
        this.database = new Database(pool);
    }

    /// A new database with the service's own migrations.
    public static TestLog create(String name) {
        try (Connection admin =
                        DriverManager.getConnection(
                                TestInfra.addresses().get("jdbc"), "postgres", "postgres");
                Statement statement = admin.createStatement()) {
            statement.execute("drop database if exists " + name + " with (force)");
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("database " + name, e);
        }
        Flyway.configure().dataSource(jdbcUrl(name), "postgres", "postgres").load().migrate();
        return new TestLog(reactiveUrl(name), name);
    }

    /// The same log as a backup of now would bring it back: same name, same key, tables of their
    /// own.
    public TestLog backup(String copy) {
        cutConnections();
        try (Connection admin =
                        DriverManager.getConnection(
                                TestInfra.addresses().get("jdbc"), "postgres", "postgres");
                Statement statement = admin.createStatement()) {
            statement.execute("drop database if exists " + copy + " with (force)");
            statement.execute("create database " + copy + " template " + name);
        } catch (SQLException e) {
            throw new IllegalStateException("database " + copy, e);
        }
        return new TestLog(reactiveUrl(copy), copy, key.origin());
    }

    /// Judges whether this log may go on, as the service does.
    ///
    /// @param vouched the checkpoint that somebody says is the newest
    public Continuity continuity(Optional<String> vouched) {
        return new Continuity(
                reader(),
                new CheckpointTopic(database, TestTopic.kafka().consumer(), key),
                key,
                () -> vouched,
                Duration.ofDays(30));
    }

    /// The same log, opened again, as another replica or a restarted one does.
    public static TestLog open(String name) {
        return new TestLog(reactiveUrl(name), name);
    }

    /// The same log, by its address: for processes that do not run the servers themselves.
    public static TestLog open(String reactiveUrl, String name) {
        return new TestLog(reactiveUrl, name);
    }

    public static String jdbcUrl(String name) {
        return at(TestInfra.addresses().get("jdbc"), name);
    }

    public static String reactiveUrl(String name) {
        String url = at(TestInfra.addresses().get("reactive"), name);
        return url.startsWith("vertx-reactive:") ? url.substring("vertx-reactive:".length()) : url;
    }

    private static String at(String url, String name) {
        String bare = url.contains("?") ? url.substring(0, url.indexOf('?')) : url;
        return bare.substring(0, bare.lastIndexOf('/') + 1) + name;
    }

    public PgLogStore store(Duration checkpointInterval) {
        return store(checkpointInterval, new SecureRandom());
    }

    /// A store whose keys and salts come from `random`.
    public PgLogStore store(Duration checkpointInterval, RandomGenerator random) {
        return new PgLogStore(
                database, judge, new AppendPlanner(master, random), key, checkpointInterval);
    }

    public PgLogReader reader() {
        return new PgLogReader(database);
    }

    public ProofQueries proofs() {
        return new ProofQueries(reader());
    }

    public EntryQueries entries() {
        return new EntryQueries(reader(), master);
    }

    public LogVerifier verifier() {
        return LogVerifier.of(key.noteKey());
    }

    /// A verifier for a log of another name with the tests' key.
    public LogVerifier verifier(String origin) {
        try (LogKey named = Samples.logKey(origin)) {
            return LogVerifier.of(named.noteKey());
        }
    }

    /// First line of this log's checkpoints.
    public String origin() {
        return key.origin();
    }

    public MasterKey master() {
        return master;
    }

    public EventJudge judge() {
        return judge;
    }

    public Database database() {
        return database;
    }

    public String name() {
        return name;
    }

    public long count(String sql) {
        for (Row row : database.session().query(sql)) {
            return row.getLong(0);
        }
        throw new AssertionError("no row");
    }

    public int update(String sql) {
        return database.session().update(sql);
    }

    /// Kills every connection to this log's database from the server's side, whatever they do.
    public void cutConnections() {
        try (Connection admin =
                        DriverManager.getConnection(
                                TestInfra.addresses().get("jdbc"), "postgres", "postgres");
                Statement statement = admin.createStatement()) {
            statement.execute(
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
                            + name
                            + "'");
        } catch (SQLException e) {
            throw new IllegalStateException("cut " + name, e);
        }
    }

    @Override
    public void close() {
        try {
            pool.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException e) {
            throw new IllegalStateException("close " + name, e);
        }
    }
}
