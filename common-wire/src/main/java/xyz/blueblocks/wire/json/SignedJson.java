package xyz.blueblocks.wire.json;

import java.util.Optional;
import xyz.blueblocks.crypto.Labels;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;
import xyz.blueblocks.wire.Limits;

/// Signs JSON objects and verifies them.
///
/// The signature is Ed25519 over label ‖ 0x00 ‖ the RFC 8785 form of the object without its own
/// outermost member `signature`, which holds `ed25519:` and the base64url of 64 bytes.
///
/// Source: docs/spec/json.md, "Signatures".
public final class SignedJson {
    /// The member that holds the signature.
    public static final String SIGNATURE = "signature";

    private static final String PREFIX = "ed25519:";

    private SignedJson() {}

    /// `body` with its signature added, or replaced.
    ///
    /// @param label one of [SignLabels]
    public static JsonObject sign(JsonObject body, String label, Ed25519PrivateKey key) {
        JsonObject unsigned = body.without(SIGNATURE);
        byte[] signature = key.sign(Labels.of(label), unsigned.canonical());
        return unsigned.with(SIGNATURE, Json.text(Text.prefixed(PREFIX, signature)));
    }

    /// Whether `signed` carries a signature of `key` under this label.
    ///
    /// That the message names the owner of `key` as its author, is fresh and was not seen before is
    /// for the caller to check.
    public static boolean verify(JsonObject signed, String label, Ed25519PublicKey key) {
        return signed.text(SIGNATURE)
                .flatMap(SignedJson::decodeSignature)
                .map(signature ->
                        key.verify(
                                signature, Labels.of(label), signed.without(SIGNATURE).canonical()))
                .orElse(false);
    }

    /// The 64 bytes of a signature member.
    static Optional<byte[]> decodeSignature(String text) {
        return Text.parsePrefixed(PREFIX, text, Limits.SIGNATURE_BYTES);
    }
}
