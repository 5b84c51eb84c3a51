package xyz.blueblocks.crypto.session;

import java.util.Arrays;
import xyz.blueblocks.crypto.Labels;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.aead.AeadKey;
import xyz.blueblocks.crypto.aead.AeadSuite;
import xyz.blueblocks.crypto.kdf.Hkdf;

/// Keys of one direction of a session, moving forward only.
///
/// Record c under a key takes nonces n XOR 2c (head) and n XOR (2c + 1) (body). A key serves at
/// most 2^20 records, 1 GiB of records or 15 minutes; then s becomes HKDF-Expand(s, bb/rekey/v1,
/// 32) and the old s, k and n are destroyed, so what was sent before cannot be read by who takes
/// the keys later. Not thread-safe. Source: docs/spec/session.md, section 5.
final class RecordRatchet implements AutoCloseable {
    static final long MAX_RECORDS = 1L << 20;
    static final long MAX_BYTES = 1L << 30;
    static final long MAX_AGE_MILLIS = 15 * 60 * 1000L;

    /// The other end's patience with a late rekey: cells wait for credit on the way.
    static final long GRACE_MILLIS = 60 * 1000L;

    private static final int SECRET = 32;
    private static final int NONCE = 12;
    private static final byte[] RECORD = Labels.of("bb/record/v1");
    private static final byte[] REKEY = Labels.of("bb/rekey/v1");

    private final AeadSuite suite;
    private final long recordsPerKey;
    private final byte[] nonce = new byte[NONCE];
    private SecretBytes secret;
    private AeadKey key;
    private byte[] base;
    private long count;
    private long sinceMillis;
    private boolean closed;

    /// Takes `secret` over.
    ///
    /// @param recordBytes size of every record of this direction, C − 16·h
    RecordRatchet(AeadSuite suite, SecretBytes secret, int recordBytes, long nowMillis) {
        this(suite, secret, Math.min(MAX_RECORDS, MAX_BYTES / recordBytes), nowMillis);
    }

    RecordRatchet(AeadSuite suite, SecretBytes secret, long recordsPerKey, long nowMillis) {
        this.suite = suite;
        this.recordsPerKey = recordsPerKey;
        this.secret = secret;
        this.sinceMillis = nowMillis;
        try (SecretBytes keys = Hkdf.expand(secret, RECORD, SECRET + NONCE)) {
            this.key = aead(suite, keys);
            this.base = base(keys);
        }
    }

    private static AeadKey aead(AeadSuite suite, SecretBytes keys) {
        try (SecretBytes k = keys.slice(0, SECRET)) {
            return new AeadKey(suite, k);
        }
    }

    private static byte[] base(SecretBytes keys) {
        return keys.use(k -> Arrays.copyOfRange(k, SECRET, SECRET + NONCE));
    }

    /// How many records one key serves.
    long recordsPerKey() {
        return recordsPerKey;
    }

    AeadKey key() {
        if (closed) {
            throw new IllegalStateException("session: closed (want open)");
        }
        return key;
    }

    /// Nonce of the current record's head; the array is reused by the next call.
    byte[] headNonce() {
        return nonce(2 * count);
    }

    /// Nonce of the current record's body; the array is reused by the next call.
    byte[] bodyNonce() {
        return nonce(2 * count + 1);
    }

    private byte[] nonce(long counter) {
        System.arraycopy(base, 0, nonce, 0, NONCE);
        for (int i = 0; i < Long.BYTES; i++) {
            nonce[NONCE - 1 - i] ^= (byte) (counter >>> (8 * i));
        }
        return nonce;
    }

    /// Whether the current record is the last that this key may serve.
    boolean atLimit() {
        return count + 1 >= recordsPerKey;
    }

    /// Whether the key has served its 15 minutes.
    boolean agedAt(long nowMillis) {
        return nowMillis - sinceMillis >= MAX_AGE_MILLIS;
    }

    /// Whether the key is older than the other end still takes.
    boolean tooOldAt(long nowMillis) {
        return nowMillis - sinceMillis > MAX_AGE_MILLIS + GRACE_MILLIS;
    }

    long dueMillis() {
        return sinceMillis + MAX_AGE_MILLIS;
    }

    /// Goes on to the next record, under new keys after one flagged rekey.
    void next(boolean rekey, long nowMillis) {
        if (!rekey) {
            count++;
            return;
        }
        SecretBytes fresh = Hkdf.expand(secret, REKEY, SECRET);
        wipe();
        secret = fresh;
        try (SecretBytes keys = Hkdf.expand(fresh, RECORD, SECRET + NONCE)) {
            key = aead(suite, keys);
            base = base(keys);
        }
        count = 0;
        sinceMillis = nowMillis;
    }

    private void wipe() {
        secret.close();
        key.close();
        Arrays.fill(base, (byte) 0);
    }

    @Override
    public void close() {
        closed = true;
        wipe();
    }
}
