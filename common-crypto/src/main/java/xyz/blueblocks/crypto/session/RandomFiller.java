package xyz.blueblocks.crypto.session;

import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.aead.AeadKey;
import xyz.blueblocks.crypto.aead.AeadSuite;

/// Random bytes behind a raw body, so that a short last fragment looks like a full one.
///
/// AES-256-GCM over zeros under a key of its own, seeded once: the same quality as the ciphertext
/// it stands beside, at its speed. A generator of the system per cell would cost more than the
/// cell.
final class RandomFiller implements AutoCloseable {
    private static final int BLOCK = 4096;
    private static final int TAG = 16;
    private static final byte[] NO_AAD = new byte[0];
    private static final byte[] ZEROS = new byte[BLOCK];

    private final AeadKey key;
    private final byte[] nonce = new byte[12];
    private final byte[] block = new byte[BLOCK + TAG];
    private long count;

    RandomFiller() {
        try (SecretBytes seed = SecretBytes.random(32)) {
            key = new AeadKey(AeadSuite.AES_256_GCM, seed);
        }
    }

    void fill(byte[] out, int from, int length) {
        int at = from;
        int left = length;
        while (left > 0) {
            int n = Math.min(left, BLOCK);
            for (int i = 0; i < Long.BYTES; i++) {
                nonce[11 - i] = (byte) (count >>> (8 * i));
            }
            count++;
            key.seal(nonce, NO_AAD, ZEROS, 0, n, block, 0);
            System.arraycopy(block, 0, out, at, n);
            at += n;
            left -= n;
        }
    }

    @Override
    public void close() {
        key.close();
    }
}
