package xyz.blueblocks.crypto.identity;

import java.util.Optional;

/// Bech32m (BIP-350): text for people, whose six check characters catch any four mistakes in up to
/// 90 characters. Lower case only, so that a value has one text.
final class Bech32m {
    private static final String CHARSET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int CONSTANT = 0x2bc830a3;
    private static final int[] GENERATOR = {
        0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
    };
    private static final int CHECK_CHARS = 6;
    private static final int MAX_CHARS = 90;

    private Bech32m() {}

    /// `prefix`, `1`, the bytes in groups of five bits, and the check characters.
    static String encode(String prefix, byte[] bytes) {
        int groups = groups(bytes.length);
        if (prefix.length() + 1 + groups + CHECK_CHARS > MAX_CHARS) {
            throw new IllegalArgumentException("bytes: " + bytes.length + " (want less)");
        }
        byte[] values = new byte[groups + CHECK_CHARS];
        split(bytes, values);
        int check = checksum(prefix, values) ^ CONSTANT;
        for (int i = 0; i < CHECK_CHARS; i++) {
            values[groups + i] = (byte) ((check >>> (5 * (5 - i))) & 31);
        }
        StringBuilder text = new StringBuilder(prefix).append('1');
        for (byte value : values) {
            text.append(CHARSET.charAt(value));
        }
        return text.toString();
    }

    /// Reads exactly `length` bytes under exactly this prefix.
    static Optional<byte[]> decode(String prefix, String text, int length) {
        int groups = groups(length);
        int start = prefix.length() + 1;
        if (text.length() != start + groups + CHECK_CHARS || !text.startsWith(prefix + '1')) {
            return Optional.empty();
        }
        byte[] values = new byte[groups + CHECK_CHARS];
        for (int i = 0; i < values.length; i++) {
            int value = CHARSET.indexOf(text.charAt(start + i));
            if (value < 0) {
                return Optional.empty();
            }
            values[i] = (byte) value;
        }
        byte[] bytes = new byte[length];
        boolean good = checksum(prefix, values) == CONSTANT && join(values, groups, bytes);
        return good ? Optional.of(bytes) : Optional.empty();
    }

    private static int groups(int bytes) {
        return (bytes * 8 + 4) / 5;
    }

    private static void split(byte[] bytes, byte[] values) {
        int buffer = 0;
        int bits = 0;
        int at = 0;
        for (byte b : bytes) {
            buffer = (buffer << 8 | (b & 0xFF)) & 0xFFF;
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                values[at++] = (byte) ((buffer >>> bits) & 31);
            }
        }
        if (bits > 0) {
            values[at] = (byte) ((buffer << (5 - bits)) & 31);
        }
    }

    /// Whether the bits left over are zeros, as they must be.
    private static boolean join(byte[] values, int groups, byte[] bytes) {
        int buffer = 0;
        int bits = 0;
        int at = 0;
        for (int i = 0; i < groups; i++) {
            buffer = (buffer << 5 | values[i]) & 0xFFF;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (buffer >>> bits);
            }
        }
        return (buffer & ((1 << bits) - 1)) == 0;
    }

    private static int checksum(String prefix, byte[] values) {
        int sum = 1;
        for (int i = 0; i < prefix.length(); i++) {
            sum = step(sum, prefix.charAt(i) >>> 5);
        }
        sum = step(sum, 0);
        for (int i = 0; i < prefix.length(); i++) {
            sum = step(sum, prefix.charAt(i) & 31);
        }
        for (byte value : values) {
            sum = step(sum, value);
        }
        return sum;
    }

    private static int step(int sum, int value) {
        int top = sum >>> 25;
        int next = (sum & 0x1FFFFFF) << 5 ^ value;
        for (int i = 0; i < GENERATOR.length; i++) {
            if (((top >>> i) & 1) == 1) {
                next ^= GENERATOR[i];
            }
        }
        return next;
    }
}
