package xyz.blueblocks.sdk.profile;

import java.util.StringJoiner;
import xyz.blueblocks.crypto.hash.Blake3;
import xyz.blueblocks.crypto.identity.PeerId;

/// Digits that two people compare by voice to know that they hold each other's key (row D17).
final class Fingerprint {
    private static final String CONTEXT = "xyz.blueblocks 2026 fingerprint v1";
    private static final int GROUPS = 6;
    private static final int BYTES_PER_GROUP = 5;
    private static final int GROUP_LIMIT = 100_000;

    private Fingerprint() {}

    /// Thirty digits of one peer, in groups of five.
    static String of(PeerId peer) {
        byte[] id = peer.bytes();
        Blake3 hash = Blake3.deriveKey(CONTEXT);
        hash.update(id, 0, id.length);
        byte[] bytes = hash.xof(GROUPS * BYTES_PER_GROUP);
        StringJoiner digits = new StringJoiner(" ");
        for (int group = 0; group < GROUPS; group++) {
            long value = 0;
            for (int i = 0; i < BYTES_PER_GROUP; i++) {
                value = value << Byte.SIZE | (bytes[group * BYTES_PER_GROUP + i] & 0xff);
            }
            String text = Long.toString(value % GROUP_LIMIT);
            digits.add("0".repeat(5 - text.length()) + text);
        }
        return digits.toString();
    }

    /// Sixty digits of two peers, the same on both screens.
    static String of(PeerId one, PeerId other) {
        String a = of(one);
        String b = of(other);
        return a.compareTo(b) <= 0 ? a + " " + b : b + " " + a;
    }
}
