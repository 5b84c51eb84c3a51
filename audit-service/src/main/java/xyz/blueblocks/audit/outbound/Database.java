package xyz.blueblocks.audit.outbound;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jboss.logging.Logger;
import xyz.blueblocks.audit.core.LogStoreException;
import xyz.blueblocks.audit.core.Octets;

/// The reactive client for callers that wait: virtual threads of requests, threads of our own.
///
/// Never to be used on an event loop.
public final class Database {
    /// Longer than any statement here takes; shorter than a request's patience.
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Logger LOG = Logger.getLogger(Database.class);

    private final Pool pool;

    public Database(Pool pool) {
        this.pool = pool;
    }

    /// Runs `work` in one transaction: committed when it returns, rolled back when it throws.
    ///
    /// @throws LogStoreException also when the commit's answer was lost, so that it is not known
    <T> T inTransaction(Function<Session, T> work) {
        SqlConnection connection = connect();
        try {
            Transaction transaction = await(connection.begin(), "begin");
            T result;
            try {
                result = work.apply(new Session(connection));
            } catch (RuntimeException e) {
                abandon(transaction);
                throw e;
            }
            await(transaction.commit(), "commit");
            return result;
        } finally {
            connection.close();
        }
    }

    /// A connection that comes after nobody waits for it any more goes back: a database that stood
    /// still would else empty the pool for good.
    private SqlConnection connect() {
        Future<SqlConnection> asked = pool.getConnection().map(Database::heard);
        try {
            return await(asked, "connect");
        } catch (LogStoreException e) {
            Future<SqlConnection> late = asked.onSuccess(SqlConnection::close);
            assert late != null;
            throw e;
        }
    }

    /// Without a handler the client prints what the server says of its own accord. Set where the
    /// connection comes from the pool, since a server may speak before a waiting thread wakes.
    private static SqlConnection heard(SqlConnection connection) {
        return connection.exceptionHandler(
                e -> LOG.warnf("database: the server says: %s", e.getMessage()));
    }

    /// Statements outside of a transaction.
    Session session() {
        return new Session(pool);
    }

    private static void abandon(Transaction transaction) {
        try {
            await(transaction.rollback(), "rollback");
        } catch (LogStoreException e) {
            // The connection is gone, and the transaction with it; the first failure says why.
        }
    }

    private static <T> T await(Future<T> future, String what) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new LogStoreException("database: " + what + " failed", e.getCause());
        } catch (TimeoutException e) {
            throw new LogStoreException("database: " + what + " took over " + PATIENCE, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogStoreException("database: " + what + " interrupted", e);
        }
    }

    static Buffer buffer(byte[] bytes) {
        return Buffer.buffer(bytes);
    }

    static Buffer buffer(Octets octets) {
        return Buffer.buffer(octets.bytes());
    }

    static Buffer[] buffers(Collection<Octets> all) {
        return all.stream().map(Database::buffer).toArray(Buffer[]::new);
    }

    static Octets octets(Row row, String column) {
        return Octets.of(row.getBuffer(column).getBytes());
    }

    /// Where statements go: one connection, or any.
    static final class Session {
        private final SqlClient client;

        private Session(SqlClient client) {
            this.client = client;
        }

        RowSet<Row> query(String sql, Object... parameters) {
            return query(sql, Tuple.from(List.of(parameters)));
        }

        RowSet<Row> query(String sql, Tuple parameters) {
            return await(client.preparedQuery(sql).execute(parameters), firstWord(sql));
        }

        /// Statements without parameters, several at once.
        void script(String sql) {
            await(client.query(sql).execute(), firstWord(sql));
        }

        /// Rows changed.
        int update(String sql, Object... parameters) {
            return query(sql, parameters).rowCount();
        }

        /// Rows changed.
        int update(String sql, Tuple parameters) {
            return query(sql, parameters).rowCount();
        }

        void batch(String sql, List<Tuple> rows) {
            if (!rows.isEmpty()) {
                await(client.preparedQuery(sql).executeBatch(rows), firstWord(sql));
            }
        }

        private static String firstWord(String sql) {
            return sql.strip().split("\\s", 2)[0];
        }
    }
}
