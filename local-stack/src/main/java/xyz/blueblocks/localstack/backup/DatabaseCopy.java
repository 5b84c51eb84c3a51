package xyz.blueblocks.localstack.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import xyz.blueblocks.localstack.StackException;

/// Copies the data folder of a running PostgreSQL: its low-level backup functions, as
/// `pg_basebackup` uses them (PostgreSQL 18, section 25.3.4).
///
/// Between `pg_backup_start` and `pg_backup_stop` files may change under the reader; the journal
/// written meanwhile, which is copied last, mends them when the copy is first started. The copy is
/// all databases as they were at one moment: that of the stop.
final class DatabaseCopy {
    /// Advisory lock of whoever changes the audit log ("bbauditW").
    private static final long LOG_WRITER = 0x6262617564697457L;

    /// Not copied: the running server's own, and what every start makes anew (the same list as
    /// pg_basebackup's). Folders stay, empty.
    private static final Set<String> EMPTIED =
            Set.of(
                    "pg_wal",
                    "pg_replslot",
                    "pg_dynshmem",
                    "pg_notify",
                    "pg_serial",
                    "pg_snapshots",
                    "pg_stat_tmp",
                    "pg_subtrans");

    private static final Set<String> LEFT_OUT =
            Set.of("postmaster.pid", "postmaster.opts", "backup_label", "tablespace_map");

    private final Path data;
    private final ArchiveWriter archive;

    DatabaseCopy(Path data, ArchiveWriter archive) {
        this.data = data;
        this.archive = archive;
    }

    /// The newest checkpoint that the copied log has signed.
    ///
    /// @param size entries it covers
    /// @param note as signed; empty before the first
    record Signed(long size, String note) {}

    /// Copies.
    ///
    /// @param server a superuser's connection to any database; the backup ends if it does
    /// @param log a superuser's connection to audit-service's database
    Signed run(Connection server, Connection log) throws SQLException, IOException {
        try (Statement sql = server.createStatement()) {
            // Keeps the journal that is written from now on; goes with the connection.
            text(sql, "select pg_create_physical_replication_slot('bb_backup', true, true)");
            String first = text(sql, "select pg_walfile_name(pg_backup_start('bb backup', true))");
            copyData();
            Signed signed;
            String last;
            log.setAutoCommit(false);
            try (Statement writer = log.createStatement()) {
                // Nobody signs while the backup ends, so its newest checkpoint is known exactly.
                text(writer, "select 1 from pg_advisory_xact_lock(" + LOG_WRITER + ")");
                signed = newest(writer);
                last = stop(sql);
            } finally {
                log.rollback();
            }
            copyJournal(first, last);
            return signed;
        }
    }

    private static Signed newest(Statement sql) throws SQLException {
        try (ResultSet row =
                sql.executeQuery(
                        "select tree_size, note from checkpoint order by tree_size desc limit 1")) {
            return row.next() ? new Signed(row.getLong(1), row.getString(2)) : new Signed(0, "");
        }
    }

    /// Ends the backup; its label makes the copy's first start begin at the right place of the
    /// journal.
    ///
    /// @return the last journal file that the copy needs
    private String stop(Statement sql) throws SQLException, IOException {
        try (ResultSet row =
                sql.executeQuery(
                        "select labelfile, spcmapfile, pg_walfile_name(lsn)"
                                + " from pg_backup_stop(false)")) {
            row.next();
            if (!row.getString(2).isBlank())
                throw new StackException("The database has tablespaces, which bb does not copy.");
            archive.bytes(
                    MemberNames.DATA + "/backup_label",
                    row.getString(1).getBytes(StandardCharsets.UTF_8));
            return row.getString(3);
        }
    }

    private void copyData() throws IOException {
        Files.walkFileTree(data, new Copying());
    }

    private final class Copying extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
            String name = folder.getFileName().toString();
            if (name.startsWith("pgsql_tmp")) return FileVisitResult.SKIP_SUBTREE;
            archive.folder(name(folder));
            if (!data.equals(folder.getParent()) || !EMPTIED.contains(name))
                return FileVisitResult.CONTINUE;
            if (name.equals("pg_wal")) {
                archive.folder(name(folder) + "/archive_status");
                archive.folder(name(folder) + "/summaries");
            }
            return FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            String name = file.getFileName().toString();
            if (name.startsWith("pgsql_tmp") || name.startsWith("pg_internal.init"))
                return FileVisitResult.CONTINUE;
            if (!attributes.isRegularFile())
                throw new IOException("not a file: " + file + " (want no tablespaces)");
            if (!data.equals(file.getParent()) || !LEFT_OUT.contains(name))
                archive.file(name(file), file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException why) throws IOException {
            if (why instanceof NoSuchFileException) return FileVisitResult.CONTINUE; // dropped
            throw why;
        }
    }

    private String name(Path file) {
        Path below = data.relativize(file);
        return below.toString().isEmpty()
                ? MemberNames.DATA
                : MemberNames.DATA + "/" + below.toString().replace('\\', '/');
    }

    /// The journal from the start of the backup to its stop: names count up without gaps.
    private void copyJournal(String first, String last) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(data.resolve("pg_wal"))) {
            files =
                    all.filter(file -> isBetween(file.getFileName().toString(), first, last))
                            .sorted()
                            .toList();
        }
        long expected = ordinal(last) - ordinal(first) + 1;
        if (files.size() != expected)
            throw new StackException(
                    "The database's journal is not whole.",
                    files.size() + " of " + expected + " files since the backup began are there.",
                    "Try again when less is written.");
        for (Path file : files) archive.file(name(file), file);
    }

    private static boolean isBetween(String name, String first, String last) {
        return name.matches("[0-9A-F]{24}")
                && name.compareTo(first) >= 0
                && name.compareTo(last) <= 0;
    }

    /// Timeline (8 digits), then a 64-bit count of files of 16 MiB, the lower half in 256s.
    private static long ordinal(String name) {
        return Long.parseLong(name.substring(8, 16), 16) * 256
                + Long.parseLong(name.substring(16), 16);
    }

    private static String text(Statement sql, String query) throws SQLException {
        try (ResultSet row = sql.executeQuery(query)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }
}
