package xyz.blueblocks.crypto.identity;

import java.math.BigInteger;
import java.util.Optional;

/// Base58 with the Bitcoin alphabet (base58btc), for short values only: its cost grows with the
/// square of the length.
final class Base58 {
    private static final String ALPHABET =
            "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(58);

    private Base58() {}

    static String encode(byte[] bytes) {
        StringBuilder reversed = new StringBuilder(bytes.length * 2);
        BigInteger rest = new BigInteger(1, bytes);
        while (rest.signum() > 0) {
            BigInteger[] split = rest.divideAndRemainder(BASE);
            reversed.append(ALPHABET.charAt(split[1].intValue()));
            rest = split[0];
        }
        for (int i = 0; i < bytes.length && bytes[i] == 0; i++) {
            reversed.append(ALPHABET.charAt(0));
        }
        return reversed.reverse().toString();
    }

    /// Reads exactly `length` bytes; empty when the text is not what [#encode] writes for them.
    static Optional<byte[]> decode(String text, int length) {
        // Each byte takes at most 1.4 characters: bounds the work on hostile text.
        if (text.length() > length * 7 / 5 + 1) {
            return Optional.empty();
        }
        BigInteger value = BigInteger.ZERO;
        for (int i = 0; i < text.length(); i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0) {
                return Optional.empty();
            }
            value = value.multiply(BASE).add(BigInteger.valueOf(digit));
        }
        byte[] signed = value.toByteArray();
        int skip = signed[0] == 0 ? 1 : 0;
        int size = signed.length - skip;
        if (size > length) {
            return Optional.empty();
        }
        byte[] bytes = new byte[length];
        System.arraycopy(signed, skip, bytes, length - size, size);
        return encode(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
    }
}
