package xyz.blueblocks.crypto;

import java.nio.charset.StandardCharsets;

/// Domain-separated inputs of hashes, signatures and key derivations.
///
/// A labelled input is the label's ASCII bytes, one zero byte, then the fields in order without
/// separators: fields of variable length carry their own length. Source: docs/spec/primitives.md.
public final class Labels {
    private Labels() {}

    /// `asciiLabel ‖ 0x00 ‖ fields`.
    ///
    /// @param asciiLabel printable ASCII without spaces, not empty, as `bb/frame/v1`
    public static byte[] of(String asciiLabel, byte[]... fields) {
        int n = asciiLabel.length() + 1;
        for (byte[] field : fields) {
            n = Math.addExact(n, field.length);
        }
        byte[] out = new byte[n];
        byte[] label = ascii(asciiLabel);
        System.arraycopy(label, 0, out, 0, label.length);
        int at = label.length + 1;
        for (byte[] field : fields) {
            System.arraycopy(field, 0, out, at, field.length);
            at += field.length;
        }
        return out;
    }

    private static byte[] ascii(String label) {
        boolean printable = label.chars().allMatch(c -> c > 0x20 && c < 0x7F);
        if (label.isEmpty() || !printable) {
            throw new IllegalArgumentException("label: " + label + " (want printable ASCII)");
        }
        return label.getBytes(StandardCharsets.US_ASCII);
    }
}
