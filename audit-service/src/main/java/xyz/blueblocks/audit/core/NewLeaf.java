package xyz.blueblocks.audit.core;

import java.util.List;
import java.util.Optional;

/// One leaf about to be written, as its row.
///
/// @param index 0-based place in the log
/// @param eventTag keyed tag of (source, id)
/// @param fingerprint keyed tag of the canonical event
/// @param subjectRef whose key sealed it
/// @param salt 16 random bytes from which the subject's key makes opening and sealing key
/// @param commitment the leaf's data: HMAC-SHA-256(opening, canonical event)
/// @param openJson the members that name nobody
/// @param sealed the canonical event, AES-256-GCM
/// @param partyTags who may read it
/// @param recordTag keyed tag of the record id
public record NewLeaf(
        long index,
        Octets eventTag,
        Octets fingerprint,
        Octets subjectRef,
        Octets salt,
        Octets commitment,
        String openJson,
        Octets sealed,
        List<Octets> partyTags,
        Optional<Octets> recordTag) {
    public NewLeaf {
        partyTags = List.copyOf(partyTags);
    }
}
