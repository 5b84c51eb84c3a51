package xyz.blueblocks.crypto.hash;

import java.util.Arrays;

/// Groups as many nodes at once as vectors have lanes.
final class Blake3VectorGroups extends Blake3Groups {
    private static final int LANES = Blake3VectorCompression.LANES;

    private final Blake3VectorCompression vectors = new Blake3VectorCompression();

    @Override
    void chunks(byte[] in, int offset, int count, long counter, int[] key, int flags) {
        for (int first = 0; first < count; first += LANES) {
            int lanes = Math.min(LANES, count - first);
            int at = offset + first * Blake3Words.CHUNK_BYTES;
            start(key, counter + first);
            for (int b = 0; b < Blake3Words.BLOCKS_PER_CHUNK; b++) {
                load(in, at + b * Blake3Words.BLOCK_BYTES, lanes);
                vectors.run(Blake3Words.BLOCK_BYTES, flags | edges(b));
            }
            store(first);
        }
    }

    @Override
    void parents(int count, int[] key, int flags) {
        for (int first = 0; first < count; first += LANES) {
            start(key, 0);
            Arrays.fill(vectors.counterLow, 0);
            pairs(first, Math.min(LANES, count - first));
            vectors.run(Blake3Words.BLOCK_BYTES, flags | Blake3Words.PARENT);
            store(first);
        }
    }

    private static int edges(int block) {
        if (block == 0) {
            return Blake3Words.CHUNK_START;
        }
        return block == Blake3Words.BLOCKS_PER_CHUNK - 1 ? Blake3Words.CHUNK_END : 0;
    }

    /// Every lane starts from the key; lane i counts `counter` + i.
    private void start(int[] key, long counter) {
        for (int w = 0; w < 8; w++) {
            Arrays.fill(vectors.cv, w * LANES, (w + 1) * LANES, key[w]);
        }
        for (int lane = 0; lane < LANES; lane++) {
            vectors.counterLow[lane] = (int) (counter + lane);
            vectors.counterHigh[lane] = (int) ((counter + lane) >>> 32);
        }
    }

    /// One block of each lane's chunk; lanes beyond `lanes` keep what they had, and what they
    /// compute is never read.
    private void load(byte[] in, int at, int lanes) {
        if (lanes == 16) {
            Blake3Transposition.load(in, at, vectors.blocks);
            return;
        }
        int[] blocks = vectors.blocks;
        for (int lane = 0; lane < lanes; lane++) {
            int from = at + lane * Blake3Words.CHUNK_BYTES;
            for (int w = 0; w < 16; w++) {
                blocks[w * LANES + lane] = Blake3Words.word(in, from + 4 * w);
            }
        }
    }

    /// Left and right nodes of each lane's pair, as the lane's block.
    private void pairs(int first, int lanes) {
        int[] blocks = vectors.blocks;
        for (int w = 0; w < 8; w++) {
            int from = w * STRIDE + 2 * first;
            for (int lane = 0; lane < lanes; lane++) {
                blocks[w * LANES + lane] = nodes[from + 2 * lane];
                blocks[(8 + w) * LANES + lane] = nodes[from + 2 * lane + 1];
            }
        }
    }

    private void store(int first) {
        for (int w = 0; w < 8; w++) {
            System.arraycopy(vectors.cv, w * LANES, nodes, w * STRIDE + first, LANES);
        }
    }
}
