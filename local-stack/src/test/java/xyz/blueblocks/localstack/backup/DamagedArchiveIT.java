package xyz.blueblocks.localstack.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xyz.blueblocks.cli.terminal.CommandFailure;
import xyz.blueblocks.cli.terminal.ExitCode;
import xyz.blueblocks.cli.terminal.Explained;
import xyz.blueblocks.localstack.StackException;
import xyz.blueblocks.localstack.state.StateFolder;

/// Archives that are whole, and archives that somebody has touched.
class DamagedArchiveIT {
    private static final long SEED = SmallArchive.SEED;
    private static final int LOG_SIZE = SmallArchive.LOG_SIZE;
    private static final byte[] LOG_SEED = SmallArchive.LOG_SEED;

    @TempDir private Path folder;
    @TempDir private Path elsewhere;
    private byte[] good;
    private Path made;
    private Path archive;
    private StateFolder target;

    @BeforeEach
    void make() throws IOException {
        made = SmallArchive.write(elsewhere);
        good = Files.readAllBytes(made);
        archive = Files.copy(made, folder.resolve("good.backup"));
        target = new StateFolder(folder.resolve("state"));
    }

    @Test
    @DisplayName("N08: what is restored is what was backed up, private, in one step")
    void a_good_archive_is_restored_whole_and_private() throws IOException {
        StackRestore.Restored restored = restore(Optional.empty());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(made)))
                .isEqualTo("rw-------");
        assertThat(restored.held()).isTrue();
        assertThat(restored.logSize()).isEqualTo(LOG_SIZE);
        assertThat(target.root().resolve("postgres/data/PG_VERSION")).hasContent("18\n");
        assertThat(target.root().resolve("postgres/data/pg_notify")).isEmptyDirectory();
        assertThat(target.root().resolve(StateFolder.BACKUP_CHECKPOINT))
                .hasContent(SmallArchive.note(LOG_SIZE, 1, LOG_SEED));
        assertThat(target.root().resolve(StateFolder.NEWEST_CHECKPOINT)).doesNotExist();
        try (Stream<Path> all = Files.walk(target.root())) {
            assertThat(all)
                    .allSatisfy(each ->
                            assertThat(
                                            PosixFilePermissions.toString(
                                                    Files.getPosixFilePermissions(each)))
                                    .isEqualTo(
                                            Files.isDirectory(each) ? "rwx------" : "rw-------"));
        }
        assertThat(names(folder)).containsExactlyInAnyOrder("good.backup", "state");
    }

    @Test
    @DisplayName("N08: an archive cut at any length is refused and nothing is written")
    void a_truncated_archive_is_refused() throws IOException {
        for (int length = 0; length < good.length; length += length < 200 ? 1 : 11) {
            Files.write(archive, Arrays.copyOf(good, length));
            refused("length " + length);
        }
    }

    @Test
    @DisplayName(
            "N08: one flipped bit anywhere in an archive is found, unless it leaves every member as it was")
    void a_flipped_bit_is_found() throws IOException {
        Random random = new Random(SEED);
        Manifest manifest = new ArchiveReader(archive).verify();
        int meaningless = 0;
        for (int at = 0; at < good.length; at += at < 400 ? 1 : 5) {
            byte[] flipped = good.clone();
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(archive, flipped);
            if (means(manifest)) {
                meaningless++; // such as the length of a code that deflate defines and never uses
            } else {
                refused("seed " + SEED + ", byte " + at);
            }
        }
        assertThat(meaningless).isLessThan(50);
    }

    private boolean means(Manifest manifest) throws IOException {
        try {
            return new ArchiveReader(archive).verify().equals(manifest);
        } catch (CommandFailure e) {
            return false;
        }
    }

    @Test
    void a_member_that_was_changed_and_packed_again_is_named() throws IOException {
        Files.write(
                archive,
                SmallArchive.packed(
                        good, members -> members.set(2, SmallArchive.changed(members.get(2)))));

        assertThat(refused("changed")).contains("secrets/audit-log-key is not as it was written");
    }

    @Test
    void members_that_no_manifest_names_and_missing_ones_are_refused() throws IOException {
        Files.write(
                archive,
                SmallArchive.packed(
                        good,
                        members ->
                                members.add(
                                        2,
                                        new SmallArchive.Content("secrets/more", new byte[] {1}))));
        assertThat(refused("more")).contains("does not name");
        Files.write(archive, SmallArchive.packed(good, members -> members.remove(2)));
        assertThat(refused("fewer")).contains("secrets/audit-log-key");
        Files.write(archive, SmallArchive.packed(good, members -> members.add(members.get(2))));
        assertThat(refused("behind")).contains("follows its manifest");
        Files.write(archive, SmallArchive.packed(good, List::removeLast));
        assertThat(refused("no manifest")).contains("manifest is missing");
        Files.write(archive, Arrays.copyOf(good, good.length + 100));
        assertThat(refused("longer")).contains("follows its end");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside",
                "/etc/outside",
                "secrets/../../outside",
                "secrets/./inside",
                "secrets//inside",
                "run/control",
                "demo/anna",
                "secrets/.hidden",
                "secrets/a b",
                "secrets\\..\\outside"
            })
    @DisplayName("N08: a name that leads out of the stack's folder is refused")
    void a_name_that_leads_elsewhere_is_refused(String name) throws IOException {
        Files.write(
                archive,
                SmallArchive.packed(
                        good,
                        members -> members.add(1, new SmallArchive.Content(name, new byte[] {1}))));

        assertThat(refused(name)).contains("leads out of the stack's folder");
        assertThat(folder.resolveSibling("outside")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(bytes = {TarConstants.LF_SYMLINK, TarConstants.LF_LINK, TarConstants.LF_FIFO})
    void links_and_devices_are_refused(byte kind) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = SmallArchive.tar(bytes)) {
            SmallArchive.put(
                    tar, new SmallArchive.Content(MemberNames.FORMAT, SmallArchive.utf8("1\n")));
            TarArchiveEntry link = new TarArchiveEntry("secrets/link", kind);
            link.setLinkName("/etc/passwd");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        }
        Files.write(archive, bytes.toByteArray());

        assertThat(refused("link")).contains("link or a device");
    }

    @Test
    @DisplayName("N08: a format of another version is named, not guessed at")
    void another_version_is_refused() throws IOException {
        Files.write(
                archive,
                SmallArchive.packed(
                        good,
                        members ->
                                members.set(
                                        0,
                                        new SmallArchive.Content(
                                                MemberNames.FORMAT, SmallArchive.utf8("2\n")))));

        assertThat(refused("version")).contains("format 2", "reads 1");
    }

    @Test
    void files_of_other_kinds_are_refused() throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write("hello\n".repeat(500).getBytes(StandardCharsets.US_ASCII));
        }
        for (byte[] other :
                List.of(
                        SmallArchive.utf8("PK\u0003\u0004 a zip"),
                        SmallArchive.utf8("just text"),
                        gzip.toByteArray(),
                        SmallArchive.packed(good, members -> members.removeFirst()))) {
            Files.write(archive, other);
            assertThat(refused("kind")).contains("no backup of a stack");
        }
        Files.delete(archive);
        assertThatThrownBy(() -> restore(Optional.empty()))
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        e -> assertThat(e.exitCode()).isEqualTo(ExitCode.NOT_FOUND));
    }

    @Test
    @DisplayName("N08: a restore replaces nothing")
    void a_folder_with_anything_in_it_is_refused() throws IOException {
        Path layout = Files.createDirectory(target.root()).resolve("layout.properties");
        Files.writeString(layout, "services=\n");

        assertThatThrownBy(() -> restore(Optional.empty()))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("is not empty")
                .hasMessageContaining("layout.properties");
        assertThat(layout).hasContent("services=\n");
    }

    @Test
    void what_a_killed_restore_left_is_in_nobodys_way() throws IOException {
        Path left = Files.createDirectories(folder.resolve(".state.restoring/secrets"));
        Files.writeString(left.resolve("audit-log-key"), "half");

        restore(Optional.empty());

        assertThat(names(folder)).containsExactlyInAnyOrder("good.backup", "state");
    }

    @Test
    @DisplayName("N08: a log goes on only if nobody has seen it signed further than the backup")
    void the_log_goes_on_only_from_its_newest_checkpoint() throws IOException {
        assertThat(vouched(SmallArchive.note(LOG_SIZE + 1, 2, LOG_SEED)))
                .isEqualTo("The log went on after this backup.");
        assertThat(vouched(SmallArchive.note(LOG_SIZE, 2, LOG_SEED)))
                .isEqualTo("The log has forked already.");
        assertThat(vouched(SmallArchive.note(LOG_SIZE, 1, SmallArchive.filled(9))))
                .isEqualTo("The checkpoint is not of this log.");
        assertThat(vouched("nothing")).isEqualTo("The checkpoint is not of this log.");
        assertThat(target.root()).doesNotExist();

        Path older = folder.resolve("older");
        Files.writeString(older, SmallArchive.note(LOG_SIZE - 3, 3, LOG_SEED));
        assertThat(restore(Optional.of(older)).held()).isFalse();
        assertThat(target.root().resolve(StateFolder.NEWEST_CHECKPOINT))
                .hasContent(SmallArchive.note(LOG_SIZE, 1, LOG_SEED));
    }

    private String vouched(String note) throws IOException {
        Path seen = folder.resolve("seen");
        Files.writeString(seen, note);
        Throwable failure = catchThrowable(() -> restore(Optional.of(seen)));
        assertThat(failure).isInstanceOf(CommandFailure.class);
        return ((Explained) failure).whatHappened();
    }

    private StackRestore.Restored restore(Optional<Path> newest) {
        return new StackRestore(archive, target, _ -> {}).run(newest);
    }

    /// What a person reads; nothing may have been written.
    private String refused(String what) throws IOException {
        Throwable failure = catchThrowable(() -> restore(Optional.empty()));
        assertThat(failure).as(what).isInstanceOf(CommandFailure.class);
        Explained said = (Explained) failure;
        assertThat(said.whatHappened()).as(what).endsWith(".").doesNotContain("\n");
        assertThat(names(folder)).as(what).containsExactly("good.backup");
        return said.whatHappened() + " " + said.why();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(each -> each.getFileName().toString()).toList();
        }
    }
}
