package xyz.blueblocks.audit.core;

import java.security.MessageDigest;
import java.util.Optional;
import xyz.blueblocks.crypto.Labels;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.hash.HmacSha256;
import xyz.blueblocks.crypto.kdf.Hkdf;

/// The log's one key file: wraps every subject's key and makes the tags that stand for names.
///
/// All replicas hold the same 32 bytes. Each use has its own derived key, so a tag says nothing
/// about a wrapping. Thread-safe.
public final class MasterKey implements AutoCloseable {
    private static final String WRAP = "bb/audit-wrap/v1";
    private static final String TAG = "bb/audit-tag/v1";
    private static final String INGEST = "bb/audit-ingest/v1";

    private final SecretBytes master;
    private final SecretBytes tagKey;
    private final SecretBytes ingestKey;

    private MasterKey(SecretBytes master) {
        this.master = master;
        this.tagKey = Hkdf.expand(master, Labels.of(TAG), 32);
        this.ingestKey = Hkdf.expand(master, Labels.of(INGEST), 32);
    }

    /// Takes over `master` (32 bytes): closing this closes it.
    public static MasterKey take(SecretBytes master) {
        if (master.length() != 32) {
            throw new IllegalArgumentException("master: " + master.length() + " bytes (want 32)");
        }
        return new MasterKey(master);
    }

    /// Stands for a name of kind `kind` in the store: equal names have equal tags, and without this
    /// key nobody can try names against them.
    public Octets tag(TagKind kind, String... names) {
        byte[][] fields = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            fields[i] = Fields.text(names[i]);
        }
        return Octets.of(HmacSha256.mac(tagKey, Labels.of(kind.label(), fields)));
    }

    /// Stands for an event's whole body, so that an equal repeat can be told from another body.
    Octets fingerprint(Octets eventTag, byte[] canonicalEvent) {
        byte[] label = Labels.of("fingerprint", eventTag.bytes(), canonicalEvent);
        return Octets.of(HmacSha256.mac(tagKey, label));
    }

    /// A key for a person not seen before.
    ///
    /// @param subjectRef 16 fresh random bytes
    StoredSubject wrapNew(Octets subjectTag, Octets subjectRef, SubjectKey key) {
        try (SecretBytes derived = wrappingKey(subjectRef)) {
            byte[] wrapped = key.wrappedBy(derived, subjectTag.bytes());
            return new StoredSubject(subjectRef, subjectTag, Octets.of(wrapped));
        }
    }

    /// A stored subject's key; empty when this is not the key file it was wrapped under, or the row
    /// was changed.
    public Optional<SubjectKey> unwrap(StoredSubject stored) {
        try (SecretBytes derived = wrappingKey(stored.ref())) {
            return OneTimeSeal.open(derived, stored.tag().bytes(), stored.wrapped().bytes())
                    .map(raw -> SubjectKey.take(SecretBytes.take(raw)));
        }
    }

    private SecretBytes wrappingKey(Octets subjectRef) {
        byte[] info = Labels.of(WRAP, subjectRef.bytes());
        return Hkdf.expand(master, info, OneTimeSeal.KEY_AND_NONCE_BYTES);
    }

    /// Mark of a replica of this service on an event that it took from an authenticated peer.
    public Octets ingestMark(String producer, byte[] value) {
        return Octets.of(HmacSha256.mac(ingestKey, Fields.text(producer), value));
    }

    /// Whether `mark` is [#ingestMark] of these two; takes the same time whatever it is.
    boolean markedByUs(Octets mark, String producer, byte[] value) {
        return MessageDigest.isEqual(mark.bytes(), ingestMark(producer, value).bytes());
    }

    @Override
    public void close() {
        ingestKey.close();
        tagKey.close();
        master.close();
    }

    @Override
    public String toString() {
        return "MasterKey";
    }
}
