package xyz.blueblocks.wire.token;

import java.time.Duration;
import java.time.Instant;
import xyz.blueblocks.crypto.identity.PeerId;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// With what a peer that was enrolled before registers again, without another invitation: a JWT
/// that it signs itself (as RFC 7523 does for clients).
///
/// @param peer who asserts; issuer and subject
/// @param issuedAt when it was made
/// @param expires at most 5 minutes later
/// @param id to be accepted once
public record PeerAssertion(PeerId peer, Instant issuedAt, Instant expires, String id) {
    /// Longest life.
    public static final Duration MAX_LIFE = Duration.ofMinutes(5);

    private static final String TYPE = "bb-assertion+jwt";
    private static final int MAX_ID = 128;

    /// The text of an assertion of the longest life, from now on.
    public static String create(Ed25519PrivateKey key, Instant now, String id) {
        String peer = PeerId.of(key.publicKey()).toString();
        JsonObject claims =
                Json.object()
                        .put("iss", peer)
                        .put("sub", peer)
                        .put("aud", SessionToken.DISCOVERY)
                        .putEpochSeconds("iat", now)
                        .putEpochSeconds("exp", now.plus(MAX_LIFE))
                        .put("jti", id)
                        .build();
        return CompactJws.sign(Json.object().put("typ", TYPE).build(), claims, key);
    }

    /// Reads an assertion and judges all but whether the peer is known and the id was used before.
    public static Decoded<PeerAssertion> verify(String text, Instant now) {
        return CompactJws.parse(text, TYPE)
                .flatMap(jws -> {
                    Decoded<PeerAssertion> assertion = read(jws.claims());
                    return assertion.flatMap(read ->
                            jws.signedBy(read.peer.publicKey())
                                    ? assertion
                                    : CompactJws.refuse("token: signature"));
                })
                .flatMap(read -> Claims.inForce(read, read.issuedAt, read.expires, now));
    }

    private static Decoded<PeerAssertion> read(JsonObject json) {
        if (!Claims.audience(json).contains(SessionToken.DISCOVERY)) {
            return CompactJws.refuse("aud: want discovery");
        }
        return Claims.read(
                json,
                m -> {
                    PeerId peer = m.peerId("sub");
                    m.constant("iss", peer.toString());
                    Instant issuedAt = m.epochSeconds("iat");
                    Instant expires = m.epochSeconds("exp");
                    if (expires.isAfter(issuedAt.plus(MAX_LIFE))) {
                        throw new IllegalArgumentException("exp: want within 5 minutes after iat");
                    }
                    return new PeerAssertion(peer, issuedAt, expires, m.text("jti", MAX_ID));
                });
    }
}
