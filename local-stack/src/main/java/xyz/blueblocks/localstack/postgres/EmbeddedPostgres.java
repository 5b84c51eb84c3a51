package xyz.blueblocks.localstack.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xyz.blueblocks.localstack.process.ChildProcess;
import xyz.blueblocks.localstack.process.ChildSpec;
import xyz.blueblocks.localstack.process.Ending;
import xyz.blueblocks.localstack.process.StopSignal;
import xyz.blueblocks.localstack.state.ProcessIdentity;
import xyz.blueblocks.localstack.state.ProcessRegistry;

/// One PostgreSQL server on a loopback address.
public final class EmbeddedPostgres {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    /// Line of postmaster.pid that says how far the server is (miscadmin.h,
    /// LOCK_FILE_LINE_PM_STATUS).
    private static final int STATUS_LINE = 8;

    private final PostgresSettings settings;
    private final PostgresCluster cluster;

    public EmbeddedPostgres(PostgresSettings settings) {
        this.settings = settings;
        this.cluster = new PostgresCluster(settings.binaries(), settings.folder());
    }

    /// Makes the data folder if there is none, and clears away what a killed server left. Slow the
    /// first time; may be interrupted, and then leaves no trace.
    public void prepare() {
        cluster.create(settings.superuserPassword(), settings.accounts());
        cluster.writeAccess(settings.tls().isPresent());
        endPredecessor();
    }

    /// Starts the server and returns before it answers: see [#isReady()].
    public ChildProcess start(ProcessRegistry registry) {
        return ChildProcess.start(spec(), registry);
    }

    /// Whether the server accepts connections, as it says itself in its data folder.
    public boolean isReady() {
        return isReady(settings.folder());
    }

    /// The same for the server whose `postgres/` folder this is.
    public static boolean isReady(Path folder) {
        List<String> lines = read(PostgresCluster.data(folder).resolve("postmaster.pid"));
        return lines.size() >= STATUS_LINE && lines.get(STATUS_LINE - 1).strip().equals("ready");
    }

    /// A server that still has the data folder, although its record is lost, is stopped. A pid file
    /// without a server is deleted: PostgreSQL itself only asks whether *some* process has the id,
    /// and after a reboot another one may.
    private void endPredecessor() {
        List<String> lines = pidFile();
        if (lines.isEmpty()) return;
        try {
            Optional<ProcessIdentity> server =
                    ProcessIdentity.of(Long.parseLong(lines.getFirst().strip()));
            if (server.isPresent() && isServer(server.get()))
                Ending.end(server.get(), StopSignal.INT, STOP_LIMIT);
            Files.deleteIfExists(pidPath());
        } catch (NumberFormatException e) {
            throw new IllegalStateException("damaged " + pidPath(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("stale " + pidPath() + " could not be deleted", e);
        }
    }

    private boolean isServer(ProcessIdentity process) {
        return process.handle()
                .flatMap(handle -> handle.info().commandLine())
                .filter(line ->
                        line.contains("postgres") && line.contains(cluster.data().toString()))
                .isPresent();
    }

    private Path pidPath() {
        return cluster.data().resolve("postmaster.pid");
    }

    private List<String> pidFile() {
        return read(pidPath());
    }

    private static List<String> read(Path pidFile) {
        try {
            return Files.readAllLines(pidFile, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return List.of(); // no server
        }
    }

    private ChildSpec spec() {
        List<String> command = new ArrayList<>(RootWorkaround.endsWithParent());
        command.addAll(RootWorkaround.prefix());
        command.add(settings.binaries().program("postgres").toString());
        command.addAll(List.of("-D", cluster.data().toString()));
        options().forEach(option -> command.addAll(List.of("-c", option)));
        return new ChildSpec(
                "postgres",
                command,
                Map.of(),
                settings.folder(),
                settings.log(),
                StopSignal.INT,
                STOP_LIMIT,
                false);
    }

    private List<String> options() {
        List<String> options = new ArrayList<>();
        options.add("listen_addresses=" + settings.address());
        options.add("port=" + settings.port());
        options.add("unix_socket_directories=");
        options.add("password_encryption=scram-sha-256");
        // A small server: no parallel workers, no replication, no helper processes for I/O.
        options.add("max_connections=60");
        options.add("shared_buffers=24MB");
        options.add("max_worker_processes=0");
        options.add("max_logical_replication_workers=0");
        options.add("max_parallel_workers=0");
        options.add("io_method=sync");
        // What a backup of the running server needs.
        options.add("wal_level=replica");
        options.add("max_wal_senders=0");
        options.add("jit=off");
        options.add("logging_collector=off");
        // Statements carry personal data; errors alone do not need them.
        options.add("log_min_error_statement=panic");
        settings.tls()
                .ifPresent(tls -> {
                    options.add("ssl=on");
                    options.add("ssl_min_protocol_version=TLSv1.3");
                    options.add("ssl_cert_file=" + tls.certificate());
                    options.add("ssl_key_file=" + tls.key());
                });
        return options;
    }
}
