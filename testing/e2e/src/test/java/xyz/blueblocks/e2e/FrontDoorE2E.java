package xyz.blueblocks.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import xyz.blueblocks.crypto.sign.Ed25519PrivateKey;
import xyz.blueblocks.localstack.ServiceKind;
import xyz.blueblocks.sdk.profile.Profile;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.message.Capability;
import xyz.blueblocks.wire.message.PeerMetadata;
import xyz.blueblocks.wire.message.Register;
import xyz.blueblocks.wire.token.DpopProof;

/// Strangers and thieves at the doors of a running system: what they send ends in its error code.
@ExtendWith(SharedStack.class)
class FrontDoorE2E {
    private static final String REGISTER = "/api/v1/peers/register";
    private static final String PEERS = "/api/v1/peers?limit=1";
    private static final long SEED = 20_261_120;
    private static final int TOO_LARGE_BYTES = 256 * 1024;

    private static byte[] registration(Profile profile) {
        return SignedJson.sign(unsigned(profile), Register.LABEL, profile.identityKey())
                .canonical();
    }

    private static JsonObject unsigned(Profile profile) {
        Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
        return new Register(
                        profile.id(),
                        profile.identityKey().publicKey(),
                        profile.encryptionKey().publicKey(),
                        List.of(Capability.PATIENT),
                        List.of(),
                        new PeerMetadata("1.0.0", "local", Optional.empty()),
                        Optional.of(profile.keyRecord(now)),
                        Optional.empty(),
                        now,
                        nonce())
                .toJson();
    }

    private static String nonce() {
        UUID one = UUID.randomUUID();
        UUID two = UUID.randomUUID();
        return HexFormat.of().toHexDigits(one.getMostSignificantBits())
                + HexFormat.of().toHexDigits(one.getLeastSignificantBits())
                + HexFormat.of().toHexDigits(two.getMostSignificantBits())
                + HexFormat.of().toHexDigits(two.getLeastSignificantBits());
    }

    private static String bearer(Profile profile) {
        return "Bearer " + profile.invite().orElseThrow().enrolmentToken();
    }

    private static String verdict(byte[] body, Profile profile) {
        return Door.of(ServiceKind.DISCOVERY)
                .post(REGISTER, body, "Authorization", bearer(profile))
                .verdict();
    }

    @Test
    @DisplayName("A02: a registration unsigned, or signed by another key, is 401 E005")
    void unsigned_is_refused() {
        try (Profile profile = Person.invited("stranger", Capability.PATIENT);
                Ed25519PrivateKey other = Ed25519PrivateKey.generate()) {
            assertThat(verdict(unsigned(profile).canonical(), profile)).isEqualTo("401 E005");
            byte[] forged = SignedJson.sign(unsigned(profile), Register.LABEL, other).canonical();
            assertThat(verdict(forged, profile)).isEqualTo("401 E005");
            assertThat(verdict(registration(profile), profile)).isEqualTo("201");
        }
    }

    @Test
    @DisplayName("A02, X21: a registration that is sent twice is 409 E015")
    void replayed_is_refused() {
        try (Profile profile = Person.invited("replayer", Capability.PATIENT)) {
            byte[] body = registration(profile);
            assertThat(verdict(body, profile)).isEqualTo("201");
            assertThat(verdict(body, profile)).isEqualTo("409 E015");
        }
    }

    @Test
    @DisplayName(
            "A02: a registration cut off anywhere or with a flipped bit is 401 E005 and registers nobody")
    void damaged_is_refused() {
        try (Profile profile = Person.invited("damaged", Capability.PATIENT)) {
            byte[] body = registration(profile);
            Random random = new Random(SEED);
            for (int i = 0; i < 16; i++) {
                byte[] cut = Arrays.copyOf(body, i == 0 ? 0 : random.nextInt(body.length));
                assertThat(verdict(cut, profile))
                        .as("seed %d, cut at %d", SEED, cut.length)
                        .isEqualTo("401 E005");
                byte[] flipped = body.clone();
                int at = random.nextInt(body.length);
                flipped[at] ^= (byte) (1 << random.nextInt(8));
                assertThat(verdict(flipped, profile))
                        .as("seed %d, flipped at %d", SEED, at)
                        .isEqualTo("401 E005");
            }
            assertThat(verdict(body, profile)).isEqualTo("201");
        }
    }

    @Test
    @DisplayName("X27: a body that is too large is 413 E010 and nobody reads it")
    void oversized_is_refused() {
        try (Profile profile = Person.invited("large", Capability.PATIENT)) {
            byte[] body = " ".repeat(TOO_LARGE_BYTES).getBytes(StandardCharsets.US_ASCII);
            assertThat(verdict(body, profile)).isEqualTo("413 E010");
        }
    }

    @Test
    @DisplayName("A09: a stolen session token without the peer's key opens no door")
    void a_stolen_token_is_worth_nothing() {
        try (Person victim = Person.enrolled("victim", Capability.PATIENT);
                Ed25519PrivateKey thief = Ed25519PrivateKey.generate()) {
            for (ServiceKind kind : List.of(ServiceKind.DISCOVERY, ServiceKind.AUDIT)) {
                Door door = Door.of(kind);
                String path = kind == ServiceKind.AUDIT ? "/api/v1/audit/entries?limit=1" : PEERS;
                String token = victim.token();
                assertThat(door.get(path, "Authorization", "DPoP " + token).verdict())
                        .isEqualTo("401 E005");
                assertThat(door.get(path, proved(door, path, token, thief)).verdict())
                        .isEqualTo("401 E005");
                String[] good = proved(door, path, token, victim.profile().identityKey());
                assertThat(door.get(path, good).status()).isEqualTo(200);
                assertThat(door.get(path, good).verdict()).isEqualTo("409 E015");
            }
        }
    }

    private static String[] proved(Door door, String path, String token, Ed25519PrivateKey key) {
        String url = door.url(path).toString().replaceAll("\\?.*", "");
        String proof =
                DpopProof.create(key, "GET", url, token, Instant.now(), nonce().substring(0, 32));
        return new String[] {"Authorization", "DPoP " + token, "DPoP", proof};
    }
}
