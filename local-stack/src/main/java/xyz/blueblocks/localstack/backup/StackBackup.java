package xyz.blueblocks.localstack.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.localstack.LocalStack;
import xyz.blueblocks.localstack.ServiceId;
import xyz.blueblocks.localstack.ServiceKind;
import xyz.blueblocks.localstack.ServiceState;
import xyz.blueblocks.localstack.ServiceStatus;
import xyz.blueblocks.localstack.StackException;

/// Takes a backup of a stack that runs and goes on running.
///
/// An audit event moves from a producer's spool to Kafka and from there into the log. Spools are
/// read first, then the log is waited for, and the database is read last: so every event that was
/// emitted before the backup began is in one of the two, and Kafka need not be read at all.
public final class StackBackup {
    /// What a relay must not get back: its onion keys, because an archive that holds them opens
    /// recorded circuits, and with the keys the memory of what was sealed to them; its descriptor
    /// names those keys. Made anew at the start.
    private static final Predicate<String> RELAY_KEEPS =
            name ->
                    List.of("identity.key", "encryption.key", "enrolled", "invite.json")
                            .contains(name);

    private final LocalStack stack;
    private final Consumer<String> progress;

    /// @param progress gets a line for a person with each step
    public StackBackup(LocalStack stack, Consumer<String> progress) {
        this.stack = stack;
        this.progress = progress;
    }

    /// What was written.
    ///
    /// @param archive where
    /// @param sizeBytes of the archive
    /// @param files in it
    /// @param logSize entries under the newest checkpoint of the log in it
    /// @param made when it was begun: the moment it is of, or a little later
    public record Made(Path archive, long sizeBytes, int files, long logSize, Instant made) {}

    /// Writes the archive.
    ///
    /// @param target a file that is not there yet
    /// @throws StackException if a service that is needed is not ready; then nothing is left behind
    public Made to(Path target) {
        Path file = target.toAbsolutePath().normalize();
        requireFree(file);
        requireReady();
        Instant began = Instant.now();
        try (ArchiveWriter archive = ArchiveWriter.begin(file)) {
            Manifest manifest = write(archive, began);
            return new Made(
                    file, Files.size(file), manifest.all().size(), manifest.logSize(), began);
        } catch (FileAlreadyExistsException e) {
            throw new StackException(
                    "Another backup writes there.",
                    e.getFile() + " is its beginning.",
                    "Wait for it; if it was killed, delete that file.");
        } catch (IOException e) {
            throw new StackException(
                    "The backup could not be written.",
                    e.getMessage() + ".",
                    "See to room and rights in " + file.getParent() + ", then try again.");
        } catch (SQLException e) {
            throw new StackException(
                    "The database did not allow the backup.",
                    String.valueOf(e.getMessage()),
                    "See bb logs postgres, then try again.");
        }
    }

    private Manifest write(ArchiveWriter archive, Instant began) throws IOException, SQLException {
        Path state = stack.state();
        progress.accept("identities, keys and spools");
        spools(archive, state.resolve(MemberNames.SPOOL));
        relays(archive, state.resolve(MemberNames.RELAYS));
        flat(archive, state, MemberNames.SECRETS);
        flat(archive, state, MemberNames.TLS);
        archive.file(MemberNames.LAYOUT, state.resolve(MemberNames.LAYOUT));
        Path data = state.resolve(MemberNames.DATA);
        try (Connection server = connect("postgres");
                Connection log = connect(ServiceKind.AUDIT.word())) {
            progress.accept("waiting until the log holds what is on Kafka");
            new LogCatchUp(stack.observerKafka(), log).await();
            progress.accept("the databases");
            archive.folder("postgres");
            DatabaseCopy.Signed signed = new DatabaseCopy(data, archive).run(server, log);
            archive.folder("audit");
            archive.bytes(MemberNames.CHECKPOINT, signed.note().getBytes(StandardCharsets.UTF_8));
            String version = Files.readString(data.resolve("PG_VERSION")).strip();
            return archive.finish(began, version, signed.size());
        }
    }

    /// Segments and how far they were taken. What was taken first: a place that is older than the
    /// segments means that some events are told twice, which changes nothing.
    private static void spools(ArchiveWriter archive, Path root) throws IOException {
        archive.folder(MemberNames.SPOOL);
        for (Path service : children(root)) {
            String name = MemberNames.SPOOL + "/" + service.getFileName();
            if (!Files.isDirectory(service)) continue;
            archive.folder(name);
            Path taken = service.resolve("taken");
            if (Files.exists(taken)) archive.file(name + "/taken", taken);
            for (Path segment : children(service)) {
                String file = segment.getFileName().toString();
                if (file.endsWith(".spool")) archive.file(name + "/" + file, segment);
            }
        }
    }

    private static void relays(ArchiveWriter archive, Path root) throws IOException {
        archive.folder(MemberNames.RELAYS);
        for (Path relay : children(root)) {
            String name = MemberNames.RELAYS + "/" + relay.getFileName();
            archive.folder(name);
            for (Path file : children(relay)) {
                String own = file.getFileName().toString();
                if (RELAY_KEEPS.test(own)) archive.file(name + "/" + own, file);
            }
        }
    }

    private static void flat(ArchiveWriter archive, Path state, String folder) throws IOException {
        archive.folder(folder);
        for (Path file : children(state.resolve(folder))) {
            String name = folder + "/" + file.getFileName();
            // What is being written just now has a name with a dot before it.
            if (Files.isRegularFile(file) && MemberNames.isGood(name)) archive.file(name, file);
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    private Connection connect(String database) throws SQLException {
        ServiceId audit = new ServiceId(ServiceKind.AUDIT, 1);
        String url = stack.environment(audit).getOrDefault("QUARKUS_DATASOURCE_JDBC_URL", "");
        int slash = url.indexOf('/', url.indexOf("//") + 2);
        int query = url.indexOf('?');
        Properties login = new Properties();
        login.setProperty("user", "postgres");
        login.setProperty("password", superuser());
        login.setProperty("ApplicationName", "bb backup");
        login.setProperty("loginTimeout", "20");
        return DriverManager.getConnection(
                url.substring(0, slash + 1) + database + (query < 0 ? "" : url.substring(query)),
                login);
    }

    private String superuser() {
        try {
            return Files.readString(
                            stack.state()
                                    .resolve(MemberNames.SECRETS)
                                    .resolve("postgres-superuser"),
                            StandardCharsets.US_ASCII)
                    .strip();
        } catch (IOException e) {
            throw new StackException("The database's password cannot be read.", e);
        }
    }

    private static void requireFree(Path file) {
        if (Files.exists(file))
            throw new CommandFailure(
                    ExitCode.USAGE,
                    file + " is there already.",
                    "A backup never replaces another file.",
                    "Name another, or delete it first.");
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder))
            throw CommandFailure.missing(
                    "There is no folder " + folder + ".", "Make it, or name another with --out.");
    }

    private void requireReady() {
        List<ServiceStatus> status = stack.status();
        for (ServiceKind kind :
                List.of(ServiceKind.POSTGRES, ServiceKind.KAFKA, ServiceKind.AUDIT)) {
            boolean ready =
                    status.stream()
                            .anyMatch(s ->
                                    s.service().kind() == kind && s.state() == ServiceState.READY);
            if (!ready)
                throw new StackException(
                        "A backup needs " + kind.word() + ", which is not ready.",
                        "It is taken while the stack runs.",
                        "Start what is down with bb up, then try again.");
        }
    }
}
