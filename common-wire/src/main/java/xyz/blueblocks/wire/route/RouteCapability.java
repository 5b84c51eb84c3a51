package xyz.blueblocks.wire.route;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import xyz.blueblocks.crypto.Labels;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.hpke.HpkePrivateKey;
import xyz.blueblocks.crypto.hpke.HpkePublicKey;
import xyz.blueblocks.crypto.hpke.HpkeRecipient;
import xyz.blueblocks.crypto.hpke.HpkeSender;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.Members;

/// What a planner seals to the source of a route: one admission token per hop.
///
/// Sealed by HPKE to the source's encryption key with info bb/capability/v1 ‖ 0x00 ‖ route id and
/// no additional data, spelled as base64url of enc ‖ ciphertext in member `session_key_encrypted`.
/// Never key material for data.
///
/// Source: docs/spec/route-token.md.
///
/// @param routeId of the answer that carries it
/// @param tokens in the order of the path, at most 5
public record RouteCapability(String routeId, List<AdmissionToken> tokens) {
    private static final String LABEL = "bb/capability/v1";
    private static final byte[] NO_AAD = new byte[0];

    /// Copies the list.
    public RouteCapability {
        tokens = List.copyOf(tokens);
        if (tokens.size() > Limits.MAX_HOPS) {
            throw new IllegalArgumentException("tokens: " + tokens.size() + " (want at most 5)");
        }
    }

    /// Reads the JSON inside the seal.
    public static Decoded<RouteCapability> fromJson(JsonObject json) {
        return Members.read(
                json,
                m ->
                        new RouteCapability(
                                m.text("route_id"),
                                m.texts("tokens", 0, Limits.MAX_HOPS, RouteCapability::token)));
    }

    /// The JSON inside the seal.
    public JsonObject toJson() {
        return Json.object()
                .put("route_id", routeId)
                .putTexts(
                        "tokens",
                        tokens.stream().map(token -> Text.base64url(token.bytes())).toList())
                .build();
    }

    /// Seals it to the source of the route.
    public String seal(HpkePublicKey source) {
        HpkeSender sender = HpkeSender.open(source, info(routeId));
        byte[] enc = sender.enc();
        byte[] ciphertext = sender.seal(NO_AAD, toJson().canonical());
        byte[] sealed = Arrays.copyOf(enc, enc.length + ciphertext.length);
        System.arraycopy(ciphertext, 0, sealed, enc.length, ciphertext.length);
        return Text.base64url(sealed);
    }

    /// Opens what a route answer carries: `E006` when it does not open with this key for this route
    /// id, `E010` when something else was sealed.
    public static Decoded<RouteCapability> open(
            String sealed, String routeId, HpkePrivateKey source) {
        int encBytes = source.kem().encBytes();
        Optional<byte[]> plaintext =
                Text.parseBase64url(sealed)
                        .filter(bytes -> bytes.length > encBytes)
                        .flatMap(bytes ->
                                HpkeRecipient.open(
                                                source,
                                                Arrays.copyOf(bytes, encBytes),
                                                info(routeId))
                                        .flatMap(opener ->
                                                opener.open(
                                                        NO_AAD,
                                                        Arrays.copyOfRange(
                                                                bytes, encBytes, bytes.length))));
        if (plaintext.isEmpty()) {
            return Decoded.malformed(ErrorCode.ENCRYPTION_ERROR, "capability: does not open", 0);
        }
        return Json.parse(plaintext.get())
                .flatMap(RouteCapability::fromJson)
                .flatMap(capability ->
                        capability.routeId.equals(routeId)
                                ? Decoded.ok(capability)
                                : Decoded.malformed("route_id: of another route", -1));
    }

    /// Route id and count: tokens are as good as their owner until they are used.
    @Override
    public String toString() {
        return "RouteCapability[" + routeId + ", " + tokens.size() + " tokens]";
    }

    private static Optional<AdmissionToken> token(String text) {
        return Text.parseBase64url(text)
                .flatMap(bytes -> AdmissionToken.decode(bytes).toOptional());
    }

    private static byte[] info(String routeId) {
        return Labels.of(LABEL, routeId.getBytes(StandardCharsets.UTF_8));
    }
}
