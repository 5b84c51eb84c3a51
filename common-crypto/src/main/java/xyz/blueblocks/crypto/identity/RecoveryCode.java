package xyz.blueblocks.crypto.identity;

import java.util.Arrays;
import java.util.Optional;
import xyz.blueblocks.crypto.SecretBytes;

/// The master key on paper: `bbk1…`, bech32m of its 32 bytes, 62 characters.
///
/// Whoever reads it is that person. Mistyped codes are refused, not corrected. Source:
/// docs/spec/keystore.md, section 4.
public final class RecoveryCode {
    private static final String PREFIX = "bbk";

    private RecoveryCode() {}

    /// The code of a master key; a `String` cannot be zeroed, so show it and drop it.
    ///
    /// @param master 32 bytes
    public static String encode(SecretBytes master) {
        KeyHierarchy.requireMaster(master);
        return master.use(bytes -> Bech32m.encode(PREFIX, bytes));
    }

    /// The master key of a code; empty when mistyped.
    public static Optional<SecretBytes> decode(String code) {
        Optional<byte[]> bytes = Bech32m.decode(PREFIX, code, KeyHierarchy.MASTER_BYTES);
        Optional<SecretBytes> master = bytes.map(SecretBytes::copyOf);
        bytes.ifPresent(b -> Arrays.fill(b, (byte) 0));
        return master;
    }
}
