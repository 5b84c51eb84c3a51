package xyz.blueblocks.wire.message;

import java.time.Instant;
import java.util.List;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.Members;
import xyz.blueblocks.wire.json.SignLabels;

/// What operators tell every peer, signed by the network's admin key.
///
/// @param id shown once
/// @param severity `info`, `warning` or `urgent`
/// @param text at most 1024 characters, plain
/// @param issued from when on
/// @param expires until when
public record Announcement(
        String id, String severity, String text, Instant issued, Instant expires) {
    /// Label of its signature.
    public static final String LABEL = SignLabels.ANNOUNCEMENT;

    private static final String TYPE = "ANNOUNCEMENT";
    private static final int MAX_TEXT = 1024;
    private static final List<String> SEVERITIES = List.of("info", "warning", "urgent");

    /// Checks the members.
    public Announcement {
        Check.id("id", id);
        Check.that(SEVERITIES.contains(severity), "severity: want info, warning or urgent");
        Check.line("text", text, MAX_TEXT);
        Check.that(expires.isAfter(issued), "expires: want after issued");
    }

    /// Reads the form without judging the signature.
    public static Decoded<Announcement> fromJson(JsonObject json) {
        return Members.read(
                json,
                m -> {
                    m.constant("type", TYPE);
                    m.signature();
                    return new Announcement(
                            m.text("id"),
                            m.text("severity"),
                            m.text("text", MAX_TEXT),
                            m.epochSeconds("issued"),
                            m.epochSeconds("expires"));
                });
    }

    /// The form without signature.
    public JsonObject toJson() {
        return Json.object()
                .put("type", TYPE)
                .put("id", id)
                .put("severity", severity)
                .put("text", text)
                .putEpochSeconds("issued", issued)
                .putEpochSeconds("expires", expires)
                .build();
    }
}
