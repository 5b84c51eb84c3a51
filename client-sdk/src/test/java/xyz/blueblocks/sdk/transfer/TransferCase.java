package xyz.blueblocks.sdk.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.fixture.TinyRelay;
import xyz.blueblocks.sdk.fixture.TwoEnds;
import xyz.blueblocks.sdk.receive.Received;
import xyz.blueblocks.testing.Eventually;
import xyz.blueblocks.wire.ErrorCode;

/// A sender and a receiver for one test, and what such tests look at.
abstract class TransferCase {
    static final int MIB = 1 << 20;

    @TempDir Path folder;
    TwoEnds ends;

    @BeforeEach
    void make() throws Exception {
        ends = new TwoEnds(folder);
    }

    @AfterEach
    void close() {
        ends.close();
    }

    /// Four relays: a route leads over the first two, and over the others as soon as one of those
    /// is to be avoided.
    void startWithSpares() throws Exception {
        ends.start(2);
        TinyRelay third = new TinyRelay(ends.authority, ends.directory);
        TinyRelay fourth = new TinyRelay(ends.authority, ends.directory);
        ends.relays.addAll(List.of(third, fourth));
        ends.to.attach(fourth);
        TinyRelay first = ends.relays.get(0);
        TinyRelay second = ends.relays.get(1);
        ends.routes =
                (_, _, avoid) ->
                        avoid.contains(first.id) || avoid.contains(second.id)
                                ? ends.to.over(third, fourth)
                                : ends.to.over(first, second);
    }

    Transfer send(Path file) {
        return ends.sender.send(
                SendRequest.ofFile(ends.to.id, file, "video/mp4"), ProgressListener.NONE);
    }

    void failsWith(Transfer transfer, ErrorCode code) {
        assertThatThrownBy(transfer::await)
                .isInstanceOfSatisfying(
                        BlueBlocksException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(code);
                            assertThat(e.whatHappened()).endsWith(".");
                        });
        assertThat(ends.sentEvents).hasSize(1).noneMatch(TransferEvent::success);
    }

    void whole(Path file) throws Exception {
        Received got = Eventually.next("arrived", ends.arrived);
        assertThat(Files.mismatch(file, got.file().orElseThrow())).isEqualTo(-1);
        assertThat(ends.inboxNames()).hasSize(1);
    }

    /// Neither bytes in the inbox nor an offer or a bitmap beside it: the receiver drops them when
    /// it hears of the end, which is after the sender has told its own caller.
    void nothingIsLeft() {
        Eventually.holds(
                "nothing is left", () -> ends.inboxNames().isEmpty() && stateFiles().isEmpty());
        assertThat(ends.arrived).isEmpty();
    }

    List<Path> stateFiles() throws IOException {
        try (var state = Files.list(folder.resolve("receiver/incoming"))) {
            return state.toList();
        }
    }

    /// A file whose transfer stands still at the first relay, a third of it being through.
    Transfer halted(Path file) {
        TinyRelay relay = ends.relays.getFirst();
        relay.freezeAfter = 60;
        Transfer transfer = send(file);
        Eventually.holds("frozen", () -> relay.cells.get() > relay.freezeAfter);
        return transfer;
    }

    /// A file large enough for that.
    Path large() throws IOException {
        return ends.file("scan.dcm", 40 * MIB, 4);
    }

    /// The receiver's program is killed.
    void killReceiver() {
        ends.relays.getFirst().freezeAfter = Integer.MAX_VALUE;
        ends.to.transport.close();
        ends.receiver.close();
    }

    /// And starts anew.
    void restartReceiver() throws Exception {
        ends.to = ends.to.reborn();
        ends.startReceiver();
    }
}
