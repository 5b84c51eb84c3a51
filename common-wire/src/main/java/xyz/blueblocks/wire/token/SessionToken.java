package xyz.blueblocks.wire.token;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.Capability;

/// That a peer is registered, for an hour, checked by every service without asking anybody.
///
/// Bound to the peer's key by `cnf.jkt`: over HTTP it counts only with a [DpopProof], on a link
/// only with that key's signature.
///
/// @param issuer which discovery
/// @param subject the peer
/// @param attested what an authority has attested of the peer
/// @param issuedAt when it was made
/// @param expires when it ends
/// @param id names the token
public record SessionToken(
        String issuer,
        PeerId subject,
        List<Capability> attested,
        Instant issuedAt,
        Instant expires,
        String id) {
    /// Audience of discovery.
    public static final String DISCOVERY = "discovery";

    /// Audience of relays.
    public static final String RELAY = "relay";

    /// Audience of audit-service.
    public static final String AUDIT = "audit";

    private static final String TYPE = "bb-session+jwt";

    /// Copies the list.
    public SessionToken {
        attested = List.copyOf(attested);
    }

    /// A token of the usual life, from now on.
    public static SessionToken of(
            String issuer, PeerId subject, List<Capability> attested, Instant now, String id) {
        Instant issuedAt = Instant.ofEpochSecond(now.getEpochSecond());
        return new SessionToken(
                issuer, subject, attested, issuedAt, issuedAt.plus(Limits.SESSION_TTL), id);
    }

    /// The token's text, signed by discovery.
    public String sign(Ed25519PrivateKey key) {
        JsonObject header =
                Json.object().put("typ", TYPE).put("kid", JwkSet.kid(key.publicKey())).build();
        JsonObject claims =
                Json.object()
                        .put("iss", issuer)
                        .put("sub", subject.toString())
                        .putTexts("aud", List.of(DISCOVERY, RELAY, AUDIT))
                        .putTexts("capabilities", attested.stream().map(Capability::text).toList())
                        .putEpochSeconds("iat", issuedAt)
                        .putEpochSeconds("exp", expires)
                        .put("jti", id)
                        .put(
                                "cnf",
                                Json.object()
                                        .put("jkt", JwkSet.thumbprint(subject.publicKey()))
                                        .build())
                        .build();
        return CompactJws.sign(header, claims, key);
    }

    /// Reads a token and judges all of it.
    ///
    /// @param keys what discovery publishes; only those for sessions count
    /// @param audience who reads: [#DISCOVERY], [#RELAY] or [#AUDIT]
    public static Decoded<SessionToken> verify(
            String text, JwkSet keys, String audience, Instant now) {
        return CompactJws.parse(text, TYPE)
                .flatMap(jws -> {
                    Optional<Ed25519PublicKey> key =
                            jws.header()
                                    .text("kid")
                                    .flatMap(kid -> keys.find(kid, JwkSet.Use.SESSION));
                    if (key.isEmpty() || !jws.signedBy(key.get())) {
                        return CompactJws.refuse("token: signature");
                    }
                    if (!Claims.audience(jws.claims()).contains(audience)) {
                        return CompactJws.refuse("aud: want " + audience);
                    }
                    return read(jws.claims())
                            .flatMap(token ->
                                    Claims.inForce(token, token.issuedAt, token.expires, now));
                });
    }

    private static Decoded<SessionToken> read(JsonObject json) {
        return Claims.read(
                json,
                m -> {
                    PeerId subject = m.peerId("sub");
                    String jkt = JwkSet.thumbprint(subject.publicKey());
                    m.nested(
                            "cnf",
                            cnf ->
                                    Claims.read(
                                            cnf,
                                            c -> {
                                                c.constant("jkt", jkt);
                                                return jkt;
                                            }));
                    return new SessionToken(
                            m.text("iss"),
                            subject,
                            m.optionalTexts(
                                    "capabilities", Claims.MAX_CAPABILITIES, Capability::parse),
                            m.epochSeconds("iat"),
                            m.epochSeconds("exp"),
                            m.text("jti"));
                });
    }
}
