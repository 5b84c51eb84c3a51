package xyz.blueblocks.sdk.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import xyz.blueblocks.sdk.fixture.HandReceiver;
import xyz.blueblocks.testing.Eventually;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.FrameType;
import xyz.blueblocks.wire.transfer.FileOffer;

/// Chunks that do not arrive as they were sent.
@Timeout(300)
final class SelectiveRepeatIT extends TransferCase {
    private static final int CHUNKS = 120;
    private static final double LOST = 0.05;
    private static final long SEED = 20_261_120;

    @Test
    @DisplayName("E08: of 120 chunks one in twenty is lost at random; those go again and no others")
    void only_what_was_lost_goes_again() throws Exception {
        Random random = new Random(SEED);
        try (HandReceiver hand = new HandReceiver(ends.to)) {
            ends.to.listen();
            ends.routes = (_, _, _) -> ends.to.direct();
            ends.startSender();
            Transfer transfer = send(ends.file("scan.dcm", CHUNKS * MIB, 3));
            HandReceiver.Heard in = hand.next();
            FileOffer offer = HandReceiver.offer(in);
            hand.accept(in, offer, new BitSet());
            BitSet held = new BitSet();
            BitSet lost = new BitSet();
            List<Integer> again = new ArrayList<>();
            while (held.cardinality() < CHUNKS) {
                int chunk = Eventually.next("chunk", in.end().chunks);
                assertThat(held.get(chunk)).as("chunk %d was held", chunk).isFalse();
                if (lost.get(chunk)) {
                    again.add(chunk);
                } else if (random.nextDouble() < LOST) {
                    lost.set(chunk);
                    hand.complain(in, offer, ErrorCode.ENCRYPTION_ERROR, chunk);
                    continue;
                }
                held.set(chunk);
                hand.acknowledge(in, offer, held);
            }
            var receipt = HandReceiver.sign(hand.receipt(offer), ends.to.key);
            in.session().send(FrameType.DATA_ACK, receipt.canonical());
            Delivery delivery = transfer.await();
            assertThat(lost.cardinality()).isBetween(2, 15);
            assertThat(again).containsExactlyInAnyOrderElementsOf(lost.stream().boxed().toList());
            assertThat(delivery.bytesSent()).isEqualTo((long) (CHUNKS + lost.cardinality()) * MIB);
            assertThat(delivery.circuits()).isEqualTo(1);
        }
    }
}
