package xyz.blueblocks.crypto.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xyz.blueblocks.crypto.Labels;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.hash.Sha256;
import xyz.blueblocks.crypto.kdf.Argon2Parameters;

/// The one line of JSON that a keystore file is, in its only allowed form.
///
/// The reader takes exactly what the writer writes: member order, no white space, no escapes. All
/// in front of `,"sealed"` is authenticated with what is sealed; `sha256` covers all in front of
/// itself and tells damage from a wrong passphrase. Source: docs/spec/keystore.md, section 2.
///
/// @param parameters what the passphrase costs
/// @param salt base64url of 16 bytes
/// @param nonce base64url of 12 bytes
/// @param sealed base64url of ciphertext and tag
record KeystoreText(Argon2Parameters parameters, String salt, String nonce, String sealed) {
    /// Longest file read: four times what the most and largest secrets take.
    static final int MAX_BYTES = 2 << 20;

    private static final Pattern FORM =
            Pattern.compile(
                    "\\{\"type\":\"KEYSTORE\",\"version\":([1-9][0-9]{0,8}),\"kdf\":\"argon2id\","
                            + "\"memory_kib\":([1-9][0-9]{0,8}),\"passes\":([1-9][0-9]{0,8}),"
                            + "\"lanes\":([1-9][0-9]{0,8}),\"salt\":\"([A-Za-z0-9_-]{22})\","
                            + "\"cipher\":\"AES-256-GCM\",\"nonce\":\"([A-Za-z0-9_-]{16})\","
                            + "\"sealed\":\"([A-Za-z0-9_-]++)\",\"sha256\":\"([0-9a-f]{64})\"\\}\n");

    /// Why a file is not a keystore, or the keystore.
    sealed interface Parsed {
        /// Good in form; whether the passphrase fits is another matter.
        record Good(KeystoreText text) implements Parsed {}

        /// Not a keystore, or no longer.
        record Bad(String why) implements Parsed {}
    }

    static Parsed parse(byte[] file) {
        String text = new String(file, US_ASCII);
        Matcher m = FORM.matcher(text);
        if (!m.matches()) {
            return new Parsed.Bad("not in the form of a keystore");
        }
        byte[] covered = text.substring(0, text.lastIndexOf(",\"sha256\"")).getBytes(US_ASCII);
        if (!Text.hex(Sha256.hash(covered)).equals(m.group(8))) {
            return new Parsed.Bad("checksum does not match");
        }
        if (!m.group(1).equals("1")) {
            return new Parsed.Bad("version " + m.group(1) + " (want 1)");
        }
        int memory = Integer.parseInt(m.group(2));
        int passes = Integer.parseInt(m.group(3));
        int lanes = Integer.parseInt(m.group(4));
        if (!Argon2Parameters.isAllowed(memory, passes, lanes)) {
            return new Parsed.Bad("argon2id parameters out of bounds");
        }
        KeystoreText parsed =
                new KeystoreText(
                        new Argon2Parameters(memory, passes, lanes),
                        m.group(5),
                        m.group(6),
                        m.group(7));
        boolean canonical =
                parsed.bytesOf(parsed.salt, 16).isPresent()
                        && parsed.bytesOf(parsed.nonce, 12).isPresent()
                        && Text.parseBase64url(parsed.sealed).isPresent();
        return canonical ? new Parsed.Good(parsed) : new Parsed.Bad("base64url not canonical");
    }

    /// The file.
    byte[] bytes() {
        String covered = head() + ",\"sealed\":\"" + sealed + '"';
        String sum = Text.hex(Sha256.hash(covered.getBytes(US_ASCII)));
        return (covered + ",\"sha256\":\"" + sum + "\"}\n").getBytes(US_ASCII);
    }

    /// What is authenticated with the sealed part.
    byte[] aad() {
        return Labels.of("bb/keystore/v1", head().getBytes(US_ASCII));
    }

    byte[] saltBytes() {
        return bytesOf(salt, 16).orElseThrow();
    }

    byte[] nonceBytes() {
        return bytesOf(nonce, 12).orElseThrow();
    }

    byte[] sealedBytes() {
        return Text.parseBase64url(sealed).orElseThrow();
    }

    /// The same parameters and salt under a fresh nonce, sealed part still empty.
    KeystoreText renewed() {
        byte[] fresh = SecretBytes.random(12).copy();
        return new KeystoreText(parameters, salt, Text.base64url(fresh), "");
    }

    KeystoreText withSealed(byte[] ciphertext) {
        return new KeystoreText(parameters, salt, nonce, Text.base64url(ciphertext));
    }

    private Optional<byte[]> bytesOf(String text, int length) {
        return Text.parsePrefixed("", text, length);
    }

    private String head() {
        return "{\"type\":\"KEYSTORE\",\"version\":1,\"kdf\":\"argon2id\",\"memory_kib\":"
                + parameters.memoryKib()
                + ",\"passes\":"
                + parameters.passes()
                + ",\"lanes\":"
                + parameters.lanes()
                + ",\"salt\":\""
                + salt
                + "\",\"cipher\":\"AES-256-GCM\",\"nonce\":\""
                + nonce
                + '"';
    }
}
