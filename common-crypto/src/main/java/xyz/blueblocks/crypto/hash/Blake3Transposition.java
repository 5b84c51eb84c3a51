package xyz.blueblocks.crypto.hash;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// Turns 16 blocks of 16 words each, one block per chunk, into word-major order: a 16 x 16
/// transposition in four stages, for vectors of 16 lanes.
final class Blake3Transposition {
    private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_512;
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_512;

    // Stage d swaps the off-diagonal blocks of d x d words: one index vector picks the upper half
    // of a pair of rows, the other the lower half.
    private static final IntVector UPPER_8 = pick(8, 0);
    private static final IntVector LOWER_8 = pick(8, 8);
    private static final IntVector UPPER_4 = pick(4, 0);
    private static final IntVector LOWER_4 = pick(4, 4);
    private static final IntVector UPPER_2 = pick(2, 0);
    private static final IntVector LOWER_2 = pick(2, 2);
    private static final IntVector UPPER_1 = pick(1, 0);
    private static final IntVector LOWER_1 = pick(1, 1);

    private Blake3Transposition() {}

    /// Reads one block of each of 16 chunks that lie end to end.
    ///
    /// @param at offset of the first chunk's block
    // Longer than a method should be: see Blake3VectorCompression#run.
    static void load(byte[] in, int at, int[] out) {
        IntVector a0 = row(in, at);
        IntVector a1 = row(in, at + 1 * Blake3Words.CHUNK_BYTES);
        IntVector a2 = row(in, at + 2 * Blake3Words.CHUNK_BYTES);
        IntVector a3 = row(in, at + 3 * Blake3Words.CHUNK_BYTES);
        IntVector a4 = row(in, at + 4 * Blake3Words.CHUNK_BYTES);
        IntVector a5 = row(in, at + 5 * Blake3Words.CHUNK_BYTES);
        IntVector a6 = row(in, at + 6 * Blake3Words.CHUNK_BYTES);
        IntVector a7 = row(in, at + 7 * Blake3Words.CHUNK_BYTES);
        IntVector a8 = row(in, at + 8 * Blake3Words.CHUNK_BYTES);
        IntVector a9 = row(in, at + 9 * Blake3Words.CHUNK_BYTES);
        IntVector aa = row(in, at + 10 * Blake3Words.CHUNK_BYTES);
        IntVector ab = row(in, at + 11 * Blake3Words.CHUNK_BYTES);
        IntVector ac = row(in, at + 12 * Blake3Words.CHUNK_BYTES);
        IntVector ad = row(in, at + 13 * Blake3Words.CHUNK_BYTES);
        IntVector ae = row(in, at + 14 * Blake3Words.CHUNK_BYTES);
        IntVector af = row(in, at + 15 * Blake3Words.CHUNK_BYTES);
        IntVector b0 = UPPER_8.selectFrom(a0, a8);
        IntVector b8 = LOWER_8.selectFrom(a0, a8);
        IntVector b1 = UPPER_8.selectFrom(a1, a9);
        IntVector b9 = LOWER_8.selectFrom(a1, a9);
        IntVector b2 = UPPER_8.selectFrom(a2, aa);
        IntVector ba = LOWER_8.selectFrom(a2, aa);
        IntVector b3 = UPPER_8.selectFrom(a3, ab);
        IntVector bb = LOWER_8.selectFrom(a3, ab);
        IntVector b4 = UPPER_8.selectFrom(a4, ac);
        IntVector bc = LOWER_8.selectFrom(a4, ac);
        IntVector b5 = UPPER_8.selectFrom(a5, ad);
        IntVector bd = LOWER_8.selectFrom(a5, ad);
        IntVector b6 = UPPER_8.selectFrom(a6, ae);
        IntVector be = LOWER_8.selectFrom(a6, ae);
        IntVector b7 = UPPER_8.selectFrom(a7, af);
        IntVector bf = LOWER_8.selectFrom(a7, af);
        a0 = UPPER_4.selectFrom(b0, b4);
        a4 = LOWER_4.selectFrom(b0, b4);
        a1 = UPPER_4.selectFrom(b1, b5);
        a5 = LOWER_4.selectFrom(b1, b5);
        a2 = UPPER_4.selectFrom(b2, b6);
        a6 = LOWER_4.selectFrom(b2, b6);
        a3 = UPPER_4.selectFrom(b3, b7);
        a7 = LOWER_4.selectFrom(b3, b7);
        a8 = UPPER_4.selectFrom(b8, bc);
        ac = LOWER_4.selectFrom(b8, bc);
        a9 = UPPER_4.selectFrom(b9, bd);
        ad = LOWER_4.selectFrom(b9, bd);
        aa = UPPER_4.selectFrom(ba, be);
        ae = LOWER_4.selectFrom(ba, be);
        ab = UPPER_4.selectFrom(bb, bf);
        af = LOWER_4.selectFrom(bb, bf);
        b0 = UPPER_2.selectFrom(a0, a2);
        b2 = LOWER_2.selectFrom(a0, a2);
        b1 = UPPER_2.selectFrom(a1, a3);
        b3 = LOWER_2.selectFrom(a1, a3);
        b4 = UPPER_2.selectFrom(a4, a6);
        b6 = LOWER_2.selectFrom(a4, a6);
        b5 = UPPER_2.selectFrom(a5, a7);
        b7 = LOWER_2.selectFrom(a5, a7);
        b8 = UPPER_2.selectFrom(a8, aa);
        ba = LOWER_2.selectFrom(a8, aa);
        b9 = UPPER_2.selectFrom(a9, ab);
        bb = LOWER_2.selectFrom(a9, ab);
        bc = UPPER_2.selectFrom(ac, ae);
        be = LOWER_2.selectFrom(ac, ae);
        bd = UPPER_2.selectFrom(ad, af);
        bf = LOWER_2.selectFrom(ad, af);
        UPPER_1.selectFrom(b0, b1).intoArray(out, 0);
        LOWER_1.selectFrom(b0, b1).intoArray(out, 1 * 16);
        UPPER_1.selectFrom(b2, b3).intoArray(out, 2 * 16);
        LOWER_1.selectFrom(b2, b3).intoArray(out, 3 * 16);
        UPPER_1.selectFrom(b4, b5).intoArray(out, 4 * 16);
        LOWER_1.selectFrom(b4, b5).intoArray(out, 5 * 16);
        UPPER_1.selectFrom(b6, b7).intoArray(out, 6 * 16);
        LOWER_1.selectFrom(b6, b7).intoArray(out, 7 * 16);
        UPPER_1.selectFrom(b8, b9).intoArray(out, 8 * 16);
        LOWER_1.selectFrom(b8, b9).intoArray(out, 9 * 16);
        UPPER_1.selectFrom(ba, bb).intoArray(out, 10 * 16);
        LOWER_1.selectFrom(ba, bb).intoArray(out, 11 * 16);
        UPPER_1.selectFrom(bc, bd).intoArray(out, 12 * 16);
        LOWER_1.selectFrom(bc, bd).intoArray(out, 13 * 16);
        UPPER_1.selectFrom(be, bf).intoArray(out, 14 * 16);
        LOWER_1.selectFrom(be, bf).intoArray(out, 15 * 16);
    }

    private static IntVector row(byte[] in, int at) {
        return ByteVector.fromArray(BYTES, in, at).reinterpretAsInts();
    }

    /// Indexes into a pair of rows, the second one's from 16 on.
    private static IntVector pick(int distance, int lower) {
        int[] index = new int[16];
        for (int i = 0; i < 16; i++) {
            boolean second = ((i / distance) & 1) == 1;
            index[i] = (second ? 16 + i - distance : i) + lower;
        }
        return IntVector.fromArray(INTS, index, 0);
    }
}
