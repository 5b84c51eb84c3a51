package xyz.blueblocks.wire.token;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// A JWS in compact form with a JSON object as payload: header.payload.signature.
///
/// Source: RFC 7515, RFC 8037, RFC 8725.
final class CompactJws {
    private static final String ALGORITHM = "EdDSA";

    private final JsonObject header;
    private final JsonObject claims;
    private final byte[] input;
    private final byte[] signature;

    private CompactJws(JsonObject header, JsonObject claims, byte[] input, byte[] signature) {
        this.header = header;
        this.claims = claims;
        this.input = input;
        this.signature = signature;
    }

    /// Makes one; `alg` is added to the header.
    static String sign(JsonObject header, JsonObject claims, Ed25519PrivateKey key) {
        String input =
                Text.base64url(header.with("alg", Json.text(ALGORITHM)).canonical())
                        + "."
                        + Text.base64url(claims.canonical());
        return input + "." + Text.base64url(key.sign(input.getBytes(StandardCharsets.US_ASCII)));
    }

    /// Reads one whose header says this `typ`, without verifying its signature.
    static Decoded<CompactJws> parse(String text, String type) {
        if (text.length() > Limits.MAX_TOKEN_BYTES) {
            return refuse("token: too long");
        }
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            return refuse("token: not three parts");
        }
        Optional<JsonObject> header = json(parts[0]);
        Optional<JsonObject> claims = json(parts[1]);
        Optional<byte[]> signature =
                Text.parseBase64url(parts[2]).filter(b -> b.length == Limits.SIGNATURE_BYTES);
        if (header.isEmpty() || claims.isEmpty() || signature.isEmpty()) {
            return refuse("token: not base64url of JSON, JSON and 64 bytes");
        }
        if (!header.get().text("alg").equals(Optional.of(ALGORITHM))) {
            return refuse("alg: want EdDSA");
        }
        if (header.get().has("crit") || header.get().has("b64")) {
            return refuse("crit: not understood");
        }
        if (!header.get().text("typ").equals(Optional.of(type))) {
            return refuse("typ: want " + type);
        }
        byte[] input = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
        return Decoded.ok(new CompactJws(header.get(), claims.get(), input, signature.get()));
    }

    JsonObject header() {
        return header;
    }

    JsonObject claims() {
        return claims;
    }

    boolean signedBy(Ed25519PublicKey key) {
        return key.verify(signature, input);
    }

    static <T> Decoded<T> refuse(String why) {
        return Decoded.malformed(ErrorCode.INVALID_SIGNATURE, why, -1);
    }

    private static Optional<JsonObject> json(String part) {
        return Text.parseBase64url(part).flatMap(bytes -> Json.parse(bytes).toOptional());
    }
}
