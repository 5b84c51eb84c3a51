package xyz.blueblocks.sdk.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xyz.blueblocks.sdk.error.BlueBlocksException;
import xyz.blueblocks.sdk.fixture.TinyRelay;
import xyz.blueblocks.testing.Eventually;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.message.ContentTypes;

/// Relays, receivers and senders that go away in the middle of a transfer.
@Timeout(300)
final class ResumptionIT extends TransferCase {
    /// As often as a planner names the dead relay, and then once another.
    private static final int STALE_NAMES = 5;

    @ParameterizedTest(name = "relay {0} of 2")
    @ValueSource(ints = {1, 2})
    @DisplayName(
            "B10, E11: a relay dies in the middle; the transfer goes on by the spare route, and"
                    + " nothing acknowledged is sent twice")
    void a_relay_dies(int which) throws Exception {
        startWithSpares();
        Path file = large();
        Transfer transfer = halted(file);
        long done = transfer.progress().bytesDone();
        ends.relays.get(which - 1).close();
        Delivery delivery = transfer.await();
        assertThat(delivery.circuits()).isEqualTo(2);
        assertThat(delivery.relays()).containsExactly(ends.relays.get(2).id, ends.relays.get(3).id);
        whole(file);
        long cells = ends.relays.get(2).cells.get();
        long most = (40L * MIB - done) / (1 << 18) + 60 + 60;
        assertThat(cells).isLessThan(most);
    }

    @ParameterizedTest(name = "relay {0} of 2")
    @ValueSource(ints = {1, 2})
    @DisplayName(
            "B10: a relay dies in the middle and no way leads around both of the path; the one that"
                    + " lives is used again, and the dead one not tried although planners name it")
    void the_living_relay_is_forgiven_first(int which) throws Exception {
        startWithSpares();
        TinyRelay dead = ends.relays.get(which - 1);
        TinyRelay living = ends.relays.get(2 - which);
        ends.to.attach(ends.relays.getFirst());
        AtomicInteger stale = new AtomicInteger();
        ends.routes =
                (_, _, avoid) -> {
                    if (avoid.contains(living.id)) {
                        throw BlueBlocksException.of(ErrorCode.ROUTE_UNAVAILABLE);
                    }
                    if (avoid.contains(dead.id)) {
                        return ends.to.over(ends.relays.get(2), living);
                    }
                    stale.incrementAndGet();
                    return ends.to.over(ends.relays.get(0), ends.relays.get(1));
                };
        Path file = large();
        Transfer transfer = halted(file);
        stale.set(0);
        dead.close();
        living.freezeAfter = Integer.MAX_VALUE; // what stands still there stays so
        Delivery delivery = transfer.await();
        assertThat(delivery.relays()).containsExactly(ends.relays.get(2).id, living.id);
        assertThat(stale).hasValue(0);
        whole(file);
    }

    @Test
    @DisplayName(
            "C09: a cell that a relay changes ends the circuit; the transfer goes on by another")
    void a_relay_corrupts() throws Exception {
        ends.start(2);
        Path file = ends.file("scan.dcm", 20 * MIB, 9);
        Transfer transfer = send(file);
        Eventually.holds("a tenth", () -> transfer.progress().bytesDone() > 4 * MIB);
        ends.relays.getFirst().corruptNext.set(1);
        assertThat(transfer.await().circuits()).isGreaterThan(1);
        whole(file);
    }

    @Test
    @DisplayName("E11: a receiver that is killed and starts anew goes on from what it holds")
    void the_receiver_restarts() throws Exception {
        ends.start(1);
        Path file = large();
        Transfer transfer = halted(file);
        killReceiver();
        restartReceiver();
        Delivery delivery = transfer.await();
        assertThat(delivery.circuits()).isGreaterThan(1);
        whole(file);
    }

    @Test
    @DisplayName("E11: a sender that ends and starts anew resumes by the same offer")
    void the_sender_restarts() throws Exception {
        ends.start(1);
        Path file = large();
        Transfer transfer = halted(file);
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
    @DisplayName(
            "B10: planners go on to name a relay that has just died; what begins then is still"
                    + " delivered, files and messages")
    void planners_learn_of_a_death_later() throws Exception {
        startWithSpares();
        TinyRelay dead = ends.relays.get(1);
        AtomicInteger names = new AtomicInteger();
        ends.routes =
                (_, _, _) ->
                        names.incrementAndGet() % STALE_NAMES == 0
                                ? ends.to.over(ends.relays.get(2), ends.relays.get(3))
                                : ends.to.over(ends.relays.get(0), dead);
        dead.close();
        Path file = large();
        assertThat(send(file).await().circuits()).isOne();
        whole(file);
        SendRequest message =
                SendRequest.ofBytes(ends.to.id, new byte[] {1, 2, 3}, ContentTypes.TEXT);
        ends.sender.send(message, ProgressListener.NONE).await();
        assertThat(Eventually.next("arrived", ends.arrived).payload()).containsExactly(1, 2, 3);
        assertThat(names.get()).isGreaterThanOrEqualTo(2 * STALE_NAMES);
    }
}
