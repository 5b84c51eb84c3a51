package xyz.blueblocks.crypto;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.function.Function;

/// Key material or another secret, zeroed on [#close].
///
/// Silent in [#toString], compared in constant time, and without `equals`: two secrets are never
/// compared by accident. Reading is thread-safe; the owner closes it when nobody else reads.
/// Zeroing is best effort, since the collector may have moved the array before.
public final class SecretBytes implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bytes;
    private volatile boolean closed;

    private SecretBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Copies `bytes`; the caller still owns, and should zero, its own array.
    public static SecretBytes copyOf(byte[] bytes) {
        return new SecretBytes(bytes.clone());
    }

    /// Takes `bytes` over without copying: the caller must not use the array any more.
    public static SecretBytes take(byte[] bytes) {
        return new SecretBytes(bytes);
    }

    /// Fresh bytes from the JDK's seeded generator.
    ///
    /// @param length 1..65 536 bytes
    public static SecretBytes random(int length) {
        if (length < 1 || length > 65_536) {
            throw new IllegalArgumentException("length: " + length + " (want 1..65536)");
        }
        byte[] fresh = new byte[length];
        RANDOM.nextBytes(fresh);
        return new SecretBytes(fresh);
    }

    /// All of `parts` one behind the other, as a secret of its own; the parts stay their owners'.
    public static SecretBytes join(SecretBytes... parts) {
        int length = 0;
        for (SecretBytes part : parts) {
            length = Math.addExact(length, part.length());
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (SecretBytes part : parts) {
            byte[] bytes = part.open();
            System.arraycopy(bytes, 0, joined, at, bytes.length);
            at += bytes.length;
        }
        return new SecretBytes(joined);
    }

    /// Size in bytes; known even after closing.
    public int length() {
        return bytes.length;
    }

    /// A copy that the caller owns and should zero.
    public byte[] copy() {
        return open().clone();
    }

    /// Lends the secret itself to `reader`, which must neither change nor keep the array.
    public <T> T use(Function<byte[], T> reader) {
        return reader.apply(open());
    }

    /// Part of this secret as a secret of its own.
    ///
    /// @param from first byte, inclusive
    /// @param to last byte, exclusive
    public SecretBytes slice(int from, int to) {
        if (from < 0 || to > bytes.length || from > to) {
            throw new IllegalArgumentException(
                    "slice: " + from + ".." + to + " (want within 0.." + bytes.length + ")");
        }
        return new SecretBytes(Arrays.copyOfRange(open(), from, to));
    }

    /// Whether both hold the same bytes; the time taken depends on the lengths only.
    public boolean constantTimeEquals(SecretBytes other) {
        return MessageDigest.isEqual(open(), other.open());
    }

    /// Whether [#close] was called.
    public boolean isClosed() {
        return closed;
    }

    /// Zeroes the bytes; any later use is refused. Closing twice is harmless.
    @Override
    public void close() {
        closed = true;
        Arrays.fill(bytes, (byte) 0);
    }

    /// Says the length and nothing else.
    @Override
    public String toString() {
        return "SecretBytes[" + bytes.length + "]";
    }

    private byte[] open() {
        if (closed) {
            throw new IllegalStateException("secret: closed (want open)");
        }
        return bytes;
    }
}
