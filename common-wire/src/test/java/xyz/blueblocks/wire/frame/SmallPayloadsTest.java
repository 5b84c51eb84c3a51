package xyz.blueblocks.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.ErrorCode;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.testing.Hostile;
import xyz.blueblocks.wire.testing.Vectors;

class SmallPayloadsTest {
    private static final JsonObject FILE = Vectors.read("small-payloads.json");
    private static final HexFormat HEX = HexFormat.of();

    @Test
    void close() {
        assertThat(Vectors.cases(FILE, "close")).hasSize(9);
        for (JsonObject vector : Vectors.cases(FILE, "close")) {
            ClosePayload close =
                    new ClosePayload(
                            (int) Vectors.integer(vector, "error"),
                            CloseLimit.valueOf(Vectors.text(vector, "limit")));
            assertThat(HEX.formatHex(close.encode())).isEqualTo(Vectors.text(vector, "hex"));
            assertThat(ClosePayload.decode(close.encode(), 0, 4)).isEqualTo(Decoded.ok(close));
        }
        for (String bad : Vectors.texts(FILE, "close_bad")) {
            byte[] bytes = HEX.parseHex(bad);
            assertThat(ClosePayload.decode(bytes, 0, bytes.length))
                    .as(bad)
                    .isInstanceOf(Decoded.Malformed.class);
        }
        assertThat(ClosePayload.NORMAL.error()).isEmpty();
        assertThat(ClosePayload.of(ErrorCode.RATE_LIMITED, CloseLimit.CREDIT).error())
                .contains(ErrorCode.RATE_LIMITED);
        assertThatThrownBy(() -> new ClosePayload(20, CloseLimit.NONE))
                .hasMessageContaining("errorNumber");
    }

    @Test
    void credit() {
        assertThat(Vectors.cases(FILE, "credit")).hasSize(4);
        for (JsonObject vector : Vectors.cases(FILE, "credit")) {
            CreditPayload credit = new CreditPayload(Vectors.integer(vector, "bytes"));
            assertThat(HEX.formatHex(credit.encode())).isEqualTo(Vectors.text(vector, "hex"));
            assertThat(CreditPayload.decode(credit.encode(), 0, 4)).isEqualTo(Decoded.ok(credit));
        }
        for (String bad : Vectors.texts(FILE, "credit_bad")) {
            byte[] bytes = HEX.parseHex(bad);
            assertThat(CreditPayload.decode(bytes, 0, bytes.length))
                    .as(bad)
                    .isInstanceOf(Decoded.Malformed.class);
        }
        assertThatThrownBy(() -> new CreditPayload(0)).hasMessageContaining("bytes");
        assertThatThrownBy(() -> new CreditPayload(1L << 32)).hasMessageContaining("bytes");
    }

    @Test
    void ping() {
        assertThat(Vectors.texts(FILE, "ping")).hasSize(3);
        for (String vector : Vectors.texts(FILE, "ping")) {
            PingPayload ping = PingPayload.decode(HEX.parseHex(vector), 0, 8).orElseThrow();
            assertThat(HEX.formatHex(ping.encode())).isEqualTo(vector);
        }
        for (String bad : Vectors.texts(FILE, "ping_bad")) {
            byte[] bytes = HEX.parseHex(bad);
            assertThat(PingPayload.decode(bytes, 0, bytes.length))
                    .as(bad)
                    .isInstanceOf(Decoded.Malformed.class);
        }
    }

    @Test
    void survive_every_flipped_bit() {
        Hostile.eachFlippedBit(
                new ClosePayload(9, CloseLimit.TIME).encode(),
                flipped ->
                        ClosePayload.decode(flipped, 0, 4)
                                .toOptional()
                                .ifPresent(read -> assertThat(read.encode()).isEqualTo(flipped)));
        Hostile.eachFlippedBit(
                new CreditPayload(1).encode(),
                flipped ->
                        CreditPayload.decode(flipped, 0, 4)
                                .toOptional()
                                .ifPresent(read -> assertThat(read.encode()).isEqualTo(flipped)));
    }
}
