package xyz.blueblocks.audit.core;

import java.util.Optional;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.merkle.Checkpoint;
import xyz.blueblocks.crypto.merkle.NoteKey;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;

/// The log's Ed25519 key under its name. Signs checkpoints and nothing else.
public final class LogKey implements CheckpointSigner, AutoCloseable {
    private final String origin;
    private final Ed25519PrivateKey key;

    private LogKey(String origin, Ed25519PrivateKey key) {
        this.origin = origin;
        this.key = key;
    }

    /// The key of a log.
    ///
    /// @param seed 32 bytes; stays the caller's
    public static LogKey of(String origin, SecretBytes seed) {
        return new LogKey(origin, Ed25519PrivateKey.fromSeed(seed));
    }

    @Override
    public String origin() {
        return origin;
    }

    @Override
    public String sign(long treeSize, byte[] root) {
        return Checkpoint.of(origin, treeSize, root).sign(key);
    }

    @Override
    public Optional<Checkpoint> open(String note) {
        return Checkpoint.open(note, noteKey());
    }

    /// What a verifier pins: the C2SP vkey.
    public NoteKey noteKey() {
        return new NoteKey(origin, key.publicKey());
    }

    @Override
    public void close() {
        key.close();
    }

    @Override
    public String toString() {
        return "LogKey[" + origin + "]";
    }
}
