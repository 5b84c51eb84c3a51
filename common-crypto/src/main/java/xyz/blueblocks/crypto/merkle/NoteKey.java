package xyz.blueblocks.crypto.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.hash.Sha256;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;

/// The public key of a log, with its name: C2SP signed-note verifier key ("vkey").
///
/// ```
/// vkey    name+hash+key         hash: 8 hex, key: base64 of 0x01 ‖ 32 bytes
/// hash    first 4 bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ 32 bytes)
/// ```
///
/// @param name 1..128 printable ASCII characters without `+`
/// @param key verifies the log's checkpoints
public record NoteKey(String name, Ed25519PublicKey key) {
    static final int HASH_BYTES = 4;

    private static final byte ED25519 = 1;
    private static final Pattern NAME = Pattern.compile("[\\x21-\\x7E&&[^+]]{1,128}");
    private static final Pattern VKEY =
            Pattern.compile("([^+]{1,128})\\+([0-9a-f]{8})\\+([A-Za-z0-9+/]{44})");

    public NoteKey {
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "name: " + name + " (want 1..128 printable ASCII without +)");
        }
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /// Reads a vkey; empty unless well-formed, its hash right and its key good.
    public static Optional<NoteKey> parse(String vkey) {
        var m = VKEY.matcher(vkey);
        if (vkey.length() > 256 || !m.matches() || !isName(m.group(1))) {
            return Optional.empty();
        }
        // 33 bytes are 44 characters without padding and without spare bits.
        byte[] tagged = Base64.getDecoder().decode(m.group(3));
        if (tagged[0] != ED25519) {
            return Optional.empty();
        }
        return Ed25519PublicKey.decode(Arrays.copyOfRange(tagged, 1, tagged.length))
                .map(key -> new NoteKey(m.group(1), key))
                .filter(key -> Text.hex(key.hash()).equals(m.group(2)));
    }

    /// The vkey.
    public String text() {
        return name + "+" + Text.hex(hash()) + "+" + Base64.getEncoder().encodeToString(tagged());
    }

    /// What a signature line begins with, to find the key it was made with.
    byte[] hash() {
        return Arrays.copyOf(Sha256.hash((name + "\n").getBytes(UTF_8), tagged()), HASH_BYTES);
    }

    private byte[] tagged() {
        byte[] tagged = new byte[1 + Ed25519PublicKey.SIZE_BYTES];
        tagged[0] = ED25519;
        System.arraycopy(key.bytes(), 0, tagged, 1, Ed25519PublicKey.SIZE_BYTES);
        return tagged;
    }
}
