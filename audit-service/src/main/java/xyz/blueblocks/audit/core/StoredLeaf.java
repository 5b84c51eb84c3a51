package xyz.blueblocks.audit.core;

import java.util.Optional;

/// A leaf as it lies in the store, with its subject's key if that still exists.
///
/// @param index 0-based place in the log
/// @param salt 16 bytes
/// @param commitment the leaf's data
/// @param sealed the canonical event, encrypted
/// @param subject empty once the person is erased
public record StoredLeaf(
        long index,
        Octets salt,
        Octets commitment,
        Octets sealed,
        Optional<StoredSubject> subject) {}
