package xyz.blueblocks.wire.token;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.Capability;

/// Leave to register once, and what the network's admin attests of whoever does.
///
/// @param capabilities attested; may be empty
/// @param issuedAt when it was made
/// @param expires when it ends
/// @param id to be accepted once
public record EnrolmentToken(
        List<Capability> capabilities, Instant issuedAt, Instant expires, String id) {
    /// The issuer of tokens that the network's admin key signs.
    public static final String ISSUER = "network-admin";

    private static final String TYPE = "bb-enrolment+jwt";
    private static final int MAX_ID = 128;

    /// Copies the list.
    public EnrolmentToken {
        capabilities = List.copyOf(capabilities);
    }

    /// The token's text, signed by the network's admin key.
    public String sign(Ed25519PrivateKey admin) {
        JsonObject header =
                Json.object().put("typ", TYPE).put("kid", JwkSet.kid(admin.publicKey())).build();
        JsonObject claims =
                Json.object()
                        .put("iss", ISSUER)
                        .put("aud", SessionToken.DISCOVERY)
                        .putTexts(
                                "capabilities",
                                capabilities.stream().map(Capability::text).toList())
                        .putEpochSeconds("iat", issuedAt)
                        .putEpochSeconds("exp", expires)
                        .put("jti", id)
                        .build();
        return CompactJws.sign(header, claims, admin);
    }

    /// Reads a token and judges all but whether its id was used before.
    ///
    /// @param admins the network's admin keys
    public static Decoded<EnrolmentToken> verify(
            String text, List<Ed25519PublicKey> admins, Instant now) {
        return CompactJws.parse(text, TYPE)
                .flatMap(jws -> {
                    Optional<String> kid = jws.header().text("kid");
                    boolean signed =
                            admins.stream()
                                    .filter(key -> kid.equals(Optional.of(JwkSet.kid(key))))
                                    .anyMatch(jws::signedBy);
                    if (!signed) {
                        return CompactJws.refuse("token: signature");
                    }
                    return Claims.audience(jws.claims()).contains(SessionToken.DISCOVERY)
                            ? read(jws.claims())
                            : CompactJws.refuse("aud: want discovery");
                })
                .flatMap(token -> Claims.inForce(token, token.issuedAt, token.expires, now));
    }

    private static Decoded<EnrolmentToken> read(JsonObject json) {
        return Claims.read(
                json,
                m -> {
                    m.constant("iss", ISSUER);
                    return new EnrolmentToken(
                            m.optionalTexts(
                                    "capabilities", Claims.MAX_CAPABILITIES, Capability::parse),
                            m.epochSeconds("iat"),
                            m.epochSeconds("exp"),
                            m.text("jti", MAX_ID));
                });
    }
}
