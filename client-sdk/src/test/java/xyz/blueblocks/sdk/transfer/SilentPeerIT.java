package xyz.blueblocks.sdk.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.BitSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import xyz.blueblocks.link.InboundFrame;
import xyz.blueblocks.link.Link;
import xyz.blueblocks.link.LinkClosed;
import xyz.blueblocks.link.LinkHandler;
import xyz.blueblocks.sdk.fixture.HandReceiver;
import xyz.blueblocks.sdk.fixture.RawEnd;
import xyz.blueblocks.sdk.route.Route;
import xyz.blueblocks.sdk.session.SessionDialler;
import xyz.blueblocks.sdk.session.SessionEndedException;
import xyz.blueblocks.sdk.session.SessionPolicy;
import xyz.blueblocks.sdk.session.SessionShape;
import xyz.blueblocks.sdk.session.SetUpException;
import xyz.blueblocks.testing.Eventually;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.json.JsonObject;

/// Peers that are there and say nothing.
@Timeout(300)
final class SilentPeerIT extends TransferCase {
    /// Answers no packet, keeps every link.
    private static final class Mute implements LinkHandler {
        final BlockingQueue<FrameType> heard = new LinkedBlockingQueue<>();

        @Override
        public void onOpen(Link link) {}

        @Override
        public void onFrame(Link link, InboundFrame frame) {
            heard.add(frame.type());
        }

        @Override
        public void onControl(Link link, JsonObject message) {}

        @Override
        public void onClosed(Link link, LinkClosed why) {}
    }

    @Test
    @DisplayName(
            "D06: a peer that never answers a handshake is given up after ten seconds, E008, and"
                    + " the circuit is closed")
    void a_peer_that_answers_no_handshake() throws Exception {
        Mute mute = new Mute();
        ends.to.listen(mute);
        SessionDialler dialler = new SessionDialler(ends.from.links, SessionPolicy.DEFAULT);
        Route route = ends.to.direct();
        long begun = System.nanoTime();
        assertThatThrownBy(() -> dialler.open(route, SessionShape.MESSAGES, new RawEnd()))
                .isInstanceOfSatisfying(
                        SetUpException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT));
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isBetween(Duration.ofSeconds(10), Duration.ofSeconds(30));
        assertThat(Eventually.next("frame", mute.heard)).isEqualTo(FrameType.HANDSHAKE);
        assertThat(Eventually.next("frame", mute.heard)).isEqualTo(FrameType.CLOSE);
    }

    @Test
    @DisplayName(
            "E10, X17: a receiver that takes every offer and no chunk is tried on circuit after"
                    + " circuit, and given up when nothing moved for the patience, E008")
    void a_receiver_that_takes_no_chunk() throws Exception {
        ends.settings =
                SendSettings.DEFAULT.withTimes(
                        Duration.ofSeconds(6), Duration.ofMillis(300), Duration.ofSeconds(10));
        try (HandReceiver hand = new HandReceiver(ends.to)) {
            ends.to.listen();
            ends.routes = (_, _, _) -> ends.to.direct();
            ends.startSender();
            AtomicInteger taken = new AtomicInteger();
            Thread taking = Thread.startVirtualThread(() -> takeAll(hand, taken));
            Transfer transfer = send(ends.file("a", 2 * MIB, 1));
            failsWith(transfer, ErrorCode.TIMEOUT);
            taking.interrupt();
            assertThat(taken.get()).isBetween(2, 6);
            assertThat(ends.sender.unfinished())
                    .extracting(Unfinished::id)
                    .containsExactly(transfer.id());
        }
    }

    private static void takeAll(HandReceiver hand, AtomicInteger taken) {
        while (true) {
            try {
                HandReceiver.Heard in = hand.next();
                hand.accept(in, HandReceiver.offer(in), new BitSet());
                taken.incrementAndGet();
            } catch (SessionEndedException e) {
                // The sender was faster.
            } catch (InterruptedException e) {
                return;
            }
        }
    }
}
