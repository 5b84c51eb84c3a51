package xyz.blueblocks.wire.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.testing.Hostile;
import xyz.blueblocks.wire.testing.Vectors;

class JsonTest {
    private static final JsonObject FILE = Vectors.read("json.json");

    @Test
    @DisplayName(
            "X23: what is accepted has the canonical form of RFC 8785, which is read as the same")
    void accepts_and_writes_the_golden_texts() {
        assertThat(Vectors.cases(FILE, "good")).hasSize(29);
        for (JsonObject vector : Vectors.cases(FILE, "good")) {
            JsonObject read = Json.parse(Vectors.hex(vector, "hex")).orElseThrow();
            assertThat(HexFormat.of().formatHex(read.canonical()))
                    .as(Vectors.text(vector, "name"))
                    .isEqualTo(Vectors.text(vector, "canonical"));
            assertThat(Json.parse(read.canonical())).isEqualTo(Decoded.ok(read));
        }
    }

    @Test
    @DisplayName("X23: what two programs could understand differently is refused with E010")
    void refuses_the_bad_texts() {
        assertThat(Vectors.cases(FILE, "bad")).hasSize(68);
        for (JsonObject vector : Vectors.cases(FILE, "bad")) {
            assertThat(Json.parse(Vectors.hex(vector, "hex")))
                    .as(Vectors.text(vector, "name"))
                    .isInstanceOfSatisfying(
                            Decoded.Malformed.class,
                            bad -> assertThat(bad.code().code()).isEqualTo("E010"));
        }
    }

    @Test
    @DisplayName("X23: 64 KiB are read, one byte more is not")
    void length_is_bounded() {
        String text = "{\"a\":\"" + "x".repeat(Limits.MAX_JSON_BYTES - 8) + "\"}";
        byte[] longest = utf8(text);
        assertThat(longest).hasSize(Limits.MAX_JSON_BYTES);
        assertThat(Json.parse(longest)).isInstanceOf(Decoded.Ok.class);
        assertThat(Json.parse(utf8(text + " "))).isInstanceOf(Decoded.Malformed.class);
        assertThat(Json.parse(utf8(text + " "), Limits.MAX_DATA_JSON_BYTES))
                .isInstanceOf(Decoded.Ok.class);
    }

    @Test
    @DisplayName("X23: 16 levels are read, 17 are not, and ten thousand cost nothing")
    void depth_is_bounded() {
        assertThat(Json.parse(nested(16))).isInstanceOf(Decoded.Ok.class);
        assertThat(Json.parse(nested(17))).isInstanceOf(Decoded.Malformed.class);
        assertThat(Json.parse(utf8("{\"a\":".repeat(10_000))))
                .isInstanceOf(Decoded.Malformed.class);
        assertThat(Json.parse(utf8("{\"a\":" + "[".repeat(60_000))))
                .isInstanceOf(Decoded.Malformed.class);
    }

    @Test
    @DisplayName("X23: a small text cannot make a large heap")
    void allocation_is_bounded() {
        byte[] dense = utf8("{\"a\":[" + "0,".repeat(32_000) + "0]}");
        assertThat(Json.parse(dense)).isInstanceOf(Decoded.Ok.class);
        assertThat(Hostile.allocatedBy(() -> Json.parse(dense))).isLessThan(8L * 1024 * 1024);
        byte[] denser = utf8("{\"a\":[" + "0,".repeat(70_000) + "0]}");
        assertThat(Json.parse(denser, Limits.MAX_DATA_JSON_BYTES))
                .isInstanceOf(Decoded.Malformed.class);
        byte[] huge = new byte[16 * 1024 * 1024];
        assertThat(Hostile.allocatedBy(() -> Json.parse(huge))).isLessThan(64 * 1024);
    }

    @Test
    void every_truncation_is_refused_and_no_flipped_bit_throws() {
        byte[] good = Vectors.hex(Vectors.cases(FILE, "good").getFirst(), "hex");
        Hostile.refusesEveryTruncation(good, Json::parse);
        Hostile.eachFlippedBit(
                good,
                flipped ->
                        Json.parse(flipped)
                                .toOptional()
                                .ifPresent(read ->
                                        assertThat(Json.parse(read.canonical()))
                                                .isEqualTo(Decoded.ok(read))));
    }

    @Test
    void random_bytes_never_throw() {
        long seed = 4711;
        Random random = new Random(seed);
        byte[] alphabet = utf8("{}[]\":,\\u0dDeE+-.19 \n\ttruefalsn");
        for (int i = 0; i < 50_000; i++) {
            byte[] bytes = new byte[random.nextInt(40)];
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] =
                        random.nextInt(20) == 0
                                ? (byte) random.nextInt(256)
                                : alphabet[random.nextInt(alphabet.length)];
            }
            assertThat(Json.parse(bytes)).as("seed %d, text %d", seed, i).isNotNull();
        }
    }

    @Test
    void random_values_survive_writing_and_reading() {
        long seed = 815;
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            JsonObject object = randomObject(random, 3);
            assertThat(Json.parse(object.canonical(), Limits.MAX_DATA_JSON_BYTES))
                    .as("seed %d, value %d", seed, i)
                    .isEqualTo(Decoded.ok(object));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -(1L << 53), 1L << 53, Long.MAX_VALUE})
    void a_builder_refuses_integers_beyond_2_to_the_53(long value) {
        assertThatThrownBy(() -> Json.object().put("n", value)).hasMessageContaining("n: ");
    }

    @Test
    void a_builder_refuses_text_that_is_not_interoperable() {
        for (String bad : List.of("\ud800", "\udc00\ud800", "a\u0000", "\uffff", "\ufdd0")) {
            assertThatThrownBy(() -> Json.object().put("t", bad))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Json.object().put(bad, 1))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void minus_zero_is_written_as_zero() {
        assertThat(Json.object().put("n", -0.0).build().text()).isEqualTo("{\"n\":0}");
    }

    @Test
    void an_object_does_not_show_what_it_holds() {
        assertThat(Json.object().put("npi", "1234567893").build().toString())
                .doesNotContain("1234567893", "npi");
    }

    private static JsonObject randomObject(Random random, int depth) {
        JsonObject.Builder out = Json.object();
        for (int i = random.nextInt(5); i > 0; i--) {
            out.put(randomText(random), randomValue(random, depth));
        }
        return out.build();
    }

    private static JsonValue randomValue(Random random, int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 7)) {
            case 0 -> new JsonValue.Text(randomText(random));
            case 1 -> new JsonValue.Bool(random.nextBoolean());
            case 2 -> JsonValue.Null.NULL;
            case 3 -> new JsonValue.Num(random.nextLong() >> 11);
            case 4 ->
                    new JsonValue.Num(
                            random.nextGaussian() * Math.pow(10, random.nextInt(30) - 20));
            case 5 -> randomObject(random, depth - 1);
            default ->
                    new JsonValue.Array(
                            List.of(
                                    randomValue(random, depth - 1),
                                    randomValue(random, depth - 1)));
        };
    }

    private static String randomText(Random random) {
        int[] points = new int[random.nextInt(6)];
        Arrays.setAll(
                points,
                _ -> random.nextBoolean() ? 1 + random.nextInt(127) : 0x1f600 + random.nextInt(50));
        return new String(points, 0, points.length);
    }

    private static byte[] nested(int levels) {
        return utf8("{\"a\":".repeat(levels - 1) + "{}" + "}".repeat(levels - 1));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
