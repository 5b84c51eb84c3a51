package xyz.blueblocks.wire.audit;

import java.util.Arrays;
import java.util.Optional;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.hash.HmacSha256;

/// The 32 bytes that turn one leaf's commitment back into a statement about one entry.
///
/// Whoever holds the entry and this can show that the leaf is that entry; whoever lacks it learns
/// nothing from the leaf, not even by trying likely entries. It opens one leaf and no other.
///
/// Source: docs/spec/audit-log.md, "Leaves".
public final class LeafOpening {
    /// Length, fixed so that no two openings are the same HMAC key.
    public static final int BYTES = 32;

    private final byte[] bytes;

    private LeafOpening(byte[] bytes) {
        this.bytes = bytes;
    }

    /// An opening from its bytes.
    ///
    /// @param bytes exactly [#BYTES]
    public static LeafOpening of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("bytes: " + bytes.length + " (want " + BYTES + ")");
        }
        return new LeafOpening(bytes.clone());
    }

    /// Reads [#text].
    public static Optional<LeafOpening> parse(String text) {
        return Text.parseBase64url(text)
                .filter(bytes -> bytes.length == BYTES)
                .map(LeafOpening::new);
    }

    /// The leaf's data: HMAC-SHA-256 under this opening of the canonical entry, 32 bytes.
    public byte[] commitment(byte[] canonicalEntry) {
        try (SecretBytes key = SecretBytes.copyOf(bytes)) {
            return HmacSha256.mac(key, canonicalEntry);
        }
    }

    /// base64url without padding, as in a bundle.
    public String text() {
        return Text.base64url(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LeafOpening that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "LeafOpening";
    }
}
