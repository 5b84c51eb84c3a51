package xyz.blueblocks.sdk.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import xyz.blueblocks.sdk.fixture.TinyRelay;
import xyz.blueblocks.sdk.receive.Received;
import xyz.blueblocks.testing.Eventually;

/// The moments between the last chunk and the receipt, in which a file must be published once and
/// the application told.
@Timeout(300)
final class SettlingIT extends TransferCase {
    private static final int SIZE = 3 * MIB;

    @Test
    @DisplayName(
            "E11: a file that is offered again while it is being finished is published once, and its"
                    + " one receipt is given")
    void offered_again_while_it_is_finished() throws Exception {
        CountDownLatch finishing = new CountDownLatch(1);
        CountDownLatch mayFinish = new CountDownLatch(1);
        ends.beforeReceipt =
                () -> {
                    finishing.countDown();
                    await(mayFinish);
                };
        ends.start(1);
        Path file = ends.file("scan.dcm", SIZE, 5);
        Transfer transfer = send(file);
        finishing.await();
        Eventually.holds("all is held", () -> transfer.progress().bytesDone() == SIZE);
        TinyRelay relay = ends.relays.getFirst();
        int cells = relay.cells.get();
        relay.dropSenders();
        Eventually.holds("a second offer", () -> relay.cells.get() > cells);
        mayFinish.countDown();
        Delivery delivery = transfer.await();
        whole(file);
        assertThat(delivery.bytesSent()).isEqualTo(SIZE);
        assertThat(ends.arrived).isEmpty();
        assertThat(receipts()).isEqualTo(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private long receipts() throws IOException {
        try (Stream<Path> days = Files.list(folder.resolve("receiver/receipts"))) {
            long lines = 0;
            for (Path day : days.toList()) {
                lines += Files.readAllLines(day).size();
            }
            return lines;
        }
    }

    @Test
    @DisplayName(
            "E11: a receiver that is killed between the two names of a file it publishes leaves one"
                    + " name after its next start")
    void killed_between_two_names() throws Exception {
        Left left = new Left();
        ends.beforeReceipt = left::keep;
        Path file = delivered();
        Files.createLink(left.part, left.keptPart);
        left.putBack(true);
        restarted();
        Received again = Eventually.next("arrived", ends.arrived);
        assertThat(again.file().orElseThrow()).isEqualTo(ends.inbox.resolve("scan.dcm"));
        assertThat(Files.mismatch(file, again.file().orElseThrow())).isEqualTo(-1);
        nothingUnfinished();
    }

    @Test
    @DisplayName(
            "E11: a receiver that is killed after it published a file tells its application of it at"
                    + " its next start")
    void killed_before_it_told() throws Exception {
        Left left = new Left();
        ends.beforeReceipt = left::keep;
        delivered();
        left.putBack(true);
        restarted();
        Received again = Eventually.next("arrived", ends.arrived);
        assertThat(again.file().orElseThrow()).isEqualTo(ends.inbox.resolve("scan.dcm"));
        assertThat(again.receipt().text("status")).contains("complete");
        nothingUnfinished();
    }

    @Test
    @DisplayName("E11: a receiver that is killed after it signed publishes at its next start")
    void killed_before_it_published() throws Exception {
        Left left = new Left();
        ends.beforeReceipt = left::keep;
        Path file = delivered();
        Files.delete(ends.inbox.resolve("scan.dcm"));
        Files.createLink(left.part, left.keptPart);
        left.putBack(false);
        restarted();
        whole(file);
        nothingUnfinished();
    }

    /// Ends the worker that it is thrown in, as a kill would.
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    @DisplayName(
            "E11: a small file whose receiver is killed before it wrote the receipt down is published"
                    + " once")
    void a_small_file_is_published_once() throws Exception {
        AtomicInteger told = new AtomicInteger();
        ends.reply =
                _ -> {
                    if (told.incrementAndGet() == 1) {
                        ends.relays.getFirst().dropSenders();
                        throw new Killed();
                    }
                    return Optional.empty();
                };
        ends.start(1);
        Path file = ends.file("note.txt", 1000, 7);
        Delivery delivery = send(file).await();
        assertThat(delivery.receipt().text("status")).contains("complete");
        assertThat(told).hasValue(2);
        whole(file);
        Eventually.holds("the note is gone", () -> stateFiles().isEmpty());
    }

    private Path delivered() throws Exception {
        ends.start(1);
        Path file = ends.file("scan.dcm", SIZE, 6);
        send(file).await();
        whole(file);
        return file;
    }

    private void restarted() throws Exception {
        killReceiver();
        restartReceiver();
    }

    private void nothingUnfinished() throws IOException {
        assertThat(ends.inboxNames()).containsExactly("scan.dcm");
        assertThat(stateFiles()).isEmpty();
    }

    /// What a kill would have left, kept while it was there.
    private final class Left {
        private Path part = Path.of("");
        private Path keptPart = Path.of("");
        private Path offer = Path.of("");
        private Path keptOffer = Path.of("");

        void keep() {
            try (Stream<Path> files = Files.list(ends.inbox);
                    Stream<Path> state = Files.list(folder.resolve("receiver/incoming"))) {
                part = files.findFirst().orElseThrow();
                offer =
                        state.filter(each -> each.toString().endsWith(".offer"))
                                .findFirst()
                                .orElseThrow();
                keptPart = folder.resolve("part");
                keptOffer = folder.resolve("offer");
                Files.createLink(keptPart, part);
                Files.copy(offer, keptOffer);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        void putBack(boolean placed) throws IOException {
            Files.copy(keptOffer, offer);
            if (placed) {
                String name = offer.getFileName().toString().replace(".offer", ".place");
                Files.writeString(
                        offer.resolveSibling(name), ends.inbox.resolve("scan.dcm").toString());
            }
        }
    }
}
