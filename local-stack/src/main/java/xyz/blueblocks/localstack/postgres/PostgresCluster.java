package xyz.blueblocks.localstack.postgres;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import xyz.blueblocks.localstack.process.Spawner;
import xyz.blueblocks.localstack.state.PrivateFiles;

/// The data folder of one PostgreSQL server: made whole, with its roles and databases, or not at
/// all.
///
/// Roles are created by the server's single-user mode before the folder gets its name, so there is
/// never a server that answers without passwords.
final class PostgresCluster {
    private static final long STEP_LIMIT_SECONDS = 120;

    /// Passwords everywhere, over loopback only; no socket files, so no other way in.
    private static final String ACCESS =
            """
            # type  database  user  address       method
            host    sameuser  all   127.0.0.0/8   scram-sha-256
            host    all       postgres  127.0.0.0/8  scram-sha-256
            """;

    private static final String ACCESS_TLS = ACCESS.replaceAll("(?m)^host ", "hostssl ");

    /// Which accounts the data folder has: one name per line, in the folder itself.
    private static final String ACCOUNTS = "blueblocks-accounts";

    private final PostgresBinaries binaries;
    private final Path folder;

    /// @param folder `postgres/` of the state folder
    PostgresCluster(PostgresBinaries binaries, Path folder) {
        this.binaries = binaries;
        this.folder = folder;
    }

    Path data() {
        return data(folder);
    }

    /// The data folder within `postgres/` of a state folder.
    static Path data(Path folder) {
        return folder.resolve("data");
    }

    /// Makes the data folder if there is none, and the accounts that it lacks. Parts of an earlier
    /// attempt are thrown away.
    void create(String superuserPassword, List<PostgresAccount> accounts) {
        Path part = folder.resolve("data.part");
        PrivateFiles.deleteTree(part);
        try {
            if (!Files.exists(data().resolve("PG_VERSION"))) {
                PrivateFiles.deleteTree(data());
                initialise(part, superuserPassword);
                run(accountsSql(accounts), singleUser(part, true));
                recordAccounts(part, accounts);
                PrivateFiles.rename(part, data());
                return;
            }
            List<String> there = Files.readAllLines(data().resolve(ACCOUNTS));
            List<PostgresAccount> missing =
                    accounts.stream().filter(a -> !there.contains(a.name())).toList();
            if (missing.isEmpty()) return;
            // A kill after an earlier attempt at this very step may have left a part of them.
            run(accountsSql(missing), singleUser(data(), false));
            recordAccounts(data(), accounts);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "PostgreSQL data folder " + data() + " could not be made", e);
        }
    }

    private static void recordAccounts(Path into, List<PostgresAccount> accounts) {
        String names =
                accounts.stream()
                        .map(PostgresAccount::name)
                        .collect(Collectors.joining("\n", "", "\n"));
        PrivateFiles.write(into.resolve(ACCOUNTS), names.getBytes(StandardCharsets.US_ASCII));
    }

    private void initialise(Path part, String superuserPassword) throws IOException {
        Path password = folder.resolve("initdb.password");
        try {
            PrivateFiles.write(
                    password, (superuserPassword + "\n").getBytes(StandardCharsets.US_ASCII));
            run("", initdb(part, password));
        } finally {
            Files.deleteIfExists(password);
        }
    }

    /// Writes who may come in, from where and how: at each start, because the wish for TLS may
    /// change.
    void writeAccess(boolean tls) {
        String rules = tls ? ACCESS_TLS : ACCESS;
        PrivateFiles.write(
                data().resolve("pg_hba.conf"), rules.getBytes(StandardCharsets.US_ASCII));
    }

    private List<String> initdb(Path into, Path password) {
        List<String> command = new ArrayList<>();
        command.add(binaries.program("initdb").toString());
        command.addAll(List.of("-D", into.toString(), "-U", "postgres", "-A", "scram-sha-256"));
        command.add("--pwfile=" + password);
        // Order and case rules that are the same on every system.
        command.addAll(
                List.of(
                        "-E",
                        "UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8"));
        // The folder counts only after the rename, and a power cut before that loses nothing.
        command.add("--no-sync");
        return command;
    }

    private List<String> singleUser(Path in, boolean strict) {
        List<String> command = new ArrayList<>();
        command.add(binaries.program("postgres").toString());
        // Statements end at a semicolon before an empty line (-j), not at each line.
        command.addAll(
                List.of(
                        "--single",
                        "-j",
                        "-D",
                        in.toString(),
                        "-c",
                        "exit_on_error=" + strict,
                        "postgres"));
        return command;
    }

    private static String accountsSql(List<PostgresAccount> accounts) {
        StringBuilder sql = new StringBuilder("REVOKE ALL ON DATABASE postgres FROM PUBLIC;\n\n");
        for (PostgresAccount account : accounts) {
            // Both texts are checked by the record: letters, digits, '_' and '-'.
            String name = account.name();
            sql.append("CREATE ROLE ")
                    .append(name)
                    .append(" LOGIN PASSWORD '")
                    .append(account.password())
                    .append("';\n\n");
            sql.append("CREATE DATABASE ")
                    .append(name)
                    .append(" OWNER ")
                    .append(name)
                    .append(";\n\n");
            sql.append("REVOKE ALL ON DATABASE ").append(name).append(" FROM PUBLIC;\n\n");
        }
        return sql.toString();
    }

    private void run(String input, List<String> command) throws IOException {
        Path output = PrivateFiles.touch(folder.resolve("create.log"));
        Path from = folder.resolve("create.sql");
        List<String> whole = new ArrayList<>(RootWorkaround.endsWithParent());
        whole.addAll(RootWorkaround.prefix());
        whole.addAll(command);
        PrivateFiles.write(from, input.getBytes(StandardCharsets.US_ASCII));
        try {
            Process process =
                    Spawner.start(
                            new ProcessBuilder(whole)
                                    .redirectErrorStream(true)
                                    .redirectInput(from.toFile())
                                    .redirectOutput(
                                            ProcessBuilder.Redirect.appendTo(output.toFile())));
            await(process, command.getFirst() + ", see " + output);
        } finally {
            Files.deleteIfExists(from);
        }
    }

    private static void await(Process process, String what) throws IOException {
        try {
            if (!process.waitFor(STEP_LIMIT_SECONDS, TimeUnit.SECONDS))
                throw new IOException("too slow: " + what);
            if (process.exitValue() != 0)
                throw new IOException("code " + process.exitValue() + " from " + what);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted: " + what);
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }
}
