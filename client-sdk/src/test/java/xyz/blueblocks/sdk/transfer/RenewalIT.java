package xyz.blueblocks.sdk.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.sdk.fixture.HandReceiver;
import xyz.blueblocks.sdk.fixture.MovedClock;
import xyz.blueblocks.sdk.fixture.TinyRelay;
import xyz.blueblocks.sdk.fixture.TwoEnds;
import xyz.blueblocks.sdk.route.Route;
import xyz.blueblocks.testing.Eventually;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.message.Priority;
import xyz.blueblocks.wire.route.AdmissionToken;
import xyz.blueblocks.wire.transfer.FileOffer;

/// Transfers that outlive a circuit: its hour, its budget.
@Timeout(300)
final class RenewalIT {
    private static final int MIB = 1 << 20;
    private static final int BUDGET_LOG2 = 25;
    private static final int CHUNKS = 30;
    private static final int WINDOW = 10;

    /// Each step is a sign of progress, so that neither patience nor idle time is used up.
    private static final Duration STEP = Duration.ofSeconds(50);

    @TempDir Path folder;
    private final MovedClock clock = new MovedClock();
    private TwoEnds ends;

    @AfterEach
    void close() {
        ends.close();
    }

    private void open() throws Exception {
        ends = new TwoEnds(folder, clock.surroundings());
    }

    private Transfer send(Path file) {
        return ends.sender.send(
                SendRequest.ofFile(ends.to.id, file, "video/mp4"), ProgressListener.NONE);
    }

    @Test
    @DisplayName(
            "D09, X17, D21: before a circuit's hour is over the next one takes the transfer over,"
                    + " while chunks are on their way, and nothing is sent twice")
    void an_hour_passes() throws Exception {
        open();
        SendSettings usual = ends.settings;
        // Ten minutes after its beginning, so that no key comes of age while the clock leaps.
        ends.settings =
                new SendSettings(
                        usual.policy(),
                        usual.patience(),
                        STEP.multipliedBy(4),
                        usual.idle(),
                        Duration.ofMinutes(50));
        try (HandReceiver hand = new HandReceiver(ends.to)) {
            ends.to.listen();
            ends.routes = (_, _, _) -> ends.to.direct();
            ends.startSender();
            Transfer transfer = send(ends.file("video", CHUNKS * MIB, 1));
            HandReceiver.Heard first = hand.next();
            FileOffer offer = HandReceiver.offer(first);
            hand.accept(first, offer, new BitSet());
            BitSet held = new BitSet();
            List<Integer> sent = new ArrayList<>();
            while (clock.ahead().compareTo(Duration.ofMinutes(11)) < 0) {
                if (clock.ahead().compareTo(Duration.ofMinutes(10)) < 0) {
                    // Time must not outrun the sender, or it moves with nothing on its way.
                    Eventually.holds("a window", () -> first.end().chunks.size() == WINDOW);
                }
                take(hand, first, offer, held, sent);
                long done = (long) held.cardinality() * MIB;
                Eventually.holds("progress", () -> transfer.progress().bytesDone() == done);
                clock.pass(STEP);
            }
            // Ten are on their way when the next circuit is there; it is used when they are held.
            HandReceiver.Heard second = null;
            while (second == null) {
                if (!first.end().chunks.isEmpty()) {
                    take(hand, first, offer, held, sent);
                }
                second = hand.poll(Duration.ofMillis(10));
            }
            FileOffer again = HandReceiver.offer(second);
            assertThat(again.json()).isEqualTo(offer.json());
            assertThat(first.end().chunks).isEmpty();
            hand.accept(second, again, held);
            while (held.cardinality() < CHUNKS) {
                take(hand, second, again, held, sent);
            }
            var receipt = HandReceiver.sign(hand.receipt(offer), ends.to.key);
            second.session().send(FrameType.DATA_ACK, receipt.canonical());
            assertThat(transfer.await().circuits()).isEqualTo(2);
            assertThat(sent).hasSize(CHUNKS).doesNotHaveDuplicates();
        }
    }

    private static void take(
            HandReceiver hand,
            HandReceiver.Heard in,
            FileOffer offer,
            BitSet held,
            List<Integer> sent)
            throws Exception {
        int chunk = Eventually.next("chunk", in.end().chunks);
        sent.add(chunk);
        held.set(chunk);
        hand.acknowledge(in, offer, held);
    }

    @Test
    @DisplayName(
            "X17: a transfer larger than a route's budget goes on over the next route, and no"
                    + " circuit carries more than its budget")
    void the_budget_is_used_up() throws Exception {
        open();
        TinyRelay[] relays = new TinyRelay[3];
        for (int i = 0; i < relays.length; i++) {
            relays[i] = new TinyRelay(ends.authority, ends.directory);
            ends.relays.add(relays[i]);
        }
        int[] next = {0};
        ends.routes =
                (_, _, _) -> {
                    synchronized (next) {
                        return limited(relays[next[0]++ % relays.length]);
                    }
                };
        ends.startReceiver();
        ends.to.attach(relays[0]);
        ends.to.attach(relays[1]);
        ends.startSender();
        Path file = ends.file("video", 60 * MIB, 2);
        Delivery delivery = send(file).await();
        assertThat(delivery.circuits()).isEqualTo(3);
        assertThat(delivery.sizeBytes()).isEqualTo(60L * MIB);
        for (TinyRelay each : relays) {
            assertThat(each.bytes.get()).isLessThan(1L << BUDGET_LOG2);
        }
        assertThat(Eventually.next("file", ends.arrived).file()).isPresent();
    }

    private Route limited(TinyRelay relay) {
        Instant end = Instant.now().plus(Duration.ofMinutes(5));
        AdmissionToken token =
                AdmissionToken.forLast(
                        relay.id,
                        ends.to.id,
                        new AdmissionToken.Grant(end, BUDGET_LOG2, Priority.NORMAL),
                        Ed25519PrivateKey.generate(),
                        new SecureRandom());
        return Route.over(
                "limited", List.of(relay.hop(Optional.of(token))), ends.to.keyRecord(), end);
    }
}
