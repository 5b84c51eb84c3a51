package xyz.blueblocks.crypto.hash;

/// Groups one node after the other, in plain Java.
final class Blake3ScalarGroups extends Blake3Groups {
    private final Blake3Compression compression = new Blake3Compression();

    @Override
    void chunks(byte[] in, int offset, int count, long counter, int[] key, int flags) {
        for (int i = 0; i < count; i++) {
            chunk(compression, in, offset + i * Blake3Words.CHUNK_BYTES, counter + i, key, flags);
            store(i);
        }
    }

    @Override
    void parents(int count, int[] key, int flags) {
        for (int i = 0; i < count; i++) {
            for (int w = 0; w < 8; w++) {
                compression.block[w] = nodes[w * STRIDE + 2 * i];
                compression.block[8 + w] = nodes[w * STRIDE + 2 * i + 1];
            }
            compression.run(key, 0, 0, Blake3Words.BLOCK_BYTES, flags | Blake3Words.PARENT);
            store(i);
        }
    }

    private void store(int node) {
        for (int w = 0; w < 8; w++) {
            nodes[w * STRIDE + node] = compression.out[w];
        }
    }

    /// The chaining value of one whole chunk, in `compression.out`.
    static void chunk(
            Blake3Compression compression,
            byte[] in,
            int offset,
            long counter,
            int[] key,
            int flags) {
        int[] cv = key;
        for (int b = 0; b < Blake3Words.BLOCKS_PER_CHUNK; b++) {
            int blockFlags = flags;
            if (b == 0) {
                blockFlags |= Blake3Words.CHUNK_START;
            }
            if (b == Blake3Words.BLOCKS_PER_CHUNK - 1) {
                blockFlags |= Blake3Words.CHUNK_END;
            }
            compression.load(in, offset + b * Blake3Words.BLOCK_BYTES, Blake3Words.BLOCK_BYTES);
            compression.run(cv, 0, counter, Blake3Words.BLOCK_BYTES, blockFlags);
            cv = compression.out;
        }
    }
}
