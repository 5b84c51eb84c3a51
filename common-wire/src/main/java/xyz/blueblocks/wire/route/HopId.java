package xyz.blueblocks.wire.route;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.random.RandomGenerator;
import xyz.blueblocks.crypto.Text;

/// The id of one admission token: 16 random bytes; what relays remember, and report when it failed.
///
/// @param high first 8 bytes
/// @param low last 8 bytes
public record HopId(long high, long low) {
    /// Length in a token.
    public static final int BYTES = 16;

    /// A new id.
    public static HopId random(RandomGenerator random) {
        return new HopId(random.nextLong(), random.nextLong());
    }

    /// Reads 32 lower-case hexadecimal digits.
    public static Optional<HopId> parse(String text) {
        return text.length() == 2 * BYTES
                ? Text.parseHex(text).map(bytes -> read(bytes, 0))
                : Optional.empty();
    }

    /// Reads 16 bytes at `offset`.
    public static HopId read(byte[] in, int offset) {
        ByteBuffer bytes = ByteBuffer.wrap(in, offset, BYTES);
        return new HopId(bytes.getLong(), bytes.getLong());
    }

    /// The 16 bytes.
    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }

    /// 32 hexadecimal digits.
    @Override
    public String toString() {
        return Text.hex(bytes());
    }
}
