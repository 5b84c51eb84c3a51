package xyz.blueblocks.wire.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;
import xyz.blueblocks.wire.Decoded;

/// What strangers do to good bytes, the same for every codec.
public final class Hostile {
    private Hostile() {}

    /// Every proper beginning of `good` is refused, without an exception.
    public static void refusesEveryTruncation(byte[] good, Function<byte[], Decoded<?>> decode) {
        for (int length = 0; length < good.length; length++) {
            assertThat(decode.apply(Arrays.copyOf(good, length)))
                    .as("first %d of %d bytes", length, good.length)
                    .isInstanceOf(Decoded.Malformed.class);
        }
    }

    /// Gives every variant of `good` with one flipped bit, at every position.
    public static void eachFlippedBit(byte[] good, Consumer<byte[]> test) {
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] flipped = good.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            test.accept(flipped);
        }
    }

    /// Gives variants of `good` with one flipped bit in every byte, a different one each time; for
    /// long texts, where all bits of all bytes would take minutes.
    public static void oneFlippedBitPerByte(byte[] good, Consumer<byte[]> test) {
        for (int i = 0; i < good.length; i++) {
            byte[] flipped = good.clone();
            flipped[i] ^= (byte) (1 << (i % 8));
            test.accept(flipped);
        }
    }

    /// Bytes that this thread allocates while it runs `action`.
    public static long allocatedBy(Runnable action) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        action.run();
        long before = threads.getCurrentThreadAllocatedBytes();
        action.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
