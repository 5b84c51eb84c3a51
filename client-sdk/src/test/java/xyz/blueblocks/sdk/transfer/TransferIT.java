package xyz.blueblocks.sdk.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.fixture.TwoEnds;
import xyz.blueblocks.sdk.receive.Received;
import xyz.blueblocks.sdk.receive.Reply;
import xyz.blueblocks.wire.ErrorCode;

/// Files and messages from one client to another, directly and over relays.
final class TransferIT {
    private static final int MIB = 1 << 20;

    @TempDir Path folder;
    private TwoEnds ends;

    @BeforeEach
    void make() throws Exception {
        ends = new TwoEnds(folder);
    }

    @AfterEach
    void close() {
        ends.close();
    }

    private Received next() throws Exception {
        Received got = ends.arrived.poll(60, TimeUnit.SECONDS);
        assertThat(got).isNotNull();
        return got;
    }

    private SendRequest request(Path file) {
        return SendRequest.ofFile(ends.to.id, file, "application/dicom");
    }

    @ParameterizedTest(name = "{0} bytes over {1} relays")
    @CsvSource({
        "0, 0",
        "1, 0",
        "1048575, 0",
        "1048576, 0",
        "1048577, 0",
        "3145728, 0",
        "52428801, 0",
        "0, 2",
        "1048576, 2",
        "1048577, 2",
        "31457283, 2",
        "5000000, 1",
        "5000000, 5"
    })
    @DisplayName(
            "E01, E03, E07, E13: a file of any size arrives bit for bit with its type, and the"
                    + " sender gets the receiver's signed receipt")
    void files_arrive(long size, int relays) throws Exception {
        ends.start(relays);
        Path file = ends.file("study.dcm", size, size);
        Delivery delivery = ends.sender.send(request(file), ProgressListener.NONE).await();
        Received got = next();
        assertThat(got.file()).isPresent();
        assertThat(Files.mismatch(file, got.file().get())).isEqualTo(-1);
        assertThat(got.offer().contentType()).isEqualTo("application/dicom");
        assertThat(got.offer().sender()).isEqualTo(ends.from.id);
        assertThat(got.receipt()).isEqualTo(delivery.receipt());
        assertThat(delivery.sizeBytes()).isEqualTo(size);
        assertThat(delivery.relays()).hasSize(relays);
        assertThat(delivery.postQuantum()).isTrue();
        assertThat(delivery.circuits()).isEqualTo(1);
        assertThat(ends.inboxNames()).containsExactly("study.dcm");
        assertThat(ends.sentEvents).hasSize(1).allMatch(TransferEvent::success);
    }

    @Test
    @DisplayName("E09: 5 GiB and one byte are refused before anything is sent")
    void too_large_is_refused_before_upload() throws Exception {
        ends.start(0);
        Path file = folder.resolve("huge");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(5L * 1024 * MIB + 1);
        }
        assertThatThrownBy(() -> ends.sender.send(request(file), ProgressListener.NONE))
                .isInstanceOfSatisfying(
                        BlueBlocksException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_TOO_LARGE));
        assertThat(ends.routesAsked).hasValue(0);
    }

    @ParameterizedTest(name = "{0} relays")
    @ValueSource(ints = {0, 2})
    void a_question_is_answered(int relays) throws Exception {
        ends.reply = what -> Optional.of(Reply.of("text/plain", what.payload()));
        ends.start(relays);
        byte[] question = new byte[1024];
        question[5] = 7;
        for (int i = 0; i < 20; i++) {
            Answer answer =
                    ends.sender.ask(
                            SendRequest.ofBytes(ends.to.id, question, "text/plain"),
                            Duration.ofSeconds(60));
            assertThat(answer.payload()).isEqualTo(question);
        }
        assertThat(ends.routesAsked).hasValue(1);
    }

    @Test
    @DisplayName("E17: progress is told in order, to the end")
    void progress_is_told() throws Exception {
        ends.start(0);
        Path file = ends.file("a.bin", 20 * MIB, 3);
        List<Progress> told = Collections.synchronizedList(new ArrayList<>());
        ends.sender.send(request(file), told::add).await();
        next();
        assertThat(told.getFirst().phase()).isEqualTo(Progress.Phase.PREPARING);
    }
}
