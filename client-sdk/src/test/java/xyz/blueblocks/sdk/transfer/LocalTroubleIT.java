package xyz.blueblocks.sdk.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xyz.blueblocks.sdk.fixture.TwoEnds;
import xyz.blueblocks.wire.ErrorCode;

/// Files that change, disks that fill, names that lie.
@Timeout(300)
final class LocalTroubleIT extends TransferCase {
    @ParameterizedTest(name = "its time set back: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName(
            "E07: a file that is written to while it is sent is not delivered, E013, even where its"
                    + " time of change was set back")
    void the_file_changes(boolean inSecret) throws Exception {
        Path file = ends.file("scan.dcm", 20 * MIB, 4);
        ends.judge =
                offer -> {
                    change(file, inSecret);
                    return TwoEnds.store(ends.inbox, offer);
                };
        ends.start(0);
        failsWith(send(file), ErrorCode.HASH_MISMATCH);
        nothingIsLeft();
    }

    private static void change(Path file, boolean inSecret) {
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            FileTime time = Files.getLastModifiedTime(file);
            out.seek(15 * MIB);
            out.write(1);
            out.write(2);
            out.close();
            Files.setLastModifiedTime(
                    file, inSecret ? time : FileTime.fromMillis(time.toMillis() + 5000));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName(
            "E07: a disk that is full in the middle ends the transfer with E011, and nothing is left")
    void the_disk_is_full() throws Exception {
        ends.start(1);
        Transfer transfer = halted(large());
        killReceiver();
        // From here on every write meets what a full disk answers.
        Path part = ends.inbox.resolve(ends.inboxNames().getFirst());
        Files.delete(part);
        Files.createSymbolicLink(part, Path.of("/dev/full"));
        restartReceiver();
        failsWith(transfer, ErrorCode.FILE_TOO_LARGE);
        nothingIsLeft();
    }

    @Test
    @DisplayName("E03: names with paths and turning characters never lead out of the folder")
    void names_are_only_shown() throws Exception {
        ends.start(0);
        Path file = ends.file("a", 2 * MIB, 1);
        for (String name :
                List.of("../../../x.dcm", "/etc/passwd", "gpj.\u202Eexe", "a\\b:c", "..")) {
            ends.sender
                    .send(
                            SendRequest.ofFile(ends.to.id, file, "image/png").named(name),
                            ProgressListener.NONE)
                    .await();
        }
        assertThat(ends.inboxNames()).hasSize(5).noneMatch(n -> n.contains("\u202E"));
        try (var outside = Files.list(folder)) {
            assertThat(outside.map(p -> p.getFileName().toString()))
                    .noneMatch(n -> n.equals("x.dcm"));
        }
    }

    @Test
    void nothing_is_ever_replaced() throws Exception {
        ends.start(0);
        Path file = ends.file("a.dcm", 2 * MIB, 1);
        Files.write(ends.inbox.resolve("a.dcm"), new byte[] {1});
        send(file).await();
        send(file).await();
        assertThat(ends.inboxNames()).containsExactly("a (1).dcm", "a (2).dcm", "a.dcm");
        assertThat(Files.readAllBytes(ends.inbox.resolve("a.dcm"))).isEqualTo(new byte[] {1});
    }
}
