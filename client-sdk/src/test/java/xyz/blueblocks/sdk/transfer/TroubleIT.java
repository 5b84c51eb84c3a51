package xyz.blueblocks.sdk.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.fixture.TinyRelay;
import xyz.blueblocks.sdk.fixture.TwoEnds;
import xyz.blueblocks.sdk.receive.FolderPolicy;
import xyz.blueblocks.sdk.receive.ReceivePolicy;
import xyz.blueblocks.sdk.receive.Received;
import xyz.blueblocks.wire.ErrorCode;

/// What goes wrong on the way: relays die, files change, disks fill, people change their minds.
@Timeout(120)
// This file is longer than 300 lines because every case breaks the same transfer in another way.
final class TroubleIT {
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

    private Transfer send(Path file) {
        return ends.sender.send(
                SendRequest.ofFile(ends.to.id, file, "video/mp4"), ProgressListener.NONE);
    }

    private void failsWith(Transfer transfer, ErrorCode code) {
        assertThatThrownBy(transfer::await)
                .isInstanceOfSatisfying(
                        BlueBlocksException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(code);
                            assertThat(e.whatHappened()).endsWith(".");
                        });
        assertThat(ends.sentEvents).hasSize(1).noneMatch(TransferEvent::success);
    }

    private void whole(Path file) throws Exception {
        Received got = ends.arrived.poll(60, TimeUnit.SECONDS);
        assertThat(got).isNotNull();
        assertThat(Files.mismatch(file, got.file().orElseThrow())).isEqualTo(-1);
        assertThat(ends.inboxNames()).hasSize(1);
    }

    /// Neither bytes in the inbox nor an offer or a bitmap beside it: the receiver drops them when
    /// it hears of the end, which is after the sender has told its own caller.
    private void nothingIsLeft() {
        until(() -> ends.inboxNames().isEmpty() && stateFiles().isEmpty());
        assertThat(ends.arrived).isEmpty();
    }

    private List<Path> stateFiles() throws IOException {
        try (var state = Files.list(folder.resolve("receiver/incoming"))) {
            return state.toList();
        }
    }

    /// Waits until the last relay lets nothing through any more.
    private void frozen(TinyRelay relay) {
        until(() -> relay.cells.get() > relay.freezeAfter);
    }

    private static void until(Callable<Boolean> holds) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        try {
            while (!holds.call()) {
                assertThat(System.nanoTime()).as("60 s have passed").isLessThan(end);
                LockSupport.parkNanos(1_000_000);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest(name = "relay {0} of 2")
    @ValueSource(ints = {1, 2})
    @DisplayName(
            "B10, E11: a relay dies in the middle; the transfer goes on by the spare route, and"
                    + " nothing acknowledged is sent twice")
    void a_relay_dies(int which) throws Exception {
        ends.start(2);
        TinyRelay third = new TinyRelay(ends.authority, ends.directory);
        TinyRelay fourth = new TinyRelay(ends.authority, ends.directory);
        ends.relays.addAll(List.of(third, fourth));
        ends.to.attach(fourth);
        List<TinyRelay> first = List.of(ends.relays.get(0), ends.relays.get(1));
        ends.routes =
                (destination, size, avoid) ->
                        avoid.contains(first.get(0).id) || avoid.contains(first.get(1).id)
                                ? ends.to.over(third, fourth)
                                : ends.to.over(first.get(0), first.get(1));
        Path file = ends.file("scan.dcm", 40 * MIB, 9);
        first.getFirst().freezeAfter = 60;
        Transfer transfer = send(file);
        frozen(first.getFirst());
        long done = transfer.progress().bytesDone();
        first.get(which - 1).close();
        Delivery delivery = transfer.await();
        assertThat(delivery.circuits()).isEqualTo(2);
        assertThat(delivery.relays()).containsExactly(third.id, fourth.id);
        whole(file);
        long cells = third.cells.get();
        long most = (40L * MIB - done) / (1 << 18) + 60 + 60;
        assertThat(cells).isLessThan(most);
    }

    @Test
    @DisplayName(
            "C09: a cell that a relay changes ends the circuit; the transfer goes on by another")
    void a_relay_corrupts() throws Exception {
        ends.start(2);
        Path file = ends.file("scan.dcm", 20 * MIB, 9);
        Transfer transfer = send(file);
        until(() -> transfer.progress().bytesDone() > 4 * MIB);
        ends.relays.getFirst().corruptNext.set(1);
        assertThat(transfer.await().circuits()).isGreaterThan(1);
        whole(file);
    }

    @Test
    @DisplayName("E11: a receiver that is killed and starts anew goes on from what it holds")
    void the_receiver_restarts() throws Exception {
        ends.start(1);
        Path file = ends.file("scan.dcm", 40 * MIB, 4);
        ends.relays.getFirst().freezeAfter = 60;
        Transfer transfer = send(file);
        frozen(ends.relays.getFirst());
        ends.relays.getFirst().freezeAfter = Integer.MAX_VALUE;
        ends.to.transport.close();
        ends.receiver.close();
        ends.to = ends.to.reborn();
        ends.startReceiver();
        Delivery delivery = transfer.await();
        assertThat(delivery.circuits()).isGreaterThan(1);
        whole(file);
    }

    @Test
    @DisplayName("E11: a sender that ends and starts anew resumes by the same offer")
    void the_sender_restarts() throws Exception {
        ends.start(1);
        Path file = ends.file("scan.dcm", 40 * MIB, 4);
        ends.relays.getFirst().freezeAfter = 60;
        Transfer transfer = send(file);
        frozen(ends.relays.getFirst());
        ends.sender.close();
        ends.relays.getFirst().freezeAfter = Integer.MAX_VALUE;
        assertThatThrownBy(transfer::await).isInstanceOf(BlueBlocksException.class);
        int before = ends.relays.getFirst().cells.get();
        ends.startSender();
        List<Unfinished> left = ends.sender.unfinished();
        assertThat(left).hasSize(1);
        assertThat(left.getFirst().path()).isEqualTo(file.toAbsolutePath());
        ends.sender.resume(left.getFirst().id(), ProgressListener.NONE).await();
        whole(file);
        assertThat(ends.relays.getFirst().cells.get() - before).isLessThan(4 * 34 + 60);
        assertThat(ends.sender.unfinished()).isEmpty();
    }

    @Test
    @DisplayName("E07: a file that is written to while it is sent is not delivered, E013")
    void the_file_changes() throws Exception {
        Path file = ends.file("scan.dcm", 20 * MIB, 4);
        ends.judge =
                offer -> {
                    change(file, false);
                    return TwoEnds.store(ends.inbox, offer);
                };
        ends.start(0);
        failsWith(send(file), ErrorCode.HASH_MISMATCH);
        nothingIsLeft();
    }

    @Test
    @DisplayName("E07: even where its time of change was set back, E013")
    void the_file_changes_in_secret() throws Exception {
        Path file = ends.file("scan.dcm", 20 * MIB, 4);
        ends.judge =
                offer -> {
                    change(file, true);
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
    @DisplayName("E17: a cancelled transfer ends at once at both ends and leaves nothing")
    void a_transfer_is_cancelled() throws Exception {
        ends.start(2);
        Path file = ends.file("scan.dcm", 40 * MIB, 4);
        ends.relays.getFirst().freezeAfter = 60;
        Transfer transfer = send(file);
        frozen(ends.relays.getFirst());
        ends.relays.getFirst().thaw();
        transfer.cancel();
        failsWith(transfer, ErrorCode.CHUNK_MISSING);
        nothingIsLeft();
        assertThat(ends.sender.unfinished()).isEmpty();
    }

    @Test
    @DisplayName("J02: what the receiver's policy refuses is refused with its code")
    void the_policy_refuses() throws Exception {
        ends.judge = _ -> new ReceivePolicy.Decision.Refuse(ErrorCode.CONSENT_PENDING, "not yet");
        ends.start(0);
        failsWith(send(ends.file("a.dcm", 2 * MIB, 1)), ErrorCode.CONSENT_PENDING);
        nothingIsLeft();
        assertThat(ends.receivedEvents)
                .hasSize(1)
                .allMatch(e -> e.error().orElseThrow() == ErrorCode.CONSENT_PENDING);
    }

    @Test
    @DisplayName("E09: more than the receiver's quota is refused before it is sent, E011")
    void the_quota_is_full() throws Exception {
        FolderPolicy policy = new FolderPolicy(ends.inbox, _ -> true, 3 * MIB);
        ends.judge = policy::judge;
        ends.start(0);
        send(ends.file("a.dcm", 2 * MIB, 1)).await();
        ends.sentEvents.clear();
        failsWith(send(ends.file("b.dcm", 2 * MIB, 1)), ErrorCode.FILE_TOO_LARGE);
        assertThat(ends.inboxNames()).containsExactly("a.dcm");
    }

    @Test
    @DisplayName(
            "E07: a disk that is full in the middle ends the transfer with E011, and nothing is left")
    void the_disk_is_full() throws Exception {
        ends.start(1);
        Path file = ends.file("scan.dcm", 40 * MIB, 4);
        ends.relays.getFirst().freezeAfter = 60;
        Transfer transfer = send(file);
        frozen(ends.relays.getFirst());
        ends.relays.getFirst().freezeAfter = Integer.MAX_VALUE;
        ends.to.transport.close();
        ends.receiver.close();
        // From here on every write meets what a full disk answers.
        Path part = ends.inbox.resolve(ends.inboxNames().getFirst());
        Files.delete(part);
        Files.createSymbolicLink(part, Path.of("/dev/full"));
        ends.to = ends.to.reborn();
        ends.startReceiver();
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

    @Test
    @DisplayName("K05: an audit spool that is full at the receiver stops the handing over, E002")
    void no_audit_no_transfer() throws Exception {
        ends.receiverSpoolFull = true;
        ends.start(0);
        Transfer transfer = send(ends.file("a.dcm", 2 * MIB, 1));
        failsWith(transfer, ErrorCode.ACCESS_DENIED);
        assertThat(ends.arrived).isEmpty();
        assertThat(ends.inboxNames()).isEmpty();
    }
}
