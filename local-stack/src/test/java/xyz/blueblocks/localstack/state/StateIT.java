package xyz.blueblocks.localstack.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateIT {
    @TempDir private Path folder;

    @Test
    void one_process_holds_a_lock_once() {
        try (StackLock held = StackLock.tryTake(folder.resolve("lock")).orElseThrow()) {
            assertThat(StackLock.tryTake(folder.resolve("lock"))).isEmpty();
            assertThat(held).isNotNull();
        }
        StackLock.tryTake(folder.resolve("lock")).orElseThrow().close();
    }

    @Test
    void another_process_is_kept_out_even_after_this_one_was_refused_once() throws Exception {
        Path lock = folder.resolve("lock");
        try (StackLock held = StackLock.tryTake(lock).orElseThrow()) {
            assertThat(StackLock.tryTake(lock)).isEmpty();
            assertThat(tryInAnotherProcess(lock, false)).isEqualTo("refused");
            assertThat(held).isNotNull();
        }
        assertThat(tryInAnotherProcess(lock, false)).isEqualTo("taken");
    }

    @Test
    void a_lock_ends_with_its_killed_holder() throws Exception {
        assertThat(tryInAnotherProcess(folder.resolve("lock"), true)).isEqualTo("taken");

        StackLock.tryTake(folder.resolve("lock")).orElseThrow().close();
    }

    private static String tryInAnotherProcess(Path lock, boolean kill)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                LockTaker.class.getName(),
                                lock.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String said = process.inputReader().readLine();
        if (kill) process.destroyForcibly();
        else process.getOutputStream().close();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return said;
    }

    @Test
    void this_process_is_found_and_lives() {
        ProcessIdentity self = ProcessIdentity.current();

        assertThat(self.isAlive()).isTrue();
        assertThat(ProcessIdentity.parse(self.text())).contains(self);
    }

    @Test
    void a_process_id_that_was_handed_out_again_is_another_process() {
        ProcessIdentity self = ProcessIdentity.current();
        ProcessIdentity before = new ProcessIdentity(self.pid(), self.start() + "9");

        assertThat(before.isAlive()).isFalse();
        assertThat(before.handle()).isEmpty();
    }

    @Test
    void an_ended_process_is_gone_although_nobody_reaped_it() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        ProcessIdentity identity = ProcessIdentity.of(process.pid()).orElseThrow();
        ProcessRegistry registry = new ProcessRegistry(folder);
        registry.add("sleeper", identity);
        assertThat(registry.living()).containsEntry("sleeper", identity);

        process.destroyForcibly().waitFor();

        assertThat(registry.living()).isEmpty();
    }

    @Test
    void a_record_is_removed_by_its_own_process_only() {
        ProcessRegistry registry = new ProcessRegistry(folder);
        ProcessIdentity self = ProcessIdentity.current();
        registry.add("relay-1", self);

        registry.remove("relay-1", new ProcessIdentity(self.pid(), "1"));
        assertThat(registry.find("relay-1")).contains(self);

        registry.remove("relay-1", self);
        assertThat(registry.find("relay-1")).isEmpty();
    }

    @Test
    void damaged_records_are_nobody() throws IOException {
        for (String text :
                new String[] {"", "12", "-1 5", "0 5", "x y", "99999999999999999999 1", "1 a b"}) {
            Files.writeString(folder.resolve("x.process"), text);
            assertThat(new ProcessRegistry(folder).find("x")).as(text).isEqualTo(Optional.empty());
        }
    }

    @Test
    void a_secret_is_made_once_and_for_its_owner_alone() throws IOException {
        SecretFiles secrets = new SecretFiles(folder);

        String first = secrets.text("admin-key");

        assertThat(first).matches("[A-Za-z0-9_-]{43}");
        assertThat(new SecretFiles(folder).text("admin-key")).isEqualTo(first);
        assertThat(secrets.text("session-key")).isNotEqualTo(first);
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(secrets.file("admin-key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void wiping_leaves_the_lock_and_does_not_follow_links() throws IOException {
        Path outside = Files.createFile(folder.resolve("precious"));
        StateFolder state = new StateFolder(folder.resolve("state")).create();
        Files.createSymbolicLink(state.logs().resolve("link"), folder);
        Files.createFile(state.lock());
        Files.createFile(state.layout());

        state.wipe();

        assertThat(outside).exists();
        try (var left = Files.list(state.root())) {
            assertThat(left).containsExactly(state.lock());
        }
    }

    @Test
    void wiping_spares_what_no_stack_made_and_folders_where_none_has_been() throws IOException {
        StateFolder state = new StateFolder(folder.resolve("state")).create();
        Path others = Files.createDirectory(state.root().resolve("etc"));

        state.wipe();
        assertThat(state.secrets()).exists();

        Files.createFile(state.layout());
        state.wipe();
        assertThat(state.secrets()).doesNotExist();
        assertThat(others).exists();
    }

    @Test
    void a_folder_that_no_stack_made_is_refused_before_anything_is_done() throws IOException {
        Path others = Files.createDirectory(folder.resolve("others"));
        Files.createDirectory(others.resolve("etc"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("/"));
        Path file = Files.createFile(folder.resolve("file"));
        Path home = Path.of(System.getProperty("user.home")).toRealPath();

        for (Path each : List.of(others, link, file, home, link.resolve("tmp"))) {
            assertThatIllegalArgumentException()
                    .as("%s", each)
                    .isThrownBy(() -> new StateFolder(each));
        }
        Files.delete(link);
        assertThat(others.resolve("etc")).exists();
        assertThat(others.resolve("secrets")).doesNotExist();
    }

    @Test
    void what_a_broken_off_start_left_is_a_stack_s_own() throws IOException {
        Path root = folder.resolve("state");
        new StateFolder(root).create();
        Files.createFile(root.resolve("lock"));

        assertThat(new StateFolder(root).create().secrets()).exists();
    }

    @Test
    void a_folder_open_to_others_is_closed() throws IOException {
        Path open =
                Files.createDirectory(
                        folder.resolve("open"),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwxr-xr-x")));

        PrivateFiles.folder(open);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(open)))
                .isEqualTo("rwx------");
    }
}
