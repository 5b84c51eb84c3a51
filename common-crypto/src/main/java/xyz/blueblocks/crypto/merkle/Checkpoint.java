package xyz.blueblocks.crypto.merkle;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;

/// What a log promises at one moment: its name, size and root (C2SP tlog-checkpoint).
///
/// ```
/// origin
/// size          decimal, no leading zeros
/// root          base64 of 32 bytes
/// ```
///
/// Three lines, each ended by 0x0A; no further lines in this version. Signed as a note by the key
/// whose name is the origin. Immutable.
public final class Checkpoint {
    private static final Pattern FORM =
            Pattern.compile("([^\n]+)\n(0|[1-9][0-9]{0,18})\n([A-Za-z0-9+/]{43}=)\n");

    private final String origin;
    private final long size;
    private final byte[] root;

    private Checkpoint(String origin, long size, byte[] root) {
        this.origin = origin;
        this.size = size;
        this.root = root;
    }

    /// A checkpoint to sign.
    ///
    /// @param origin the log's name: 1..128 printable ASCII characters without `+`
    /// @param size leaves, >= 0
    /// @param root 32 bytes
    public static Checkpoint of(String origin, long size, byte[] root) {
        if (!NoteKey.isName(origin) || size < 0 || !Hashes.isHash(root)) {
            throw new IllegalArgumentException(
                    "checkpoint: "
                            + origin
                            + ", size "
                            + size
                            + ", root of "
                            + root.length
                            + " (want a name, >= 0, 32 bytes)");
        }
        return new Checkpoint(origin, size, root.clone());
    }

    /// The log's name.
    public String origin() {
        return origin;
    }

    /// Leaves in the tree.
    public long size() {
        return size;
    }

    /// The tree's root, 32 bytes, as a copy.
    public byte[] root() {
        return root.clone();
    }

    /// The three lines.
    public String text() {
        return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root) + "\n";
    }

    /// The signed note.
    public String sign(Ed25519PrivateKey key) {
        return SignedNote.sign(text(), origin, key);
    }

    /// Reads a signed note; empty unless this key signed it, the origin is the key's name, and the
    /// text is exactly a checkpoint's.
    public static Optional<Checkpoint> open(String note, NoteKey key) {
        return SignedNote.open(note, key)
                .flatMap(Checkpoint::parse)
                .filter(checkpoint -> checkpoint.origin.equals(key.name()));
    }

    private static Optional<Checkpoint> parse(String text) {
        Matcher m = FORM.matcher(text);
        if (!m.matches() || !NoteKey.isName(m.group(1))) {
            return Optional.empty();
        }
        long size;
        try {
            size = Long.parseLong(m.group(2));
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
        Checkpoint read = new Checkpoint(m.group(1), size, Base64.getDecoder().decode(m.group(3)));
        return read.text().equals(text) ? Optional.of(read) : Optional.empty();
    }

    /// Same name, size and root.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Checkpoint c
                && origin.equals(c.origin)
                && size == c.size
                && Arrays.equals(root, c.root);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(root) * 31 + Long.hashCode(size);
    }

    /// Name and size.
    @Override
    public String toString() {
        return "Checkpoint[" + origin + " at " + size + "]";
    }
}
