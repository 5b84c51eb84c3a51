package xyz.blueblocks.crypto.chunk;

import java.security.MessageDigest;
import java.util.Arrays;
import xyz.blueblocks.crypto.Labels;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.aead.AeadKey;
import xyz.blueblocks.crypto.aead.AeadSuite;
import xyz.blueblocks.crypto.kdf.Hkdf;

/// Keys of one file for one stretch of its sending: key 32 ‖ base 12 ‖ commit 32.
///
/// The salt makes them fresh; the commitment, compared before anything is opened, stops a sender
/// from making one ciphertext that opens differently under two keys. Not thread-safe. Source:
/// docs/spec/transfer-crypto.md, section 2.
final class ChunkEpoch implements AutoCloseable {
    static final int FILE_ID = 16;
    static final int SALT = 24;
    static final int COMMIT = 32;
    static final int CHUNK_ID = 16;
    static final int TAG = 16;

    /// What one epoch may seal; with 15 minutes, as for records.
    static final long MAX_BYTES = 1L << 30;

    private static final int KEY = 32;
    private static final int NONCE = 12;
    private static final int AAD = FILE_ID + 4 + 4 + 1;

    private final ChunkLayout layout;
    private final AeadKey key;
    private final byte[] base;
    private final byte[] commit;
    private final byte[] nonce = new byte[NONCE];
    private final byte[] aad = new byte[AAD];

    /// Derives the keys; `fileKey` stays the caller's.
    ChunkEpoch(
            SecretBytes fileKey, AeadSuite suite, byte[] fileId, ChunkLayout layout, byte[] salt) {
        if (fileId.length != FILE_ID) {
            throw new IllegalArgumentException("fileId: " + fileId.length + " bytes (want 16)");
        }
        this.layout = layout;
        byte[] number = {(byte) suite.wireNumber()};
        byte[] info = Labels.of("bb/chunk/v1", number, fileId, salt);
        try (SecretBytes keys = Hkdf.expand(fileKey, info, KEY + NONCE + COMMIT);
                SecretBytes k = keys.slice(0, KEY)) {
            this.key = new AeadKey(suite, k);
            this.base = keys.use(b -> Arrays.copyOfRange(b, KEY, KEY + NONCE));
            this.commit = keys.use(b -> Arrays.copyOfRange(b, KEY + NONCE, b.length));
        }
        System.arraycopy(fileId, 0, aad, 0, FILE_ID);
        putInt(aad, FILE_ID + 4, layout.total());
    }

    ChunkLayout layout() {
        return layout;
    }

    byte[] commit() {
        return commit.clone();
    }

    boolean commitsTo(byte[] claimed) {
        return MessageDigest.isEqual(commit, claimed);
    }

    byte[] chunkId() {
        return Arrays.copyOf(commit, CHUNK_ID);
    }

    int seal(int sequence, byte[] plain, int off, int len, byte[] out, int outOff) {
        place(sequence);
        return key.seal(nonce, aad, plain, off, len, out, outOff);
    }

    boolean open(int sequence, byte[] in, int off, int len, byte[] out, int outOff) {
        place(sequence);
        return key.open(nonce, aad, in, off, len, out, outOff);
    }

    /// Nonce and AAD of a chunk: file_id ‖ u32 sequence ‖ u32 total ‖ u8 last.
    private void place(int sequence) {
        System.arraycopy(base, 0, nonce, 0, NONCE);
        for (int i = 0; i < 4; i++) {
            nonce[NONCE - 1 - i] ^= (byte) (sequence >>> (8 * i));
        }
        putInt(aad, FILE_ID, sequence);
        aad[AAD - 1] = (byte) (layout.isLast(sequence) ? 1 : 0);
    }

    private static void putInt(byte[] to, int at, int value) {
        for (int i = 0; i < 4; i++) {
            to[at + i] = (byte) (value >>> (24 - 8 * i));
        }
    }

    @Override
    public void close() {
        key.close();
        Arrays.fill(base, (byte) 0);
    }
}
