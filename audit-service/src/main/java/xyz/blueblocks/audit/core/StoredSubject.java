package xyz.blueblocks.audit.core;

/// A row of subject keys as it lies in the store.
///
/// @param ref 16 random bytes by which entries name their subject
/// @param tag keyed tag of the person's address, [TagKind#SUBJECT]
/// @param wrapped the 32-byte key, AES-256-GCM under the master key, aad = tag
public record StoredSubject(Octets ref, Octets tag, Octets wrapped) {
    static final int REF_BYTES = 16;

    public StoredSubject {
        if (ref.length() != REF_BYTES) {
            throw new IllegalArgumentException("ref: " + ref.length() + " bytes (want 16)");
        }
        if (tag.length() != 32) {
            throw new IllegalArgumentException("tag: " + tag.length() + " bytes (want 32)");
        }
        int want = SubjectKey.BYTES + OneTimeSeal.TAG_BYTES;
        if (wrapped.length() != want) {
            throw new IllegalArgumentException(
                    "wrapped: " + wrapped.length() + " bytes (want " + want + ")");
        }
    }
}
