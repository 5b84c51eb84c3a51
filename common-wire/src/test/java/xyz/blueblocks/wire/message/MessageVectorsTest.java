package xyz.blueblocks.wire.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xyz.blueblocks.crypto.sign.Ed25519PublicKey;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.JsonValue;
import xyz.blueblocks.wire.json.SignedJson;
import xyz.blueblocks.wire.testing.Hostile;
import xyz.blueblocks.wire.testing.Vectors;

/// What holds for every JSON message and event alike, by its golden vectors.
class MessageVectorsTest {
    private static final List<String> FILES =
            List.of(
                    "announcement",
                    "attach",
                    "audit-entry",
                    "audit-event",
                    "audit-event-nulls",
                    "audit-events",
                    "data",
                    "data-ack-accepted",
                    "data-ack-complete",
                    "data-ack-message",
                    "data-ack-refused",
                    "deregister",
                    "error",
                    "file-metadata",
                    "goaway",
                    "handshake",
                    "handshake-ack",
                    "heartbeat",
                    "heartbeat-answer",
                    "invite",
                    "key-record",
                    "message-head",
                    "peer",
                    "peer-event",
                    "peer-list",
                    "record-request",
                    "register",
                    "registered",
                    "relay-descriptor",
                    "relay-directory",
                    "relay-report",
                    "reservation",
                    "route-answer",
                    "route-request",
                    "route-request-wishes",
                    "token");

    static List<String> files() {
        return FILES;
    }

    @Test
    void there_is_a_vector_for_every_message() {
        Set<String> seen = new HashSet<>();
        FILES.forEach(file -> seen.add(Vectors.text(vector(file), "message")));
        assertThat(FILES).hasSize(36);
        assertThat(seen).isEqualTo(MessageCodecs.CODECS.keySet());
    }

    @ParameterizedTest
    @MethodSource("files")
    @DisplayName("C12, D01, E02, E03, H01: golden messages are read and written")
    void golden_messages_are_read_and_written(String file) {
        JsonObject json = json(file);
        JsonObject written = codec(file).rewrite(json).orElseThrow();
        assertThat(written).isEqualTo(signed(file) ? json.without("signature") : json);
        assertThat(json.text()).isEqualTo(Vectors.text(vector(file), "json"));
    }

    @ParameterizedTest
    @MethodSource("files")
    @DisplayName("X23: the signature of a golden message holds under its own label")
    void signatures_of_golden_messages_hold(String file) {
        if (signed(file)) {
            assertThat(SignedJson.verify(json(file), label(file), author(file))).isTrue();
            assertThat(SignedJson.verify(json(file), "bb/other/v1", author(file))).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    @DisplayName("D01, E02, H01: each missing member is E010 and named, unless it is optional")
    void each_missing_member_is_refused_and_named(String file) {
        List<String> optional = Vectors.texts(vector(file), "optional");
        for (String name : json(file).names()) {
            Decoded<JsonObject> read = codec(file).rewrite(json(file).without(name));
            if (optional.contains(name)) {
                assertThat(read).as("%s without %s", file, name).isInstanceOf(Decoded.Ok.class);
            } else {
                assertThat(read)
                        .as("%s without %s", file, name)
                        .isInstanceOfSatisfying(
                                Decoded.Malformed.class,
                                bad -> {
                                    assertThat(bad.code().code()).isEqualTo("E010");
                                    assertThat(bad.why()).contains(name);
                                });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    @DisplayName("D01, E02: a member of another type is E010, whichever it is")
    void members_of_another_type_are_refused(String file) {
        List<JsonValue> others =
                List.of(
                        new JsonValue.Text("\u0007"),
                        new JsonValue.Num(-1.5),
                        new JsonValue.Bool(true),
                        new JsonValue.Array(List.of(JsonValue.Null.NULL)),
                        Json.object().put("x", 1).build());
        for (String name : json(file).names()) {
            int refused = 0;
            for (JsonValue other : others) {
                if (codec(file).rewrite(json(file).with(name, other))
                        instanceof Decoded.Malformed<JsonObject> bad) {
                    assertThat(bad.code().code()).isEqualTo("E010");
                    refused++;
                }
            }
            assertThat(refused).as("%s with another %s", file, name).isGreaterThanOrEqualTo(4);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    @DisplayName(
            "X23: unknown members are let be and stay under the signature, critical ones are"
                    + " refused")
    void unknown_members_stay_under_the_signature(String file) {
        JsonObject more = json(file).with("unknown_member", new JsonValue.Bool(true));
        assertThat(codec(file).rewrite(more)).isInstanceOf(Decoded.Ok.class);
        if (signed(file)) {
            assertThat(SignedJson.verify(more, label(file), author(file))).isFalse();
        }
        JsonObject critical =
                more.toBuilder().putTexts("critical", List.of("unknown_member")).build();
        assertThat(codec(file).rewrite(critical)).isInstanceOf(Decoded.Malformed.class);
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_message_cut_off_anywhere_is_refused(String file) {
        byte[] good = json(file).canonical();
        // Thousands of lengths of the same nested records add nothing after the first few hundred.
        Hostile.refusesEveryTruncation(
                good.length < 1500
                        ? good
                        : new String(good, StandardCharsets.UTF_8)
                                .substring(0, 600)
                                .getBytes(StandardCharsets.UTF_8),
                bytes -> read(file, bytes));
    }

    @ParameterizedTest
    @MethodSource("files")
    @DisplayName(
            "X23: a flipped bit in any byte of a signed message breaks its form or its signature")
    void a_flipped_bit_breaks_form_or_signature(String file) {
        List<String> unnoticed = new ArrayList<>();
        Hostile.oneFlippedBitPerByte(
                json(file).canonical(),
                flipped -> {
                    Decoded<JsonObject> json = Json.parse(flipped, Limits.MAX_LIST_JSON_BYTES);
                    boolean holds =
                            json.flatMap(read -> codec(file).rewrite(read)) instanceof Decoded.Ok
                                    && signed(file)
                                    && SignedJson.verify(
                                            json.orElseThrow(), label(file), author(file));
                    if (holds) {
                        unnoticed.add(new String(flipped, StandardCharsets.UTF_8));
                    }
                });
        assertThat(unnoticed).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void nothing_secret_or_personal_is_shown(String file) {
        Object message =
                switch (MessageCodecs.CODECS
                        .get(Vectors.text(vector(file), "message"))
                        .read()
                        .apply(json(file))) {
                    case Decoded.Ok<?>(Object value) -> value;
                    case Decoded.Malformed<?> bad -> throw new AssertionError(bad.why());
                };
        assertThat(message.toString())
                .doesNotContain(
                        "eyJ.x.y",
                        "1234567893",
                        "1234567890",
                        "mri_scan",
                        "summary.json",
                        "emergency_treatment",
                        "hmac-sha256");
    }

    private static Decoded<JsonObject> read(String file, byte[] bytes) {
        return Json.parse(bytes, Limits.MAX_LIST_JSON_BYTES)
                .flatMap(json -> codec(file).rewrite(json));
    }

    private static JsonObject vector(String file) {
        return Vectors.read("message/" + file + ".json");
    }

    private static JsonObject json(String file) {
        return Json.parse(
                        Vectors.text(vector(file), "json").getBytes(StandardCharsets.UTF_8),
                        Limits.MAX_LIST_JSON_BYTES)
                .orElseThrow();
    }

    private static MessageCodecs.Codec<?> codec(String file) {
        return MessageCodecs.CODECS.get(Vectors.text(vector(file), "message"));
    }

    private static boolean signed(String file) {
        return vector(file).has("label");
    }

    private static String label(String file) {
        return Vectors.text(vector(file), "label");
    }

    private static Ed25519PublicKey author(String file) {
        return Ed25519PublicKey.parse(Vectors.text(vector(file), "author")).orElseThrow();
    }
}
