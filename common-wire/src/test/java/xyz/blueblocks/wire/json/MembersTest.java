package xyz.blueblocks.wire.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xyz.blueblocks.wire.Decoded;

class MembersTest {
    @Test
    @DisplayName("X23: an unknown member is let be, unless critical lists it")
    void critical_members_must_be_known() {
        assertThat(read("{'a':'x','b':1}")).isEqualTo(Decoded.ok("x"));
        assertThat(read("{'a':'x','critical':['a']}")).isEqualTo(Decoded.ok("x"));
        assertThat(read("{'a':'x','b':1,'critical':['b']}")).isInstanceOf(Decoded.Malformed.class);
        assertThat(read("{'a':'x','critical':['c']}")).isInstanceOf(Decoded.Malformed.class);
        assertThat(read("{'a':'x','critical':'a'}")).isInstanceOf(Decoded.Malformed.class);
        assertThat(read("{'a':'x','critical':[1]}")).isInstanceOf(Decoded.Malformed.class);
    }

    @Test
    void the_reason_names_the_member_and_not_its_value() {
        assertThat(read("{'a':5}")).isEqualTo(Decoded.malformed("a: want a text", -1));
        assertThat(read("{}")).isEqualTo(Decoded.malformed("a: missing", -1));
        assertThat(read("{'a':'" + "s3cret".repeat(50) + "'}"))
                .isInstanceOfSatisfying(
                        Decoded.Malformed.class,
                        bad -> assertThat(bad.why()).startsWith("a: ").doesNotContain("s3cret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-01-16T12:30:00Z",
                "2024-01-16T12:30:00.5Z",
                "2024-01-16T12:30:00.123456789Z",
                "2024-02-29T00:00:00Z"
            })
    @DisplayName("X22: ISO-8601 in UTC is read")
    void reads_iso_times(String text) {
        assertThat(Members.read(object("{'t':'" + text + "'}"), m -> m.iso("t")))
                .isEqualTo(Decoded.ok(Instant.parse(text)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2024-01-16T12:30:00",
                "2024-01-16T12:30:00+00:00",
                "2024-01-16 12:30:00Z",
                "2024-01-16T12:30Z",
                "2024-01-16t12:30:00z",
                "2024-02-30T00:00:00Z",
                "2023-02-29T00:00:00Z",
                "2024-01-16T25:00:00Z",
                "+12024-01-16T12:30:00Z",
                "1705420800",
                ""
            })
    @DisplayName("X22: any other spelling of a time is refused")
    void refuses_other_spellings_of_times(String text) {
        assertThat(Members.read(object("{'t':'" + text + "'}"), m -> m.iso("t")))
                .isInstanceOf(Decoded.Malformed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0.5", "253402300800", "'1705420800'", "null", "true"})
    @DisplayName("X22: epoch seconds are whole, of this era, and a number")
    void refuses_other_epoch_seconds(String value) {
        assertThat(Members.read(object("{'t':" + value + "}"), m -> m.epochSeconds("t")))
                .isInstanceOf(Decoded.Malformed.class);
    }

    @Test
    void null_is_not_absence_unless_the_member_says_so() {
        assertThat(Members.read(object("{'a':null}"), m -> m.optionalText("a", 9)))
                .isInstanceOf(Decoded.Malformed.class);
        assertThat(Members.read(object("{'a':null}"), m -> m.nullableText("a", _ -> true)))
                .isEqualTo(Decoded.ok(Optional.empty()));
        assertThat(Members.read(object("{}"), m -> m.nullableText("a", _ -> true)))
                .isInstanceOf(Decoded.Malformed.class);
        assertThat(Members.read(object("{}"), m -> m.optionalText("a", 9)))
                .isEqualTo(Decoded.ok(Optional.empty()));
    }

    private static Decoded<String> read(String json) {
        return Members.read(object(json), m -> m.text("a"));
    }

    private static JsonObject object(String json) {
        return Json.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }
}
