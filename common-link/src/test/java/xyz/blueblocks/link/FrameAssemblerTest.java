package xyz.blueblocks.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.frame.CircuitId;
import xyz.blueblocks.wire.frame.FrameLayout;
import xyz.blueblocks.wire.frame.FrameType;

final class FrameAssemblerTest {
    private static final long SEED = 20_260_118;
    private static final PeerId PEER = PeerId.of(Ed25519PrivateKey.generate().publicKey());

    private final FrameBuffers buffers = new FrameBuffers(64L << 20);
    private final FrameAssembler assembler = new FrameAssembler(buffers, OpeningFrames.MAX_ANY);

    private static byte[] frame(int payloadLength, Random random) {
        byte[] frame = new byte[FrameLayout.OVERHEAD + payloadLength];
        random.nextBytes(frame);
        FrameLayout.write(frame, 0, FrameType.DATA, PEER, PEER, CircuitId.ZERO, payloadLength);
        return frame;
    }

    @Test
    @DisplayName("C03: frames come out whole however the bytes were cut")
    void any_cutting_gives_the_same_frames() {
        Random random = new Random(SEED);
        int[] sizes = {0, 1, 100, 4352, 65_792, 262_400, 1_048_832, 3, FrameLayout.MAX_PAYLOAD, 5};
        byte[][] frames =
                Arrays.stream(sizes).mapToObj(n -> frame(n, random)).toArray(byte[][]::new);
        ByteBuf all = Unpooled.buffer();
        Arrays.stream(frames).forEach(all::writeBytes);
        int got = 0;
        while (all.isReadable()) {
            int cut = 1 + random.nextInt(20_000);
            ByteBuf piece = all.readSlice(Math.min(cut, all.readableBytes()));
            while (piece.isReadable()) {
                FrameAssembler.Step step = assembler.feed(piece);
                assertThat(step).as("seed %d", SEED).isNotEqualTo(FrameAssembler.Step.REFUSED);
                if (step == FrameAssembler.Step.FRAME) {
                    assertThat(Arrays.copyOf(assembler.array(), assembler.length()))
                            .isEqualTo(frames[got++]);
                    assembler.next();
                }
            }
            assembler.rest();
        }
        assertThat(got).isEqualTo(frames.length);
        assertThat(buffers.lentBytes()).isZero();
    }

    @Test
    @DisplayName("C14: a lying length field costs under 1 MiB until the bytes really come")
    void memory_follows_bytes_not_announcements() {
        byte[] frame = frame(FrameLayout.MAX_PAYLOAD, new Random(SEED));
        ByteBuf all = Unpooled.wrappedBuffer(frame);
        assembler.feed(all.readSlice(300));
        assertThat(buffers.lentBytes()).isLessThan(1 << 20);
        assembler.feed(all.readSlice(260_000));
        assertThat(buffers.lentBytes()).isLessThan(1 << 20);
        assembler.release();
        assertThat(buffers.lentBytes()).isZero();
    }

    @Test
    @DisplayName(
            "C03, C13, C14: wrong version, flags and lengths are refused from the header alone")
    void headers_are_judged_alone() {
        assertThat(refusal(0, 2)).isEqualTo(ErrorCode.INVALID_VERSION);
        assertThat(refusal(7, 1)).isEqualTo(ErrorCode.INVALID_FORMAT);
        assertThat(refusal(2, 1)).isEqualTo(ErrorCode.INVALID_FORMAT);
        assertThat(refusal(5, 94)).isEqualTo(ErrorCode.INVALID_FORMAT);
        assertThat(buffers.lentBytes()).isLessThan(1 << 20);
    }

    private ErrorCode refusal(int offset, int value) {
        byte[] header = Arrays.copyOf(frame(0, new Random(SEED)), FrameLayout.HEADER);
        header[offset] = (byte) value;
        FrameAssembler own = new FrameAssembler(buffers, OpeningFrames.MAX_ANY);
        assertThat(own.feed(Unpooled.wrappedBuffer(header))).isEqualTo(FrameAssembler.Step.REFUSED);
        ErrorCode refusal = own.refusal();
        own.release();
        return refusal;
    }

    @Test
    @DisplayName("C22, C30: too many unfinished frames at once are refused with E009")
    void what_is_lent_is_bounded() {
        FrameBuffers small = new FrameBuffers(1 << 20);
        int begun = 0;
        while (true) {
            FrameAssembler each = new FrameAssembler(small, OpeningFrames.MAX_ANY);
            byte[] frame = frame(262_400, new Random(SEED));
            if (each.feed(Unpooled.wrappedBuffer(frame, 0, 6000)) == FrameAssembler.Step.REFUSED) {
                assertThat(each.refusal()).isEqualTo(ErrorCode.RATE_LIMITED);
                break;
            }
            begun++;
        }
        assertThat(begun).isEqualTo(3);
        assertThat(small.lentBytes()).isLessThanOrEqualTo(1 << 20);
    }
}
