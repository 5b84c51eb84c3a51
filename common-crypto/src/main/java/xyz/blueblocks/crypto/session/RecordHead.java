package xyz.blueblocks.crypto.session;

import java.util.Arrays;

/// Head of a record: what it is and where it belongs. 32 bytes, sealed to 48.
///
/// ```
/// offset  size  field
///      0     1  type       0x00 padding, else the seed's message type
///      1     1  flags      1 first, 2 last, 4 raw, 8 rekey
///      2     2  zero
///      4     4  message number, from 0 without gaps; 0 in padding
///      8     4  used       bytes of the body that carry the message
///     12    16  chunk id   zeros unless CHUNK
///     28     4  sequence   0 unless CHUNK
/// ```
///
/// A reused, mutable view over one array; not thread-safe. Source: docs/spec/session.md, section 4.
final class RecordHead {
    static final int SIZE = 32;
    static final int TAG = 16;

    /// Head with its tag, as it lies in front of every record.
    static final int SEALED = SIZE + TAG;

    static final int PADDING = 0x00;
    static final int CHUNK = 0x05;

    /// 0x0B–0x3F are reserved by the protocol; beyond, a type cannot be one of ours.
    static final int MAX_TYPE = 0x3F;

    static final int FIRST = 1;
    static final int LAST = 2;
    static final int RAW = 4;
    static final int REKEY = 8;
    static final int CHUNK_ID = 16;

    private static final int CHUNK_ID_AT = 12;
    private static final int SEQUENCE_AT = 28;
    private static final byte[] NO_CHUNK = new byte[CHUNK_ID];

    final byte[] bytes = new byte[SIZE];

    static byte[] noChunk() {
        return NO_CHUNK;
    }

    void write(int type, int flags, long number, int used, byte[] chunkId, int sequence) {
        bytes[0] = (byte) type;
        bytes[1] = (byte) flags;
        bytes[2] = 0;
        bytes[3] = 0;
        putInt(bytes, 4, (int) number);
        putInt(bytes, 8, used);
        System.arraycopy(chunkId, 0, bytes, CHUNK_ID_AT, CHUNK_ID);
        putInt(bytes, SEQUENCE_AT, sequence);
    }

    int type() {
        return bytes[0] & 0xFF;
    }

    boolean has(int flag) {
        return (bytes[1] & flag) != 0;
    }

    long number() {
        return getInt(bytes, 4) & 0xFFFF_FFFFL;
    }

    /// Negative where the field is above 2^31 − 1: refused by every bound.
    int used() {
        return getInt(bytes, 8);
    }

    int sequence() {
        return getInt(bytes, SEQUENCE_AT);
    }

    byte[] chunkId() {
        byte[] id = new byte[CHUNK_ID];
        System.arraycopy(bytes, CHUNK_ID_AT, id, 0, CHUNK_ID);
        return id;
    }

    boolean hasChunkId(byte[] id) {
        return Arrays.equals(bytes, CHUNK_ID_AT, SEQUENCE_AT, id, 0, CHUNK_ID);
    }

    /// Whether the fields agree with each other. `capacity` is that of the record's kind.
    boolean wellFormed(int capacity) {
        boolean raw = has(RAW);
        if ((bytes[1] & 0xF0) != 0 || bytes[2] != 0 || bytes[3] != 0 || type() > MAX_TYPE) {
            return false;
        }
        if (raw != (type() == CHUNK) || used() < 0 || used() > capacity) {
            return false;
        }
        if (type() == PADDING) {
            return (bytes[1] & ~REKEY) == 0 && ZeroFiller.isZero(bytes, 4, SIZE - 4);
        }
        if (!raw && !ZeroFiller.isZero(bytes, CHUNK_ID_AT, SIZE - CHUNK_ID_AT)) {
            return false;
        }
        // An empty fragment of a longer message moves nothing and could go on for ever.
        return used() > 0 || (has(FIRST) && has(LAST));
    }

    static void putInt(byte[] to, int at, int value) {
        to[at] = (byte) (value >>> 24);
        to[at + 1] = (byte) (value >>> 16);
        to[at + 2] = (byte) (value >>> 8);
        to[at + 3] = (byte) value;
    }

    static int getInt(byte[] from, int at) {
        return (from[at] & 0xFF) << 24
                | (from[at + 1] & 0xFF) << 16
                | (from[at + 2] & 0xFF) << 8
                | (from[at + 3] & 0xFF);
    }
}
