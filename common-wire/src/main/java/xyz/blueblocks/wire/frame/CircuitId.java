package xyz.blueblocks.wire.frame;

import java.util.random.RandomGenerator;

/// The route id of a frame: a circuit as the two ends of one link call it, 16 bytes, big-endian.
///
/// Random for every circuit and every link, so the ids of two links tell nothing about each other.
///
/// @param high first 8 bytes
/// @param low last 8 bytes
public record CircuitId(long high, long low) {
    /// Length on the wire.
    public static final int BYTES = 16;

    /// The link itself: control messages, PING, and what closes the link.
    public static final CircuitId ZERO = new CircuitId(0, 0);

    /// An id for a new circuit; never [#ZERO].
    public static CircuitId random(RandomGenerator random) {
        while (true) {
            CircuitId id = new CircuitId(random.nextLong(), random.nextLong());
            if (!id.isLink()) {
                return id;
            }
        }
    }

    /// Reads 16 bytes at `offset`.
    public static CircuitId read(byte[] in, int offset) {
        return new CircuitId(
                BigEndian.readLong(in, offset), BigEndian.readLong(in, offset + Long.BYTES));
    }

    /// Writes 16 bytes at `offset`.
    public void write(byte[] out, int offset) {
        BigEndian.writeLong(out, offset, high);
        BigEndian.writeLong(out, offset + Long.BYTES, low);
    }

    /// Whether this names the link and not a circuit.
    public boolean isLink() {
        return (high | low) == 0;
    }

    /// 32 hexadecimal digits.
    @Override
    public String toString() {
        return String.format("%016x%016x", high, low);
    }
}
