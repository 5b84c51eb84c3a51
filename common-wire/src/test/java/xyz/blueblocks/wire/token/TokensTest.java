package xyz.blueblocks.wire.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.Capability;
import xyz.blueblocks.wire.testing.Hostile;
import xyz.blueblocks.wire.testing.Identity;
import xyz.blueblocks.wire.testing.Vectors;

class TokensTest {
    private static final JsonObject FILE = Vectors.read("tokens.json");
    private static final JwkSet KEYS =
            JwkSet.fromJson(FILE.object("jwks").orElseThrow()).orElseThrow();
    private static final List<Ed25519PublicKey> ADMINS = List.of(Identity.ADMIN.publicKey());
    private static final Instant NOW = Instant.ofEpochSecond(1_705_420_800);
    private static final String URL = "https://discovery.example.org/api/v1/peers";

    @Test
    @DisplayName("A07: session tokens, good and bad: E016 when expired, E005 otherwise")
    void session_tokens() {
        assertThat(Vectors.cases(FILE, "session")).hasSize(28);
        for (JsonObject vector : Vectors.cases(FILE, "session")) {
            check(
                    vector,
                    SessionToken.verify(
                            Vectors.text(vector, "token"),
                            KEYS,
                            Vectors.text(vector, "audience"),
                            now(vector)));
        }
    }

    @Test
    @DisplayName("A09: proofs of possession, good and bad")
    void proofs() {
        assertThat(Vectors.cases(FILE, "dpop")).hasSize(17);
        for (JsonObject vector : Vectors.cases(FILE, "dpop")) {
            check(
                    vector,
                    DpopProof.verify(
                            Vectors.text(vector, "proof"),
                            Vectors.text(vector, "method"),
                            Vectors.text(vector, "url"),
                            Vectors.text(vector, "token"),
                            now(vector)));
        }
    }

    @Test
    @DisplayName(
            "A07: enrolment tokens: expired, wrong audience, wrong issuer, alg none are refused")
    void enrolment_tokens() {
        assertThat(Vectors.cases(FILE, "enrolment")).hasSize(9);
        for (JsonObject vector : Vectors.cases(FILE, "enrolment")) {
            check(
                    vector,
                    EnrolmentToken.verify(Vectors.text(vector, "token"), ADMINS, now(vector)));
        }
    }

    @Test
    @DisplayName("A07, X29: assertions of known peers, good and bad")
    void assertions() {
        assertThat(Vectors.cases(FILE, "assertion")).hasSize(7);
        for (JsonObject vector : Vectors.cases(FILE, "assertion")) {
            check(vector, PeerAssertion.verify(Vectors.text(vector, "token"), now(vector)));
        }
    }

    @Test
    void what_is_signed_is_verified_again() {
        SessionToken session =
                SessionToken.of(
                        "issuer",
                        Identity.PROVIDER.peer(),
                        List.of(Capability.PROVIDER),
                        NOW,
                        "id");
        EnrolmentToken enrolment =
                new EnrolmentToken(List.of(Capability.RELAY), NOW, NOW.plusSeconds(60), "inv");
        try (Ed25519PrivateKey discovery = Identity.DISCOVERY.key();
                Ed25519PrivateKey admin = Identity.ADMIN.key();
                Ed25519PrivateKey provider = Identity.PROVIDER.key()) {
            String text = session.sign(discovery);
            assertThat(SessionToken.verify(text, KEYS, SessionToken.AUDIT, NOW))
                    .isEqualTo(Decoded.ok(session));
            assertThat(EnrolmentToken.verify(enrolment.sign(admin), ADMINS, NOW))
                    .isEqualTo(Decoded.ok(enrolment));
            assertThat(PeerAssertion.verify(PeerAssertion.create(provider, NOW, "a"), NOW))
                    .isEqualTo(
                            Decoded.ok(
                                    new PeerAssertion(
                                            Identity.PROVIDER.peer(),
                                            NOW,
                                            NOW.plusSeconds(300),
                                            "a")));
            String proof = DpopProof.create(provider, "GET", URL + "?x=1", text, NOW, "p");
            assertThat(DpopProof.verify(proof, "GET", URL, text, NOW))
                    .isEqualTo(Decoded.ok(new DpopProof(provider.publicKey(), "p", NOW)));
        }
    }

    @Test
    @DisplayName("A07: one flipped bit at any position of a token is noticed")
    void one_flipped_bit_is_noticed() {
        byte[] good =
                Vectors.text(Vectors.cases(FILE, "session").getFirst(), "token")
                        .getBytes(StandardCharsets.US_ASCII);
        Hostile.eachFlippedBit(
                good,
                flipped ->
                        assertThat(
                                        SessionToken.verify(
                                                new String(flipped, StandardCharsets.ISO_8859_1),
                                                KEYS,
                                                SessionToken.RELAY,
                                                NOW))
                                .isInstanceOf(Decoded.Malformed.class));
    }

    @Test
    void a_token_cut_off_anywhere_is_refused() {
        String good = Vectors.text(Vectors.cases(FILE, "session").getFirst(), "token");
        for (int i = 0; i < good.length(); i++) {
            assertThat(SessionToken.verify(good.substring(0, i), KEYS, SessionToken.RELAY, NOW))
                    .isInstanceOf(Decoded.Malformed.class);
        }
        assertThat(SessionToken.verify("a".repeat(1 << 20), KEYS, SessionToken.RELAY, NOW))
                .isInstanceOf(Decoded.Malformed.class);
    }

    @Test
    @DisplayName("X29: keys are found by id and use, never for another use")
    void keys_are_found_by_id_and_use() {
        String kid = JwkSet.kid(Identity.PLANNER.publicKey());
        assertThat(KEYS.keys()).hasSize(2);
        assertThat(KEYS.find(kid, JwkSet.Use.ADMISSION)).contains(Identity.PLANNER.publicKey());
        assertThat(KEYS.find(kid, JwkSet.Use.SESSION)).isEmpty();
        assertThat(KEYS.toJson()).isEqualTo(FILE.object("jwks").orElseThrow());
        assertThat(KEYS.and(KEYS)).isEqualTo(KEYS);
        assertThat(JwkSet.thumbprint(Identity.PROVIDER.publicKey()))
                .isEqualTo(Vectors.text(FILE, "thumbprint"));
    }

    private static void check(JsonObject vector, Decoded<?> verdict) {
        String code =
                switch (verdict) {
                    case Decoded.Ok<?> _ -> "";
                    case Decoded.Malformed<?> bad -> bad.code().code();
                };
        assertThat(code)
                .as("%s: %s", Vectors.text(vector, "name"), verdict)
                .isEqualTo(Vectors.text(vector, "error"));
    }

    private static Instant now(JsonObject vector) {
        return Instant.ofEpochSecond(Vectors.integer(vector, "now"));
    }
}
