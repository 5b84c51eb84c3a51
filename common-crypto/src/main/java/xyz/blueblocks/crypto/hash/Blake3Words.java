package xyz.blueblocks.crypto.hash;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Constants and byte order of BLAKE3 (specification sections 2.1 to 2.4).
final class Blake3Words {
    static final int CHUNK_BYTES = 1024;
    static final int BLOCK_BYTES = 64;
    static final int BLOCKS_PER_CHUNK = CHUNK_BYTES / BLOCK_BYTES;

    static final int CHUNK_START = 1;
    static final int CHUNK_END = 1 << 1;
    static final int PARENT = 1 << 2;
    static final int ROOT = 1 << 3;
    static final int KEYED_HASH = 1 << 4;
    static final int DERIVE_KEY_CONTEXT = 1 << 5;
    static final int DERIVE_KEY_MATERIAL = 1 << 6;

    static final int IV0 = 0x6A09E667;
    static final int IV1 = 0xBB67AE85;
    static final int IV2 = 0x3C6EF372;
    static final int IV3 = 0xA54FF53A;

    static final int ROUNDS = 7;

    /// What message words 0..15 become in the next round.
    private static final int[] PERMUTATION = {2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8};

    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private Blake3Words() {}

    /// The key words of unkeyed hashing, a fresh array.
    static int[] iv() {
        return new int[] {IV0, IV1, IV2, IV3, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19};
    }

    /// Which message word each of the 16 steps of each of the 7 rounds takes, times `stride`.
    static int[] schedule(int stride) {
        int[] schedule = new int[ROUNDS * 16];
        int[] words = new int[16];
        for (int i = 0; i < 16; i++) {
            words[i] = i;
        }
        for (int round = 0; round < ROUNDS; round++) {
            int[] next = new int[16];
            for (int i = 0; i < 16; i++) {
                schedule[round * 16 + i] = words[i] * stride;
                next[i] = words[PERMUTATION[i]];
            }
            words = next;
        }
        return schedule;
    }

    /// Little-endian word at byte offset `at`.
    static int word(byte[] in, int at) {
        return (int) INTS.get(in, at);
    }

    /// Writes a word little-endian at byte offset `at`.
    static void putWord(byte[] out, int at, int word) {
        INTS.set(out, at, word);
    }

    /// The bytes of `words`, little-endian.
    static byte[] bytes(int[] words, int count) {
        byte[] out = new byte[4 * count];
        for (int i = 0; i < count; i++) {
            putWord(out, 4 * i, words[i]);
        }
        return out;
    }

    /// The 8 words of a 32-byte key or chaining value at byte offset `at`.
    static void words(byte[] in, int at, int[] out, int outAt) {
        for (int i = 0; i < 8; i++) {
            out[outAt + i] = word(in, at + 4 * i);
        }
    }
}
