package xyz.blueblocks.discovery.core;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.TimeWindow;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;

/// The order in which a signed body is judged: signature before form, form before time.
///
/// Whatever cannot be verified is `E005`, also a body that is no JSON or names no key: so any byte
/// that is flipped on the way gets the same answer (row A02), and nothing that a body says is
/// believed, or explained, before its author is known.
final class SignedRequest {
    private SignedRequest() {}

    /// Reads a body whose author's key is known beforehand.
    static <T> Decoded<T> read(
            byte[] body,
            String label,
            Ed25519PublicKey author,
            Function<JsonObject, Decoded<T>> form) {
        return parse(body)
                .flatMap(json -> verified(json, label, Optional.of(author)))
                .flatMap(form);
    }

    /// Reads a body that names its author's key itself, in `public_key`.
    static <T> Decoded<T> readSelfSigned(
            byte[] body, String label, Function<JsonObject, Decoded<T>> form) {
        return parse(body)
                .flatMap(json ->
                        verified(
                                json,
                                label,
                                json.text("public_key").flatMap(Ed25519PublicKey::parse)))
                .flatMap(form);
    }

    /// `value`, if its timestamp is near enough to now (rows A10, X21).
    static <T> Decoded<T> fresh(T value, Instant timestamp, Instant now) {
        return TimeWindow.holds(timestamp, now)
                ? Decoded.ok(value)
                : Decoded.malformed(
                        ErrorCode.INVALID_SIGNATURE, "timestamp: not within 120 s of now", -1);
    }

    /// The answer to a body that nobody known has signed.
    static <T> Decoded<T> unverified() {
        return Decoded.malformed(ErrorCode.INVALID_SIGNATURE, "signature: does not verify", -1);
    }

    private static Decoded<JsonObject> parse(byte[] body) {
        return switch (Json.parse(body)) {
            case Decoded.Ok<JsonObject> good -> good;
            case Decoded.Malformed<JsonObject> bad ->
                    Decoded.malformed(
                            ErrorCode.INVALID_SIGNATURE,
                            "body: cannot be verified: " + bad.why(),
                            bad.offset());
        };
    }

    private static Decoded<JsonObject> verified(
            JsonObject json, String label, Optional<Ed25519PublicKey> author) {
        return author.isPresent() && SignedJson.verify(json, label, author.get())
                ? Decoded.ok(json)
                : unverified();
    }
}
