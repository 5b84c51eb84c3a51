package xyz.blueblocks.wire.token;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import xyz.blueblocks.crypto.Text;
import xyz.blueblocks.crypto.hash.Sha256;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.TimeWindow;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;

/// That whoever sends an HTTP request holds the key that its session token is bound to.
///
/// Source: RFC 9449; docs/spec/tokens.md, "Proof of possession".
///
/// @param key that signed the proof; must be the token subject's
/// @param id to be accepted once per key (`E015` the second time)
/// @param issuedAt when it was made
public record DpopProof(Ed25519PublicKey key, String id, Instant issuedAt) {
    private static final String TYPE = "dpop+jwt";
    private static final int MAX_ID = 128;
    private static final int MAX_URL = 2048;

    /// Makes the value of header `DPoP` for one request.
    ///
    /// @param method such as `POST`
    /// @param url of the request; query and fragment are left out
    /// @param token the session token that goes with it
    /// @param id random, never used before
    public static String create(
            Ed25519PrivateKey key,
            String method,
            String url,
            String token,
            Instant now,
            String id) {
        JsonObject header =
                Json.object()
                        .put("typ", TYPE)
                        .put("jwk", JwkSet.publicJwk(key.publicKey()))
                        .build();
        JsonObject claims =
                Json.object()
                        .put("htm", method)
                        .put("htu", bare(url))
                        .put("ath", hash(token))
                        .putEpochSeconds("iat", now)
                        .put("jti", id)
                        .build();
        return CompactJws.sign(header, claims, key);
    }

    /// Reads the proof of a request and judges all but whether its id was seen before and its key
    /// is the token's: everything wrong is `E005`.
    ///
    /// @param url as the client sees it
    public static Decoded<DpopProof> verify(
            String text, String method, String url, String token, Instant now) {
        return CompactJws.parse(text, TYPE)
                .flatMap(jws -> {
                    Optional<Ed25519PublicKey> key =
                            jws.header().object("jwk").flatMap(JwkSet::readPublicJwk);
                    return key.isPresent() && jws.signedBy(key.get())
                            ? read(key.get(), jws.claims(), method, url, token)
                            : CompactJws.refuse("proof: signature");
                })
                .flatMap(proof ->
                        TimeWindow.holds(proof.issuedAt, now)
                                ? Decoded.ok(proof)
                                : CompactJws.refuse("iat: not within 120 s of now"));
    }

    private static Decoded<DpopProof> read(
            Ed25519PublicKey key, JsonObject claims, String method, String url, String token) {
        return Claims.read(
                claims,
                m -> {
                    m.constant("htm", method);
                    m.text("htu", htu -> htu.length() <= MAX_URL && bare(htu).equals(bare(url)));
                    m.constant("ath", hash(token));
                    return new DpopProof(key, m.text("jti", MAX_ID), m.epochSeconds("iat"));
                });
    }

    /// Base64url of the token's SHA-256.
    private static String hash(String token) {
        return Text.base64url(Sha256.hash(token.getBytes(StandardCharsets.US_ASCII)));
    }

    /// A URL as both ends compare it: without query and fragment, scheme and host in lower case,
    /// without the port that https has anyway (RFC 3986, section 6.2).
    static String bare(String url) {
        int end = url.length();
        for (char mark : new char[] {'?', '#'}) {
            int at = url.indexOf(mark);
            end = at < 0 ? end : Math.min(end, at);
        }
        String rest = url.substring(0, end);
        int scheme = rest.indexOf("://");
        if (scheme < 0) {
            return rest;
        }
        int path = rest.indexOf('/', scheme + 3);
        String origin = (path < 0 ? rest : rest.substring(0, path)).toLowerCase(Locale.ROOT);
        if (origin.startsWith("https://") && origin.endsWith(":443")) {
            origin = origin.substring(0, origin.length() - 4);
        }
        return origin + (path < 0 ? "/" : rest.substring(path));
    }
}
