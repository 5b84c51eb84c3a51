package xyz.blueblocks.crypto.hash;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// BLAKE3, all modes: hash, keyed hash, key derivation, extendable output.
///
/// On vectors where the JVM offers them, several chunks at a time, without allocating per call of
/// [#update]; else in plain Java. Not thread-safe; [#hash] is. A hasher can go on after [#digest],
/// which does not change it. Source: BLAKE3 specification, sections 2 and 5.
public final class Blake3 {
    /// Bytes of a hash.
    public static final int SIZE_BYTES = 32;

    /// Bytes of a key.
    public static final int KEY_BYTES = 32;

    /// Levels of the tree of 2^64 bytes.
    private static final int MAX_DEPTH = 54;

    private final Blake3Compression compression = new Blake3Compression();

    /// Apart from the other, whose output may be what is about to be pushed.
    private final Blake3Compression joining = new Blake3Compression();

    private final int[] key;
    private final int flags;

    /// Subtrees not yet joined, 8 words each; their sizes are the set bits of the chunk count.
    private final int[] stack = new int[8 * (MAX_DEPTH + 1)];

    private final byte[] pending = new byte[Blake3Words.CHUNK_BYTES];
    private final int[] pair = new int[16];
    private @Nullable Blake3Groups groups;
    private int stackSize;
    private int pendingSize;
    private long chunks;

    /// What the first chunk counts, for subtrees of a larger input.
    private long base;

    private Blake3(int[] key, int flags) {
        this.key = key;
        this.flags = flags;
    }

    /// The 32-byte hash of all of `in`.
    public static byte[] hash(byte[] in) {
        return hash(in, 0, in.length);
    }

    /// The 32-byte hash of part of `in`.
    public static byte[] hash(byte[] in, int offset, int length) {
        Blake3 hasher = Blake3Pool.take();
        try {
            hasher.update(in, offset, length);
            return hasher.digest();
        } finally {
            Blake3Pool.giveBack(hasher);
        }
    }

    /// A hasher without a key.
    public static Blake3 hasher() {
        return new Blake3(Blake3Words.iv(), 0);
    }

    /// A hasher that is a MAC.
    ///
    /// @param key 32 bytes, copied
    public static Blake3 keyed(byte[] key) {
        if (key.length != KEY_BYTES) {
            throw new IllegalArgumentException("key: " + key.length + " bytes (want 32)");
        }
        return new Blake3(words(key), Blake3Words.KEYED_HASH);
    }

    /// A hasher whose output is a key derived from what it is fed.
    ///
    /// @param context hard-coded, globally unique text that says what the key is for
    public static Blake3 deriveKey(String context) {
        Blake3 outer = new Blake3(Blake3Words.iv(), Blake3Words.DERIVE_KEY_CONTEXT);
        outer.update(context.getBytes(StandardCharsets.UTF_8));
        return new Blake3(words(outer.digest()), Blake3Words.DERIVE_KEY_MATERIAL);
    }

    private static int[] words(byte[] bytes) {
        int[] words = new int[8];
        Blake3Words.words(bytes, 0, words, 0);
        return words;
    }

    /// Feeds all of `in`.
    public Blake3 update(byte[] in) {
        return update(in, 0, in.length);
    }

    /// Feeds part of `in`.
    public Blake3 update(byte[] in, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, in.length);
        int at = offset;
        int left = length;
        if (pendingSize > 0) {
            int taken = Math.min(left, Blake3Words.CHUNK_BYTES - pendingSize);
            keep(in, at, taken);
            at += taken;
            left -= taken;
            // A chunk is finished only when more follows: the last one may be the root.
            if (left == 0) {
                return this;
            }
            chunk(pending, 0);
            pendingSize = 0;
        }
        while (left > Blake3Words.CHUNK_BYTES) {
            int taken = subtree(in, at, left);
            at += taken;
            left -= taken;
        }
        keep(in, at, left);
        return this;
    }

    private void keep(byte[] in, int at, int length) {
        System.arraycopy(in, at, pending, pendingSize, length);
        pendingSize += length;
    }

    /// Hashes the largest whole subtree that begins here, and says how many bytes it took.
    private int subtree(byte[] in, int at, int left) {
        int size = Integer.highestOneBit(left / Blake3Words.CHUNK_BYTES);
        size = Math.min(size, Blake3Groups.MAX_CHUNKS);
        // A subtree begins at a multiple of its size.
        while (((size - 1) & chunks) != 0) {
            size /= 2;
        }
        if (size == 1) {
            chunk(in, at);
        } else {
            groups().subtree(in, at, size, base + chunks, key, flags, pair);
            // As two halves, since the whole may turn out to be the root.
            push(pair, 0, chunks);
            push(pair, 8, chunks + size / 2);
            chunks += size;
        }
        return size * Blake3Words.CHUNK_BYTES;
    }

    private void chunk(byte[] in, int at) {
        Blake3ScalarGroups.chunk(compression, in, at, base + chunks, key, flags);
        push(compression.out, 0, chunks);
        chunks++;
    }

    /// Adds a subtree that begins at chunk `begin`, after joining what is complete before it.
    private void push(int[] cv, int at, long begin) {
        join(begin);
        System.arraycopy(cv, at, stack, 8 * stackSize, 8);
        stackSize++;
    }

    /// Joins equal neighbours until the stack mirrors the set bits of `total` chunks.
    private void join(long total) {
        int want = Long.bitCount(total);
        while (stackSize > want) {
            stackSize--;
            int left = 8 * (stackSize - 1);
            System.arraycopy(stack, left, joining.block, 0, 16);
            joining.run(key, 0, 0, Blake3Words.BLOCK_BYTES, flags | Blake3Words.PARENT);
            System.arraycopy(joining.out, 0, stack, left, 8);
        }
    }

    private Blake3Groups groups() {
        Blake3Groups known = groups;
        if (known == null) {
            known = Blake3Groups.create();
            groups = known;
        }
        return known;
    }

    /// The 32-byte hash of everything fed so far.
    public byte[] digest() {
        return xof(SIZE_BYTES);
    }

    /// The first `length` bytes of output; shorter outputs are beginnings of longer ones.
    public byte[] xof(int length) {
        if (length < 0) {
            throw new IllegalArgumentException("length: " + length + " (want >= 0)");
        }
        byte[] out = new byte[length];
        output().root(out);
        return out;
    }

    /// The chaining value of everything fed so far, as a subtree that is not the root.
    byte[] chainingValue() {
        return Blake3Words.bytes(output().chainingValue(), 8);
    }

    private Blake3Output output() {
        Blake3Output output;
        int rest;
        if (stackSize == 0 || pendingSize > 0) {
            // All that is complete in front of the pending chunk joins first.
            join(chunks);
            output = pendingOutput();
            rest = stackSize;
        } else {
            rest = stackSize - 2;
            int[] top = Arrays.copyOfRange(stack, 8 * rest, 8 * rest + 16);
            output = Blake3Output.ofParent(top, key, flags);
        }
        for (int i = rest - 1; i >= 0; i--) {
            output.underParent(stack, 8 * i, key, flags);
        }
        return output;
    }

    private Blake3Output pendingOutput() {
        int[] cv = key.clone();
        int at = 0;
        int start = Blake3Words.CHUNK_START;
        while (pendingSize - at > Blake3Words.BLOCK_BYTES) {
            compression.load(pending, at, Blake3Words.BLOCK_BYTES);
            compression.run(cv, 0, base + chunks, Blake3Words.BLOCK_BYTES, flags | start);
            System.arraycopy(compression.out, 0, cv, 0, 8);
            start = 0;
            at += Blake3Words.BLOCK_BYTES;
        }
        compression.load(pending, at, pendingSize - at);
        return Blake3Output.ofChunk(
                compression,
                cv,
                base + chunks,
                pendingSize - at,
                flags | start | Blake3Words.CHUNK_END);
    }

    /// Forgets what was fed.
    public Blake3 reset() {
        return resetAt(0);
    }

    /// Forgets what was fed; the next chunk counts `firstChunk`.
    Blake3 resetAt(long firstChunk) {
        stackSize = 0;
        pendingSize = 0;
        chunks = 0;
        base = firstChunk;
        return this;
    }

    /// Whether this process hashes on vectors.
    public static boolean vectorized() {
        return Blake3Groups.vectorized();
    }
}
