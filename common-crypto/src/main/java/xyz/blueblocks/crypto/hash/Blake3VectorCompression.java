package xyz.blueblocks.crypto.hash;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// BLAKE3's compression function on as many blocks at once as the processor's vectors have lanes.
///
/// Lane i of every vector belongs to input i: arrays hold word 0 of all lanes, then word 1 of all
/// lanes, and so on. Not thread-safe.
final class Blake3VectorCompression {
    static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
    static final int LANES = SPECIES.length();

    private static final int[] SCHEDULE = Blake3Words.schedule(LANES);

    /// The message blocks, filled by the caller.
    final int[] blocks = new int[16 * LANES];

    /// Chaining values, in and out.
    final int[] cv = new int[8 * LANES];

    /// Low and high words of the lanes' counters.
    final int[] counterLow = new int[LANES];

    final int[] counterHigh = new int[LANES];

    /// Compresses all lanes, from [#cv] to [#cv].
    // Longer than a method should be: the rounds live in sixteen vector registers, and any object
    // around them would be boxed.
    void run(int length, int flags) {
        int[] m = blocks;
        int[] s = SCHEDULE;
        int[] h = cv;
        IntVector v0 = word(h, 0);
        IntVector v1 = word(h, 1 * LANES);
        IntVector v2 = word(h, 2 * LANES);
        IntVector v3 = word(h, 3 * LANES);
        IntVector v4 = word(h, 4 * LANES);
        IntVector v5 = word(h, 5 * LANES);
        IntVector v6 = word(h, 6 * LANES);
        IntVector v7 = word(h, 7 * LANES);
        IntVector v8 = IntVector.broadcast(SPECIES, Blake3Words.IV0);
        IntVector v9 = IntVector.broadcast(SPECIES, Blake3Words.IV1);
        IntVector va = IntVector.broadcast(SPECIES, Blake3Words.IV2);
        IntVector vb = IntVector.broadcast(SPECIES, Blake3Words.IV3);
        IntVector vc = word(counterLow, 0);
        IntVector vd = word(counterHigh, 0);
        IntVector ve = IntVector.broadcast(SPECIES, length);
        IntVector vf = IntVector.broadcast(SPECIES, flags);
        for (int r = 0; r < Blake3Words.ROUNDS * 16; r += 16) {
            v0 = v0.add(v4).add(word(m, s[r]));
            v1 = v1.add(v5).add(word(m, s[r + 2]));
            v2 = v2.add(v6).add(word(m, s[r + 4]));
            v3 = v3.add(v7).add(word(m, s[r + 6]));
            vc = turn(vc, v0, 16);
            vd = turn(vd, v1, 16);
            ve = turn(ve, v2, 16);
            vf = turn(vf, v3, 16);
            v8 = v8.add(vc);
            v9 = v9.add(vd);
            va = va.add(ve);
            vb = vb.add(vf);
            v4 = turn(v4, v8, 12);
            v5 = turn(v5, v9, 12);
            v6 = turn(v6, va, 12);
            v7 = turn(v7, vb, 12);
            v0 = v0.add(v4).add(word(m, s[r + 1]));
            v1 = v1.add(v5).add(word(m, s[r + 3]));
            v2 = v2.add(v6).add(word(m, s[r + 5]));
            v3 = v3.add(v7).add(word(m, s[r + 7]));
            vc = turn(vc, v0, 8);
            vd = turn(vd, v1, 8);
            ve = turn(ve, v2, 8);
            vf = turn(vf, v3, 8);
            v8 = v8.add(vc);
            v9 = v9.add(vd);
            va = va.add(ve);
            vb = vb.add(vf);
            v4 = turn(v4, v8, 7);
            v5 = turn(v5, v9, 7);
            v6 = turn(v6, va, 7);
            v7 = turn(v7, vb, 7);
            v0 = v0.add(v5).add(word(m, s[r + 8]));
            v1 = v1.add(v6).add(word(m, s[r + 10]));
            v2 = v2.add(v7).add(word(m, s[r + 12]));
            v3 = v3.add(v4).add(word(m, s[r + 14]));
            vf = turn(vf, v0, 16);
            vc = turn(vc, v1, 16);
            vd = turn(vd, v2, 16);
            ve = turn(ve, v3, 16);
            va = va.add(vf);
            vb = vb.add(vc);
            v8 = v8.add(vd);
            v9 = v9.add(ve);
            v5 = turn(v5, va, 12);
            v6 = turn(v6, vb, 12);
            v7 = turn(v7, v8, 12);
            v4 = turn(v4, v9, 12);
            v0 = v0.add(v5).add(word(m, s[r + 9]));
            v1 = v1.add(v6).add(word(m, s[r + 11]));
            v2 = v2.add(v7).add(word(m, s[r + 13]));
            v3 = v3.add(v4).add(word(m, s[r + 15]));
            vf = turn(vf, v0, 8);
            vc = turn(vc, v1, 8);
            vd = turn(vd, v2, 8);
            ve = turn(ve, v3, 8);
            va = va.add(vf);
            vb = vb.add(vc);
            v8 = v8.add(vd);
            v9 = v9.add(ve);
            v5 = turn(v5, va, 7);
            v6 = turn(v6, vb, 7);
            v7 = turn(v7, v8, 7);
            v4 = turn(v4, v9, 7);
        }
        v0.lanewise(VectorOperators.XOR, v8).intoArray(h, 0);
        v1.lanewise(VectorOperators.XOR, v9).intoArray(h, 1 * LANES);
        v2.lanewise(VectorOperators.XOR, va).intoArray(h, 2 * LANES);
        v3.lanewise(VectorOperators.XOR, vb).intoArray(h, 3 * LANES);
        v4.lanewise(VectorOperators.XOR, vc).intoArray(h, 4 * LANES);
        v5.lanewise(VectorOperators.XOR, vd).intoArray(h, 5 * LANES);
        v6.lanewise(VectorOperators.XOR, ve).intoArray(h, 6 * LANES);
        v7.lanewise(VectorOperators.XOR, vf).intoArray(h, 7 * LANES);
    }

    private static IntVector word(int[] from, int at) {
        return IntVector.fromArray(SPECIES, from, at);
    }

    private static IntVector turn(IntVector x, IntVector y, int bits) {
        return x.lanewise(VectorOperators.XOR, y).lanewise(VectorOperators.ROR, bits);
    }
}
