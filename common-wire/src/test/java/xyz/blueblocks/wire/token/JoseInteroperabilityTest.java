package xyz.blueblocks.wire.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OctetKeyPairJsonWebKey;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.wire.message.Capability;
import xyz.blueblocks.wire.testing.Identity;

/// Our tokens, read by a library that shares no code with us.
class JoseInteroperabilityTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_705_420_800);

    @Test
    @DisplayName("A07, X29: a session token and the key set are what another JOSE library reads")
    void another_library_reads_our_session_token() throws Exception {
        JwkSet ours =
                new JwkSet(
                        List.of(
                                new JwkSet.Key(
                                        Identity.DISCOVERY.publicKey(), JwkSet.Use.SESSION)));
        JsonWebKey key = new JsonWebKeySet(ours.toJson().text()).getJsonWebKeys().getFirst();
        assertThat(key).isInstanceOf(OctetKeyPairJsonWebKey.class);

        String text;
        try (Ed25519PrivateKey discovery = Identity.DISCOVERY.key()) {
            text =
                    SessionToken.of(
                                    "issuer",
                                    Identity.PROVIDER.peer(),
                                    List.of(Capability.PROVIDER),
                                    NOW,
                                    "id")
                            .sign(discovery);
        }
        JwtClaims claims =
                new JwtConsumerBuilder()
                        .setVerificationKey(key.getKey())
                        .setExpectedAudience("relay")
                        .setExpectedIssuer("issuer")
                        .setExpectedType(true, "bb-session+jwt")
                        .setEvaluationTime(NumericDate.fromSeconds(NOW.getEpochSecond()))
                        .setJwsAlgorithmConstraints(
                                AlgorithmConstraints.ConstraintType.PERMIT, "EdDSA")
                        .build()
                        .processToClaims(text);
        assertThat(claims.getSubject()).isEqualTo(Identity.PROVIDER.peer().toString());
        assertThat(claims.getExpirationTime().getValue())
                .isEqualTo(NOW.plusSeconds(3600).getEpochSecond());
    }

    @Test
    @DisplayName("A09: the thumbprint in cnf is RFC 7638's")
    void another_library_computes_the_same_thumbprint() throws Exception {
        JsonWebKey key =
                JsonWebKey.Factory.newJwk(JwkSet.publicJwk(Identity.PROVIDER.publicKey()).text());
        assertThat(JwkSet.thumbprint(Identity.PROVIDER.publicKey()))
                .isEqualTo(key.calculateBase64urlEncodedThumbprint("SHA-256"));
    }
}
