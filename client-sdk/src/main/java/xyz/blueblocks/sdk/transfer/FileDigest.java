package xyz.blueblocks.sdk.transfer;

import java.security.MessageDigest;
import java.util.function.LongConsumer;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.chunk.ChunkLayout;
import xyz.blueblocks.crypto.hash.Blake3Tree;

/// The chaining values of a file's chunks, and the hash that they merge to.
public final class FileDigest {
    private static final int VALUE = 32;
    private static final int TREE_CHUNK = 1024;

    private final ChunkLayout layout;
    private final byte[] values;

    private FileDigest(ChunkLayout layout, byte[] values) {
        this.layout = layout;
        this.values = values;
    }

    /// A digest whose list a sender announced, or that was made before; `values` is taken over.
    ///
    /// @param values 32 bytes for each of at least two chunks
    public static FileDigest of(ChunkLayout layout, byte[] values) {
        if (values.length != VALUE * layout.total()) {
            throw new IllegalArgumentException("values: " + values.length + " (want 32 a chunk)");
        }
        return new FileDigest(layout, values);
    }

    /// Reads a file once.
    ///
    /// @param progress told how many bytes were read so far; may throw to end it
    static FileDigest read(FileSource source, ChunkLayout layout, LongConsumer progress) {
        byte[] values = new byte[VALUE * layout.total()];
        byte[] chunk = new byte[layout.chunkSizeBytes()];
        for (int i = 0; i < layout.total(); i++) {
            int length = layout.length(i);
            source.read(layout.offset(i), chunk, length);
            System.arraycopy(value(layout, i, chunk), 0, values, VALUE * i, VALUE);
            progress.accept(layout.offset(i) + length);
        }
        return new FileDigest(layout, values);
    }

    private static byte[] value(ChunkLayout layout, int sequence, byte[] chunk) {
        return Blake3Tree.chainingValue(
                chunk, 0, layout.length(sequence), layout.offset(sequence) / TREE_CHUNK);
    }

    /// Whether these are the bytes of that chunk.
    ///
    /// @param chunk begins with the chunk's plaintext
    public boolean matches(int sequence, byte[] chunk) {
        byte[] found = value(layout, sequence, chunk);
        byte[] wanted = new byte[VALUE];
        System.arraycopy(values, VALUE * sequence, wanted, 0, VALUE);
        return MessageDigest.isEqual(found, wanted);
    }

    /// The file's hash as messages spell it.
    public String hash() {
        byte[] root = Blake3Tree.root(values, layout.chunkSizeBytes(), layout.sizeBytes());
        return "blake3:" + Text.hex(root);
    }

    /// 32 bytes for each chunk; not a copy.
    public byte[] values() {
        return values;
    }
}
