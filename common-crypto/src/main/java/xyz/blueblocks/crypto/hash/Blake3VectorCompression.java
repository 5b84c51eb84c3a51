package xyz.blueblocks.crypto.hash;

import static jdk.incubator.vector.VectorOperators.ROR;
import static jdk.incubator.vector.VectorOperators.XOR;

import jdk.incubator.vector.IntVector;
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
    // Longer than a method should be, and without helpers: the rounds live in sixteen vector
    // registers. A helper that the compiler does not inline makes it put each vector into an
    // object,
    // which is forty times slower.
    void run(int length, int flags) {
        int[] m = blocks;
        int[] s = SCHEDULE;
        int[] h = cv;
        IntVector v0 = IntVector.fromArray(SPECIES, h, 0);
        IntVector v1 = IntVector.fromArray(SPECIES, h, 1 * LANES);
        IntVector v2 = IntVector.fromArray(SPECIES, h, 2 * LANES);
        IntVector v3 = IntVector.fromArray(SPECIES, h, 3 * LANES);
        IntVector v4 = IntVector.fromArray(SPECIES, h, 4 * LANES);
        IntVector v5 = IntVector.fromArray(SPECIES, h, 5 * LANES);
        IntVector v6 = IntVector.fromArray(SPECIES, h, 6 * LANES);
        IntVector v7 = IntVector.fromArray(SPECIES, h, 7 * LANES);
        IntVector v8 = IntVector.broadcast(SPECIES, Blake3Words.IV0);
        IntVector v9 = IntVector.broadcast(SPECIES, Blake3Words.IV1);
        IntVector va = IntVector.broadcast(SPECIES, Blake3Words.IV2);
        IntVector vb = IntVector.broadcast(SPECIES, Blake3Words.IV3);
        IntVector vc = IntVector.fromArray(SPECIES, counterLow, 0);
        IntVector vd = IntVector.fromArray(SPECIES, counterHigh, 0);
        IntVector ve = IntVector.broadcast(SPECIES, length);
        IntVector vf = IntVector.broadcast(SPECIES, flags);
        for (int r = 0; r < Blake3Words.ROUNDS * 16; r += 16) {
            v0 = v0.add(v4).add(IntVector.fromArray(SPECIES, m, s[r]));
            v1 = v1.add(v5).add(IntVector.fromArray(SPECIES, m, s[r + 2]));
            v2 = v2.add(v6).add(IntVector.fromArray(SPECIES, m, s[r + 4]));
            v3 = v3.add(v7).add(IntVector.fromArray(SPECIES, m, s[r + 6]));
            vc = vc.lanewise(XOR, v0).lanewise(ROR, 16);
            vd = vd.lanewise(XOR, v1).lanewise(ROR, 16);
            ve = ve.lanewise(XOR, v2).lanewise(ROR, 16);
            vf = vf.lanewise(XOR, v3).lanewise(ROR, 16);
            v8 = v8.add(vc);
            v9 = v9.add(vd);
            va = va.add(ve);
            vb = vb.add(vf);
            v4 = v4.lanewise(XOR, v8).lanewise(ROR, 12);
            v5 = v5.lanewise(XOR, v9).lanewise(ROR, 12);
            v6 = v6.lanewise(XOR, va).lanewise(ROR, 12);
            v7 = v7.lanewise(XOR, vb).lanewise(ROR, 12);
            v0 = v0.add(v4).add(IntVector.fromArray(SPECIES, m, s[r + 1]));
            v1 = v1.add(v5).add(IntVector.fromArray(SPECIES, m, s[r + 3]));
            v2 = v2.add(v6).add(IntVector.fromArray(SPECIES, m, s[r + 5]));
            v3 = v3.add(v7).add(IntVector.fromArray(SPECIES, m, s[r + 7]));
            vc = vc.lanewise(XOR, v0).lanewise(ROR, 8);
            vd = vd.lanewise(XOR, v1).lanewise(ROR, 8);
            ve = ve.lanewise(XOR, v2).lanewise(ROR, 8);
            vf = vf.lanewise(XOR, v3).lanewise(ROR, 8);
            v8 = v8.add(vc);
            v9 = v9.add(vd);
            va = va.add(ve);
            vb = vb.add(vf);
            v4 = v4.lanewise(XOR, v8).lanewise(ROR, 7);
            v5 = v5.lanewise(XOR, v9).lanewise(ROR, 7);
            v6 = v6.lanewise(XOR, va).lanewise(ROR, 7);
            v7 = v7.lanewise(XOR, vb).lanewise(ROR, 7);
            v0 = v0.add(v5).add(IntVector.fromArray(SPECIES, m, s[r + 8]));
            v1 = v1.add(v6).add(IntVector.fromArray(SPECIES, m, s[r + 10]));
            v2 = v2.add(v7).add(IntVector.fromArray(SPECIES, m, s[r + 12]));
            v3 = v3.add(v4).add(IntVector.fromArray(SPECIES, m, s[r + 14]));
            vf = vf.lanewise(XOR, v0).lanewise(ROR, 16);
            vc = vc.lanewise(XOR, v1).lanewise(ROR, 16);
            vd = vd.lanewise(XOR, v2).lanewise(ROR, 16);
            ve = ve.lanewise(XOR, v3).lanewise(ROR, 16);
            va = va.add(vf);
            vb = vb.add(vc);
            v8 = v8.add(vd);
            v9 = v9.add(ve);
            v5 = v5.lanewise(XOR, va).lanewise(ROR, 12);
            v6 = v6.lanewise(XOR, vb).lanewise(ROR, 12);
            v7 = v7.lanewise(XOR, v8).lanewise(ROR, 12);
            v4 = v4.lanewise(XOR, v9).lanewise(ROR, 12);
            v0 = v0.add(v5).add(IntVector.fromArray(SPECIES, m, s[r + 9]));
            v1 = v1.add(v6).add(IntVector.fromArray(SPECIES, m, s[r + 11]));
            v2 = v2.add(v7).add(IntVector.fromArray(SPECIES, m, s[r + 13]));
            v3 = v3.add(v4).add(IntVector.fromArray(SPECIES, m, s[r + 15]));
            vf = vf.lanewise(XOR, v0).lanewise(ROR, 8);
            vc = vc.lanewise(XOR, v1).lanewise(ROR, 8);
            vd = vd.lanewise(XOR, v2).lanewise(ROR, 8);
            ve = ve.lanewise(XOR, v3).lanewise(ROR, 8);
            va = va.add(vf);
            vb = vb.add(vc);
            v8 = v8.add(vd);
            v9 = v9.add(ve);
            v5 = v5.lanewise(XOR, va).lanewise(ROR, 7);
            v6 = v6.lanewise(XOR, vb).lanewise(ROR, 7);
            v7 = v7.lanewise(XOR, v8).lanewise(ROR, 7);
            v4 = v4.lanewise(XOR, v9).lanewise(ROR, 7);
        }
        v0.lanewise(XOR, v8).intoArray(h, 0);
        v1.lanewise(XOR, v9).intoArray(h, 1 * LANES);
        v2.lanewise(XOR, va).intoArray(h, 2 * LANES);
        v3.lanewise(XOR, vb).intoArray(h, 3 * LANES);
        v4.lanewise(XOR, vc).intoArray(h, 4 * LANES);
        v5.lanewise(XOR, vd).intoArray(h, 5 * LANES);
        v6.lanewise(XOR, ve).intoArray(h, 6 * LANES);
        v7.lanewise(XOR, vf).intoArray(h, 7 * LANES);
    }
}
