package xyz.blueblocks.wire.transfer;

import java.util.Arrays;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.message.FileId;

/// Beginning of an epoch of chunks: `u8 3 | 16 file id | 24 salt | 32 commitment`, 73 bytes.
public final class EpochBody implements DataBody {
    /// Length of the body.
    public static final int BYTES = 73;

    static final byte KIND = 3;
    private static final int SALT_OFFSET = 17;
    private static final int COMMIT_OFFSET = 41;

    private final FileId fileId;
    private final byte[] salt;
    private final byte[] commit;

    /// An epoch; both arrays are copied.
    ///
    /// @param salt 24 random bytes
    /// @param commit 32 bytes; its first 16 are the chunk id
    public EpochBody(FileId fileId, byte[] salt, byte[] commit) {
        if (salt.length != COMMIT_OFFSET - SALT_OFFSET || commit.length != BYTES - COMMIT_OFFSET) {
            throw new IllegalArgumentException("salt, commit: want 24 and 32 bytes");
        }
        this.fileId = fileId;
        this.salt = salt.clone();
        this.commit = commit.clone();
    }

    static Decoded<EpochBody> decode(byte[] in, int offset, int length) {
        if (length != BYTES) {
            return Decoded.malformed("epoch: " + length + " bytes (want 73)", 0);
        }
        return Decoded.ok(
                new EpochBody(
                        FileId.read(in, offset + 1),
                        Arrays.copyOfRange(in, offset + SALT_OFFSET, offset + COMMIT_OFFSET),
                        Arrays.copyOfRange(in, offset + COMMIT_OFFSET, offset + BYTES)));
    }

    /// The 73 bytes.
    public byte[] encode() {
        byte[] out = new byte[BYTES];
        out[0] = KIND;
        System.arraycopy(fileId.bytes(), 0, out, 1, FileId.BYTES);
        System.arraycopy(salt, 0, out, SALT_OFFSET, salt.length);
        System.arraycopy(commit, 0, out, COMMIT_OFFSET, commit.length);
        return out;
    }

    /// Which transfer.
    public FileId fileId() {
        return fileId;
    }

    /// A copy of the salt.
    public byte[] salt() {
        return salt.clone();
    }

    /// A copy of the commitment to the epoch's key.
    public byte[] commit() {
        return commit.clone();
    }
}
