package xyz.blueblocks.wire.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.crypto.SecretBytes;
import xyz.blueblocks.crypto.hpke.HpkeKem;
import xyz.blueblocks.crypto.hpke.HpkePrivateKey;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.Priority;
import xyz.blueblocks.wire.testing.Hostile;
import xyz.blueblocks.wire.testing.Identity;
import xyz.blueblocks.wire.testing.Vectors;

class AdmissionTokenTest {
    private static final JsonObject FILE = Vectors.read("admission-token.json");
    private static final Instant NOW = Instant.ofEpochSecond(1_705_420_800);
    private static final Function<String, Optional<Ed25519PublicKey>> KEYS =
            kid ->
                    kid.equals(AdmissionToken.keyId(Identity.PLANNER.publicKey()))
                            ? Optional.of(Identity.PLANNER.publicKey())
                            : Optional.empty();

    @Test
    void reads_and_writes_the_golden_tokens() {
        HopId hopId = HopId.parse(Vectors.text(FILE, "hop_id")).orElseThrow();
        assertThat(Vectors.cases(FILE, "good")).hasSize(4);
        for (JsonObject vector : Vectors.cases(FILE, "good")) {
            byte[] bytes = Vectors.hex(vector, "hex");
            AdmissionToken token = AdmissionToken.decode(bytes).orElseThrow();
            assertThat(token.bytes()).isEqualTo(bytes).hasSize(149);
            assertThat(token.hopId()).isEqualTo(hopId);
            assertThat(token.relay()).hasToString(Vectors.text(vector, "relay"));
            assertThat(token.expires().getEpochSecond())
                    .isEqualTo(Vectors.integer(vector, "expires"));
            assertThat(token.priority().number())
                    .isEqualTo((int) Vectors.integer(vector, "priority"));
            assertThat(token.budgetBytes())
                    .isEqualTo(1L << (int) Vectors.integer(vector, "budget_log2"));
            assertThat(token.keyId()).isEqualTo(Vectors.text(FILE, "key_id"));
            assertThat(token.signedBy(Identity.PLANNER.publicKey())).isTrue();
            assertThat(token.delivers(Identity.PROVIDER.peer()))
                    .isEqualTo(vector.bool("delivers").orElseThrow());
            assertThat(token.delivers(Identity.PATIENT.peer())).isFalse();
            try (Ed25519PrivateKey planner = Identity.PLANNER.key()) {
                AdmissionToken.Grant grant =
                        new AdmissionToken.Grant(
                                token.expires(),
                                Long.numberOfTrailingZeros(token.budgetBytes()),
                                token.priority());
                byte[] dst = Arrays.copyOfRange(bytes, 55, 71);
                assertThat(AdmissionToken.issue(hopId, token.relay(), dst, grant, planner))
                        .isEqualTo(token);
            }
        }
        assertThat(
                        HexFormat.of()
                                .formatHex(
                                        AdmissionToken.destination(
                                                hopId, Identity.PROVIDER.peer())))
                .isEqualTo(Vectors.text(FILE, "dst"));
    }

    @Test
    void refuses_the_bad_tokens() {
        assertThat(Vectors.cases(FILE, "bad")).hasSize(9);
        for (JsonObject vector : Vectors.cases(FILE, "bad")) {
            assertThat(AdmissionToken.decode(Vectors.hex(vector, "hex")))
                    .as(Vectors.text(vector, "name"))
                    .isInstanceOfSatisfying(
                            Decoded.Malformed.class,
                            bad ->
                                    assertThat(bad.code().code())
                                            .isEqualTo(Vectors.text(vector, "error")));
        }
    }

    @Test
    void one_flipped_bit_is_refused() {
        byte[] good = Vectors.hex(Vectors.cases(FILE, "good").get(1), "hex");
        Hostile.refusesEveryTruncation(good, AdmissionToken::decode);
        Hostile.eachFlippedBit(
                good,
                flipped ->
                        assertThat(
                                        AdmissionToken.decode(flipped)
                                                .toOptional()
                                                .flatMap(token ->
                                                        token.refusal(
                                                                Identity.RELAY1.peer(), NOW, KEYS)))
                                .isEqualTo(
                                        AdmissionToken.decode(flipped)
                                                .map(_ -> ErrorCode.ACCESS_DENIED)
                                                .toOptional()));
    }

    @Test
    @DisplayName(
            "B11: a token counts for its relay until it expires, and every other answer is E002")
    void counts_for_its_relay_until_it_expires() {
        try (Ed25519PrivateKey planner = Identity.PLANNER.key();
                Ed25519PrivateKey stranger = Identity.PATIENT.key()) {
            AdmissionToken.Grant grant =
                    new AdmissionToken.Grant(NOW.plusSeconds(299), 30, Priority.NORMAL);
            AdmissionToken token =
                    AdmissionToken.forLast(
                            Identity.RELAY1.peer(),
                            Identity.PROVIDER.peer(),
                            grant,
                            planner,
                            new Random(1));
            assertThat(token.expires()).isEqualTo(NOW.plusSeconds(300));
            assertThat(token.budgetBytes()).isEqualTo(1L << 30);
            assertThat(token.refusal(Identity.RELAY1.peer(), NOW, KEYS)).isEmpty();
            assertThat(token.refusal(Identity.RELAY1.peer(), NOW.plusSeconds(299), KEYS)).isEmpty();
            assertThat(token.refusal(Identity.RELAY1.peer(), NOW.plusSeconds(300), KEYS))
                    .contains(ErrorCode.ACCESS_DENIED);
            assertThat(token.refusal(Identity.RELAY2.peer(), NOW, KEYS))
                    .contains(ErrorCode.ACCESS_DENIED);
            assertThat(token.refusal(Identity.RELAY1.peer(), NOW, _ -> Optional.empty()))
                    .contains(ErrorCode.ACCESS_DENIED);
            AdmissionToken forged =
                    AdmissionToken.forMiddle(
                            Identity.RELAY1.peer(), grant, stranger, new Random(1));
            assertThat(
                            forged.refusal(
                                    Identity.RELAY1.peer(),
                                    NOW,
                                    _ -> Optional.of(Identity.PLANNER.publicKey())))
                    .contains(ErrorCode.ACCESS_DENIED);
        }
    }

    @Test
    void tokens_of_one_route_share_only_coarse_values() {
        try (Ed25519PrivateKey planner = Identity.PLANNER.key()) {
            Random random = new Random(7);
            AdmissionToken.Grant grant =
                    new AdmissionToken.Grant(NOW.plusSeconds(300), 30, Priority.NORMAL);
            AdmissionToken first =
                    AdmissionToken.forMiddle(Identity.RELAY1.peer(), grant, planner, random);
            AdmissionToken last =
                    AdmissionToken.forLast(
                            Identity.RELAY2.peer(),
                            Identity.PROVIDER.peer(),
                            grant,
                            planner,
                            random);
            assertThat(first.hopId()).isNotEqualTo(last.hopId());
            assertThat(first.delivers(Identity.PROVIDER.peer())).isFalse();
            assertThat(last.delivers(Identity.PROVIDER.peer())).isTrue();
            assertThat(first.expires().getEpochSecond() % 60).isZero();
        }
        assertThatThrownBy(() -> new AdmissionToken.Grant(NOW, 63, Priority.LOW))
                .hasMessageContaining("budgetLog2");
    }

    @Test
    @DisplayName("X07: a sealed capability of another implementation opens, for both KEMs")
    void opens_the_golden_capabilities() {
        JsonObject file = Vectors.read("route-capability.json");
        assertThat(Vectors.cases(file, "seals")).hasSize(2);
        for (JsonObject vector : Vectors.cases(file, "seals")) {
            HpkeKem kem = HpkeKem.valueOf(Vectors.text(vector, "kem"));
            try (HpkePrivateKey key =
                    HpkePrivateKey.fromBytes(
                            kem, SecretBytes.take(Vectors.hex(vector, "private")))) {
                String sealed = Vectors.text(vector, "sealed");
                RouteCapability capability =
                        RouteCapability.open(sealed, "route_abc123", key).orElseThrow();
                assertThat(capability.toJson().text()).isEqualTo(Vectors.text(file, "json"));
                assertThat(capability.tokens()).hasSize(2);
                assertThat(
                                RouteCapability.open(
                                        capability.seal(key.publicKey()), "route_abc123", key))
                        .isEqualTo(Decoded.ok(capability));
                assertThat(RouteCapability.open(sealed, "route_abc124", key))
                        .isEqualTo(notOpened());
                assertThat(
                                RouteCapability.open(
                                        (sealed.startsWith("A") ? "B" : "A") + sealed.substring(1),
                                        "route_abc123",
                                        key))
                        .isEqualTo(notOpened());
                assertThat(RouteCapability.open("", "route_abc123", key)).isEqualTo(notOpened());
                assertThat(RouteCapability.open("!", "route_abc123", key)).isEqualTo(notOpened());
            }
        }
    }

    private static Decoded<RouteCapability> notOpened() {
        return Decoded.malformed(ErrorCode.ENCRYPTION_ERROR, "capability: does not open", 0);
    }
}
