package xyz.blueblocks.crypto.linkauth;

import java.util.Arrays;
import java.util.Objects;
import xyz.blueblocks.crypto.Labels;
import xyz.blueblocks.crypto.hash.Blake3;
import xyz.blueblocks.crypto.onion.CellSize;
import xyz.blueblocks.crypto.session.ZeroFiller;

/// The 187 bytes that a frame's auth covers, in one reused buffer.
///
/// ```
/// offset  size  field
///      0    12  bb/frame/v1 ‖ 0x00
///     12    32  L          what ties the frame to its link
///     44     8  number     of the frame in its direction, from 0
///     52     8  header
///     60    95  routing
///    155    32  D          BLAKE3-256(payload), or a cell's first 32 bytes
/// ```
///
/// Not thread-safe. Source: docs/spec/link.md, section 2.
final class AuthInput {
    static final int AUTH = 64;
    static final int L = 32;

    /// Header and routing, which lie together in front of every frame.
    static final int HEAD = 103;

    /// The smallest frame: no payload.
    static final int MIN_FRAME = HEAD + AUTH;

    private static final byte[] LABEL = Labels.of("bb/frame/v1");
    private static final int D = 32;
    private static final int HEADER = 8;
    private static final int DATA = 0x03;
    private static final int TYPE_AT = 1;
    private static final int LENGTH_AT = 2;
    private static final int CIRCUIT_AT = 86;
    private static final int CIRCUIT = 16;

    private final byte[] bytes = new byte[LABEL.length + L + Long.BYTES + HEAD + D];
    private final boolean shortenCells;

    /// @param shortenCells whether a circuit cell's D is its first 32 bytes (LINK_MAC only)
    AuthInput(byte[] linkId, boolean shortenCells) {
        System.arraycopy(LABEL, 0, bytes, 0, LABEL.length);
        System.arraycopy(linkId, 0, bytes, LABEL.length, L);
        this.shortenCells = shortenCells;
    }

    /// Whether the header's length agrees with the frame's: what is authenticated is one frame.
    static boolean isFrame(byte[] array, int off, int length) {
        if (length < MIN_FRAME) {
            return false;
        }
        Objects.checkFromIndexSize(off, length, array.length);
        int stated = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            stated = stated << 8 | (array[off + LENGTH_AT + i] & 0xFF);
        }
        return stated == length - HEADER - AUTH;
    }

    /// Fills the buffer for the frame at `off` and returns it.
    byte[] of(byte[] array, int off, int length, long number) {
        int at = LABEL.length + L;
        for (int i = 0; i < Long.BYTES; i++) {
            bytes[at + i] = (byte) (number >>> (56 - 8 * i));
        }
        at += Long.BYTES;
        System.arraycopy(array, off, bytes, at, HEAD);
        at += HEAD;
        int payload = length - MIN_FRAME;
        if (shortenCells && isCell(array, off, payload)) {
            System.arraycopy(array, off + HEAD, bytes, at, D);
        } else {
            byte[] digest = Blake3.hash(array, off + HEAD, payload);
            System.arraycopy(digest, 0, bytes, at, D);
        }
        return bytes;
    }

    /// A cell is a DATA frame of a circuit whose payload has a cell's size. Its inside is sealed by
    /// the circuit, so hashing all of it once more per link would prove nothing new.
    private static boolean isCell(byte[] array, int off, int payload) {
        return array[off + TYPE_AT] == DATA
                && CellSize.isCell(payload)
                && !ZeroFiller.isZero(array, off + CIRCUIT_AT, CIRCUIT);
    }

    /// Forgets the link.
    void clear() {
        Arrays.fill(bytes, (byte) 0);
    }
}
