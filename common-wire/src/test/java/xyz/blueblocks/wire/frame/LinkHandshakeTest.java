package xyz.blueblocks.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.testing.Hostile;
import xyz.blueblocks.wire.testing.Vectors;

class LinkHandshakeTest {
    private static final JsonObject FILE = Vectors.read("link-handshake.json");

    @Test
    void reads_and_writes_the_golden_payloads() {
        assertThat(Vectors.cases(FILE, "good")).hasSize(4);
        for (JsonObject vector : Vectors.cases(FILE, "good")) {
            LinkHandshake first =
                    new LinkHandshake(
                            (int) Vectors.integer(vector, "features"),
                            Vectors.hex(vector, "ephemeral"),
                            Vectors.hex(vector, "nonce"),
                            Vectors.text(vector, "token"));
            assertThat(HexFormat.of().formatHex(first.encode()))
                    .isEqualTo(Vectors.text(vector, "hex"));
            LinkHandshake read = LinkHandshake.decode(Vectors.hex(vector, "hex")).orElseThrow();
            assertThat(read.encode()).isEqualTo(first.encode());
            assertThat(read.token()).isEqualTo(first.token());
            assertThat(read.ephemeral()).isEqualTo(first.ephemeral());
            assertThat(read.nonce()).isEqualTo(first.nonce());
            assertThat(read.linkMac()).isEqualTo((first.features() & 1) == 1);
        }
    }

    @Test
    void refuses_the_bad_payloads() {
        assertThat(Vectors.cases(FILE, "bad")).hasSize(9);
        for (JsonObject vector : Vectors.cases(FILE, "bad")) {
            assertThat(LinkHandshake.decode(Vectors.hex(vector, "hex")))
                    .as(Vectors.text(vector, "name"))
                    .isInstanceOfSatisfying(
                            Decoded.Malformed.class,
                            bad ->
                                    assertThat(bad.code().code())
                                            .isEqualTo(Vectors.text(vector, "error")));
        }
    }

    @Test
    void refuses_every_truncation_and_survives_every_flipped_bit() {
        byte[] good = Vectors.hex(Vectors.cases(FILE, "good").get(0), "hex");
        Hostile.refusesEveryTruncation(good, LinkHandshake::decode);
        Hostile.eachFlippedBit(
                good,
                flipped ->
                        LinkHandshake.decode(flipped)
                                .toOptional()
                                .ifPresent(read -> assertThat(read.encode()).isEqualTo(flipped)));
    }

    @Test
    void what_is_written_is_read_again() {
        Random random = new Random(70);
        for (int i = 0; i < 200; i++) {
            byte[] key = new byte[32];
            byte[] nonce = new byte[32];
            random.nextBytes(key);
            random.nextBytes(nonce);
            LinkHandshake first =
                    new LinkHandshake(
                            random.nextInt(65536), key, nonce, "t".repeat(random.nextInt(4097)));
            assertThat(LinkHandshake.decode(first.encode()).orElseThrow().encode())
                    .isEqualTo(first.encode());
        }
    }

    @Test
    void a_callers_mistake_names_the_argument() {
        byte[] key = new byte[32];
        assertThatThrownBy(() -> new LinkHandshake(65536, key, key, ""))
                .hasMessageContaining("features");
        assertThatThrownBy(() -> new LinkHandshake(0, new byte[31], key, ""))
                .hasMessageContaining("ephemeral");
        assertThatThrownBy(() -> new LinkHandshake(0, key, new byte[33], ""))
                .hasMessageContaining("nonce");
        assertThatThrownBy(() -> new LinkHandshake(0, key, key, "a b"))
                .hasMessageContaining("token");
        assertThatThrownBy(() -> new LinkHandshake(0, key, key, "a".repeat(4097)))
                .hasMessageContaining("token");
    }

    @Test
    void the_token_is_not_shown() {
        assertThat(new LinkHandshake(1, new byte[32], new byte[32], "secret").toString())
                .doesNotContain("secret");
    }
}
