package xyz.blueblocks.crypto.hash;

/// BLAKE3's compression function, one block at a time, in plain Java.
///
/// Not thread-safe: it owns the words of the block at hand.
final class Blake3Compression {
    private static final int[] SCHEDULE = Blake3Words.schedule(1);

    /// The message block, 16 words, filled by the caller.
    final int[] block = new int[16];

    /// The 16 words of output; the first 8 are the chaining value.
    final int[] out = new int[16];

    /// Reads `length` bytes (at most 64) as the block, zeros behind them.
    void load(byte[] in, int offset, int length) {
        int whole = length >>> 2;
        for (int i = 0; i < whole; i++) {
            block[i] = Blake3Words.word(in, offset + 4 * i);
        }
        for (int i = whole; i < 16; i++) {
            block[i] = 0;
        }
        for (int i = whole << 2; i < length; i++) {
            block[whole] |= (in[offset + i] & 0xFF) << (8 * (i & 3));
        }
    }

    /// Compresses the block under the chaining value at `cv[at..at+8)` into [#out].
    // Longer than a method should be: the seven rounds live in sixteen locals, hence in registers.
    void run(int[] cv, int at, long counter, int length, int flags) {
        int[] m = block;
        int[] s = SCHEDULE;
        int v0 = cv[at];
        int v1 = cv[at + 1];
        int v2 = cv[at + 2];
        int v3 = cv[at + 3];
        int v4 = cv[at + 4];
        int v5 = cv[at + 5];
        int v6 = cv[at + 6];
        int v7 = cv[at + 7];
        int v8 = Blake3Words.IV0;
        int v9 = Blake3Words.IV1;
        int va = Blake3Words.IV2;
        int vb = Blake3Words.IV3;
        int vc = (int) counter;
        int vd = (int) (counter >>> 32);
        int ve = length;
        int vf = flags;
        for (int r = 0; r < Blake3Words.ROUNDS * 16; r += 16) {
            v0 += v4 + m[s[r]];
            vc = Integer.rotateRight(vc ^ v0, 16);
            v8 += vc;
            v4 = Integer.rotateRight(v4 ^ v8, 12);
            v0 += v4 + m[s[r + 1]];
            vc = Integer.rotateRight(vc ^ v0, 8);
            v8 += vc;
            v4 = Integer.rotateRight(v4 ^ v8, 7);
            v1 += v5 + m[s[r + 2]];
            vd = Integer.rotateRight(vd ^ v1, 16);
            v9 += vd;
            v5 = Integer.rotateRight(v5 ^ v9, 12);
            v1 += v5 + m[s[r + 3]];
            vd = Integer.rotateRight(vd ^ v1, 8);
            v9 += vd;
            v5 = Integer.rotateRight(v5 ^ v9, 7);
            v2 += v6 + m[s[r + 4]];
            ve = Integer.rotateRight(ve ^ v2, 16);
            va += ve;
            v6 = Integer.rotateRight(v6 ^ va, 12);
            v2 += v6 + m[s[r + 5]];
            ve = Integer.rotateRight(ve ^ v2, 8);
            va += ve;
            v6 = Integer.rotateRight(v6 ^ va, 7);
            v3 += v7 + m[s[r + 6]];
            vf = Integer.rotateRight(vf ^ v3, 16);
            vb += vf;
            v7 = Integer.rotateRight(v7 ^ vb, 12);
            v3 += v7 + m[s[r + 7]];
            vf = Integer.rotateRight(vf ^ v3, 8);
            vb += vf;
            v7 = Integer.rotateRight(v7 ^ vb, 7);
            v0 += v5 + m[s[r + 8]];
            vf = Integer.rotateRight(vf ^ v0, 16);
            va += vf;
            v5 = Integer.rotateRight(v5 ^ va, 12);
            v0 += v5 + m[s[r + 9]];
            vf = Integer.rotateRight(vf ^ v0, 8);
            va += vf;
            v5 = Integer.rotateRight(v5 ^ va, 7);
            v1 += v6 + m[s[r + 10]];
            vc = Integer.rotateRight(vc ^ v1, 16);
            vb += vc;
            v6 = Integer.rotateRight(v6 ^ vb, 12);
            v1 += v6 + m[s[r + 11]];
            vc = Integer.rotateRight(vc ^ v1, 8);
            vb += vc;
            v6 = Integer.rotateRight(v6 ^ vb, 7);
            v2 += v7 + m[s[r + 12]];
            vd = Integer.rotateRight(vd ^ v2, 16);
            v8 += vd;
            v7 = Integer.rotateRight(v7 ^ v8, 12);
            v2 += v7 + m[s[r + 13]];
            vd = Integer.rotateRight(vd ^ v2, 8);
            v8 += vd;
            v7 = Integer.rotateRight(v7 ^ v8, 7);
            v3 += v4 + m[s[r + 14]];
            ve = Integer.rotateRight(ve ^ v3, 16);
            v9 += ve;
            v4 = Integer.rotateRight(v4 ^ v9, 12);
            v3 += v4 + m[s[r + 15]];
            ve = Integer.rotateRight(ve ^ v3, 8);
            v9 += ve;
            v4 = Integer.rotateRight(v4 ^ v9, 7);
        }
        // The upper half first: `cv` may be the lower half of `out`.
        out[8] = v8 ^ cv[at];
        out[9] = v9 ^ cv[at + 1];
        out[10] = va ^ cv[at + 2];
        out[11] = vb ^ cv[at + 3];
        out[12] = vc ^ cv[at + 4];
        out[13] = vd ^ cv[at + 5];
        out[14] = ve ^ cv[at + 6];
        out[15] = vf ^ cv[at + 7];
        out[0] = v0 ^ v8;
        out[1] = v1 ^ v9;
        out[2] = v2 ^ va;
        out[3] = v3 ^ vb;
        out[4] = v4 ^ vc;
        out[5] = v5 ^ vd;
        out[6] = v6 ^ ve;
        out[7] = v7 ^ vf;
    }
}
