package xyz.blueblocks.servicekit.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;

/// One spooled event and its form on disk, big-endian:
///
/// ```
/// u32 n, 2..[#MAX_BODY]   u32 CRC-32C of the n bytes   n: u16 k ‖ k bytes key, UTF-8 ‖ value
/// ```
///
/// The checksum tells a torn write from a whole one; it is no protection against an attacker, who
/// would need this machine's disk.
final class SpoolRecord {
    static final int HEAD = 8;
    static final int MAX_BODY = 1 << 20;
    private static final int MAX_KEY = 1024;

    private final String key;
    private final byte[] value;

    SpoolRecord(String key, byte[] value) {
        this.key = key;
        this.value = value;
    }

    String key() {
        return key;
    }

    /// The event's bytes, shared: not to be changed.
    byte[] value() {
        return value;
    }

    /// Bytes as written to the spool.
    ///
    /// @throws IllegalArgumentException for a key or value that is too long to be spooled
    static byte[] encode(String key, byte[] value) {
        byte[] k = key.getBytes(StandardCharsets.UTF_8);
        int n = 2 + k.length + value.length;
        if (k.length > MAX_KEY || n > MAX_BODY) {
            throw new IllegalArgumentException("event: " + n + " bytes (want <= " + MAX_BODY + ")");
        }
        ByteBuffer out = ByteBuffer.allocate(HEAD + n);
        out.position(HEAD);
        out.putShort((short) k.length).put(k).put(value);
        out.putInt(0, n).putInt(4, checksum(out.array(), HEAD, n));
        return out.array();
    }

    /// Length of the body that `head` announces, or -1 when no writer of ours wrote it.
    static int bodyLength(ByteBuffer head) {
        int n = head.getInt(0);
        return n < 2 || n > MAX_BODY ? -1 : n;
    }

    /// Reads a body; empty when it is damaged.
    static Optional<SpoolRecord> decode(int checksum, byte[] body) {
        if (checksum(body, 0, body.length) != checksum) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(body);
        int k = Short.toUnsignedInt(in.getShort());
        if (k > MAX_KEY || k > in.remaining()) {
            return Optional.empty();
        }
        byte[] key = new byte[k];
        in.get(key);
        byte[] value = new byte[in.remaining()];
        in.get(value);
        return Optional.of(new SpoolRecord(new String(key, StandardCharsets.UTF_8), value));
    }

    private static int checksum(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
