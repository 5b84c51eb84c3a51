package xyz.blueblocks.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.wire.testing.Hostile;
import xyz.blueblocks.wire.testing.Identity;

class SignedJsonTest {
    private static final JsonObject BODY =
            Json.object().put("b", 2).put("a", "ä€😀").put("unknown", 0.5).build();

    @Test
    @DisplayName("X23: a signature holds for its own label, key and members, and for nothing else")
    void holds_for_its_own_label_key_and_members() {
        try (Ed25519PrivateKey key = Identity.PATIENT.key()) {
            JsonObject signed = SignedJson.sign(BODY, SignLabels.ROUTE, key);
            assertThat(SignedJson.verify(signed, SignLabels.ROUTE, key.publicKey())).isTrue();
            assertThat(SignedJson.verify(signed, SignLabels.REGISTER, key.publicKey())).isFalse();
            assertThat(SignedJson.verify(signed, SignLabels.ROUTE, Identity.PROVIDER.publicKey()))
                    .isFalse();
            assertThat(
                            SignedJson.verify(
                                    signed.with("unknown", new JsonValue.Num(0.25)),
                                    SignLabels.ROUTE,
                                    key.publicKey()))
                    .isFalse();
            assertThat(
                            SignedJson.verify(
                                    signed.with("more", JsonValue.Null.NULL),
                                    SignLabels.ROUTE,
                                    key.publicKey()))
                    .isFalse();
            assertThat(SignedJson.verify(signed.without("b"), SignLabels.ROUTE, key.publicKey()))
                    .isFalse();
            assertThat(SignedJson.verify(BODY, SignLabels.ROUTE, key.publicKey())).isFalse();
        }
    }

    @Test
    @DisplayName("X23: only the outermost signature is left out; one further in is signed")
    void an_inner_signature_is_signed() {
        try (Ed25519PrivateKey key = Identity.PATIENT.key()) {
            JsonObject inner = Json.object().put("signature", "x").build();
            JsonObject signed = SignedJson.sign(BODY.with("inner", inner), SignLabels.ROUTE, key);
            JsonObject changed = signed.with("inner", Json.object().put("signature", "y").build());
            assertThat(SignedJson.verify(signed, SignLabels.ROUTE, key.publicKey())).isTrue();
            assertThat(SignedJson.verify(changed, SignLabels.ROUTE, key.publicKey())).isFalse();
        }
    }

    @Test
    @DisplayName("X23: one flipped bit at any position of a signed text is noticed")
    void one_flipped_bit_is_noticed() {
        try (Ed25519PrivateKey key = Identity.PATIENT.key()) {
            JsonObject signed = SignedJson.sign(BODY, SignLabels.ROUTE, key);
            Hostile.eachFlippedBit(
                    signed.canonical(),
                    flipped ->
                            assertThat(
                                            Json.parse(flipped)
                                                    .map(json ->
                                                            SignedJson.verify(
                                                                    json,
                                                                    SignLabels.ROUTE,
                                                                    key.publicKey()))
                                                    .toOptional()
                                                    .orElse(false))
                                    .isFalse());
        }
    }

    @Test
    void signing_again_replaces_the_signature() {
        try (Ed25519PrivateKey key = Identity.PATIENT.key()) {
            JsonObject once = SignedJson.sign(BODY, SignLabels.ROUTE, key);
            assertThat(SignedJson.sign(once, SignLabels.ROUTE, key)).isEqualTo(once);
        }
    }

    @Test
    void labels_differ_from_each_other() throws Exception {
        Set<String> labels = new HashSet<>();
        for (var field : SignLabels.class.getFields()) {
            String label = (String) field.get(null);
            assertThat(label).matches("bb/[a-z-]+/v1");
            assertThat(labels.add(label)).as(label).isTrue();
        }
        assertThat(labels).hasSize(18);
        assertThat(Arrays.asList(SignLabels.class.getFields())).hasSize(18);
    }
}
