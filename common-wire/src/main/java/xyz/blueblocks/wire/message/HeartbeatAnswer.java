package xyz.blueblocks.wire.message;

import java.util.List;
import java.util.Optional;
import xyz.blueblocks.wire.Decoded;
import xyz.blueblocks.wire.Limits;
import xyz.blueblocks.wire.json.Json;
import xyz.blueblocks.wire.json.JsonObject;
import xyz.blueblocks.wire.json.Members;

/// Answer 200 of a heartbeat; member `status` is `alive`.
///
/// @param nextHeartbeatMillis when the next one is due
/// @param announcements each an [Announcement] as signed by the network, at most 32
/// @param token a fresh session token, when the one that was used nears its end
public record HeartbeatAnswer(
        long nextHeartbeatMillis, List<JsonObject> announcements, Optional<String> token) {
    private static final int MAX_ANNOUNCEMENTS = 32;
    private static final long MAX_MILLIS = 3_600_000;

    /// Copies the list and checks the ranges.
    public HeartbeatAnswer {
        announcements = List.copyOf(announcements);
        Check.range("next_heartbeat_ms", nextHeartbeatMillis, 1, MAX_MILLIS);
        Check.most("announcements", announcements, MAX_ANNOUNCEMENTS);
    }

    /// Reads the form.
    public static Decoded<HeartbeatAnswer> fromJson(JsonObject json) {
        return Members.read(
                json,
                m -> {
                    m.constant("status", "alive");
                    return new HeartbeatAnswer(
                            m.integer("next_heartbeat_ms", 1, MAX_MILLIS),
                            m.list("announcements", 0, MAX_ANNOUNCEMENTS, Decoded::ok),
                            m.optionalText("token", Limits.MAX_TOKEN_BYTES));
                });
    }

    /// The form.
    public JsonObject toJson() {
        return Json.object()
                .put("status", "alive")
                .put("next_heartbeat_ms", nextHeartbeatMillis)
                .put("announcements", announcements)
                .putText("token", token)
                .build();
    }

    /// Without the token.
    @Override
    public String toString() {
        return "HeartbeatAnswer[" + nextHeartbeatMillis + " ms]";
    }
}
