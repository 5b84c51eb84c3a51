package xyz.blueblocks.wire.message;

import java.util.BitSet;
import java.util.Optional;
import xyz.blueblocks.crypto.Text;

/// Which chunks of a file are held, as member `received` of DATA_ACK spells it.
///
/// Base64url of ⌈total / 8⌉ bytes; chunk 0 is the highest bit of the first byte; bits beyond the
/// last chunk are 0.
public final class ChunkBitmap {
    private ChunkBitmap() {}

    /// Writes a bitmap.
    ///
    /// @param total chunks in the file, at least 1
    public static String write(BitSet held, int total) {
        Check.that(held.length() <= total, "held: want no chunk beyond " + total);
        byte[] bits = new byte[(total + 7) / 8];
        held.stream().forEach(i -> bits[i / 8] |= (byte) (0x80 >> (i % 8)));
        return Text.base64url(bits);
    }

    /// Reads a bitmap; empty unless it is exactly one for this many chunks.
    public static Optional<BitSet> read(String text, int total) {
        return Text.parseBase64url(text)
                .filter(bits -> bits.length == (total + 7) / 8)
                .map(ChunkBitmap::toBitSet)
                .filter(held -> held.length() <= total);
    }

    private static BitSet toBitSet(byte[] bits) {
        BitSet held = new BitSet(bits.length * 8);
        for (int i = 0; i < bits.length * 8; i++) {
            held.set(i, (bits[i / 8] & (0x80 >> (i % 8))) != 0);
        }
        return held;
    }
}
