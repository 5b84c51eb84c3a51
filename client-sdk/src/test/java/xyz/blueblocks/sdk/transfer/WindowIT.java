package xyz.blueblocks.sdk.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.sdk.fixture.HandReceiver;
import xyz.blueblocks.sdk.fixture.TinyRelay;
import xyz.blueblocks.testing.Eventually;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.transfer.FileOffer;

/// How many chunks are on their way, and how often one is sent, as a receiver and a relay see it.
@Timeout(300)
final class WindowIT extends TransferCase {
    private static final int WINDOW = 10;
    private static final int CELLS_PER_CHUNK = 4;

    /// Cells both ways beside chunks: offer, epochs, acknowledgements.
    private static final int FEW = 12;

    private final List<Set<PeerId>> avoided = new CopyOnWriteArrayList<>();
    private HandReceiver hand;
    private TinyRelay first;
    private TinyRelay second;

    @BeforeEach
    void receiveByHand() throws Exception {
        hand = new HandReceiver(ends.to);
        first = new TinyRelay(ends.authority, ends.directory);
        second = new TinyRelay(ends.authority, ends.directory);
        ends.relays.addAll(List.of(first, second));
        ends.to.attach(first);
        ends.to.attach(second);
        ends.routes =
                (_, _, avoid) -> {
                    avoided.add(avoid);
                    return ends.to.over(avoid.contains(first.id) ? second : first);
                };
        ends.startSender();
    }

    @AfterEach
    void stop() {
        hand.close();
    }

    private static List<Integer> chunks(HandReceiver.Heard in, int count) throws Exception {
        List<Integer> got = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            got.add(Eventually.next("chunk", in.end().chunks));
        }
        return got;
    }

    /// A negative can only be waited for; a window that is too wide shows in milliseconds.
    private static void noMore(HandReceiver.Heard in) throws Exception {
        assertThat(in.end().chunks.poll(700, TimeUnit.MILLISECONDS)).isNull();
    }

    private static BitSet bits(int... set) {
        BitSet bits = new BitSet();
        for (int each : set) {
            bits.set(each);
        }
        return bits;
    }

    @Test
    @DisplayName(
            "E06, X12: never more than ten chunks are unacknowledged; each one acknowledged, in any"
                    + " order, lets one more go")
    void ten_and_no_more() throws Exception {
        Transfer transfer = send(ends.file("scan.dcm", 30 * MIB, 1));
        HandReceiver.Heard in = hand.next();
        FileOffer offer = HandReceiver.offer(in);
        hand.accept(in, offer, new BitSet());
        assertThat(chunks(in, WINDOW)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        noMore(in);
        assertThat(first.cells.get())
                .isBetween(WINDOW * CELLS_PER_CHUNK, WINDOW * CELLS_PER_CHUNK + FEW);
        hand.acknowledge(in, offer, bits(4));
        assertThat(chunks(in, 1)).containsExactly(10);
        noMore(in);
        hand.acknowledge(in, offer, bits(0, 1, 4));
        assertThat(chunks(in, 2)).containsExactly(11, 12);
        hand.acknowledge(in, offer, bits(0, 1, 4));
        noMore(in);
        assertThat(transfer.progress().bytesDone()).isEqualTo(3 * MIB);
        int cells = (WINDOW + 3) * CELLS_PER_CHUNK;
        assertThat(first.cells.get()).isBetween(cells, cells + FEW);
        transfer.cancel();
        failsWith(transfer, ErrorCode.CHUNK_MISSING);
    }

    @Test
    @DisplayName("E11: what the receiver says it holds is not sent")
    void what_is_held_is_not_sent() throws Exception {
        Transfer transfer = send(ends.file("scan.dcm", 5 * MIB, 1));
        HandReceiver.Heard in = hand.next();
        FileOffer offer = HandReceiver.offer(in);
        hand.accept(in, offer, bits(0, 1, 3));
        assertThat(chunks(in, 2)).containsExactly(2, 4);
        noMore(in);
        transfer.cancel();
        failsWith(transfer, ErrorCode.CHUNK_MISSING);
    }

    @Test
    @DisplayName(
            "E08: a chunk that is refused goes again, the third time over other relays, and then"
                    + " never again")
    void three_times_and_no_more() throws Exception {
        Transfer transfer = send(ends.file("scan.dcm", 2 * MIB + 1, 1));
        HandReceiver.Heard in = hand.next();
        FileOffer offer = HandReceiver.offer(in);
        hand.accept(in, offer, new BitSet());
        assertThat(chunks(in, 3)).containsExactly(0, 1, 2);
        hand.acknowledge(in, offer, bits(1, 2));
        hand.complain(in, offer, ErrorCode.ENCRYPTION_ERROR, 0);
        assertThat(chunks(in, 1)).containsExactly(0);
        assertThat(second.cells.get()).isZero();
        hand.complain(in, offer, ErrorCode.HASH_MISMATCH, 0);
        HandReceiver.Heard elsewhere = hand.next();
        assertThat(Eventually.done("first session closed", in.end().closed)).isNotNull();
        assertThat(avoided.getLast()).contains(first.id);
        FileOffer again = HandReceiver.offer(elsewhere);
        assertThat(again.json()).isEqualTo(offer.json());
        hand.accept(elsewhere, again, bits(1, 2));
        assertThat(chunks(elsewhere, 1)).containsExactly(0);
        assertThat(second.cells.get()).isPositive();
        hand.complain(elsewhere, again, ErrorCode.ENCRYPTION_ERROR, 0);
        failsWith(transfer, ErrorCode.ENCRYPTION_ERROR);
        noMore(elsewhere);
    }
}
