package xyz.blueblocks.crypto.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;

/// A text with signatures under it, C2SP signed-note.
///
/// ```
/// text, every line ended by 0x0A
/// (empty line)
/// — name base64(4 hash ‖ 64 signature)          one or more lines, U+2014 first
/// ```
final class SignedNote {
    private static final String MARK = "\u2014 ";
    private static final int MAX_CHARS = 1 << 16;
    private static final int MAX_SIGNATURES = 100;

    private SignedNote() {}

    /// @param text ends with a line feed
    static String sign(String text, String name, Ed25519PrivateKey key) {
        NoteKey note = new NoteKey(name, key.publicKey());
        byte[] signature = key.sign(text.getBytes(UTF_8));
        byte[] line = Arrays.copyOf(note.hash(), NoteKey.HASH_BYTES + signature.length);
        System.arraycopy(signature, 0, line, NoteKey.HASH_BYTES, signature.length);
        return text + "\n" + MARK + name + " " + Base64.getEncoder().encodeToString(line) + "\n";
    }

    /// The text, if this key signed it. Lines of other keys are passed over, a wrong one of this
    /// key refuses the note.
    static Optional<String> open(String note, NoteKey key) {
        int split = note.lastIndexOf("\n\n");
        if (note.length() > MAX_CHARS || split < 0 || note.length() < split + 3) {
            return Optional.empty();
        }
        if (!note.endsWith("\n")) {
            return Optional.empty();
        }
        String text = note.substring(0, split + 1);
        String[] lines = note.substring(split + 2, note.length() - 1).split("\n", -1);
        if (lines.length > MAX_SIGNATURES) {
            return Optional.empty();
        }
        boolean signed = false;
        for (String line : lines) {
            Optional<byte[]> bytes = signature(line);
            if (bytes.isEmpty()) {
                return Optional.empty();
            }
            byte[] found = bytes.orElseThrow();
            if (isOf(line, found, key)) {
                byte[] signature = Arrays.copyOfRange(found, NoteKey.HASH_BYTES, found.length);
                if (!key.key().verify(signature, text.getBytes(UTF_8))) {
                    return Optional.empty();
                }
                signed = true;
            }
        }
        return signed ? Optional.of(text) : Optional.empty();
    }

    private static boolean isOf(String line, byte[] found, NoteKey key) {
        byte[] hash = Arrays.copyOf(found, NoteKey.HASH_BYTES);
        return line.startsWith(MARK + key.name() + " ")
                && Arrays.equals(hash, key.hash())
                && found.length == NoteKey.HASH_BYTES + Ed25519PublicKey.SIGNATURE_BYTES;
    }

    /// Hash and signature of a line; other signers' may have other lengths.
    private static Optional<byte[]> signature(String line) {
        int space = line.indexOf(' ', MARK.length());
        if (!line.startsWith(MARK) || space < 0) {
            return Optional.empty();
        }
        String base64 = line.substring(space + 1);
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            boolean exact = Base64.getEncoder().encodeToString(bytes).equals(base64);
            return exact && bytes.length > NoteKey.HASH_BYTES
                    ? Optional.of(bytes)
                    : Optional.empty();
        } catch (IllegalArgumentException hostile) {
            return Optional.empty();
        }
    }
}
