package xyz.blueblocks.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.message.LimitsAnswer;

class LimitsTest {
    private static final Pattern CONSTANT =
            Pattern.compile("(?m)^\\s+([A-Z][A-Za-z0-9]+)\\s*=\\s*([^/\\n]+)");

    @Test
    @DisplayName("N26: every constant of the seed's Appendix A has the value it has there")
    void equals_the_seeds_appendix() throws Exception {
        Map<String, Long> seed = appendix();
        assertThat(seed).hasSize(12);
        assertThat(ours()).isEqualTo(seed);
    }

    @Test
    @DisplayName("N26: what GET /api/v1/limits answers are the constants of Appendix A")
    void publishes_the_seeds_appendix() throws Exception {
        JsonObject answer = LimitsAnswer.toJson();
        Map<String, Long> published = new LinkedHashMap<>();
        appendix()
                .forEach((name, _) -> published.put(name, answer.integer(snake(name)).orElse(-1)));
        assertThat(published).isEqualTo(appendix());
        assertThat(answer.names()).hasSize(12);
    }

    @Test
    @DisplayName("X22: a timestamp counts within 120 s of now, to the second, either way")
    void time_window_includes_both_edges() {
        Instant now = Instant.ofEpochSecond(1_705_420_800);
        assertThat(TimeWindow.holds(now, now)).isTrue();
        assertThat(TimeWindow.holds(now.minusSeconds(120), now)).isTrue();
        assertThat(TimeWindow.holds(now.plusSeconds(120), now)).isTrue();
        assertThat(TimeWindow.holds(now.minusSeconds(120).minusNanos(1), now)).isFalse();
        assertThat(TimeWindow.holds(now.plusSeconds(120).plusNanos(1), now)).isFalse();
    }

    private static Map<String, Long> ours() {
        Map<String, Long> out = new LinkedHashMap<>();
        out.put("HandshakeTimeout", Limits.HANDSHAKE_TIMEOUT.toSeconds());
        out.put("TransferTimeout", Limits.TRANSFER_TIMEOUT.toSeconds());
        out.put("HeartbeatInterval", Limits.HEARTBEAT_INTERVAL.toSeconds());
        out.put("SessionTTL", Limits.SESSION_TTL.toSeconds());
        out.put("MaxMessageSize", (long) Limits.MAX_MESSAGE_BYTES);
        out.put("MaxChunkSize", (long) Limits.MAX_CHUNK_BYTES);
        out.put("MaxFileSize", Limits.MAX_FILE_BYTES);
        out.put("MaxConcurrentChunks", (long) Limits.MAX_CONCURRENT_CHUNKS);
        out.put("NonceSize", (long) Limits.NONCE_BYTES);
        out.put("AuthTagSize", (long) Limits.AUTH_TAG_BYTES);
        out.put("KeySize", (long) Limits.KEY_BYTES);
        out.put("SignatureSize", (long) Limits.SIGNATURE_BYTES);
        return out;
    }

    /// The constants as the seed writes them: products of numbers and Go's units of time.
    private static Map<String, Long> appendix() throws Exception {
        Map<String, Long> out = new LinkedHashMap<>();
        try (InputStream in = LimitsTest.class.getResourceAsStream("/seed/appendix-a.txt")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Matcher constant = CONSTANT.matcher(text);
            while (constant.find()) {
                out.put(
                        constant.group(1),
                        Arrays.stream(constant.group(2).split("\\*"))
                                .map(String::strip)
                                .mapToLong(LimitsTest::factor)
                                .reduce(1, Math::multiplyExact));
            }
        }
        return out;
    }

    private static long factor(String text) {
        return switch (text) {
            case "time.Second" -> Duration.ofSeconds(1).toSeconds();
            case "time.Minute" -> Duration.ofMinutes(1).toSeconds();
            case "time.Hour" -> Duration.ofHours(1).toSeconds();
            default -> Long.parseLong(text);
        };
    }

    private static String snake(String name) {
        return name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    }
}
